/** What outlives `npm start`, and what a later start over the same directory makes of it. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { call, endAll, freePort, key, keysOf, newDirectory, shownBy, start, startAndWait } from './commands';

afterAll(endAll);

describe('a second start over the same directory', () => {
  test.each(['SIGTERM', 'SIGKILL'] as const)('shows the same keys, which work, after %s', async (signal) => {
    const data = newDirectory();
    const first = await startAndWait('--json', '--port', '0', '--data', data);
    await first.end(signal);
    const second = await startAndWait('--json', '--data', data);
    expect(shownBy(second.stdout)).toEqual(shownBy(first.stdout));
    const { gatewayUrl, keys } = shownBy(second.stdout);
    for (const one of keys) expect(await call(`${gatewayUrl}/rest/api/3/issue/WEB-1`, one.key)).toBe(200);
    await second.end('SIGTERM');
  });

  test('replaces a key that was revoked and keeps the other; --fresh replaces both', async () => {
    const data = newDirectory();
    const first = await startAndWait('--json', '--port', '0', '--data', data);
    const [reading, writing] = keysOf(first.stdout);
    const { url, keys } = shownBy(first.stdout);
    const revoked = await key('revoke', keys[0]?.id ?? '', '--project', 'WEB', '--port', new URL(url).port);
    expect(revoked.code).toBe(0);
    await first.end('SIGTERM');

    const second = await startAndWait('--json', '--data', data);
    const [replaced, kept] = keysOf(second.stdout);
    expect(kept).toBe(writing);
    expect(replaced).not.toBe(reading);
    expect(await call(`${shownBy(second.stdout).gatewayUrl}/rest/api/3/myself`, replaced ?? '')).toBe(200);
    expect(statSync(join(data, 'demo-keys.json')).mode & 0o077).toBe(0);
    await second.end('SIGTERM');

    writeFileSync(join(data, 'notes.txt'), 'mine');
    const fresh = await startAndWait('--json', '--fresh', '--port', '0', '--data', data);
    const { gatewayUrl } = shownBy(fresh.stdout);
    expect(keysOf(fresh.stdout)).not.toContain(writing);
    expect(await call(`${gatewayUrl}/rest/api/3/myself`, writing ?? '')).toBe(401);
    expect(await call(`${gatewayUrl}/rest/api/3/myself`, keysOf(fresh.stdout)[1] ?? '')).toBe(200);
    expect(readFileSync(join(data, 'notes.txt'), 'utf8')).toBe('mine');
    await fresh.end('SIGTERM');
  });

  test('is refused for another port, for the fixture, and while the first one runs', async () => {
    const data = newDirectory();
    const site = await startAndWait('--json', '--port', '0', '--data', data);
    const port = new URL(shownBy(site.stdout).url).port;
    const other = String(await freePort());
    const refusals = await Promise.all([
      start('--data', data, '--port', other),
      start('--data', data, '--fixture'),
      start('--data', data),
      start('--data', data, '--fresh'),
    ]);
    for (const { code, stdout } of refusals) expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    const [otherPort, fixture, running, fresh] = refusals.map(({ stderr }) => stderr);
    expect(otherPort).toMatch(new RegExp(`made for port ${port}.*--port ${port}.*--fresh`));
    expect(fixture).toMatch(/not the fixture.*--fresh/);
    expect(running).toMatch(/in use by process \d+/);
    expect(fresh).toMatch(/in use by process \d+/);
    expect(await call(`${shownBy(site.stdout).gatewayUrl}/rest/api/3/myself`, keysOf(site.stdout)[0] ?? '')).toBe(200);
    await site.end('SIGTERM');
  });
});
