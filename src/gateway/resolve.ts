/**
 * References → facts. One round of parallel look-ups, the same in number and kind for a thing that is foreign and
 * for one that never existed. The only reads before a decision; each asks for no more than what decides.
 */
import {
  CHILD_SEGMENTS,
  type IssueFact,
  items,
  member,
  parseChildFact,
  parseLinkFact,
  parseProjectFact,
  textOf,
} from '../jira/answers';
import type { Jira } from '../jira/as-app';
import type { Test } from '../jql/ast';
import { confineJql } from '../jql/confine';
import { type Principal, projectsHolding } from '../policy/principal';
import { ok, type Result } from '../result';
import type { StorageFault } from '../storage/fault';
import type { Lexicon } from '../storage/records/lexicon';
import { type Call, childPlace } from './call';
import { findBelowDesk } from './desk-facts';
import { type Facts, NO_FACTS } from './facts';
import { findEstimateField } from './fields-told';
import { findEnds, findIssue, findIssues, matchSpellings } from './find-issues';
import { findPlaced } from './find-placed';
import { type SprintsFault, withSprints } from './find-sprints';
import { inside } from './inside';
import { knownFacts } from './known';
import { keysKnown, lexiconsFor, refilled } from './lexicons-for';
import { get, lookUp, lookUpAll } from './look-up';
import { matchingIssues, needsMatching } from './match-issues';
import { scopeOf } from './query-scope';
import { isId } from './spelling';

export type ResolveFault = SprintsFault | { readonly reason: 'storage'; readonly fault: StorageFault };

type Found = Promise<Result<Partial<Facts>, ResolveFault>>;

/** Looks up everything that `call` refers to. `lexicon` is the home project's, from the first storage request. */
export async function resolve(
  call: Call,
  principal: Principal,
  lexicon: Lexicon | undefined,
  jira: Jira,
  now: number,
): Promise<Result<Facts, ResolveFault>> {
  const [lexicons, issues, ...rest] = await Promise.all([
    lexiconsFor(call, principal, lexicon, jira, now),
    issuesOf(call, jira),
    projectsOf(call, jira),
    placedOf(call, jira),
    childOf(call, jira),
    findBelowDesk(call, jira),
    findEstimateField(call, jira),
    linkOf(call, jira),
    actsInOne(call, principal) ? ok({}) : peopleOf(call, projectsHolding(principal, call.needs), jira),
  ]);
  if (!lexicons.ok) return lexicons;
  if (!issues.ok) return issues;
  const keysOf = (projectId: string): ReadonlySet<string> => keysKnown(projectId, principal, lexicons.value);
  const matched = issues.value.flatMap(({ spellings, found }) => [...matchSpellings(spellings, found, keysOf)]);
  let facts: Facts = { ...NO_FACTS, lexicons: lexicons.value, issues: new Map(matched) };
  for (const part of rest) {
    if (!part.ok) return part;
    facts = { ...facts, ...part.value };
  }
  if (actsInOne(call, principal)) {
    const people = await peopleOf(call, projectsNamed(facts, principal), jira);
    if (!people.ok) return people;
    facts = { ...facts, ...people.value };
  }
  const shown = await withShown(call, principal, facts, jira);
  if (!shown.ok) return shown;
  const asked = await withSprints(call, principal, shown.value, jira);
  if (!asked.ok) return asked;
  const refreshed = await refilled(call, principal, asked.value, jira, now);
  // A custom field that no list had before may be the one that holds sprints.
  const whole = refreshed.ok ? await withSprints(call, principal, refreshed.value, jira) : refreshed;
  return whole.ok && needsMatching(principal) ? withMatches(whole.value, principal, jira) : whole;
}

/** A grant's own condition is asked about for every issue of its project. */
async function withMatches(facts: Facts, principal: Principal, jira: Jira): Promise<Result<Facts, ResolveFault>> {
  const ends = facts.link?.ends ?? [];
  const matching = await matchingIssues([...facts.issues.values(), ...ends], principal, facts.lexicons, jira);
  if (!matching.ok) return matching;
  const proven = (issue: IssueFact): IssueFact => ({ ...issue, matches: matching.value.has(issue.id) });
  return ok({
    ...facts,
    issues: new Map([...facts.issues].map(([spelling, issue]) => [spelling, proven(issue)])),
    link: facts.link && { id: facts.link.id, ends: [proven(facts.link.ends[0]), proven(facts.link.ends[1])] },
  });
}

const checkOf = (call: Call): string => (call.operation.kind === 'relay' ? call.operation.check : 'own');

/** The issue of the path by itself, all others in one bulk fetch. A read that is judged by its answer needs no look-up. */
async function issuesOf(call: Call, jira: Jira) {
  const main = call.places.get('issue');
  const others = [...call.references.issues].filter((spelling) => spelling !== main);
  const mains = main === undefined || checkOf(call) === 'answer' ? [] : [main];
  const more = call.operation.kind === 'relay' ? (call.operation.lookUp ?? {}) : {};
  const [one, many] = await Promise.all([
    Promise.all(mains.map((spelling) => findIssue(spelling, more, jira))),
    findIssues(others, jira),
  ]);
  if (!many.ok) return many;
  const parts = [{ spellings: others, found: many.value }];
  for (const found of one) {
    if (!found.ok) return found;
    parts.push({ spellings: mains, found: found.value });
  }
  return ok(parts);
}

