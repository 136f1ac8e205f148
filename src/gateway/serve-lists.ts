/**
 * Lists and single settings, whose scope is known before Jira is asked for them: what the lexicons of the projects hold,
 * or what stands below projects that were found to be inside. Each list is asked for whole, by numeric ids alone.
 */
import { idOf, isLoose, items, member, textOf } from '../jira/answers';
import { apart, type JiraAnswer } from '../jira/as-app';
import { fewAtOnce } from '../jira/few-at-once';
import type { Denial } from '../policy/denials';
import { pageMaxOf } from '../policy/principal';
import { err, ok, type Result } from '../result';
import { listProbe, type Probe, roleProbe, settingProbe } from './build';
import { type RelayOperation, thingOf } from './call';
import { decide, type Permitted } from './decide';
import { forwardProbe, type Sealed } from './forward';
import { gatherPages } from './gather';
import { pageOfList } from './list-page';
import { resolve } from './resolve';
import { denied, type Served } from './served';
import { type Serving, show } from './show';
import { faultDenial, lookUpDenial, readDenial, searchDenial } from './upstream-denial';

/** A list of the site, or one thing of it: only what the projects' own lists hold is asked for by id, or shown. */
export async function serveNames(at: Serving, operation: RelayOperation): Promise<Served> {
  if (at.call.places.size > 0) return serveSetting(at, operation);
  const [facts, sealed] = await Promise.all([
    resolve(at.call, at.principal, at.lexicon, at.jira, at.now),
    forwardProbe(listProbe(at.call, operation, ''), at.jira),
  ]);
  if (!facts.ok) return denied(lookUpDenial(facts.error));
  if (!sealed.ok) return denied(faultDenial(sealed.error, false));
  const permit = decide(at.call, facts.value, at.principal);
  if (!permit.ok) return denied(permit.error);
  if (sealed.value.status !== 200) return denied(searchDenial(sealed.value.status));
  return paged(await show(sealed.value.open(permit.value), permit.value, at, operation), at, operation);
}

async function serveSetting(at: Serving, operation: RelayOperation): Promise<Served> {
  const permit = await found(at);
  if (!permit.ok) return denied(permit.error);
  const sealed = await forwardProbe(settingProbe(permit.value, operation), at.jira);
  if (!sealed.ok) return denied(faultDenial(sealed.error, false));
  if (sealed.value.status !== 200) return denied(readDenial(sealed.value.status, thingOf(at.call)));
  return show(sealed.value.open(permit.value), permit.value, at, operation);
}

/** What stands below projects. A project found by its key is asked by its id, which no other one ever gets. */
export async function serveBelow(at: Serving, operation: RelayOperation): Promise<Served> {
  const permit = await found(at);
  if (!permit.ok) return denied(permit.error);
  const { projectIds } = permit.value;
  const answers = await Promise.all(
    projectIds.map((projectId) => forwardProbe(listProbe(at.call, operation, projectId), at.jira)),
  );
  const opened: JiraAnswer[] = [];
  for (const [index, sealed] of answers.entries()) {
    if (!sealed.ok) return denied(faultDenial(sealed.error, false));
    if (sealed.value.status !== 200) return denied(readDenial(sealed.value.status, thingOf(at.call)));
    const probe = listProbe(at.call, operation, projectIds[index] ?? '');
    const whole = await wholeList(sealed.value.open(permit.value), probe, operation, permit.value, at);
    if (!whole.ok) return denied(whole.error);
    opened.push(whole.value);
  }
  const body =
    'rolesOf' in shapeOf(operation) ? await rolesInUse(opened, permit.value, at) : ok(joined(opened, operation));
  if (!body.ok) return denied(body.error);
  return paged(await show({ status: 200, body: body.value }, permit.value, at, operation), at, operation);
}

const shapeOf = ({ answer }: RelayOperation): object => (typeof answer === 'object' ? answer : {});

async function found(at: Serving): Promise<Result<Permitted, Denial>> {
  const facts = await resolve(at.call, at.principal, at.lexicon, at.jira, at.now);
  return facts.ok ? decide(at.call, facts.value, at.principal) : err(lookUpDenial(facts.error));
}

/** The list with the rows of all its pages, where Jira gives it in pages. */
async function wholeList(
  first: JiraAnswer,
  probe: Probe,
  { list }: RelayOperation,
  permit: Permitted,
  { jira }: Serving,
): Promise<Result<JiraAnswer, Denial>> {
  if (list?.pages === undefined || list.rows === undefined) return ok(first);
  const all = await gatherPages(first, probe, { rows: list.rows, pageMax: list.pages, untotalled: true }, permit, jira);
  return all.ok ? ok({ ...first, body: { [list.rows]: all.value.rows } }) : all;
}

/** The rows of all lists, each once, or those that every list has. */
function joined(answers: readonly JiraAnswer[], { list }: RelayOperation): readonly unknown[] {
  const name = list?.rows;
  const [first = [], ...rest] = answers.map(({ body }) => items(name === undefined ? body : member(body, name)));
  const by = list?.inAll;
  if (by === undefined) return once([first, ...rest].flat());
  const others = rest.map((rows) => new Set(rows.map((row) => textOf(member(row, by)))));
  return first.filter((row) => others.every((known) => known.has(textOf(member(row, by)))));
}

/** What stands in several lists, by its id. */
function once(rows: readonly unknown[]): readonly unknown[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const id = idOf(row);
    if (id === undefined) return true;
    return !seen.has(id) && seen.add(id);
  });
}

/** Jira lists every role of the site under every project: more than these are not looked at. */
const ROLES_MAX = 200;
const ROLES_AT_ONCE = 10;

/** Roles that somebody has in the project. All others may have been made for other projects. */
async function rolesInUse(
  answers: readonly JiraAnswer[],
  permit: Permitted,
  at: Serving,
): Promise<Result<unknown, Denial>> {
  const roles = answers.flatMap(({ body }) => (isLoose(body) ? Object.entries(body) : [])).slice(0, ROLES_MAX);
  const [projectId = ''] = permit.projectIds;
  type Role = readonly [name: string, address: unknown];
  const inUse = async (role: Role): Promise<Result<readonly Role[], Denial>> => {
    const id = /\/role\/([1-9][0-9]{0,17})$/.exec(textOf(role[1]) ?? '')?.[1];
    if (id === undefined) return ok([]);
    const sealed = await forwardProbe(roleProbe(at.call, projectId, id), apart(at.jira));
    if (!sealed.ok) return err(faultDenial(sealed.error, false));
    if (sealed.value.status === 429 || sealed.value.status >= 500)
      return err(readDenial(sealed.value.status, 'project'));
    return ok(hasActors(sealed.value, id) ? [role] : []);
  };
  const used = await fewAtOnce(roles, ROLES_AT_ONCE, inUse);
  const shown: (readonly [string, unknown])[] = [];
  for (const each of used) {
    if (!each.ok) return each;
    shown.push(...each.value);
  }
  return ok(Object.fromEntries(shown));
}

const hasActors = (sealed: Sealed, id: string): boolean =>
  sealed.facts((role) => idOf(role) === id && items(member(role, 'actors')).length > 0) ?? false;

/** The page that was asked for, of a list that is all there is to show. */
function paged(served: Served, { call, principal }: Serving, { list }: RelayOperation): Served {
  const { outcome } = served;
  if (list === undefined || outcome.kind !== 'answer' || !Array.isArray(outcome.body)) return served;
  return { ...served, outcome: { ...outcome, body: pageOfList(outcome.body, list, call, pageMaxOf(principal)) } };
}
