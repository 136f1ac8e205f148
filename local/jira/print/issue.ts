/**
 * An issue with the fields that were asked for.
 *
 * Values come by field id from one table; what is not asked for is not computed. `parent` is absent when
 * there is none, every other known field is there, null or empty. Restricted comments are cut for people
 * only: the app sees all of them.
 */
import { attachmentsOf, childrenOf, isSubtask, linksOf, worklogsOf } from '../change';
import { visibleComments } from '../permissions';
import type { Issue } from '../state';
import { printAttachment } from './attachment';
import { printEmbeddedChangelog } from './changelog';
import { printComment, printRich } from './comment';
import { printComponentRef } from './component';
import { isDocument, printCustomValue } from './custom-value';
import { printEditMetadata } from './edit-metadata';
import { allFields, type Field, fieldsInIssues } from './field';
import { printIssueType } from './issue-type';
import { printIssueRef, printLinkFrom } from './link';
import { printOperations } from './operations';
import { printPerson } from './person';
import { type Printing, present, selfUrl, time } from './printing';
import { printPriority, printResolution } from './priority';
import { printProjectRef } from './project';
import { printHtml } from './rendered';
import { printSecurityLevel } from './security-level';
import { printCategory, printStatus } from './status';
import { printTransition, transitionsOf } from './transition';
import { printVersionRef } from './version';
import { duration, printWorklog } from './worklog';

export type IssueRequest = {
  /** As sent: ids or names, `*all`, `*navigable`, `-x`. */
  readonly fields: readonly string[];
  readonly expand: ReadonlySet<string>;
  /** Issue property keys, or `*all`. */
  readonly properties: readonly string[];
  /** A single get offers more expansions than an item of a list, and embeds more history. */
  readonly place: 'single' | 'list';
};

export function printIssue(p: Printing, issue: Issue, request: IssueRequest): Record<string, unknown> {
  const fields = chosenFields(p, issue, request.fields);
  const { expand } = request;
  const values = Object.fromEntries(
    fields.flatMap((field) => {
      const value = fieldValue(p, issue, field);
      return value === undefined ? [] : [[field.id, value]];
    }),
  );
  const offered = 'operations,versionedRepresentations,editmeta,changelog';
  return present({
    expand: request.place === 'single' ? `renderedFields,names,schema,${offered}` : `${offered},renderedFields`,
    id: issue.id,
    self: selfUrl(p, `issue/${issue.id}`),
    key: issue.key,
    changelog: expand.has('changelog')
      ? printEmbeddedChangelog(p, issue, request.place === 'single' ? 100 : 40)
      : undefined,
    fields: fields.length === 0 && request.place === 'list' ? undefined : values,
    properties: request.properties.length === 0 ? undefined : chosenProperties(issue, request.properties),
    renderedFields: expand.has('renderedFields') ? renderedFields(p, issue, fields) : undefined,
    ...(request.place === 'single' ? namesAndSchema(fields, expand) : {}),
    transitions: expand.has('transitions')
      ? transitionsOf(p.state, issue).map((one) => printTransition(p, issue, one, expand.has('transitions.fields')))
      : undefined,
    operations: expand.has('operations') ? printOperations(p, issue) : undefined,
    editmeta: expand.has('editmeta') ? printEditMetadata(p, issue) : undefined,
    versionedRepresentations: expand.has('versionedRepresentations')
      ? Object.fromEntries(Object.entries(values).map(([id, value]) => [id, { '1': value }]))
      : undefined,
  });
}

/** Names and schemas of the fields that are printed; in lists they stand beside the issues. */
export function namesAndSchema(fields: readonly Field[], expand: ReadonlySet<string>): Record<string, unknown> {
  return present({
    names: expand.has('names') ? Object.fromEntries(fields.map((field) => [field.id, field.name])) : undefined,
    schema: expand.has('schema') ? Object.fromEntries(fields.map((field) => [field.id, field.schema])) : undefined,
  });
}

/** The fields that a `fields` parameter names for an issue, in the order of the table. */
export function chosenFields(p: Printing, issue: Issue, asked: readonly string[]): readonly Field[] {
  const project = p.state.projects.get(issue.projectId);
  const all = project === undefined ? allFields(p.state) : fieldsInIssues(p.state, project);
  const known = all.filter((field) => project?.hiddenFieldIds?.includes(field.id) !== true);
  const named = (name: string) =>
    known.filter((field) => field.id === name || field.name.toLowerCase() === name.toLowerCase());
  const chosen = new Set<Field>();
  if (asked.length > 0 && asked.every((name) => name.startsWith('-'))) for (const field of known) chosen.add(field);
  for (const name of asked) {
    if (name === '*all') for (const field of known) chosen.add(field);
    else if (name === '*navigable') for (const field of known.filter((one) => one.navigable)) chosen.add(field);
    else if (name.startsWith('-')) for (const field of named(name.slice(1))) chosen.delete(field);
    else for (const field of named(name)) chosen.add(field);
  }
  return known.filter((field) => chosen.has(field) && field.id !== 'issuekey');
}

