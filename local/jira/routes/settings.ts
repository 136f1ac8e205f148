/** Settings of the whole site, one by one and in pages. Nobody's are left out. */
import { refused } from '../errors';
import { holds } from '../permissions';
import { allFields, fieldsOfProject } from '../print/field';
import { printIssueType } from '../print/issue-type';
import { printLinkType } from '../print/link';
import { printPerson } from '../print/person';
import { selfUrl } from '../print/printing';
import { printPriorityRow, printResolution } from '../print/priority';
import { printCategory, printStatus } from '../print/status';
import type { StatusCategory, Table } from '../state';
import { readableProject } from './access';
import { answer, type Call, type Handler } from './call';
import { pageBean, readPage } from './query';

export const getIssueType: Handler = (call) => answer(printIssueType(call.print, byId(call, call.state.issueTypes)));

export const getPriority: Handler = (call) => answer(printPriorityRow(call.print, byId(call, call.state.priorities)));

export const getResolution: Handler = (call) => answer(printResolution(call.print, byId(call, call.state.resolutions)));

export const getLinkType: Handler = (call) =>
  answer(printLinkType(call.print, byId(call, call.state.linkTypes, 'issueLinkTypeId')));

/** By its id, or by its name in any case: the first that has it. */
export const getStatus: Handler = (call) => {
  const asked = call.params.idOrName ?? '';
  const all = [...call.state.statuses.values()];
  const status = all.find(({ id }) => id === asked) ?? all.find(({ name }) => sameName(name, asked));
  if (status === undefined) throw notThere(asked);
  return answer(printStatus(call.print, status));
};

const CATEGORIES: readonly StatusCategory[] = ['new', 'indeterminate', 'done'];
const NO_CATEGORY = { id: 1, key: 'undefined', colorName: 'medium-gray', name: 'No Category' };

function printCategories(call: Call): readonly Record<string, unknown>[] {
  const none = { self: selfUrl(call.print, `statuscategory/${NO_CATEGORY.id}`), ...NO_CATEGORY };
  return [none, ...CATEGORIES.map((key) => printCategory(call.print, key))];
}

export const listCategories: Handler = (call) => answer(printCategories(call));

export const getCategory: Handler = (call) => {
  const asked = call.params.idOrKey ?? '';
  const category = printCategories(call).find(({ id, key }) => String(id) === asked || key === asked.toLowerCase());
  if (category === undefined) throw notThere(asked);
  return answer(category);
};

export const searchFields: Handler = (call) => {
  const projects = call.query.list('projectIds').map((id) => readableProject(call, id));
  const known =
    projects.length === 0 ? allFields(call.state) : projects.flatMap((one) => fieldsOfProject(call.state, one));
  const [types, ids] = [call.query.list('type'), call.query.list('id')];
  const words = call.query.text('query')?.toLowerCase() ?? '';
  const found = [...new Map(known.map((field) => [field.id, field])).values()].filter(
    (field) =>
      (types.length === 0 || types.includes(field.custom === undefined ? 'system' : 'custom')) &&
      (ids.length === 0 || ids.includes(field.id)) &&
      field.name.toLowerCase().includes(words),
  );
  return page(
    call,
    'field/search',
    ordered(call, found).map(({ id, name, schema }) => ({ id, name, schema, description: '' })),
  );
};

function ordered<T extends { readonly name: string }>(call: Call, rows: readonly T[]): readonly T[] {
  const asked = call.query.text('orderBy')?.trim();
  if (asked === undefined) return rows;
  const up = [...rows].sort((a, b) => a.name.localeCompare(b.name));
  return asked.startsWith('-') ? up.reverse() : up;
}

export const searchPriorities: Handler = (call) => {
  const ids = call.query.list('id');
  const projects = call.query.list('projectId').map((id) => readableProject(call, id));
  const words = call.query.text('priorityName')?.toLowerCase() ?? '';
  const found = [...call.state.priorities.values()].filter(
    ({ id, name }) =>
      (ids.length === 0 || ids.includes(id)) &&
      (projects.length === 0 || projects.some(({ priorityIds }) => priorityIds.includes(id))) &&
      name.toLowerCase().includes(words),
  );
  return page(
    call,
    'priority/search',
    found.map((priority) => printPriorityRow(call.print, priority)),
  );
};

export const searchResolutions: Handler = (call) => {
  const ids = call.query.list('id');
  const found = [...call.state.resolutions.values()].filter(({ id }) => ids.length === 0 || ids.includes(id));
  return page(
    call,
    'resolution/search',
    found.map((resolution) => ({ ...printResolution(call.print, resolution), iconUrl: '', default: false })),
  );
};

/** People who can be given issues of each of the projects, by keys alone. */
export const findAssignableAnywhere: Handler = (call) => {
  const projects = call.query.list('projectKeys').map((key) => readableProject(call, key));
  if (projects.length === 0) throw refused(400, "The 'projectKeys' query parameter is required.");
  const { startAt, maxResults } = readPage(call.query, 50, 1000);
  const words = (call.query.text('query') ?? '').toLowerCase();
  const accountId = call.query.text('accountId');
  const found = [...call.state.people.values()].filter(
    (person) =>
      person.active &&
      (accountId === undefined || person.accountId === accountId) &&
      `${person.displayName} ${person.emailAddress}`.toLowerCase().includes(words) &&
      projects.every((project) => holds(call.state, { accountId: person.accountId }, 'ASSIGNABLE_USER', project)),
  );
  const shown = found.slice(startAt, startAt + maxResults);
  return answer(shown.map((person) => ({ ...printPerson(call.print, person.accountId), locale: person.locale })));
};

function byId<T>(call: Call, table: Table<T>, segment = 'id'): T {
  const asked = call.params[segment] ?? '';
  const found = table.get(asked);
  if (found === undefined) throw notThere(asked);
  return found;
}

const notThere = (asked: string) => refused(404, `Nothing with the id or name '${asked}' could be found.`);
const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

const page = (call: Call, path: string, rows: readonly unknown[]) =>
  answer(pageBean(rows, readPage(call.query, 50, 100), selfUrl(call.print, path)));
