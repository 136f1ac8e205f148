/**
 * Limits across processes that share nothing but storage: slow storage, which now and then says that someone else was
 * quicker. Whatever happens at once, and whichever process dies, no window holds more than its limit, and what is left of
 * it can be had.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { generateKey, hashSecret } from '../../src/keys/credential';
import { ROWS } from '../../src/limits/windows';
import { createEndpoint } from '../../src/storage/endpoints';
import { createKey } from '../../src/storage/keys';
import type { Grant, Limits } from '../../src/storage/records/api-key';
import { endpointHash } from '../../src/storage/records/endpoint';
import { readUsage } from '../../src/storage/usage';
import { aKey } from '../unit/keys-world';
import { storageInMemory } from '../unit/storage-in-memory';
import { randomFrom } from '../wall/suite/shuffled';
import type { Order } from './caller';

/** Stands still: no window ends while calls are counted in it. */
const NOW = Date.parse('2026-11-25T12:30:15Z');
const PROCESSES = 4;
const CALLERS = 100;
const GRANT = {
  projectId: '10001',
  projectKey: 'ALPHA',
  permissions: ['issue:delete', 'issue:edit', 'sprint:edit'],
} satisfies Grant;
const READ = { method: 'GET', path: '/rest/api/3/serverInfo' } as const;
const DELETE = { method: 'DELETE', path: '/rest/api/3/issue/10001' } as const;
/** Moves so many issues into a sprint. */
const moving = (count: number) => ({
  method: 'POST',
  path: '/rest/agile/1.0/sprint/1/issue',
  body: { issues: Array.from({ length: count }, (_, at) => String(10_001 + at)) },
});
const WRITES = /\/(?:entity\/set|transaction)$/;
const FOR_USAGE = '"entityName":"usage"';

/** The storage's slowness and its conflicts. */
const random = randomFrom(jest.getSeed());

let server: Server;
let processes: ChildProcess[] = [];
const store = storageInMemory(NOW, { enforced: false });
const door: typeof store.call = store.call;
/** Writes that were tried, by whether they were for counting. */
const writes = { usage: 0, other: 0 };
/** Counts that were stored, by the process that asked for it. */
const counted = new Map<string, number>();

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const body = Buffer.concat(chunks).toString();
      const path = request.url ?? '';
      // A Jira in which nothing is: a call that is counted hears so, and has touched nothing.
      if (path.startsWith('/rest/')) return void response.writeHead(404).end('{}');
      const isCount = WRITES.test(path) && body.includes(FOR_USAGE);
      if (WRITES.test(path)) writes[isCount ? 'usage' : 'other'] += 1;
      await delay(5 + random() * 45);
      const answer =
        isCount && random() < 0.01
          ? new Response(JSON.stringify({ code: 'CONDITIONAL_CHECK_FAILED', message: 'lost' }), { status: 409 })
          : await door(path, body);
      const name = String(request.headers['x-process']);
      if (isCount && answer.ok) counted.set(name, (counted.get(name) ?? 0) + 1);
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(await answer.text());
    });
  });
  // A process that takes up an idle connection must not find that it was closed in that moment.
  server.keepAliveTimeout = 0;
  await new Promise<void>((go) => server.listen(0, '127.0.0.1', go));
  const { port } = server.address() as AddressInfo;
  processes = Array.from({ length: PROCESSES }, (_, at) =>
    fork(resolve(__dirname, 'caller.ts'), [`http://127.0.0.1:${port}`, `process ${at}`, String(NOW)], {
      execArgv: ['--import', 'tsx'],
    }),
  );
});
afterAll(async () => {
  for (const child of processes) child.kill();
  server.closeAllConnections();
  await new Promise((go) => server.close(go));
});

type Issued = { readonly id: string; readonly text: string; readonly token: string };

