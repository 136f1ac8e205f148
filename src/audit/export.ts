/**
 * The audit as a file, NDJSON, a step at a time: for each home its roll-ups, its records, and a line that says how much of
 * it there is and where its chain ends, so that `npm run audit:verify` finds what is missing or altered.
 *
 * Each step says how long to wait before the next, so that an export leaves half of what a person may read to pages. What
 * may be read at all is counted where pages are let in; a cursor, which a browser could make up, says nothing of it. Where an
 * export stands is in its cursor alone.
 */

import type { Actor, Place } from '../keys/authority';
import { type AdministrationFault, invalid, unavailable } from '../keys/fault';
import type { KeyWorld } from '../keys/key-store';
import { INVALID, integer, literal, matching, object, oneOf, optional, type Parsed, text } from '../parse';
import { err, ok, type Result } from '../result';
import type { StorageFault } from '../storage/fault';
import { UNIT_BYTES } from '../storage/paid-reads';
import { auditKeptFrom } from '../storage/records/site';
import { isNoted, noteExport } from './export-record';
import { printLine, recordLine } from './line';
import { isoOf } from './read';
import { type AuditQuestion, mayReadAudit, type View, viewNames, viewOf } from './views';

export type ExportStep = {
  /** NDJSON, each line with its end. */
  readonly lines: string;
  /** Absent at the end. */
  readonly cursor?: string;
  /** Before the next step, so that callers of keys do not notice. */
  readonly waitSeconds: number;
};

/** At most half of what one person may read, so that the rest is left to pages. See console/page-reads.ts. */
const UNITS_A_MINUTE = { project: 300, site: 800 } as const;
/** A step ends with the page that exceeds one of these; a resolver answers at most 5 MB, within 25 s. */
const UNITS_A_STEP = 60;
const CHARS_A_STEP = 1_500_000;
/** What a row holds beside its record. */
const ROW_BYTES = 150;

const position = object({
  v: literal(1),
  from: text,
  to: text,
  /** Name of the view that is under way; those behind it by name are left. */
  view: matching(/^(?:site|key|(?:in:)?[1-9][0-9]{0,17})$/),
  stage: oneOf('rollups', 'records'),
  /** Storage's own cursor within the stage. */
  after: optional(text),
  /** Lines of this view so far, and the hash of its last roll-up. */
  rollups: integer,
  records: integer,
  hash: text,
  /** The export's own record. */
  noted: object({ at: text, id: text }),
});
type Position = Parsed<typeof position>;

/** One step of an export. */
export const exportAuditAt = async (
  world: KeyWorld,
  actor: Actor,
  place: Place,
  question: AuditQuestion,
): Promise<Result<ExportStep, AdministrationFault>> => {
  const key = await mayReadAudit(world, place, question.keyId);
  if (!key.ok) return key;
  const begun =
    question.cursor === undefined
      ? await begin(world, actor, place, question, key.value)
      : await resume(world, actor, place, question.keyId, question.cursor);
  if (!begun.ok) return begun;
  let { lines, units } = begun.value;
  let at: Position | undefined = begun.value.at;
  let names: readonly string[] | undefined;
  while (at !== undefined && units < UNITS_A_STEP && lines.length < CHARS_A_STEP) {
    const name: string = at.view;
    const view = viewOf(place, name, key.value);
    if (view === undefined) return err(noCursor);
    const page: Result<Page, StorageFault> = await nextPage(world, view, at);
    if (!page.ok) return err(unavailable(page.error));
    lines += page.value.lines;
    units += page.value.units;
    at = page.value.next;
    if (at !== undefined) continue;
    if (names === undefined) {
      const found = await viewNames(world, place, key.value);
      if (!found.ok) return found;
      names = found.value;
    }
    const { noted, from, to } = begun.value.at;
    const next: string | undefined = names.find((other) => other > name);
    at = next === undefined ? undefined : { v: 1, from, to, noted, ...viewAt(next) };
  }
  const waitSeconds = Math.ceil((units * 60) / UNITS_A_MINUTE[place.page]);
  return ok({ lines, waitSeconds, ...(at === undefined ? {} : { cursor: cursorOf(at) }) });
};

type Begun = { readonly lines: string; readonly units: number; readonly at: Position };

/** The first line, and where to begin. */
async function begin(
  world: KeyWorld,
  actor: Actor,
  place: Place,
  question: AuditQuestion,
  key: Parameters<typeof viewOf>[2],
): Promise<Result<Begun, AdministrationFault>> {
  const [found, site] = await Promise.all([viewNames(world, place, key), world.store.readSite()]);
  if (!found.ok) return found;
  if (!site.ok) return err(unavailable(site.error));
  const [first = ''] = found.value;
  const [from, to] = [isoOf(question.from), isoOf(question.to)];
  const noted = await noteExport(world, site.value, { actor, place, keyId: question.keyId, from, to });
  if (!noted.ok) return noted;
  const homes = found.value.filter((name) => viewOf(place, name, key)?.isWhole === true);
  const madeAt = new Date(world.now()).toISOString();
  const keptFrom = new Date(auditKeptFrom(site.value, world.now())).toISOString();
  const lines = printLine({ type: 'export', v: 1, from, to, madeAt, keptFrom, homes });
  return ok({
    lines,
    units: 1,
    at: { v: 1, from, to, noted: noted.value, ...viewAt(first) },
  });
}

const viewAt = (view: string): Omit<Position, 'v' | 'from' | 'to' | 'noted'> => ({
  view,
  stage: 'rollups',
  rollups: 0,
  records: 0,
  hash: '',
});

/** `next`: undefined at the end of its view. */
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
  const lines = records.map((record) => recordLine(view.isWhole ? 'record' : 'part', record));
  const units = unitsOf(lines);
  const counted = { ...rest, records: at.records + lines.length };
  if (cursor !== undefined) return ok({ lines: lines.join(''), units, next: { ...counted, after: cursor } });
  if (view.isWhole) {
    const { rollups, hash } = counted;
    lines.push(printLine({ type: 'head', home: at.view, records: counted.records, rollups, hash }));
  }
  return ok({ lines: lines.join(''), units, next: undefined });
}

const unitsOf = (rows: readonly string[]): number =>
  Math.max(1, Math.ceil(rows.reduce((bytes, row) => bytes + Buffer.byteLength(row) + ROW_BYTES, 0) / UNIT_BYTES));

const cursorOf = (at: Position): string => Buffer.from(JSON.stringify(at)).toString('base64url');

/** Where a cursor says that an export stands, if it is one that was noted. */
async function resume(
  world: KeyWorld,
  actor: Actor,
  place: Place,
  keyId: string | undefined,
  cursor: string,
): Promise<Result<Begun, AdministrationFault>> {
  const at = positionOf(cursor);
  if (at === undefined) return err(noCursor);
  const noted = await isNoted(world, at.noted, { actor, place, keyId, from: at.from, to: at.to });
  if (!noted.ok) return noted;
  return noted.value ? ok({ lines: '', units: 1, at }) : err(noCursor);
}

function positionOf(cursor: string): Position | undefined {
  try {
    const at = position(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return at === INVALID ? undefined : at;
  } catch {
    return undefined;
  }
}

const noCursor = invalid('cursor', 'This is no cursor of an export.', 'Start the export again.');
