/**
 * Query parameters, read as Jira reads them.
 *
 * A repeated number takes its first value, a repeated text is joined at commas; white space inside a number
 * is dropped; empty is absent. A number that cannot be read is refused before anything is looked up.
 */
import { problem } from '../errors';

export type Query = {
  readonly text: (name: string) => string | undefined;
  readonly list: (name: string) => readonly string[];
  readonly set: (name: string) => ReadonlySet<string>;
  readonly flag: (name: string) => boolean;
  readonly count: (name: string, otherwise: number) => number;
};

export function readQuery(pairs: readonly (readonly [string, string])[]): Query {
  const values = (name: string) => pairs.filter(([key]) => key === name).map(([, value]) => value);
  const text = (name: string) => {
    const all = values(name);
    return all.length === 0 || all.every((one) => one === '') ? undefined : all.join(',');
  };
  const list = (name: string) =>
    (text(name) ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '');
  return {
    text,
    list,
    set: (name) => new Set(list(name)),
    flag: (name) => text(name)?.toLowerCase() === 'true',
    count: (name, otherwise) => {
      const first = values(name)[0]?.replace(/\s/g, '') ?? '';
      if (first === '') return otherwise;
      if (!/^[+-]?\d{1,18}$/.test(first)) {
        throw problem(400, 'Bad Request', `Failed to convert '${name}' with value: '${values(name).join(',')}'`);
      }
      return Number(first);
    },
  };
}

export type PageRequest = { readonly startAt: number; readonly maxResults: number };

/** `startAt` and `maxResults`, clamped as most operations do. */
export function readPage(query: Query, usual: number, most: number): PageRequest {
  const startAt = Math.max(0, query.count('startAt', 0));
  const asked = query.count('maxResults', usual);
  return { startAt, maxResults: Math.min(most, Math.max(1, asked)) };
}

/** The page's members in the order of `project/search`; `self` repeats the query, completed. */
export function pageBean<T>(rows: readonly T[], page: PageRequest, self: string): Record<string, unknown> {
  const end = page.startAt + page.maxResults;
  const at = (startAt: number) => `${self}?startAt=${startAt}&maxResults=${page.maxResults}`;
  return {
    self: at(page.startAt),
    ...(end < rows.length ? { nextPage: at(end) } : {}),
    maxResults: page.maxResults,
    startAt: page.startAt,
    total: rows.length,
    isLast: end >= rows.length,
    values: rows.slice(page.startAt, end),
  };
}
