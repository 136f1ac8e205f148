/**
 * The simulated Jira's answers against Atlassian's OpenAPI facts and against recorded answers.
 *
 * Both live beside the repository and are not part of it; without them these suites are skipped, visibly.
 * Where the real Jira breaks its own schema, or where a recording shows something that this stand-in does not
 * print, the exception stands in a table with its reason.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import { put } from '../../local/jira/change';
import { createJira } from '../../local/jira/create-jira';
import type { Jira } from '../../local/jira/jira';
import { baseOf } from '../../local/jira/routes/route';
import { ROUTES } from '../../local/jira/routes/table';
import { FIXTURE, fixtureState } from '../../local/jira/seeds/fixture';
import type { JiraState } from '../../local/jira/state';

const FACTS = path.resolve(__dirname, '../../../shared/jira');
const present = existsSync(path.join(FACTS, 'openapi'));
const suite = present ? describe : describe.skip;
const why = present ? '' : ' (skipped: the OpenAPI facts are not beside this repository)';

const NOW = Date.parse('2026-10-01T12:00:00.000Z');
const SCOPES = ['read:jira-work', 'write:jira-work', 'read:jira-user', 'manage:jira-project'];
const { issues, projects, people, comments, links, worklogs, remoteLinks } = FIXTURE;

type Sent = { readonly operationId: string; readonly method: string; readonly path: string; readonly body?: unknown };

const ISSUE_EXPAND = 'renderedFields,names,schema,transitions,transitions.fields,operations,editmeta,changelog';
const text = (words: string, version: string): unknown =>
  version === '2'
    ? words
    : { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }] };

/** One call or several of every operation that answers with a body. */
const calls = (v: string): readonly Sent[] => [
  { operationId: 'getServerInfo', method: 'GET', path: '/serverInfo' },
  { operationId: 'getCurrentUser', method: 'GET', path: '/myself?expand=groups,applicationRoles' },
  { operationId: 'getUser', method: 'GET', path: `/user?accountId=${people.member}&expand=groups,applicationRoles` },
  {
    operationId: 'bulkGetUsers',
    method: 'GET',
    path: `/user/bulk?accountId=${people.member}&accountId=${people.leaver}&maxResults=1`,
  },
  { operationId: 'findUsers', method: 'GET', path: '/user/search?query=m' },
  { operationId: 'findAssignableUsers', method: 'GET', path: `/user/assignable/search?project=${projects.alpha.key}` },
  { operationId: 'getMyPermissions', method: 'GET', path: '/mypermissions?permissions=BROWSE_PROJECTS,ADMINISTER' },
  {
    operationId: 'getBulkPermissions',
    method: 'POST',
    path: '/permissions/check',
    body: {
      globalPermissions: ['ADMINISTER'],
      projectPermissions: [{ permissions: ['EDIT_ISSUES'], projects: [10001], issues: [11001] }],
    },
  },
  { operationId: 'getFields', method: 'GET', path: '/field' },
  { operationId: 'getPriorities', method: 'GET', path: '/priority' },
  { operationId: 'getStatuses', method: 'GET', path: '/status' },
  { operationId: 'getResolutions', method: 'GET', path: '/resolution' },
  { operationId: 'getIssueLinkTypes', method: 'GET', path: '/issueLinkType' },
  { operationId: 'getIssueAllTypes', method: 'GET', path: '/issuetype' },
  { operationId: 'getIssueTypesForProject', method: 'GET', path: `/issuetype/project?projectId=${projects.alpha.id}` },
  {
    operationId: 'searchProjects',
    method: 'GET',
    path: '/project/search?maxResults=3&expand=description,lead,issueTypes,url,projectKeys,insight',
  },
  { operationId: 'searchProjects', method: 'GET', path: '/project/search?status=live,archived,deleted' },
  {
    operationId: 'getProject',
    method: 'GET',
    path: `/project/${projects.alpha.key}?expand=description,lead,projectKeys,insight,permissions`,
  },
  { operationId: 'getProject', method: 'GET', path: `/project/${projects.team.key}` },
  { operationId: 'getAllProjects', method: 'GET', path: '/project?expand=lead,description,issueTypes,projectKeys' },
  { operationId: 'getRecent', method: 'GET', path: '/project/recent' },
  {
    operationId: 'getProjectVersionsPaginated',
    method: 'GET',
    path: `/project/${projects.alpha.key}/version?maxResults=1&orderBy=-name`,
  },
  { operationId: 'getProjectComponentsPaginated', method: 'GET', path: `/project/${projects.alpha.key}/component` },
  {
    operationId: 'findComponentsForProjects',
    method: 'GET',
    path: `/component?projectIdsOrKeys=${projects.alpha.key}`,
  },
  { operationId: 'getProjectRoles', method: 'GET', path: `/project/${projects.alpha.key}/role` },
  { operationId: 'getProjectRole', method: 'GET', path: `/project/${projects.omega.key}/role/10403` },
  { operationId: 'getProjectRole', method: 'GET', path: `/project/${projects.team.key}/role/10402` },
  { operationId: 'getVersion', method: 'GET', path: `/version/${FIXTURE.versions.alpha1}?expand=issuesstatus` },
  { operationId: 'createVersion', method: 'POST', path: '/version', body: { name: 'Next', projectId: 10001 } },
  {
    operationId: 'updateVersion',
    method: 'PUT',
    path: `/version/${FIXTURE.versions.alpha1}`,
    body: { releaseDate: '2026-12-01' },
  },
  {
    operationId: 'moveVersion',
    method: 'POST',
    path: `/version/${FIXTURE.versions.alpha1}/move`,
    body: { position: 'Last' },
  },
  { operationId: 'getComponent', method: 'GET', path: `/component/${FIXTURE.components.alpha1}` },
  { operationId: 'createComponent', method: 'POST', path: '/component', body: { name: 'Next', project: 'ALPHA' } },
  {
    operationId: 'updateComponent',
    method: 'PUT',
    path: `/component/${FIXTURE.components.alpha1}`,
    body: { description: 'What others call' },
  },
  { operationId: 'getFieldsPaginated', method: 'GET', path: '/field/search?type=custom&maxResults=3' },
  { operationId: 'getIssueType', method: 'GET', path: `/issuetype/${FIXTURE.types.omegaTeam}` },
  { operationId: 'getPriority', method: 'GET', path: '/priority/2' },
  { operationId: 'searchPriorities', method: 'GET', path: '/priority/search?maxResults=2' },
  { operationId: 'getResolution', method: 'GET', path: '/resolution/10300' },
  { operationId: 'searchResolutions', method: 'GET', path: '/resolution/search' },
  { operationId: 'getStatus', method: 'GET', path: '/status/Done' },
  { operationId: 'getStatus', method: 'GET', path: `/status/${FIXTURE.statuses.omegaTeam}` },
  { operationId: 'getStatusCategories', method: 'GET', path: '/statuscategory' },
  { operationId: 'getStatusCategory', method: 'GET', path: '/statuscategory/done' },
  { operationId: 'getIssueLinkType', method: 'GET', path: '/issueLinkType/10410' },
  {
    operationId: 'findBulkAssignableUsers',
    method: 'GET',
    path: `/user/assignable/multiProjectSearch?projectKeys=${projects.alpha.key},${projects.beta.key}`,
  },
  { operationId: 'getAllStatuses', method: 'GET', path: `/project/${projects.alpha.key}/statuses` },
  {
    operationId: 'getProjectVersions',
    method: 'GET',
    path: `/project/${projects.alpha.key}/versions?expand=issuesstatus`,
  },
  { operationId: 'getProjectComponents', method: 'GET', path: `/project/${projects.alpha.key}/components` },
  {
    operationId: 'getCreateIssueMetaIssueTypes',
    method: 'GET',
    path: `/issue/createmeta/${projects.alpha.key}/issuetypes`,
  },
  {
    operationId: 'getCreateIssueMetaIssueTypeId',
    method: 'GET',
    path: `/issue/createmeta/${projects.alpha.key}/issuetypes/10101`,
  },
  { operationId: 'getEditIssueMeta', method: 'GET', path: `/issue/${issues.alpha1.key}/editmeta` },
  ...[issues.alpha1, issues.everyField, issues.movedIn, issues.subtask, issues.inSprint, issues.secret].map(
    (issue) => ({
      operationId: 'getIssue',
      method: 'GET',
      path: `/issue/${issue.key}?expand=${ISSUE_EXPAND}&properties=*all`,
    }),
  ),
  { operationId: 'getChangeLogs', method: 'GET', path: `/issue/${issues.movedIn.key}/changelog?maxResults=2` },
  {
    operationId: 'getTransitions',
    method: 'GET',
    path: `/issue/${issues.alpha1.key}/transitions?expand=transitions.fields`,
  },
  {
    operationId: 'getComments',
    method: 'GET',
    path: `/issue/${issues.alpha1.key}/comment?expand=renderedBody,properties`,
  },
  { operationId: 'getComment', method: 'GET', path: `/issue/${issues.alpha1.key}/comment/${comments.restricted}` },
  {
    operationId: 'addComment',
    method: 'POST',
    path: `/issue/${issues.alpha1.key}/comment`,
    body: { body: text('A word', v) },
  },
  {
    operationId: 'updateComment',
    method: 'PUT',
    path: `/issue/${issues.alpha1.key}/comment/${comments.alpha1}`,
    body: { body: text('Another', v) },
  },
  { operationId: 'getIssueLink', method: 'GET', path: `/issueLink/${links.within}` },
  {
    operationId: 'createIssue',
    method: 'POST',
    path: '/issue',
    body: { fields: { project: { id: projects.alpha.id }, issuetype: { name: 'Task' }, summary: 'New' } },
  },
  {
    operationId: 'createIssues',
    method: 'POST',
    path: '/issue/bulk',
    body: {
      issueUpdates: [
        { fields: { project: { id: projects.alpha.id }, issuetype: { name: 'Task' }, summary: 'New' } },
        { fields: {} },
      ],
    },
  },
  {
    operationId: 'bulkFetchIssues',
    method: 'POST',
    path: '/issue/bulkfetch',
    body: { issueIdsOrKeys: [issues.alpha1.key, 'ZZZZ-1'] },
  },
  {
    operationId: 'getChangeLogsByIds',
    method: 'POST',
    path: `/issue/${issues.movedIn.key}/changelog/list`,
    body: { changelogIds: [30_001] },
  },
  {
    operationId: 'matchIssues',
    method: 'POST',
    path: '/jql/match',
    body: { issueIds: [Number(issues.alpha1.id)], jqls: ['project = ALPHA', 'project = '] },
  },
  {
    operationId: 'getCreateIssueMeta',
    method: 'GET',
    path: '/issue/createmeta?projectKeys=ALPHA&expand=projects.issuetypes.fields',
  },
  { operationId: 'getIssueWorklog', method: 'GET', path: `/issue/${issues.alpha1.key}/worklog` },
  { operationId: 'getWorklog', method: 'GET', path: `/issue/${issues.alpha1.key}/worklog/${worklogs.alpha}` },
  {
    operationId: 'addWorklog',
    method: 'POST',
    path: `/issue/${issues.alpha1.key}/worklog`,
    body: { timeSpent: '1h', comment: text('A word', v) },
  },
  {
    operationId: 'updateWorklog',
    method: 'PUT',
    path: `/issue/${issues.alpha1.key}/worklog/${worklogs.alpha}`,
    body: { timeSpent: '2h' },
  },
  {
    operationId: 'getRemoteIssueLinkById',
    method: 'GET',
    path: `/issue/${issues.alpha1.key}/remotelink/${remoteLinks.alpha1}`,
  },
  {
    operationId: 'createOrUpdateRemoteIssueLink',
    method: 'POST',
    path: `/issue/${issues.alpha1.key}/remotelink`,
    body: { object: { url: 'https://pages.example.com/a', title: 'A page' } },
  },
  { operationId: 'getIssueWatchers', method: 'GET', path: `/issue/${issues.alpha1.key}/watchers` },
  { operationId: 'getVotes', method: 'GET', path: `/issue/${issues.alpha1.key}/votes` },
  { operationId: 'getIssuePropertyKeys', method: 'GET', path: `/issue/${issues.everyField.key}/properties` },
  {
    operationId: 'searchAndReconsileIssuesUsingJql',
    method: 'GET',
    path: '/search/jql?jql=project=ALPHA&fields=*all&maxResults=3&expand=names,schema',
  },
  {
    operationId: 'searchAndReconsileIssuesUsingJqlPost',
    method: 'POST',
    path: '/search/jql',
    body: { jql: 'project = ALPHA', fields: ['*all'], maxResults: 3 },
  },
  { operationId: 'countIssues', method: 'POST', path: '/search/approximate-count', body: { jql: 'project = ALPHA' } },
];

