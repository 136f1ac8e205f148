/**
 * What a project has for examples of calls: an issue, a transition that it can make, a form of its service desk. Asked of
 * Jira as the person who fills in a form; `undefined` where Jira did not answer, null where the person sees none.
 */
import { transitionsOf } from './jira-lookups';
import { memberOf, membersOf, readJira, rowsOf, textOf } from './jira-read';
import type { Named } from './key-form';

export type { Named };
/** `typeId`: of its type, where new issues can have it. */
export type ExampleIssue = { readonly key: string; readonly typeId?: string };
export type ExampleRequestType = Named & { readonly deskId: string };

const ROWS = 50;
const DESKS_MAX = 100;

/**
 * The newest issue of a project, of one of these types where there are any. JQL takes a project's id for the name of
 * another as well, so the project of what was found decides.
 */
export const exampleIssueOf = async (
  projectId: string,
  typeIds: readonly string[] = [],
): Promise<ExampleIssue | null | undefined> => {
  const query = new URLSearchParams({
    jql: [`project = ${projectId}`, ...typesAmong(typeIds)].join(' AND ').concat(' ORDER BY created DESC'),
    maxResults: String(ROWS),
    fields: 'issuetype,project',
  });
  const answer = membersOf(await readJira(`/rest/api/3/search/jql?${query}`));
  if (answer === undefined) return undefined;
  const found = rowsOf(answer['issues'])
    .map(membersOf)
    .filter((row) => textOf(memberOf(row?.['fields'], 'project', 'id')) === projectId);
  const key = textOf(found[0]?.['key']);
  if (key === undefined) return null;
  // A subtask needs a parent.
  const whole = found.find((row) => memberOf(row?.['fields'], 'issuetype', 'subtask') !== true);
  const typeId = textOf(memberOf(whole?.['fields'], 'issuetype', 'id'));
  return { key, ...(typeId === undefined ? {} : { typeId }) };
};

/** The first type that a new issue of a project can have without a parent: for one whose issues tell of none. */
export const exampleTypeOf = async (projectId: string): Promise<string | null | undefined> => {
  const types = await readJira(`/rest/api/3/issuetype/project?projectId=${encodeURIComponent(projectId)}`);
  if (types === undefined) return undefined;
  const whole = rowsOf(types)
    .map(membersOf)
    .find((type) => type?.['subtask'] !== true);
  return textOf(whole?.['id']) ?? null;
};

const typesAmong = (ids: readonly string[]): readonly string[] =>
  ids.length === 0 ? [] : [`issuetype in (${ids.join(', ')})`];

/** A transition that this issue can make now. */
export const exampleTransitionOf = async (key: string): Promise<Named | null | undefined> => {
  const transitions = await transitionsOf(key);
  return transitions === undefined ? undefined : (transitions[0] ?? null);
};

/** The first form of a project's service desk. */
export const exampleRequestTypeOf = async (projectId: string): Promise<ExampleRequestType | null | undefined> => {
  const desks = membersOf(await readJira(`/rest/servicedeskapi/servicedesk?limit=${DESKS_MAX}`));
  if (desks === undefined) return undefined;
  const desk = rowsOf(desks['values'])
    .map(membersOf)
    .find((row) => textOf(row?.['projectId']) === projectId);
  const deskId = textOf(desk?.['id']);
  if (deskId === undefined) return null;
  const types = membersOf(await readJira(`/rest/servicedeskapi/servicedesk/${encodeURIComponent(deskId)}/requesttype`));
  const [type] = rowsOf(types?.['values']).map(membersOf);
  const [id, name] = [textOf(type?.['id']), textOf(type?.['name'])];
  return id === undefined ? null : { deskId, id, name: name ?? id };
};
