/**
 * What a form asks Jira for, as the person who fills it in: names to choose from and an issue for examples. Suggestions
 * only; the app asks for itself before anything holds. `undefined`: Jira did not answer.
 */
import { membersOf, readJira, rowsOf, textOf } from './jira-read';
import type { Named, ProjectChoice } from './key-form';

const ROWS = 50;
const FIELD_TYPES_MAX = 8;

export type ProjectPage = { readonly projects: readonly ProjectChoice[]; readonly total: number };

/** Projects by name or key, in the order of their keys. `administered`: only those that the person administers. */
export const findProjects = async (
  text: string,
  { administered, keys = [] }: { readonly administered: boolean; readonly keys?: readonly string[] },
): Promise<ProjectPage | undefined> => {
  const query = new URLSearchParams({ maxResults: String(ROWS), orderBy: 'key', status: 'live' });
  if (text.trim() !== '') query.set('query', text.trim());
  if (administered) query.set('action', 'edit');
  for (const key of keys) query.append('keys', key);
  const answer = membersOf(await readJira(`/rest/api/3/project/search?${query}`));
  if (answer === undefined) return undefined;
  const projects = rowsOf(answer['values']).flatMap(projectOf);
  return { projects, total: typeof answer['total'] === 'number' ? answer['total'] : projects.length };
};

/** The issue types of a project. */
export const issueTypesOf = async (projectId: string): Promise<readonly Named[] | undefined> => {
  const answer = await readJira(`/rest/api/3/issuetype/project?projectId=${encodeURIComponent(projectId)}`);
  return answer === undefined ? undefined : rowsOf(answer).flatMap(namedOf('id'));
};

/** The fields that can be filled in for issues of a project, whatever their type. */
export const writableFieldsOf = async (projectId: string): Promise<readonly Named[] | undefined> => {
  const types = await issueTypesOf(projectId);
  if (types === undefined) return undefined;
  const project = encodeURIComponent(projectId);
  const screens = await Promise.all(
    types
      .slice(0, FIELD_TYPES_MAX)
      .map(({ id }) =>
        readJira(`/rest/api/3/issue/createmeta/${project}/issuetypes/${encodeURIComponent(id)}?maxResults=200`),
      ),
  );
  if (screens.every((screen) => screen === undefined)) return undefined;
  const fields = screens.flatMap((screen) => rowsOf(membersOf(screen)?.['fields']).flatMap(namedOf('fieldId')));
  return byName(
    [...new Map(fields.map((field) => [field.id, field])).values()].filter(({ id }) => !SET_ANYWAY.has(id)),
  );
};

/** Where an issue stands: no field that a key could be kept from writing. */
const SET_ANYWAY = new Set(['project', 'parent']);

/** Every field of the site but the key of an issue, which no answer can go without. */
export const allFields = async (): Promise<readonly Named[] | undefined> => {
  const answer = await readJira('/rest/api/3/field');
  if (answer === undefined) return undefined;
  const fields = rowsOf(answer).flatMap(namedOf('id'));
  return byName(fields.filter(({ id }) => id !== 'issuekey'));
};

/** The transitions that an issue can make where it stands now; `key`: of any issue. */
export const transitionsOf = async (key: string): Promise<readonly Named[] | undefined> => {
  const answer = membersOf(await readJira(`/rest/api/3/issue/${encodeURIComponent(key)}/transitions`));
  return answer === undefined ? undefined : rowsOf(answer['transitions']).flatMap(namedOf('id'));
};

/** The issue by its key or id. */
export const issueOf = async (keyOrId: string): Promise<Named | undefined> => {
  const answer = membersOf(await readJira(`/rest/api/3/issue/${encodeURIComponent(keyOrId)}?fields=summary`));
  const [id, key] = [textOf(answer?.['id']), textOf(answer?.['key'])];
  return id === undefined || key === undefined ? undefined : { id, name: key };
};

const projectOf = (row: unknown): readonly ProjectChoice[] => {
  const members = membersOf(row);
  const [id, key, name] = [textOf(members?.['id']), textOf(members?.['key']), textOf(members?.['name'])];
  return id === undefined || key === undefined ? [] : [{ id, key, name: name ?? key }];
};

const namedOf =
  (idMember: string) =>
  (row: unknown): readonly Named[] => {
    const members = membersOf(row);
    const id = textOf(members?.[idMember]);
    return id === undefined ? [] : [{ id, name: textOf(members?.['name']) ?? id }];
  };

const byName = (named: readonly Named[]): readonly Named[] => [...named].sort((a, b) => a.name.localeCompare(b.name));
