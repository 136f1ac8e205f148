/**
 * (call, facts, principal) → permission or denial. Pure, and the only maker of `Permitted`.
 *
 * The order is fixed, so that a status never tells of Jira's state: references first, with one face for all that
 * is not inside; then rights in the project; then content.
 */
import { SYSTEM_FIELDS } from '../catalogue/fields';
import type { IssueFact } from '../jira/answers';
import type { Denial } from '../policy/denials';
import { lacking, type Principal, projectsHolding } from '../policy/principal';
import { err, ok, type Result } from '../result';
import { type Call, creationsOf, thingOf } from './call';
import { unmetCondition } from './conditions';
import type { Facts } from './facts';
import { tellsHidden, unseenEstimate } from './fields-told';
import { inside } from './inside';
import { isObject, type Json, printJson } from './json';
import { knownFacts, knows } from './known';
import { missingIn } from './missing';
import { idNamed } from './named';
import { absent, type Judged, namedIssue, placedProjects, touchedProjects } from './references-inside';
import { settle } from './settle';
import { toldIn } from './written-forms';

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

/** Judges a call by the facts about its references. */
export function decide(call: Call, found: Facts, principal: Principal): Result<Permitted, Denial> {
  const judged = { call, facts: knownFacts(found, principal), principal };
  if (tellsHidden(call, judged.facts.lexicons)) return err({ reason: 'condition_unmet', condition: 'fields' });
  switch (call.operation.kind === 'own' ? 'query' : call.operation.check) {
    case 'names':
      return decideNames(judged);
    case 'query':
    case 'each':
      return ok(permittedWhereHeld(judged, undefined));
    case 'board':
      return decideIssueList(judged);
    default:
      return decideReferences(judged);
  }
}

/** A call that is about what it refers to. */
function decideReferences(judged: Judged): Result<Permitted, Denial> {
  const { call, facts, principal } = judged;
  const named = namedIssue(judged);
  if (!named.ok) return named;
  const issue = named.value;
  const touched = touchedProjects({ ...judged, issue });
  if (!touched.ok) return touched;
  const apart = notInOneProject(judged);
  if (apart !== undefined) return err(apart);
  // A list that names no project is that of all in which the key may read it.
  const isOfAll = call.operation.kind === 'relay' && call.operation.check === 'project' && touched.value.length === 0;
  const projectIds = isOfAll ? projectsHolding(principal, call.needs) : touched.value;
  const target = issue?.projectId ?? targetOf(judged);
  const acting = target ?? projectIds[0];
  if (acting === undefined) return absent('issue');
  const refusal =
    lackingIn(projectIds, judged) ??
    movedBetween(projectIds, call) ??
    saidElsewhere(projectIds, call) ??
    unseenEstimate(call, facts, acting) ??
    transitionNotOffered(call, issue);
  if (refusal !== undefined) return err(refusal);
  const body = settledIn(acting, judged);
  if (!body.ok) return body;
  // A link is of both its ends, and so is who is mentioned in its comment.
  const peopled = target === undefined ? projectIds : [target];
  const unfit = strangerIn(peopled, judged, body.value) ?? firstUnmet(projectIds, judged, body.value);
  if (unfit !== undefined) return err(unfit);
  return ok(permitted({ ...judged, body: body.value, projectIds, issueIds: writtenIssues(judged), issue }));
}

const NEEDED_PROJECT = 'A project is needed: {"key": "…"} or {"id": "…"}.';
const ONE_PROJECT = 'All issues of one call are made in one project.';

/** What acts in no project has nothing by which it could be allowed, and names in a body mean what they mean in one project. */
function notInOneProject({ call, facts }: Judged): Denial | undefined {
  const made = creationsOf(call);
  const without = made.findIndex(({ members }) => !members.has('project'));
  if (without >= 0) {
    const { operation } = call;
    const list = operation.kind === 'relay' ? operation.changesEach : undefined;
    const item = list === undefined ? 'body' : `body.${list}[${without}]`;
    const denial = { reason: 'body_invalid', where: `${item}.fields`, field: 'project', mend: NEEDED_PROJECT } as const;
    return list === undefined ? denial : toldIn(denial, item);
  }
  if (made.length > 1 && new Set([...facts.projects.values()].map(({ id }) => id)).size > 1)
    return { reason: 'body_invalid', where: 'body.issueUpdates', field: 'project', mend: ONE_PROJECT };
  return undefined;
}

/**
 * The project that the call names, the last where there are several, or that of the thing which it names: never that of an issue
 * in its body, which any text can look like.
 */