function chosenProperties(issue: Issue, asked: readonly string[]): Record<string, unknown> {
  const all = asked.includes('*all');
  return Object.fromEntries(
    Object.entries(issue.properties).filter(([key]) => (all || asked.includes(key)) && !asked.includes(`-${key}`)),
  );
}

function fieldValue(p: Printing, issue: Issue, field: Field): unknown {
  if (field.custom !== undefined) return printCustomValue(p, issue, field.custom);
  const print = VALUES[field.id];
  return print === undefined ? null : print(p, issue);
}

type Print = (p: Printing, issue: Issue) => unknown;
const printed = <T>(entity: T | undefined, print: (entity: T) => unknown): unknown =>
  entity === undefined ? null : print(entity);
const orNull = <T>(id: string | null, table: ReadonlyMap<string, T>): T | undefined =>
  id === null ? undefined : table.get(id);
const timeOrNull = (p: Printing, instant: string | null): string | null => (instant === null ? null : time(p, instant));

/** Null prototype: a field called `constructor` finds nothing. */
const VALUES: Readonly<Record<string, Print>> = Object.assign(Object.create(null), {
  summary: (_p, issue) => issue.summary,
  description: (p, issue) => printRich(p, issue.description),
  environment: (p, issue) => printRich(p, issue.environment),
  issuetype: (p, issue) => printed(p.state.issueTypes.get(issue.typeId), (type) => printIssueType(p, type)),
  project: (p, issue) => printed(p.state.projects.get(issue.projectId), (project) => printProjectRef(p, project)),
  status: (p, issue) => printed(p.state.statuses.get(issue.statusId), (status) => printStatus(p, status)),
  statusCategory: (p, issue) =>
    printed(p.state.statuses.get(issue.statusId), (status) => printCategory(p, status.category)),
  statuscategorychangedate: (p, issue) => time(p, issue.statusChanged),
  priority: (p, issue) => printed(orNull(issue.priorityId, p.state.priorities), (one) => printPriority(p, one)),
  resolution: (p, issue) => printed(orNull(issue.resolutionId, p.state.resolutions), (one) => printResolution(p, one)),
  resolutiondate: (p, issue) => timeOrNull(p, issue.resolved),
  security: (p, issue) =>
    printed(orNull(issue.securityLevelId, p.state.securityLevels), (one) => printSecurityLevel(p, one)),
  parent: (p, issue) => {
    const parent = orNull(issue.parentId, p.state.issues);
    return parent && printIssueRef(p, parent);
  },
  subtasks: (p, issue) =>
    childrenOf(p.state, issue.id)
      .filter((child) => isSubtask(p.state, child))
      .map((child) => printIssueRef(p, child)),
  issuelinks: (p, issue) => linksOf(p.state, issue.id).flatMap((link) => printLinkFrom(p, link, issue) ?? []),
  labels: (_p, issue) => issue.labels,
  components: (p, issue) =>
    issue.componentIds.flatMap((id) => p.state.components.get(id) ?? []).map((one) => printComponentRef(p, one)),
  fixVersions: (p, issue) => printVersions(p, issue.fixVersionIds),
  versions: (p, issue) => printVersions(p, issue.affectsVersionIds),
  assignee: (p, issue) => printPerson(p, issue.assignee),
  reporter: (p, issue) => printPerson(p, issue.reporter),
  creator: (p, issue) => printPerson(p, issue.creator),
  created: (p, issue) => time(p, issue.created),
  updated: (p, issue) => time(p, issue.updated),
  duedate: (_p, issue) => issue.dueDate,
  lastViewed: (p, issue) => time(p, issue.updated),
  workratio: () => -1,
  issuerestriction: ({ state }, issue) => ({
    issuerestrictions:
      issue.restrictedToRole === undefined
        ? {}
        : { projectrole: [{ value: issue.restrictedToRole, label: state.roles.get(issue.restrictedToRole)?.name }] },
    shouldDisplay: true,
  }),
  watches: (p, issue) => ({
    self: selfUrl(p, `issue/${issue.key}/watchers`),
    watchCount: issue.watchers.length,
    isWatching: p.viewer !== null && issue.watchers.includes(p.viewer),
  }),
  votes: (p, issue) => ({
    self: selfUrl(p, `issue/${issue.key}/votes`),
    votes: issue.voters.length,
    hasVoted: p.viewer !== null && issue.voters.includes(p.viewer),
  }),
  timespent: (p, issue) => spentOn(p, [issue]),
  aggregatetimespent: (p, issue) => spentOn(p, withChildren(p, issue)),
  timeestimate: (_p, issue) => issue.remainingEstimateSeconds,
  aggregatetimeestimate: (p, issue) => sum(withChildren(p, issue).map((one) => one.remainingEstimateSeconds)),
  timeoriginalestimate: (_p, issue) => issue.originalEstimateSeconds,
  aggregatetimeoriginalestimate: (p, issue) => sum(withChildren(p, issue).map((one) => one.originalEstimateSeconds)),
  timetracking: (p, issue) =>
    timeTracking(issue.originalEstimateSeconds, issue.remainingEstimateSeconds, spentOn(p, [issue])),
  progress: (p, issue) => progress(spentOn(p, [issue]), issue.remainingEstimateSeconds),
  aggregateprogress: (p, issue) => {
    const family = withChildren(p, issue);
    return progress(spentOn(p, family), sum(family.map((one) => one.remainingEstimateSeconds)));
  },
  attachment: (p, issue) => attachmentsOf(p.state, issue.id).map((one) => printAttachment(p, one)),
  comment: (p, issue) => {
    const comments = visibleComments(p.state, p.viewer, issue).map((one) => printComment(p, one));
    const size = comments.length;
    return { comments, self: selfUrl(p, `issue/${issue.id}/comment`), maxResults: size, total: size, startAt: 0 };
  },
  worklog: (p, issue) => {
    const all = worklogsOf(p.state, issue.id);
    return {
      startAt: 0,
      maxResults: 20,
      total: all.length,
      worklogs: all.slice(0, 20).map((one) => printWorklog(p, one)),
    };
  },
} satisfies Record<string, Print>);

