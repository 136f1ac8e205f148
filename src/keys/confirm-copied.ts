/** The person who was shown a secret says that it was put away: until then pages say that it may be lost. */
import { ok, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import type { Actor, Place } from './authority';
import { changeAt } from './change-at';
import type { AdministrationFault } from './fault';
import type { KeyWorld } from './key-store';
import { newestSecret } from './rotate';

/** Notes that the newest secret was put away; saying so twice is as once. */
export const confirmCopied = (
  world: KeyWorld,
  actor: Actor,
  place: Place,
  keyId: string,
): Promise<Result<ApiKeyRecord, AdministrationFault>> =>
  changeAt(world, { actor, place, keyId, verb: 'change' }, (record) => {
    const newest = newestSecret(record, world.now());
    if (newest?.notCopied !== true) return ok(undefined);
    const { notCopied: _, ...copied } = newest;
    const secrets = record.secrets.map((each) => (each === newest ? copied : each));
    return ok({ record: { ...record, secrets }, act: 'secret_copied', isQuiet: true });
  });
