/**
 * An export takes the audit out of the site, so it is in the audit itself: who, of which key or all, from when to when. One
 * record an export, stored before its first line is given; each further step has to name it, so that no cursor, however it
 * came about, gets a line of an export that nobody can read of.
 */
import type { Actor, Place } from '../keys/authority';
import { type AdministrationFault, unavailable } from '../keys/fault';
import type { KeyWorld } from '../keys/key-store';
import { err, ok, type Result } from '../result';
import type { AuditRecord } from '../storage/records/audit';
import { auditDaysOf, type SiteRecord } from '../storage/records/site';

/** What an export is of. */
export type Exported = {
  readonly actor: Actor;
  readonly place: Place;
  readonly keyId: string | undefined;
  /** ISO 8601, with milliseconds. */
  readonly from: string;
  readonly to: string;
};

/** The name of a record of the audit. */
export type RecordName = { readonly at: string; readonly id: string };

/** Stores the record of an export that begins. */
export const noteExport = async (
  { store, random, now }: KeyWorld,
  site: SiteRecord,
  exported: Exported,
): Promise<Result<RecordName, AdministrationFault>> => {
  const name = { at: new Date(now()).toISOString(), id: Buffer.from(random(16)).toString('hex') };
  const written = await store.writeAudit({ v: 1, ...name, ...partsOf(exported) }, auditDaysOf(site));
  return written.ok ? ok(name) : err(unavailable(written.error));
};

/** Is this the record of just this export? */
export const isNoted = async (
  { audit }: KeyWorld,
  { at, id }: RecordName,
  exported: Exported,
): Promise<Result<boolean, AdministrationFault>> => {
  const read = await audit.readAuditRecord(at, id);
  if (!read.ok) return err(unavailable(read.error));
  const parts = partsOf(exported);
  const { keyId, projectId, event } = read.value ?? {};
  const isAct = event?.kind === 'administration' && event.act === parts.event.act;
  return ok(
    isAct &&
      keyId === parts.keyId &&
      projectId === parts.projectId &&
      event.by === parts.event.by &&
      event.detail === parts.event.detail,
  );
};

/** What stands for the key where an act is about none. */
const NO_KEY = 'none';

const partsOf = ({ actor, place, keyId = NO_KEY, from, to }: Exported) =>
  ({
    keyId,
    projectId: place.page === 'site' ? 'site' : place.projectId,
    event: { kind: 'administration', act: 'audit_exported', by: actor.accountId, detail: `${from} to ${to}` },
  }) as const satisfies Omit<AuditRecord, 'v' | 'at' | 'id'>;
