/**
 * The demonstration's site after some weeks of use: keys of many kinds, and nine days of calls that were really made, so
 * that every number in the pages was counted by the app. All of it is invented, and the same for the same moment.
 */
import { DEMO } from '../../../local/jira/seeds/demo';
import type { ResolverPlace, Site } from '../../../local/site';
import type { CreatedKey, KeyView, Permission } from '../../../src/console/contract';
import { PRESETS } from '../../../src/policy/presets';

const { people, projects } = DEMO;
export const ADMIN: ResolverPlace = { module: 'admin' };
export const WEB: ResolverPlace = { module: 'project', projectId: projects.web, projectKey: 'WEB' };
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const DAYS_OF_USE = 9;
/** Of these keys' calls since the full hour the points are not yet in any sum. */
const BUSY_NOW = ['Café screens', 'Van scanners'];
const CALLS_OF_THIS_HOUR = 60;
const AGENT = { 'user-agent': 'jira-python/3.8.0 (batch)' };

type Call = readonly [method: string, path: string, body?: object];
type PlannedKey = {
  readonly name: string;
  readonly purpose: string;
  readonly by: string;
  readonly grants: readonly (readonly [projectId: string, presetId: string, ...more: Permission[]])[];
  readonly endsInDays: number;
  readonly draft?: object;
  /** Calls of each day, Monday to Sunday. */
  readonly week?: readonly number[];
  readonly calls?: readonly Call[];
};

const read = (key: string, at: number): Call => ['GET', `/rest/api/3/issue/${key}-${at}`];
const search = (jql: string): Call => [
  'GET',
  `/rest/api/3/search/jql?jql=${encodeURIComponent(jql)}&fields=summary,status`,
];

const PLANNED: readonly PlannedKey[] = [
  {
    name: 'Nightly backlog export',
    purpose: 'Copies open issues into the planning sheet each night.',
    by: people.webAdmin,
    grants: [[projects.web, 'read-project']],
    endsInDays: 208,
    week: [31, 29, 33, 30, 34, 12, 11],
    calls: [search('statusCategory != Done ORDER BY created'), read('WEB', 1), read('WEB', 9), read('WEB', 18)],
  },
  {
    name: 'Café screens',
    purpose: 'Counts of open work on the screen beside the roaster.',
    by: people.siteAdmin,
    grants: [
      [projects.web, 'status-dashboard'],
      [projects.ops, 'status-dashboard'],
    ],
    endsInDays: 61,
    draft: { limits: { callsPerMinute: 60 } },
    week: [44, 46, 41, 45, 43, 40, 42],
    calls: [search('statusCategory = "In Progress"'), read('OPS', 2), read('WEB', 5)],
  },
  {
    name: 'Crash reports',
    purpose: 'Opens a bug for each new crash of the app.',
    by: people.appAdmin,
    grants: [[projects.app, 'create-bugs']],
    endsInDays: 24,
    draft: { limits: { writesPerDay: 200, callsPerMinute: 60 } },
    week: [9, 6, 12, 7, 10, 18, 15],
    calls: [
      read('APP', 7),
      [
        'POST',
        '/rest/api/3/issue',
        { fields: { project: { key: 'APP' }, issuetype: { name: 'Bug' }, summary: 'Crash while paying' } },
      ],
      ['DELETE', '/rest/api/3/issue/APP-7'],
    ],
  },
  {
    name: 'Release notes',
    purpose: 'Writes the notes when a version is released.',
    by: people.appAdmin,
    grants: [[projects.app, 'release-notes']],
    endsInDays: 132,
    week: [2, 0, 5, 0, 8, 0, 0],
    calls: [search('fixVersion is not EMPTY'), read('APP', 3)],
  },
  {
    name: 'Support agent',
    purpose: 'Reads, comments and opens issues for the support desk.',
    by: people.webAdmin,
    grants: [[projects.web, 'ai-agent']],
    endsInDays: 6,
    draft: { limits: { callsPerMinute: 120, writesPerDay: 50, refusedPerHour: 60 }, unusedDaysMax: 30 },
    week: [22, 26, 19, 28, 24, 3, 1],
    calls: [
      search('summary ~ "basket"'),
      read('WEB', 9),
      search('labels = checkout ORDER BY created'),
      read('WEB', 10),
      read('HR', 1),
      ['GET', '/rest/api/3/issue/WEB-9/comment'],
      ['PUT', '/rest/api/3/issue/WEB-10', { fields: { summary: 'Prices jump' } }],
      read('WEB', 23),
      search('statusCategory = "To Do"'),
      read('WEB', 18),
    ],
  },
  {
    name: 'Van scanners',
    purpose: 'Moves deliveries on when a van is unloaded.',
    by: people.opsAdmin,
    grants: [[projects.ops, 'comment-and-transition']],
    endsInDays: 89,
    draft: { limits: { writesPerDay: 2_000 } },
    week: [17, 19, 16, 18, 21, 8, 0],
    calls: [read('OPS', 4), search('status = "To Do"'), read('OPS', 7)],
  },
  {
    name: 'Time sheets',
    purpose: 'Reads issues and logs work on them.',
    by: people.siteAdmin,
    grants: [
      [projects.web, 'time-tracking'],
      [projects.app, 'time-tracking'],
    ],
    endsInDays: 12,
    week: [6, 7, 7, 5, 9, 0, 0],
    calls: [read('WEB', 5), read('APP', 4)],
  },
  {
    name: 'Rota reminder',
    purpose: 'Reminds of absences that nobody has taken over.',
    by: people.hrAdmin,
    grants: [[projects.hr, 'read-project']],
    endsInDays: 300,
    week: [1, 1, 1, 1, 1, 0, 0],
    calls: [search('ORDER BY created')],
  },
  {
    name: 'Data warehouse',
    purpose: 'Loads finished work for yearly figures.',
    by: people.opsAdmin,
    grants: [[projects.ops, 'read-project']],
    endsInDays: 364,
  },
  {
    name: 'Subscription launch',
    purpose: 'For the partner who builds the mailings.',
    by: people.webAdmin,
    grants: [[projects.web, 'create-bugs']],
    endsInDays: 120,
  },
  {
    name: 'Old migration',
    purpose: 'Moved the issues of the former shop.',
    by: people.webAdmin,
    grants: [[projects.web, 'create-bugs', 'issue:edit', 'issue:link']],
    endsInDays: 40,
  },
  {
    name: 'Contractor scripts',
    purpose: 'Whatever the contractor needed in autumn.',
    by: people.appAdmin,
    grants: [[projects.app, 'comment-and-transition', 'issue:edit']],
    endsInDays: 75,
  },
];

