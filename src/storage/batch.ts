/**
 * Reads the platform's answer to a batch get. A missing row is listed among the failures with one certain code;
 * any other failure means that the store did not tell, and fails the whole read.
 */
import { INVALID, list, object, optional, present, text } from '../parse';
import { err, ok, type Result } from '../result';
import { down, type StorageDown, type StorageOperationName } from './fault';

const batchAnswer = object({
  successfulKeys: list(object({ key: text, entityName: optional(text), value: present })),
  failedKeys: optional(list(object({ key: text, error: object({ code: text }) }))),
});

/** Rows by `<entity>/<key>`, or `/<key>` for plain rows. */
export const rowsByKey = (
  operation: StorageOperationName,
  answer: unknown,
): Result<ReadonlyMap<string, unknown>, StorageDown> => {
  const parsed = batchAnswer(answer);
  if (parsed === INVALID) return err(down(operation, 'UNREADABLE_ANSWER'));
  const failure = parsed.failedKeys?.find(({ error }) => error.code !== 'KEY_NOT_FOUND');
  if (failure !== undefined) return err(down(operation, failure.error.code));
  return ok(new Map(parsed.successfulKeys.map(({ key, entityName = '', value }) => [`${entityName}/${key}`, value])));
};
