/**
 * What becomes of a case. It counts only if its request does harm where no gateway stands (something leaks, differs
 * or is touched) and if the same request about something inside is served with the effect that it has at the island.
 *
 * Oracles: island, twin, canary, untouched. A gateway that refuses everything fails, since its siblings do.
 */
import { digestOutside } from '../../../local/jira/digest';
import type { JiraState } from '../../../local/jira/state';
import type { Case, Sent } from './cases';
import type { FindForeign } from './foreign';
import { type Asked, type Ground, granted, INSIDE, type Side } from './ground';
import { unexplained } from './reduction';

export type FaultKind = 'leak' | 'twin' | 'island' | 'touch' | 'guard' | 'sibling' | 'refusal' | 'broken';
export type Fault = readonly [kind: FaultKind, what: string];

export type Verdict = {
  /** `counted`: as above, or under a setting its sibling is served, whether or not it does harm without a gateway. `refused`: by the shape of the request, without a look at Jira. `harmless`: Jira itself does no harm. */
  readonly kind: 'counted' | 'refused' | 'harmless';
  readonly faults: readonly Fault[];
};

/** How a way of asking is told apart from Jira itself and from other gateways. */
export type Asking = (side: Side, sent: Sent) => Promise<Asked>;

type Sibling = {
  readonly served: boolean;
  readonly full: Asked;
  readonly alone: Asked;
  readonly faults: readonly Fault[];
};

/** A judge over two sites. What it has asked for a group of cases once it does not ask again. */
export function judgeOn(ground: Ground, find: FindForeign, unsettled: boolean): (one: Case) => Promise<Verdict> {
  const siblings = new Map<string, Promise<Sibling>>();
  const ask = remembering((side, sent) => side.ask(sent));
  const direct = remembering((side, sent) => side.direct(sent));

  return async (one) => {
    const sibling = await remembered(siblings, one.group, () => askSibling(one, ground, ask, unsettled));
    const full = await ask(ground.full, one.foreign);
    const never = await ask(ground.full, one.never);
    const faults = [...sibling.faults, ...harm(full, never, ground, find)];
    if (!sibling.served) return { kind: 'refused', faults: [...faults, ...refusalFaults(one, sibling, full, never)] };
    const alone = await ask(ground.island, one.foreign);
    faults.push(...islandFaults(full, alone, ground));
    // Whether a case counts does not depend on what is unknown of Jira.
    if (unsettled) return { kind: 'counted', faults };
    const harmful = harm(await direct(ground.full, one.foreign), await direct(ground.full, one.never), ground, find);
    const differs = islandFaults(
      await direct(ground.full, one.foreign),
      await direct(ground.island, one.foreign),
      ground,
    );
    return { kind: [...harmful, ...differs].length > 0 ? 'counted' : 'harmless', faults };
  };
}

/** What an answer gives away or a call touches: leak, twin, touch, and the guard that had to stop it. */
export function harm(full: Asked, never: Asked, ground: Ground, find: FindForeign): readonly Fault[] {
  const faults: Fault[] = [];
  const leak = find(full.text, full.json);
  if (leak !== undefined) faults.push(['leak', leak]);
  if (full.compared !== never.compared) faults.push(['twin', difference(full, never)]);
  else if (full.work !== never.work) faults.push(['twin', `work: ${full.work} / ${never.work}`]);
  if (isTouched(full.after, ground)) faults.push(['touch', 'something outside has changed']);
  if (full.alarms.length > 0) faults.push(['guard', full.alarms.join(' ')]);
  if (full.status >= 500) faults.push(['broken', `${full.status} ${full.text.slice(0, 160)}`]);
  return faults;
}

/** The site and the island answer alike, and a write does the same to the granted projects. */
export function islandFaults(full: Asked, alone: Asked, ground: Ground): readonly Fault[] {
  if (full.compared !== alone.compared) return [['island', difference(full, alone)]];
  const [here, there] = [full.after !== ground.full.start, alone.after !== ground.island.start];
  if (here !== there) return [['island', 'the write was done on one of the two only']];
  return here && granted(full.after) !== granted(alone.after)
    ? [['island', 'the granted projects differ after the write']]
    : [];
}