async function ask(jira: Jira, v: string, sent: Sent): Promise<{ status: number; body: unknown }> {
  const answer = await jira.call({
    actor: { kind: 'app', scopes: SCOPES },
    method: sent.method,
    path: `/rest/api/${v}${sent.path}`,
    headers: { 'content-type': 'application/json' },
    body: sent.body === undefined ? undefined : JSON.stringify(sent.body),
  });
  return { status: answer.status, body: answer.body === '' ? undefined : JSON.parse(answer.body) };
}

const freshJira = (): Jira => createJira({ state: fixtureState(NOW), now: () => NOW });

/** Members that recordings show and the schema lacks, with where they were seen. */
const EXTRA_MEMBERS: Readonly<Record<string, string>> = {
  untranslatedName: 'issue types, statuses and fields of newer sites',
  entityId: 'team-managed projects',
  defaultLocale: 'serverInfo since 2026',
  displayUrlCSMHelpSeeker: 'serverInfo since 2026',
  expand: 'bulkfetch says what it offers',
  names: 'bulkfetch with expand=names',
  tmpFromAccountId: 'history of user fields',
  tmpToAccountId: 'history of user fields',
  projectKeys: 'projects expanded by that name',
  isDefault: 'the list of priorities of newer sites',
  statusColor: 'priorities, older schema',
};
/** Members that the real Jira leaves null against its schema. */
const NULLS = new Set(['from', 'fromString', 'to', 'toString', 'historyMetadata', 'resolutiondate']);

