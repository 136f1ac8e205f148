/**
 * Parsers of the few things in Jira's answers on which decisions rest. Whatever does not parse is absent: a
 * decision never rests on something that was only half there.
 */

import { isWebAddress } from './web-address';

/** What Jira says of an issue that matters for deciding. */
export type IssueFact = {
  readonly id: string;
  readonly key: string;
  readonly projectId: string;
  readonly projectKey: string;
  readonly typeId: string | undefined;
  /** It has a security level. */
  readonly secured: boolean;
  readonly transitionIds: ReadonlySet<string>;
  readonly subtaskIds: readonly string[];
  /** A search with its grant's own condition found it. */
  readonly matches: boolean;
  /** When it was last changed: which version of the issue this is. */
  readonly updated: string | undefined;
  /** Fields that came with the proof, in one answer; absent where what decides was asked for alone. */
  readonly told?: Loose;
};

type Loose = Readonly<Record<string, unknown>>;
const ID = /^[1-9][0-9]{0,17}$/;
const ISSUE_KEY = /^[A-Z][A-Z0-9_]+-[1-9][0-9]*$/;

export const isLoose = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const member = (value: unknown, name: string): unknown =>
  isLoose(value) && Object.hasOwn(value, name) ? value[name] : undefined;
export const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
export const idOf = (value: unknown): string | undefined => {
  const id = member(value, 'id');
  const text = typeof id === 'number' && Number.isSafeInteger(id) ? String(id) : id;
  return typeof text === 'string' && ID.test(text) ? text : undefined;
};

/** An issue bean that was asked for with `project`, `security` and what else decides. */
export function parseIssueFact(value: unknown): IssueFact | undefined {
  const id = idOf(value);
  const key = textOf(member(value, 'key'));
  const fields = member(value, 'fields');
  const project = member(fields, 'project');
  const projectId = idOf(project);
  const projectKey = textOf(member(project, 'key'));
  if (id === undefined || key === undefined || projectId === undefined || projectKey === undefined) return undefined;
  // A field configuration that hides a field takes it out of all answers, and leaves what it holds in force: null alone is none.
  if (member(fields, 'security') === undefined) return undefined;
  // A key of another project than the one beside it: one of the two is wrong, and nothing can rest on them.
  if (!ISSUE_KEY.test(key) || key.slice(0, key.lastIndexOf('-')) !== projectKey) return undefined;
  const security = member(fields, 'security');
  return {
    id,
    key,
    projectId,
    projectKey,
    typeId: idOf(member(fields, 'issuetype')),
    secured: security !== null || isRestricted(member(fields, 'issuerestriction')),
    transitionIds: new Set(
      items(member(value, 'transitions'))
        .map(idLike)
        .filter((each) => each !== undefined),
    ),
    subtaskIds: items(member(fields, 'subtasks'))
      .map(idOf)
      .filter((each) => each !== undefined),
    matches: false,
    updated: textOf(member(fields, 'updated')),
  };
}

/** Issues of team-managed projects have no level, and may be restricted to roles. */
const isRestricted = (restriction: unknown): boolean => {
  const to = member(restriction, 'issuerestrictions');
  return restriction !== null && restriction !== undefined && !(isLoose(to) && Object.keys(to).length === 0);
};

/** Ids of transitions are small numbers in text. */
const idLike = (value: unknown): string | undefined => {
  const id = textOf(member(value, 'id'));
  return id !== undefined && /^[0-9]{1,18}$/.test(id) ? id : undefined;
};

export type ProjectFact = { readonly id: string; readonly key: string };

export function parseProjectFact(value: unknown): ProjectFact | undefined {
  const id = idOf(value);
  const key = textOf(member(value, 'key'));
  return id === undefined || key === undefined ? undefined : { id, key };
}

/** A version or component, which names its project by id. */
export type PlacedFact = { readonly id: string; readonly projectId: string };

export function parsePlacedFact(value: unknown): PlacedFact | undefined {
  const id = idOf(value);
  const projectId = idOf({ id: member(value, 'projectId') });
  return id === undefined || projectId === undefined ? undefined : { id, projectId };
}

/** A board, and the project where it stands; one of a person's stands in none. */
export function parseBoardFact(value: unknown): PlacedFact | undefined {
  return parsePlacedFact({ id: member(value, 'id'), projectId: member(member(value, 'location'), 'projectId') });
}

/** A sprint says from which board it stems; inside issues by another name. */
export type SprintFact = { readonly id: string; readonly boardId: string; readonly state: string | undefined };

export function parseSprintFact(value: unknown): SprintFact | undefined {
  const id = idOf(value);
  const boardId = idOf({ id: member(value, 'originBoardId') ?? member(value, 'boardId') });
  return id === undefined || boardId === undefined ? undefined : { id, boardId, state: textOf(member(value, 'state')) };
}

/** Things below an issue, each with the segment of its addresses. */
export const CHILD_SEGMENTS = { comment: 'comment', worklog: 'worklog', remoteLink: 'remotelink' } as const;
export type ChildKind = keyof typeof CHILD_SEGMENTS;

/**
 * Which issue a thing says that it belongs to, in its own address, and who may see it: everyone who sees the issue, some
 * of them, or through this gateway nobody. Addresses of remote links name the issue by its key, all others by its id.
 */
export type ChildFact = {
  readonly id: string;
  readonly issue: string;
  readonly seenBy: 'everyone' | 'some' | 'nobody';
};

export function parseChildFact(kind: ChildKind, value: unknown): ChildFact | undefined {
  const id = idOf(value);
  const self = /\/issue\/([1-9][0-9]{0,17}|[A-Z][A-Z0-9_]+-[1-9][0-9]*)\/([a-z]+)\/([1-9][0-9]{0,17})$/.exec(
    textOf(member(value, 'self')) ?? '',
  );
  const [, issue, segment, own] = self ?? [];
  if (id === undefined || issue === undefined || segment !== CHILD_SEGMENTS[kind] || own !== id) return undefined;
  if (kind === 'remoteLink' && !leadsElsewhere(value)) return { id, issue, seenBy: 'nobody' };
  const isRestricted = (member(value, 'visibility') ?? null) !== null || member(value, 'jsdPublic') === false;
  return { id, issue, seenBy: isRestricted ? 'some' : 'everyone' };
}

/** Out of Atlassian's sites: neither to the address of one, nor made by a product that stands on one, wherever that is. */
const leadsElsewhere = (link: unknown): boolean =>
  isWebAddress(member(member(link, 'object'), 'url')) &&
  !/^com\.atlassian\b/i.test(textOf(member(member(link, 'application'), 'type')) ?? '');

/** Does it belong to this issue? The key of an issue is the one that it has in the same call. */
export const isChildOf = (child: ChildFact, issue: Pick<IssueFact, 'id' | 'key'>): boolean =>
  child.issue === issue.id || child.issue === issue.key;

export type LinkFact = { readonly id: string; readonly inwardId: string; readonly outwardId: string };

export function parseLinkFact(value: unknown): LinkFact | undefined {
  const id = idOf(value);
  const inwardId = idOf(member(value, 'inwardIssue'));
  const outwardId = idOf(member(value, 'outwardIssue'));
  return id === undefined || inwardId === undefined || outwardId === undefined
    ? undefined
    : { id, inwardId, outwardId };
}
