/**
 * The same site with only some of its projects: what an answer confined to them must look like.
 *
 * All that belongs to other projects is gone, all that only they use is gone, and every relation across the border
 * is cut; ids and the site's next id stay. Text that people typed stays too: no program can tell what it gives away.
 */
import { type Border, borderAround, OWNERS, withoutCrossings } from './border';
import { putAll, removeWhere } from './change';
import { remember } from './change/remember';
import { withoutForeignHistory } from './island/history';
import { keysBeyond } from './island/keys';
import { withoutStrangers } from './island/people';
import type { EntityOf, Id, Issue, JiraState, Project, TableName } from './state';
import type { CustomerRequest } from './state-desk';

/** The site as if only these projects had ever been in it. */
export function island(state: JiraState, projectIds: readonly Id[]): JiraState {
  const border = borderAround(state, projectIds);
  const issues = [...state.issues.values()].flatMap((issue) =>
    border.isInside(issue.projectId) ? [islandIssue(state, border, issue)] : [],
  );
  const cut = OWNED.reduce((sofar, table) => withoutForeign(sofar, state, border, table), state);
  const requests = [...cut.requests.values()].map((request) => islandRequest(state, border, request));
  const rewritten = putAll(putAll(cut, 'issues', issues), 'requests', requests);
  return withoutStrangers(withoutUnused(withOwnKeys(rewritten, state, border), state), state);
}

/** Tables of which each row belongs to a project, or to none. */
const OWNED = [
  'projects',
  'issueTypes',
  'statuses',
  'customFields',
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
  'attachments',
  'remoteLinks',
  'links',
  'mails',
  'tasks',
] as const satisfies readonly TableName[];

/** Rows without any owner, such as a global status, are everybody's; a mail or task without one is nobody's here. */
function withoutForeign<K extends (typeof OWNED)[number]>(
  sofar: JiraState,
  whole: JiraState,
  border: Border,
  table: K,
): JiraState {
  const owners: (state: JiraState, entity: EntityOf<K>) => readonly (Id | null | undefined)[] = OWNERS[table];
  const siteWide = table === 'issueTypes' || table === 'statuses' || table === 'customFields';
  return removeWhere(sofar, table, (entity) => {
    const own = owners(whole, entity);
    if (siteWide && own.every((id) => id === null)) return false;
    return own.length === 0 || !own.every(border.isInside);
  });
}

function islandIssue(state: JiraState, border: Border, issue: Issue): Issue {
  const kept = withoutCrossings(state, border, issue);
  const history = withoutForeignHistory(state, border, kept);
  const isBeyond = keysBeyond(state, border);
  const formerKeys = kept.formerKeys.filter((key) => !isBeyond(key));
  if (history === kept.history && formerKeys.length === kept.formerKeys.length) return kept;
  return { ...kept, history, formerKeys };
}

/** Clocks that another project's desk ran, before the issue came in, were never there. */
function islandRequest(state: JiraState, border: Border, request: CustomerRequest): CustomerRequest {
  const slas = request.slas.filter(({ deskId }) => border.isInside(state.serviceDesks.get(deskId)?.projectId));
  return slas.length === request.slas.length ? request : { ...request, slas };
}

/** A former key of a granted project that a foreign one bears by now is no longer its own. */
function withOwnKeys(cut: JiraState, whole: JiraState, border: Border): JiraState {
  const taken = new Set(
    [...whole.projects.values()]
      .filter(({ id, lifecycle }) => lifecycle !== 'bin' && !border.isInside(id))
      .map(({ key }) => key),
  );
  const changed = [...cut.projects.values()].flatMap((project) => {
    const formerKeys = project.formerKeys.filter((key) => !taken.has(key));
    return formerKeys.length === project.formerKeys.length ? [] : [{ ...project, formerKeys }];
  });
  return changed.length === 0 ? cut : putAll(cut, 'projects', changed);
}

/** Takes away what was used before, but by nobody any more: categories, workflows, priorities, fields and options. */
function withoutUnused(cut: JiraState, whole: JiraState): JiraState {
  const lost = (usedBy: (project: Project) => readonly (Id | null)[]) => {
    const used = new Set([...cut.projects.values()].flatMap(usedBy));
    const before = new Set([...whole.projects.values()].flatMap(usedBy));
    return ({ id }: { readonly id: Id }) => before.has(id) && !used.has(id);
  };
  let next = removeWhere(
    cut,
    'categories',
    lost((project) => [project.categoryId]),
  );
  next = removeWhere(
    next,
    'workflows',
    lost((project) => [project.workflowId]),
  );
  next = removeWhere(
    next,
    'issueTypes',
    lost((project) => project.issueTypeIds),
  );
  next = removeWhere(
    next,
    'customFields',
    lost((project) => project.customFieldIds),
  );
  next = removeWhere(
    next,
    'statuses',
    lost((project) => whole.workflows.get(project.workflowId)?.statusIds ?? []),
  );
  next = removeWhere(
    next,
    'priorities',
    lost((project) => project.priorityIds),
  );
  next = removeWhere(next, 'roles', lost(rolesOf));
  return withoutForeignOptions(next);
}

const rolesOf = remember((project: Project): readonly Id[] => {
  const held = Object.values(project.permissions).flat();
  return [
    ...new Set([
      ...Object.keys(project.roleMembers),
      ...held.flatMap((holder) => (holder.kind === 'role' ? [holder.roleId] : [])),
    ]),
  ];
});

function withoutForeignOptions(state: JiraState): JiraState {
  const changed = [...state.customFields.values()].flatMap((field) => {
    const options = field.options.filter(({ projectId }) => projectId === null || state.projects.has(projectId));
    return options.length === field.options.length ? [] : [{ ...field, options }];
  });
  return changed.length === 0 ? state : putAll(state, 'customFields', changed);
}
