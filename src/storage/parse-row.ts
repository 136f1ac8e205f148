/**
 * From stored rows to records. Each record carries its version `v`; a future version adds its migration here,
 * and rows are written in the newest form only. What cannot be read is a fault, except for a lexicon, which is
 * a copy that can be filled again.
 */
import { INVALID, object, type Parser, present } from '../parse';
import { err, ok, type Result } from '../result';
import type { RecordUnreadable } from './fault';
import { ENTITY, SITE_KEY } from './keyspace';
import { type ApiKeyRecord, apiKeyRecord } from './records/api-key';
import { type Lexicon, lexiconRecord } from './records/lexicon';
import { type SiteRecord, siteRecord } from './records/site';

const row = object({ payload: present });

/** A plain row: absent, or as its parser reads it. */
export const parseRow = <T>(
  parser: Parser<T>,
  key: string,
  value: unknown,
): Result<T | undefined, RecordUnreadable> => {
  if (value === undefined) return ok(undefined);
  const parsed = parser(value);
  return parsed === INVALID ? err({ reason: 'record_unreadable', key }) : ok(parsed);
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
  const parsed = lexiconRecord(value);
  return parsed === INVALID ? undefined : parsed;
};

/** A row of an entity: its record is in `payload`, beside the attributes that the indexes need. */
export const parseEntityRow = <T>(
  parser: Parser<T>,
  key: string,
  value: unknown,
): Result<T | undefined, RecordUnreadable> => {
  if (value === undefined) return ok(undefined);
  const outer = row(value);
  return outer === INVALID ? err({ reason: 'record_unreadable', key }) : parseRow(parser, key, outer.payload);
};
