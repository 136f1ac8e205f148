/**
 * The keys that a page may show: all of the site for a site admin, or those that reach the page's project.
 */
import { err, type Result } from '../result';
import type { ListedKeys } from '../storage/list-keys';
import { mayActAt, type Place } from './authority';
import { type AdministrationFault, notAllowed, unavailable } from './fault';
import type { KeyWorld } from './key-store';

/** Lists keys, newest first, revoked and expired ones too. */
export const listKeysAt = async (world: KeyWorld, place: Place): Promise<Result<ListedKeys, AdministrationFault>> => {
  const here = await mayActAt(world.person, place);
  if (!here.ok) return here;
  if (!here.value) return err(notAllowed('', 'You do not administer this.', 'Ask an administrator.'));
  const listed = await world.store.listKeys(
    place.page === 'site' ? { of: 'site' } : { of: 'project', projectId: place.projectId },
  );
  return listed.ok ? listed : err(unavailable(listed.error));
};
