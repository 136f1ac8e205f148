/** The origin of the pages' frames: what of a resource it serves, and that nothing beside it can be reached. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createResourceServer } from '../../local/forge/page/resources';
import type { CspViolation } from '../../local/site';
import { stopPlatforms, temporaryDirectory } from './platform-site';

const SHELL = 'http://127.0.0.1:8137';
const violations: CspViolation[] = [];
let answer: ReturnType<typeof createResourceServer>;
beforeAll(() => {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, 'page'));
  writeFileSync(join(directory, 'secret.txt'), 'not yours');
  writeFileSync(join(directory, 'page/index.html'), '<!doctype html><html><head><title>x</title></head></html>');
  writeFileSync(join(directory, 'page/app.js'), 'run();');
  symlinkSync('../secret.txt', join(directory, 'page/link.txt'));
  answer = createResourceServer({
    directories: new Map([
      ['console', join(directory, 'page')],
      ['unbuilt', join(directory, 'nowhere')],
    ]),
    shellOrigin: () => SHELL,
    onViolation: (violation) => violations.push(violation),
  });
});
afterAll(stopPlatforms);

const ask = async (target: string, method = 'GET', body = '') => {
  const answered = await answer({ method, target, rawHeaders: [], body: Buffer.from(body), remoteAddress: '' });
  return { ...answered, body: Buffer.from(answered.body).toString('utf8'), headers: new Map(answered.headers) };
};

test('a page is served under its policy, with the bridge before every other script', async () => {
  const { status, body, headers } = await ask('/console/?x=1');
  expect(status).toBe(200);
  expect(body).toMatch(
    /<head><script src="\/forge\/global-bridge\.js" data-jira="http:\/\/127\.0\.0\.1:8137"><\/script><title>/,
  );
  expect(headers.get('Content-Security-Policy')).toContain("script-src 'self'");
  expect((await ask('/console/app.js')).body).toBe('run();');
  expect((await ask('/forge/global-bridge.js')).body).toContain('__bridge');
  expect((await ask('/forge/theme.css')).body).toContain('--ds-text');
});

test.each([
  '/console/../secret.txt',
  '/console/..%2Fsecret.txt',
  '/console/%2e%2e/secret.txt',
  '/console/link.txt',
  '/console//etc/hostname',
  '/console/%00',
  '/console/%',
  '/other/index.html',
  '/',
])('%s is not there', async (target) => {
  expect(await ask(target)).toMatchObject({ status: 404, body: expect.not.stringContaining('not yours') });
});

test('a page that is not built says how to build it', async () => {
  expect(await ask('/unbuilt/')).toMatchObject({ status: 503, body: expect.stringContaining('npm run build') });
});

test("a browser's report is kept, and what is none is refused, as are other methods", async () => {
  const report = { 'effective-directive': 'style-src-attr', 'blocked-uri': 'inline', 'source-file': `${SHELL}/a.js` };
  expect((await ask('/forge/csp-report', 'POST', JSON.stringify({ 'csp-report': report }))).status).toBe(204);
  expect(violations).toEqual([{ directive: 'style-src-attr', blocked: 'inline', source: `${SHELL}/a.js` }]);
  expect((await ask('/forge/csp-report', 'POST', 'no report')).status).toBe(400);
  expect((await ask('/console/', 'POST')).status).toBe(405);
});
