/**
 * References → facts. One round of parallel look-ups, the same in number and kind for a thing that is foreign and
 * for one that never existed. The only reads before a decision; each asks for no more than what decides.
 */
import {
  type IssueFact,
  items,
  type LinkFact,
  member,
  parseCommentFact,
  parseIssueFact,
  parseLinkFact,
  parseProjectFact,
  textOf,
} from '../jira/answers';
import type { Jira, JiraAnswer, JiraFault, UpstreamRequest } from '../jira/as-app';
import { confineJql } from '../jql/confine';
import { type Principal, projectsHolding } from '../policy/principal';
import { err, ok, type Result } from '../result';
import type { StorageFault } from '../storage/fault';
import { readLexicons, writeLexicon } from '../storage/lexicons';
import type { Lexicon } from '../storage/records/lexicon';
import { scopeOf } from './build';
import type { Call } from './call';
import type { Facts } from './facts';
import { type FillFault, fillLexicon, isFresh } from './lexicon';
import { unresolvedNames } from './settle';
import { isId, prefixOf } from './spelling';

export type ResolveFault = FillFault | { readonly reason: 'storage'; readonly fault: StorageFault };

/** Ids and keys asked for in one bulk fetch; Jira's limit. */
const BULK_MAX = 100;
/** A name that is not in a lexicon may be new: it is filled again, but not more often than this. */
const REFILL_MS = 60_000;
const DECIDING_FIELDS = ['project', 'security', 'issuetype'];

