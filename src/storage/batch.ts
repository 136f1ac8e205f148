/**
 * Reads the platform's answer to a batch get. A missing row is listed among the failures with one certain code;
 * any other failure means that the store did not tell, and fails the whole read.
 */
import * as z from 'zod/mini';
import { err, ok, type Result } from '../result';
import { down, type StorageDown, type StorageOperationName } from './fault';

const batchAnswer = z.object({
  successfulKeys: z.array(z.object({ key: z.string(), entityName: z.optional(z.string()), value: z.unknown() })),
  failedKeys: z.optional(z.array(z.object({ key: z.string(), error: z.object({ code: z.string() }) }))),
});

/** Rows by `<entity>/<key>`, or `/<key>` for plain rows. */
export const rowsByKey = (
  operation: StorageOperationName,
  answer: unknown,
): Result<ReadonlyMap<string, unknown>, StorageDown> => {
  const parsed = z.safeParse(batchAnswer, answer);
  if (!parsed.success) return err(down(operation, 'UNREADABLE_ANSWER'));
  const failure = parsed.data.failedKeys?.find(({ error }) => error.code !== 'KEY_NOT_FOUND');
  if (failure !== undefined) return err(down(operation, failure.error.code));
  return ok(
    new Map(parsed.data.successfulKeys.map(({ key, entityName = '', value }) => [`${entityName}/${key}`, value])),
  );
};
