/** Looks through the keys of the site for those that new ceilings would take something from. */
import { useEffect, useState } from 'react';
import type { AdministrationFault, KeyView, SettingsView } from '../../../../../src/console/contract';
import { call } from '../../app/app-call';
import { appNow } from '../../app/app-clock';
import { type Effect, effectsOf, mayTakeFromKeys } from './effects';

const ROWS = 100;
const KEYS_MAX = 2_000;

export type AffectedKeys =
  | { readonly is: 'looking'; readonly done: number; readonly of: number }
  | { readonly is: 'failed'; readonly fault: AdministrationFault }
  | { readonly is: 'known'; readonly effects: readonly Effect[]; readonly looked: number; readonly total: number };

/** Nothing is asked where the new ceilings take nothing away. */
export const useAffectedKeys = (before: SettingsView, after: SettingsView): AffectedKeys => {
  const [state, setState] = useState<AffectedKeys>({ is: 'looking', done: 0, of: 0 });
  const question = JSON.stringify([before, after]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `question` stands for both
  useEffect(() => {
    if (!mayTakeFromKeys(before, after)) {
      setState({ is: 'known', effects: [], looked: 0, total: 0 });
      return undefined;
    }
    let isGone = false;
    const look = async () => {
      const keys: KeyView[] = [];
      let total = 1;
      while (keys.length < Math.min(total, KEYS_MAX)) {
        const page = await call('listKeys', {
          states: ['in_force', 'not_yet', 'suspended'],
          sort: 'created',
          from: keys.length,
          rows: ROWS,
        });
        if (isGone) return;
        if (!page.ok) {
          setState({ is: 'failed', fault: page.fault });
          return;
        }
        total = page.value.total;
        if (page.value.keys.length === 0) break;
        keys.push(...page.value.keys);
        setState({ is: 'looking', done: keys.length, of: total });
      }
      setState({ is: 'known', effects: effectsOf(before, after, keys, appNow()), looked: keys.length, total });
    };
    void look();
    return () => {
      isGone = true;
    };
  }, [question]);
  return state;
};
