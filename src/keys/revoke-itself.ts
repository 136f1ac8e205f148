/** A key that is ended by whoever holds it: part of the request path, so it carries nothing of the pages. */
import { ok } from '../result';
import { type ChangeWorld, changeRecord } from './change-record';

/** A key ends itself. True where it is revoked now. */
export const endByItself = async (world: ChangeWorld, keyId: string): Promise<boolean> => {
  const by = `key:${keyId}`;
  const changed = await changeRecord(world, by, keyId, (record) =>
    ok(
      record.status.state === 'revoked'
        ? undefined
        : {
            record: { ...record, secrets: [], status: { state: 'revoked', at: world.now(), by, reason: 'by_itself' } },
            act: 'key_revoked',
            detail: 'by_itself',
          },
    ),
  );
  return changed.ok;
};
