/**
 * A whole list → what was asked of it: narrowed, sorted and cut here, from rows that may be shown. So a total counts
 * nothing else, and nothing is searched or sorted by that cannot be read. Pure.
 */
import type { Keep, Listing } from '../catalogue/operation';
import { member, textOf } from '../jira/answers';
import type { Call } from './call';

/** Jira gives no more people at once; every other list has smaller pages. */
const BARE_MAX = 1_000;
const PAGE_MAX = 100;

/** `most`: the longest page that the key may get. */
export function pageOfList(rows: readonly unknown[], list: Listing, call: Call, most: number): unknown {
  const wanted = rows.filter((row) =>
    Object.entries(list.keep ?? {}).every(([name, keep]) => stays(row, name, keep, call)),
  );
  const kept = sorted(wanted, call.query.texts.get('orderBy')).map((row) => only(row, list.show));
  if (list.page === undefined) return list.rows === undefined ? kept : { [list.rows]: kept };
  const { size, bare } = list.page;
  const startAt = call.query.counts.get('startAt') ?? 0;
  const asked = Math.max(call.query.counts.get('maxResults') ?? size, 1);
  const maxResults = Math.min(asked, bare === true ? BARE_MAX : PAGE_MAX, most);
  const values = kept.slice(startAt, startAt + maxResults);
  if (bare === true) return values;
  if (list.rows !== undefined && list.pages === undefined)
    return { maxResults, startAt, total: kept.length, [list.rows]: values };
  return { maxResults, startAt, total: kept.length, isLast: startAt + values.length >= kept.length, values };
}

/** Is this row among those that the parameters of the call ask for? */
export function stays(row: unknown, name: string, keep: Keep, { query }: Call): boolean {
  const text = query.texts.get(name) ?? query.flags.get(name);
  const values = query.lists.get(name) ?? (text === undefined ? undefined : [String(text)]);
  if (values === undefined) return true;
  if ('is' in keep) return values.includes(String(member(row, keep.is)));
  if ('has' in keep) {
    const wanted = values.join(',').toLowerCase();
    return keep.has.some((each) => textOf(member(row, each))?.toLowerCase().includes(wanted) ?? false);
  }
  return values.some((value) =>
    Object.entries(keep.where[value] ?? {}).every(([each, flag]) => (member(row, each) === true) === flag),
  );
}

const only = (row: unknown, names: readonly string[] | undefined): unknown =>
  names === undefined ? row : Object.fromEntries(names.map((name) => [name, member(row, name)]));

/** By a member of the rows; whatever they do not have, such as their place in Jira's own order, leaves that order. */
function sorted(rows: readonly unknown[], orderBy: string | undefined): readonly unknown[] {
  if (orderBy === undefined) return rows;
  const by = orderBy.replace(/^[-+ ]/, '');
  const text = (row: unknown): string => textOf(member(row, by)) ?? '';
  const up = [...rows].sort((a, b) => text(a).localeCompare(text(b), 'en'));
  return orderBy.startsWith('-') ? up.reverse() : up;
}
