/**
 * All that a call needs from storage, in exactly one request: the names of the four rows are known before any
 * of them is read. Reads by name are strictly consistent, so that a revocation holds from the next call on.
 *
 * A row that is absent is `undefined`; a row that could not be read is a fault, never absence.
 */
import { kvs } from '@forge/kvs';
import { err, ok, type Result } from '../result';
import { rowsByKey } from './batch';
import type { StorageFault } from './fault';
import { asking } from './fault';
import { ENTITY, endpointKey, lexiconKey, SITE_KEY, SITE_USAGE_KEY } from './keyspace';
import { parseKeyRow, parseLexicon, parseRow, parseSiteRow } from './parse-row';
import type { ApiKeyRecord } from './records/api-key';
import { type EndpointRecord, endpointRecord } from './records/endpoint';
import type { Lexicon } from './records/lexicon';
import { DEFAULT_SITE, type SiteRecord } from './records/site';
import { siteUsageIn } from './usage';

export type RowsForCall = {
  readonly key: ApiKeyRecord | undefined;
  readonly site: SiteRecord;
  readonly endpoint: EndpointRecord | undefined;
  /** The lexicon of the endpoint's own project; for keys over several projects see `readLexicons`. May be stale. */
  readonly lexicon: Lexicon | undefined;
  /** A sample of what all keys of the site use. */
  readonly siteUsage: ReturnType<typeof siteUsageIn>;
};

/** One batch get. `keyId` has passed the parser of credentials; `endpointHash` is hex. */
export const readForCall = async (keyId: string, endpointHash: string): Promise<Result<RowsForCall, StorageFault>> => {
  const answer = await asking('read_for_call', () =>
    kvs.batchGet<unknown>([
      { entityName: ENTITY.apiKey, key: keyId },
      { entityName: ENTITY.setting, key: SITE_KEY },
      { key: endpointKey(endpointHash) },
      { key: lexiconKey(endpointHash) },
      { entityName: ENTITY.usage, key: SITE_USAGE_KEY },
    ]),
  );
  if (!answer.ok) return answer;
  const rows = rowsByKey('read_for_call', answer.value);
  if (!rows.ok) return rows;
  const key = parseKeyRow(keyId, rows.value.get(`${ENTITY.apiKey}/${keyId}`));
  if (!key.ok) return key;
  const site = parseSiteRow(rows.value.get(`${ENTITY.setting}/${SITE_KEY}`));
  if (!site.ok) return site;
  const endpoint = parseRow(endpointRecord, endpointKey(endpointHash), rows.value.get(`/${endpointKey(endpointHash)}`));
  if (!endpoint.ok) return err(endpoint.error);
  return ok({
    key: key.value,
    site: site.value ?? DEFAULT_SITE,
    endpoint: endpoint.value,
    lexicon: parseLexicon(rows.value.get(`/${lexiconKey(endpointHash)}`)),
    siteUsage: siteUsageIn(rows.value),
  });
};
