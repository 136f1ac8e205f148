/** When the hourly run last had done all that it has to. Schedules of the platform may stop silently: this is how it is seen. */
import { kvs } from '@forge/kvs';
import { literal, number, object, optional, type Parsed, table } from '../parse';
import type { Result } from '../result';
import { asking, type StorageFault } from './fault';
import { LAST_RUN_KEY } from './keyspace';
import { parseRow } from './parse-row';

const lastRun = object({
  v: literal(1),
  /** When all of it had been gone through, epoch milliseconds; 0 before that. */
  at: number,
  /** The same of each of its steps. */
  steps: optional(table(number)),
  /** When a run since then stopped with some of it left for the next. */
  unfinishedAt: optional(number),
});

export type LastRun = Parsed<typeof lastRun>;

export const readLastRun = async (): Promise<Result<LastRun | undefined, StorageFault>> => {
  const row = await asking('read_schedule', () => kvs.get<unknown>(LAST_RUN_KEY));
  return row.ok ? parseRow(lastRun, LAST_RUN_KEY, row.value) : row;
};

export const noteRun = (run: LastRun): Promise<Result<void, StorageFault>> =>
  asking('save_schedule', () => kvs.set(LAST_RUN_KEY, run));
