/**
 * Issues by their spellings: the look-ups that bring what decides about an issue, and nothing more.
 */
import type { ApiVersion } from '../catalogue/operation';
import { type IssueFact, isLoose, items, type LinkFact, member, parseIssueFact } from '../jira/answers';
import type { Jira } from '../jira/as-app';
import { ok, type Result } from '../result';
import { END_FIELDS } from './ends';
import type { Facts } from './facts';
import { get, type LookUpFault, lookUp, lookUpAll } from './look-up';
import { isId, prefixOf } from './spelling';

/** Ids and keys asked for in one bulk fetch; Jira's limit. */
const BULK_MAX = 100;
const DECIDING_FIELDS = ['project', 'security', 'issuerestriction', 'issuetype'];

/** One issue, with members that a row asks for beside what decides. */
export async function findIssue(
  spelling: string,
  more: { readonly transitions?: true; readonly subtasks?: true },
  jira: Jira,
): Promise<Result<readonly IssueFact[], LookUpFault>> {
  const fields = more.subtasks === true ? [...DECIDING_FIELDS, 'subtasks'] : DECIDING_FIELDS;
  const query: [string, string][] = [
    ['fields', fields.join(',')],
    ['updateHistory', 'false'],
  ];
  if (more.transitions === true) query.push(['expand', 'transitions']);
  const body = await lookUp(jira, get(`/rest/api/3/issue/${spelling}`, query));
  if (!body.ok) return body;
  const fact = parseIssueFact(body.value);
  return ok(fact === undefined ? [] : [fact]);
}

/**
 * Many issues in one bulk fetch: it leaves out what is missing and what is hidden alike. `told`: what is to be shown of them,
 * which has to come with what decides, or it could be from before they were inside.
 */
export async function findIssues(
  spellings: readonly string[],
  jira: Jira,
  told: readonly string[] = [],
  version: ApiVersion = '3',
): Promise<Result<readonly IssueFact[], LookUpFault>> {
  const fields = told.length === 0 ? DECIDING_FIELDS : [...new Set([...DECIDING_FIELDS, 'updated', ...told])];
  const chunks = Array.from({ length: Math.ceil(spellings.length / BULK_MAX) }, (_, index) =>
    spellings.slice(index * BULK_MAX, (index + 1) * BULK_MAX),
  );
  const bodies = await lookUpAll(
    jira,
    chunks.map((issueIdsOrKeys) => ({
      method: 'POST',
      path: `/rest/api/${version}/issue/bulkfetch`,
      query: [],
      body: JSON.stringify({ issueIdsOrKeys, fields }),
    })),
  );
  if (!bodies.ok) return bodies;
  const beans = bodies.value.flatMap((body) => items(member(body, 'issues')));
  return ok(
    beans.flatMap((bean) => {
      const fact = parseIssueFact(bean);
      const of = member(bean, 'fields');
      return fact === undefined ? [] : [told.length > 0 && isLoose(of) ? { ...fact, told: of } : fact];
    }),
  );
}

/** The issues at both ends of a link, or the same look-up for nothing where there is no link. */
export async function findEnds(link: LinkFact | undefined, jira: Jira): Promise<Result<Facts['link'], LookUpFault>> {
  const found = await findIssues(link === undefined ? ['0', '00'] : [link.inwardId, link.outwardId], jira, END_FIELDS);
  if (!found.ok) return found;
  const [inward, outward] = [link?.inwardId, link?.outwardId].map((id) => found.value.find((issue) => issue.id === id));
  return ok(
    link === undefined || inward === undefined || outward === undefined
      ? undefined
      : { id: link.id, ends: [inward, outward] },
  );
}

/**
 * Which issue answers to which spelling. An issue that answers under another key moved or was renamed: it counts
 * only if the spelling's project key is, or was, a key of the very project that it is in now. Otherwise a key
 * would tell that its issue exists elsewhere.
 */
export function matchSpellings(
  spellings: readonly string[],
  found: readonly IssueFact[],
  keysOf: (projectId: string) => ReadonlySet<string>,
): ReadonlyMap<string, IssueFact> {
  const matched = new Map<string, IssueFact>();
  const rest: string[] = [];
  for (const spelling of spellings) {
    const exact = found.find((issue) => issue.id === spelling || issue.key === spelling);
    if (exact !== undefined) matched.set(spelling, exact);
    else if (!isId(spelling)) rest.push(spelling);
  }
  const taken = new Set([...matched.values()].map(({ id }) => id));
  for (const spelling of rest) {
    const renamed = found.filter((issue) => !taken.has(issue.id) && keysOf(issue.projectId).has(prefixOf(spelling)));
    const number = spelling.slice(spelling.lastIndexOf('-'));
    const same = renamed.filter((issue) => issue.key.endsWith(number));
    // Without the same number it can only be told which issue is meant if there is no choice.
    const issue = same.length === 1 ? same[0] : rest.length === 1 && renamed.length === 1 ? renamed[0] : undefined;
    if (issue !== undefined) matched.set(spelling, issue);
  }
  return matched;
}
