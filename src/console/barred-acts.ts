/**
 * What the person in front of a page may not do with a key there, each with why: by the very code of the acts, so that no
 * page offers what would be refused. Asks Jira, on the site's page about the sponsor of a suspended key alone.
 */
import { dropFault, narrowingFault } from '../keys/edit';
import type { AdministrationFault } from '../keys/fault';
import { beyondOwn, ownRightsFor } from '../keys/own-rights';
import { goodSecrets } from '../keys/rotate';
import { secretFault, twoSecrets } from '../keys/rotate-at';
import { keyStanding } from '../keys/standing';
import { abandonedFault, heldFault } from '../keys/suspend';
import { wholeFault } from '../keys/whole-key';
import { worksLonger } from '../keys/without-project';
import { ok, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import type { SiteRecord } from '../storage/records/site';
import type { Caller } from './authorise';
import type { BarredAct, KeyView } from './contract';

/** The acts that this key is barred from; none of a key that is over, which nothing is offered for. */
export const barredActs = async (
  { world, actor, place }: Caller,
  record: ApiKeyRecord,
  site: SiteRecord,
): Promise<Result<NonNullable<KeyView['barred']>, AdministrationFault>> => {
  const standing = keyStanding(record, site, world.now());
  if (standing === 'revoked' || standing === 'expired') return ok({});
  const whole = await wholeFault(world, place, record);
  if (!whole.ok) return whole;
  const rights = whole.value === undefined ? await ownRightsFor(world, actor, place, record) : ok(undefined);
  if (!rights.ok) return rights;
  const isSuspended = record.status.state === 'suspended';
  const abandoned = isSuspended ? await abandonedFault(world, record, site) : ok(undefined);
  if (!abandoned.ok) return abandoned;
  const secret = whole.value ?? secretFault(record, site, place, rights.value);
  const isRotating = goodSecrets(record, world.now()).length > 1;
  const narrowing = narrowingFault(place, record, site, whole.value === undefined);
  const left = record.grants.filter(({ projectId }) => place.page === 'project' && projectId !== place.projectId);
  const isWoken = left.length > 0 && worksLonger(record, { ...record, grants: left }, site);
  const why: Readonly<Record<BarredAct, AdministrationFault | undefined>> = {
    rotate: secret ?? (isRotating ? twoSecrets : undefined),
    endNewer: isRotating ? secret : undefined,
    resume: isSuspended ? (whole.value ?? heldFault(place, record) ?? abandoned.value) : undefined,
    widen: narrowing ?? beyondOwn(record.grants, rights.value),
    drop:
      whole.value !== undefined
        ? dropFault(record, site)
        : isWoken
          ? (narrowing ?? beyondOwn(left, rights.value))
          : undefined,
  };
  return ok(Object.fromEntries(Object.entries(why).filter(([, fault]) => fault !== undefined)));
};
