/**
 * Which permissions calls of an operation need, and may need, by its row: for those who look at what a key has used. Pure.
 */
import { PERMISSIONS, type Permission } from '../policy/permissions';
import { SYSTEM_FIELDS } from './fields';
import type { Operation } from './operation';
import { OPERATIONS } from './operations';
import { SHAPES } from './shapes';

/** The permission of an operation's own; undefined for one that needs none, is refused, or is in no row. */
export const permissionOf = (operation: string): Permission | undefined =>
  rowsOf(operation).flatMap((row) => ('needs' in row ? (row.needs ?? []) : []))[0];

/**
 * Every permission that a call of it can have needed: the operation's own, and those of parts that a call may have had or
 * an answer may have shown. Which of them one call did need is not in the audit.
 */
export const permissionsWithin = (operation: string): ReadonlySet<Permission> => {
  const found = new Set<Permission>();
  for (const row of rowsOf(operation)) collect(row, found, new Set());
  return found;
};

const rowsOf = (operation: string): readonly Operation[] => OPERATIONS.filter(({ id }) => id === operation);

const KNOWN: ReadonlyMap<string, Permission> = new Map(PERMISSIONS.map((permission) => [permission, permission]));
const NAMED: ReadonlyMap<string, unknown> = new Map(Object.entries(SHAPES));
const RULES = [...SYSTEM_FIELDS.values()];
/** By what a part of a row says of fields: `src/gateway/read-body.ts` asks for the same. */
const OF_FIELDS: Readonly<
  Record<'issueFields' | 'issueUpdates', (use: unknown) => readonly (Permission | undefined)[]>
> = {
  issueFields: (use) => RULES.map(({ readNeeds, writeNeeds }) => (use === 'read' ? readNeeds : writeNeeds)),
  issueUpdates: () => [...RULES.map(({ writeNeeds }) => writeNeeds), 'comment:create', 'issue:link'],
};

function collect(part: unknown, found: Set<Permission>, seen: Set<string>): void {
  if (typeof part === 'string') {
    const permission = KNOWN.get(part);
    if (permission !== undefined) found.add(permission);
    return;
  }
  if (typeof part !== 'object' || part === null) return;
  for (const [name, value] of Object.entries(part)) {
    if (name === 'named' && typeof value === 'string' && !seen.has(value)) {
      seen.add(value);
      collect(NAMED.get(value), found, seen);
    }
    if (name === 'issueFields' || name === 'issueUpdates') {
      for (const permission of OF_FIELDS[name](value)) if (permission !== undefined) found.add(permission);
    }
    collect(value, found, seen);
  }
}
