/**
 * What a call asks for, read under a key, and what it would come to without its write. The path that serves calls and
 * everyone who only asks about calls come through here, so that no answer about a call is given by other code.
 *
 * `readCall` is pure: before anything is counted or looked up. `runDry` looks up what the call itself would.
 */
import type { Operation } from '../catalogue/operation';
import type { Jira } from '../jira/as-app';
import type { Denial } from '../policy/denials';
import { effectiveGrants, type Principal } from '../policy/principal';
import { err, ok, type Result } from '../result';
import { admit } from './admit';
import type { Authenticated } from './authenticate';
import type { Call } from './call';
import { tooManyNamed } from './longest-page';
import { read } from './read';
import { readableFor } from './readable';
import type { Envelope } from './receive';
import { route } from './route';
import { serve } from './serve';
import { denied, type Served } from './served';

/**
 * Calls to Jira that one request may cause by what it names, lists of names apart. What an answer is made of is counted nowhere and
 * bounded where it is read: a count of the two together would tell what is hidden in the answer.
 */
export const CALLS_MAX = 60;

/** What a call is read and judged by: a key with its ceilings, and where it lives. */
export type Judged = Pick<Authenticated, 'key' | 'site' | 'endpointHash' | 'baseUrl' | 'lexicon'>;

export type Asked = {
  /** operationId of the row, or `none`. */
  readonly operation: string;
  readonly row?: Operation;
  readonly call: Result<{ readonly call: Call; readonly principal: Principal }, Denial>;
};

/** Route, read, admit. */
export function readCall(envelope: Envelope, judged: Judged, now: number): Asked {
  const { request } = envelope;
  if (!request.ok) return { operation: 'none', call: request };
  const { method, segments } = request.value;
  const routed = route(method, segments);
  if (!routed.ok) return { operation: 'none', call: routed };
  const row = routed.value.operation;
  const principal: Principal = {
    key: judged.key,
    site: judged.site,
    now,
    grants: effectiveGrants(judged.key, judged.site, now, method, segments),
    baseUrl: judged.baseUrl,
    endpointHash: judged.endpointHash,
  };
  // Whether all projects of a query let the key read sprints is known once it is read.
  const sprints = [...principal.grants.values()].some(({ permissions }) => permissions.has('sprint:read'));
  const call = read(request.value, routed.value, readableFor(judged.key, sprints));
  if (!call.ok) return { operation: row.id, row, call };
  const admitted = admit(call.value, principal);
  if (!admitted.ok) return { operation: row.id, row, call: admitted };
  const tooMany = tooManyNamed(call.value, principal);
  if (tooMany !== undefined) return { operation: row.id, row, call: err(tooMany) };
  return { operation: row.id, row, call: ok({ call: call.value, principal }) };
}

/** What the call would come to. Everything is done but a write itself. */
export async function runDry({ call: read }: Asked, { lexicon }: Judged, jira: Jira, now: number): Promise<Served> {
  if (!read.ok) return denied(read.error);
  const { call, principal } = read.value;
  const stillProven = async () => ok(undefined);
  return serve({ call, principal, lexicon, jira, now, stillProven, dry: true });
}
