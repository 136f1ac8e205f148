/**
 * The smallest grants under which calls are allowed, found by asking the code that serves calls: under all that the person
 * could give it says which projects a call touches, and under what was found so far it says what is missing.
 *
 * What a call names in a log may be gone by now, and its body may not be in it: then the permission follows from the
 * operation alone, for the project that the path names.
 */
import { type Asked, readCall } from '../gateway/ask';
import { envelopeOf } from '../gateway/self-body';
import { references } from '../jql/references';
import { capOf } from '../policy/ceilings';
import type { Permission } from '../policy/permissions';
import type { Grant } from '../storage/records/api-key';
import { type Answered, type Asking, answerCall, type CallInQuestion, permissionOf, refused } from './call-answer';
import type { CallAnswer } from './contract';
import { projectInPath, projectsInQuery } from './projects-named';

/** By project id. */
export type Found = ReadonlyMap<string, ReadonlySet<Permission>>;

/** What is asked under, for all that could be given and for what was found. */
export type Ground = {
  readonly projects: readonly Grant[];
  readonly under: (grants: readonly Grant[]) => Asking;
};

export type LookedAt = {
  readonly answer: CallAnswer;
  readonly problem?: string;
  readonly found: Found;
  /** Calls that were run for it. */
  readonly runs: number;
};

/** Refusals that another permission may mend at a time; each adds at least one. */
const ROUNDS_MAX = 6;

/** What a call comes to, and what was found with it. A call that is refused all the same adds nothing. */
export async function lookAtCall(
  ground: Ground,
  call: CallInQuestion & { readonly isBodyUnknown: boolean },
  found: Found,
): Promise<LookedAt> {
  if (call.isBodyUnknown) return byPath(ground, call, found);
  const first = await answerCall(ground.under(grantsOf(ground, found)), call);
  if (first.answer.allowed && !(isWide(first.asked) && ground.projects.length > 1)) {
    return { answer: first.answer, found, runs: 1 };
  }
  const whole = await answerCall(ground.under(ground.projects), call);
  if (!whole.answer.allowed) {
    return whole.answer.rule === 'absent' ? ofWhatIsGone(ground, call, whole, found) : { ...whole, found, runs: 2 };
  }
  const touched = touchedBy(ground, whole);
  const more = withAll(found, touched, needsOf(whole.asked));
  return grow(ground, call, touched, asksAboutSprints(whole.asked) ? withSprints(more) : more);
}

/** Asks under what was found, and adds what is missing, until the call is allowed or nothing would mend it. */
async function grow(ground: Ground, call: CallInQuestion, touched: readonly Grant[], start: Found): Promise<LookedAt> {
  let found = start;
  for (let round = 1; ; round += 1) {
    const { answer, served } = await answerCall(ground.under(grantsOf(ground, found)), call);
    const runs = round + 2;
    if (answer.allowed || round === ROUNDS_MAX) return { answer, found, runs };
    const denial = served?.outcome.kind === 'denial' ? served.outcome.denial : undefined;
    if (denial?.reason !== 'permission_missing' || denial.cappedBy !== undefined) return { answer, found, runs };
    const project = ground.projects.find(({ projectKey }) => projectKey === denial.grant.project);
    const more = withAll(found, project === undefined ? touched : [project], denial.missing);
    if (sizeOf(more) === sizeOf(found)) return { answer, found, runs };
    found = more;
  }
}

/** Does it answer for whatever projects hold the permission, however few they are? */
const isWide = (asked: Asked | undefined): boolean => {
  const row = asked?.row;
  if (row === undefined || permissionOf(row) === undefined) return false;
  return row.kind === 'own' || (row.kind === 'relay' && (row.check === 'query' || row.check === 'names'));
};

const needsOf = (asked: Asked | undefined): readonly Permission[] =>
  asked?.call.ok ? [...asked.call.value.call.needs] : [];

const asksAboutSprints = (asked: Asked | undefined): boolean => {
  const { jql, jqls = [] } = asked?.call.ok ? asked.call.value.call.query : {};
  return [...(jql === undefined ? [] : [jql]), ...jqls].some(({ query }) => references(query).asksAboutSprints);
};

