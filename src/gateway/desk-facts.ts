/**
 * What of a service desk a call names, and the look-ups for it: a desk says its project, request types and queues say
 * their desk. Ids alone are read: Jira takes a project's key or id for a desk as well, which are other numbers.
 */

import type { Jira } from '../jira/as-app';
import type { BelowDesk } from '../jira/desk-answers';
import { parseBelowDesk } from '../jira/desk-answers';
import { ok, type Result } from '../result';
import type { Call, Draft } from './call';
import { get, type LookUpFault, lookUp } from './look-up';

export const DESK_BASE = '/rest/servicedeskapi';
const SEGMENTS = { requestType: 'requesttype', queue: 'queue' } as const;

export const deskPath = (deskId: string): string => `${DESK_BASE}/servicedesk/${deskId}`;

/** The desk that the call names, in its path or in its body. */
export const deskNamed = (call: Call): string | undefined =>
  call.places.get('desk') ?? textIn(call.body, 'serviceDeskId');

/** The request type or queue that the call names, and that must be of its desk. */
export function belowNamed(call: Call): { readonly kind: BelowDesk['kind']; readonly id: string } | undefined {
  const type = call.places.get('requestType') ?? textIn(call.body, 'requestTypeId');
  const id = type ?? call.places.get('queue');
  return id === undefined ? undefined : { kind: type === undefined ? 'queue' : 'requestType', id };
}

function textIn(body: Draft | undefined, name: string): string | undefined {
  const draft = body?.kind === 'object' ? body.members.get(name) : undefined;
  return draft?.kind === 'json' && typeof draft.value === 'string' ? draft.value : undefined;
}

/** Looked up where the answer itself does not say to which desk it belongs. */
export async function findBelowDesk(
  call: Call,
  jira: Jira,
): Promise<Result<{ readonly below?: BelowDesk | undefined }, LookUpFault>> {
  const asked = call.operation.kind === 'relay' && call.operation.lookUp?.below === true ? belowNamed(call) : undefined;
  const deskId = deskNamed(call);
  if (asked === undefined || deskId === undefined) return ok({});
  const body = await lookUp(jira, get(`${deskPath(deskId)}/${SEGMENTS[asked.kind]}/${asked.id}`));
  return body.ok ? ok({ below: parseBelowDesk(asked.kind, body.value) }) : body;
}

/** Is what was found the very thing that the call names, of the very desk? */
export function isBelowDesk(call: Call, below: BelowDesk | undefined): boolean {
  const asked = belowNamed(call);
  return asked !== undefined && below?.kind === asked.kind && below.id === asked.id && below.deskId === deskNamed(call);
}
