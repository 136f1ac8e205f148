/** What outlives the process, and how a site refuses to start. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import Database from 'libsql';
import { SiteStartError } from '../../local/forge/site-start-error';
import type { SiteOptions } from '../../local/site';
import { codeOf, MANIFEST, startPlatform, stopPlatforms, temporaryDirectory, testBundle } from './platform-site';
import { smallState } from './test-jira';

afterAll(stopPlatforms);

test("storage, web trigger URLs, waiting events and Jira's state outlive a stop", async () => {
  const dataDirectory = temporaryDirectory();
  const first = await startPlatform({ dataDirectory });
  await first.run(({ kvs: { kvs } }) => kvs.set('kept', { yes: true }));
  const event = { eventType: 'avi:jira:deleted:project', payload: {} };
  first.testJira.change(smallState('renamed'), [event]);
  await first.stop();

  const second = await startPlatform({ dataDirectory, seed: 'fixture' });
  expect(await second.run(({ kvs: { kvs } }) => kvs.get('kept'))).toEqual({ yes: true });
  expect(new URL(second.gateway).pathname).toBe(new URL(first.gateway).pathname);
  expect(second.jira.state().site.title).toBe('renamed');
  expect(await second.deliverEvents()).toBe(1);
});

test('a site in memory leaves nothing behind', async () => {
  const first = await startPlatform();
  await first.run(({ kvs: { kvs } }) => kvs.set('kept', 1));
  const second = await startPlatform();
  expect(await second.run(({ kvs: { kvs } }) => kvs.get('kept'))).toBeUndefined();
});

test('no acknowledged row is lost when the process is killed while it writes', async () => {
  const dataDirectory = temporaryDirectory();
  const bundle = testBundle();
  for (let round = 0; round < 3; round += 1) {
    const acknowledged = await killWhileWriting([dataDirectory, bundle, MANIFEST, String(round)], 40 + round * 25);
    const site = await startPlatform({ dataDirectory });
    const lost = await site.run(async ({ kvs: { kvs } }) => {
      const missing: number[] = [];
      for (let row = 0; row <= acknowledged; row += 1) {
        const kept = [await kvs.entity('parcel').get(`r${round}-${row}`), await kvs.getSecret(`s${round}-${row}`)];
        if (kept.includes(undefined)) missing.push(row);
      }
      return missing;
    });
    await site.stop();
    expect(acknowledged).toBeGreaterThan(30);
    expect(lost).toEqual([]);
  }
});

/** Kills the writer once it acknowledged `enough` rows; returns the last one it printed whole. */
function killWhileWriting(parameters: readonly string[], enough: number): Promise<number> {
  const writer = spawn(process.execPath, ['--import', 'tsx', resolve(__dirname, 'killed-writer.ts'), ...parameters]);
  let printed = '';
  let complaint = '';
  writer.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  writer.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
    if (printed.split('\n').length > enough) writer.kill('SIGKILL');
  });
  return new Promise((done, fail) => {
    writer.on('close', () => {
      const rows = printed.split('\n').slice(0, -1);
      if (rows.length < enough) fail(new Error(`The writer ended early: ${complaint}`));
      else done(Number(rows.at(-1)));
    });
  });
}

describe('a site refuses to start and says what would mend it', () => {
  const refusal = async (options: SiteOptions): Promise<string> => {
    try {
      await startPlatform(options);
      return 'started';
    } catch (error) {
      expect(error).toBeInstanceOf(SiteStartError);
      return String(error);
    }
  };

  test('over a port that is taken', async () => {
    const taken = createServer();
    await new Promise<void>((ready) => taken.listen(0, '127.0.0.1', ready));
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect(await refusal({ port })).toMatch(/Port \d+ is taken.*another port/);
    await new Promise((closed) => taken.close(closed));
    expect(await refusal({ port })).toBe('started');
  });

  test('over a bundle that is missing or fails', async () => {
    const broken = join(temporaryDirectory(), 'broken.cjs');
    writeFileSync(broken, 'throw new Error("at load")');
    expect(await refusal({ bundle: '/nowhere/index.cjs' })).toContain('npm run build');
    expect(await refusal({ bundle: broken })).toContain('at load');
  });

  test('over a bundle that lacks a handler of the manifest', async () => {
    const bundle = join(temporaryDirectory(), 'index.cjs');
    writeFileSync(bundle, 'exports.serve = () => undefined;');
    expect(await refusal({ bundle })).toContain('exports no index.tidy');
  });

  test('over a manifest that is missing, no YAML, or names no such function', async () => {
    const path = join(temporaryDirectory(), 'manifest.yml');
    expect(await refusal({ manifest: path })).toContain('no manifest');
    writeFileSync(path, '{');
    expect(await refusal({ manifest: path })).toContain('not YAML');
    writeFileSync(path, 'app: {id: a/b}\nmodules: {function: [], webtrigger: [{key: a, function: b}]}');
    expect(await refusal({ manifest: path })).toContain('names function b');
  });

  test('over a file that is no database, and leaves it alone', async () => {
    const dataDirectory = temporaryDirectory();
    writeFileSync(join(dataDirectory, 'site.db'), 'a diary, and no database at all '.repeat(100));
    expect(await refusal({ dataDirectory })).toContain('move it away');
  });

  test("over another program's database", async () => {
    const dataDirectory = temporaryDirectory();
    const other = new Database(join(dataDirectory, 'site.db'));
    other.exec('CREATE TABLE theirs (x TEXT)');
    other.close();
    expect(await refusal({ dataDirectory })).toContain('belongs to another program');
  });

  test('over a data directory that another site uses', async () => {
    const dataDirectory = temporaryDirectory();
    const first = await startPlatform({ dataDirectory });
    expect(await refusal({ dataDirectory })).toContain('in use');
    await first.stop();
    expect(await refusal({ dataDirectory })).toBe('started');
  });

  test('over a data directory that is a file', async () => {
    const file = join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    expect(await refusal({ dataDirectory: file })).toContain('cannot be written');
  });

  const asRoot = process.getuid?.() === 0;
  (asRoot ? test.skip : test)('over a data directory that may not be written (skipped for root, who may)', async () => {
    const directory = join(temporaryDirectory(), 'locked');
    mkdirSync(directory);
    chmodSync(directory, 0o500);
    expect(await refusal({ dataDirectory: directory })).toContain('cannot be written');
  });
});

test('storage is refused where the manifest asks for no storage scope', async () => {
  const manifest = join(temporaryDirectory(), 'manifest.yml');
  const functions = ['serve', 'tidy', 'hear', 'resolve'].map((key) => `{key: ${key}, handler: index.${key}}`);
  writeFileSync(
    manifest,
    `app: {id: 'ari:cloud:ecosystem::app/x'}\nmodules:\n  webtrigger: [{key: door, function: serve}]\n  function: [${functions.join(', ')}]\n`,
  );
  const site = await startPlatform({ manifest });
  expect(await site.run(({ kvs: { kvs } }) => codeOf(kvs.get('x')))).toBe('MISSING_SCOPE');
});
