/**
 * Keys of one sponsor, all or some of them, get another: when someone leaves, or changes work. A site admin's act, one key after the
 * other, each in one transaction with its audit; what was not done is named, and doing it again is harmless.
 *
 * What the new sponsor may do in Jira is asked before anything changes, as the site admin, whom Jira lets ask about
 * others. Without an answer nothing is handed over: a key never outranks the person who answers for it.
 */
import type { JiraFault } from '../jira/as-user';
import { err, ok, type Result } from '../result';
import type { StorageFault } from '../storage/fault';
import type { ApiKeyRecord } from '../storage/records/api-key';
import { type Actor, mayActAt } from './authority';
import { changeKey } from './change-key';
import { type AdministrationFault, invalid, noSuchKey, notAllowed, unavailable } from './fault';
import type { KeyWorld } from './key-store';

export type HandedOver = {
  readonly changed: readonly ApiKeyRecord[];
  /** Keys that still have the old sponsor, each with why. */
  readonly left: readonly { readonly keyId: string; readonly fault: AdministrationFault }[];
  /** False where there are more keys than one step takes: it is to be done again. */
  readonly complete: boolean;
};

/** `keyIds`: only these of the keys of `from`. */
export type Handing = {
  readonly from: string;
  readonly to: string;
  readonly keyIds?: readonly string[] | undefined;
};

/** So many keys stay well within the 25 seconds of a page's call. */
export const KEYS_A_STEP_MAX = 100;

/** Gives every key of `from` that is not revoked or expired to `to`, an active person of the site. */
export const handOver = async (
  world: KeyWorld,
  actor: Actor,
  { from, to, keyIds }: Handing,
): Promise<Result<HandedOver, AdministrationFault>> => {
  const allowed = await mayActAt(world.person, { page: 'site' });
  if (!allowed.ok) return allowed;
  if (!allowed.value) return err(notAllowed('', 'You do not administer this site.', 'Ask a Jira administrator.'));
  if (from === to) return err(invalid('to', 'This is the same person.', 'Name someone else.'));
  const person = await world.people.isActive(to);
  if (!person.ok) return err(unavailable(person.error));
  if (person.value === undefined) return err(untold);
  if (!person.value) return err(invalid('to', 'There is no active person with this account id.', 'Look up the id.'));
  const found = await keysOf(world, from, keyIds);
  if (!found.ok) return err(unavailable(found.error));
  const live = found.value.keys.filter(({ status }) => isLive(status.state));
  const due = live.slice(0, KEYS_A_STEP_MAX);
  const rights = await rightsOf(world, actor, to, due);
  if (!rights.ok) return err(unavailable(rights.error));
  if (rights.value === undefined) return err(untold);
  const changed: ApiKeyRecord[] = [];
  const left = [...found.value.left];
  for (const { id } of due) {
    const done = await handOverOne(world, actor, { keyId: id, from, to, rights: rights.value });
    if (!done.ok) left.push({ keyId: id, fault: done.error });
    // Someone else was quicker, and gave the key to a third person: it is theirs.
    else if (done.value.sponsor === to) changed.push(done.value);
  }
  return ok({ changed, left, complete: due.length === live.length });
};

type Found = {
  readonly keys: readonly ApiKeyRecord[];
  /** Those that were named and cannot be handed over. */
  readonly left: HandedOver['left'];
};

const keysOf = async (
  { store }: KeyWorld,
  sponsor: string,
  keyIds: readonly string[] | undefined,
): Promise<Result<Found, StorageFault>> => {
  if (keyIds === undefined) {
    const listed = await store.liveKeys({ of: 'sponsor', sponsor });
    return listed.ok ? ok({ keys: listed.value, left: [] }) : listed;
  }
  // By their names: the index need not know yet whose they are.
  const named = [...new Set(keyIds)];
  const read = await store.readKeys(named);
  if (!read.ok) return read;
  const keys = named.flatMap((keyId) => read.value.get(keyId) ?? []).filter((key) => key.sponsor === sponsor);
  const left = named.flatMap((keyId) => {
    const key = keys.find(({ id }) => id === keyId);
    if (key === undefined) return [{ keyId, fault: notTheirs }];
    return isLive(key.status.state) ? [] : [{ keyId, fault: ended }];
  });
  return ok({ keys, left });
};

type Rights = NonNullable<ApiKeyRecord['sponsorRights']>['projects'];

/** What the new sponsor may do in all projects of these keys; undefined where Jira does not tell. */
const rightsOf = async (
  { people }: KeyWorld,
  actor: Actor,
  to: string,
  keys: readonly ApiKeyRecord[],
): Promise<Result<Rights | undefined, JiraFault>> => {
  const projectIds = [...new Set(keys.flatMap(({ grants }) => grants.map(({ projectId }) => projectId)))];
  if (projectIds.length === 0) return ok({});
  return actor.accountId === to ? people.ownRights(projectIds) : people.rightsToldToAdmin(to, projectIds);
};

const handOverOne = (
  world: KeyWorld,
  actor: Actor,
  { keyId, from, to, rights }: { keyId: string; from: string; to: string; rights: Rights },
): Promise<Result<ApiKeyRecord, AdministrationFault>> =>
  changeKey(world, actor.accountId, keyId, (record) => {
    if (record.sponsor !== from) return ok(undefined);
    // A project that the key was given meanwhile was not asked about, and so holds nothing until the next check.
    const projects = Object.fromEntries(record.grants.map(({ projectId }) => [projectId, rights[projectId] ?? []]));
    const { sponsorLeftAt: _, ...rest } = record;
    return ok({
      record: { ...rest, sponsor: to, sponsorRights: { checkedAt: world.now(), projects } },
      act: 'sponsor_changed',
      detail: `${from} to ${to}`,
    });
  });

const isLive = (state: ApiKeyRecord['status']['state']): boolean => state === 'active' || state === 'suspended';

const ended = invalid('keyId', 'This key has ended.', 'Leave it out: nobody has to answer for it.');
const notTheirs: AdministrationFault = { ...noSuchKey, message: 'This is no key of the person who has them now.' };

const untold = invalid(
  'to',
  'Jira does not say who this person is, or what they may do in the projects of these keys.',
  'Let that person, as a Jira administrator, take the keys over.',
);
