/**
 * Jira's own fields as queries know them, by every name that each one has.
 */
import { issueByKeyOrId, linksOf, worklogsOf } from '../change';
import { epicLinkField } from '../change/epic-link';
import { visibleComments } from '../permissions';
import { toText } from '../rich-text';
import type { Issue, RichText } from '../state';
import type { Column } from './column';
import { dayOf } from './moments';
import { byName, issueBy, peopleBy, projectsBy, seen } from './names';
import type { Value } from './read-query';
import { savedFilters } from './saved-filters';
import type { World } from './world';

/** The column of a system field; undefined for any other name. */
export function systemColumn(world: World, name: string): Column | undefined {
  return SYSTEM.get(name.toLowerCase())?.(world, name);
}

type Make = (world: World, label: string) => Column;

const one = (id: string | null): readonly string[] => (id === null ? [] : [id]);
const epoch = (instant: string | null): readonly number[] => (instant === null ? [] : [Date.parse(instant)]);
const text = (document: RichText | null): readonly string[] => (document === null ? [] : [toText(document)]);

/** Position of each id in a table, the first one highest, as Jira orders priorities. */
function descendingOrder(table: ReadonlyMap<string, unknown>): (id: string) => number {
  const ids = [...table.keys()];
  return (id) => ids.length - ids.indexOf(id);
}

function ascendingOrder(table: ReadonlyMap<string, unknown>): (id: string) => number {
  const ids = [...table.keys()];
  return (id) => ids.indexOf(id);
}

const person =
  (read: (issue: Issue, world: World) => readonly string[], history?: string): Make =>
  (world, label) => ({
    label,
    kind: 'set',
    read: (issue) => read(issue, world),
    find: ({ text: name }) => peopleBy(world, name),
    sortText: (id) => world.state.people.get(id)?.displayName ?? id,
    ...(history === undefined ? {} : { history }),
  });

const time =
  (read: (issue: Issue, world: World) => readonly number[]): Make =>
  (world, label) => ({ label, kind: 'time', read: (issue) => read(issue, world) });

const texts =
  (read: (issue: Issue, world: World) => readonly string[]): Make =>
  (world, label) => ({ label, kind: 'text', read: (issue) => read(issue, world) });

const relation =
  (read: (issue: Issue, world: World) => readonly string[]): Make =>
  (world, label) => ({
    label,
    kind: 'set',
    ofIssues: true,
    read: (issue) => read(issue, world),
    find: ({ text: key }) => one(issueBy(world, key)?.issue.id ?? null),
  });

const duration =
  (read: (issue: Issue) => number | null): Make =>
  (_world, label) => ({
    label,
    kind: 'number',
    read: (issue) => {
      const seconds = read(issue);
      return seconds === null ? [] : [seconds];
    },
    parse: ({ text: spelled }) => secondsOf(spelled),
  });

