/**
 * What an operation costs in Jira points: a constant of its row, and of how many things the request writes, so that a price
 * tells nothing of what was found. Jira counts 1 for a request and 1 for each object in it, 1 for a write; look-ups of the
 * gateway are in it.
 */
import type { Operation, OwnName, Relay } from '../catalogue/operation';

/** By the way in which a row is checked. */
const PRICES = {
  answer: 3,
  beside: 7,
  names: 3,
  project: 5,
  query: 52,
  before: 8,
  each: 52,
  board: 55,
  desk: 6,
} as const;

/** One issue more: the request for it and the issue itself. */
const LOOK_UP = 2;
/** One thing more that the same call writes: what is looked up of it, and itself. */
const FURTHER = 2;

/** Points of one call that writes so many things; 0 where Jira is not asked. */
export function priceOf(operation: Operation, written = 1): number {
  if (operation.kind === 'refused') return 0;
  if (operation.kind === 'own') return OF_PROJECTS.get(operation.by) ?? 0;
  return baseOf(operation) + LOOK_UP * besideUsual(operation) + FURTHER * (written - 1);
}

function baseOf({ check, desk, answer }: Relay): number {
  // A page of a service desk's is as dear as one of a board's.
  if (desk?.pages === true) return PRICES.board;
  return typeof answer === 'object' && 'rolesOf' in answer ? ROLES : PRICES[check];
}

/** Look-ups that a row needs beside those that are usual for its kind. */
function besideUsual({ check, places = {}, query = {}, empties }: Relay): number {
  // Before the read and after it.
  if (check === 'beside') return 'sprint' in places || 'boardId' in query ? 2 : 0;
  if (check === 'desk') return 'issue' in places ? 2 : 0;
  if (empties === 'always') return 2;
  return check === 'answer' && 'link' in places ? 1 : 0;
}

/** A project's roles are asked about one by one; a site has some ten. */
const ROLES = 25;

/** What the gateway answers itself, having asked for the granted projects, or for a desk of each. */
const OF_PROJECTS: ReadonlyMap<OwnName, number> = new Map([
  ['searchProjects', PRICES.answer],
  ['listProjects', PRICES.answer],
  ['listDesks', PRICES.answer + LOOK_UP],
]);
