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
import { shardsFor } from '../../src/limits/windows';
import { createEndpoint } from '../../src/storage/endpoints';
import { createKey } from '../../src/storage/keys';
import type { Limits } from '../../src/storage/records/api-key';
import { endpointHash } from '../../src/storage/records/endpoint';
import { readUsage } from '../../src/storage/usage';
import { aKey } from '../unit/keys-world';
import { storageInMemory } from '../unit/storage-in-memory';
import type { Order } from './caller';

const PROCESSES = 4;
const CALLERS = 100;
const WRITES = /\/(?:entity\/set|transaction)$/;
const FOR_USAGE = '"entityName":"usage"';

let server: Server;
let processes: ChildProcess[] = [];
const store = storageInMemory(Date.now(), { enforced: false });
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
      const isCount = WRITES.test(path) && body.includes(FOR_USAGE);
      if (WRITES.test(path)) writes[isCount ? 'usage' : 'other'] += 1;
      await delay(5 + Math.random() * 45);
      const answer =
        isCount && Math.random() < 0.01
          ? new Response(JSON.stringify({ code: 'CONDITIONAL_CHECK_FAILED', message: 'lost' }), { status: 409 })
          : await door(path, body);
      const name = String(request.headers['x-process']);
      if (isCount && answer.ok) counted.set(name, (counted.get(name) ?? 0) + 1);
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(await answer.text());
    });
  });
  await new Promise<void>((go) => server.listen(0, '127.0.0.1', go));
  const { port } = server.address() as AddressInfo;
  processes = Array.from({ length: PROCESSES }, (_, at) =>
    fork(resolve(__dirname, 'caller.ts'), [`http://127.0.0.1:${port}`, `process ${at}`], {
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
  const now = Date.now();
  const home = { kind: 'project', projectId: '10001' } as const;
  await createEndpoint(endpointHash(token), { v: 1, home, url: `http://gateway/public/${token}`, state: 'open' });
  const secrets = [{ hash: hashSecret(secret), createdAt: now }];
  await createKey(aKey({ id: keyId, createdAt: now, expiresAt: now + 3_600_000, limits, secrets }));
  Object.assign(writes, { usage: 0, other: 0 });
  counted.clear();
  return { id: keyId, text, token };
}

/** So many calls from these processes at once; by the status that they heard. */
async function callAll(
  key: Issued,
  calls: number,
  from: readonly ChildProcess[],
): Promise<{ readonly allowed: number; readonly limited: number; readonly other: readonly number[] }> {
  const part = (whole: number, at: number): number => Math.ceil((whole - at) / from.length);
  const statuses = await Promise.all(
    from.map((child, at) =>
      answersOf(child, { key: key.text, token: key.token, calls: part(calls, at), callers: part(CALLERS, at) }),
    ),
  );
  const all = statuses.flat();
  return {
    allowed: all.filter((status) => status === 200).length,
    limited: all.filter((status) => status === 429).length,
    other: all.filter((status) => status !== 200 && status !== 429),
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
}, 60_000);

test.each([
  ['large', { callsPerDay: 300 }, 300],
  ['small', { callsPerDay: 20 }, 20],
  ['middle', { callsPerMinute: 10_000, callsPerDay: 150 }, 150],
] as const)(
  'a %s limit is never passed, and nine tenths of it can be had: %j',
  async (_, limits, most) => {
    const calls = Math.ceil(most * 1.5);
    const { allowed, limited, other } = await callAll(await keyWith(limits), calls, processes);
    expect(other).toEqual([]);
    expect(allowed).toBeLessThanOrEqual(most);
    expect(allowed).toBeGreaterThanOrEqual(most * 0.9);
    expect(limited).toBe(calls - allowed);
    console.info(
      `limit ${most}: ${allowed} of ${calls} allowed, ${each(writes.usage, allowed)} writes an allowed call for counting`,
    );
  },
  60_000,
);

// The last one: a process is not there any more.
test('what a process counted before it was killed stays counted, and the others get the rest', async () => {
  const limits = { callsPerDay: 100 };
  const key = await keyWith(limits);
  const [dying] = processes;
  const answers = callAll(key, 200, processes);
  while ((counted.get('process 0') ?? 0) < 10) await delay(5);
  dying?.kill('SIGKILL');
  const { allowed, other } = await answers;
  const lost = counted.get('process 0') ?? 0;
  expect(other).toEqual([]);
  expect(lost).toBeGreaterThanOrEqual(10);
  expect(allowed + lost).toBe(100);
  const rows = await readUsage(key.id, shardsFor(limits));
  const stored = rows.ok ? rows.value.reduce((sum, row) => sum + (row?.usage.day.calls ?? 0), 0) : undefined;
  expect(stored).toBe(100);
}, 60_000);
