/**
 * The lines of an export, NDJSON: each says which kind it is. Pure. What is written here is read back by `verify`, which
 * trusts none of it.
 */
import { INVALID, integer, list, literal, object, optional, type Parsed, text } from '../parse';
import { type AuditRecord, auditRecord } from '../storage/records/audit';
import { type Rollup, rollupRecord } from '../storage/records/rollup';
import { canonical, hashOf } from './roll-up';

/** The first line: what the file is to hold. Times are ISO 8601 in UTC. */
const header = object({
  type: literal('export'),
  v: literal(1),
  from: text,
  to: text,
  madeAt: text,
  /** From when on all records are still kept. Absent in files of earlier versions: 90 days before `madeAt`. */
  keptFrom: optional(text),
  /** Homes that are exported whole, with their roll-ups; none where the export is of one key. */
  homes: list(text),
});

/** The last line of a home: how much of it the file holds, and where its chain ends. */
const head = object({
  type: literal('head'),
  home: text,
  records: integer,
  rollups: integer,
  /** Hash of its last roll-up in the file; empty where there is none. */
  hash: text,
});

export type ExportHeader = Parsed<typeof header>;
export type HomeHead = Parsed<typeof head>;

export type Line = ExportHeader | HomeHead | ({ readonly type: 'rollup' } & Rollup) | RecordLine;

/**
 * `part`: a record without the roll-up that counts it, of one key, or what a project may see of a key of the site.
 * `check` begins the record's hash: by it an altered line can be named.
 */
type RecordLine = { readonly type: 'record' | 'part'; readonly check: string; readonly record: AuditRecord };

/** One line with its end. */
export const printLine = (line: Line): string => `${JSON.stringify(line)}\n`;

/** The line of a record. */
export const recordLine = (type: RecordLine['type'], record: AuditRecord): string =>
  printLine({ type, check: checkOf(record), record });

export const checkOf = (record: AuditRecord): string => hashOf(record).slice(0, 16);

/** A line as it was printed; undefined for anything else, such as one with a member more. */
export function parseLine(line: string): Line | undefined {
  try {
    const value: unknown = JSON.parse(line);
    const parsed = parsedLine(value);
    return parsed !== undefined && canonical(parsed) === canonical(value) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function parsedLine(value: unknown): Line | undefined {
  const type: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'type') : undefined;
  switch (type) {
    case 'export':
      return orAbsent(header(value));
    case 'head':
      return orAbsent(head(value));
    case 'rollup': {
      const rollup = orAbsent(rollupRecord(value));
      return rollup && { type, ...rollup };
    }
    case 'record':
    case 'part':
      return orAbsent(object({ type: literal(type), check: text, record: auditRecord })(value));
    default:
      return undefined;
  }
}

const orAbsent = <T>(parsed: T | typeof INVALID): T | undefined => (parsed === INVALID ? undefined : parsed);