/** A query about sprints is served if they may be read in each project that it reaches. */
const withSprints = (found: Found): Found =>
  new Map(
    [...found].map(([id, held]) => [id, held.has('issue:read') ? new Set([...held, 'sprint:read' as const]) : held]),
  );

function touchedBy({ projects }: Ground, { asked, served }: Answered): readonly Grant[] {
  const jql = asked?.call.ok ? asked.call.value.call.query.jql : undefined;
  const named = jql === undefined ? projects : projectsInQuery(jql.query, projects);
  const ids = served?.permit?.projectIds ?? [];
  return projects.filter(
    (each) => ids.includes(each.projectId) && named.some(({ projectId }) => projectId === each.projectId),
  );
}

const GONE =
  'What it is about is not there now, or in none of these projects. Where its path names one of them, the permission is counted.';

/** Refused, as the call would be; its permission is counted, because it was right when there was something to find. */
function ofWhatIsGone(ground: Ground, call: CallInQuestion, { asked, answer }: Answered, found: Found): LookedAt {
  const permission = permissionOf(asked?.row);
  const named = projectInPath(call.path, ground.projects);
  const isCounted = permission !== undefined && typeof named === 'object';
  const after = isCounted ? withAll(found, [named.project], [permission]) : found;
  return { answer, problem: GONE, found: after, runs: 2 };
}

const BODY_UNKNOWN = 'Its body is not in the text: this is what the operation needs, whatever the body says.';
const BODY_NAMES_PROJECT =
  'Its body is not in the text, and with it the project is unknown: add the permission where it is meant.';

/** A call without its body: its operation is known, and the project that its path names. */
function byPath(ground: Ground, call: CallInQuestion, found: Found): LookedAt {
  const { judged, now } = ground.under(ground.projects);
  const envelope = envelopeOf({ method: call.method, target: call.path, body: call.body }, judged.endpointHash);
  const asked = readCall(envelope, judged, now);
  const permission = permissionOf(asked.row);
  if (permission === undefined) {
    const denial = asked.call.ok ? ({ reason: 'operation_unknown' } as const) : asked.call.error;
    return { answer: refused(asked.operation, denial), found, runs: 0 };
  }
  const [only, ...others] = ground.projects;
  const named = projectInPath(call.path, ground.projects);
  if (named === 'other') {
    return { answer: refused(asked.operation, { reason: 'absent', thing: 'issue' }), problem: GONE, found, runs: 0 };
  }
  const project = named === 'unknown' ? (others.length === 0 ? only : undefined) : judged.key.grants.find(isOf(named));
  const grant = { permissions: [permission] };
  if (project === undefined) {
    const answer = refused(asked.operation, { reason: 'permission_missing', missing: [permission], grant });
    return { answer, problem: BODY_NAMES_PROJECT, found, runs: 0 };
  }
  const cappedBy = capOf(permission, project as Grant, judged.key, judged.site, now);
  if (cappedBy !== undefined) {
    const there = { ...grant, project: project.projectKey };
    const denial = { reason: 'permission_missing', missing: [permission], grant: there, cappedBy } as const;
    return { answer: refused(asked.operation, denial), problem: BODY_UNKNOWN, found, runs: 0 };
  }
  const answer = { allowed: true, operation: asked.operation, permission } as const;
  return { answer, problem: BODY_UNKNOWN, found: withAll(found, [project], [permission]), runs: 0 };
}

const isOf =
  ({ project }: { readonly project: Pick<Grant, 'projectId'> }) =>
  ({ projectId }: Grant): boolean =>
    projectId === project.projectId;

function withAll(
  found: Found,
  projects: readonly Pick<Grant, 'projectId'>[],
  permissions: readonly Permission[],
): Found {
  const more = new Map(found);
  for (const { projectId } of projects) {
    more.set(projectId, new Set([...(more.get(projectId) ?? []), ...permissions]));
  }
  return more;
}

const sizeOf = (found: Found): number => [...found.values()].reduce((sum, held) => sum + held.size, 0);

/** What was found, as grants of a key. */
const grantsOf = ({ projects }: Ground, found: Found): readonly Grant[] =>
  projects.flatMap((project) => {
    const permissions = project.permissions.filter((each) => found.get(project.projectId)?.has(each));
    return permissions.length === 0 ? [] : [{ ...project, permissions }];
  });
