/**
 * What an operation costs in Jira points: a constant of its row, so that a price tells nothing of what was found. Jira
 * counts 1 for a request and 1 for each object in it, 1 for a write; look-ups of the gateway are in it.
 */
import type { Operation, OwnName } from '../catalogue/operation';

/** By the way in which a row is checked. */
const PRICES = {
  answer: 3,
  beside: 5,
  names: 3,
  project: 5,
  query: 52,
  before: 8,
  each: 52,
  board: 55,
  desk: 6,
} as const;

/** One issue more. */
const LOOK_UP = 2;

/** Points of one call; 0 where Jira is not asked. */
export function priceOf(operation: Operation): number {
  // A page of a service desk's is as dear as one of a board's.
  if (operation.kind === 'relay')
    return PRICES[operation.desk?.pages === true ? 'board' : operation.check] + (operation.ofWhereItIs ? LOOK_UP : 0);
  return operation.kind === 'own' && OF_PROJECTS.has(operation.by) ? PRICES.answer : 0;
}

/** What the gateway answers itself, having asked for the granted projects. */
const OF_PROJECTS: ReadonlySet<OwnName> = new Set<OwnName>(['searchProjects', 'listProjects', 'listDesks']);

/** Does it change anything in Jira? */
export const isWrite = (operation: Operation): boolean => operation.kind === 'relay' && operation.check === 'before';
