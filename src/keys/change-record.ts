/**
 * Reads a key, decides, and stores the change together with its audit, conditioned on what was read. When
 * someone else was quicker the decision is made again on what is stored then; so nobody's change is lost.
 * Where storage's answer is lost the key is read again: what was stored is told as done, and not as an outage.
 */
import { isDeepStrictEqual } from 'node:util';
import { err, ok, type Result } from '../result';
import type { Conflict, StorageFault } from '../storage/fault';
import type { ApiKeyRecord } from '../storage/records/api-key';
import type { AdministrativeAct } from '../storage/records/audit';
import { administrationRecord } from './administration-record';
import type { KeyWorld } from './key-store';

export type Change = {
  /** The record as it shall be; its version is set here. */
  readonly record: ApiKeyRecord;
  readonly act: AdministrativeAct;
  readonly detail?: string;
  /** Nothing that people set is different: a page that shows the key as it was before may still change it. */
  readonly isQuiet?: true;
};

export type ChangeWorld = Pick<KeyWorld, 'random' | 'now'> & {
  readonly store: Pick<KeyWorld['store'], 'readKey' | 'saveKey'>;
};

const ATTEMPTS = 4;

/** `decide` returns the change, `undefined` where nothing is to change, or why it must not be. */
export const changeRecord = async <E>(
  world: ChangeWorld,
  by: string,
  keyId: string,
  decide: (record: ApiKeyRecord) => Result<Change | undefined, E>,
): Promise<Result<ApiKeyRecord, E | StorageFault | Conflict | { readonly reason: 'no_such_key' }>> => {
  for (let attempt = 1; ; attempt += 1) {
    const read = await world.store.readKey(keyId);
    if (!read.ok) return read;
    if (read.value === undefined) return err({ reason: 'no_such_key' });
    const change = decide(read.value);
    if (!change.ok) return change;
    if (change.value === undefined) return ok(read.value);
    const { act, detail } = change.value;
    const record = nextVersion(read.value, change.value);
    const saved = await world.store.saveKey(
      record,
      administrationRecord(world, record, { act, by, at: world.now(), ...(detail === undefined ? {} : { detail }) }),
    );
    if (saved.ok) return ok(record);
    if (saved.error.reason !== 'conflict') return (await isStored(world, record)) ? ok(record) : saved;
    if (attempt === ATTEMPTS) return saved;
  }
};

function nextVersion(before: ApiKeyRecord, { record, isQuiet }: Change): ApiKeyRecord {
  const { settledVersion: _, ...rest } = record;
  const version = before.version + 1;
  return { ...rest, version, ...(isQuiet === true ? { settledVersion: settledVersion(before) } : {}) };
}

/** The version that last changed something which people set: whoever saw this one or a later one saw all of that. */
const settledVersion = ({ settledVersion: settled, version }: ApiKeyRecord): number => settled ?? version;

/** Does a page that shows the key at `version` show all that people set in it? What the schedule noted since is none of it. */
export const isSeenAt = (record: ApiKeyRecord, version: number): boolean =>
  version >= settledVersion(record) && version <= record.version;

/** Nobody else stores the very same: a new secret is drawn by chance, and any other change says the same thing twice. */
const isStored = async ({ store }: ChangeWorld, record: ApiKeyRecord): Promise<boolean> => {
  const read = await store.readKey(record.id);
  return read.ok && isDeepStrictEqual(read.value, record);
};
