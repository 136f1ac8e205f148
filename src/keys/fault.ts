/**
 * What an administrator is told when something was not done: what, where, and what would mend it.
 * These are answers to people who hold a right; a caller with a key never sees one.
 */
import type * as z from 'zod/mini';
import type { JiraFault } from '../jira/as-user';
import type { Conflict, StorageFault } from '../storage/fault';

export type AdministrationFault = {
  readonly reason: 'invalid' | 'not_allowed' | 'no_such_key' | 'conflict' | 'too_many' | 'unavailable';
  /** The member of the request that it is about, e.g. `grants.0.permissions`; empty for the whole. */
  readonly where: string;
  readonly message: string;
  readonly mend: string;
  /** Where time alone mends it. */
  readonly retryAfterSeconds?: number;
};

export const invalid = (where: string, message: string, mend: string): AdministrationFault => ({
  reason: 'invalid',
  where,
  message,
  mend,
});

export const notAllowed = (where: string, message: string, mend: string): AdministrationFault => ({
  reason: 'not_allowed',
  where,
  message,
  mend,
});

/** The same for a key that never was and for one of other projects. */
export const noSuchKey: AdministrationFault = {
  reason: 'no_such_key',
  where: 'keyId',
  message: 'There is no such key here.',
  mend: 'List the keys of this page and take the id from there.',
};

/** For a page whose picture of the key is older than the key. */
export const changedMeanwhile: AdministrationFault = {
  reason: 'conflict',
  where: 'version',
  message: 'Someone else changed this since you opened it.',
  mend: 'Look at the present state and make your change again.',
};

/** The first thing that a schema found wrong. */
export const invalidBySchema = (error: z.core.$ZodError): AdministrationFault => {
  const issue = error.issues[0];
  const where = issue?.path.map(String).join('.') ?? '';
  return invalid(where, issue?.message ?? 'Invalid input', 'Correct this member and send the request again.');
};

/** Faults of the platform, told without their inside. */
export const unavailable = (
  fault: StorageFault | Conflict | JiraFault | { readonly reason: 'platform_unavailable' },
): AdministrationFault => {
  switch (fault.reason) {
    case 'conflict':
      return {
        reason: 'conflict',
        where: '',
        message: 'Someone else changed this at the same moment.',
        mend: 'Look at the present state and try again.',
      };
    case 'record_unreadable':
      return down('A stored record cannot be read by this version of the app.', 'Tell the maintainers of the app.');
    case 'storage_down':
      return down('Storage did not answer.', 'Try again in a minute.');
    case 'jira_unavailable':
      return down('Jira did not answer the question about your rights.', 'Try again in a minute.');
    case 'platform_unavailable':
      return down('The platform gave no URL for the gateway.', 'Try again in a minute.');
  }
};

const down = (message: string, mend: string): AdministrationFault => ({
  reason: 'unavailable',
  where: '',
  message,
  mend,
});
