/**
 * May this person act on all that a key reaches, as letting it go on, widening it or handing out a secret does? Jira is
 * asked about each of its projects; on the site's page who administers Jira administers them all.
 */
import { err, ok, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import { belongsTo, firstNotAdministered, mayActAt, type Place } from './authority';
import { type AdministrationFault, noSuchKey, notAllowed, unavailable } from './fault';
import type { KeyWorld } from './key-store';

/** A key that this person may act on as a whole, and a test for it as it is when a change is stored. */
export type Whole = {
  readonly record: ApiKeyRecord;
  /** A project that the key was given meanwhile was not asked about. */
  readonly isAsRead: (record: ApiKeyRecord) => boolean;
};

/** Reads the key, and asks about all of its projects. */
export const mayActOnWhole = async (
  world: KeyWorld,
  place: Place,
  keyId: string,
): Promise<Result<Whole, AdministrationFault>> => {
  const here = await mayActAt(world.person, place);
  if (!here.ok) return here;
  if (!here.value) return err(notWhole);
  const read = await world.store.readKey(keyId);
  if (!read.ok) return err(unavailable(read.error));
  const record = read.value;
  if (record === undefined || !belongsTo(record, place)) return err(noSuchKey);
  const fault = await wholeFault(world, place, record);
  if (!fault.ok) return fault;
  if (fault.value !== undefined) return err(fault.value);
  const asked = record.grants.map(({ projectId }) => projectId);
  const isAsRead = ({ grants }: ApiKeyRecord): boolean =>
    place.page === 'site' || grants.every(({ projectId }) => asked.includes(projectId));
  return ok({ record, isAsRead });
};

/** Why this person may not act on all of the key; undefined where they may. */
export const wholeFault = async (
  world: Pick<KeyWorld, 'person'>,
  place: Place,
  { grants }: ApiKeyRecord,
): Promise<Result<AdministrationFault | undefined, AdministrationFault>> => {
  if (place.page === 'site') return ok(undefined);
  const other = await firstNotAdministered(
    world.person,
    grants.map(({ projectId }) => projectId),
  );
  if (!other.ok) return other;
  return ok(other.value === undefined ? undefined : notWhole);
};

const notWhole = notAllowed(
  '',
  'You do not administer every project of this key.',
  'Ask someone who does, or a Jira administrator.',
);
