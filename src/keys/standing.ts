/**
 * May this key be used at this moment? Pure; the clock is handed in.
 * `expiresAt` decides, never a job that was to note it: schedules of the platform may stop silently.
 */
import type { ApiKeyRecord } from '../storage/records/api-key';

export type KeyStanding = 'in_force' | 'not_yet' | 'expired' | 'suspended' | 'revoked';

/** Where a key stands at `now`. Only `in_force` lets a call through. */
export const keyStanding = (record: ApiKeyRecord, now: number): KeyStanding => {
  if (record.status.state === 'revoked') return 'revoked';
  if (record.status.state === 'expired' || now >= record.expiresAt) return 'expired';
  if (record.status.state === 'suspended') return 'suspended';
  if (record.notBefore !== undefined && now < record.notBefore) return 'not_yet';
  return 'in_force';
};
