/**
 * WAS and CHANGED: what a field held before, from the issue's history.
 *
 * Fields with many values (fix versions) are read item by item: it counts when a value came and when it went.
 */
import type { Issue } from '../state';

/** What predicates ask of a change or of the time for which a value held; all optional. */
export type When = {
  readonly after?: number;
  readonly before?: number;
  readonly on?: number;
  readonly during?: readonly [number, number];
  readonly by?: ReadonlySet<string>;
  readonly from?: ReadonlySet<string | null>;
  readonly to?: ReadonlySet<string | null>;
};

/** Did the field hold one of these values (`null` is empty) at the time asked for? */
export function wasEver(
  issue: Issue,
  field: string,
  present: readonly string[],
  ids: ReadonlySet<string | null>,
  when: When,
): boolean {
  return spans(issue, field, present).some(({ value, from, to, by }) => {
    if (!ids.has(value) || (when.by !== undefined && !when.by.has(by))) return false;
    if (when.after !== undefined && to <= when.after) return false;
    if (when.before !== undefined && from >= when.before) return false;
    if (when.on !== undefined && !(from < when.on + DAY && to > when.on)) return false;
    return when.during === undefined || (from <= when.during[1] && to >= when.during[0]);
  });
}

/** Did the field change as asked? */
export function hasChanged(issue: Issue, field: string, when: When): boolean {
  return changes(issue, field).some(({ from, to, at, by }) => {
    if (when.by !== undefined && !when.by.has(by)) return false;
    if (when.from !== undefined && !when.from.has(from)) return false;
    if (when.to !== undefined && !when.to.has(to)) return false;
    if (when.after !== undefined && at <= when.after) return false;
    if (when.before !== undefined && at >= when.before) return false;
    if (when.on !== undefined && !(at >= when.on && at < when.on + DAY)) return false;
    return when.during === undefined || (at >= when.during[0] && at <= when.during[1]);
  });
}

const DAY = 86_400_000;

type Change = { readonly from: string | null; readonly to: string | null; readonly at: number; readonly by: string };
type Span = { readonly value: string | null; readonly from: number; readonly to: number; readonly by: string };

function changes(issue: Issue, field: string): readonly Change[] {
  const name = field.toLowerCase();
  return issue.history
    .flatMap(({ items, created, authorAccountId }) =>
      items
        .filter((item) => item.field.toLowerCase() === name)
        .map(({ from, to }) => ({ from, to, at: Date.parse(created), by: authorAccountId })),
    )
    .sort((one, other) => one.at - other.at);
}

function spans(issue: Issue, field: string, present: readonly string[]): readonly Span[] {
  const all = changes(issue, field);
  const start = { at: Date.parse(issue.created), by: issue.creator };
  const open: Span[] = present.map((value) => {
    const since = all.findLast(({ to }) => to === value) ?? start;
    return { value, from: since.at, to: Number.POSITIVE_INFINITY, by: since.by };
  });
  if (present.length === 0) {
    const since = all.at(-1) ?? start;
    open.push({ value: null, from: since.at, to: Number.POSITIVE_INFINITY, by: since.by });
  }
  const closed = all.map(({ from, at }, index): Span => {
    const since = all.slice(0, index).findLast(({ to }) => to === from) ?? start;
    return { value: from, from: since.at, to: at, by: since.by };
  });
  return [...closed, ...open];
}
