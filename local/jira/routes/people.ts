/** The site's facts and its people. */
import { mustAuthenticate, refused } from '../errors';
import { holds } from '../permissions';
import { printAccount, printPerson } from '../print/person';
import { selfUrl, time } from '../print/printing';
import type { Person } from '../state';
import { findIssue, readableProject } from './access';
import { answer, type Call, type Handler } from './call';
import { pageBean, readPage } from './query';

export const getServerInfo: Handler = (call) => {
  const { baseUrl, title, timeZone } = call.state.site;
  return answer({
    baseUrl,
    displayUrl: baseUrl,
    displayUrlServicedeskHelpCenter: baseUrl,
    displayUrlCSMHelpSeeker: baseUrl,
    displayUrlConfluence: baseUrl,
    version: '1001.0.0-SNAPSHOT',
    versionNumbers: [1001, 0, 0],
    deploymentType: 'Cloud',
    buildNumber: 100_291,
    buildDate: time(call.print, '2026-03-24T10:51:27.000Z'),
    serverTime: time(call.print, new Date(call.now).toISOString()),
    scmInfo: '8ca11684eac695c1d2f0973ec397dadf35ba78eb',
    serverTitle: title,
    defaultLocale: { locale: 'en_US' },
    serverTimeZone: timeZone,
  });
};

export const getMyself: Handler = (call) => {
  const person = call.viewer === null ? undefined : call.state.people.get(call.viewer);
  if (person === undefined) throw mustAuthenticate(call.state.site.baseUrl);
  return answer(printAccount(call.print, person, call.query.set('expand')));
};

export const getUser: Handler = (call) => {
  const accountId = call.query.text('accountId');
  if (accountId === undefined) {
    throw refused(400, "'accountId' must be the only user identifying query parameter in GDPR strict mode.");
  }
  const person = call.state.people.get(accountId);
  if (person === undefined) throw refused(404, 'Specified user does not exist or you do not have required permissions');
  return answer(printAccount(call.print, person, call.query.set('expand')));
};

/** The people with these account ids, in pages; ids that nobody has are left out. */
export const bulkGetUsers: Handler = (call) => {
  if (call.viewer === null) throw mustAuthenticate(call.state.site.baseUrl);
  const page = readPage(call.query, 10, 200);
  const accountIds = call.query.list('accountId');
  if (accountIds.length === 0) throw refused(400, 'The accountId query parameter needs to be provided.');
  const people = accountIds.flatMap((accountId) => call.state.people.get(accountId) ?? []);
  const rows = people.map((person) => printPerson(call.print, person.accountId));
  return answer(pageBean(rows, page, selfUrl(call.print, 'user/bulk')));
};

/** Active people by the beginning of a word of their name or of their address; nobody for who did not log in. */
export const findUsers: Handler = (call) => {
  const page = readPage(call.query, 50, 1000);
  const words = call.query.text('query')?.toLowerCase();
  const accountId = call.query.text('accountId');
  if (words === undefined && accountId === undefined && call.query.text('property') === undefined) {
    throw refused(400, 'Either the query, accountId or property parameter must be provided.');
  }
  const found = [...call.state.people.values()].filter(
    (person) =>
      call.viewer !== null &&
      person.active &&
      (accountId === undefined || person.accountId === accountId) &&
      (words === undefined || isNamed(person, words)),
  );
  const shown = found.slice(page.startAt, page.startAt + page.maxResults);
  return answer(shown.map(({ accountId: id, locale }) => ({ ...printPerson(call.print, id), locale })));
};

const isNamed = ({ displayName, emailAddress }: Person, words: string): boolean =>
  [emailAddress, displayName, ...displayName.split(/\s+/)].some((name) => name.toLowerCase().startsWith(words));

/** People who may be given issues of a project; without an issue or project, a 400 as the real one gives. */
export const findAssignable: Handler = (call) => {
  const page = readPage(call.query, 50, 1000);
  const project = projectOf(call);
  const words = (call.query.text('query') ?? call.query.text('username') ?? '').toLowerCase();
  const accountId = call.query.text('accountId');
  const found = [...call.state.people.values()].filter(
    (person) =>
      person.active &&
      (accountId === undefined || person.accountId === accountId) &&
      (words === '' || `${person.displayName} ${person.emailAddress}`.toLowerCase().includes(words)) &&
      holds(call.state, { accountId: person.accountId }, 'ASSIGNABLE_USER', project),
  );
  const shown = found.slice(page.startAt, page.startAt + page.maxResults);
  return answer(shown.map((person) => ({ ...printPerson(call.print, person.accountId), locale: person.locale })));
};

function projectOf(call: Call) {
  const issueKey = call.query.text('issueKey') ?? call.query.text('issueId');
  if (issueKey !== undefined) {
    const found = findIssue(call, issueKey);
    if (found === undefined) throw refused(404, `Issue '${issueKey}' does not exist.`);
    return call.state.projects.get(found.issue.projectId);
  }
  const project = call.query.text('project');
  if (project === undefined) throw refused(400, "Either 'project' or 'issueKey' query parameter must be provided.");
  return readableProject(call, project);
}
