/**
 * Names of keys by their ids. The audit holds ids alone; the keys that were used last are asked for at once, the others one
 * by one. A key that no page shows any more keeps its id.
 */
import { useEffect, useState } from 'react';
import { call } from '../../app/app-call';

const AT_ONCE = 100;
const SINGLE_MAX = 30;
const IN_PARALLEL = 4;

/** Kept while the console is open: a name that was changed elsewhere shows at the next opening. */
const names = new Map<string, string>();
const askedFor = new Set<string>();
let mostUsed: Promise<void> | undefined;

/** Names as far as they are known; grows while they come. */
export const useKeyNames = (keyIds: readonly string[]): ReadonlyMap<string, string> => {
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(names);
  const wanted = [...new Set(keyIds)].sort().join(' ');
  useEffect(() => {
    if (wanted === '') return undefined;
    let isGone = false;
    void learn(wanted.split(' ')).then(() => {
      if (!isGone) setKnown(new Map(names));
    });
    return () => {
      isGone = true;
    };
  }, [wanted]);
  return known;
};

/** Notes a name that came with something else. */
export const noteKeyName = (keyId: string, name: string): void => {
  names.set(keyId, name);
};

const learn = async (keyIds: readonly string[]): Promise<void> => {
  if (keyIds.every((id) => names.has(id))) return;
  mostUsed ??= learnMostUsed();
  await mostUsed;
  const missing = keyIds.filter((id) => !names.has(id) && !askedFor.has(id)).slice(0, SINGLE_MAX);
  for (const id of missing) askedFor.add(id);
  const queue = [...missing];
  await Promise.all(
    Array.from({ length: IN_PARALLEL }, async () => {
      for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
        const answer = await call('readKey', { keyId: id });
        if (answer.ok) names.set(id, answer.value.name);
      }
    }),
  );
};

const learnMostUsed = async (): Promise<void> => {
  const answer = await call('listKeys', { rows: AT_ONCE, sort: 'lastUsed', descending: true });
  if (answer.ok) for (const { id, name } of answer.value.keys) names.set(id, name);
  else mostUsed = undefined;
};
