/**
 * The border around given projects: which project each thing belongs to, and what of an issue reaches across.
 *
 * Both the island (which cuts along the border) and the digest (which looks at what lies beyond it) stand on this.
 */
import { issueByKeyOrId, projectByKeyOrId } from './change';
import { epicLinkField } from './change/epic-link';
import type { CustomField, EntityOf, HistoryItem, Id, Issue, JiraState, TableName } from './state';

export type Border = {
  /** A thing of the whole site, `null`, is not inside. */
  readonly isInside: (projectId: Id | null | undefined) => boolean;
  readonly hasIssue: (issueId: Id) => boolean;
  readonly hasSprint: (sprintId: number) => boolean;
};

export function borderAround(state: JiraState, projectIds: readonly Id[]): Border {
  const inside = new Set(projectIds);
  const isInside = (id: Id | null | undefined): boolean => typeof id === 'string' && inside.has(id);
  return {
    isInside,
    hasIssue: (id) => isInside(state.issues.get(id)?.projectId),
    hasSprint: (id) => {
      const board = state.sprints.get(String(id))?.boardId;
      return board !== undefined && isInside(state.boards.get(String(board))?.projectId);
    },
  };
}

/** How to tell whose an entity is, by table: the projects that own it together. None: it is the whole site's. */
export const OWNERS: {
  readonly [K in TableName]: (state: JiraState, entity: EntityOf<K>) => readonly (Id | null | undefined)[];
} = {
  people: () => [],
  roles: () => [],
  categories: () => [],
  priorities: () => [],
  resolutions: () => [],
  workflows: () => [],
  linkTypes: () => [],
  projects: (_, project) => [project.id],
  issueTypes: (_, type) => [type.projectId],
  statuses: (_, status) => [status.projectId],
  customFields: (_, field) => [field.projectId],
  versions: (_, version) => [version.projectId],
  components: (_, component) => [component.projectId],
  securityLevels: (_, level) => [level.projectId],
  boards: (_, board) => [board.projectId],
  sprints: (state, sprint) => [state.boards.get(String(sprint.boardId))?.projectId],
  serviceDesks: (_, desk) => [desk.projectId],
  requestTypes: ofDesk,
  queues: ofDesk,
  requests: (state, request) => [projectOfIssue(state, request.id)],
  issues: (_, issue) => [issue.projectId],
  comments: ofIssue,
  worklogs: ofIssue,
  attachments: ofIssue,
  remoteLinks: ofIssue,
  links: (state, link) => [projectOfIssue(state, link.inwardIssueId), projectOfIssue(state, link.outwardIssueId)],
  mails: (_, mail) => [mail.projectId],
  tasks: (state, task) => task.issueIds.map((id) => projectOfIssue(state, id)),
};

const projectOfIssue = (state: JiraState, id: Id): Id | undefined => state.issues.get(id)?.projectId;

function ofDesk(state: JiraState, entity: { readonly deskId: Id }): readonly (Id | undefined)[] {
  return [state.serviceDesks.get(entity.deskId)?.projectId];
}

function ofIssue(state: JiraState, entity: { readonly issueId: Id }): readonly (Id | undefined)[] {
  return [projectOfIssue(state, entity.issueId)];
}

/**
 * An issue of this side of the border without its relations across: parent, sprints, versions, components, level
 * and custom values. The very same issue when it has none.
 */
export function withoutCrossings(state: JiraState, border: Border, issue: Issue): Issue {
  const ofTable =
    (table: 'versions' | 'components' | 'securityLevels') =>
    (id: Id): boolean =>
      border.isInside(state[table].get(id)?.projectId);
  const kept: Pick<Issue, Related> = {
    parentId: issue.parentId !== null && !border.hasIssue(issue.parentId) ? null : issue.parentId,
    securityLevelId:
      issue.securityLevelId !== null && !ofTable('securityLevels')(issue.securityLevelId)
        ? null
        : issue.securityLevelId,
    sprintIds: filtered(issue.sprintIds, border.hasSprint),
    fixVersionIds: filtered(issue.fixVersionIds, ofTable('versions')),
    affectsVersionIds: filtered(issue.affectsVersionIds, ofTable('versions')),
    componentIds: filtered(issue.componentIds, ofTable('components')),
    custom: customInside(state, border, issue.custom),
  };
  return RELATED.every((name) => kept[name] === issue[name]) ? issue : { ...issue, ...kept };
}

/** The members of an issue that can reach across. */
export const RELATED = [
  'parentId',
  'securityLevelId',
  'sprintIds',
  'fixVersionIds',
  'affectsVersionIds',
  'componentIds',
  'custom',
] as const satisfies readonly (keyof Issue)[];
type Related = (typeof RELATED)[number];

function filtered<T>(list: readonly T[], keep: (item: T) => boolean): readonly T[] {
  const kept = list.filter(keep);
  return kept.length === list.length ? list : kept;
}

function customInside(state: JiraState, border: Border, custom: Issue['custom']): Issue['custom'] {
  const entries = Object.entries(custom);
  const kept = entries.filter(([id, value]) => valueIsInside(state, border, state.customFields.get(id), value));
  return kept.length === entries.length ? custom : Object.fromEntries(kept);
}

/** A list is kept only whole: half a value would be a third one, which nobody ever set. */
function valueIsInside(state: JiraState, border: Border, field: CustomField | undefined, value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (!field) return false;
  if (field.projectId !== null && !border.isInside(field.projectId)) return false;
  if (field.id === epicLinkField(state)?.id) return keysStayInside(state, border, value);
  if (field.schemaType === 'project') return border.isInside(typeof value === 'string' ? value : null);
  if (field.schemaType === 'version' || field.schemaItems === 'version') {
    return [value].flat().every((id) => typeof id === 'string' && border.isInside(state.versions.get(id)?.projectId));
  }
  if (field.options.length > 0) {
    const foreign = field.options.filter(({ projectId }) => projectId !== null && !border.isInside(projectId));
    return !leaves(value).some((leaf) => foreign.some((option) => option.id === leaf));
  }
  return field.schemaType !== 'any' || keysStayInside(state, border, value);
}

/** Does a history item of a custom field speak of nothing beyond the border? Its ids may stand in brackets. */
export function customItemStaysInside(state: JiraState, border: Border, item: HistoryItem): boolean {
  const field = state.customFields.get(item.fieldId ?? '');
  if (!field) return true;
  if (field.schemaType === 'any' && field.id !== epicLinkField(state)?.id) {
    return [item.fromString, item.toString].every((text) => keysStayInside(state, border, readJson(text)));
  }
  const ids = [item.from, item.to].flatMap((text) => text?.replace(/^\[|\]$/g, '').split(', ') ?? []);
  return ids.filter((id) => id !== '').every((id) => valueIsInside(state, border, field, id));
}

function readJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return text;
  }
}

/** Does no text in this JSON name, as a whole, an issue or project beyond the border? */
const keysStayInside = (state: JiraState, border: Border, value: unknown): boolean =>
  leaves(value).every((leaf) => {
    const projectId =
      issueByKeyOrId(state, leaf)?.issue.projectId ?? projectByKeyOrId(state, leaf, { withBin: true })?.id;
    return projectId === undefined || border.isInside(projectId);
  });

const leaves = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(leaves)
      : [];
