/**
 * (call, facts, principal) → permission or denial. Pure, and the only maker of `Permitted`.
 *
 * The order is fixed, so that a status never tells of Jira's state: references first, with one face for all that
 * is not inside; then rights in the project; then content.
 */
import type { IssueFact } from '../jira/answers';
import type { AbsentThing, Denial } from '../policy/denials';
import { lacking, type Principal, projectsHolding } from '../policy/principal';
import { err, ok, type Result } from '../result';
import type { Call } from './call';
import type { Facts } from './facts';
import { inside } from './inside';
import type { Json } from './json';
import { settle } from './settle';

declare const decided: unique symbol;
/** A call that may go on, with what was found out about it. Only `decide` and `decideByAnswer` make one. */
export type Permitted = {
  readonly [decided]: true;
  readonly call: Call;
  readonly facts: Facts;
  readonly principal: Principal;
  /** The body with every reference settled; undefined where the operation has none. */
  readonly body: Json | undefined;
  /** Projects that the call touches, for the record. */
  readonly projectIds: readonly string[];
  /** Issues that a write acts on, and its other ends. */
  readonly issueIds: readonly string[];
  /** The issue that the path names. */
  readonly issue: IssueFact | undefined;
};

type Parts = Omit<Permitted, typeof decided | 'issueIds'> & { readonly issueIds?: readonly string[] };
const permitted = (parts: Parts): Permitted => ({ issueIds: [], ...parts }) as unknown as Permitted;
const absent = (thing: AbsentThing): Result<never, Denial> => err({ reason: 'absent', thing });

/** Before any look-up: does any grant hold what the call needs? One refusal, whatever the call refers to. */
export function admit(call: Call, principal: Principal): Result<void, Denial> {
  if (call.needs.size === 0 || projectsHolding(principal, call.needs).length > 0) return ok(undefined);
  const grants = [...principal.grants.keys()];
  const fewest = grants
    .map((projectId) => lacking(principal, projectId, call.needs))
    .sort((a, b) => a.length - b.length)[0];
  return err({ reason: 'permission_missing', missing: fewest ?? [...call.needs] });
}

/** Judges a call by the facts about its references. */
export function decide(call: Call, facts: Facts, principal: Principal): Result<Permitted, Denial> {
  const base = { call, facts, principal };
  if (call.operation.kind === 'own' || call.operation.check === 'query' || call.operation.check === 'names') {
    return ok(
      permitted({ ...base, body: undefined, projectIds: projectsHolding(principal, call.needs), issue: undefined }),
    );
  }
  const spelled = call.places.get('issue');
  const issue = spelled === undefined ? undefined : inside(facts.issues.get(spelled), principal);
  if (spelled !== undefined && issue === undefined) return absent('issue');

  const projects = new Set<string>(issue === undefined ? [] : [issue.projectId]);
  for (const spelling of call.references.issues) {
    const other = inside(facts.issues.get(spelling), principal);
    if (other !== undefined) projects.add(other.projectId);
    // An issue in a custom field is judged where its field is: prose that looks like a key is no reference.
    else if (isReference(call, spelling)) return absent('issue');
  }
  let target: string | undefined;
  for (const spelling of call.references.projects) {
    const project = facts.projects.get(spelling);
    if (project === undefined || !principal.grants.has(project.id)) return absent('project');
    projects.add(project.id);
    target = project.id;
  }
  const comment = call.places.get('comment');
  if (comment !== undefined && call.operation.check === 'before') {
    const fact = facts.comment;
    if (fact === undefined || fact.id !== comment || fact.issueId !== issue?.id || fact.hidden)
      return absent('comment');
  }
  if (call.places.has('link')) {
    const ends = facts.link?.ends.map((end) => inside(end, principal)) ?? [];
    if (ends.length !== 2 || facts.link?.id !== call.places.get('link')) return absent('link');
    for (const end of ends) {
      if (end === undefined) return absent('link');
      projects.add(end.projectId);
    }
  }
  // What acts in no project has nothing by which it could be allowed.
  if (call.operation.id === 'createIssue' && target === undefined) {
    return err({ reason: 'body_invalid', where: 'body.fields: a project is needed' });
  }
  const acting = issue?.projectId ?? target ?? [...projects][0];
  if (acting === undefined) return absent('issue');
  for (const projectId of projects) {
    const missing = lacking(principal, projectId, call.needs);
    if (missing.length > 0) return err({ reason: 'permission_missing', missing });
  }
  const mentions = [...call.references.people].filter((person) => !facts.people.get(person)?.has(acting));
  if (mentions.length > 0) return err({ reason: 'value_unavailable', fields: ['person'] });
  if (call.operation.lookUp?.transitions === true && !hasTransition(call, issue)) return absent('transition');
  const body =
    call.body === undefined ? ok(undefined) : settle(call.body, { projectId: acting, facts, call, principal });
  if (!body.ok) return body;
  const acted = [...facts.issues.values(), ...(facts.link?.ends ?? [])].filter((each) => inside(each, principal));
  const issueIds = call.operation.check === 'before' ? acted.map(({ id }) => id) : [];
  return ok(permitted({ ...base, body: body.value, projectIds: [...projects], issueIds, issue }));
}

