/**
 * The site's own record in storage: one row, absent until a site admin changes something. A change is conditioned on
 * the version that was read and carries its audit, as a change of a key does.
 */
import { FilterConditions as condition, Filter, kvs } from '@forge/kvs';
import { ok, type Result } from '../result';
import { auditRow } from './audit';
import { asking, askingConditionally, type Conflict, type StorageFault } from './fault';
import { auditKey, auditTtl, ENTITY, SITE_KEY } from './keyspace';
import { parseSiteRow } from './parse-row';
import type { AuditRecord } from './records/audit';
import { auditDaysOf, DEFAULT_SITE, type SiteRecord } from './records/site';

export const readSite = async (): Promise<Result<SiteRecord, StorageFault>> => {
  const row = await asking('read_site', () => kvs.entity<unknown>(ENTITY.setting).get(SITE_KEY));
  if (!row.ok) return row;
  const site = parseSiteRow(row.value);
  return site.ok ? ok(site.value ?? DEFAULT_SITE) : site;
};

type SiteRow = { readonly version: number; readonly payload: SiteRecord };

/** Stores a changed record if the stored version is still the one before `site.version`, which is at least 1. */
export const saveSite = async (
  site: SiteRecord & { readonly version: number },
  audit: AuditRecord,
): Promise<Result<void, StorageFault | Conflict>> => {
  if (site.version === 1) {
    // A condition needs a row: the one that says what holds without one. Whoever makes it, it is the same.
    const made = await askingConditionally('save_site', () =>
      kvs
        .entity<SiteRow>(ENTITY.setting)
        .set(SITE_KEY, { version: 0, payload: DEFAULT_SITE }, { keyPolicy: 'FAIL_IF_EXISTS' }),
    );
    if (!made.ok && made.error.reason !== 'conflict') return made;
  }
  return askingConditionally('save_site', () =>
    kvs
      .transact()
      .set(SITE_KEY, { version: site.version, payload: site } satisfies SiteRow, {
        entityName: ENTITY.setting,
        conditions: new Filter<SiteRow>().and('version', condition.equalTo(site.version - 1)),
      })
      .set(
        auditKey(audit.at, audit.id),
        auditRow(audit),
        { entityName: ENTITY.audit },
        { ttl: auditTtl(auditDaysOf(site)) },
      )
      .execute(),
  );
};