const targetOf = ({ call: { references }, facts }: Judged): string | undefined =>
  facts.projects.get([...references.projects].at(-1) ?? '')?.id ?? facts.placed.get([...references.placed][0] ?? '');

/** What the key may not do in one of the projects. */
function lackingIn(projectIds: readonly string[], { call, principal }: Judged): Denial | undefined {
  for (const projectId of projectIds) {
    const missing = lacking(principal, projectId, call.needs);
    if (missing.length > 0) return missingIn(projectId, call, principal, missing);
  }
  return undefined;
}

/** What is moved from one thing to another stays in one project. */
const movedBetween = (projectIds: readonly string[], { references, query }: Call): Denial | undefined =>
  references.placed.size > 1 && projectIds.length > 1
    ? { reason: 'value_unavailable', fields: [...query.texts.keys()] }
    : undefined;

/** A body may say again in which project the thing of the path is, and not that it is in another. */
const saidElsewhere = (projectIds: readonly string[], { references }: Call): Denial | undefined =>
  references.placed.size > 0 && references.projects.size > 0 && projectIds.length > 1
    ? { reason: 'value_unavailable', fields: ['project'] }
    : undefined;

/** A person who is named, and cannot be given work in each of the projects; told is where the body names such. */
function strangerIn(
  projectIds: readonly string[],
  { call, facts }: Judged,
  body: Json | undefined,
): Denial | undefined {
  const strangers = [...call.references.people].filter(
    (person) => !projectIds.every((id) => facts.people.get(person)?.has(id)),
  );
  const fields = written(body)
    .filter(([, value]) => strangers.some((person) => printJson(value).includes(person)))
    .map(([name]) => name);
  return strangers.length > 0
    ? { reason: 'value_unavailable', fields: fields.length === 0 ? ['person'] : fields }
    : undefined;
}

/** What a settled body writes: its fields, and members of its own. All names are the catalogue's, or a list of the project has them. */
const written = (body: Json | undefined): readonly (readonly [name: string, value: Json])[] =>
  [...(isObject(body) ? body : [])].flatMap((member): readonly (readonly [string, Json])[] =>
    HOLDING.has(member[0]) && isObject(member[1]) ? [...member[1]] : [member],
  );
const HOLDING: ReadonlySet<string> = new Set(['fields', 'update', 'requestFieldValues']);

/** The issue is inside by now, so this tells nothing but what it offers; whatever it does not is one answer. */
function transitionNotOffered(call: Call, issue: IssueFact | undefined): Denial | undefined {
  const isAsked = call.operation.kind === 'relay' && call.operation.lookUp?.transitions === true;
  return isAsked && !hasTransition(call, issue) ? { reason: 'value_unavailable', fields: ['transition'] } : undefined;
}

function hasTransition(call: Call, issue: IssueFact | undefined): boolean {
  const members = call.body?.kind === 'object' ? call.body.members : undefined;
  // That of a request is named by the body itself.
  const transition = members?.get('transition') ?? call.body;
  const id = transition?.kind === 'object' ? transition.members.get('id') : undefined;
  return id?.kind === 'json' && typeof id.value === 'string' && (issue?.transitionIds.has(id.value) ?? false);
}

/** The body by what its names mean in the project. */
function settledIn(projectId: string, judged: Judged): Result<Json | undefined, Denial> {
  const { call, principal } = judged;
  if (call.body === undefined) return ok(undefined);
  const body = settle(call.body, { projectId, ...judged });
  if (body.ok) return body;
  const { error } = body;
  return err(error.reason === 'permission_missing' ? missingIn(projectId, call, principal, error.missing) : error);
}

/** The refusal of a write that does not meet a condition, of all grants by which it acts. A read has none that are not in `inside`. */
function firstUnmet(
  projectIds: readonly string[],
  { call, facts, principal }: Judged,
  body: Json | undefined,
): Denial | undefined {
  const { operation } = call;
  if (operation.kind !== 'relay' || operation.check !== 'before') return undefined;
  for (const projectId of projectIds) {
    const conditions = principal.grants.get(projectId)?.conditions ?? {};
    const unmet = unmetCondition(operation, call, conditions, body, facts.below?.issueTypeId);
    if (unmet === 'fields' && operation.writes === undefined)
      return fieldsUnmet(conditions.fields ?? [], body, operation.creates === 'issue');
    if (unmet !== undefined) return { reason: 'condition_unmet', condition: unmet };
  }
  return undefined;
}

