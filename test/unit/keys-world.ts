/**
 * A world for the life of keys, in memory: storage that keeps versions, a Jira that knows who administers what,
 * and URLs. Faults are switched on by name.
 */
import { createHash } from 'node:crypto';
import type { KeyWorld } from '../../src/keys/key-store';
import { PERMISSIONS, type Permission } from '../../src/policy/permissions';
import { err, ok } from '../../src/result';
import type { StorageOperationName } from '../../src/storage/fault';
import type { KeyList } from '../../src/storage/list-keys';
import type { ApiKeyRecord } from '../../src/storage/records/api-key';
import type { AuditRecord } from '../../src/storage/records/audit';
import type { DayRecord, LastUse } from '../../src/storage/records/day';
import type { EndpointRecord, HomePointer } from '../../src/storage/records/endpoint';
import { DEFAULT_SITE, type SiteRecord } from '../../src/storage/records/site';
import type { StoredRoster } from '../../src/storage/rosters';
import type { WalkPosition } from '../../src/storage/walks';

export const NOW = Date.parse('2026-11-01T12:00:00Z');
export const IN_A_MONTH = '2026-12-01T12:00:00Z';

/** A record in force, for tests that look at one member of it. */
export const aKey = (over: Partial<ApiKeyRecord> = {}): ApiKeyRecord => ({
  v: 1,
  id: 'AAAAAAAAAAAA',
  name: 'deploy',
  purpose: '',
  sponsor: 'person-a',
  home: { kind: 'project', projectId: '10001' },
  grants: [{ projectId: '10001', projectKey: 'ALPHA', permissions: ['issue:read'] }],
  expiresAt: NOW + 1000,
  status: { state: 'active' },
  secrets: [],
  cursorKey: 'c'.repeat(43),
  version: 1,
  createdAt: NOW - 1000,
  createdBy: 'person-a',
  ...over,
});

export type Faults = {
  /** Storage operations that are down. */
  readonly down: Set<StorageOperationName>;
  /** Storage operations that are done, and whose answer is lost. */
  readonly lost: Set<StorageOperationName>;
  jiraDown: boolean;
  /** How many further URLs the platform still gives. */
  urlsLeft: number;
};

