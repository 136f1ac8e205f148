/** What answers hide by themselves, in words that go into a sentence, and as a choice. */
import type { Revealable } from '../../../../src/console/contract';

export const REVEALED_WORDS: Readonly<Record<Revealable, string>> = {
  emailAddresses: 'e-mail addresses of people',
  restrictedEntries: 'restricted and internal comments, and restricted work',
  pastInQueries: 'the past of issues to queries, even from before they came into the project',
};

export const REVEALED_CHOICES: Readonly<Record<Revealable, string>> = {
  emailAddresses: 'E-mail addresses of people',
  restrictedEntries: 'Restricted and internal comments, and restricted work',
  pastInQueries: 'Queries may ask about the past of issues, also from before they came into the project',
};
