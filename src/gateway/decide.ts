/**
 * (call, facts, principal) → permission or denial. Pure, and the only maker of `Permitted`.
 *
 * The order is fixed, so that a status never tells of Jira's state: references first, with one face for all that
 * is not inside; then rights in the project; then content.
 */
import { type IssueFact, isChildOf } from '../jira/answers';
import { capOf } from '../policy/ceilings';
import type { AbsentThing, Denial } from '../policy/denials';
import type { Cap, Permission } from '../policy/permissions';
import { lacking, type Principal, projectsHolding } from '../policy/principal';
import { err, ok, type Result } from '../result';
import type { Grant } from '../storage/records/api-key';
import { type Call, childPlace, creationsOf, thingOf } from './call';
import { unmetCondition } from './conditions';
import { isBelowDesk } from './desk-facts';
import type { Facts } from './facts';
import { tellsHidden, unseenEstimate } from './fields-told';
import { inside } from './inside';
import type { Json } from './json';
import { knownFacts, knows } from './known';
import { idNamed } from './named';
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

const NEEDED_PROJECT = 'A project is needed: {"key": "…"} or {"id": "…"}.';
const ONE_PROJECT = 'All issues of one call are made in one project.';

/** Look-ups of people that one query may cause. */
const PEOPLE_IN_PROJECTS_MAX = 40;

/** Before any look-up: does any grant hold what the call needs, and does it tell nothing hidden? One refusal, whatever it refers to. */
export function admit(call: Call, principal: Principal): Result<void, Denial> {
  const holding = projectsHolding(principal, call.needs);
  // Each is looked up in each project; a write finds its project first.
  const isWrite = call.operation.kind === 'relay' && call.operation.check === 'before';
  if (!isWrite && call.references.people.size * holding.length > PEOPLE_IN_PROJECTS_MAX) {
    const most = Math.floor(PEOPLE_IN_PROJECTS_MAX / holding.length);
    return err({ reason: 'query_invalid', where: `more than ${most} people, for a key of ${holding.length} projects` });
  }
  if (call.needs.size === 0 || holding.length > 0)
    return tellsHidden(call) ? err({ reason: 'condition_unmet', condition: 'fields' }) : ok(undefined);
  const needs = [...call.needs];
  const granted = principal.key.grants.find(({ permissions }) => isWithin(needs, permissions));
  if (granted !== undefined) {
    const capped = needs.filter((permission) => capIn(granted, permission, principal) !== undefined);
    if (capped.length > 0) return err(missingDenial(needs, principal, capped, granted));
    // Held, and nothing takes it away: only the grant's own rules can have shut the endpoint.
    if (!principal.grants.has(granted.projectId)) return err({ reason: 'condition_unmet', condition: 'endpointRules' });
  }
  const fewest = [...principal.grants.keys()]
    .map((projectId) => lacking(principal, projectId, needs))
    .sort((a, b) => a.length - b.length)[0];
  return err(missingDenial(needs, principal, fewest ?? needs));
}

