/** What a key reads it can send back: what stands with a thing in answers, and what Jira reads from nobody. */
import type { Members } from './operation';

/** The same members in a body: taken and never sent. */
export const printed = (members: object): Members =>
  Object.fromEntries(Object.keys(members).map((name) => [name, 'printed']));
