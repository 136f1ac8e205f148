/**
 * Ids of keys issued within the last hour, so that a list shows them before the index does.
 *
 * Best effort: nothing is decided by it. Two writers at once may lose one id here; the index still has it, and
 * a few seconds later the list does too. A failure to note is therefore no failure of what was noted.
 */
import { kvs } from '@forge/kvs';
import { INVALID, list, literal, object, text } from '../parse';
import { asking } from './fault';
import { RECENT_IDS_MAX, RECENT_TTL, recentKey } from './keyspace';

const recentRecord = object({ v: literal(1), keyIds: list(text) });

/** Notes a new key under each of these names. */
export const noteRecent = async (keyId: string, names: readonly string[]): Promise<void> => {
  for (const name of names) {
    const keyIds = [keyId, ...(await readRecent(name))].slice(0, RECENT_IDS_MAX);
    await asking('create_key', () => kvs.set(recentKey(name), { v: 1, keyIds }, { ttl: RECENT_TTL }));
  }
};

/** The ids noted under a name; none where the note is missing or cannot be read. */
export const readRecent = async (name: string): Promise<readonly string[]> => {
  const noted = await asking('list_keys', () => kvs.get<unknown>(recentKey(name)));
  const parsed = recentRecord(noted.ok ? noted.value : undefined);
  return parsed === INVALID ? [] : parsed.keyIds;
};
