/** One key as a page may see it. */
import { err, ok, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import { belongsTo, mayActAt, type Place } from './authority';
import { type AdministrationFault, noSuchKey, notAllowed, unavailable } from './fault';
import type { KeyWorld } from './key-store';

/** Reads a key that belongs to the page; one of other projects is as one that never was. */
export const readKeyAt = async (
  world: KeyWorld,
  place: Place,
  keyId: string,
): Promise<Result<ApiKeyRecord, AdministrationFault>> => {
  const here = await mayActAt(world.person, place);
  if (!here.ok) return here;
  if (!here.value) return err(notAllowed('', 'You do not administer this.', 'Ask an administrator.'));
  const read = await world.store.readKey(keyId);
  if (!read.ok) return err(unavailable(read.error));
  return read.value === undefined || !belongsTo(read.value, place) ? err(noSuchKey) : ok(read.value);
};
