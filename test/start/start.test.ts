/** What `npm start` shows to a program and to a person. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SWITCH_FORMS } from '../../local/jira/switches';
import { call, endAll, key, newDirectory, ROOT, shownBy, start, startAndWait } from './commands';

afterAll(endAll);

describe('for a program', () => {
  test('one line says where the site is, who is there, and holds two keys that work', async () => {
    const site = await startAndWait('--json', '--port', '0', '--data', newDirectory());
    expect(site.stdout).toMatch(/^[^\n]+\n$/);
    const { url, gatewayUrl, keys, people } = shownBy(site.stdout);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(keys.map(({ job }) => job)).toEqual(['reading', 'writing']);
    for (const one of keys) {
      expect(one.gatewayUrl).toBe(gatewayUrl);
      expect(await call(`${gatewayUrl}/rest/api/3/project/${one.projectKey}`, one.key)).toBe(200);
    }
    expect(keys[0]?.permissions.filter((permission) => !permission.endsWith(':read'))).toEqual([]);
    expect(keys[1]?.permissions).toContain('issue:create');
    expect(people.filter(({ siteAdmin }) => siteAdmin)).toHaveLength(1);
    expect(people.find(({ administers }) => administers.join() === 'HR')).toMatchObject({
      role: expect.stringMatching(/^administers HR/),
      accountId: expect.stringMatching(/^712020:/),
    });
    expect(await site.end('SIGINT')).toMatchObject({ code: 0, stdout: site.stdout, stderr: '' });
  });

  test('the fixture is there when it is asked for', async () => {
    const site = await startAndWait('--json', '--fixture', '--port', '0', '--data', newDirectory());
    const { gatewayUrl, keys } = shownBy(site.stdout);
    expect(keys[0]?.projectKey).toBe('ALPHA');
    expect(await call(`${gatewayUrl}/rest/api/3/issue/ALPHA-24`, keys[0]?.key ?? '')).toBe(200);
    expect(await call(`${gatewayUrl}/rest/api/3/issue/OMEGA-1`, keys[0]?.key ?? '')).toBe(404);
    await site.end('SIGTERM');
  });

  test('a switch changes how the platform behaves', async () => {
    const site = await startAndWait(
      ...['--json', '--port', '0', '--data', newDirectory(), '--switch', 'bridge.adminGate=closed'],
    );
    const refused = await key('list', '--as', 'Otis Marlow', '--port', new URL(shownBy(site.stdout).url).port);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('only be opened by an administrator') });
    await site.end('SIGTERM');
  });
});

test('it ends with the shell that npm started it in, to which a signal for npm goes', async () => {
  const data = newDirectory();
  const line = `"${process.execPath}" --import tsx local/main.ts --json --port 0 --data "${data}" & echo; wait`;
  const shell = spawn('sh', ['-c', line], { cwd: ROOT, env: { ...process.env, npm_lifecycle_event: 'start' } });
  let printed = '';
  await new Promise<void>((done) => {
    shell.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (/\{.*\n/.test(printed)) done();
    });
  });
  const { url } = shownBy(printed.trim());
  expect((await fetch(`${url}/people.json`)).status).toBe(200);
  // The pipe closes once the last process that holds it has ended.
  const closed = new Promise<void>((done) => {
    shell.once('close', () => done());
  });
  shell.kill('SIGKILL');
  await closed;
  await expect(fetch(`${url}/people.json`)).rejects.toThrow();
  expect(existsSync(join(data, 'site.lock'))).toBe(false);
});

describe('for a person', () => {
  const hasCurl = spawnSync('curl', ['--version']).status === 0;
  const withCurl = hasCurl ? test : test.skip;
  withCurl('(needs curl) each line that is shown does what is said of it when it is pasted into a shell', async () => {
    const site = await startAndWait('--port', '0', '--data', newDirectory());
    const lines = site.stdout.split('\n');
    const shown = lines.flatMap((line, at) => (line.startsWith('curl ') ? [{ line, says: lines[at - 1] ?? '' }] : []));
    const answers = await Promise.all(shown.map(async ({ line, says }) => ({ says, ...(await paste(line)) })));
    const [own, search, created, refused, foreign] = answers;
    expect(answers).toHaveLength(5);
    expect(own).toMatchObject({ status: 200, body: { key: 'WEB-1', fields: { summary: expect.any(String) } } });
    expect(search?.status).toBe(200);
    expect(search?.body.issues.map((issue: { key: string }) => issue.key.replace(/\d+$/, ''))).toEqual(
      Array(3).fill('WEB-'),
    );
    expect(created).toMatchObject({ status: 201, body: { key: expect.stringMatching(/^WEB-\d+$/) } });
    expect(refused).toMatchObject({ status: 403, body: { missing: ['issue:create'] } });
    expect(foreign?.says).toContain('another project');
    // The line before shows that HR-1 is refused; that it exists is seen by its administrator.
    expect(foreign?.status).toBe(404);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(site.stdout)?.[0];
    const basic = Buffer.from('hanne.lund@example.com:x').toString('base64');
    const asAdmin = await fetch(`${url}/rest/api/3/issue/HR-1`, { headers: { authorization: `Basic ${basic}` } });
    expect(asAdmin.status).toBe(200);
    expect(await site.end('SIGINT')).toMatchObject({ code: 0, stdout: expect.stringMatching(/Stopped\.\n$/) });
  });

  test('help names every option and every switch', async () => {
    const { code, stdout } = await start('--help');
    expect(code).toBe(0);
    for (const option of ['--port', '--data', '--fresh', '--fixture', '--switch', '--json']) {
      expect(stdout).toContain(option);
    }
    for (const name of [...Object.keys(SWITCH_FORMS), 'webtrigger.maxUrls', 'events.delivery']) {
      expect(stdout).toContain(`  ${name} = `);
    }
  });
});

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
type Pasted = { readonly status: number; readonly body: any };

/** Runs a line in a shell; `-w` made the status its last line. */
async function paste(line: string): Promise<Pasted> {
  const printed = execFileSync('sh', ['-c', line], { encoding: 'utf8' });
  const [, body = '', status = ''] = /^(.*)\n(\d{3})\n$/s.exec(printed) ?? [];
  return { status: Number(status), body: JSON.parse(body) };
}
