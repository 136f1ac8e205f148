/** Which control a fault belongs to. Pure. */
import type { AdministrationFault } from '../../../../src/console/contract';
import { LIMIT_WORDS } from '../words/limits';
import { lowerFirst } from '../words/permissions';

/** What to say at the control for this member, e.g. `limits.callsPerMinute`: what is wrong there or below it. */
export const errorAt = (fault: AdministrationFault | undefined, member: string): string | undefined =>
  fault !== undefined && (fault.where === member || fault.where.startsWith(`${member}.`)) ? sentence(fault) : undefined;

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
const sentence = ({ message, mend }: AdministrationFault): string =>
  /^[a-z]/.test(message) ? `This ${message}.` : `${message} ${mend}`;
