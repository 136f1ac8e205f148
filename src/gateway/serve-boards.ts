/**
 * Boards, sprints and epics: a board is judged by the project where it stands, a sprint by the board from which it stems.
 * Lists of issues below them are asked for by a confined query: what a board's own filter, a sprint or an epic holds of
 * other projects is never asked for, and each row is judged once more by its own project.
 */
import { member, parseBoardFact, parseSprintFact } from '../jira/answers';
import { apart } from '../jira/as-app';
import type { Denial } from '../policy/denials';
import { projectsHolding } from '../policy/principal';
import { err, ok, type Result } from '../result';
import { issueListFor, openSprintsProbe, type Probe, probePage, sprintTotals } from './build';
import { type RelayOperation, thingOf } from './call';
import { decideProject, type Permitted } from './decide';
import type { Facts } from './facts';
import { findBoardsAmong } from './find-placed';
import { forwardProbe, isServed, type Sealed } from './forward';
import { gatherPages } from './gather';
import { isObject } from './json';
import { type Pages, servePages, startOf } from './serve-pages';
import { denied, type Served } from './served';
import { emptyOf, type Serving } from './show';
import { faultDenial, lookUpDenial, readDenial, searchDenial } from './upstream-denial';

/** Judges a read of a board by where its own answer says that it stands. */
export function judgeBoard(sealed: Sealed, { call, principal }: Serving, facts: Facts): Result<Permitted, Denial> {
  if (!isServed(sealed)) return err(readDenial(sealed.status, thingOf(call)));
  const own = sealed.facts(parseBoardFact);
  const boards = new Map(own === undefined ? [] : [[own.id, own.projectId]]);
  return decideProject(call, own?.projectId, { ...facts, boards }, principal);
}

/** By offset, with the total of the confined query, or by page token. */
export async function serveIssueList(at: Serving, operation: RelayOperation): Promise<Served> {
  const start = await startOf(at);
  if (!start.ok) return denied(start.error);
  const { permit } = start.value;
  const outside = operation.backlogOf === undefined ? ok([]) : await outsideSprints(permit, at);
  if (!outside.ok) return denied(outside.error);
  const byToken = operation.query?.['nextPageToken'] !== undefined;
  const pages: Pages = {
    byToken,
    ask: (token) => issueListFor(permit, operation, token, outside.value),
    none: byToken || operation.countsOnly === true ? emptyOf(operation) : noneByOffset(at),
    // Found a moment ago: Jira has no such list of it, for example of an issue that is no epic.
    refusal: (status) => (status === 404 ? readDenial(status, thingOf(at.call)) : searchDenial(status)),
    print: ({ isLast: _, ...shown }, { place, isLast }, answer) =>
      byToken ? { ...place, ...shown, isLast } : { ...offsetPlace(answer, at), ...shown },
  };
  return servePages(start.value, pages, at, operation);
}

/**
 * What makes the backlog of a board: its issues that are not done, and in no sprint of its own that is open or to come.
 * Jira's own list leaves out those in hidden sprints as well, and so tells which they are.
 */
async function outsideSprints(
  permit: Permitted,
  { principal, jira: own }: Serving,
): Promise<Result<readonly string[], Denial>> {
  // Which sprints others have put on the board is not told, by the number of calls either.
  const jira = apart(own);
  const probe = probePage(openSprintsProbe(permit), 0, SPRINTS_PAGE);
  const sealed = await forwardProbe(probe, jira);
  if (!sealed.ok) return err(faultDenial(sealed.error, false));
  if (!isServed(sealed.value)) return err(searchDenial(sealed.value.status));
  const paging = { rows: 'values', pageMax: SPRINTS_PAGE, untotalled: true } as const;
  const all = await gatherPages(sealed.value.open(permit), probe, paging, permit, jira);
  if (!all.ok) return all;
  const sprints = all.value.rows.flatMap((row) => parseSprintFact(row) ?? []);
  const readable = projectsHolding(principal, ['sprint:read']);
  const boards = await findBoardsAmong([...new Set(sprints.map(({ boardId }) => boardId))], readable, jira);
  if (!boards.ok) return err(lookUpDenial(boards.error));
  const shown = sprints.filter(({ boardId }) => boards.value.has(boardId));
  const ids = shown.map(({ id }) => id).join(', ');
  return ok(['statusCategory != Done', ...(ids === '' ? [] : [`sprint is EMPTY OR sprint not in (${ids})`])]);
}

const SPRINTS_PAGE = 50;

/** Where the page stands among what the confined query finds, which counts nothing else. */
function offsetPlace(body: unknown, { call }: Serving): object {
  const number = (name: string): number => {
    const value = member(body, name);
    return typeof value === 'number' ? value : 0;
  };
  return { startAt: call.query.counts.get('startAt') ?? 0, maxResults: number('maxResults'), total: number('total') };
}

function noneByOffset({ call }: Serving): unknown {
  const { counts } = call.query;
  const maxResults = Math.min(counts.get('maxResults') ?? 50, 50);
  return { startAt: counts.get('startAt') ?? 0, maxResults, total: 0, issues: [] };
}

/**
 * Whether all that a sprint holds is in the scope of the call, where the write changes it: asked as numbers, since what is
 * outside is nobody's to read. Two numbers alone could agree by what the same key puts into the sprint between them, so the
 * last one is of what is outside.
 */
export async function withSprint(
  permit: Permitted,
  at: Serving,
  operation: RelayOperation,
): Promise<Result<Permitted, Denial>> {
  if (operation.empties === undefined || (operation.empties === 'byState' && !changesState(permit))) return ok(permit);
  // It takes issues out of the sprint, which is a field of theirs.
  if (permit.projectIds.some((id) => permit.principal.grants.get(id)?.conditions.fields !== undefined))
    return err({ reason: 'condition_unmet', condition: 'fields' });
  const totals: number[] = [];
  for (const probe of sprintTotals(permit)) {
    const total = probe === undefined ? ok(0) : await totalOf(probe, permit, at);
    if (!total.ok) return total;
    totals.push(total.value);
  }
  const [all, inside, outside] = totals;
  return all === inside && outside === 0 ? ok(permit) : err({ reason: 'sprint_out_of_reach' });
}

async function totalOf(probe: Probe, permit: Permitted, at: Serving): Promise<Result<number, Denial>> {
  const sealed = await forwardProbe(probe, at.jira);
  if (!sealed.ok) return err(faultDenial(sealed.error, false));
  if (!isServed(sealed.value)) return err(searchDenial(sealed.value.status));
  const total = member(sealed.value.open(permit).body, 'total');
  return typeof total === 'number' ? ok(total) : err({ reason: 'answer_unreadable', maybeDone: false });
}

/** A body that repeats the state which the sprint is in changes nothing of what it holds. */
function changesState({ call, facts, body }: Permitted): boolean {
  if (!isObject(body) || !body.has('state')) return false;
  const now = facts.sprintStates.get(call.places.get('sprint') ?? '');
  return now === undefined || String(body.get('state')) !== now;
}
