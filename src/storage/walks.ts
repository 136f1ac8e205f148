/**
 * Where the hourly run stands in what it goes through a part at a time. What is lost here only makes a run begin again.
 */
import { kvs } from '@forge/kvs';
import { flag, literal, object, optional, type Parsed, text } from '../parse';
import type { Result } from '../result';
import { asking, type StorageFault } from './fault';
import { walkKey } from './keyspace';
import { parseRow } from './parse-row';

const walkRecord = object({
  v: literal(1),
  /** The span that is under way, as the index has it; `to` is not known before it was read. */
  from: text,
  to: optional(text),
  /** Of the groups in it, in the order of their names, the last one that was done; empty before the first. */
  after: text,
  /** True where something of this round could not be done. */
  missed: optional(flag),
});

export type WalkPosition = Parsed<typeof walkRecord>;
export type WalkName = 'sponsors' | 'homes' | 'keys';

/** Where the walk goes on; undefined where it begins anew. */
export const readWalk = async (name: WalkName): Promise<Result<WalkPosition | undefined, StorageFault>> => {
  const key = walkKey(name);
  const row = await asking('read_schedule', () => kvs.get<unknown>(key));
  return row.ok ? parseRow(walkRecord, key, row.value) : row;
};

/** Notes where the next run goes on. */
export const saveWalk = (name: WalkName, position: WalkPosition): Promise<Result<void, StorageFault>> =>
  asking('save_schedule', () => kvs.set(walkKey(name), position));
