/**
 * A project was deleted for good: no key keeps a grant for it. A key that has nothing else is suspended and
 * keeps its grant as a record of what it was for; a key with other projects goes on without this one.
 * Project ids are never given out again, so this tidies up and closes nothing that was open.
 */
import { ok, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import { changeKey } from './change-key';
import type { Change } from './change-record';
import { type AdministrationFault, unavailable } from './fault';
import type { KeyWorld } from './key-store';

/** Returns how many keys were changed. */
export const dropProject = async (
  world: Pick<KeyWorld, 'store' | 'random' | 'now'>,
  projectId: string,
): Promise<Result<number, AdministrationFault>> => {
  const listed = await world.store.listKeys({ of: 'project', projectId });
  if (!listed.ok) return { ok: false, error: unavailable(listed.error) };
  let changed = 0;
  for (const { id, version } of listed.value.keys) {
    const done = await changeKey(world, 'product-event', id, (record) =>
      ok(withoutProject(record, projectId, world.now())),
    );
    if (!done.ok) return done;
    if (done.value.version !== version) changed += 1;
  }
  return ok(changed);
};

const withoutProject = (record: ApiKeyRecord, projectId: string, now: number): Change | undefined => {
  const rest = record.grants.filter((grant) => grant.projectId !== projectId);
  if (record.status.state === 'revoked' || rest.length === record.grants.length) return undefined;
  if (rest.length > 0) return { record: { ...record, grants: rest }, act: 'grant_dropped', detail: projectId };
  if (record.status.state !== 'active') return undefined;
  return {
    record: {
      ...record,
      status: { state: 'suspended', reason: 'project_deleted', at: now, by: 'product-event' },
    },
    act: 'key_suspended',
    detail: 'project_deleted',
  };
};