const printVersions = (p: Printing, ids: readonly string[]): unknown[] =>
  ids.flatMap((id) => p.state.versions.get(id) ?? []).map((version) => printVersionRef(p, version));

const withChildren = (p: Printing, issue: Issue): readonly Issue[] => [
  issue,
  ...childrenOf(p.state, issue.id).filter((child) => isSubtask(p.state, child)),
];

const spentOn = (p: Printing, issues: readonly Issue[]): number | null =>
  sum(issues.flatMap((issue) => worklogsOf(p.state, issue.id).map((one) => one.timeSpentSeconds)));

function sum(numbers: readonly (number | null)[]): number | null {
  const known = numbers.filter((one) => one !== null);
  return known.length === 0 ? null : known.reduce((total, one) => total + one, 0);
}

function progress(spent: number | null, remaining: number | null): Record<string, number> {
  const total = (spent ?? 0) + (remaining ?? 0);
  if (total === 0) return { progress: 0, total: 0 };
  return { progress: spent ?? 0, total, percent: Math.round(((spent ?? 0) / total) * 100) };
}

const timeTracking = (
  original: number | null,
  remaining: number | null,
  spent: number | null,
): Record<string, unknown> =>
  present({
    originalEstimate: original === null ? undefined : duration(original),
    remainingEstimate: remaining === null ? undefined : duration(remaining),
    timeSpent: spent === null ? undefined : duration(spent),
    originalEstimateSeconds: original ?? undefined,
    remainingEstimateSeconds: remaining ?? undefined,
    timeSpentSeconds: spent ?? undefined,
  });

/** HTML for rich text, localised times, null for objects and lists. */
function renderedFields(p: Printing, issue: Issue, fields: readonly Field[]): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field.id, rendered(p, issue, field)]));
}

function rendered(p: Printing, issue: Issue, field: Field): unknown {
  if (field.id === 'description') return issue.description && printHtml(p, issue.description);
  if (field.id === 'environment') return issue.environment && printHtml(p, issue.environment);
  if (field.id === 'comment') {
    const comments = visibleComments(p.state, p.viewer, issue);
    return { comments: comments.map((one) => ({ ...printComment(p, one), body: printHtml(p, one.body) })) };
  }
  const raw = field.custom === undefined ? undefined : issue.custom[field.id];
  if (isDocument(raw)) return printHtml(p, raw);
  const value = fieldValue(p, issue, field);
  if (typeof value !== 'string') return null;
  return field.schema.type === 'datetime' ? new Date(value).toUTCString() : value;
}