/** Looks up everything that `call` refers to. `lexicon` is the home project's, from the first storage request. */
export async function resolve(
  call: Call,
  principal: Principal,
  lexicon: Lexicon | undefined,
  jira: Jira,
  now: number,
): Promise<Result<Facts, ResolveFault>> {
  const main =
    call.operation.kind === 'relay' && call.operation.check !== 'answer' ? call.places.get('issue') : undefined;
  const others = [...call.references.issues].filter((spelling) => spelling !== call.places.get('issue'));
  const [mainIssue, otherIssues, projects, comment, link, people, lexicons] = await Promise.all([
    main === undefined ? ok([]) : lookUpIssue(main, call, jira),
    lookUpIssues(others, jira),
    lookUpProjects(call, jira),
    lookUpComment(call, jira),
    lookUpLink(call, jira),
    lookUpPeople(call, principal, jira),
    lexiconsFor(call, principal, lexicon, jira, now),
  ]);
  for (const part of [mainIssue, otherIssues, projects, comment, link, people, lexicons]) if (!part.ok) return part;
  if (!mainIssue.ok || !otherIssues.ok || !projects.ok || !comment.ok || !link.ok || !people.ok || !lexicons.ok) {
    return err({ reason: 'unreachable', sent: false });
  }
  const keysOf = (projectId: string): ReadonlySet<string> =>
    new Set([
      principal.grants.get(projectId)?.rememberedKey ?? '',
      ...(lexicons.value.get(projectId)?.projectKeys ?? []),
    ]);
  const issues = new Map([
    ...matchSpellings(main === undefined ? [] : [main], mainIssue.value, keysOf),
    ...matchSpellings(others, otherIssues.value, keysOf),
  ]);
  const facts: Facts = {
    issues,
    projects: projects.value,
    comment: comment.value,
    link: link.value,
    people: people.value,
    lexicons: lexicons.value,
  };
  return refilled(call, principal, facts, jira, now);
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

const isBefore = (call: Call): boolean => call.operation.kind === 'relay' && call.operation.check === 'before';

type Looked<T> = Promise<Result<T, FillFault>>;

/** Jira's "no" in any form is absence; only its failure is a fault. */
function usable(answer: Result<JiraAnswer, JiraFault>): Result<unknown, FillFault> {
  if (!answer.ok) return answer;
  const { status, body } = answer.value;
  if (status === 429 || status >= 500) return err({ reason: 'status', status });
  return ok(status === 200 ? body : undefined);
}

const get = (path: string, query: readonly (readonly [string, string])[]): UpstreamRequest => ({
  method: 'GET',
  path,
  query,
  body: undefined,
});

async function lookUpIssue(spelling: string, call: Call, jira: Jira): Looked<readonly IssueFact[]> {
  const lookUp = call.operation.kind === 'relay' ? call.operation.lookUp : undefined;
  const fields = lookUp?.subtasks === true ? [...DECIDING_FIELDS, 'subtasks'] : DECIDING_FIELDS;
  const query: [string, string][] = [
    ['fields', fields.join(',')],
    ['updateHistory', 'false'],
  ];
  if (lookUp?.transitions === true) query.push(['expand', 'transitions']);
  const body = usable(await jira.call(get(`/rest/api/3/issue/${spelling}`, query)));
  if (!body.ok) return body;
  const fact = parseIssueFact(body.value);
  return ok(fact === undefined ? [] : [fact]);
}

/** All other issues in one bulk fetch: it leaves out what is missing and what is hidden alike. */
export async function lookUpIssues(spellings: readonly string[], jira: Jira): Looked<readonly IssueFact[]> {
  if (spellings.length === 0) return ok([]);
  const chunks = Array.from({ length: Math.ceil(spellings.length / BULK_MAX) }, (_, at) =>
    spellings.slice(at * BULK_MAX, (at + 1) * BULK_MAX),
  );
  const answers = await Promise.all(
    chunks.map((issueIdsOrKeys) =>
      jira.call({
        method: 'POST',
        path: '/rest/api/3/issue/bulkfetch',
        query: [],
        body: JSON.stringify({ issueIdsOrKeys, fields: DECIDING_FIELDS }),
      }),
    ),
  );
  const found: IssueFact[] = [];
  for (const answer of answers) {
    const body = usable(answer);
    if (!body.ok) return body;
    found.push(
      ...items(member(body.value, 'issues'))
        .map(parseIssueFact)
        .filter((fact) => fact !== undefined),
    );
  }
  return ok(found);
}

/** A project that is named by its id needs no look-up: grants hold ids. `getProject` is judged by its own answer. */
async function lookUpProjects(call: Call, jira: Jira): Looked<Facts['projects']> {
  const projects = new Map<string, { id: string; key: string }>();
  if (call.operation.kind !== 'relay' || call.operation.check === 'answer') return ok(projects);
  for (const spelling of call.references.projects) {
    if (isId(spelling)) {
      projects.set(spelling, { id: spelling, key: '' });
      continue;
    }
    const body = usable(await jira.call(get(`/rest/api/3/project/${spelling}`, [])));
    if (!body.ok) return body;
    const fact = parseProjectFact(body.value);
    if (fact !== undefined) projects.set(spelling, fact);
  }
  return ok(projects);
}

async function lookUpComment(call: Call, jira: Jira): Looked<Facts['comment']> {
  const issue = call.places.get('issue');
  const comment = call.places.get('comment');
  if (issue === undefined || comment === undefined || !isBefore(call)) return ok(undefined);
  const body = usable(await jira.call(get(`/rest/api/3/issue/${issue}/comment/${comment}`, [])));
  return body.ok ? ok(parseCommentFact(body.value)) : body;
}

/** A link names its ends, not their projects: a second look-up. Asked for ids that do not exist where the link does not. */
async function lookUpLink(call: Call, jira: Jira): Looked<Facts['link']> {
  const id = call.places.get('link');
  if (id === undefined || !isBefore(call)) return ok(undefined);
  const body = usable(await jira.call(get(`/rest/api/3/issueLink/${id}`, [])));
  if (!body.ok) return body;
  return lookUpEnds(parseLinkFact(body.value), jira);
}

/** The issues at both ends of a link, or the same look-up for nothing. */
export async function lookUpEnds(link: LinkFact | undefined, jira: Jira): Looked<Facts['link']> {
  const found = await lookUpIssues(link === undefined ? ['0', '00'] : [link.inwardId, link.outwardId], jira);
  if (!found.ok) return found;
  const inward = found.value.find((issue) => issue.id === link?.inwardId);
  const outward = found.value.find((issue) => issue.id === link?.outwardId);
  return ok(
    link === undefined || inward === undefined || outward === undefined
      ? undefined
      : { id: link.id, ends: [inward, outward] },
  );
}

/** People are those whom a granted project can assign work to; nobody else can be named. */
async function lookUpPeople(call: Call, principal: Principal, jira: Jira): Looked<Facts['people']> {
  const people = new Map<string, Set<string>>();
  const projects = projectsHolding(principal, call.needs);
  const asked = [...call.references.people].flatMap((accountId) =>
    projects.map((projectId) => ({ accountId, projectId })),
  );
  const answers = await Promise.all(
    asked.map(({ accountId, projectId }) =>
      jira.call(
        get('/rest/api/3/user/assignable/search', [
          ['project', projectId],
          ['accountId', accountId],
        ]),
      ),
    ),
  );
  for (const [index, answer] of answers.entries()) {
    const body = usable(answer);
    if (!body.ok) return body;
    const one = asked[index];
    if (one === undefined || !items(body.value).some((person) => textOf(member(person, 'accountId')) === one.accountId))
      continue;
    people.set(one.accountId, (people.get(one.accountId) ?? new Set()).add(one.projectId));
  }
  return ok(people);
}

async function lexiconsFor(
  call: Call,
  principal: Principal,
  home: Lexicon | undefined,
  jira: Jira,
  now: number,
): Promise<Result<ReadonlyMap<string, Lexicon>, ResolveFault>> {
  const lexicons = new Map<string, Lexicon>();
  if (home !== undefined && isFresh(home, now) && principal.grants.has(home.projectId))
    lexicons.set(home.projectId, home);
  if (!call.needsLexicon) return ok(lexicons);
  const wanted = [...principal.grants.keys()].filter((projectId) => !lexicons.has(projectId));
  if (principal.key.home.kind === 'site' && wanted.length > 0) {
    const stored = await readLexicons(wanted);
    if (!stored.ok) return err({ reason: 'storage', fault: stored.error });
    for (const [projectId, lexicon] of stored.value) if (isFresh(lexicon, now)) lexicons.set(projectId, lexicon);
  }
  return filled(
    wanted.filter((projectId) => !lexicons.has(projectId)),
    lexicons,
    principal,
    jira,
    now,
  );
}

async function filled(
  projectIds: readonly string[],
  known: ReadonlyMap<string, Lexicon>,
  principal: Principal,
  jira: Jira,
  now: number,
): Promise<Result<ReadonlyMap<string, Lexicon>, ResolveFault>> {
  const lexicons = new Map(known);
  const fills = await Promise.all(projectIds.map((projectId) => fillLexicon(jira, projectId, now)));
  for (const [index, fill] of fills.entries()) {
    if (!fill.ok) return fill;
    const lexicon = fill.value;
    const projectId = projectIds[index];
    if (lexicon === undefined || lexicon.projectId !== projectId) continue;
    lexicons.set(projectId, lexicon);
    const own = principal.key.home.kind === 'project' && principal.key.home.projectId === projectId;
    // A lexicon that could not be kept is filled again by the next call; this one has what it needs.
    await writeLexicon(lexicon, own ? { endpointHash: principal.endpointHash } : undefined);
  }
  return ok(lexicons);
}

/** A name that no lexicon holds may be new; foreign and invented names cause the same work. */
async function refilled(
  call: Call,
  principal: Principal,
  facts: Facts,
  jira: Jira,
  now: number,
): Promise<Result<Facts, ResolveFault>> {
  const old = [...facts.lexicons.values()].filter((lexicon) => now - lexicon.filledAt >= REFILL_MS);
  if (old.length === 0 || !(unresolvedNames(call, facts, principal) || queryIsUnresolved(call, facts, principal)))
    return ok(facts);
  const lexicons = await filled(
    old.map(({ projectId }) => projectId),
    facts.lexicons,
    principal,
    jira,
    now,
  );
  return lexicons.ok ? ok({ ...facts, lexicons: lexicons.value }) : lexicons;
}

function queryIsUnresolved(call: Call, facts: Facts, principal: Principal): boolean {
  if (call.query.jql === undefined || !call.needsLexicon) return false;
  const confined = confineJql(call.query.jql.query, scopeOf(call, facts, principal));
  // A field that no lexicon knows may be new as well.
  return !confined.ok || confined.value.unresolved;
}
