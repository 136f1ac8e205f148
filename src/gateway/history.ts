/**
 * What of an issue's history a key may see: nothing from before the issue came into its project, and of the rest only
 * items that tell of fields which the key can read, with values that mean something inside the project. Pure.
 */
import { fieldRule, type Write } from '../catalogue/fields';
import { HISTORY_ITEMS } from '../catalogue/histories';
import { idOf, isLoose, items, member, textOf } from '../jira/answers';
import { hidesIssues, type Principal } from '../policy/principal';
import type { Lexicon } from '../storage/records/lexicon';

export type Chronicle = {
  /** Where the issue is now. */
  readonly projectId: string;
  /** The whole history of issues of this project is the key's to read. */
  readonly isOpen: (projectId: string) => boolean;
  readonly lexicon: Lexicon | undefined;
  readonly hiddenFields: ReadonlySet<string>;
};

/** Projects all of whose issues' histories the key may read. */
export const isOpenTo =
  ({ grants }: Principal) =>
  (projectId: string): boolean => {
    const grant = grants.get(projectId);
    return grant !== undefined && !hidesIssues(grant.conditions) && grant.permissions.has('changelog:read');
  };

/** Where the last move over the border stands among entries of which the oldest comes first; -1 where there is none. */
export const lastCrossing = (entries: readonly unknown[], border: Pick<Chronicle, 'isOpen'>): number =>
  entries.findLastIndex((entry) => items(member(entry, 'items')).some(isMove) && !staysOpen(entry, border));

/** Does the oldest entry come first? Entries of one moment may stand in any order, but not all of them do. */
export function isOldestFirst(entries: readonly unknown[]): boolean {
  const moments = entries.map(momentOf);
  const isRising = moments.every((moment, at) => moment !== undefined && moment >= (moments[at - 1] ?? moment));
  const [first, last] = [entries[0], entries.at(-1)];
  return isRising && first !== last && byTime(first, last) < 0;
}

/** The entries that may be shown, in the order in which they came, each with the items that may be. */
export function historyInside(entries: readonly unknown[], chronicle: Chronicle): readonly unknown[] {
  return sinceArrival(entries, chronicle).flatMap((entry) => {
    const all = items(member(entry, 'items'));
    const shown = all.filter(
      (item) => isItemShown(item, chronicle) && !(isOfWork(all) && fieldOf(item) === 'timeestimate'),
    );
    return isLoose(entry) && shown.length > 0 ? [{ ...entry, items: shown }] : [];
  });
}

/**
 * Entries after the last move over the border. INVARIANT: `entries` are the newest ones without a gap, or all of them.
 * A last move that leads elsewhere means that the issue is no longer where it was found: then nothing is shown.
 */
function sinceArrival(entries: readonly unknown[], chronicle: Chronicle): readonly unknown[] {
  const moves = entries.filter((entry) => items(member(entry, 'items')).some(isMove));
  const crossings = moves.filter((entry) => !staysOpen(entry, chronicle));
  if (moves.some((entry) => momentOf(entry) === undefined)) return [];
  const last = moves.toSorted(byTime).at(-1);
  if (last !== undefined && !leadsTo(last, chronicle.projectId)) return [];
  const arrival = crossings.toSorted(byTime).at(-1);
  return arrival === undefined ? entries : entries.filter((entry) => byTime(entry, arrival) > 0);
}

/**
 * When an issue came into its project, by its whole history: undefined where it was never elsewhere, `unknown` where that
 * cannot be told.
 */
export function arrivalOf(entries: readonly unknown[] | undefined, projectId: string): number | 'unknown' | undefined {
  const moves = entries?.filter((entry) => items(member(entry, 'items')).some(isMove));
  const last = moves?.toSorted(byTime).at(-1);
  if (moves?.length === 0) return undefined;
  const isKnown =
    last !== undefined && leadsTo(last, projectId) && moves?.every((each) => momentOf(each) !== undefined);
  return isKnown ? (momentOf(last) ?? 'unknown') : 'unknown';
}

