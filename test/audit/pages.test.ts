/**
 * The audit through the whole app: what is in a record, who may read it, the export with its chain, the schedule, and
 * that a log line tells of no key, body or query.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { call, get } from '../wall/issue-operations';
import { EVERYTHING, FIXTURE, type Key, openWall, READING, type Wall } from '../wall/site';

const { people, projects } = FIXTURE;
const NOW = Date.parse('2026-11-25T12:30:15Z');
const HOUR = 3_600_000;
const ADMIN = { module: 'admin' } as const;
const ALPHA = { module: 'project', projectId: projects.alpha.id, projectKey: 'ALPHA' } as const;
const BETA = { module: 'project', projectId: projects.beta.id, projectKey: 'BETA' } as const;

let wall: Wall;
beforeAll(async () => {
  wall = await openWall({ now: NOW });
});
afterAll(() => wall.stop());

type Place = typeof ADMIN | typeof ALPHA | typeof BETA;
// biome-ignore lint/suspicious/noExplicitAny: a resolver's answer, proven by what is looked at in it
async function ask(accountId: string, place: Place, name: string, payload: object): Promise<any> {
  const answer = await wall.site.invoke(accountId, place, name, payload);
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  const { now: _, ...told } = answer.value as { now: string };
  return told;
}
const span = () => ({ from: '2026-11-01T00:00:00Z', to: new Date(wall.site.clock.now() + 1).toISOString() });
async function recordsOf(accountId: string, place: Place, keyId?: string) {
  const records: { at: string; keyId: string; event: Record<string, unknown> }[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask(accountId, place, 'readAudit', {
      ...span(),
      ...(keyId === undefined ? {} : { keyId }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    if (!page.ok) return page.fault.reason as string;
    records.push(...page.value.records);
    cursor = page.value.cursor;
  } while (cursor !== undefined);
  return records;
}

test('a call leaves one record with what it was, and neither its body, its query nor its secret', async () => {
  const key = await wall.issue([{ projectId: projects.alpha.id, permissions: EVERYTHING }]);
  wall.site.clock.set(NOW + 500);
  await wall.send(key, {
    ...call('PUT', '3', 'issue/ALPHA-24', { fields: { summary: 'CONFIDENTIAL' } }),
    headers: { 'user-agent': 'jira-python/3.8 (someone@example.com)' },
  });
  wall.site.clock.set(NOW + 1_000);
  await wall.send(key, get('3', 'search/jql?jql=labels%20%3D%20CONFIDENTIAL'));
  wall.site.clock.set(NOW + 2_000);
  await wall.send(key, get('3', 'issue/OMEGA-1'));
  const records = await recordsOf(people.siteAdmin, ADMIN, key.id);
  if (typeof records === 'string') throw new Error(records);
  records.reverse();
  expect(
    records.map(({ event }) => [
      event['act'] ?? event['operation'],
      event['outcome'],
      event['status'],
      event['reason'],
    ]),
  ).toEqual([
    ['key_issued', undefined, undefined, undefined],
    ['editIssue', 'allowed', 204, undefined],
    ['searchAndReconsileIssuesUsingJql', 'allowed', 200, undefined],
    ['getIssue', 'denied', 404, 'absent'],
  ]);
  expect(records[1]?.event).toMatchObject({
    sponsor: people.siteAdmin,
    client: 'jira-python/3.8',
    projectIds: [projects.alpha.id],
    issueIds: ['11024'],
    jiraCalls: 2,
    points: 8,
  });
  const text = JSON.stringify(records);
  for (const secret of ['CONFIDENTIAL', 'example.com', key.text.slice(17), 'OMEGA']) expect(text).not.toContain(secret);
});

test('calls without a good key leave nothing', async () => {
  const before = wall.site.storage.dump().length;
  for (const text of ['', 'x', wall.alpha.text.replace(/.$/, '!')])
    await wall.send({ ...wall.alpha, text }, get('3', 'myself'));
  expect(wall.site.storage.dump()).toHaveLength(before);
});

test('a log line tells of no key, body or query', async () => {
  wall.site.resetRecords();
  await wall.send(wall.alpha, call('POST', '3', 'search/jql', { jql: 'labels = CONFIDENTIAL' }));
  await wall.send(wall.alpha, call('PUT', '3', 'issue/ALPHA-24', { fields: { summary: 'CONFIDENTIAL' } }));
  const logs = wall.site.invocations.flatMap((each) => each.logs).join('\n');
  expect(logs).toContain('"operation":"editIssue"');
  for (const secret of ['CONFIDENTIAL', wall.alpha.id, wall.alpha.text, 'ALPHA-24', 'jsk_'])
    expect(logs).not.toContain(secret);
});

describe('who may read it', () => {
  let both: Key;
  beforeAll(async () => {
    both = await wall.issue([
      { projectId: projects.alpha.id, permissions: READING },
      { projectId: projects.beta.id, permissions: READING },
    ]);
    for (const issue of ['ALPHA-24', 'BETA-1']) await wall.send(both, get('3', `issue/${issue}`));
    await wall.send(wall.alpha, get('3', 'issue/ALPHA-24'));
  });

  test('a project sees its own keys, and of keys over several projects what they did in it', async () => {
    const alpha = await recordsOf(people.alphaAdmin, ALPHA);
    const beta = await recordsOf(people.betaAdmin, BETA);
    if (typeof alpha === 'string' || typeof beta === 'string') throw new Error(`${alpha} ${beta}`);
    const keysIn = (records: typeof alpha) => new Set(records.map(({ keyId }) => keyId));
    expect(keysIn(alpha).has(wall.alpha.id)).toBe(true);
    expect(keysIn(alpha).has(both.id)).toBe(true);
    expect([...keysIn(beta)]).toEqual(expect.arrayContaining([both.id]));
    expect(keysIn(beta).has(wall.alpha.id)).toBe(false);
    const projectsIn = (records: typeof alpha) =>
      new Set(records.flatMap(({ event }) => (event['projectIds'] as string[] | undefined) ?? []));
    expect([...projectsIn(beta)]).toEqual([projects.beta.id]);
    expect([...projectsIn(alpha)]).toEqual([projects.alpha.id]);
  });

  test.each([
    ['someone who administers nothing', people.member, ALPHA, undefined],
    ['the administrator of another project', people.betaAdmin, ALPHA, undefined],
    ['a project admin on the page of the site', people.alphaAdmin, ADMIN, undefined],
  ])('%s does not', async (_, accountId, place, keyId) => {
    expect(await recordsOf(accountId, place, keyId)).toBe('not_allowed');
    expect((await ask(accountId, place, 'exportAudit', span())).fault.reason).toBe('not_allowed');
  });

  test('a key of another project is as one that never was', async () => {
    expect(await recordsOf(people.betaAdmin, BETA, wall.alpha.id)).toBe('no_such_key');
    expect(await recordsOf(people.betaAdmin, BETA, 'AAAAAAAAAAAA')).toBe('no_such_key');
  });

  test.each([{ cursor: 'hello' }, { from: 'yesterday' }, { keyId: 'x' }])(
    'a question that cannot be read is told so · %j',
    async (more) => {
      expect((await ask(people.siteAdmin, ADMIN, 'readAudit', { ...span(), ...more })).fault.reason).toBe('invalid');
    },
  );
});

describe('the schedule and the export', () => {
  async function exported(accountId: string, place: Place): Promise<string> {
    let text = '';
    let cursor: string | undefined;
    do {
      const { value } = await ask(accountId, place, 'exportAudit', {
        ...span(),
        ...(cursor === undefined ? {} : { cursor }),
      });
      text += value.lines;
      cursor = value.cursor;
      expect(value.waitSeconds).toBeGreaterThan(0);
      wall.site.clock.advance(value.waitSeconds * 1000);
    } while (cursor !== undefined);
    return text;
  }
  const directory = mkdtempSync(join(tmpdir(), 'audit-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  function verify(text: string): { readonly status: number | null; readonly said: string } {
    const file = join(directory, 'export.ndjson');
    writeFileSync(file, text);
    const { status, stdout } = spawnSync(
      process.execPath,
      ['--import', 'tsx', resolve(__dirname, '../../src/audit/verify-file.ts'), file],
      { encoding: 'utf8' },
    );
    return { status, said: stdout };
  }

  test('a file that is no export is told to be none in a few lines', () => {
    const { status, said } = verify('{"a":1}\n'.repeat(300));
    expect(status).toBe(1);
    expect(said.split('\n').length).toBeLessThan(30);
    expect(said).toMatch(/wrong: and \d+ further faults\n$/);
  });

  test('hours that are over are summed, once however often it runs, and a forged export is found', async () => {
    wall.site.clock.set(NOW + 2 * HOUR);
    for (let run = 0; run < 2; run += 1) await wall.site.runSchedule('hourly');
    await wall.send(wall.alpha, get('3', 'issue/ALPHA-1'));
    wall.site.clock.set(NOW + 30 * HOUR);
    await Promise.all([wall.site.runSchedule('hourly'), wall.site.runSchedule('hourly')]);
    const text = await exported(people.siteAdmin, ADMIN);
    const rollups = text.split('\n').filter((line) => line.startsWith('{"type":"rollup"'));
    expect(rollups.length).toBeGreaterThan(1);
    const whole = verify(text);
    expect(whole.status).toBe(0);
    // What was noted in this very hour is not summed yet.
    const current = text
      .split('\n')
      .filter((line) => line.includes(`"at":"${new Date(NOW + 30 * HOUR).toISOString()}"`));
    expect(whole.said).toContain(`${current.length} records that no roll-up in the file covers`);
    const forged = verify(text.replace('"outcome":"denied"', '"outcome":"allowed"'));
    expect(forged.status).toBe(1);
    expect(forged.said).toContain('wrong: records of');
    const shorter = verify(text.split('\n').slice(1).join('\n'));
    expect(shorter.status).toBe(1);
  });

  test('a project exports its own, which verifies by itself', async () => {
    const text = await exported(people.alphaAdmin, ALPHA);
    const own = text
      .split('\n')
      .filter((line) => !line.includes('"projectId":"site"'))
      .join('\n');
    expect(verify(own)).toMatchObject({ status: 0 });
  });
});

describe('what happens in other projects', () => {
  const wait = async (place: Place): Promise<number> =>
    (await ask(place === ALPHA ? people.alphaAdmin : people.siteAdmin, place, 'exportAudit', span())).value.waitSeconds;

  test('neither pages nor exports of a project take longer for it', async () => {
    const [before, all] = [await wait(ALPHA), await wait(ADMIN)];
    const elsewhere = await wall.issue([
      { projectId: projects.beta.id, permissions: READING },
      { projectId: projects.gamma.id, permissions: READING },
    ]);
    for (let sent = 0; sent < 300; sent += 1) await wall.send(elsewhere, get('3', 'myself'));
    expect(await wait(ADMIN)).toBeGreaterThan(all);
    expect(await wait(ALPHA)).toBe(before);
    const page = await ask(people.alphaAdmin, ALPHA, 'readAudit', { ...span(), operation: 'nothing' });
    expect(page).toEqual({ ok: true, value: { records: [] } });
  });
});

describe('keys are looked after', () => {
  const issueWith = (more: object) => wall.issue([{ projectId: projects.alpha.id, permissions: EVERYTHING }], more);
  const stateOf = async (key: Key) => {
    const { value } = await ask(people.siteAdmin, ADMIN, 'listKeys', {});
    const view = value.keys.find(({ id }: { id: string }) => id === key.id);
    return [view.state, view.reason];
  };

  test('one that nobody used for as long as it may be is suspended, one that was used is not', async () => {
    const start = wall.site.clock.now();
    const [idle, busy] = [await issueWith({ unusedDaysMax: 2 }), await issueWith({ unusedDaysMax: 2 })];
    wall.site.clock.set(start + 40 * HOUR);
    await wall.send(busy, get('3', 'issue/ALPHA-24'));
    wall.site.clock.set(start + 47 * HOUR);
    await wall.site.runSchedule('hourly');
    expect(await stateOf(idle)).toEqual(['in_force', undefined]);
    wall.site.clock.set(start + 50 * HOUR);
    for (let run = 0; run < 3; run += 1) await wall.site.runSchedule('hourly');
    expect([await stateOf(idle), await stateOf(busy)]).toEqual([
      ['suspended', 'unused'],
      ['in_force', undefined],
    ]);
    expect((await wall.send(idle, get('3', 'issue/ALPHA-24'))).status).toBe(401);
    await ask(people.siteAdmin, ADMIN, 'resumeKey', { keyId: idle.id });
    await wall.site.runSchedule('hourly');
    expect(await stateOf(idle)).toEqual(['in_force', undefined]);
  });

  test('one that was used minutes ago is not suspended, though no sum says so yet', async () => {
    const start = wall.site.clock.now() - (wall.site.clock.now() % HOUR) + HOUR;
    wall.site.clock.set(start);
    const [used, idle] = [await issueWith({ unusedDaysMax: 1 }), await issueWith({ unusedDaysMax: 1 })];
    // The hour of this call is over, and not yet settled.
    wall.site.clock.set(start + 49.5 * HOUR);
    await wall.send(used, get('3', 'issue/ALPHA-24'));
    wall.site.clock.set(start + 50.1 * HOUR);
    await wall.site.runSchedule('hourly');
    expect(await stateOf(used)).toEqual(['in_force', undefined]);
    expect(await stateOf(idle)).toEqual(['suspended', 'unused']);
  });

  test('after a schedule that was missed for days, a key that was used then is not suspended', async () => {
    const start = wall.site.clock.now();
    wall.site.switches['storage.queryLagSeconds'] = 2;
    const [used, idle] = [await issueWith({ unusedDaysMax: 4 }), await issueWith({ unusedDaysMax: 4 })];
    for (const hours of [1, 70, 71, 73, 75]) {
      wall.site.clock.set(start + hours * HOUR);
      await wall.send(used, get('3', 'issue/ALPHA-24'));
    }
    wall.site.clock.set(start + 99 * HOUR);
    await wall.site.runSchedule('hourly');
    expect([await stateOf(used), await stateOf(idle)]).toEqual([
      ['in_force', undefined],
      ['suspended', 'unused'],
    ]);
    wall.site.switches['storage.queryLagSeconds'] = 0;
  });

  /** Comments of the app on an issue of ALPHA that speak of a key. */
  const told = (name: string) =>
    [...wall.site.fork().comments.values()]
      .filter(({ issueId, body }) => issueId === '11024' && JSON.stringify(body).includes(name))
      .map(({ body }) => JSON.stringify(body));

  test('before one expires, the chosen issue hears so, once for each of the days', async () => {
    const start = wall.site.clock.now();
    const expiresAt = new Date(start + 14.5 * 24 * HOUR).toISOString();
    const key = await issueWith({ name: 'Nightly build', noticeIssueId: '11024', expiresAt });
    const counts: number[] = [];
    for (const days of [0, 1, 2, 8, 8.1, 12, 14, 15]) {
      wall.site.clock.set(start + days * 24 * HOUR);
      for (let run = 0; run < 2; run += 1) await wall.site.runSchedule('hourly');
      counts.push(told('Nightly build').length);
    }
    expect(counts).toEqual([0, 1, 1, 2, 2, 3, 4, 4]);
    expect(told('Nightly build').join()).toContain('It was never used. Calls in the last seven days: 0.');
    expect(told('Nightly build').join()).toContain(key.id);
    wall.reset();
  });

  test('a notice counts the calls of the week, also where the project was quiet before them', async () => {
    const start = wall.site.clock.now();
    const expiresAt = new Date(start + 25 * 24 * HOUR).toISOString();
    const key = await issueWith({ name: 'Weekly report', noticeIssueId: '11024', expiresAt });
    wall.site.clock.set(start + 2 * HOUR);
    await wall.send(key, get('3', 'issue/ALPHA-24'));
    for (const days of [1, 10]) {
      wall.site.clock.set(start + days * 24 * HOUR);
      await wall.site.runSchedule('hourly');
    }
    // Quiet for ten days: the stretch of these calls began then.
    for (let calls = 0; calls < 3; calls += 1) await wall.send(key, get('3', 'issue/ALPHA-24'));
    wall.site.clock.set(start + 12 * 24 * HOUR);
    await wall.site.runSchedule('hourly');
    expect(told('Weekly report')).toEqual([expect.stringContaining('Calls in the last seven days: 3.')]);
    const usage = { lastUsedAt: new Date(start + 240 * HOUR).toISOString(), callsOfWeek: 3, deniedOfWeek: 0 };
    for (const [accountId, place] of [
      [people.siteAdmin, ADMIN],
      [people.alphaAdmin, ALPHA],
    ] as const)
      expect((await ask(accountId, place, 'keyUsage', { keyId: key.id })).value).toMatchObject(usage);
    expect((await ask(people.betaAdmin, BETA, 'keyUsage', { keyId: key.id })).fault.reason).toBe('no_such_key');
    expect((await ask(people.member, ALPHA, 'keyUsage', { keyId: key.id })).fault.reason).toBe('not_allowed');
    expect(told('Weekly report').join()).toContain(
      `Last used ${new Date(start + 240 * HOUR).toISOString().slice(0, 10)}`,
    );
    wall.reset();
  });

  test('a ceiling that ends a key earlier is what the notice speaks of', async () => {
    const start = wall.site.clock.now();
    await issueWith({
      name: 'Capped',
      noticeIssueId: '11024',
      expiresAt: new Date(start + 300 * 24 * HOUR).toISOString(),
    });
    const settings = async (maxLifetimeDays: number) => {
      const { value } = await ask(people.siteAdmin, ADMIN, 'getSettings', {});
      await ask(people.siteAdmin, ADMIN, 'changeSettings', { version: value.version, change: { maxLifetimeDays } });
    };
    await settings(30);
    wall.site.clock.set(start + 24 * 24 * HOUR);
    await wall.site.runSchedule('hourly');
    const ends = new Date(start + 30 * 24 * HOUR).toISOString().slice(0, 10);
    expect(told('Capped')).toEqual([expect.stringContaining(`expires at ${ends}`)]);
    await settings(365);
    wall.reset();
  });

  test('one that was given a later end is told of again before that end', async () => {
    const start = wall.site.clock.now();
    const at = (days: number) => new Date(start + days * 24 * HOUR).toISOString();
    const key = await issueWith({ name: 'Prolonged', noticeIssueId: '11024', expiresAt: at(2) });
    await wall.site.runSchedule('hourly');
    expect(told('Prolonged')).toHaveLength(1);
    const { value } = await ask(people.siteAdmin, ADMIN, 'listKeys', {});
    const { version } = value.keys.find(({ id }: { id: string }) => id === key.id);
    const change = { expiresAt: at(60) };
    expect((await ask(people.siteAdmin, ADMIN, 'editKey', { keyId: key.id, version, change })).ok).toBe(true);
    await wall.site.runSchedule('hourly');
    expect(told('Prolonged')).toHaveLength(1);
    wall.site.clock.set(start + 50 * 24 * HOUR);
    await wall.site.runSchedule('hourly');
    expect(told('Prolonged')).toHaveLength(2);
    wall.reset();
  });

  test('while Jira does not answer nothing is noted, and a later run tells; a comment that fails is not tried again', async () => {
    const expiresAt = new Date(wall.site.clock.now() + 6 * 24 * HOUR).toISOString();
    await issueWith({ name: 'Waiting', noticeIssueId: '11024', expiresAt });
    wall.site.jira.faults.push({ operationId: 'getIssue', times: 1, fault: { kind: 'status', status: 503 } });
    await wall.site.runSchedule('hourly');
    expect(told('Waiting')).toEqual([]);
    await wall.site.runSchedule('hourly');
    expect(told('Waiting')).toHaveLength(1);
    wall.site.clock.advance(3.5 * 24 * HOUR);
    wall.site.jira.faults.push({ operationId: 'addComment', times: 1, fault: { kind: 'cut', when: 'after' } });
    for (let run = 0; run < 2; run += 1) await wall.site.runSchedule('hourly');
    expect(wall.site.jira.faults).toEqual([]);
    // Jira made it, though nobody heard: a second try would have told twice.
    expect(told('Waiting')).toHaveLength(2);
    wall.reset();
  });

  test('an issue that left the project hears nothing', async () => {
    const key = await issueWith({
      name: 'Moved away',
      noticeIssueId: '11007',
      expiresAt: new Date(wall.site.clock.now() + 3 * 24 * HOUR).toISOString(),
    });
    const before = wall.site.digestOutside([projects.alpha.id]);
    await wall.site.runSchedule('hourly');
    expect(wall.site.digestOutside([projects.alpha.id])).toBe(before);
    const records = await recordsOf(people.siteAdmin, ADMIN, key.id);
    expect(JSON.stringify(records)).toContain('3 days, not told');
  });
});