suite(`every answer fits Atlassian's schema${why}`, () => {
  for (const version of ['3', '2']) {
    const document = present
      ? JSON.parse(readFileSync(path.join(FACTS, 'openapi', `platform-v${version}.json`), 'utf8'))
      : { paths: {} };
    const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
    ajv.addSchema({ $id: 'jira', components: document.components ?? {} });

    for (const sent of calls(version)) {
      test(`${sent.operationId} in version ${version}: ${sent.path.slice(0, 60)}`, async () => {
        const { status, body } = await ask(freshJira(), version, sent);
        const route = ROUTES.find((one) => one.operationId === sent.operationId);
        const operation = document.paths[`/rest/api/${version}${route?.path}`]?.[sent.method.toLowerCase()];
        const schema = operation?.responses?.[String(status)]?.content?.['application/json']?.schema;
        expect({ status, documented: schema !== undefined }).toEqual({
          status: status === 201 ? 201 : 200,
          documented: true,
        });
        const validate = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"jira#/')));
        validate(body);
        const wrong = (validate.errors ?? []).filter((error) => {
          if (error.keyword === 'additionalProperties')
            return EXTRA_MEMBERS[String(error.params.additionalProperty)] === undefined;
          return !(error.keyword === 'type' && NULLS.has(error.instancePath.split('/').at(-1) ?? ''));
        });
        expect(wrong.map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`)).toEqual(
          [],
        );
      });
    }
  }

  test('every row of the table carries the scopes and query parameters of its operation', () => {
    const files = ['platform-v3.json', 'software.json', 'servicedesk.json'];
    const paths = Object.assign(
      {},
      ...files.map((name) =>
        present ? JSON.parse(readFileSync(path.join(FACTS, 'openapi', name), 'utf8')).paths : {},
      ),
    );
    const facts = ROUTES.map((route) => {
      const operation = paths[`${baseOf(route, '3')}${route.path}`][route.method.toLowerCase()];
      // Jira Software's file knows one kind of scopes alone, and lists them where they are required.
      const required = operation.security?.find((one: { OAuth2?: string[] }) => one.OAuth2 !== undefined)?.OAuth2;
      const listed = operation['x-atlassian-oauth2-scopes'] ?? [{ state: 'Beta', scopes: required }];
      const scopes = (state: string): string[] =>
        listed.find((one: { state: string }) => one.state === state)?.scopes ?? [];
      return {
        operationId: OWN_IDS[operation.operationId] === route.operationId ? route.operationId : operation.operationId,
        classic: scopes('Current').sort(),
        granular: scopes('Beta').sort(),
        query: (operation.parameters ?? [])
          .filter((one: { in: string }) => one.in === 'query')
          .map((one: { name: string }) => one.name),
      };
    });
    const own = ROUTES.map(({ operationId, classic, granular, query }) => ({
      operationId,
      classic: [...classic].sort(),
      granular: [...granular].sort(),
      query: [...query],
    }));
    expect(own).toEqual(facts);
  });
});

/** Operations whose name another family has too. */
const OWN_IDS: Readonly<Record<string, string>> = { getIssue: 'getAgileIssue' };

/** Members of recordings that this stand-in does not print, with the reason. */
const NOT_PRINTED: readonly (readonly [RegExp, string])[] = [
  [
    /^\.(issues\[\]\.)?fields\.(dataclassification|aggregate\w+|thumbnail)/,
    'fields of plans or apps that this site lacks',
  ],
  [/(lead|[aA]ssignee|[aA]uthor|creator|reporter)\.(key|name)$/, 'user name and key, gone from Cloud since 2019'],
  [/\.groups\.items|\.applicationRoles\.items/, 'compared in the schema suite'],
];

/** Open maps: their member names are data. */
const MAPS =
  /(^|\.)(fields\.customfield_\d+|names|schema|roles|properties|renderedFields|permissions|versionedRepresentations|defaultValue|configuration)(\.|$)/;

function memberPaths(value: unknown, at = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => memberPaths(one, `${at}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const here = `${at}.${name}`;
    if (MAPS.test(here.slice(1))) return [];
    return isRich(inner) ? [here] : [here, ...memberPaths(inner, here)];
  });
}

const isRich = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'doc';

suite(`what recordings show, the stand-in prints too${why}`, () => {
  const folder = path.join(FACTS, 'answers');
  const files = present ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  const recordings = files.map((name) => ({ name, ...JSON.parse(readFileSync(path.join(folder, name), 'utf8')) }));
  const comparable = recordings.filter(
    (one) =>
      one.evidence === 'recorded' && one.part === undefined && one.status < 300 && !one.name.startsWith('error-'),
  );

  for (const { name, operation, body } of comparable) {
    const [method, template] = String(operation).split(' ');
    const route = ROUTES.find(
      (one) => one.method === method && template === `/rest/api/${/\d/.exec(template ?? '')?.[0]}${one.path}`,
    );
    const own = route && calls('3').filter((sent) => sent.operationId === route.operationId);
    if (own === undefined || own.length === 0) continue;
    test(`${name}: ${operation}`, async () => {
      const printed = await printedMembers(route?.operationId ?? '');
      const recorded = [...new Set(memberPaths(body).map(generic))];
      const missing = recorded.filter((at) => !printed.has(at) && !NOT_PRINTED.some(([pattern]) => pattern.test(at)));
      expect(missing).toEqual([]);
    });
  }
});

const remembered = new Map<string, ReadonlySet<string>>();

/** All members that this operation's answers have, over many things and after some writes. */
async function printedMembers(operationId: string): Promise<ReadonlySet<string>> {
  const before = remembered.get(operationId);
  if (before !== undefined) return before;
  const jira = createJira({ state: preparedState(), now: () => NOW });
  const printed = new Set<string>();
  for (const sent of [...calls('3'), ...MORE].filter((one) => one.operationId === operationId)) {
    for (const at of memberPaths((await ask(jira, '3', sent)).body)) printed.add(generic(at));
  }
  remembered.set(operationId, printed);
  return printed;
}

/** The fixture with what it lacks and recordings have. */
function preparedState(): JiraState {
  const state = fixtureState(NOW);
  const version = state.versions.get(FIXTURE.versions.alpha1);
  const field = state.customFields.get(FIXTURE.fields.text);
  const plain = state.issues.get(issues.plain.id);
  const worklog = state.worklogs.get(FIXTURE.worklogs.alpha);
  const resolution = [...state.resolutions.values()][0];
  if (!version || !field || !plain || !worklog || !resolution) throw new Error('the fixture lacks its usual things');
  const ends = {
    typeId: [...state.linkTypes.keys()][0] ?? '',
    inwardIssueId: issues.team1.id,
    outwardIssueId: issues.team1.id,
  };
  const dated = put(state, 'versions', { ...version, startDate: '2026-01-01', releaseDate: '2026-02-01' });
  const scoped = put(dated, 'customFields', { ...field, id: 'customfield_10990', projectId: projects.team.id });
  const resolved = put(scoped, 'issues', { ...plain, resolutionId: resolution.id });
  const logged = put(resolved, 'worklogs', { ...worklog, comment: { type: 'doc', version: 1, content: [] } });
  const linked = put(logged, 'links', { id: '46998', ...ends });
  return put(linked, 'links', { id: '46997', ...ends, outwardIssueId: issues.plain.id });
}

const MORE: readonly Sent[] = [
  ...Object.values(issues).map(({ key }) => ({
    operationId: 'getIssue',
    method: 'GET',
    path: `/issue/${key}?expand=${ISSUE_EXPAND}`,
  })),
  ...Object.values(links).map((id) => ({ operationId: 'getIssueLink', method: 'GET', path: `/issueLink/${id}` })),
  { operationId: 'getIssueLink', method: 'GET', path: '/issueLink/46998' },
  { operationId: 'getEditIssueMeta', method: 'GET', path: `/issue/${issues.team1.key}/editmeta` },
  {
    operationId: 'getCreateIssueMeta',
    method: 'GET',
    path: `/issue/createmeta?projectKeys=${projects.team.key}&expand=projects.issuetypes.fields`,
  },
  { operationId: 'getComments', method: 'GET', path: `/issue/${issues.alpha2.key}/comment` },
  {
    operationId: 'searchAndReconsileIssuesUsingJql',
    method: 'GET',
    path: '/search/jql?jql=created%20is%20not%20EMPTY&fields=*all&maxResults=200',
  },
];

/** Screens are maps of fields; all fields are compared as one. */
const generic = (at: string): string =>
  at.replace(/^\.(fields|editmeta\.fields|transitions\[\]\.fields)\.\w+/, (all, screen) =>
    screen === 'fields' ? all : `.${screen}.*`,
  );
