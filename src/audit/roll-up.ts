/** Records of one stretch → their sums and their place in the chain. Pure: the same records give the same bytes. */
import { createHash } from 'node:crypto';
import type { AuditRecord } from '../storage/records/audit';
import type { KeySums, Rollup } from '../storage/records/rollup';

const HOUR_MS = 3_600_000;
/** Calls end within a minute of their start, and indexes lag less than this. */
const SETTLED_MS = 10 * 60_000;
const REMEMBERED_MS = 366 * 24 * HOUR_MS;

/**
 * Where the stretch that begins at `from` ends: with the hour of its first record. Undefined while that hour may still
 * get records. Epoch milliseconds.
 */
export function stretchEnd(firstRecordAt: number, now: number): number | undefined {
  const end = (Math.floor(firstRecordAt / HOUR_MS) + 1) * HOUR_MS;
  return end + SETTLED_MS <= now ? end : undefined;
}

/** The start of the hour in which something happened. */
export const hourOf = (at: number): number => Math.floor(at / HOUR_MS) * HOUR_MS;

/** Sums all records of a home from `from` on, before `to`; `previous` is the stretch before. */
export function rollUp(
  home: string,
  from: string,
  to: string,
  records: readonly AuditRecord[],
  previous: Rollup | undefined,
): Rollup {
  const sums = new Map<string, KeySums>();
  // No key lives for longer than a year: what is older would only make the row grow.
  const forgotten = new Date(Date.parse(to) - REMEMBERED_MS).toISOString();
  const known = Object.entries(previous?.lastUsed ?? {}).filter(([, at]) => at >= forgotten);
  const lastUsed: Record<string, string> = Object.fromEntries(known);
  for (const { keyId, at, event } of records) {
    if (event.kind !== 'call') continue;
    const before = sums.get(keyId) ?? { keyId, calls: 0, allowed: 0, denied: 0, failed: 0, points: 0, operations: {} };
    sums.set(keyId, {
      ...before,
      calls: before.calls + 1,
      [event.outcome]: before[event.outcome] + 1,
      points: before.points + (event.points ?? 0),
      operations: { ...before.operations, [event.operation]: (before.operations[event.operation] ?? 0) + 1 },
    });
    if (at > (lastUsed[keyId] ?? '')) lastUsed[keyId] = at;
  }
  const whole = {
    v: 1 as const,
    home,
    from,
    to,
    records: records.length,
    digest: digestOf(records),
    keys: [...sums.values()].sort((one, other) => (one.keyId < other.keyId ? -1 : 1)),
    lastUsed,
    previous: previous?.hash ?? '',
  };
  return { ...whole, hash: hashOf(whole) };
}

/** The hash over records, in whatever order they come. */
export const digestOf = (records: readonly AuditRecord[]): string => digestOfNamed(records.map(namedHash));

/** The same over what `namedHash` made of each: what a reader of a long file can keep of them. */
export const digestOfNamed = (hashes: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const each of [...hashes].sort()) hash.update(`${each}\n`);
  return hash.digest('hex');
};

/** Name and hash of a record. */
export const namedHash = (record: AuditRecord): string => `${record.at}-${record.id}:${hashOf(record)}`;

/** Is this what the stretch said of itself when it was made? */
export const isIntact = ({ hash, ...whole }: Rollup): boolean => hashOf(whole) === hash;

/** SHA-256, hex, of a value's canonical form. */
export const hashOf = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('hex');

/** JSON in which the order of members makes no difference: storage keeps none. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}