/** `2h 30m`, or a bare number of minutes. */
function secondsOf(spelled: string): number | undefined {
  if (/^\d+$/.test(spelled)) return Number(spelled) * 60;
  if (!/^(\d+(\.\d+)?[wdhm]\s*)+$/.test(spelled)) return undefined;
  const seconds: Record<string, number> = { w: 144_000, d: 28_800, h: 3_600, m: 60 };
  return [...spelled.matchAll(/(\d+(?:\.\d+)?)([wdhm])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (seconds[unit ?? ''] ?? 0),
    0,
  );
}

const key: Make = (world, label) => ({
  label,
  kind: 'set',
  ofIssues: true,
  read: (issue) => [issue.id],
  find: ({ text: spelled }) => one(issueBy(world, spelled)?.issue.id ?? null),
  order: (id) => Number(world.state.issues.get(id)?.key.split('-').at(-1) ?? 0),
  sortText: (id) => {
    const [prefix = '', number = ''] = world.state.issues.get(id)?.key.split('-') ?? [];
    return `${prefix}-${number.padStart(12, '0')}`;
  },
});

const CATEGORIES: readonly { readonly category: string; readonly names: readonly string[] }[] = [
  { category: 'new', names: ['2', 'new', 'to do'] },
  { category: 'indeterminate', names: ['4', 'indeterminate', 'in progress'] },
  { category: 'done', names: ['3', 'done', 'complete'] },
  { category: 'undefined', names: ['1', 'undefined', 'no category'] },
];

function linkWords(world: World, issue: Issue): readonly string[] {
  return linksOf(world.state, issue.id).flatMap((link) => {
    const type = world.state.linkTypes.get(link.typeId);
    if (type === undefined) return [];
    return [type.name, link.inwardIssueId === issue.id ? type.outward : type.inward].map((word) => word.toLowerCase());
  });
}

const linkWord = (world: World, { text: word }: Value): readonly string[] => {
  const types = [...world.state.linkTypes.values()].flatMap(({ name, inward, outward }) => [name, inward, outward]);
  return types.map((each) => each.toLowerCase()).filter((each) => each === word.toLowerCase());
};

function comments(issue: Issue, world: World): readonly string[] {
  return visibleComments(world.state, world.context.accountId, issue).map(({ body }) => toText(body));
}

/** The parent, and the epic of the old field beside it: queries for either find both. */
function parents(issue: Issue, world: World): readonly string[] {
  const field = epicLinkField(world.state);
  const epic = field === undefined ? undefined : issue.custom[field.id];
  const found = typeof epic === 'string' ? issueByKeyOrId(world.state, epic)?.issue.id : undefined;
  return [...new Set([...one(issue.parentId), ...(found === undefined ? [] : [found])])];
}

/** Parents up to the top. */
function ancestors(issue: Issue, world: World): readonly string[] {
  const found = new Set<string>();
  const climb = (at: Issue): void => {
    for (const id of parents(at, world)) {
      const parent = world.state.issues.get(id);
      if (found.has(id)) continue;
      found.add(id);
      if (parent !== undefined) climb(parent);
    }
  };
  climb(issue);
  return [...found];
}

function allTexts(issue: Issue, world: World): readonly string[] {
  const custom = Object.values(issue.custom).filter((value) => typeof value === 'string');
  return [issue.summary, ...text(issue.description), ...text(issue.environment), ...comments(issue, world), ...custom];
}

const SYSTEM: ReadonlyMap<string, Make> = named([
  [
    'project space',
    (world, label) => ({
      label,
      kind: 'set',
      read: (issue) => [issue.projectId],
      find: (value) => projectsBy(world, value),
      history: 'project',
      sortText: (id) => world.state.projects.get(id)?.key ?? '',
    }),
  ],
  ['key id issue issuekey workitem work-item workitemkey', key],
  [
    'issuetype type worktype',
    (world, label) => ({
      label,
      kind: 'set',
      read: (issue) => [issue.typeId],
      find: (value) => byName(seen(world, world.state.issueTypes.values()), value),
      history: 'issuetype',
      sortText: (id) => world.state.issueTypes.get(id)?.name ?? '',
    }),
  ],
  [
    'status',
    (world, label) => ({
      label,
      kind: 'set',
      read: (issue) => [issue.statusId],
      find: (value) => byName(seen(world, world.state.statuses.values()), value),
      order: ascendingOrder(world.state.statuses),
      history: 'status',
    }),
  ],
  [
    'statuscategory',
    (world, label) => ({
      label,
      kind: 'set',
      read: (issue) => [world.state.statuses.get(issue.statusId)?.category ?? 'undefined'],
      find: ({ text: name }) =>
        CATEGORIES.filter(({ names }) => names.includes(name.toLowerCase())).map(({ category }) => category),
      order: (category) => CATEGORIES.findIndex((each) => each.category === category),
    }),
  ],
  [
    'priority',
    (world, label) => ({
      label,
      kind: 'set',
      read: (issue) => one(issue.priorityId),
      find: (value) => byName(world.state.priorities.values(), value),
      order: descendingOrder(world.state.priorities),
      history: 'priority',
    }),
  ],
  [
    'resolution',
    (world, label) => ({
      label,
      kind: 'set',
      read: (issue) => one(issue.resolutionId),
      find: (value) => byName(world.state.resolutions.values(), value),
      order: descendingOrder(world.state.resolutions),
      history: 'resolution',
    }),
  ],
  [
    'labels',
    (_world, label) => ({
      label,
      kind: 'set',
      open: true,
      read: (issue) => issue.labels.map((each) => each.toLowerCase()),
      find: ({ text: word }) => [word.toLowerCase()],
    }),
  ],
  ['created createddate', time((issue) => epoch(issue.created))],
  ['updated updateddate', time((issue) => epoch(issue.updated))],
  ['resolutiondate resolved', time((issue) => epoch(issue.resolved))],
  ['statuscategorychangeddate', time((issue) => epoch(issue.statusChanged))],
  ['duedate due', time((issue, world) => (issue.dueDate === null ? [] : [dayOf(issue.dueDate, world.clock.zone)]))],
  // Whoever has an account has seen every issue as it is.
  ['lastviewed', time((issue) => [Date.parse(issue.updated)])],
  ['summary', texts((issue) => [issue.summary])],
  ['description', texts((issue) => text(issue.description))],
  ['environment', texts((issue) => text(issue.environment))],
  ['comment', texts(comments)],
  ['text', texts(allTexts)],
  [
    'worklogcomment',
    texts((issue, world) => worklogsOf(world.state, issue.id).flatMap(({ comment }) => text(comment))),
  ],
  ['assignee', person((issue) => one(issue.assignee), 'assignee')],
  ['reporter', person((issue) => one(issue.reporter), 'reporter')],
  ['creator', person((issue) => [issue.creator])],
  ['watcher', person((issue) => issue.watchers)],
  ['voter', person((issue) => issue.voters)],
  [
    'worklogauthor',
    person((issue, world) => worklogsOf(world.state, issue.id).map(({ authorAccountId }) => authorAccountId)),
  ],
  ['worklogdate', time((issue, world) => worklogsOf(world.state, issue.id).flatMap(({ started }) => epoch(started)))],
  [
    'fixversion fixversions',
    (world, label) => ({
      label,
      kind: 'set',
      read: (issue) => issue.fixVersionIds,
      find: (value) => byName(seen(world, world.state.versions.values()), value),
      order: ascendingOrder(world.state.versions),
      history: 'Fix Version',
    }),
  ],
  [
    'affectedversion affectsversion',
    (world, label) => ({
      label,
      kind: 'set',
      read: (issue) => issue.affectsVersionIds,
      find: (value) => byName(seen(world, world.state.versions.values()), value),
      order: ascendingOrder(world.state.versions),
    }),
  ],
  [
    'component components',
    (world, label) => ({
      label,
      kind: 'set',
      read: (issue) => issue.componentIds,
      find: (value) => byName(seen(world, world.state.components.values()), value),
      sortText: (id) => world.state.components.get(id)?.name ?? '',
    }),
  ],
  ['parent epic-link parent-link', relation(parents)],
  ['parentepic', relation((issue, world) => ancestors(issue, world))],
  [
    'linkedissue linkedworkitem',
    relation((issue, world) =>
      linksOf(world.state, issue.id).map(({ inwardIssueId, outwardIssueId }) =>
        inwardIssueId === issue.id ? outwardIssueId : inwardIssueId,
      ),
    ),
  ],
  [
    'issuelinktype',
    (world, label) => ({
      label,
      kind: 'set',
      read: (issue) => linkWords(world, issue),
      find: (value) => linkWord(world, value),
    }),
  ],
  [
    'sprint',
    (world, label) => ({
      label,
      kind: 'set',
      read: (issue) => issue.sprintIds.map(String),
      find: (value) => byName(world.state.sprints.values(), value),
      order: ascendingOrder(world.state.sprints),
    }),
  ],
  [
    'level',
    (world, label) => ({
      label,
      kind: 'set',
      read: (issue) => one(issue.securityLevelId),
      find: (value) => byName(seen(world, world.state.securityLevels.values()), value),
      sortText: (id) => world.state.securityLevels.get(id)?.name ?? '',
    }),
  ],
  [
    'category',
    (world, label) => ({
      label,
      kind: 'set',
      read: (issue) => one(world.state.projects.get(issue.projectId)?.categoryId ?? null),
      find: (value) => byName(world.state.categories.values(), value),
    }),
  ],
  ['filter savedfilter searchrequest request', savedFilters],
  [
    'attachments',
    (world, label) => ({
      label,
      kind: 'set',
      read: (issue) =>
        [...world.state.attachments.values()].filter((each) => each.issueId === issue.id).map(({ id }) => id),
      find: () => [],
    }),
  ],
  [
    'watchers',
    (_world, label) => ({
      label,
      kind: 'number',
      read: (issue) => [issue.watchers.length],
      parse: ({ text: n }) => Number(n),
    }),
  ],
  [
    'votes',
    (_world, label) => ({
      label,
      kind: 'number',
      read: (issue) => [issue.voters.length],
      parse: ({ text: n }) => Number(n),
    }),
  ],
  ['originalestimate timeoriginalestimate', duration((issue) => issue.originalEstimateSeconds)],
  ['remainingestimate timeestimate', duration((issue) => issue.remainingEstimateSeconds)],
  [
    'rank',
    (_world, label) => ({
      label,
      kind: 'set',
      open: true,
      read: (issue) => [issue.rank],
      find: () => [],
      sortText: (rank) => rank,
    }),
  ],
]);

/** Names by white space, a hyphen standing for a space inside one. */
function named(rows: readonly (readonly [string, Make])[]): ReadonlyMap<string, Make> {
  return new Map(
    rows.flatMap(([names, make]) => names.split(' ').map((name) => [name.replace('-', ' '), make] as const)),
  );
}
