/**
 * The history items that lead from one version of an issue to the next, under the names that Jira gives its fields.
 *
 * Names (of statuses, versions, people, issues) are written out as they are now: Jira's history keeps old names.
 * The parent is written twice, as `IssueParentAssociation` and `Parent`, since both are seen in the field.
 */
import { toText } from '../rich-text';
import type { CustomField, HistoryItem, Id, Issue, JiraState, RichText } from '../state';
import { systemItem } from './history';
import { issueByKeyOrId } from './lookup';

type Named = (id: Id) => string | null;

export function differences(state: JiraState, before: Issue, after: Issue): readonly HistoryItem[] {
  return [...single(state, before, after), ...lists(state, before, after), ...custom(state, before, after)];
}

/** [field, fieldId, value before, value after, how a value is called] */
type Row = readonly [string, string | null, string | null, string | null, Named];

function single(state: JiraState, a: Issue, b: Issue): readonly HistoryItem[] {
  const nameIn =
    (table: ReadonlyMap<string, { readonly name: string }>): Named =>
    (id) =>
      table.get(id)?.name ?? null;
  const person: Named = (id) => state.people.get(id)?.displayName ?? null;
  const issueKey: Named = (id) => state.issues.get(id)?.key ?? null;
  const itself: Named = (value) => value;
  const rows: readonly Row[] = [
    ['issuetype', 'issuetype', a.typeId, b.typeId, nameIn(state.issueTypes)],
    ['status', 'status', a.statusId, b.statusId, nameIn(state.statuses)],
    ['resolution', 'resolution', a.resolutionId, b.resolutionId, nameIn(state.resolutions)],
    ['priority', 'priority', a.priorityId, b.priorityId, nameIn(state.priorities)],
    ['security', 'security', a.securityLevelId, b.securityLevelId, nameIn(state.securityLevels)],
    ['assignee', 'assignee', a.assignee, b.assignee, person],
    ['reporter', 'reporter', a.reporter, b.reporter, person],
    ['IssueParentAssociation', null, a.parentId, b.parentId, issueKey],
    ['Parent', null, a.parentId, b.parentId, issueKey],
    ['duedate', 'duedate', a.dueDate, b.dueDate, itself],
    ['timeoriginalestimate', 'timeoriginalestimate', seconds(a, 'original'), seconds(b, 'original'), itself],
    ['timeestimate', 'timeestimate', seconds(a, 'remaining'), seconds(b, 'remaining'), itself],
  ];
  const named = rows.flatMap(([field, fieldId, from, to, name]) =>
    from === to ? [] : [systemItem(field, fieldId, [from, from && name(from)], [to, to && name(to)])],
  );
  const texts = [
    ['summary', a.summary, b.summary],
    ['description', plain(a.description), plain(b.description)],
    ['environment', plain(a.environment), plain(b.environment)],
    ['labels', a.labels.join(' '), b.labels.join(' ')],
  ] as const;
  return [
    ...named,
    ...texts.flatMap(([field, from, to]) => (from === to ? [] : [systemItem(field, field, [null, from], [null, to])])),
  ];
}

const seconds = (issue: Issue, which: 'original' | 'remaining'): string | null => {
  const value = which === 'original' ? issue.originalEstimateSeconds : issue.remainingEstimateSeconds;
  return value === null ? null : String(value);
};

const plain = (text: RichText | null): string | null => text && toText(text);

function lists(state: JiraState, a: Issue, b: Issue): readonly HistoryItem[] {
  const version: Named = (id) => state.versions.get(id)?.name ?? null;
  const component: Named = (id) => state.components.get(id)?.name ?? null;
  return [
    ...oneByOne('Fix Version', 'fixVersions', a.fixVersionIds, b.fixVersionIds, version),
    ...oneByOne('Version', 'versions', a.affectsVersionIds, b.affectsVersionIds, version),
    ...oneByOne('Component', 'components', a.componentIds, b.componentIds, component),
    ...sprints(state, a, b),
  ];
}

/** Jira writes an item for each version or component that came or went. */
function oneByOne(
  field: string,
  fieldId: string,
  before: readonly Id[],
  after: readonly Id[],
  name: Named,
): readonly HistoryItem[] {
  const gone = before.filter((id) => !after.includes(id));
  const came = after.filter((id) => !before.includes(id));
  return [
    ...gone.map((id) => systemItem(field, fieldId, [id, name(id)], [null, null])),
    ...came.map((id) => systemItem(field, fieldId, [null, null], [id, name(id)])),
  ];
}

/** Sprints are one item with all ids before and after, joined; empty is `""` here, not null. */
function sprints(state: JiraState, a: Issue, b: Issue): readonly HistoryItem[] {
  const ids = (issue: Issue) => issue.sprintIds.join(', ');
  if (ids(a) === ids(b)) return [];
  const names = (issue: Issue) => issue.sprintIds.map((id) => state.sprints.get(String(id))?.name ?? '').join(', ');
  const field = [...state.customFields.values()].find((it) => it.custom.endsWith(':gh-sprint'));
  const item = systemItem('Sprint', field?.id ?? null, [ids(a), names(a)], [ids(b), names(b)]);
  return [{ ...item, fieldtype: 'custom' }];
}

function custom(state: JiraState, a: Issue, b: Issue): readonly HistoryItem[] {
  if (a.custom === b.custom) return [];
  const ids = new Set([...Object.keys(a.custom), ...Object.keys(b.custom)]);
  return [...ids].flatMap((id): HistoryItem[] => {
    const field = state.customFields.get(id);
    const [from, to] = [a.custom[id] ?? null, b.custom[id] ?? null];
    if (JSON.stringify(from) === JSON.stringify(to)) return [];
    const [old, now] = [called(state, field, from), called(state, field, to)];
    return [{ ...systemItem(field?.name ?? id, id, old, now), fieldtype: 'custom' }];
  });
}

/** A custom value's id and text as history writes them; options are put in brackets. */
function called(
  state: JiraState,
  field: CustomField | undefined,
  value: unknown,
): readonly [string | null, string | null] {
  if (value === null) return [null, null];
  if (typeof value === 'number') return [null, String(value)];
  if (Array.isArray(value)) {
    const parts = value.map((part) => called(state, field, part));
    const texts = parts.map(([, text]) => text ?? '');
    return [`[${parts.map(([id, text]) => id ?? text ?? '').join(', ')}]`, texts.join(',')];
  }
  if (typeof value !== 'string') return [null, JSON.stringify(value)];
  if (field?.custom.endsWith(':gh-epic-link')) return [issueByKeyOrId(state, value)?.issue.id ?? null, value];
  const option = field?.options.find((it) => it.id === value);
  if (option) return [option.id, option.value];
  const name =
    field?.schemaType === 'project'
      ? state.projects.get(value)?.name
      : field?.schemaType === 'version' || field?.schemaItems === 'version'
        ? state.versions.get(value)?.name
        : field?.schemaType === 'user' || field?.schemaItems === 'user'
          ? state.people.get(value)?.displayName
          : undefined;
  return name === undefined ? [null, value] : [value, name];
}
