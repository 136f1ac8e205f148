/**
 * What may be done with a key, as the app told it with the key: every button about a key stands by this, so that none is
 * offered that the app would refuse. Pure.
 */
import type { AdministrationFault, BarredAct, KeyView } from '../../../../../src/console/contract';
import type { ConsolePlace } from '../../app/console-context';
import { isOver } from '../../parts/key-end';

export const KEY_ACTS = [
  'edit',
  'widen',
  'rotate',
  'suspend',
  'resume',
  'handOver',
  'revoke',
  'drop',
  'endOlder',
  'endNewer',
  'confirmCopied',
] as const;
export type KeyAct = (typeof KEY_ACTS)[number];

/** `absent`: there is nothing to offer. */
export type Offer =
  | { readonly is: 'offered' }
  | { readonly is: 'barred'; readonly why: AdministrationFault }
  | { readonly is: 'absent' };

export const offerOf = (act: KeyAct, view: KeyView, { page }: Pick<ConsolePlace, 'page'>): Offer => {
  if (isOver(view) || !concerns(act, view, page)) return { is: 'absent' };
  const why = isBarrable(act) ? view.barred?.[act] : undefined;
  return why === undefined ? { is: 'offered' } : { is: 'barred', why };
};

const concerns = (act: KeyAct, view: KeyView, page: ConsolePlace['page']): boolean => {
  switch (act) {
    case 'suspend':
      return view.state !== 'suspended';
    case 'resume':
      return view.state === 'suspended';
    case 'handOver':
      return page === 'site';
    case 'drop':
      // The last grant stays: revoking is what ends a key.
      return view.grants.length > 1 || view.otherProjects;
    case 'endOlder':
    case 'endNewer':
      return view.secrets.length > 1;
    case 'confirmCopied':
      return !view.secretCopied;
    default:
      return true;
  }
};

const BARRABLE: readonly string[] = ['rotate', 'endNewer', 'resume', 'widen', 'drop'] satisfies readonly BarredAct[];
const isBarrable = (act: KeyAct): act is BarredAct => BARRABLE.includes(act);