/** The refusal by a grant's list of fields. Told are those of Jira's own that it lacks: custom ones may be hidden. */
function fieldsUnmet(allowed: readonly string[], body: Json | undefined, isNew: boolean): Denial {
  const isFree = (id: string): boolean => id === 'project' || (id === 'issuetype' && isNew);
  const shut = written(body)
    .map(([name]) => name)
    .filter((id) => SYSTEM_FIELDS.get(id)?.write !== undefined && !isFree(id) && !allowed.includes(id));
  const mend = `The grant does not list ${shut.join(', ')}. Ask a project admin for one that does.`;
  return { reason: 'condition_unmet', condition: 'fields', mend: shut.length === 0 ? undefined : mend };
}
/** Issues that a write acts on, for the record. */
function writtenIssues({ call, facts, principal }: Judged): readonly string[] {
  if (call.operation.kind !== 'relay' || call.operation.check !== 'before') return [];
  const acted = [...facts.issues.values(), ...(facts.link?.ends ?? [])].filter((each) => inside(each, principal));
  return acted.map(({ id }) => id);
}

/** Whatever is found in the projects where the key holds what the call needs. */
const permittedWhereHeld = (judged: Judged, issue: IssueFact | undefined): Permitted => {
  const projectIds = projectsHolding(judged.principal, judged.call.needs);
  return permitted({ ...judged, body: undefined, projectIds, issue });
};

/** Issues below a board, sprint or epic. What else the query names decides nothing: it can only make the list empty. */
function decideIssueList(judged: Judged): Result<Permitted, Denial> {
  const named = namedIssue(judged);
  if (!named.ok) return named;
  const issue = named.value;
  const placed = placedProjects(judged);
  if (!placed.ok) return placed;
  const refusal = lackingIn([...placed.value, ...(issue === undefined ? [] : [issue.projectId])], judged);
  return refusal === undefined ? ok(permittedWhereHeld(judged, issue)) : err(refusal);
}

/** A list of settings, or one of them, as the projects use it that are asked about: all of the key's, or those named by id. */
function decideNames(judged: Judged): Result<Permitted, Denial> {
  const { call, principal } = judged;
  const { projects } = call.references;
  for (const projectId of projects) if (!principal.grants.has(projectId)) return absent('project');
  const refusal = lackingIn([...projects], judged);
  if (refusal !== undefined) return err(refusal);
  const projectIds = projectsHolding(principal, call.needs).filter((id) => projects.size === 0 || projects.has(id));
  const permit = permitted({ ...judged, body: undefined, projectIds, issue: undefined });
  return [...call.places].every(([place]) => settingOf(permit, place) !== undefined) ? ok(permit) : absent('setting');
}

/** The id of the setting that stands in a place, in the projects of the call. */
export function settingOf({ call, facts, projectIds }: Permitted, place: string): string | undefined {
  const declared = call.operation.kind === 'relay' ? call.operation.places?.[place] : undefined;
  const lexicons = projectIds.flatMap((id) => facts.lexicons.get(id) ?? []);
  return declared && idNamed(declared.ref, call.places.get(place) ?? '', lexicons);
}

/** Of the issues that a body lists, those that the call may be about, each once. */
export function issuesWithin({ call, facts, principal, projectIds }: Permitted): readonly IssueFact[] {
  const { lists } = call.query;
  const listed = lists.get('issueIdsOrKeys') ?? lists.get('issueIds') ?? [];
  const found = listed.flatMap((spelling) => inside(facts.issues.get(spelling), principal) ?? []);
  return [...new Map(found.map((issue) => [issue.id, issue])).values()].filter(({ projectId }) =>
    projectIds.includes(projectId),
  );
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
  if (own === undefined || !knows('issue', own.projectId, principal)) return absent('issue');
  const missing = lacking(principal, own.projectId, call.needs);
  if (missing.length > 0) return err(missingIn(own.projectId, call, principal, missing));
  return ok(permitted({ call, facts, principal, body: undefined, projectIds: [own.projectId], issue: own }));
}

/** The same for a project, and for a version or component by the project that it names. */
export function decideProject(
  call: Call,
  projectId: string | undefined,
  facts: Facts,
  principal: Principal,
): Result<Permitted, Denial> {
  if (projectId === undefined || !principal.grants.has(projectId)) return absent(thingOf(call));
  if (!knows(thingOf(call), projectId, principal)) return absent(thingOf(call));
  const missing = lacking(principal, projectId, call.needs);
  if (missing.length > 0) return err(missingIn(projectId, call, principal, missing));
  return ok(permitted({ call, facts, principal, body: undefined, projectIds: [projectId], issue: undefined }));
}
