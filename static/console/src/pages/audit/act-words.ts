/** Acts of administration and who does them without being a person, in words. */
import type { AuditRecord } from '../../../../../src/console/contract';

type Act = Extract<AuditRecord['event'], { readonly kind: 'administration' }>['act'];

const ACTS: Readonly<Record<Act, string>> = {
  key_issued: 'Key created',
  key_changed: 'Key changed',
  key_rotated: 'Secret rotated',
  secret_ended: 'Secret ended early',
  secret_copied: 'Secret noted as put away',
  key_revoked: 'Key revoked',
  key_suspended: 'Key suspended',
  key_resumed: 'Key resumed',
  key_expired: 'Key expired',
  grant_dropped: 'Project taken out of the key',
  sponsor_changed: 'Key handed over',
  project_renamed: 'Project renamed',
  sponsor_rights_changed: "Sponsor's rights looked at",
  key_noticed: 'Told that the key is about to expire',
  site_changed: 'Settings changed',
  endpoint_rotated: 'Gateway URL replaced',
  endpoint_changed: 'Gateway URL opened or closed',
  audit_exported: 'Audit exported',
};

export const actWords = (act: Act): string => ACTS[act];

/** Who did it, where it was no person; undefined for a person. */
export const actorWords = (by: string): string | undefined => {
  if (by === 'schedule') return 'Hourly schedule';
  if (by === 'product-event') return 'Change in Jira';
  if (by === 'gateway') return 'Gateway';
  return by.startsWith('key:') ? 'The key itself' : undefined;
};

const DETAILS: Readonly<Record<string, string>> = {
  sponsor_left: "The sponsor's account was closed.",
  sponsor_back: "The sponsor's account is open again.",
  project_deleted: 'A project of the key was deleted.',
  unused: 'The key was not used for as many days as it was given.',
  by_itself: 'Whoever holds the key ended it.',
  write_landed_outside: 'A write of the key landed outside its projects.',
  confirmed: 'Nothing had changed.',
  changed: 'What the sponsor may do had changed.',
};

/** The detail of an act: a note of the app in words, or what a person wrote, as it is, also where it is the same text. */
export const detailWords = (detail: string, by: string | undefined): string =>
  by !== undefined && actorWords(by) !== undefined && Object.hasOwn(DETAILS, detail)
    ? (DETAILS[detail] ?? detail)
    : detail;