export type LivedIn = { readonly keyNamed: (name: string) => KeyView };

/** Makes the keys and lets the days go by until `now`. */
export const liveIn = async (site: Site, now: number): Promise<LivedIn> => {
  const start = now - DAYS_OF_USE * DAY_MS;
  const keys = new Map<string, CreatedKey>();
  for (const [at, planned] of PLANNED.entries()) {
    site.clock.set(start - (PLANNED.length - at) * 3 * DAY_MS);
    keys.set(planned.name, await create(site, planned, now));
  }
  for (let hour = 0; hour < DAYS_OF_USE * 24; hour += 1) {
    const at = start + hour * HOUR_MS;
    for (const [place, planned] of PLANNED.entries()) await callWithin(site, planned, keys, at + place * 60_000);
    // The schedule sums what is over; twice a day is often enough for it to keep up.
    site.clock.set(at + HOUR_MS - 1);
    if (hour % 12 === 11) await site.runSchedule('hourly');
  }
  const created = (name: string): CreatedKey => {
    const key = keys.get(name);
    if (key === undefined) throw new Error(`No key is called ${name}.`);
    return key;
  };
  site.clock.set(now - 2 * HOUR_MS);
  await endSome(site, created);
  site.clock.set(now);
  await site.runSchedule('hourly');
  for (const planned of PLANNED.filter(({ name }) => BUSY_NOW.includes(name))) {
    for (let made = 0; made < CALLS_OF_THIS_HOUR; made += 1) await callOnce(planned, created(planned.name), made);
  }
  return { keyNamed: (name) => created(name).view };
};

