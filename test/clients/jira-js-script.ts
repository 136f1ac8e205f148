/**
 * What a program does with Jira through `jira.js`: reads, searches with paging, creates, comments, links,
 * transitions, edits, assigns, deletes. It goes on after a failure, so that one script shows every door of a
 * project: where it may work, and where nothing may answer.
 */
import { Version2Client, Version3Client } from 'jira.js';

export type Version = '2' | '3';
export type Authentication = { readonly basic: string } | { readonly bearer: string };

/** The unmodified client, given nothing but a URL and a key. */
export function connect(version: Version, host: string, authentication: Authentication): object {
  const config =
    'basic' in authentication
      ? { host, authentication: { basic: { email: 'ci@example.com', apiToken: authentication.basic } } }
      : { host, authentication: { oauth2: { accessToken: authentication.bearer } } };
  return version === '2' ? new Version2Client(config) : new Version3Client(config);
}

/** Where the script works, and what it falls back to where a creation failed. */
export type Target = {
  readonly projectKey: string;
  readonly projectId: string;
  readonly issueKey: string;
  readonly issueId: string;
  readonly commentId: string;
  readonly linkId: string;
  /** Someone who can be assigned work in ALPHA. */
  readonly accountId: string;
};

export type Step = { readonly name: string; readonly status: number; readonly value: unknown };

/** Runs all steps in order. `status` is 0 where the library gave a value, else that of the error it threw. */
export async function runScript(client: object, version: Version, at: Target): Promise<readonly Step[]> {
  const steps: Step[] = [];
  const step = async (name: string, parameters?: object): Promise<unknown> => {
    const [group = '', method = ''] = name.split('.');
    try {
      const value = await callMethod(client, group, method, parameters);
      steps.push({ name, status: 0, value });
      return value;
    } catch (error) {
      steps.push({ name, status: statusOf(error), value: undefined });
      return undefined;
    }
  };
  const description = version === '2' ? 'Made by a program.' : document('Made by a program.');
  const updatedText = version === '2' ? { comment: 'Second thought.' } : { body: document('Second thought.') };

  await step('serverInfo.getServerInfo');
  await step('myself.getCurrentUser');
  await step('projects.searchProjects', { keys: [at.projectKey], maxResults: 10 });
  await step('projects.getProject', { projectIdOrKey: at.projectKey, expand: 'description,lead' });
  await step('projects.getProject', { projectIdOrKey: at.projectId });
  await step('issueFields.getFields');
  await step('issuePriorities.getPriorities');
  await step('workflowStatuses.getStatuses');
  await step('issueTypes.getIssueAllTypes');

  await step('issues.getIssue', { issueIdOrKey: at.issueKey });
  await step('issues.getIssue', { issueIdOrKey: at.issueId, fields: ['summary', 'status', 'issuelinks'] });
  await step('issueComments.getComments', { issueIdOrKey: at.issueKey, maxResults: 5 });
  await step('issueComments.getComment', { issueIdOrKey: at.issueKey, id: at.commentId });
  await step('issueLinks.getIssueLink', { linkId: at.linkId });

  const jql = `project = ${at.projectKey} ORDER BY created ASC`;
  await step('issueSearch.countIssues', { jql });
  let nextPageToken: string | undefined;
  for (let page = 0; page < 3; page += 1) {
    const found = await step('issueSearch.searchForIssuesUsingJqlEnhancedSearch', {
      jql,
      maxResults: 4,
      fields: ['summary', 'project'],
      nextPageToken,
    });
    nextPageToken = textIn(found, 'nextPageToken');
    if (nextPageToken === undefined) break;
  }
  await step('issueSearch.searchForIssuesUsingJqlEnhancedSearchPost', {
    jql: `key = ${at.issueKey}`,
    fields: ['summary', 'comment'],
  });

  const fields = { project: { key: at.projectKey }, issuetype: { name: 'Task' } };
  const first = await step('issues.createIssue', { fields: { ...fields, summary: 'First', description } });
  const second = await step('issues.createIssue', {
    fields: { ...fields, summary: 'Second', priority: { name: 'High' }, labels: ['from-script'] },
  });
  const issue = textIn(first, 'key') ?? at.issueKey;
  const other = textIn(second, 'id') ?? at.issueId;

  const said = await step('issueComments.addComment', { issueIdOrKey: issue, comment: 'First thought.' });
  const commentId = textIn(said, 'id') ?? at.commentId;
  await step('issueComments.updateComment', { issueIdOrKey: issue, id: commentId, ...updatedText });
  await step('issueComments.getComment', { issueIdOrKey: issue, id: commentId });
  await step('issueComments.deleteComment', { issueIdOrKey: issue, id: commentId });

  await step('issueLinks.linkIssues', {
    type: { name: 'Blocks' },
    inwardIssue: { key: issue },
    outwardIssue: { id: other },
  });
  const linked = await step('issues.getIssue', { issueIdOrKey: issue, fields: ['issuelinks'] });
  const linkId = linkOf(linked) ?? at.linkId;
  await step('issueLinks.getIssueLink', { linkId });
  await step('issueLinks.deleteIssueLink', { linkId });

  const offered = await step('issues.getTransitions', { issueIdOrKey: issue });
  await step('issues.doTransition', { issueIdOrKey: issue, transition: { id: transitionOf(offered) ?? '21' } });
  await step('issues.editIssue', { issueIdOrKey: issue, fields: { summary: 'Edited', labels: ['edited'] } });
  await step('issues.editIssue', { issueIdOrKey: issue, returnIssue: true, fields: { summary: 'Edited again' } });
  await step('issues.assignIssue', { issueIdOrKey: issue, accountId: at.accountId });
  await step('issues.assignIssue', { issueIdOrKey: issue, accountId: null });
  await step('issues.getIssue', { issueIdOrKey: issue });
  await step('issues.deleteIssue', { issueIdOrKey: issue });
  await step('issues.deleteIssue', { issueIdOrKey: other, deleteSubtasks: true });
  return steps;
}

/** Methods of the two clients have the same names and take the same parameters, but not the same types. */
async function callMethod(client: object, group: string, method: string, parameters: unknown): Promise<unknown> {
  const owner = member(client, group);
  const found = member(owner, method);
  if (typeof found !== 'function') throw new TypeError(`jira.js has no ${group}.${method}`);
  return Reflect.apply(found, owner, [parameters]);
}

const statusOf = (error: unknown): number => {
  const status = member(error, 'status');
  if (typeof status !== 'number') throw error;
  return status;
};

const document = (text: string) => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
const textIn = (value: unknown, name: string): string | undefined => {
  const found = member(value, name);
  return typeof found === 'string' ? found : undefined;
};
const firstIn = (value: unknown): unknown => (Array.isArray(value) ? value[0] : undefined);
const linkOf = (issue: unknown): string | undefined =>
  textIn(firstIn(member(member(issue, 'fields'), 'issuelinks')), 'id');
const transitionOf = (offered: unknown): string | undefined => textIn(firstIn(member(offered, 'transitions')), 'id');
