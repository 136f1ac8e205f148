/**
 * The audit as a file, NDJSON, a step at a time: for each home its roll-ups, its records, and a line that says how much of
 * it there is and where its chain ends, so that `npm run audit:verify` finds what is missing or altered.
 *
 * An export takes at most a fifth of what storage gives the site: each step says how long to wait before the next, and one
 * that comes too early gets nothing. Where an export stands is in its cursor alone.
 */

import type { Place } from '../keys/authority';
import { type AdministrationFault, invalid, unavailable } from '../keys/fault';
import type { KeyWorld } from '../keys/key-store';
import {
  INVALID,
  integer,
  list,
  literal,
  matching,
  number,
  object,
  oneOf,
  optional,
  type Parsed,
  text,
} from '../parse';
import { err, ok, type Result } from '../result';
import type { StorageFault } from '../storage/fault';
import { auditKeptFrom } from '../storage/records/site';
import { printLine, recordLine } from './line';
import { isoOf } from './read';
import { type AuditQuestion, isStillSeen, mayReadAudit, type View, viewNames, viewOf } from './views';

export type ExportStep = {
  /** NDJSON, each line with its end. */
  readonly lines: string;
  /** Absent at the end. */
  readonly cursor?: string;
  /** Before the next step, so that callers of keys do not notice. */
  readonly waitSeconds: number;
};

/** Storage counts reads in units of 10 kB and gives a site 4,000 a minute. */
const UNIT_BYTES = 10_000;
const UNITS_A_MINUTE = 800;
/** A step ends with the page that exceeds one of these; a resolver answers at most 5 MB, within 25 s. */
const UNITS_A_STEP = 60;
const CHARS_A_STEP = 1_500_000;
/** What a row holds beside its record. */
const ROW_BYTES = 150;

const position = object({
  v: literal(1),
  from: text,
  to: text,
  /** Names of the views that are left; the first is under way. */
  left: list(matching(/^(?:site|key|key:[0-9A-Za-z]{12}|[1-9][0-9]{0,17})$/), { min: 1, max: 2_000 }),
  stage: oneOf('rollups', 'records'),
  /** Storage's own cursor within the stage. */
  after: optional(text),
  /** Lines of this view so far, and the hash of its last roll-up. */
  rollups: integer,
  records: integer,
  hash: text,
  /** Epoch milliseconds. */
  notBefore: number,
});
type Position = Parsed<typeof position>;

/** One step of an export. */
export const exportAuditAt = async (
  world: KeyWorld,
  place: Place,
  question: AuditQuestion,
): Promise<Result<ExportStep, AdministrationFault>> => {
  const key = await mayReadAudit(world, place, question.keyId);
  if (!key.ok) return key;
  const begun =
    question.cursor === undefined ? await begin(world, place, question, key.value) : resume(question.cursor);
  if (!begun.ok) return begun;
  let { lines, units } = begun.value;
  let at: Position | undefined = begun.value.at;
  const early = at.notBefore - world.now();
  if (early > 0 && question.cursor !== undefined) {
    return ok({ lines: '', cursor: question.cursor, waitSeconds: Math.ceil(early / 1000) });
  }
  while (at !== undefined && units < UNITS_A_STEP && lines.length < CHARS_A_STEP) {
    const view = viewOf(place, at.left[0] ?? '', key.value);
    if (view === undefined) return err(noCursor);
    const seen = await isStillSeen(world, place, at.left[0] ?? '');
    if (!seen.ok) return seen;
    if (!seen.value) return err(noCursor);
    const page: Result<Page, StorageFault> = await nextPage(world, view, at);
    if (!page.ok) return err(unavailable(page.error));
    lines += page.value.lines;
    units += page.value.units;
    at = page.value.next;
  }
  const waitSeconds = Math.ceil((units * 60) / UNITS_A_MINUTE);
  if (at === undefined) return ok({ lines, waitSeconds });
  return ok({ lines, cursor: cursorOf({ ...at, notBefore: world.now() + waitSeconds * 1000 }), waitSeconds });
};

