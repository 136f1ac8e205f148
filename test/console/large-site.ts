/**
 * A site with very many keys and a long audit: what the app would have stored, put into the store of a site before it is
 * started over it. Of each project one key was issued by the app; the others are made after that one.
 */
import { createClock } from '../../local/forge/clock';
import { openDatabase } from '../../local/forge/storage/database';
import { createRows, type Row } from '../../local/forge/storage/rows';
import { FIXTURE } from '../../local/jira/seeds/fixture/ids';
import { startSite } from '../../local/site';
import { issueKey, READING } from '../wall/site';

const { people, projects } = FIXTURE;
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const HOMES = [projects.alpha, projects.beta, projects.omega];
const SPONSORS = [people.siteAdmin, people.alphaAdmin, people.betaAdmin, people.bothAdmin];
const JOBS = ['export', 'dashboard', 'release notes', 'bug intake', 'time sheets', 'triage', 'sync', 'report'];
const OPERATIONS = ['getIssue', 'searchAndReconsileIssuesUsingJql', 'getComments', 'addComment', 'createIssue'];

export type Size = { readonly keys: number; readonly records: number; readonly days: number };
/** What the console is held to. */
export const LARGE: Size = { keys: 1_000, records: 100_000, days: 20 };

type Stored = { readonly payload: object } & Readonly<Record<string, unknown>>;

/** Fills the directory; a site that is started over it finds so many keys, and records of so many days before `now`. */
export async function fillSite(dataDirectory: string, { keys, records, days }: Size, now: number): Promise<void> {
  const site = await startSite({ seed: 'fixture', dataDirectory, now: now - days * DAY_MS });
  const models: Stored[] = [];
  try {
    for (const { id } of HOMES) {
      const issued = await issueKey(site, [{ projectId: id, permissions: READING }], { name: 'Model' });
      models.push(site.storage.dump().find(({ key }) => key === issued.id)?.value as Stored);
    }
  } finally {
    await site.stop();
  }
  const database = openDatabase(dataDirectory);
  const rows = createRows(database, createClock(now));
  const ids = Array.from({ length: keys }, (_, at) => `K${String(at).padStart(11, '0')}`);
  rows.atomically(() => {
    for (const [at, id] of ids.entries()) rows.put(keyRow(id, at, models[at % models.length], now));
  });
  const step = (days * DAY_MS) / records;
  rows.atomically(() => {
    for (let at = 0; at < records; at += 1) {
      const of = (at * 7) % keys;
      rows.put(auditRow(at, ids[of] ?? '', HOMES[of % HOMES.length]?.id ?? '', now - (records - at) * step, now));
    }
  });
  database.close();
}

function keyRow(id: string, at: number, model: Stored | undefined, now: number): Row {
  if (model === undefined) throw new Error('No key was issued.');
  const sponsor = SPONSORS[at % SPONSORS.length];
  const createdAt = now - (at % 300) * DAY_MS - at * 1000;
  const expiresAt = now + (1 + (at % 200)) * DAY_MS;
  const name = `Team ${at % 90} ${JOBS[at % JOBS.length]} ${at}`;
  return row('api-key', id, now, undefined, {
    ...model,
    sponsor,
    createdAt: new Date(createdAt).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
    payload: { ...model.payload, id, name, sponsor, createdAt, expiresAt },
  });
}

function auditRow(at: number, keyId: string, projectId: string, madeAt: number, now: number): Row {
  const time = new Date(madeAt).toISOString();
  const id = `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
  const isDenied = at % 50 === 0;
  const event = {
    ...{ kind: 'call', requestId: id, method: 'GET', operation: OPERATIONS[at % OPERATIONS.length] },
    ...{ status: isDenied ? 403 : 200, outcome: isDenied ? 'denied' : 'allowed' },
    ...(isDenied && { reason: 'permission_missing' }),
    ...{ projectIds: [projectId], issueIds: [], durationMs: 20 + (at % 90), sponsor: people.siteAdmin },
    ...{ jiraCalls: 1, points: 3, client: 'jira-python/3.8' },
  };
  const payload = { v: 1, id, at: time, keyId, projectId, event };
  return row('audit', `${time}-${id}`, madeAt, now + 90 * DAY_MS, { keyId, projectId, at: time, payload });
}

const row = (entity: string, key: string, at: number, expires: number | undefined, value: object): Row => ({
  ...{ space: 'entity', entity, key, value: JSON.stringify(value) },
  ...{ created: at, updated: at, expires: expires ?? null },
});