/** Deleting with subtasks needs the right for each of them, which is known only once they are. */
export function decideSubtasks(permit: Permitted, subtasks: readonly IssueFact[]): Result<Permitted, Denial> {
  const expected = permit.issue?.subtaskIds ?? [];
  const allowed = expected.every((id) => {
    const subtask = inside(
      subtasks.find((each) => each.id === id),
      permit.principal,
    );
    return subtask !== undefined && lacking(permit.principal, subtask.projectId, permit.call.needs).length === 0;
  });
  return allowed ? ok(permit) : err({ reason: 'subtasks_out_of_reach' });
}

/** Judges a read by the project that its own answer names. */
export function decideByAnswer(
  call: Call,
  issue: IssueFact | undefined,
  facts: Facts,
  principal: Principal,
): Result<Permitted, Denial> {
  const own = inside(issue, principal);
  if (own === undefined) return absent('issue');
  const missing = lacking(principal, own.projectId, call.needs);
  if (missing.length > 0) return err({ reason: 'permission_missing', missing });
  return ok(permitted({ call, facts, principal, body: undefined, projectIds: [own.projectId], issue: own }));
}

/** The same for a project. */
export function decideProject(
  call: Call,
  projectId: string | undefined,
  facts: Facts,
  principal: Principal,
): Result<Permitted, Denial> {
  if (projectId === undefined || !principal.grants.has(projectId)) return absent('project');
  const missing = lacking(principal, projectId, call.needs);
  if (missing.length > 0) return err({ reason: 'permission_missing', missing });
  return ok(permitted({ call, facts, principal, body: undefined, projectIds: [projectId], issue: undefined }));
}

function isReference(call: Call, spelling: string): boolean {
  return call.body === undefined || namesIssue(call.body, spelling);
}

function namesIssue(draft: NonNullable<Call['body']>, spelling: string): boolean {
  switch (draft.kind) {
    case 'issue':
      return draft.spelling === spelling;
    case 'object':
      return [...draft.members.values()].some((member) => namesIssue(member, spelling));
    case 'list':
      return draft.items.some((item) => namesIssue(item, spelling));
    case 'fields':
      return [...draft.members.values()].some((field) => field.kind === 'system' && namesIssue(field.draft, spelling));
    default:
      return false;
  }
}

function hasTransition(call: Call, issue: IssueFact | undefined): boolean {
  const transition = call.body?.kind === 'object' ? call.body.members.get('transition') : undefined;
  const id = transition?.kind === 'object' ? transition.members.get('id') : undefined;
  return id?.kind === 'json' && typeof id.value === 'string' && (issue?.transitionIds.has(id.value) ?? false);
}