describe('many records', () => {
  test('every record is on exactly one page, newest first, whatever shares a moment', async () => {
    const start = wall.site.clock.now();
    const several = await wall.issue([
      { projectId: projects.alpha.id, permissions: READING },
      { projectId: projects.beta.id, permissions: READING },
    ]);
    const own = await wall.issue([{ projectId: projects.alpha.id, permissions: READING }]);
    const sent: string[] = [];
    for (let count = 0; count < 240; count += 1) {
      if (count % 4 === 0) wall.site.clock.advance(1_000);
      // First the one, then the other: pages of two homes never show an old record before a newer one.
      const key = count < 80 ? several : own;
      await wall.send(key, get('3', `issue/${count < 80 && count % 2 === 0 ? 'BETA-1' : 'ALPHA-24'}`));
      sent.push(new Date(wall.site.clock.now()).toISOString());
    }
    const since = new Date(start + 1).toISOString();
    const page = await recordsOf(people.siteAdmin, ADMIN);
    if (typeof page === 'string') throw new Error(page);
    const calls = page.filter(({ at }) => at >= since);
    expect(calls.map(({ at }) => at)).toEqual([...sent].reverse());
    const ids = (records: typeof page) => records.map((record) => JSON.stringify(record));
    expect(new Set(ids(calls)).size).toBe(240);
    const alpha = await recordsOf(people.alphaAdmin, ALPHA);
    if (typeof alpha === 'string') throw new Error(alpha);
    // Of the 80 calls of the key over both, 40 were about BETA.
    expect(alpha.filter(({ at }) => at >= since)).toHaveLength(200);
    const beta = await recordsOf(people.betaAdmin, BETA);
    if (typeof beta === 'string') throw new Error(beta);
    expect(beta.filter(({ at }) => at >= since)).toHaveLength(40);
  });

  test('the moments of a question are taken to the millisecond', async () => {
    wall.site.clock.set(Math.ceil(wall.site.clock.now() / 1000 + 60) * 1000);
    const second = wall.site.clock.now();
    const key = await wall.issue([{ projectId: projects.alpha.id, permissions: READING }]);
    for (const ms of [0, 500, 1_000]) {
      wall.site.clock.set(second + ms);
      await wall.send(key, get('3', 'issue/ALPHA-24'));
    }
    const moment = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');
    const { value } = await ask(people.siteAdmin, ADMIN, 'readAudit', {
      from: moment(second),
      to: moment(second + 1_000),
    });
    const calls = value.records.filter(({ event }: { event: { kind: string } }) => event.kind === 'call');
    expect(calls.map(({ at }: { at: string }) => Date.parse(at) - second)).toEqual([500, 0]);
  });
});
