/**
 * Histories of issues, read from their ends: back to where the issue came into its project, or to their beginning. What is before
 * is nobody's to read, so how long it is changes neither what is answered nor whether anything is.
 */
import { isLoose, items, member, parseIssueFact } from '../jira/answers';
import { apart, type Jira, type JiraAnswer } from '../jira/as-app';
import { fewAtOnce } from '../jira/few-at-once';
import type { Denial } from '../policy/denials';
import { err, ok, type Result } from '../result';
import { historyProbe, type Probe, probePage } from './build';
import type { Permitted } from './decide';
import { forwardProbe, isServed } from './forward';
import { isOldestFirst, isOpenTo, lastCrossing } from './history';
import type { Serving } from './show';
import { faultDenial, readDenial } from './upstream-denial';

const AT_ONCE = 4;
const PAGE = 100;
/** So many pages beyond the first of each issue are read for one answer, of what is since the issues came. */
const PAGES_MAX = 55;

/** What one answer has read of histories, in pages of what is since the issues came. */
type Spent = { pages: number };

type Wanted = {
  /** How many entries the history had when its issue was read: later ones may be of when it was no longer inside. */
  readonly total: number;
  /** The first page, where it is there already. */
  readonly first?: readonly unknown[];
};

/** An issue's history by its pages, oldest first: all of it, or the newest entries without a gap, back to the last move over the border. */
async function historyBack(
  probe: Probe,
  { total, first }: Wanted,
  permit: Permitted,
  jira: Jira,
  spent: Spent,
): Promise<Result<readonly unknown[], Denial>> {
  const isOpen = isOpenTo(permit.principal);
  const port = apart(jira);
  let rows: readonly unknown[] = [];
  let counted = 0;
  for (let end = total; end > 0; end = Math.max(0, end - PAGE)) {
    const start = Math.max(0, end - PAGE);
    const isThere = start === 0 && first !== undefined;
    const page = isThere ? ok(first) : await pageOf(probePage(probe, start, PAGE), permit, port);
    if (!page.ok) return page;
    const older = page.value.slice(0, end - start);
    // Of what one entry tells about all others none may be missing.
    if (older.length < end - start) return err({ reason: 'answer_unreadable', maybeDone: false });
    rows = [...older, ...rows];
    const arrival = lastCrossing(rows, { isOpen });
    // What was read is the newest only if older entries stand before newer ones.
    const isNewest = isOldestFirst(rows);
    const since = isNewest ? rows.length - (arrival + 1) : rows.length;
    const pages = Math.max(0, Math.ceil(since / PAGE) - 1);
    spent.pages += pages - counted;
    counted = pages;
    if (spent.pages > PAGES_MAX) return err({ reason: 'too_much_work' });
    if (arrival >= 0 && isNewest) return ok(rows);
  }
  return ok(rows);
}

async function pageOf(page: Probe, permit: Permitted, jira: Jira): Promise<Result<readonly unknown[], Denial>> {
  const sealed = await forwardProbe(page, jira);
  if (!sealed.ok) return err(faultDenial(sealed.error, false));
  if (!isServed(sealed.value)) return err(readDenial(sealed.value.status, 'issue'));
  return ok(items(member(sealed.value.open(permit).body, 'values')));
}

const totalOf = (page: unknown): number | undefined => {
  const total = member(page, 'total');
  return typeof total === 'number' && Number.isSafeInteger(total) && total >= 0 ? total : undefined;
};

/** The history of the issue that a call is about, after its first page was read. */
export async function gatherHistory(
  first: JiraAnswer,
  probe: Probe,
  permit: Permitted,
  jira: Jira,
): Promise<Result<readonly unknown[], Denial>> {
  const total = totalOf(first.body);
  if (total === undefined) return err({ reason: 'answer_unreadable', maybeDone: false });
  return historyBack(probe, { total, first: items(member(first.body, 'values')) }, permit, jira, { pages: 0 });
}

/** The same answer; histories in it, which Jira cuts, are whole in issues of granted projects, as far as they are shown. */
export async function withWholeHistories(
  answer: JiraAnswer,
  permit: Permitted,
  at: Serving,
): Promise<Result<JiraAnswer, Denial>> {
  if (!at.call.query.expand.has('changelog') || !isLoose(answer.body)) return ok(answer);
  const rows = answer.body['issues'];
  const beans = Array.isArray(rows) ? items(rows) : [answer.body];
  const spent: Spent = { pages: 0 };
  const whole = await fewAtOnce(beans, AT_ONCE, (bean) => withWhole(bean, permit, at, spent));
  const changed: unknown[] = [];
  for (const bean of whole) {
    if (!bean.ok) return bean;
    changed.push(bean.value);
  }
  return ok({ ...answer, body: Array.isArray(rows) ? { ...answer.body, issues: changed } : changed[0] });
}

async function withWhole(
  bean: unknown,
  permit: Permitted,
  at: Serving,
  spent: Spent,
): Promise<Result<unknown, Denial>> {
  const page = member(bean, 'changelog');
  const listed = items(member(page, 'histories'));
  const total = totalOf(page);
  const issue = parseIssueFact(bean);
  if (page === undefined || !isLoose(bean) || !isLoose(page) || total === listed.length) return ok(bean);
  if (issue === undefined || !at.principal.grants.has(issue.projectId)) return ok({ ...bean, changelog: undefined });
  const probe = historyProbe(at.call, issue.id);
  const entries = await historyBack(probe, { total: total ?? 0 }, permit, at.jira, spent);
  if (!entries.ok) return entries;
  // Inside an issue the newest entry comes first.
  return ok({ ...bean, changelog: { ...page, histories: entries.value.toReversed() } });
}