async function create(site: Site, planned: PlannedKey, now: number): Promise<CreatedKey> {
  const { name, purpose, by, grants, endsInDays, draft } = planned;
  const place = grants.length > 1 ? ADMIN : placeOf(grants[0]?.[0] ?? '');
  const created = await answerOf<CreatedKey>(site, by, place, 'createKey', {
    name,
    purpose,
    grants: grants.map(([projectId, presetId, ...more]) => ({
      projectId,
      permissions: [...(PRESETS.find(({ id }) => id === presetId)?.permissions ?? []), ...more],
    })),
    expiresAt: new Date(Math.min(now + endsInDays * DAY_MS, site.clock.now() + 365 * DAY_MS)).toISOString(),
    ...(name === 'Subscription launch' && { notBefore: new Date(now + 5 * DAY_MS).toISOString() }),
    ...draft,
  });
  if (name !== 'Data warehouse') await answerOf(site, by, place, 'confirmCopied', { keyId: created.view.id });
  return created;
}

/** The calls of one key within an hour: spread over the hours of work, and a night's worth at once. */
async function callWithin(
  site: Site,
  planned: PlannedKey,
  keys: ReadonlyMap<string, CreatedKey>,
  at: number,
): Promise<void> {
  const time = new Date(at);
  const key = keys.get(planned.name);
  const ofDay = planned.week?.[(time.getUTCDay() + 6) % 7] ?? 0;
  const hour = time.getUTCHours();
  if (key === undefined || hour < 7 || hour > 16) return;
  const due = Math.floor((ofDay * (hour - 6)) / 10) - Math.floor((ofDay * (hour - 7)) / 10);
  for (let made = 0; made < due; made += 1) {
    site.clock.set(at + made * 97_000);
    await callOnce(planned, key, hour + made);
  }
}

/** One of the calls that this key makes in turn. */
async function callOnce({ calls = [] }: PlannedKey, key: CreatedKey, turn: number): Promise<void> {
  const call = calls[turn % calls.length];
  if (call === undefined) return;
  const [method, path, body] = call;
  const answer = await fetch(`${key.gatewayUrl}${path}`, {
    method,
    headers: { Authorization: `Bearer ${key.key}`, 'Content-Type': 'application/json', ...AGENT },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  await answer.arrayBuffer();
}

/** A key that is done with, one that looked odd, and a URL that was replaced. */
async function endSome(site: Site, created: (name: string) => CreatedKey): Promise<void> {
  const acts = [
    [people.webAdmin, WEB, 'revokeKey', { keyId: created('Old migration').view.id, reason: 'The migration is over' }],
    [
      people.siteAdmin,
      ADMIN,
      'suspendKey',
      { keyId: created('Contractor scripts').view.id, reason: 'Ask who uses it' },
    ],
    [
      people.webAdmin,
      WEB,
      'rotateKey',
      { keyId: created('Support agent').view.id, version: 1, overlapSeconds: 86_400 },
    ],
    [people.webAdmin, WEB, 'confirmCopied', { keyId: created('Support agent').view.id }],
    [
      people.siteAdmin,
      ADMIN,
      'rotateEndpoint',
      { home: projects.app, keepUntil: new Date(site.clock.now() + 14 * DAY_MS).toISOString() },
    ],
    [
      people.siteAdmin,
      ADMIN,
      'changeSettings',
      {
        version: 0,
        change: {
          maxLifetimeDays: 365,
          projects: { [projects.hr]: { maxLifetimeDays: 365, permissions: HR_CEILING } },
        },
      },
    ],
  ] as const;
  for (const [person, place, name, payload] of acts) await answerOf(site, person, place, name, payload);
}

const HR_CEILING: readonly Permission[] = [
  'issue:read',
  'project:read',
  'metadata:read',
  'version:read',
  'component:read',
];

const placeOf = (projectId: string): ResolverPlace => ({ module: 'project', projectId, projectKey: projectId });

/** What a function of the console answers to this person; throws where it refuses. */
export const answerOf = async <T>(
  site: Site,
  person: string,
  place: ResolverPlace,
  name: string,
  payload: object,
): Promise<T> => {
  const result = await site.invoke(person, place, name, payload);
  const answer = result.ok ? (result.value as { readonly ok: boolean; readonly value?: T }) : undefined;
  if (answer?.ok !== true || answer.value === undefined) throw new Error(`${name}: ${JSON.stringify(result)}`);
  return answer.value;
};
