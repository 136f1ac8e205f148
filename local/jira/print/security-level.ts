/** Security levels, as the field `security` prints them. */
import type { SecurityLevel } from '../state';
import { type Printing, selfUrl } from './printing';

export const printSecurityLevel = (p: Printing, level: SecurityLevel): Record<string, unknown> => ({
  self: selfUrl(p, `securitylevel/${level.id}`),
  id: level.id,
  description: level.description,
  name: level.name,
});