export const keysWorld = (
  given: {
    administers?: readonly string[];
    siteAdmin?: boolean;
    /** Of the person in front of the page, in every project. */
    ownRights?: readonly Permission[];
    site?: Partial<SiteRecord>;
  } = {},
) => {
  const keys = new Map<string, ApiKeyRecord>();
  const audit: AuditRecord[] = [];
  const endpoints = new Map<string, EndpointRecord>();
  const homes = new Map<string, HomePointer>();
  const former = new Map<string, { readonly version: number; readonly former: readonly string[] }>();
  const rosters = new Map<string, StoredRoster>();
  const walks = new Map<string, WalkPosition>();
  const shared = new Set<string>();
  const days: DayRecord[] = [];
  const lastUses = new Map<string, LastUse>();
  const faults: Faults = { down: new Set(), lost: new Set(), jiraDown: false, urlsLeft: 10 };
  const asked: string[] = [];
  const urls = new Set<string>();
  let site: SiteRecord = { ...DEFAULT_SITE, ...given.site };
  const gone = new Set<string>();
  const rights = new Map<string, Permission[]>();
  let drawn = 0;
  let now = NOW;
  let beforeSave: (() => void) | undefined;

  const outage = (operation: StorageOperationName) =>
    err({ reason: 'storage_down' as const, operation, code: 'UNKNOWN_ERROR' });
  const stored = async <T>(operation: StorageOperationName, value: () => T) => {
    if (faults.down.has(operation)) return outage(operation);
    const done = value();
    return faults.lost.has(operation) ? outage(operation) : ok(done);
  };
  const jira = <T>(question: string, value: T) => {
    asked.push(question);
    return Promise.resolve(faults.jiraDown ? err({ reason: 'jira_unavailable' as const, question }) : ok(value));
  };
  const insert = async <T>(operation: StorageOperationName, rows: Map<string, T>, name: string, row: T) => {
    if (!faults.down.has(operation) && rows.has(name)) return err({ reason: 'conflict' as const });
    return stored(operation, () => void rows.set(name, row));
  };

  const isIn = ({ grants, sponsor }: ApiKeyRecord, list: KeyList): boolean =>
    list.of === 'site' ||
    (list.of === 'sponsor' ? sponsor === list.sponsor : grants.some((grant) => grant.projectId === list.projectId));
  const ends = ({ expiresAt }: ApiKeyRecord): string => new Date(expiresAt).toISOString();

  const world: KeyWorld = {
    store: {
      readSite: () => stored('read_site', () => site),
      saveSite: async (record, line) => {
        beforeSave?.();
        const isOld = (site.version ?? 0) !== record.version - 1;
        if (!faults.down.has('save_site') && isOld) return err({ reason: 'conflict' });
        return stored('save_site', () => {
          site = record;
          audit.push(line);
        });
      },
      readKey: (id) => stored('read_key', () => keys.get(id)),
      createKey: (record) => insert('create_key', keys, record.id, record),
      withdrawKey: (id) =>
        stored('save_key', () => {
          keys.delete(id);
        }),
      saveKey: async (record, line) => {
        beforeSave?.();
        const isOld = keys.get(record.id)?.version !== record.version - 1;
        if (!faults.down.has('save_key') && isOld) return err({ reason: 'conflict' });
        return stored('save_key', () => {
          keys.set(record.id, record);
          audit.push(line);
        });
      },
      liveKeys: (list) =>
        stored('list_keys', () =>
          [...keys.values()].filter((key) => isIn(key, list) && ['active', 'suspended'].includes(key.status.state)),
        ),
      activeKeys: (from, to = '~') =>
        stored('list_keys', () => ({
          keys: [...keys.values()].filter(
            (key) => key.status.state === 'active' && ends(key) >= from && ends(key) <= to,
          ),
          to: '~',
          isLast: true,
        })),
      keysInIndex: (list) =>
        stored('list_keys', () => ({ keys: [...keys.values()].filter((key) => isIn(key, list)), complete: true })),
      readKeys: (ids) =>
        stored('list_keys', () => new Map(ids.flatMap((id) => [...keys].filter(([known]) => known === id)))),
      idsPastExpiry: (moment, most) =>
        stored('list_keys', () =>
          [...keys.values()]
            .filter((key) => key.expiresAt < moment)
            .map(({ id }) => id)
            .slice(0, most),
        ),
      writeAudit: (line) =>
        stored('write_audit', () => {
          audit.push(line);
        }),
      readRoster: (name) => stored('read_roster', () => rosters.get(name)),
      saveRoster: async (name, before, roster) => {
        if (!faults.down.has('save_roster') && rosters.get(name)?.version !== before)
          return err({ reason: 'conflict' });
        return stored('save_roster', () => void rosters.set(name, { version: (before ?? 0) + 1, roster }));
      },
      listHomes: () => stored('read_home', () => [...new Set(['site', ...homes.keys()])].sort()),
      listShared: () => stored('read_home', () => [...shared].sort()),
      noteShared: (ids) =>
        stored('save_endpoint', () => {
          for (const id of ids) shared.add(id);
        }),
      readHome: (projectId) => stored('read_home', () => homes.get(projectId)),
      claimHome: (projectId, pointer) => insert('claim_home', homes, projectId, pointer),
      createEndpoint: (hash, record) => insert('save_endpoint', endpoints, hash, record),
      readHomes: (names) =>
        stored('read_endpoint', () =>
          names.map((home) => ({
            home,
            pointer: homes.get(home),
            ...(former.get(home) ?? { version: 0, former: [] }),
          })),
        ),
      readEndpoints: (hashes) =>
        stored('read_endpoint', () => new Map([...endpoints].filter(([hash]) => hashes.includes(hash)))),
      changeEndpoints: async (change, line) => {
        beforeSave?.();
        const isOld = (former.get(change.home)?.version ?? 0) !== change.version;
        if (!faults.down.has('save_endpoint') && isOld) return err({ reason: 'conflict' });
        return stored('save_endpoint', () => {
          former.set(change.home, { version: change.version + 1, former: change.former });
          if (change.pointer !== undefined) homes.set(change.home, change.pointer);
          for (const [hash, record] of change.endpoints) endpoints.set(hash, record);
          audit.push(line);
        });
      },
      readWalk: (name) => stored('read_schedule', () => walks.get(name)),
      saveWalk: (name, position) => stored('save_schedule', () => void walks.set(name, position)),
      readLastRun: () => stored('read_schedule', () => undefined),
      readSiteUsage: () => stored('read_usage', () => undefined),
    },
    person: {
      administersSite: () => jira('ADMINISTER', given.siteAdmin ?? false),
      administersProject: (id) => jira(`ADMINISTER_PROJECTS ${id}`, (given.administers ?? []).includes(id)),
      project: (id) => jira(`project ${id}`, PROJECTS[id]),
    },
    audit: {
      auditPage: async () => ok({ records: [], cursor: undefined }),
      newestAudit: async () => ok({ records: [], next: undefined }),
      readAuditRecord: (at, id) => stored('read_audit', () => audit.find((line) => line.at === at && line.id === id)),
      rollupPage: async () => ok({ rollups: [], cursor: undefined }),
      readDays: (names) =>
        stored('read_days', () =>
          days
            .filter(({ home, day }) => names.some((name) => name.home === home && name.day === day))
            .map((record) => ({ version: 1, record })),
        ),
      readLastUses: (homes) =>
        stored('read_days', () => new Map([...lastUses].filter(([home]) => homes.includes(home)))),
    },
    people: {
      ownRights: (ids) =>
        jira('own rights', Object.fromEntries(ids.map((id) => [id, [...(given.ownRights ?? PERMISSIONS)]]))),
      rightsOfPerson: (accountId, ids) =>
        jira(
          `rights of ${accountId}`,
          rights.has(accountId) ? Object.fromEntries(ids.map((id) => [id, rights.get(accountId) ?? []])) : undefined,
        ),
      rightsToldToAdmin: (accountId, ids) =>
        jira(
          `rights of ${accountId}, told to an administrator`,
          rights.has(accountId) ? Object.fromEntries(ids.map((id) => [id, rights.get(accountId) ?? []])) : undefined,
        ),
      isActive: (accountId) => jira(`active ${accountId}`, !gone.has(accountId)),
    },
    urls: {
      site: async () => ok('https://site.example/public/site-token'),
      another: async () => {
        if (faults.urlsLeft === 0) return err({ reason: 'platform_unavailable' });
        faults.urlsLeft -= 1;
        const url = `https://site.example/public/token-${faults.urlsLeft}`;
        urls.add(url);
        return ok(url);
      },
      giveBack: async (url) => {
        urls.delete(url);
        return ok(undefined);
      },
    },
    takeUnits: async () => ok(undefined),
    random: (bytes) => {
      const block = createHash('sha512').update(String(drawn++)).digest();
      return Uint8Array.from({ length: bytes }, (_, at) => block[at % block.length] ?? 0);
    },
    now: () => now,
  };
  return {
    world,
    keys,
    audit,
    endpoints,
    homes,
    rosters,
    walks,
    days,
    lastUses,
    faults,
    asked,
    /** People whose account is closed, and what Jira tells the app of others; nothing of those who are not in it. */
    gone,
    settings: () => site,
    setSettings: (settings: SiteRecord) => {
      site = settings;
    },
    rights,
    urls,
    setNow: (moment: number) => {
      now = moment;
    },
    /** Runs once, right before the next change is stored: another administrator's hand. */
    meanwhile: (act: () => void) => {
      beforeSave = () => {
        beforeSave = undefined;
        act();
      };
    },
  };
};

const PROJECTS: Readonly<Record<string, { id: string; key: string; name: string }>> = {
  '10001': { id: '10001', key: 'ALPHA', name: 'Alpha' },
  '10002': { id: '10002', key: 'OMEGA', name: 'Omega' },
  '10003': { id: '10003', key: 'BETA', name: 'Beta' },
};
