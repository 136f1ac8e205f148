/**
 * From stored rows to records. Each record carries its version `v`; a future version adds its migration here,
 * and rows are written in the newest form only. What cannot be read is a fault, except for a lexicon, which is
 * a copy that can be filled again.
 */
import * as z from 'zod/mini';
import { err, ok, type Result } from '../result';
import type { RecordUnreadable } from './fault';
import { ENTITY, SITE_KEY } from './keyspace';
import { type ApiKeyRecord, apiKeyRecord } from './records/api-key';
import { type Lexicon, lexiconRecord } from './records/lexicon';
import { type SiteRecord, siteRecord } from './records/site';

const row = z.object({ payload: z.unknown() });

/** A plain row: absent, or of this schema. */
export const parseRow = <T>(
  schema: z.ZodMiniType<T>,
  key: string,
  value: unknown,
): Result<T | undefined, RecordUnreadable> => {
  if (value === undefined) return ok(undefined);
  const parsed = z.safeParse(schema, value);
  return parsed.success ? ok(parsed.data) : err({ reason: 'record_unreadable', key });
};

/** A row of `api-key`. One whose payload names another key was not written by this app. */
export const parseKeyRow = (keyId: string, value: unknown): Result<ApiKeyRecord | undefined, RecordUnreadable> => {
  const key = `${ENTITY.apiKey}/${keyId}`;
  const record = parseEntityRow(apiKeyRecord, key, value);
  return record.ok && record.value !== undefined && record.value.id !== keyId
    ? err({ reason: 'record_unreadable', key })
    : record;
};

export const parseSiteRow = (value: unknown): Result<SiteRecord | undefined, RecordUnreadable> =>
  parseEntityRow(siteRecord, `${ENTITY.setting}/${SITE_KEY}`, value);

export const parseLexicon = (value: unknown): Lexicon | undefined => {
  const parsed = z.safeParse(lexiconRecord, value);
  return parsed.success ? parsed.data : undefined;
};

/** A row of an entity: its record is in `payload`, beside the attributes that the indexes need. */
export const parseEntityRow = <T>(
  schema: z.ZodMiniType<T>,
  key: string,
  value: unknown,
): Result<T | undefined, RecordUnreadable> => {
  if (value === undefined) return ok(undefined);
  const outer = z.safeParse(row, value);
  return outer.success && outer.data.payload !== undefined
    ? parseRow(schema, key, outer.data.payload)
    : err({ reason: 'record_unreadable', key });
};