/** Judges a call by the facts about its references. */
export function decide(call: Call, found: Facts, principal: Principal): Result<Permitted, Denial> {
  const facts = knownFacts(found, principal);
  const base = { call, facts, principal };
  if (tellsHidden(call, facts.lexicons)) return err({ reason: 'condition_unmet', condition: 'fields' });
  if (call.operation.kind === 'relay' && call.operation.check === 'names') return decideNames(call, facts, principal);
  if (call.operation.kind === 'own' || call.operation.check === 'query' || call.operation.check === 'each') {
    return ok(
      permitted({ ...base, body: undefined, projectIds: projectsHolding(principal, call.needs), issue: undefined }),
    );
  }
  if (call.operation.check === 'board') return decideIssueList(call, facts, principal);
  const named = namedIssue(call, facts, principal);
  if (!named.ok) return named;
  const issue = named.value;

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
  const placed = placedProjects(call, facts, principal);
  if (!placed.ok) return placed;
  for (const projectId of placed.value) projects.add(projectId);
  const child = childPlace(call);
  if (child !== undefined && (call.operation.check === 'before' || call.operation.check === 'desk')) {
    const fact = facts.child;
    if (fact === undefined || fact.id !== child.id || issue === undefined || !isChildOf(fact, issue))
      return absent(child.kind);
    // A change could show to everyone what was restricted: also a key that sees it does not change it. A service desk does
    // not say whom a comment is for.
    if (fact.seenBy !== 'everyone') return absent(child.kind);
  }
  if (call.operation.lookUp?.below === true && !isBelowDesk(call, facts.below)) return absent('setting');
  if (call.places.has('link')) {
    const ends = facts.link?.ends.map((end) => inside(end, principal)) ?? [];
    if (ends.length !== 2 || facts.link?.id !== call.places.get('link')) return absent('link');
    for (const end of ends) {
      if (end === undefined) return absent('link');
      projects.add(end.projectId);
    }
  }
  // What acts in no project has nothing by which it could be allowed.
  const made = creationsOf(call);
  if (made.some(({ members }) => !members.has('project')))
    return err({ reason: 'body_invalid', where: 'body.fields', field: 'project', mend: NEEDED_PROJECT });
  // Names in a body mean what they mean in one project.
  if (made.length > 1 && new Set([...facts.projects.values()].map(({ id }) => id)).size > 1)
    return err({ reason: 'body_invalid', where: 'body.issueUpdates', field: 'project', mend: ONE_PROJECT });
  // A list that names no project is that of all in which the key may read it.
  if (call.operation.check === 'project' && projects.size === 0)
    for (const projectId of projectsHolding(principal, call.needs)) projects.add(projectId);
  const acting = issue?.projectId ?? target ?? [...projects][0];
  if (acting === undefined) return absent('issue');
  for (const projectId of projects) {
    const missing = lacking(principal, projectId, call.needs);
    if (missing.length > 0) return err(missingIn(projectId, call, principal, missing));
  }
  // What is moved from one thing to another stays in one project.
  if (call.references.placed.size > 1 && projects.size > 1)
    return err({ reason: 'value_unavailable', fields: [...call.query.texts.keys()] });
  const unseen = unseenEstimate(call, facts, acting);
  if (unseen !== undefined) return err(unseen);
  const mentions = [...call.references.people].filter((person) => !facts.people.get(person)?.has(acting));
  if (mentions.length > 0) return err({ reason: 'value_unavailable', fields: ['person'] });
  // The issue is inside by now, so this tells nothing but what it offers; whatever it does not is one answer.
  if (call.operation.lookUp?.transitions === true && !hasTransition(call, issue))
    return err({ reason: 'value_unavailable', fields: ['transition'] });
  const body =
    call.body === undefined ? ok(undefined) : settle(call.body, { projectId: acting, facts, call, principal });
  if (!body.ok) {
    const { error } = body;
    return error.reason === 'permission_missing' ? err(missingIn(acting, call, principal, error.missing)) : err(error);
  }
  const unmet = firstUnmet(call, [...projects], principal, body.value, facts.below?.issueTypeId);
  if (unmet !== undefined) return err({ reason: 'condition_unmet', condition: unmet });
  const acted = [...facts.issues.values(), ...(facts.link?.ends ?? [])].filter((each) => inside(each, principal));
  const issueIds = call.operation.check === 'before' ? acted.map(({ id }) => id) : [];
  return ok(permitted({ ...base, body: body.value, projectIds: [...projects], issueIds, issue }));
}

/** The issue that the path names, which has to be inside. */
function namedIssue(call: Call, facts: Facts, principal: Principal): Result<IssueFact | undefined, Denial> {
  const spelled = call.places.get('issue');
  const issue = spelled === undefined ? undefined : inside(facts.issues.get(spelled), principal);
  if (spelled !== undefined && issue === undefined) return absent('issue');
  return ok(issue);
}

/** Projects of the versions, components, boards and sprints that the call names, each of them inside. */
function placedProjects(call: Call, facts: Facts, principal: Principal): Result<readonly string[], Denial> {
  const projects: string[] = [];
  for (const place of call.references.placed) {
    const projectId = facts.placed.get(place);
    const thing = PLACED_THINGS.find((one) => place.startsWith(`${one}/`)) ?? 'setting';
    if (projectId === undefined || !principal.grants.has(projectId)) return absent(thing);
    projects.push(projectId);
  }
  return ok(projects);
}

