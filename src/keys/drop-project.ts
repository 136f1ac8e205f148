/**
 * A project was deleted for good: no key keeps a grant for it. A key that has nothing else is suspended and
 * keeps its grant as a record of what it was for; a key with other projects goes on without this one, and is suspended
 * where it had been too many of them that stopped it.
 * Project ids are never given out again, so this tidies up and closes nothing that was open.
 */
import { ok, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import type { SiteRecord } from '../storage/records/site';
import { changeKey } from './change-key';
import type { Change } from './change-record';
import { type AdministrationFault, unavailable } from './fault';
import type { KeyWorld } from './key-store';
import { withoutProject, worksWithoutOne } from './without-project';

/** Returns how many keys were changed. */
export const dropProject = async (
  world: Pick<KeyWorld, 'store' | 'random' | 'now'>,
  projectId: string,
): Promise<Result<number, AdministrationFault>> => {
  const listed = await world.store.liveKeys({ of: 'project', projectId });
  if (!listed.ok) return { ok: false, error: unavailable(listed.error) };
  const site = await world.store.readSite();
  if (!site.ok) return { ok: false, error: unavailable(site.error) };
  let changed = 0;
  for (const { id, version } of listed.value) {
    const done = await changeKey(world, 'product-event', id, (record) =>
      ok(changeOf(record, projectId, site.value, world.now())),
    );
    if (!done.ok) return done;
    if (done.value.version !== version) changed += 1;
  }
  return ok(changed);
};

const changeOf = (record: ApiKeyRecord, projectId: string, site: SiteRecord, now: number): Change | undefined => {
  const isReached = record.grants.some((grant) => grant.projectId === projectId);
  if (record.status.state === 'revoked' || !isReached) return undefined;
  const isActive = record.status.state === 'active';
  const left = record.grants.length === 1 ? record : withoutProject(record, projectId, site);
  if (left !== record && !(isActive && worksWithoutOne(record, site))) {
    return { record: left, act: 'grant_dropped', detail: projectId };
  }
  if (!isActive) return undefined;
  const status = { state: 'suspended', reason: 'project_deleted', at: now, by: 'product-event' } as const;
  return { record: { ...left, status }, act: 'key_suspended', detail: 'project_deleted' };
};
