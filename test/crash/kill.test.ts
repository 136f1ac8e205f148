/**
 * The whole site killed with SIGKILL while keys are issued and revoked and issues are made through the gateway: what
 * was acknowledged is there after a restart, and a revoked key stays revoked. CRASH_ROUNDS says how often.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Site, startSite } from '../../local/site';

const ROUNDS = Number(process.env['CRASH_ROUNDS'] ?? 20);
const SECONDS_A_ROUND = 20;

type Known = {
  /** Key id → text of the key and path of its URL. */
  readonly keys: Map<string, { readonly text: string; readonly path: string }>;
  readonly revoked: Set<string>;
  /** Asked for and not acknowledged: may be either. */
  readonly revoking: Set<string>;
  /** Issue id → summary. */
  readonly issues: Map<string, string>;
};

const dataDirectory = mkdtempSync(join(tmpdir(), 'killed-site-'));
afterAll(() => rmSync(dataDirectory, { recursive: true, force: true }));

test(
  `after each of ${ROUNDS} kills, everything that was acknowledged is there, and what was revoked stays revoked`,
  async () => {
    const known: Known = { keys: new Map(), revoked: new Set(), revoking: new Set(), issues: new Map() };
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = known.keys.size;
      // Another line each round, and some turns in: the kill falls into every kind of write.
      await killAfter(6 + ((round * 7) % 23), round, known);
      expect(known.keys.size).toBeGreaterThan(before);
      await restarted((site) => expectKept(site, known));
    }
    expect(known.revoked.size).toBeGreaterThan(ROUNDS);
    expect(known.issues.size).toBeGreaterThan(ROUNDS);
  },
  ROUNDS * SECONDS_A_ROUND * 1000,
);

/** Lets a site work until it has acknowledged so many things, kills it, and notes what it had said. */
function killAfter(lines: number, round: number, known: Known): Promise<void> {
  const script = resolve(__dirname, 'killed-site.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataDirectory, String(round)]);
  let printed = '';
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
    if (printed.split('\n').length > lines) child.kill('SIGKILL');
  });
  return new Promise((done, failed) => {
    child.on('close', (_, signal) => {
      if (signal !== 'SIGKILL') failed(new Error(`The site ended by itself: ${complaint}`));
      // A line that was not printed whole was not heard by anybody.
      for (const line of printed.split('\n').slice(0, -1)) note(JSON.parse(line), known);
      done();
    });
  });
}

function note([what, id, ...more]: readonly string[], known: Known): void {
  const [first = '', second = ''] = more;
  if (id === undefined) return;
  if (what === 'issued') known.keys.set(id, { text: first, path: second });
  if (what === 'made') known.issues.set(id, first);
  if (what === 'revoking') known.revoking.add(id);
  if (what === 'revoked') {
    known.revoking.delete(id);
    known.revoked.add(id);
  }
}

async function restarted(look: (site: Site) => Promise<void>): Promise<void> {
  const site = await startSite({ dataDirectory, switches: { 'platform.rateLimits': 'lifted' } });
  try {
    await look(site);
  } finally {
    await site.stop();
  }
}

async function expectKept(site: Site, known: Known): Promise<void> {
  const { issues } = site.jira.state();
  const lost = [...known.issues].filter(([id, summary]) => issues.get(id)?.summary !== summary);
  expect(lost).toEqual([]);
  const wrong: (readonly [id: string, status: number, expected: number])[] = [];
  for (const [id, { text, path }] of known.keys) {
    if (known.revoking.has(id)) continue;
    const answer = await fetch(`${site.url}${path}/rest/api/3/myself`, {
      headers: { authorization: `Bearer ${text}` },
    });
    await answer.text();
    const expected = known.revoked.has(id) ? 401 : 200;
    if (answer.status !== expected) wrong.push([id, answer.status, expected]);
  }
  expect(wrong).toEqual([]);
}