const PLACED_THINGS = ['version', 'component', 'board', 'sprint'] as const;

/** Issues below a board, sprint or epic. What else the query names decides nothing: it can only make the list empty. */
function decideIssueList(call: Call, facts: Facts, principal: Principal): Result<Permitted, Denial> {
  const named = namedIssue(call, facts, principal);
  if (!named.ok) return named;
  const issue = named.value;
  const placed = placedProjects(call, facts, principal);
  if (!placed.ok) return placed;
  for (const projectId of [...placed.value, ...(issue === undefined ? [] : [issue.projectId])]) {
    const missing = lacking(principal, projectId, call.needs);
    if (missing.length > 0) return err(missingIn(projectId, call, principal, missing));
  }
  const projectIds = projectsHolding(principal, call.needs);
  return ok(permitted({ call, facts, principal, body: undefined, projectIds, issue }));
}

/** A list of settings, or one of them, as the projects use it that are asked about: all of the key's, or those named by id. */
function decideNames(call: Call, facts: Facts, principal: Principal): Result<Permitted, Denial> {
  for (const projectId of call.references.projects) if (!principal.grants.has(projectId)) return absent('project');
  for (const projectId of call.references.projects) {
    const missing = lacking(principal, projectId, call.needs);
    if (missing.length > 0) return err(missingIn(projectId, call, principal, missing));
  }
  const { projects } = call.references;
  const projectIds = projectsHolding(principal, call.needs).filter((id) => projects.size === 0 || projects.has(id));
  const permit = permitted({ call, facts, principal, body: undefined, projectIds, issue: undefined });
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

/** The refusal in a project that the call was found to touch, and that the key has a grant for. */
function missingIn(projectId: string, call: Call, principal: Principal, missing: readonly Permission[]): Denial {
  const grant = principal.key.grants.find((each) => each.projectId === projectId);
  return missingDenial([...new Set([...call.needs, ...missing])], principal, missing, grant, grant?.projectKey);
}

/** What is missing, what takes it away where `grant` holds all of it, and what would do. */
function missingDenial(
  needs: readonly Permission[],
  principal: Principal,
  missing: readonly Permission[],
  grant?: Grant,
  project?: string,
): Denial {
  const [permission] = missing;
  const cappedBy =
    grant !== undefined && permission !== undefined && isWithin(missing, grant.permissions)
      ? capIn(grant, permission, principal)
      : undefined;
  return {
    reason: 'permission_missing',
    missing,
    grant: { ...(project === undefined ? {} : { project }), permissions: needs },
    ...(cappedBy === undefined ? {} : { cappedBy }),
  };
}

const capIn = (grant: Grant, permission: Permission, { key, site, now }: Principal): Cap | undefined =>
  capOf(permission, grant, key, site, now);

const isWithin = (some: readonly Permission[], all: readonly Permission[]): boolean =>
  some.every((permission) => all.includes(permission));

/** Conditions of every grant that a write acts by. A read has none that are not in `inside`. */
function firstUnmet(
  call: Call,
  projectIds: readonly string[],
  principal: Principal,
  body: Json | undefined,
  typeId: string | undefined,
): 'issueTypes' | 'fields' | 'transitions' | undefined {
  if (call.operation.kind !== 'relay' || call.operation.check !== 'before') return undefined;
  for (const projectId of projectIds) {
    const unmet = unmetCondition(call, principal.grants.get(projectId)?.conditions ?? {}, body, typeId);
    if (unmet !== undefined) return unmet;
  }
  return undefined;
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
  const members = call.body?.kind === 'object' ? call.body.members : undefined;
  // That of a request is named by the body itself.
  const transition = members?.get('transition') ?? call.body;
  const id = transition?.kind === 'object' ? transition.members.get('id') : undefined;
  return id?.kind === 'json' && typeof id.value === 'string' && (issue?.transitionIds.has(id.value) ?? false);
}
