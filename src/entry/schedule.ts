/**
 * Forge module scheduledTrigger: once an hour. The platform expects a status and tries nothing twice; what one
 * run could not do is done by the next.
 */
import { noteExpired } from '../keys/expire';
import { deployed } from '../keys/key-store';

export const hourly = async (): Promise<{ statusCode: number }> => {
  const noted = await noteExpired(deployed);
  return { statusCode: noted.ok ? 200 : 503 };
};
