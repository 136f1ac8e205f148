/** What answers hide by themselves, in words that go into a sentence. */
import type { Revealable } from '../../../../src/console/contract';

export const REVEALED_WORDS: Readonly<Record<Revealable, string>> = {
  emailAddresses: 'e-mail addresses of people',
  restrictedEntries: 'restricted and internal comments, and restricted work',
};
