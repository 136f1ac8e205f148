/** `npm run key` against a running site: what it shows, and what the gateway makes of it. */
import { carryOut } from '../../local/key-command/carry-out';
import { call, endAll, freePort, key, newDirectory, type Started, shownBy, startAndWait } from './commands';

let site: Started;
let port: string;
beforeAll(async () => {
  site = await startAndWait('--json', '--port', '0', '--data', newDirectory());
  port = new URL(shownBy(site.stdout).url).port;
});
afterAll(endAll);

/** In this process, which is quick; the last test runs the command itself. */
const run = (...typed: readonly string[]) => carryOut([...typed, '--port', port]);
const create = (...more: readonly string[]) =>
  run('create', '--project', 'WEB', '--name', 'CI', '--permissions', 'issue:read,comment:create', ...more);
type Created = { key: string; gatewayUrl: string; view: { id: string; sponsor: string; expiresAt: string } };
const created = async (...more: readonly string[]): Promise<Created> =>
  JSON.parse((await create('--json', ...more)).stdout);

test('create shows a key that works, once, with its URL, id, grants, end and a line to paste', async () => {
  const inAWeek = () => new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  const before = inAWeek();
  const { code, stdout, stderr } = await create('--days', '7');
  // Midnight may have been in between.
  const ends = [before, inAWeek()];
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [text = ''] = /jsk_\w+/.exec(stdout) ?? [];
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+\/public\/[\w-]+/.exec(stdout) ?? [];
  const end = /^Otis Marlow issued "CI" for WEB, in force until (.*)\.$/m.exec(stdout)?.[1];
  expect(ends).toContain(end);
  expect(stdout).toMatch(/WEB\s+issue:read, comment:create/);
  expect(stdout).toMatch(/^curl .*\/rest\/api\/3\/myself"$/m);
  expect(await call(`${url}/rest/api/3/issue/WEB-1`, text)).toBe(200);
  expect(await call(`${url}/rest/api/3/issue/APP-1`, text)).toBe(404);
  const listed = await run('list', '--project', 'WEB');
  expect(listed.stdout).toContain('CI');
  expect(listed.stdout).not.toContain(text);
});

test('a key is suspended, resumed and revoked, each from its next call on', async () => {
  const { key: text, gatewayUrl, view } = await created();
  const status = () => call(`${gatewayUrl}/rest/api/3/issue/WEB-1`, text);
  const row = async () =>
    (await run('list', '--project', 'WEB')).stdout.split('\n').find((line) => line.startsWith(view.id));
  expect(await status()).toBe(200);
  expect((await run('suspend', view.id, '--project', 'WEB', '--reason', 'holiday')).stdout).toContain(
    'is now suspended',
  );
  expect(await status()).toBe(401);
  expect(await row()).toMatch(/suspended\s+WEB/);
  expect((await run('resume', view.id, '--project', 'WEB')).stdout).toContain('is now in force');
  expect(await status()).toBe(200);
  // Without a project the page of the site is used, by a site admin.
  expect((await run('revoke', view.id)).stdout).toContain('is now revoked');
  expect(await status()).toBe(401);
  expect(await row()).toMatch(/revoked\s+WEB/);
});

test('the person is chosen by name, mail address or account id, and answers for the key', async () => {
  const { people } = shownBy(site.stdout);
  const juniper = people.find(({ name }) => name === 'Juniper Vale');
  for (const as of ['juniper vale', 'Juniper', 'juniper.vale@example.com', juniper?.accountId ?? '']) {
    expect((await created('--as', as)).view.sponsor).toBe(juniper?.accountId);
  }
});

test('a key over two projects is issued by someone who administers both, and reaches both', async () => {
  const { stdout } = await run(
    ...['create', '--project', 'WEB,APP', '--name', 'Two', '--permissions', 'issue:read', '--json'],
  );
  const { key: text, gatewayUrl }: Created = JSON.parse(stdout);
  expect(await call(`${gatewayUrl}/rest/api/3/issue/WEB-1`, text)).toBe(200);
  expect(await call(`${gatewayUrl}/rest/api/3/issue/APP-1`, text)).toBe(200);
  expect(await call(`${gatewayUrl}/rest/api/3/issue/OPS-1`, text)).toBe(404);
});

test('an endpoint rule narrows the key', async () => {
  const rule = 'GET /rest/api/3/issue/*';
  expect((await create('--rule', rule)).stdout).toContain(`only ${rule}\n`);
  const { key: text, gatewayUrl } = await created('--rule', rule);
  expect(await call(`${gatewayUrl}/rest/api/3/issue/WEB-1`, text)).toBe(200);
  expect(await call(`${gatewayUrl}/rest/api/3/issue/WEB-1/comment`, text)).toBe(403);
});

test.each([
  ['an unknown permission', ['--permissions', 'issue:read,issue:raed'], /^issue:raed is no permission/],
  ['an unknown project', ['--project', 'WEBB'], /^There is no project WEBB\./],
  [
    'a project that this person cannot see',
    ['--project', 'HR', '--as', 'Bo Carver'],
    /no project HR that Bo Carver can see/,
  ],
  [
    'someone who does not administer it',
    ['--as', 'Bo Carver'],
    /^Refused to Bo Carver \(works in WEB.*do not administer/,
  ],
  ['nobody of that name', ['--as', 'Zoe'], /nobody called "Zoe"\. There are: .*Otis Marlow/],
  ['a rule that is none', ['--rule', 'everything'], /^everything: This is no endpoint rule/],
  ['a rule that fits nothing', ['--rule', 'GET /rest/api/3/isue/*'], /^GET .*isue\/\*: No operation .* fits this rule/],
  ['a part of a first name', ['--as', 'Juni'], /nobody called "Juni"/],
])('create refuses %s, and says what would mend it', async (_name, changed, message) => {
  const [option = '', value = '', ...more] = changed;
  const typed = new Map([
    ['--project', 'WEB'],
    ['--name', 'CI'],
    ['--permissions', 'issue:read'],
    [option, value],
  ]);
  const { code, stdout, stderr } = await run('create', ...[...typed].flat(), ...more);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/\n\s+at /);
});

test('a key of another project is no key of this page', async () => {
  const { view } = await created();
  const { code, stderr } = await run('revoke', view.id, '--project', 'APP');
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^There is no such key here\./) });
  expect((await run('revoke', view.id, '--project', 'WEB')).code).toBe(0);
});

test('without a site it says how to start one; a senseless order ends with 2; help with 0', async () => {
  const silent = await key('list', '--port', String(await freePort()));
  expect(silent).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^No site answers at .*npm start/),
  });
  expect((await key('destroy')).code).toBe(2);
  const listed = await key('list', '--port', port);
  expect(listed).toMatchObject({ code: 0, stdout: expect.stringContaining('Demonstration'), stderr: '' });
  const help = await key('--help');
  expect(help.code).toBe(0);
  for (const word of [
    'create',
    'list',
    'revoke',
    'suspend',
    'resume',
    '--project',
    '--permissions',
    '--as',
    '--days',
  ]) {
    expect(help.stdout).toContain(word);
  }
});
