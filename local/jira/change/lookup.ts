/**
 * Finding things in the state the way Jira does: by key in any case, by former key, by id in any spelling of its number.
 *
 * Indexes are made once for each version of a table and remembered as long as that version lives, so a look-up
 * costs a Map read. Says nothing about who may see what it finds.
 */
import type { Attachment, Comment, Id, Issue, IssueLink, JiraState, Project, Table, Worklog } from '../state';
import { plainNumber } from './plain-number';
import { remember } from './remember';

/**
 * The issue of this key or id. Keys match in any case and also when former: `moved` is then true. The key of a
 * live issue wins over another's former key.
 */
export function issueByKeyOrId(
  state: JiraState,
  keyOrId: string,
): { readonly issue: Issue; readonly moved: boolean } | undefined {
  const byId = state.issues.get(plainNumber(keyOrId));
  if (byId) return { issue: byId, moved: false };
  const index = issueIndex(state.issues);
  const key = plainKey(keyOrId);
  const current = index.current.get(key);
  if (current) return { issue: current, moved: false };
  const former = index.former.get(key) ?? throughFormerProjectKey(state, key);
  return former && { issue: former, moved: true };
}

/** In capitals, and with the number as keys are written. */
function plainKey(key: string): string {
  const dash = key.lastIndexOf('-');
  return `${key.slice(0, dash + 1)}${plainNumber(key.slice(dash + 1))}`.toUpperCase();
}

/** Under the present key of a project that once had this key's prefix: keys made before a rename go on working. */
function throughFormerProjectKey(state: JiraState, key: string): Issue | undefined {
  const dash = key.lastIndexOf('-');
  if (dash < 1) return undefined;
  const project = projectByKeyOrId(state, key.slice(0, dash));
  if (!project) return undefined;
  const present = `${project.key}${key.slice(dash)}`.toUpperCase();
  const index = issueIndex(state.issues);
  return index.current.get(present) ?? index.former.get(present);
}

/**
 * The project of this key or id. A present key wins over a former one, a live project over one in the bin; what
 * lies in the bin is found only when asked for.
 */
export function projectByKeyOrId(
  state: JiraState,
  keyOrId: string,
  options: { readonly withBin?: boolean } = {},
): Project | undefined {
  const findable = (project: Project | undefined): Project | undefined =>
    project && (project.lifecycle !== 'bin' || options.withBin) ? project : undefined;
  const index = projectIndex(state.projects);
  const key = keyOrId.toUpperCase();
  return (
    findable(state.projects.get(plainNumber(keyOrId))) ??
    index.current.get(key) ??
    index.former.get(key) ??
    findable(index.bin.get(key))
  );
}

const commentIndex = ofIssue<Comment>();
const worklogIndex = ofIssue<Worklog>();
const attachmentIndex = ofIssue<Attachment>();
const linkIndex = remember((links: Table<IssueLink>) =>
  groupBy(links.values(), (link) => [...new Set([link.inwardIssueId, link.outwardIssueId])]),
);
const childIndex = remember((issues: Table<Issue>) =>
  groupBy(issues.values(), (issue) => (issue.parentId === null ? [] : [issue.parentId])),
);

/** Comments of an issue in the order of their writing. */
export const commentsOf = (state: JiraState, issueId: Id): readonly Comment[] =>
  commentIndex(state.comments).get(issueId) ?? [];
export const worklogsOf = (state: JiraState, issueId: Id): readonly Worklog[] =>
  worklogIndex(state.worklogs).get(issueId) ?? [];
export const attachmentsOf = (state: JiraState, issueId: Id): readonly Attachment[] =>
  attachmentIndex(state.attachments).get(issueId) ?? [];
/** Links of which this issue is either end. */
export const linksOf = (state: JiraState, issueId: Id): readonly IssueLink[] =>
  linkIndex(state.links).get(issueId) ?? [];
/** Issues that have this one as parent: subtasks and children of an epic alike. */
export const childrenOf = (state: JiraState, issueId: Id): readonly Issue[] =>
  childIndex(state.issues).get(issueId) ?? [];

/** Does its type put this issue below ordinary ones? */
export const isSubtask = (state: JiraState, issue: Issue): boolean => state.issueTypes.get(issue.typeId)?.level === -1;

const issueIndex = remember((issues: Table<Issue>) => {
  const current = new Map<string, Issue>();
  const former = new Map<string, Issue>();
  for (const issue of issues.values()) {
    current.set(issue.key.toUpperCase(), issue);
    for (const key of issue.formerKeys) former.set(key.toUpperCase(), issue);
  }
  return { current, former };
});

const projectIndex = remember((projects: Table<Project>) => {
  const current = new Map<string, Project>();
  const former = new Map<string, Project>();
  const bin = new Map<string, Project>();
  for (const project of projects.values()) {
    const live = project.lifecycle !== 'bin';
    (live ? current : bin).set(project.key.toUpperCase(), project);
    if (live) for (const key of project.formerKeys) former.set(key.toUpperCase(), project);
  }
  return { current, former, bin };
});

function ofIssue<T extends { readonly issueId: Id }>() {
  return remember((table: Table<T>) => groupBy(table.values(), (entry) => [entry.issueId]));
}

function groupBy<T>(entries: Iterable<T>, keysOf: (entry: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    for (const key of keysOf(entry)) {
      const group = groups.get(key);
      if (group) group.push(entry);
      else groups.set(key, [entry]);
    }
  }
  return groups;
}
