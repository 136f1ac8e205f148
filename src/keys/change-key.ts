/** A change of a key by someone who is told why it was not made. */
import { err, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import { type Change, type ChangeWorld, changeRecord } from './change-record';
import { type AdministrationFault, noSuchKey, unavailable } from './fault';

/** `decide` returns the change, `undefined` where nothing is to change, or why it must not be. */
export const changeKey = async (
  world: ChangeWorld,
  by: string,
  keyId: string,
  decide: (record: ApiKeyRecord) => Result<Change | undefined, AdministrationFault>,
): Promise<Result<ApiKeyRecord, AdministrationFault>> => {
  const changed = await changeRecord(world, by, keyId, decide);
  if (changed.ok) return changed;
  switch (changed.error.reason) {
    case 'no_such_key':
      return err(noSuchKey);
    case 'storage_down':
    case 'record_unreadable':
      return err(unavailable(changed.error));
    case 'conflict':
      return err('message' in changed.error ? changed.error : unavailable(changed.error));
    default:
      return err(changed.error);
  }
};
