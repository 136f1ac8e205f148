/** The audit record of an administrative act on a key. Pure but for the id, which is drawn by chance. */
import { type ApiKeyRecord, homeName } from '../storage/records/api-key';
import type { AdministrativeAct, AuditRecord } from '../storage/records/audit';

export type Administration = {
  readonly act: AdministrativeAct;
  /** accountId, or `schedule`, or `product-event`. */
  readonly by: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly detail?: string;
};

export const administrationRecord = (
  world: { readonly random: (bytes: number) => Uint8Array },
  record: ApiKeyRecord,
  { act, by, at, detail }: Administration,
): AuditRecord => ({
  v: 1,
  id: Buffer.from(world.random(16)).toString('hex'),
  at: new Date(at).toISOString(),
  keyId: record.id,
  projectId: homeName(record.home),
  event: { kind: 'administration', act, by, ...(detail === undefined ? {} : { detail }) },
});
