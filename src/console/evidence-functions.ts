/** What a script did → the smallest grants for it. */
import * as z from 'zod/mini';
import { readEvidence } from '../evidence/read-evidence';
import { permissionForm } from '../keys/draft';
import { type AdministrationFault, invalidBySchema, unavailable } from '../keys/fault';
import { entitledTo } from '../keys/issue';
import { PERMISSIONS, type Permission } from '../policy/permissions';
import { err, ok, type Result } from '../result';
import type { Grant } from '../storage/records/api-key';
import { type Caller, consoleFunction } from './authorise';
import { jiraForEach } from './call-answer';
import { type EvidenceLine, type EvidenceView, payloads } from './contract';
import { judgedBy, recordInQuestion } from './judged';
import { lookPrice, takeLooks } from './looks';
import { type Found, type Ground, lookAtCall } from './smallest-grants';
import { ANSWERS_MS } from './try-functions';

/** Calls that one step runs, and for how long it begins new ones. */
const RUNS_MAX = 20;
const STEP_MS = 12_000;

const readTheEvidence = consoleFunction({
  right: 'administrator',
  payload: payloads.readEvidence,
  run: async (
    caller,
    { text, projectIds, from = 0, grants = [] },
  ): Promise<Result<EvidenceView, AdministrationFault>> => {
    const ground = await groundOf(caller, projectIds);
    if (!ground.ok) return ground;
    const known = readFound(grants, ground.value.projects);
    if (!known.ok) return known;
    const { calls, problems } = readEvidence(text);
    const lines: EvidenceLine[] = from === 0 ? [...problems] : [];
    const startedAt = Date.now();
    let [found, runs, next]: [Found, number, number] = [known.value, 0, from];
    let waitSeconds: number | undefined;
    const widest = ground.value.under(ground.value.projects);
    for (const { target, method, body, isBodyUnknown, line, times } of calls.slice(from)) {
      if (runs >= RUNS_MAX || Date.now() - startedAt > STEP_MS) break;
      const call = { method, path: target, ...(body === undefined ? {} : { body }), isBodyUnknown };
      const price = isBodyUnknown ? 0 : lookPrice(widest, call);
      const taken = await takeLooks(caller, widest, [price]);
      if (!taken.ok) {
        waitSeconds = taken.error.retryAfterSeconds;
        if (waitSeconds === undefined) return taken;
        break;
      }
      const looked = await lookAtCall(ground.value, call, found);
      found = looked.found;
      // How often a call is run is known afterwards; what is too much by then is waited for before the next one.
      if (looked.runs > 1) await takeLooks(caller, widest, Array<number>(looked.runs - 1).fill(price));
      // One that is told by its path alone costs little, and not nothing.
      runs += Math.max(looked.runs, 1);
      next += 1;
      const shown = { method, path: target, hasBody: body !== undefined || isBodyUnknown };
      const { answer, problem } = looked;
      lines.push({ line, times, call: shown, answer, ...(problem === undefined ? {} : { problem }) });
    }
    lines.sort((one, other) => one.line - other.line);
    return ok({
      lines,
      grants: printFound(found, ground.value.projects),
      ...(next < calls.length ? { next } : {}),
      ...(waitSeconds === undefined ? {} : { waitSeconds }),
      total: calls.length,
    });
  },
});

export const evidenceFunctions = { readEvidence: readTheEvidence };

/** Who may not issue a key for these projects hears nothing of what calls come to in them. */
const groundOf = async (
  { world, actor, place }: Caller,
  projectIds: readonly string[],
): Promise<Result<Ground, AdministrationFault>> => {
  const site = await world.store.readSite();
  if (!site.ok) return err(unavailable(site.error));
  const wanted = [...new Set(projectIds)].map((projectId) => ({ projectId, permissions: [...PERMISSIONS] }));
  const entitled = await entitledTo(world, place, wanted, site.value);
  if (!entitled.ok) return entitled;
  const now = world.now();
  const draft = { name: 'A key', purpose: '', expiresAt: now + 1, grants: wanted };
  const jira = jiraForEach(Date.now() + ANSWERS_MS);
  const record = recordInQuestion(world, actor, { draft, ...entitled.value, site: site.value, now });
  const under = (grants: readonly Grant[]) => ({
    judged: judgedBy({ ...record, grants: [...grants] }, site.value),
    jira,
    now,
  });
  return ok({ projects: entitled.value.grants, under });
};

const foundForm = z.array(z.object({ projectId: z.string(), permissions: z.array(permissionForm) }));

/** The grants of the step before, as far as they are for these projects. */
const readFound = (grants: unknown, projects: readonly Grant[]): Result<Found, AdministrationFault> => {
  const parsed = z.safeParse(foundForm, grants);
  if (!parsed.success) return err(invalidBySchema(parsed.error));
  const own = parsed.data.filter((each) => projects.some(({ projectId }) => projectId === each.projectId));
  return ok(new Map(own.map(({ projectId, permissions }) => [projectId, new Set<Permission>(permissions)])));
};

const printFound = (found: Found, projects: readonly Grant[]): EvidenceView['grants'] =>
  projects.flatMap(({ projectId }) => {
    const permissions = PERMISSIONS.filter((each) => found.get(projectId)?.has(each));
    return permissions.length === 0 ? [] : [{ projectId, permissions }];
  });
