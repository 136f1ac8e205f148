/**
 * Writing single entities into the state's tables.
 *
 * A write copies one Map, which is cheap at the size of a test site, and leaves the old state as it was.
 * Trusts the caller that what an entity refers to exists.
 */
import type { EntityOf, Id, JiraState, Table, TableName } from '../state';

type Tables = { readonly [K in TableName]: Table<EntityOf<K>> };

/** The same state with this entity in place of the one of its id, if there was one. */
export const put = <K extends TableName>(state: JiraState, table: K, entity: EntityOf<K>): JiraState =>
  putAll(state, table, [entity]);

/** Like {@link put} for several entities of one table, at the price of one. */
export function putAll<K extends TableName>(state: JiraState, table: K, entities: Iterable<EntityOf<K>>): JiraState {
  const next = new Map(tableOf(state, table));
  for (const entity of entities) next.set(idOf(entity), entity);
  return { ...state, [table]: next };
}

/** The same state without this entity; what refers to it is left alone. */
export function remove(state: JiraState, table: TableName, id: string | number): JiraState {
  if (!state[table].has(String(id))) return state;
  const next = new Map<string, unknown>(state[table]);
  next.delete(String(id));
  return { ...state, [table]: next };
}

/** The same state without the entities of one table that meet a condition. */
export function removeWhere<K extends TableName>(
  state: JiraState,
  table: K,
  condition: (entity: EntityOf<K>) => boolean,
): JiraState {
  const before = tableOf(state, table);
  const next = new Map([...before].filter(([, entity]) => !condition(entity)));
  return next.size === before.size ? state : { ...state, [table]: next };
}

/** The next free id of the site's one sequence. */
export const takeId = (state: JiraState): { readonly state: JiraState; readonly id: Id } => ({
  state: { ...state, nextId: state.nextId + 1 },
  id: String(state.nextId),
});

/** A table by its name, with the type of what it holds. */
export const tableOf = <K extends TableName>(tables: Tables, table: K): Table<EntityOf<K>> => tables[table];

/** The id under which an entity stands in its table. */
export const idOf = (entity: EntityOf<TableName>): string =>
  'accountId' in entity ? entity.accountId : String(entity.id);

/** All tables; a test holds that none is missing. */
export const TABLES = [
  'people',
  'roles',
  'categories',
  'projects',
  'issueTypes',
  'statuses',
  'priorities',
  'resolutions',
  'workflows',
  'customFields',
  'linkTypes',
  'versions',
  'components',
  'securityLevels',
  'boards',
  'sprints',
  'serviceDesks',
  'requestTypes',
  'queues',
  'requests',
  'issues',
  'comments',
  'worklogs',
  'links',
  'attachments',
  'remoteLinks',
  'mails',
  'tasks',
] as const satisfies readonly TableName[];
