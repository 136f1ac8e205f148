/**
 * Things of service desks in an answer: of each, whether it is of the very desk or request that the call is about, and under
 * which address this gateway shows it. They say so themselves, or something that was looked up in this call does. Pure.
 */
import type { DeskThing } from '../catalogue/operation';
import { idOf, isLoose, items, member, parsePlacedFact, textOf } from '../jira/answers';
import { momentOf, parseBelowDesk, parseRequestFact, requestOf } from '../jira/desk-answers';
import { belowNamed, deskNamed } from './desk-facts';
import type { Showing } from './filter';
import { inside } from './inside';

/** What was found out for an answer beside the look-ups of its call. */
export type DeskProof = {
  /** Ids of the request's comments that everyone may see; absent where the one asked for was looked up, or just written. */
  readonly comments?: ReadonlySet<string>;
  /** When the issue last came from another project: what is from before belongs to that one. `unknown`: nothing may be shown. */
  readonly arrival?: number | 'unknown' | undefined;
  /** The desk that a request names, once it was found to be of the issue's own project. */
  readonly deskId?: string;
};

/** Is it of the desk or request that the call is about? */
export function isOfDesk(thing: DeskThing, value: unknown, at: Showing): boolean {
  const { call, issue, desk: proof = {} } = at;
  const deskId = deskNamed(call);
  switch (thing) {
    case 'desk': {
      const desk = parsePlacedFact(value);
      return desk !== undefined && desk.id === deskId && at.projectIds.has(desk.projectId);
    }
    case 'requestType':
    case 'queue': {
      const below = parseBelowDesk(thing, value);
      return below !== undefined && below.deskId === deskId && below.id === (belowNamed(call)?.id ?? below.id);
    }
    case 'issue': {
      const row = inside(at.proven.get(idOf(value) ?? ''), at.principal);
      return row !== undefined && row.key === textOf(member(value, 'key')) && at.projectIds.has(row.projectId);
    }
    case 'request': {
      const request = parseRequestFact(value);
      if (request === undefined) return false;
      return issue === undefined
        ? request.deskId === deskId && request.typeId === belowNamed(call)?.id
        : request.issueId === issue.id && request.issueKey === issue.key && request.deskId === proof.deskId;
    }
    case 'comment': {
      const id = idOf(value) ?? '';
      const isOpen = member(value, 'public') === true && (proof.comments?.has(id) ?? true);
      return isOpen && isOfRequest('comment', value, at);
    }
    case 'sla':
      return isOfRequest('sla', value, at) && hasCycle(value, proof.arrival);
    case 'cycle':
      return isSince(proof.arrival, member(value, 'startTime'));
    case 'status':
      return isSince(proof.arrival, member(value, 'statusDate'));
  }
}

function isOfRequest(kind: 'comment' | 'sla', value: unknown, { call, issue }: Showing): boolean {
  const asked = call.places.get(kind) ?? idOf(value);
  return issue !== undefined && requestOf(kind, value) === issue.id && asked === idOf(value);
}

/** A clock that ran only before the issue came is one of another desk; where it never came, every clock is its own. */
function hasCycle(sla: unknown, arrival: DeskProof['arrival']): boolean {
  const cycles = [...items(member(sla, 'completedCycles')), member(sla, 'ongoingCycle')].filter(isLoose);
  return arrival === undefined || cycles.some((cycle) => isSince(arrival, member(cycle, 'startTime')));
}

function isSince(arrival: DeskProof['arrival'], time: unknown): boolean {
  if (arrival === undefined) return true;
  const moment = momentOf(time);
  return arrival !== 'unknown' && moment !== undefined && moment > arrival;
}

/** Addresses of a thing by their names, each leading to it through this gateway. */
export function deskLinks(links: Readonly<Record<string, DeskThing>>, value: unknown, at: Showing): object {
  const shown = Object.entries(links).flatMap(([name, thing]) => {
    const path = deskAddress(thing, value, at);
    return path === undefined ? [] : [[name, `${at.principal.baseUrl}${path}`]];
  });
  return Object.fromEntries(shown);
}

/** Below the gateway's address; undefined where the thing does not say what it is. */
function deskAddress(thing: DeskThing, value: unknown, { call, issue }: Showing): string | undefined {
  const id = idOf(value);
  const below = thing === 'requestType' || thing === 'queue' ? parseBelowDesk(thing, value) : undefined;
  const issueId = parseRequestFact(value)?.issueId;
  switch (thing) {
    case 'desk':
      return id && `/rest/servicedeskapi/servicedesk/${id}`;
    case 'requestType':
    case 'queue':
      return below && `/rest/servicedeskapi/servicedesk/${below.deskId}/${thing.toLowerCase()}/${below.id}`;
    case 'request':
      return issueId && `/rest/servicedeskapi/request/${issueId}`;
    case 'issue':
      return issueId && `/rest/api/${call.version}/issue/${issueId}`;
    case 'comment':
    case 'sla':
      return issue && id && `/rest/servicedeskapi/request/${issue.id}/${thing}/${id}`;
    case 'status':
    case 'cycle':
      return undefined;
  }
}