/** A project that is named by its id needs no look-up: grants hold ids. `getProject` is judged by its own answer. */
async function projectsOf(call: Call, jira: Jira): Found {
  const check = checkOf(call);
  if (check !== 'before' && check !== 'project') return ok({});
  const projects = new Map<string, { id: string; key: string }>();
  for (const spelling of call.references.projects) {
    if (isId(spelling) && !sendsProjectKey(call)) {
      projects.set(spelling, { id: spelling, key: '' });
      continue;
    }
    const body = await lookUp(jira, get(`/rest/api/3/project/${spelling}`));
    if (!body.ok) return body;
    const fact = parseProjectFact(body.value);
    if (fact !== undefined) projects.set(spelling, fact);
  }
  return ok({ projects });
}

/** Jira takes the project of a new component by its key alone, and only Jira knows the one that it has now. */
const sendsProjectKey = ({ body }: Call): boolean =>
  body?.kind === 'object' &&
  [...body.members.values()].some((draft) => draft.kind === 'project' && draft.print === 'key');

/** What is written to or read beside, and to which things issues are moved. What its own answer judges needs no look-up. */
async function placedOf(call: Call, jira: Jira): Found {
  if (!LOOKS_UP_PLACED.has(checkOf(call))) return ok({});
  return findPlaced(call.references.placed, jira);
}

const LOOKS_UP_PLACED: ReadonlySet<string> = new Set(['before', 'beside', 'board', 'desk']);

/** Of a comment only the platform says whom it is for, so a service desk's is looked up there. */
const LOOKS_UP_CHILD: ReadonlySet<string> = new Set(['before', 'desk']);

async function childOf(call: Call, jira: Jira): Found {
  const issue = call.places.get('issue');
  const place = childPlace(call);
  if (issue === undefined || place === undefined || !LOOKS_UP_CHILD.has(checkOf(call))) return ok({});
  const body = await lookUp(jira, get(`/rest/api/3/issue/${issue}/${CHILD_SEGMENTS[place.kind]}/${place.id}`));
  return body.ok ? ok({ child: parseChildFact(place.kind, body.value) }) : body;
}

/** A link names its ends, not their projects: a second look-up. */
async function linkOf(call: Call, jira: Jira): Found {
  const id = call.places.get('link');
  if (id === undefined || checkOf(call) !== 'before') return ok({});
  const body = await lookUp(jira, get(`/rest/api/3/issueLink/${id}`));
  if (!body.ok) return body;
  const link = await findEnds(parseLinkFact(body.value), jira);
  return link.ok ? ok({ link: link.value }) : link;
}

/** A write of a key with several grants: in which project is known once what it names was found. */
const actsInOne = (call: Call, { grants }: Principal): boolean => checkOf(call) === 'before' && grants.size > 1;

/** Projects of what the call names and the key reaches: all else causes the same work as what never was. */
function projectsNamed(found: Facts, principal: Principal): readonly string[] {
  const facts = knownFacts(found, principal);
  const issues = [...facts.issues.values(), ...(facts.link?.ends ?? [])].flatMap(
    (issue) => inside(issue, principal)?.projectId ?? [],
  );
  const named = [...issues, ...[...facts.projects.values()].map(({ id }) => id), ...facts.placed.values()];
  return [...new Set(named)].filter((id) => principal.grants.has(id));
}

/**
 * A query may also name who can be given work no more, or never could: of whom an issue in reach says that it is theirs. Jira
 * refuses an account that is none, so each is asked about alone: to a foreign person it answers with no rows. From whom one of
 * these fields is hidden, names those who can be given work.
 */
async function withShown(
  call: Call,
  principal: Principal,
  facts: Facts,
  jira: Jira,
): Promise<Result<Facts, ResolveFault>> {
  const { jql, jqls } = call.query;
  const unknown = [...call.references.people].filter((person) => !facts.people.has(person));
  if ((jql === undefined && jqls.length === 0) || unknown.length === 0) return ok(facts);
  const scope = scopeOf(call, facts, principal);
  const requests = unknown.flatMap((text) => {
    const clauses = ['assignee', 'reporter', 'creator'].map(
      (name): Test => ({
        kind: 'test',
        field: { name, customId: undefined, properties: [] },
        operator: '=',
        operand: { kind: 'value', text, number: false },
        predicates: [],
      }),
    );
    const people = new Set([text]);
    const asked = confineJql({ where: { kind: 'or', clauses }, orderBy: [] }, { ...scope, people });
    if (!asked.ok || asked.value.kind === 'empty') return [];
    const body = JSON.stringify({ jql: asked.value.jql, maxResults: 1, fields: ['id'] });
    return { method: 'POST' as const, path: '/rest/api/3/search/jql', query: [], body };
  });
  const bodies = await lookUpAll(jira, requests);
  if (!bodies.ok) return bodies;
  const shown = new Map(facts.people);
  for (const [index, person] of unknown.entries())
    if (items(member(bodies.value[index], 'issues')).length > 0)
      shown.set(person, new Set(scope.projects.map(({ id }) => id)));
  return ok({ ...facts, people: shown });
}

/** People are those whom a granted project can assign work to; nobody else can be named in what is written. */
async function peopleOf(call: Call, projectIds: readonly string[], jira: Jira): Found {
  const asked = [...call.references.people].flatMap((accountId) =>
    projectIds.map((projectId) => [accountId, projectId] as const),
  );
  const bodies = await lookUpAll(
    jira,
    asked.map(([accountId, projectId]) =>
      get('/rest/api/3/user/assignable/search', [
        ['project', projectId],
        ['accountId', accountId],
      ]),
    ),
  );
  if (!bodies.ok) return bodies;
  const people = new Map<string, Set<string>>();
  for (const [index, [accountId, projectId]] of asked.entries()) {
    if (items(bodies.value[index]).some((person) => textOf(member(person, 'accountId')) === accountId)) {
      people.set(accountId, (people.get(accountId) ?? new Set()).add(projectId));
    }
  }
  return ok({ people });
}
