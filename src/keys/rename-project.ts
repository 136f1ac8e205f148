/**
 * A project goes by another key now: its keys show it by that one. Ids decide as before; what is remembered here is for
 * people, and for the spelling under which a caller may name an issue of a granted project.
 */
import { ok, type Result } from '../result';
import { changeKey } from './change-key';
import { type AdministrationFault, unavailable } from './fault';
import type { KeyWorld } from './key-store';

/** Returns how many keys were changed. */
export const renameProject = async (
  world: Pick<KeyWorld, 'store' | 'random' | 'now'>,
  projectId: string,
  projectKey: string,
): Promise<Result<number, AdministrationFault>> => {
  const listed = await world.store.liveKeys({ of: 'project', projectId });
  if (!listed.ok) return { ok: false, error: unavailable(listed.error) };
  let changed = 0;
  for (const { id, version, grants } of listed.value) {
    if (grants.every((grant) => grant.projectId !== projectId || grant.projectKey === projectKey)) continue;
    const done = await changeKey(world, 'product-event', id, (record) =>
      ok({
        record: {
          ...record,
          grants: record.grants.map((grant) => (grant.projectId === projectId ? { ...grant, projectKey } : grant)),
        },
        act: 'project_renamed',
        detail: projectId,
        isQuiet: true,
      }),
    );
    if (!done.ok) return done;
    if (done.value.version !== version) changed += 1;
  }
  return ok(changed);
};
