/**
 * Places of keys: which keys may be in force at a home, or were issued at the site's URL by one person. A change is
 * conditioned on the version that was read, so that of two keys issued at once neither gets a place that is not there.
 */
import { FilterConditions as condition, Filter, kvs } from '@forge/kvs';
import { integer, literal, object, type Parsed, table } from '../parse';
import { ok, type Result } from '../result';
import { asking, askingConditionally, type Conflict, type StorageFault } from './fault';
import { ENTITY, rosterKey } from './keyspace';
import { parseRow } from './parse-row';

const roster = object({
  v: literal(1),
  /** When each place was taken, in seconds of the epoch, by key id. */
  places: table(integer),
});

export type Roster = Parsed<typeof roster>;
export type StoredRoster = { readonly version: number; readonly roster: Roster };
type Row = { readonly version: number; readonly payload: Roster };

const stored = object({ version: integer, payload: roster });

/** The roster of that name; undefined before its first key. */
export const readRoster = async (name: string): Promise<Result<StoredRoster | undefined, StorageFault>> => {
  const key = rosterKey(name);
  const row = await asking('read_roster', () => kvs.entity<unknown>(ENTITY.setting).get(key));
  if (!row.ok) return row;
  const parsed = parseRow(stored, key, row.value);
  return parsed.ok ? ok(parsed.value && { version: parsed.value.version, roster: parsed.value.payload }) : parsed;
};

/** Stores a roster if it is still at version `before`, or still absent; `conflict` where someone else was quicker. */
export const saveRoster = (
  name: string,
  before: number | undefined,
  payload: Roster,
): Promise<Result<void, StorageFault | Conflict>> =>
  askingConditionally('save_roster', () => {
    const key = rosterKey(name);
    return before === undefined
      ? kvs.entity<Row>(ENTITY.setting).set(key, { version: 1, payload }, { keyPolicy: 'FAIL_IF_EXISTS' })
      : kvs
          .transact()
          .set(key, { version: before + 1, payload } satisfies Row, {
            entityName: ENTITY.setting,
            conditions: new Filter<Row>().and('version', condition.equalTo(before)),
          })
          .execute();
  });
