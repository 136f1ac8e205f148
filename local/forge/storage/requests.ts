/**
 * What `@forge/kvs` sends, as schemas: the border of the storage. A body that fits none is refused, so
 * that a changed version of the package shows itself here and not as a wrong row.
 */
import * as z from 'zod/mini';

const OPTIONS = z.object({
  ttl: z.optional(z.object({ value: z.number(), unit: z.enum(['SECONDS', 'MINUTES', 'HOURS', 'DAYS']) })),
  keyPolicy: z.optional(z.enum(['OVERRIDE', 'FAIL_IF_EXISTS'])),
  returnValue: z.optional(z.enum(['PREVIOUS', 'LATEST'])),
  returnMetadataFields: z.optional(z.array(z.string())),
  metadataFields: z.optional(z.array(z.string())),
});
const CONDITION = z.object({
  condition: z.enum([
    'BEGINS_WITH',
    'BETWEEN',
    'CONTAINS',
    'EQUAL_TO',
    'EXISTS',
    'GREATER_THAN',
    'GREATER_THAN_EQUAL_TO',
    'LESS_THAN',
    'LESS_THAN_EQUAL_TO',
    'NOT_CONTAINS',
    'NOT_EQUAL_TO',
    'NOT_EXISTS',
  ]),
  values: z.array(z.union([z.string(), z.number(), z.boolean()])),
});
const PROPERTY_CONDITION = z.extend(CONDITION, { property: z.string() });
const CONDITIONS = z.object({
  and: z.optional(z.array(PROPERTY_CONDITION)),
  or: z.optional(z.array(PROPERTY_CONDITION)),
});

/** One row named or written; `entityName` absent means a plain key. */
export const ITEM = z.object({
  key: z.string(),
  entityName: z.optional(z.string()),
  value: z.optional(z.unknown()),
  options: z.optional(OPTIONS),
});
export const BATCH = z.array(ITEM);
export const PLAIN_QUERY = z.object({
  limit: z.optional(z.number()),
  after: z.optional(z.string()),
  where: z.optional(z.array(z.extend(CONDITION, { property: z.string() }))),
  options: z.optional(OPTIONS),
});
export const ENTITY_QUERY = z.object({
  entityName: z.string(),
  indexName: z.string(),
  partition: z.optional(z.array(z.union([z.string(), z.number(), z.boolean()]))),
  range: z.optional(CONDITION),
  filters: z.optional(CONDITIONS),
  sort: z.optional(z.enum(['ASC', 'DESC'])),
  limit: z.optional(z.number()),
  cursor: z.optional(z.string()),
  options: z.optional(OPTIONS),
});
const CONDITIONED = z.extend(ITEM, { conditions: z.optional(CONDITIONS) });
export const TRANSACTION = z.object({
  set: z.optional(z.array(CONDITIONED)),
  delete: z.optional(z.array(CONDITIONED)),
  check: z.optional(z.array(CONDITIONED)),
});

export type Item = z.infer<typeof ITEM>;
export type Options = z.infer<typeof OPTIONS>;
export type Condition = z.infer<typeof CONDITION>;
export type Conditions = z.infer<typeof CONDITIONS>;
export type PlainQuery = z.infer<typeof PLAIN_QUERY>;
export type EntityQuery = z.infer<typeof ENTITY_QUERY>;
export type Transaction = z.infer<typeof TRANSACTION>;
