/**
 * Does a value fit the entity that the manifest declares? Pure.
 *
 * `integer` is 32-bit signed, as on the platform: epoch milliseconds do not fit, and an app that tries
 * must learn it here. Undeclared attributes are refused; declared ones may be absent.
 */
import type { AttributeType, Entity } from '../manifest';
import { StorageError } from './storage-error';

const INTEGER_MAX = 2_147_483_647;
const INTEGER_MIN = -2_147_483_648;

/** Refuses a value that is no object of this entity's declared attributes. */
export function requireEntityValue(entity: Entity, value: unknown): Readonly<Record<string, unknown>> {
  if (!isObject(value))
    throw new StorageError('INVALID_ENTITY_VALUE', `A value of entity ${entity.name} is an object.`);
  for (const [name, attribute] of Object.entries(value)) {
    const type = entity.attributes.get(name);
    if (type === undefined) {
      throw new StorageError('INVALID_ENTITY_VALUE', `Entity ${entity.name} declares no attribute ${name}.`);
    }
    if (!fitsType(type, attribute)) {
      throw new StorageError('INVALID_ENTITY_VALUE', `Attribute ${name} of entity ${entity.name} is no ${type}.`);
    }
  }
  return value;
}

/** Is this value one of the declared type? */
export function fitsType(type: AttributeType, value: unknown): boolean {
  switch (type) {
    case 'any':
      return value !== null && value !== undefined;
    case 'string':
    case 'boolean':
      return typeof value === type;
    case 'float':
      return typeof value === 'number';
    case 'integer':
      return Number.isInteger(value) && Number(value) >= INTEGER_MIN && Number(value) <= INTEGER_MAX;
  }
}

/** The attributes in a stored row's JSON text. */
export function attributesOf(value: string): Readonly<Record<string, unknown>> {
  const parsed: unknown = JSON.parse(value);
  return isObject(parsed) ? parsed : {};
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
