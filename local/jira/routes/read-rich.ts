/** Rich text as a body brings it: a document in version 3, text in version 2, and never the other way round. */
import { isDocument, toDocument } from '../rich-text';
import type { RichText } from '../state';
import type { Call } from './call';

export type RichReading =
  | { readonly ok: true; readonly value: RichText | null }
  | { readonly ok: false; readonly error: string };

export function readRich(call: Call, value: unknown): RichReading {
  if (value === null || value === undefined) return { ok: true, value: null };
  if (call.version === '3') {
    return isDocument(value)
      ? { ok: true, value }
      : { ok: false, error: 'Operation value must be an Atlassian Document (see the Atlassian Document Format)' };
  }
  return typeof value === 'string'
    ? { ok: true, value: value === '' ? null : toDocument(value) }
    : { ok: false, error: 'Operation value must be a string' };
}