type Begun = { readonly lines: string; readonly units: number; readonly at: Position };

/** The first line, and where to begin. */
async function begin(
  world: KeyWorld,
  place: Place,
  question: AuditQuestion,
  key: Parameters<typeof viewOf>[2],
): Promise<Result<Begun, AdministrationFault>> {
  const [found, site] = await Promise.all([viewNames(world, place, key), world.store.readSite()]);
  if (!found.ok) return found;
  if (!site.ok) return err(unavailable(site.error));
  const { names, readBytes } = found.value;
  const [from, to] = [isoOf(question.from), isoOf(question.to)];
  const homes = names.filter((name) => viewOf(place, name, key)?.isWhole === true);
  const madeAt = new Date(world.now()).toISOString();
  const keptFrom = new Date(auditKeptFrom(site.value, world.now())).toISOString();
  const lines = printLine({ type: 'export', v: 1, from, to, madeAt, keptFrom, homes });
  return ok({
    lines,
    units: Math.ceil(readBytes / UNIT_BYTES),
    at: { v: 1, from, to, notBefore: 0, ...viewAt([...names]) },
  });
}

const viewAt = (left: string[]): Omit<Position, 'v' | 'from' | 'to' | 'notBefore'> => ({
  left,
  stage: 'rollups',
  rollups: 0,
  records: 0,
  hash: '',
});

type Page = { readonly lines: string; readonly units: number; readonly next: Position | undefined };

/** One request to storage, as lines. */
async function nextPage({ audit }: KeyWorld, view: View, at: Position): Promise<Result<Page, StorageFault>> {
  const { after, ...rest } = at;
  if (at.stage === 'rollups') {
    if (!view.isWhole || !('home' in view.of)) return ok({ lines: '', units: 0, next: { ...rest, stage: 'records' } });
    const page = await audit.rollupPage(view.of.home, at.from, at.to, after);
    if (!page.ok) return page;
    const { rollups, cursor } = page.value;
    const lines = rollups.map((rollup) => printLine({ type: 'rollup', ...rollup }));
    const counted = { ...rest, rollups: at.rollups + rollups.length, hash: rollups.at(-1)?.hash ?? at.hash };
    const next: Position = cursor === undefined ? { ...counted, stage: 'records' } : { ...counted, after: cursor };
    return ok({ lines: lines.join(''), units: unitsOf(lines), next });
  }
  const page = await audit.auditPage(view.of, at.from, at.to, after);
  if (!page.ok) return page;
  const { records, cursor } = page.value;
  const lines = records
    .flatMap((record) => view.show(record) ?? [])
    .map((record) => recordLine(view.isWhole ? 'record' : 'part', record));
  // What was read and may not be shown has its price too.
  const units = unitsOf(records.map((record) => JSON.stringify(record)));
  const counted = { ...rest, records: at.records + lines.length };
  if (cursor !== undefined) return ok({ lines: lines.join(''), units, next: { ...counted, after: cursor } });
  const [home = '', ...left] = at.left;
  if (view.isWhole) {
    const { rollups, hash } = counted;
    lines.push(printLine({ type: 'head', home, records: counted.records, rollups, hash }));
  }
  return ok({ lines: lines.join(''), units, next: left.length === 0 ? undefined : { ...rest, ...viewAt(left) } });
}

const unitsOf = (rows: readonly string[]): number =>
  Math.max(1, Math.ceil(rows.reduce((bytes, row) => bytes + Buffer.byteLength(row) + ROW_BYTES, 0) / UNIT_BYTES));

const cursorOf = (at: Position): string => Buffer.from(JSON.stringify(at)).toString('base64url');

function resume(cursor: string): Result<Begun, AdministrationFault> {
  try {
    const at = position(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return at === INVALID ? err(noCursor) : ok({ lines: '', units: 0, at });
  } catch {
    return err(noCursor);
  }
}

const noCursor = invalid('cursor', 'This is no cursor of an export.', 'Start the export again.');
