/** The site's own record in storage: one row, absent until a site admin changes something. */
import { kvs } from '@forge/kvs';
import { ok, type Result } from '../result';
import { asking, type StorageFault } from './fault';
import { ENTITY, SITE_KEY } from './keyspace';
import { parseSiteRow } from './parse-row';
import { DEFAULT_SITE, type SiteRecord } from './records/site';

export const readSite = async (): Promise<Result<SiteRecord, StorageFault>> => {
  const row = await asking('read_site', () => kvs.entity<unknown>(ENTITY.setting).get(SITE_KEY));
  if (!row.ok) return row;
  const site = parseSiteRow(row.value);
  return site.ok ? ok(site.value ?? DEFAULT_SITE) : site;
};
