/**
 * How a key is used over time: guesses, calls at the same moment, a person who answered for it and may not any more, and
 * what the record of its calls tells an administrator of its project.
 */
import { put } from '../../local/jira/change';
import { call, get } from './issue-operations';
import { asking, pageOf } from './page-functions';
import {
  type Answer,
  comparable,
  EVERYTHING,
  expectNoCanary,
  FIXTURE,
  type Key,
  openWall,
  type Wall,
  work,
} from './site';

const { projects, people } = FIXTURE;
const NOW = Date.parse('2026-11-01T12:30:00Z');
const ALPHA = pageOf(projects.alpha);
const GRANTS = [{ projectId: projects.alpha.id, permissions: EVERYTHING }];
const READ = get('3', 'issue/ALPHA-24?fields=summary');

let wall: Wall;
beforeEach(async () => {
  wall = await openWall({ now: NOW });
});
afterEach(() => wall.stop());
const ask = asking(() => wall);
const alphaAdmin = (name: string, payload: object) => ask(people.alphaAdmin, ALPHA, name, payload);
const keyWith = (limits: object): Promise<Key> => wall.issue(GRANTS, { limits });

/** Answers without what names the key that was used. */
const alike = (key: Key, answer: Answer): string => JSON.stringify(comparable(answer)).replaceAll(key.url, '');

/** One after the other, all there are. */
function foreignIssue(at: number): string {
  const foreign = [...wall.site.fork().issues.values()].filter(({ projectId }) => projectId === projects.omega.id);
  return foreign[at % foreign.length]?.id ?? '';
}

/** Ways to guess, by what is guessed. */
const GUESSES = [
  ['keys of issues', (at: number) => get('3', `issue/OMEGA-${at}`), (at: number) => get('3', `issue/NOPES-${at}`)],
  [
    'ids of issues',
    (at: number) => get('3', `issue/${foreignIssue(at)}/comment`),
    (at: number) => get('3', `issue/${29_900 + at}/comment`),
  ],
  [
    'projects',
    (at: number) => get('3', `project/${['OMEGA', 'GAMMA', 'DELTA', '10002'][at % 4]}`),
    (at: number) => get('3', `project/${['NOPES', 'NOPED', 'NOPEF', '10003'][at % 4]}`),
  ],
] as const;

test.each(GUESSES)(
  'C-ISS-16 · who guesses %s is stopped, and hears the same by every guess',
  async (_, real, invented) => {
    const most = 20;
    const ofReal = await keyWith({ refusedPerHour: most });
    const ofInvented = await keyWith({ refusedPerHour: most });
    for (const key of [ofReal, ofInvented]) expect((await wall.send(key, READ)).status).toBe(200);
    for (let at = 1; at <= most + 5; at += 1) {
      const one = await wall.send(ofReal, real(at));
      const other = await wall.send(ofInvented, invented(at));
      expect(alike(ofReal, one)).toBe(alike(ofInvented, other));
      expect(work(one)).toEqual(work(other));
      expectNoCanary(wall, one);
      expect(one.status).toBe(at <= most ? 404 : 429);
      if (at > most) expect(one.calls).toEqual([]);
    }
    // Good and bad alike, until the hour is over; and nobody else.
    const good = await wall.send(ofReal, READ);
    expect([good.status, good.json.limit, good.calls]).toEqual([429, 'refusedPerHour', []]);
    expect((await wall.send(wall.alpha, READ)).status).toBe(200);
    wall.site.clock.advance(1_800_000);
    expect((await wall.send(ofReal, READ)).status).toBe(200);
  },
);

test.each([
  ['calls', { callsPerDay: 30 }, READ, 200],
  ['writes', { writesPerDay: 30 }, call('PUT', '3', 'issue/ALPHA-24', { fields: { labels: ['many'] } }), 204],
])(
  'C-TOCTOU-07 · a hundred calls at the same moment get no more %s than the limit, and all of it can be had',
  async (_, limits, sent, served) => {
    const key = await keyWith(limits);
    const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status);
    const atOnce = statuses(await Promise.all(Array.from({ length: 100 }, () => wall.send(key, sent))));
    expect(new Set(atOnce)).toEqual(new Set([served, 429]));
    // A call that met too many others at its moment may come again.
    const after: number[] = [];
    while (after.at(-1) !== 429) after.push((await wall.send(key, sent)).status);
    expect([...atOnce, ...after].filter((status) => status === served)).toHaveLength(30);
  },
);

