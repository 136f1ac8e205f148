/** What came of a call, by colour and in a word. */
import Lozenge from '@atlaskit/lozenge';
import type { AuditRecord } from '../../../../../src/console/contract';

type Outcome = Extract<AuditRecord['event'], { readonly kind: 'call' }>['outcome'];

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  allowed: 'Allowed',
  denied: 'Refused',
  failed: 'Failed',
};

const LOOKS = { allowed: 'success', denied: 'removed', failed: 'moved' } as const;

export const OutcomeLozenge = ({ outcome }: { readonly outcome: Outcome }) => (
  <Lozenge appearance={LOOKS[outcome]}>{OUTCOME_WORDS[outcome]}</Lozenge>
);
