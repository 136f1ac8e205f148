/**
 * The audit for people: a page at a time, newest first, of the site, of a project or of one key. A page looks at a bounded
 * number of rows, so it may be short, or empty, and still have a successor.
 */
import type { Place } from '../keys/authority';
import { type AdministrationFault, invalid, unavailable } from '../keys/fault';
import type { KeyWorld } from '../keys/key-store';
import { err, ok, type Result } from '../result';
import type { StorageFault } from '../storage/fault';
import type { AuditRecord } from '../storage/records/audit';
import { type AuditQuestion, isAskedFor, mayReadAudit, type View, viewNames, viewOf } from './views';

export type AuditAnswer = {
  /** Newest first, of as many homes as are put into one order. */
  readonly records: readonly AuditRecord[];
  readonly cursor?: string;
};

/** Rows that one page shows, but for more of one moment. */
const SHOWN_MAX = 100;
/** Pages of one view that are looked at. */
const LOOKS_MAX = 5;
/** The same where few records may be asked for: pages of all views together, each as long as storage makes them. */
const LOOKS_OF_ALL_MAX = 30;
/** More homes than this are not put into one order of time: the first so many come first, and then the next. */
const VIEWS_MAX = 100;

/** One page of records that this page may see. */
export const readAuditAt = async (
  world: KeyWorld,
  place: Place,
  question: AuditQuestion,
): Promise<Result<AuditAnswer, AdministrationFault>> => {
  const key = await mayReadAudit(world, place, question.keyId);
  if (!key.ok) return key;
  const begin: Standing = { until: justBefore(question.to), first: '' };
  const standing = question.cursor === undefined ? begin : standingOf(question.cursor);
  if (standing === undefined) {
    return err(invalid('cursor', 'This is no cursor of the audit.', 'Start again without one.'));
  }
  const named = await viewNames(world, place, key.value, question.about);
  if (!named.ok) return named;
  const left = named.value.filter((name) => name >= standing.first);
  const views = left.slice(0, VIEWS_MAX).flatMap((name) => viewOf(place, name, key.value) ?? []);
  const isNarrow = [question.about, question.outcome, question.operation].some((each) => each !== undefined);
  const extent = {
    rows: isNarrow ? SHOWN_MAX : Math.min(SHOWN_MAX, Math.ceil((2 * SHOWN_MAX) / Math.max(1, views.length)) + 2),
    looks: isNarrow ? Math.max(1, Math.floor(LOOKS_OF_ALL_MAX / Math.max(1, views.length))) : LOOKS_MAX,
  };
  const looks = await Promise.all(views.map((view) => look(world, view, question, standing.until, extent)));
  const seen: Look[] = [];
  for (const each of looks) {
    if (!each.ok) return err(unavailable(each.error));
    seen.push(each.value);
  }
  const { records, until } = merged(seen);
  if (until !== undefined) return ok({ records, cursor: cursorOf({ ...standing, until }) });
  const first = left[VIEWS_MAX];
  return ok({ records, ...(first === undefined ? {} : { cursor: cursorOf({ ...begin, first }) }) });
};

/** Where a page begins: so far back, in the views from that name on. */
type Standing = { readonly until: string; readonly first: string };

const cursorOf = ({ until, first }: Standing): string => (first === '' ? until : `${until} ${first}`);

const standingOf = (cursor: string): Standing | undefined => {
  const [, until, first = ''] = CURSOR.exec(cursor) ?? [];
  return until === undefined ? undefined : { until, first };
};

const CURSOR = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)(?: ([1-9][0-9]{0,17}|site))?$/;

type Look = {
  readonly records: readonly AuditRecord[];
  /** Nothing older than this, or as old, has been looked at; undefined where all has. */
  readonly next: string | undefined;
};

type Extent = { readonly rows: number; readonly looks: number };

/** The newest records of a view that are asked for and may be shown; stops looking where there are too many others. */
async function look(
  { audit }: KeyWorld,
  view: View,
  question: AuditQuestion,
  until: string,
  extent: Extent,
): Promise<Result<Look, StorageFault>> {
  const from = isoOf(question.from);
  const records: AuditRecord[] = [];
  let next: string | undefined = until;
  for (let looks = 0; looks < extent.looks && next !== undefined && records.length < extent.rows / 2; looks += 1) {
    const page: Awaited<ReturnType<typeof audit.newestAudit>> = await audit.newestAudit(
      view.of,
      from,
      next,
      extent.rows,
    );
    if (!page.ok) return page;
    records.push(...page.value.records.filter((record) => isAskedFor(question, record)));
    next = page.value.next;
  }
  return ok({ records, next });
}

type Merged = { readonly records: readonly AuditRecord[]; readonly until?: string };

/** Only as far back as every view was looked at: beyond, one might still have something newer. */
function merged(looks: readonly Look[]): Merged {
  const bound =
    looks
      .map(({ next }) => next ?? '')
      .sort()
      .at(-1) ?? '';
  const records = looks
    .flatMap((each) => each.records)
    .filter(({ at }) => at > bound)
    .sort((one, other) => (one.at === other.at ? (one.id < other.id ? -1 : 1) : one.at < other.at ? 1 : -1));
  const last = records[SHOWN_MAX - 1]?.at ?? '';
  const rest = records.find(({ at }) => at < last);
  if (rest !== undefined) return { records: records.filter(({ at }) => at >= last), until: rest.at };
  return bound === '' ? { records } : { records, until: bound };
}

/** Records carry milliseconds, a question need not: as texts, the two do not compare. */
export const isoOf = (moment: string): string => new Date(moment).toISOString();
const justBefore = (moment: string): string => new Date(Date.parse(moment) - 1).toISOString();
