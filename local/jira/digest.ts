/**
 * A fingerprint of all that lies beyond (or within) given projects: equal before and after means untouched.
 *
 * Whatever belongs to no single project, or to a granted and a foreign one together (a link, a parent, a sprint
 * across the border), counts as beyond. The site's next id is left out, since any write moves it. Each entity is
 * hashed once as long as it lives, so a second look at a large site costs well below a millisecond.
 */
import { createHash } from 'node:crypto';
import { type Border, borderAround, OWNERS, RELATED, withoutCrossings } from './border';
import { remember } from './change/remember';
import { idOf, TABLES, tableOf } from './change/tables';
import type { EntityOf, Id, Issue, JiraState, TableName } from './state';

/** Fingerprint of everything that does not belong to these projects alone. */
export const digestOutside = (state: JiraState, projectIds: readonly Id[]): string =>
  digest(state, borderAround(state, projectIds), 'outside');

/** Fingerprint of everything that belongs to these projects alone. */
export const digestInside = (state: JiraState, projectIds: readonly Id[]): string =>
  digest(state, borderAround(state, projectIds), 'inside');

function digest(state: JiraState, border: Border, side: 'inside' | 'outside'): string {
  const hash = createHash('sha256');
  if (side === 'outside') hash.update(hashOf(state.site));
  for (const table of TABLES) hash.update(`${table}:${sum(tableHashes(state, table, border, side))};`);
  return hash.digest('hex');
}

function tableHashes<K extends TableName>(
  state: JiraState,
  table: K,
  border: Border,
  side: 'inside' | 'outside',
): readonly bigint[] {
  const owners: (state: JiraState, entity: EntityOf<K>) => readonly (Id | null | undefined)[] = OWNERS[table];
  const hashes: bigint[] = [];
  for (const entity of tableOf(state, table).values()) {
    const own = owners(state, entity);
    const isInside = own.length > 0 && own.every(border.isInside);
    if (isInside === (side === 'inside')) hashes.push(numberOf(entity));
    else if (side === 'outside' && table === 'issues') hashes.push(...crossings(state, border, idOf(entity)));
  }
  return hashes;
}

/** What a granted issue has across the border is a touch on the other side as well. */
function crossings(state: JiraState, border: Border, issueId: Id): readonly bigint[] {
  const issue = state.issues.get(issueId);
  if (!issue) return [];
  const kept = withoutCrossings(state, border, issue);
  if (kept === issue) return [];
  return [numberFrom(sha(canonical([issue.id, ...RELATED.map((name) => beyond(issue[name], kept[name]))])))];
}

/** The part of a member that did not stay inside. */
function beyond(whole: Issue[(typeof RELATED)[number]], kept: typeof whole): unknown {
  if (whole === kept) return null;
  if (Array.isArray(whole) && Array.isArray(kept)) return whole.filter((item) => !kept.includes(item));
  if (typeof whole !== 'object' || whole === null || typeof kept !== 'object' || kept === null) return whole;
  return Object.fromEntries(Object.entries(whole).filter(([id]) => !(id in kept)));
}

/** Added up, so that the order of rows in a table says nothing. */
const sum = (hashes: readonly bigint[]): string =>
  BigInt.asUintN(
    128,
    hashes.reduce((total, one) => total + one, 0n),
  ).toString(16);

const hashOf: (entity: object) => string = remember((entity) => sha(canonical(entity)));
const numberOf: (entity: object) => bigint = remember((entity) => numberFrom(hashOf(entity)));

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
const numberFrom = (hex: string): bigint => BigInt(`0x${hex.slice(0, 32)}`);

/** JSON in which the order of members makes no difference. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}
