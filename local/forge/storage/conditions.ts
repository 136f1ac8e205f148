/**
 * Conditions of entity queries and transactions: what each means for an attribute's value. Pure.
 *
 * A condition whose value does not fit the attribute's declared type is refused rather than never true:
 * a query that silently finds nothing would hide the mistake.
 */
import type { AttributeType, Entity } from '../manifest';
import { fitsType } from './entity-values';
import type { Condition, Conditions } from './requests';
import { StorageError } from './storage-error';

/** Conditions that an index's range attribute may carry; the others are filters only. */
const RANGE_CONDITIONS: readonly Condition['condition'][] = [
  'BEGINS_WITH',
  'BETWEEN',
  'EQUAL_TO',
  'GREATER_THAN',
  'GREATER_THAN_EQUAL_TO',
  'LESS_THAN',
  'LESS_THAN_EQUAL_TO',
];
const CONDITIONS_MAX = 100;

type Scalar = string | number | boolean;

/** Do the row's attributes meet the conditions? An absent row meets none that asks for something. */
export function meets(entity: Entity, attributes: Readonly<Record<string, unknown>>, conditions: Conditions): boolean {
  const { and, or } = conditions;
  const listed = [...(and ?? []), ...(or ?? [])];
  if (listed.length === 0 || (and !== undefined && or !== undefined) || listed.length > CONDITIONS_MAX) {
    throw new StorageError('INVALID_CONDITION', `Give 1 to ${CONDITIONS_MAX} conditions joined by either and, or or.`);
  }
  for (const condition of listed) requireFit(typeOf(entity, condition.property), condition);
  const holds = (condition: Condition & { readonly property: string }) =>
    isTrue(attributes[condition.property], condition);
  return and === undefined ? listed.some(holds) : listed.every(holds);
}

/** Does a range attribute's value meet the range condition? */
export function inRange(type: AttributeType, value: unknown, condition: Condition): boolean {
  if (!RANGE_CONDITIONS.includes(condition.condition)) {
    throw new StorageError('INVALID_CONDITION', `${condition.condition} is a filter and no range condition.`);
  }
  requireFit(type, condition);
  return isTrue(value, condition);
}

/** Order of two values of one type. */
export function compare(left: unknown, right: unknown): number {
  if (left === right) return 0;
  return isScalar(left) && isScalar(right) && left < right ? -1 : 1;
}

/** The declared type of an attribute; `key` is the row's key. */
export function typeOf(entity: Entity, attribute: string): AttributeType {
  const type = attribute === 'key' ? 'string' : entity.attributes.get(attribute);
  if (type === undefined) {
    throw new StorageError('INVALID_CONDITION', `Entity ${entity.name} declares no attribute ${attribute}.`);
  }
  return type;
}

function requireFit(type: AttributeType, { condition, values }: Condition): void {
  if (values.length !== (condition === 'BETWEEN' ? 2 : 1)) {
    throw new StorageError('INVALID_CONDITION', `${condition} has the wrong number of values.`);
  }
  if (condition === 'EXISTS' || condition === 'NOT_EXISTS') return;
  if (values.some((value) => !fitsType(type, value))) {
    throw new StorageError('INVALID_CONDITION', `${condition} compares a ${type} with a value of another type.`);
  }
}

function isTrue(value: unknown, { condition, values }: Condition): boolean {
  const [first, second] = values;
  const exists = value !== undefined && value !== null;
  switch (condition) {
    case 'EXISTS':
      return exists;
    case 'NOT_EXISTS':
      return !exists;
    case 'NOT_EQUAL_TO':
      return exists && value !== first;
    case 'EQUAL_TO':
      return exists && value === first;
    case 'BEGINS_WITH':
      return exists && String(value).startsWith(String(first));
    case 'CONTAINS':
      return exists && containsText(value, first);
    case 'NOT_CONTAINS':
      return exists && !containsText(value, first);
    case 'BETWEEN':
      return exists && compare(value, first) >= 0 && compare(value, second) <= 0;
    case 'GREATER_THAN':
      return exists && compare(value, first) > 0;
    case 'GREATER_THAN_EQUAL_TO':
      return exists && compare(value, first) >= 0;
    case 'LESS_THAN':
      return exists && compare(value, first) < 0;
    case 'LESS_THAN_EQUAL_TO':
      return exists && compare(value, first) <= 0;
  }
}

function containsText(value: unknown, part: unknown): boolean {
  return typeof value === 'string' && typeof part === 'string' && value.includes(part);
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
