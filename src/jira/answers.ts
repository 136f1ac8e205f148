/**
 * Parsers of the few things in Jira's answers on which decisions rest. Whatever does not parse is absent: a
 * decision never rests on something that was only half there.
 */

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
  if (!ISSUE_KEY.test(key)) return undefined;
  const security = member(fields, 'security');
  return {
    id,
    key,
    projectId,
    projectKey,
    typeId: idOf(member(fields, 'issuetype')),
    secured: security !== null && security !== undefined,
    transitionIds: new Set(
      items(member(value, 'transitions'))
        .map(idLike)
        .filter((each) => each !== undefined),
    ),
    subtaskIds: items(member(fields, 'subtasks'))
      .map(idOf)
      .filter((each) => each !== undefined),
  };
}

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

/** Which issue a comment says that it belongs to, in its own address, and whether everyone may see it. */
export type CommentFact = { readonly id: string; readonly issueId: string; readonly hidden: boolean };

export function parseCommentFact(value: unknown): CommentFact | undefined {
  const id = idOf(value);
  const issueId = /\/issue\/([1-9][0-9]{0,17})\/comment\/[1-9][0-9]{0,17}$/.exec(
    textOf(member(value, 'self')) ?? '',
  )?.[1];
  if (id === undefined || issueId === undefined) return undefined;
  const visibility = member(value, 'visibility');
  return {
    id,
    issueId,
    hidden: (visibility !== undefined && visibility !== null) || member(value, 'jsdPublic') === false,
  };
}

export type LinkFact = { readonly id: string; readonly inwardId: string; readonly outwardId: string };

export function parseLinkFact(value: unknown): LinkFact | undefined {
  const id = idOf(value);
  const inwardId = idOf(member(value, 'inwardIssue'));
  const outwardId = idOf(member(value, 'outwardIssue'));
  return id === undefined || inwardId === undefined || outwardId === undefined
    ? undefined
    : { id, inwardId, outwardId };
}
