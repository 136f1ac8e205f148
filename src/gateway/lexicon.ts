/**
 * Fills a lexicon from Jira's own lists for one project, all asked by the project's numeric id. A part that Jira
 * does not give is empty, which makes results empty and nothing else; a fault of Jira fails the filling.
 */
import { SYSTEM_FIELDS } from '../catalogue/fields';
import { idOf, isLoose, items, member, textOf } from '../jira/answers';
import type { Jira, UpstreamRequest } from '../jira/as-app';
import { ok, type Result } from '../result';
import { LEXICON_AGE_MAX_MS } from '../storage/keyspace';
import type { Lexicon, LexiconField } from '../storage/records/lexicon';
import { get as asked, type LookUpFault, lookUpAll } from './look-up';

export const isFresh = (lexicon: Lexicon, now: number): boolean => now - lexicon.filledAt < LEXICON_AGE_MAX_MS;

/** Ids of issue types on whose create screens fields are looked for; a project with more is cut here. */
const TYPES_MAX = 30;

const get = (...of: Parameters<typeof asked>): UpstreamRequest => ({ ...asked(...of), isKept: true });

/** Two rounds of parallel calls; `now` stamps the record. Undefined: the project is not there. */
export async function fillLexicon(
  jira: Jira,
  projectId: string,
  now: number,
): Promise<Result<Lexicon | undefined, LookUpFault>> {
  const path = `/rest/api/3/project/${projectId}`;
  const first = await lookUpAll(jira, [
    get(path, [['expand', 'projectKeys,issueTypes']]),
    get(`${path}/statuses`),
    get(`${path}/versions`),
    get(`${path}/components`),
    get(`${path}/securitylevel`),
    get('/rest/api/3/resolution'),
    get('/rest/api/3/mypermissions', [
      ['projectId', projectId],
      ['permissions', SETS_LEVELS],
    ]),
  ]);
  if (!first.ok) return first;
  const [project, types, versions, components, levels, resolutions, rights] = first.value;
  if (idOf(project) !== projectId) return ok(undefined);
  const issueTypes = items(member(project, 'issueTypes')).filter(isLoose).slice(0, TYPES_MAX);
  const second = await lookUpAll(
    jira,
    issueTypes.map((type) =>
      get(`/rest/api/3/issue/createmeta/${projectId}/issuetypes/${idOf(type) ?? '0'}`, [['maxResults', '200']]),
    ),
  );
  if (!second.ok) return second;
  const screens = second.value.flatMap((screen) => [
    ...items(member(screen, 'fields')),
    ...items(member(screen, 'results')),
  ]);
  const key = textOf(member(project, 'key')) ?? '';
  const name = textOf(member(project, 'name'));
  return ok({
    v: 1,
    projectId,
    projectKeys: [
      key,
      ...items(member(project, 'projectKeys')).filter((each) => typeof each === 'string' && each !== key),
    ].map(String),
    ...(name === undefined ? {} : { projectName: name }),
    // Only an empty list says that there is none, and only to who may set them; a refusal says nothing. A team-managed project
    // restricts issues without levels.
    hasSecurityLevels: !isEmptyList(member(levels, 'levels')) || !mayListLevels(rights) || isTeamManaged(project),
    filledAt: now,
    issueTypes: issueTypes.flatMap((type) =>
      named(type).map((each) => ({ ...each, subtask: member(type, 'subtask') === true })),
    ),
    statuses: unique(items(types).flatMap((type) => items(member(type, 'statuses')).flatMap(named))),
    priorities: unique(
      screens
        .filter((field) => idOfField(field) === 'priority')
        .flatMap((field) => items(member(field, 'allowedValues')).flatMap(named)),
    ),
    resolutions: items(resolutions).flatMap(named),
    versions: items(versions).flatMap((version) =>
      named(version).map((each) => ({
        ...each,
        released: member(version, 'released') === true,
        archived: member(version, 'archived') === true,
      })),
    ),
    components: items(components).flatMap(named),
    fields: fieldsOf(screens),
  });
}

/** Jira lists the levels of a project to accounts that may set them, and tells all others that there are none. */
const SETS_LEVELS = 'SET_ISSUE_SECURITY';
const mayListLevels = (rights: unknown): boolean =>
  member(member(member(rights, 'permissions'), SETS_LEVELS), 'havePermission') === true;

/** Only a project that says of itself that it is not counts as none. */
const isTeamManaged = (project: unknown): boolean =>
  member(project, 'simplified') !== false || member(project, 'style') === 'next-gen';
const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
const idOfField = (field: unknown): string | undefined =>
  textOf(member(field, 'fieldId')) ?? textOf(member(field, 'key'));

function named(value: unknown): readonly { id: string; name: string }[] {
  const id = idOf(value);
  const name = textOf(member(value, 'name'));
  return id === undefined || name === undefined ? [] : [{ id, name }];
}

function unique<T extends { id: string }>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [value.id, value])).values()];
}

/** Custom fields of the create screens, options of all screens joined; what a field is called may differ, its type may not. */
function fieldsOf(screens: readonly unknown[]): LexiconField[] {
  const fields = new Map<string, LexiconField>();
  for (const screen of screens) {
    const id = idOfField(screen);
    const name = textOf(member(screen, 'name'));
    const schema = member(screen, 'schema');
    const type = textOf(member(schema, 'type'));
    if (id === undefined || name === undefined || type === undefined) continue;
    const custom = textOf(member(schema, 'custom'));
    if (custom === undefined && !SYSTEM_FIELDS.has(id)) continue;
    const items_ = textOf(member(schema, 'items'));
    const options = custom === undefined ? [] : optionsOf(items(member(screen, 'allowedValues')));
    const before = fields.get(id)?.options ?? [];
    const joined = unique([...before, ...options]);
    fields.set(id, {
      id,
      name,
      type,
      ...(items_ === undefined ? {} : { items: items_ }),
      ...(custom === undefined ? {} : { custom }),
      ...(joined.length === 0 ? {} : { options: joined }),
    });
  }
  return [...fields.values()];
}

/** Options with those below them, since an id is an id on whichever level. */
function optionsOf(values: readonly unknown[]): { id: string; value: string }[] {
  return values.flatMap((value) => {
    const id = idOf(value);
    const text = textOf(member(value, 'value'));
    return [
      ...(id === undefined || text === undefined ? [] : [{ id, value: text }]),
      ...optionsOf(items(member(value, 'children'))),
    ];
  });
}
