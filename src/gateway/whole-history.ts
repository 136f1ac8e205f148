/**
 * Histories inside issues, which Jira cuts: a cut one is read whole before anything of it is shown, since what is hidden
 * of the entries that Jira would show must not be missed among them.
 */
import { isLoose, items, member, parseIssueFact } from '../jira/answers';
import type { JiraAnswer } from '../jira/as-app';
import { fewAtOnce } from '../jira/few-at-once';
import type { Denial } from '../policy/denials';
import { ok, type Result } from '../result';
import { historyProbe } from './build';
import type { Permitted } from './decide';
import { forwardProbe, isServed } from './forward';
import { gatherPages } from './gather';
import type { Serving } from './show';
import { faultDenial, readDenial } from './upstream-denial';

const AT_ONCE = 4;
const PAGE = { rows: 'values', pageMax: 100, whole: true } as const;

/** The same answer, with every history whole in issues of granted projects. */
export async function withWholeHistories(
  answer: JiraAnswer,
  permit: Permitted,
  at: Serving,
): Promise<Result<JiraAnswer, Denial>> {
  if (!at.call.query.expand.has('changelog') || !isLoose(answer.body)) return ok(answer);
  const rows = answer.body['issues'];
  const beans = Array.isArray(rows) ? items(rows) : [answer.body];
  const whole = await fewAtOnce(beans, AT_ONCE, (bean) => withWhole(bean, permit, at));
  const changed: unknown[] = [];
  for (const bean of whole) {
    if (!bean.ok) return bean;
    changed.push(bean.value);
  }
  return ok({ ...answer, body: Array.isArray(rows) ? { ...answer.body, issues: changed } : changed[0] });
}

async function withWhole(bean: unknown, permit: Permitted, at: Serving): Promise<Result<unknown, Denial>> {
  const page = member(bean, 'changelog');
  const listed = items(member(page, 'histories'));
  const total = member(page, 'total');
  const issue = parseIssueFact(bean);
  if (page === undefined || !isLoose(bean) || !isLoose(page) || total === listed.length) return ok(bean);
  if (issue === undefined || !at.principal.grants.has(issue.projectId)) return ok({ ...bean, changelog: undefined });
  const probe = historyProbe(at.call, issue.id);
  const first = await forwardProbe(probe, at.jira);
  if (!first.ok) return { ok: false, error: faultDenial(first.error, false) };
  if (!isServed(first.value)) return { ok: false, error: readDenial(first.value.status, 'issue') };
  const gathered = await gatherPages(first.value.open(permit), probe, PAGE, permit, at.jira);
  if (!gathered.ok) return gathered;
  // What was written after the issue was read could be of when it was no longer inside. There the newest entry comes first.
  const then = gathered.value.rows.slice(0, typeof total === 'number' ? total : 0);
  return ok({ ...bean, changelog: { ...page, histories: then.toReversed() } });
}