/** Jira itself serves no query without a condition, which a confined one always has, and has removed the old search. */
const MAY_REFUSE = /Unbounded JQL queries are not allowed|has been removed/;

/** The same request about something inside: served, with the effect that Jira itself has at the island. */
async function askSibling(one: Case, ground: Ground, ask: Asking, unsettled: boolean): Promise<Sibling> {
  const full = await ask(ground.full, one.own);
  const alone = await ask(ground.island, one.own);
  const jira = await ground.island.direct(one.own);
  const faults: Fault[] = [];
  const served = full.status < 300;
  if (unsettled && jira.status >= 300) return { served, full, alone, faults: islandFaults(full, alone, ground) };
  if (jira.status >= 300 && !MAY_REFUSE.test(jira.text))
    faults.push(['sibling', `Jira itself refuses what should work: ${jira.status} ${jira.text.slice(0, 200)}`]);
  if (!served && one.refused === undefined)
    faults.push(['sibling', `not served: ${full.status} ${full.text.slice(0, 200)}`]);
  if (served && one.writes) {
    const before = granted(ground.full.start);
    const after = granted(full.after);
    if (after === before) faults.push(['sibling', 'nothing was written']);
    if (after !== granted(jira.after))
      faults.push(['sibling', 'what was written differs from what Jira writes itself']);
  }
  if (served && !one.writes && jira.status < 300) {
    const { baseUrl: siteUrl } = ground.full.start.site;
    const context = { version: one.version, siteUrl, gatewayUrl: ground.full.gatewayUrl };
    const lines = unexplained(jira.json, full.json, context);
    if (lines.length > 0) faults.push(['sibling', `differs from Jira by no listed rule: ${lines.join('; ')}`]);
  }
  return { served, full, alone, faults: [...faults, ...islandFaults(full, alone, ground)] };
}

/** A refusal that depends on the shape alone: the same bytes and the same work whatever is asked about, own or not. */
function refusalFaults(one: Case, sibling: Sibling, full: Asked, never: Asked): readonly Fault[] {
  if (one.refused === undefined) return [];
  const faults: Fault[] = [];
  if (full.compared !== sibling.full.compared) faults.push(['refusal', difference(full, sibling.full)]);
  if (full.work !== sibling.full.work) faults.push(['refusal', `work: ${full.work} / ${sibling.full.work}`]);
  if (!one.offered && full.calls + never.calls + sibling.full.calls > 0) faults.push(['refusal', 'Jira was asked']);
  return faults;
}

const isTouched = (after: JiraState, ground: Ground): boolean =>
  after !== ground.full.start && outsideOf(after) !== outsideOf(ground.full.start);

const digests = new WeakMap<JiraState, string>();
function outsideOf(state: JiraState): string {
  const digest = digests.get(state) ?? digestOutside(state, INSIDE);
  digests.set(state, digest);
  return digest;
}

/** Asks each question once. Nothing is left of a call on its site, so an answer does not depend on what came before. */
function remembering(asking: Asking): Asking {
  const memory = new Map<Side, Map<string, Promise<Asked>>>();
  return (side, sent) => {
    const answers = memory.get(side) ?? new Map<string, Promise<Asked>>();
    memory.set(side, answers);
    return remembered(answers, JSON.stringify(sent), () => asking(side, sent));
  };
}

function remembered<T>(memory: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const known = memory.get(key) ?? ask();
  memory.set(key, known);
  return known;
}

/** Where two answers part. */
function difference(one: Asked, other: Asked): string {
  let at = 0;
  while (at < one.compared.length && one.compared[at] === other.compared[at]) at += 1;
  const around = ({ compared }: Asked) => compared.slice(Math.max(0, at - 40), at + 60);
  return `…${around(one)} / …${around(other)}`;
}
