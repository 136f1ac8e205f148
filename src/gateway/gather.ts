/**
 * Rows of which some may be hidden are read whole, and the page that was asked for is cut from what is shown: Jira's own
 * pages and totals would tell where something is hidden.
 */
import { idOf, isLoose, items, member } from '../jira/answers';
import { apart, type Jira, type JiraAnswer } from '../jira/as-app';
import type { Denial } from '../policy/denials';
import { pageMaxOf } from '../policy/principal';
import { err, ok, type Result } from '../result';
import { type Probe, probePage } from './build';
import type { RelayOperation } from './call';
import type { Permitted } from './decide';
import { forwardProbe, isServed } from './forward';
import { stays } from './list-page';
import type { Outcome } from './respond';
import type { Serving } from './show';
import { faultDenial, readDenial } from './upstream-denial';

type Gather = NonNullable<RelayOperation['gather']>;

/** Jira keeps at most this many worklogs on an issue, and fewer of everything else that has a limit. */
const ROWS_MAX = 10_000;
/** More than the 5,000 comments that an issue can have. */
const PAGES_MAX = 55;

/** All rows, after the first page. How many there are is a matter of what is hidden among them too: these calls are made apart. */
export async function gatherPages(
  first: JiraAnswer,
  probe: Probe,
  { rows: name, pageMax, untotalled }: Pick<Gather, 'rows' | 'pageMax' | 'untotalled'>,
  permit: Permitted,
  jira: Jira,
): Promise<Result<{ readonly rows: readonly unknown[]; readonly pages: number }, Denial>> {
  if (untotalled === true) return gatherToLast(first, probe, { rows: name, pageMax }, permit, jira);
  const total = member(first.body, 'total');
  const count = typeof total === 'number' ? Math.min(total, ROWS_MAX) : 0;
  const pages = Math.ceil(count / pageMax);
  const starts = Array.from(
    { length: Math.max(0, Math.min(pages, PAGES_MAX) - 1) },
    (_, index) => (index + 1) * pageMax,
  );
  const rest = await Promise.all(
    starts.map((startAt) => forwardProbe(probePage(probe, startAt, pageMax), apart(jira))),
  );
  const rows = [...items(member(first.body, name))];
  for (const page of rest) {
    if (!page.ok) return err(faultDenial(page.error, false));
    if (!isServed(page.value)) return err(readDenial(page.value.status, 'issue'));
    rows.push(...items(member(page.value.open(permit).body, name)));
  }
  return ok({ rows, pages: starts.length + 1 });
}

/** Pages that only say which is the last one, one after another. */
async function gatherToLast(
  first: JiraAnswer,
  probe: Probe,
  { rows: name, pageMax }: Pick<Gather, 'rows' | 'pageMax'>,
  permit: Permitted,
  jira: Jira,
): Promise<Result<{ readonly rows: readonly unknown[]; readonly pages: number }, Denial>> {
  const rows = [...items(member(first.body, name))];
  let last = member(first.body, 'isLast') !== false;
  let pages = 1;
  for (; !last && pages * pageMax < ROWS_MAX; pages += 1) {
    const page = await forwardProbe(probePage(probe, pages * pageMax, pageMax), apart(jira));
    if (!page.ok) return err(faultDenial(page.error, false));
    if (!isServed(page.value)) return err(readDenial(page.value.status, 'board'));
    const { body } = page.value.open(permit);
    rows.push(...items(member(body, name)));
    last = member(body, 'isLast') !== false;
  }
  return ok({ rows, pages });
}

/** The page that was asked for, out of all rows that may be shown; of picked ones all. */
export function cutPage(outcome: Outcome, gather: Gather, { call, principal }: Serving): Outcome {
  if (outcome.kind !== 'answer' || !isLoose(outcome.body)) return outcome;
  const all = items(outcome.body[gather.rows]);
  const shown = all.filter((row) =>
    Object.entries(gather.keep ?? {}).every(([by, keep]) => stays(row, by, keep, call)),
  );
  const picked = gather.picked === undefined ? undefined : (call.query.lists.get(gather.picked) ?? []);
  const rows = picked === undefined ? shown : shown.filter((row) => picked.includes(idOf(row) ?? ''));
  const startAt = call.query.counts.get('startAt') ?? 0;
  const asked = Math.max(call.query.counts.get('maxResults') ?? gather.pageMax, 1);
  const maxResults = picked === undefined ? Math.min(asked, gather.pageMax, pageMaxOf(principal)) : rows.length;
  const end = startAt + maxResults;
  // Pages of `values` say where they end, and others do not.
  const last = gather.rows === 'values' && picked === undefined ? { isLast: end >= rows.length } : {};
  const body = {
    startAt,
    maxResults,
    ...(gather.untotalled === true ? {} : { total: rows.length }),
    ...last,
    [gather.as ?? gather.rows]: rows.slice(startAt, end),
  };
  return { ...outcome, body };
}
