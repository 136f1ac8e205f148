/**
 * Issues at the other ends of relations in an answer: which of them the answer itself proves to be inside, and which
 * need a look-up before the filter may show them. Pure.
 */
import {
  type IssueFact,
  idOf,
  isLoose,
  items,
  member,
  parseIssueFact,
  parseProjectFact,
  textOf,
} from '../jira/answers';
import { hidesIssues, type Principal } from '../policy/principal';
import type { Lexicon } from '../storage/records/lexicon';
import { inside } from './inside';
import { prefixOf } from './spelling';

/** Issue beans of an answer that stand in granted projects, each with what it says of itself. */
function issuesOf(answer: unknown): readonly { readonly bean: unknown; readonly fact: IssueFact }[] {
  const beans = isLoose(answer) && Array.isArray(answer['issues']) ? items(answer['issues']) : [answer];
  return beans.flatMap((bean) => {
    const fact = parseIssueFact(bean);
    return fact === undefined ? [] : [{ bean, fact }];
  });
}

/** The fact of an issue, which matches its grant's condition where the call found that it does. */
export const matching = (issue: IssueFact, id: string | 'every' | undefined): IssueFact => ({
  ...issue,
  matches: id === 'every' || id === issue.id,
});

/** Project keys that an answer prints for granted projects. A key remembered from elsewhere never counts. */
export function provenPrefixes(
  answer: unknown,
  principal: Principal,
  lexicons: ReadonlyMap<string, Lexicon>,
): ReadonlySet<string> {
  const prefixes = new Set<string>();
  for (const { bean, fact } of issuesOf(answer)) {
    const project = parseProjectFact(member(member(bean, 'fields'), 'project'));
    // Where security levels or conditions exist, an issue of the same project may still be hidden: only a look-up can tell.
    if (
      project !== undefined &&
      !hidesIssues(principal.grants.get(fact.projectId)?.conditions ?? {}) &&
      inside(fact, principal) !== undefined &&
      lexicons.get(project.id)?.hasSecurityLevels === false
    )
      prefixes.add(project.key);
  }
  return prefixes;
}

/** More of them are not looked up, and so not shown: as many links as Jira keeps on an issue, and some of other names. */
const OWN_LOOKING_MAX = 2_000;
const OTHERS_MAX = 500;

/**
 * Of these issues, by id or key, those that are looked up: what is called like an issue of the key's own projects comes first, so
 * that no number of others, which are hidden, takes its place. A project that has just got another key is among the others.
 */
export function lookedUp(
  named: readonly (readonly [spelling: string, key: string])[],
  keys: ReadonlySet<string>,
): readonly string[] {
  const looksOwn = ([, key]: readonly [string, string]): boolean => keys.has(prefixOf(key));
  const own = named.filter(looksOwn).slice(0, OWN_LOOKING_MAX);
  const others = named.filter((each) => !looksOwn(each)).slice(0, OTHERS_MAX);
  return [...new Set([...own, ...others].map(([spelling]) => spelling))];
}

/** Issues at the other ends of relations in an answer, which no prefix proves: id or, where only that is given, key; and key. */
export function undecidedRelations(
  answer: unknown,
  principal: Principal,
  prefixes: ReadonlySet<string>,
  shows: (field: string) => boolean,
): readonly (readonly [spelling: string, key: string])[] {
  const undecided = new Map<string, string>();
  const several = principal.grants.size > 1;
  for (const { bean, fact } of issuesOf(answer)) {
    if (inside(matching(fact, 'every'), principal) === undefined) continue;
    for (const end of relationsOf(member(bean, 'fields'), shows)) {
      const key = textOf(end) ?? textOf(member(end, 'key')) ?? '';
      // With one grant only its own prefix can be inside, and only a security level can still hide it.
      if (!prefixes.has(prefixOf(key)) && (several || prefixOf(key) === fact.projectKey))
        undecided.set(idOf(end) ?? key, key);
    }
  }
  undecided.delete('');
  return [...undecided];
}

function relationsOf(fields: unknown, shows: (field: string) => boolean): readonly unknown[] {
  if (!isLoose(fields)) return [];
  const links = shows('issuelinks') ? items(fields['issuelinks']) : [];
  return [
    ...(shows('parent') ? [fields['parent']] : []),
    ...(shows('epic') ? [fields['epic']] : []),
    ...(shows('subtasks') ? items(fields['subtasks']) : []),
    ...links.flatMap((link) => [member(link, 'inwardIssue'), member(link, 'outwardIssue')]),
    ...Object.entries(fields).flatMap(([id, value]) =>
      id.startsWith('customfield_') &&
      shows(id) &&
      typeof value === 'string' &&
      /^[A-Z][A-Z0-9_]+-[1-9][0-9]*$/.test(value)
        ? [value]
        : [],
    ),
  ].filter((end) => end !== undefined && end !== null);
}