async function keyWith(limits: Limits): Promise<Issued> {
  const { keyId, secret, text } = generateKey((bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
  const token = `token-${keyId}`;
  const home = { kind: 'project', projectId: '10001' } as const;
  await createEndpoint(endpointHash(token), { v: 1, home, url: `http://gateway/public/${token}`, state: 'open' });
  const secrets = [{ hash: hashSecret(secret), createdAt: NOW }];
  await createKey(aKey({ id: keyId, createdAt: NOW, expiresAt: NOW + 3_600_000, grants: [GRANT], limits, secrets }));
  Object.assign(writes, { usage: 0, other: 0 });
  counted.clear();
  return { id: keyId, text, token };
}

/** So many calls from these processes at once; by the status that they heard. */
async function callAll(
  key: Issued,
  calls: number,
  from: readonly ChildProcess[],
  sent: Order['sent'] = READ,
): Promise<{ readonly allowed: number; readonly limited: number; readonly other: readonly number[] }> {
  const part = (whole: number, at: number): number => Math.ceil((whole - at) / from.length);
  const statuses = await Promise.all(
    from.map((child, at) =>
      answersOf(child, { key: key.text, token: key.token, sent, calls: part(calls, at), callers: part(CALLERS, at) }),
    ),
  );
  const all = statuses.flat();
  const served = sent.method === 'GET' ? 200 : 404;
  return {
    allowed: all.filter((status) => status === served).length,
    limited: all.filter((status) => status === 429).length,
    other: all.filter((status) => status !== served && status !== 429),
  };
}

/** The statuses that a process tells; none from one that dies before. */
function answersOf(child: ChildProcess, order: Order): Promise<readonly number[]> {
  return new Promise((done, failed) => {
    const gone = (code: number | null): void => (code === null ? done([]) : failed(new Error(`ended with ${code}`)));
    child.once('exit', gone);
    child.once('message', (statuses) => {
      child.off('exit', gone);
      done(statuses as number[]);
    });
    child.send(order);
  });
}

const each = (count: number, calls: number): string => (count / calls).toFixed(2);

test('half of a limit: every call is allowed', async () => {
  const result = await callAll(await keyWith({ callsPerDay: 600 }), 300, processes);
  expect(result).toEqual({ allowed: 300, limited: 0, other: [] });
  console.info(
    `half load: ${each(writes.usage, 300)} writes a call for counting, ${each(writes.other, 300)} for the audit`,
  );
});

test.each([
  ['large', { callsPerDay: 300 }, 300],
  ['small', { callsPerDay: 20 }, 20],
  ['middle', { callsPerMinute: 10_000, callsPerDay: 150 }, 150],
] as const)('a %s limit is never passed, and nine tenths of it can be had: %j', async (_, limits, most) => {
  const calls = Math.ceil(most * 1.5);
  const { allowed, limited, other } = await callAll(await keyWith(limits), calls, processes);
  expect(other).toEqual([]);
  expect(allowed).toBeLessThanOrEqual(most);
  expect(allowed).toBeGreaterThanOrEqual(most * 0.9);
  expect(limited).toBe(calls - allowed);
  console.info(
    `limit ${most}: ${allowed} of ${calls} allowed, ${each(writes.usage, allowed)} writes an allowed call for counting`,
  );
});

test.each([1, 2, 5, 15])(
  'of %d calls a minute, asked for by 100 callers at once, all can be had and no more',
  async (most) => {
    const key = await keyWith({ callsPerMinute: most, callsPerDay: 1_000 });
    const { allowed, limited, other } = await callAll(key, 120, processes);
    expect([allowed, limited, other]).toEqual([most, 120 - most, []]);
    console.info(`${most} calls a minute: ${each(writes.usage, most)} writes an allowed call for counting`);
  },
);

test.each([1, 2, 3])('of %d writes a day all can be had and no more, and reads go on', async (most) => {
  const key = await keyWith({ writesPerDay: most, callsPerDay: 1_000 });
  const written = await callAll(key, 60, processes, DELETE);
  expect([written.allowed, written.limited, written.other]).toEqual([most, 60 - most, []]);
  console.info(`${most} writes a day: ${each(writes.usage, most)} writes an allowed call for counting`);
  expect((await callAll(key, 60, processes)).allowed).toBe(60);
});

test('moves of thirty issues count thirty writes: those for which there is room are let through whole, and single writes get the rest', async () => {
  const key = await keyWith({ writesPerDay: 100 });
  const moved = await callAll(key, 40, processes, moving(30));
  expect([moved.allowed, moved.limited, moved.other]).toEqual([3, 37, []]);
  console.info(`moves of thirty: ${each(writes.usage, 3)} writes an allowed call for counting`);
  expect((await callAll(key, 40, processes, moving(11))).allowed).toBe(0);
  expect((await callAll(key, 40, processes, DELETE)).allowed).toBe(10);
  const rows = await readUsage(key.id, ROWS);
  const stored = rows.ok ? rows.value.reduce((sum, row) => sum + (row?.usage.day.writes ?? 0), 0) : undefined;
  expect(stored).toBe(100);
});

// The last one: a process is not there any more.
test('what a process counted before it was killed stays counted, and the others get the rest', async () => {
  const key = await keyWith({ callsPerDay: 100 });
  const [dying, ...others] = processes;
  if (dying === undefined) throw new Error('no process');
  // It comes first: on a busy machine the others might leave nothing for it.
  const unheard = callAll(key, 60, [dying]);
  while ((counted.get('process 0') ?? 0) < 10) await delay(5);
  const answers = callAll(key, 150, others);
  dying.kill('SIGKILL');
  expect((await unheard).allowed).toBe(0);
  const { allowed, other } = await answers;
  const lost = counted.get('process 0') ?? 0;
  expect(other).toEqual([]);
  expect(lost).toBeGreaterThanOrEqual(10);
  expect(allowed + lost).toBe(100);
  const rows = await readUsage(key.id, ROWS);
  const stored = rows.ok ? rows.value.reduce((sum, row) => sum + (row?.usage.day.calls ?? 0), 0) : undefined;
  expect(stored).toBe(100);
});
