/** Which control a fault belongs to. Pure. */
import type { AdministrationFault } from '../../../../src/console/contract';
import { LIMIT_WORDS } from '../words/limits';
import { lowerFirst } from '../words/permissions';

/** All that is wrong with a form; each is told at its control. */
export type Faults = readonly AdministrationFault[];

/** What to say at the control for this member, e.g. `limits.callsPerMinute`: what is wrong there or below it. */
export const errorAt = (faults: Faults, member: string): string | undefined =>
  sentenceOf(faults.find(({ where }) => where === member || where.startsWith(`${member}.`)));

/** The same without what lies below: `grants` as a whole, and not the rights in one of them. */
export const errorExactlyAt = (faults: Faults, member: string): string | undefined =>
  sentenceOf(faults.find(({ where }) => where === member));

/** The fault as a sentence of its own, where it stands apart from the control: a schema's message goes on from a name. */
export const inFull = (fault: AdministrationFault): AdministrationFault => {
  if (!/^[a-z]/.test(fault.message)) return fault;
  const member = fault.where.split('.').findLast((part) => !/^\d+$/.test(part)) ?? '';
  return {
    ...fault,
    message: `${MEMBERS.get(member) ?? 'What was filled in'} ${fault.message}.`,
    mend: 'Correct it and try again.',
  };
};

/** What the form calls the members of a request. */
const MEMBERS: ReadonlyMap<string, string> = new Map([
  ['name', 'The name'],
  ['purpose', 'The purpose'],
  ['grants', 'The key'],
  ['permissions', 'The rights in a project'],
  ['issueTypes', 'The condition on issue types'],
  ['fields', 'The condition on writable fields'],
  ['transitions', 'The condition on transitions'],
  ['jql', 'The JQL filter'],
  ['endpointRules', 'The condition on endpoints'],
  ['expiresAt', 'The last day'],
  ['notBefore', 'The first day'],
  ['hiddenFields', 'The condition on hidden fields'],
  ['reveals', 'What answers hide by themselves'],
  ['unusedDaysMax', 'The number of days without use'],
  ['noticeIssueId', 'The issue for the expiry notice'],
  ...Object.entries(LIMIT_WORDS).map(([name, { title }]) => [name, `The limit of ${lowerFirst(title)}`] as const),
]);

/** A schema's message goes on from the member's name: "must be at least 1". */
const sentenceOf = (fault: AdministrationFault | undefined): string | undefined => {
  if (fault === undefined) return undefined;
  return /^[a-z]/.test(fault.message) ? `This ${fault.message}.` : `${fault.message} ${fault.mend}`;
};