describe('C-TOCTOU-09 · a sponsor', () => {
  const mine = async (): Promise<Key> => {
    const expiresAt = new Date(NOW + 30 * 86_400_000).toISOString();
    const { value } = await alphaAdmin('createKey', { name: 'Mine', grants: GRANTS, expiresAt });
    return { text: value.key, url: value.gatewayUrl, id: value.view.id };
  };
  function closeAccount(accountId: string): void {
    const state = wall.site.fork();
    const person = state.people.get(accountId);
    if (person === undefined) throw new Error('the fixture has lost its administrator');
    wall.site.restore({ ...state, people: new Map([...state.people, [accountId, { ...person, active: false }]]) });
  }
  const hour = () => wall.site.runSchedule('hourly');

  test('who stays what they were keeps the key going', async () => {
    const key = await mine();
    await hour();
    expect((await wall.send(key, READ)).status).toBe(200);
  });

  test('who was taken out of the project takes the rights of the key along', async () => {
    const key = await mine();
    expect((await wall.send(key, READ)).status).toBe(200);
    const state = wall.site.fork();
    const alpha = state.projects.get(projects.alpha.id);
    if (alpha === undefined) throw new Error('the fixture has lost ALPHA');
    const roleMembers = Object.fromEntries(
      Object.entries(alpha.roleMembers).map(([role, members]) => [
        role,
        members.filter((member) => member.kind === 'person' && member.accountId !== people.alphaAdmin),
      ]),
    );
    wall.site.restore(put(state, 'projects', { ...alpha, roleMembers }));
    await hour();
    const answer = await wall.send(key, READ);
    expect([answer.status, answer.json.rule, answer.json.cappedBy]).toEqual([403, 'permission_missing', 'sponsor']);
    expect(answer.calls).toEqual([]);
    expect((await wall.send(wall.alpha, READ)).status).toBe(200);
  });

  test('whose account was closed stops the key', async () => {
    const key = await mine();
    expect((await wall.send(key, READ)).status).toBe(200);
    closeAccount(people.alphaAdmin);
    await hour();
    const answer = await wall.send(key, READ);
    expect([answer.status, answer.calls]).toEqual([401, []]);
    expect((await wall.send(wall.alpha, READ)).status).toBe(200);
  });
});

test('C-SIDE-14 · the record of refused calls tells the page of the project nothing of what they were about', async () => {
  const told = async (sent: readonly string[]) => {
    const key = await wall.issue(GRANTS, { name: 'Curious' });
    for (const path of sent) {
      wall.site.clock.advance(1_000);
      await wall.send(key, get('3', path));
    }
    wall.site.clock.advance(1_000);
    expect((await wall.send(key, READ)).status).toBe(200);
    const span = { from: new Date(NOW - 1).toISOString(), to: '2026-11-02T00:00:00Z', keyId: key.id };
    const audit = await alphaAdmin('readAudit', span);
    expect(audit.value.records).toHaveLength(sent.length + 2);
    const text = JSON.stringify([
      audit,
      await alphaAdmin('exportAudit', span),
      await alphaAdmin('keyUsage', { keyId: key.id }),
      await alphaAdmin('readKey', { keyId: key.id }),
    ]);
    expectNoCanary(wall, { text, json: undefined } as Answer);
    // biome-ignore lint/suspicious/noExplicitAny: records of every kind
    return audit.value.records.map(({ event }: any) => ({
      ...event,
      requestId: undefined,
      ...(event.act ? { at: 0 } : {}),
    }));
  };
  const about = (key: string, id: string, project: string) => [
    `issue/${key}`,
    `issue/${id}`,
    `issue/${key}/comment`,
    `project/${project}`,
    `search/jql?jql=${encodeURIComponent(`project = ${project}`)}`,
  ];
  const foreign = await told(about('OMEGA-1', '20001', 'OMEGA'));
  expect(foreign).toEqual(await told(about('NOPES-1', '29901', 'NOPES')));
  const text = JSON.stringify(foreign);
  for (const typed of ['OMEGA', '20001', projects.omega.id]) expect(text).not.toContain(typed);
});