/** Logged work takes its time off the estimate, also where it is restricted: so much would tell of it. */
const isOfWork = (all: readonly unknown[]): boolean => all.some((item) => OF_WORK.has(fieldOf(item)));
const OF_WORK: ReadonlySet<string> = new Set(['timespent', 'WorklogId']);

const fieldOf = (item: unknown): string => textOf(member(item, 'field')) ?? '';

/** A move gives an issue another project and another key, whatever Jira calls them by then: a field's id stays. */
const isMove = (item: unknown): boolean => isOf(item, /^(?:project|key|issuekey)$/i);
const isOf = (item: unknown, field: RegExp): boolean =>
  field.test(fieldOf(item)) || field.test(textOf(member(item, 'fieldId')) ?? '');

const projectItems = (entry: unknown): readonly unknown[] =>
  items(member(entry, 'items')).filter((item) => isOf(item, /^project$/i));

/** Both ends of the move are projects whose histories the key may read. */
const staysOpen = (entry: unknown, { isOpen }: Pick<Chronicle, 'isOpen'>): boolean => {
  const projects = projectItems(entry).flatMap((item) => [member(item, 'from'), member(item, 'to')]);
  return projects.length > 0 && projects.every((id) => typeof id === 'string' && isOpen(id));
};

const leadsTo = (entry: unknown, projectId: string): boolean => {
  const ends = projectItems(entry).map((item) => member(item, 'to'));
  return ends.length > 0 && ends.every((id) => id === projectId);
};

/** Milliseconds since 1970, as text or as number. */
function momentOf(entry: unknown): number | undefined {
  const created = member(entry, 'created');
  const moment = typeof created === 'number' ? created : Date.parse(textOf(created) ?? '');
  return Number.isFinite(moment) ? moment : undefined;
}

/** What has no moment counts as the oldest; ids decide between entries of one moment. */
function byTime(one: unknown, other: unknown): number {
  const [a, b] = [momentOf(one) ?? Number.NEGATIVE_INFINITY, momentOf(other) ?? Number.NEGATIVE_INFINITY];
  return a === b ? Number(idOf(one) ?? 0) - Number(idOf(other) ?? 0) : a - b;
}

function isItemShown(item: unknown, { lexicon, hiddenFields }: Chronicle): boolean {
  const name = textOf(member(item, 'field')) ?? '';
  const kind = textOf(member(item, 'fieldtype'));
  if (kind === 'jira') {
    const rule = HISTORY_ITEMS.get(name);
    if (rule === undefined || hiddenFields.has(rule.of)) return false;
    const known = rule.among === undefined ? undefined : (lexicon?.[rule.among] ?? []);
    return known === undefined || (isNamed(item) && idsIn(item).every((id) => known.some((each) => each.id === id)));
  }
  // A name may be that of several fields, so only an id tells which one it is.
  const id = textOf(member(item, 'fieldId')) ?? '';
  const field = lexicon?.fields.find((each) => each.id === id);
  if (kind !== 'custom' || field === undefined || hiddenFields.has(id)) return false;
  const write = fieldRule(id, field.custom)?.write;
  if (write === 'option' || write === 'options')
    return isNamed(item) && idsIn(item).every((id) => field.options?.some((each) => each.id === id) ?? false);
  return write !== undefined && PLAIN.has(write);
}

/** Forms of fields whose values name nothing but themselves, or people. */
const PLAIN: ReadonlySet<Write> = new Set<Write>([
  'text',
  'rich',
  'number',
  'date',
  'time',
  'labels',
  'person',
  'people',
]);

/** Has each value that stands there in words its id beside it? */
const isNamed = (item: unknown): boolean =>
  (['from', 'to'] as const).every(
    (end) =>
      (textOf(member(item, end === 'from' ? 'fromString' : 'toString')) ?? '') === '' ||
      (textOf(member(item, end)) ?? '') !== '',
  );

/** Ids of an item, of which several stand in brackets; what is none belongs to nothing that is known. */
const idsIn = (item: unknown): readonly string[] =>
  [member(item, 'from'), member(item, 'to')]
    .filter((value) => value !== null && value !== undefined)
    .flatMap((value) =>
      String(value)
        .replace(/^\[(.*)\]$/, '$1')
        .split(', '),
    )
    .filter((id) => id !== '');
