/** Web triggers: what of a request reaches the function, and what the platform makes of its answer. */
import { request as httpRequest } from 'node:http';
import { codeOf, type PlatformSite, startPlatform, stopPlatforms } from './platform-site';

let site: PlatformSite;
beforeAll(async () => {
  site = await startPlatform();
});
afterAll(stopPlatforms);

type Seen = {
  method: string;
  path: string;
  userPath: string;
  headers: Record<string, string[]>;
  queryParameters: Record<string, string[]>;
  body?: string;
};
type Answer = { readonly status: number; readonly body: string };

/** Sends the bytes of a request line as they are; no client of ours tidies them up. */
function send(
  target: string,
  options: { method?: string; headers?: Record<string, string | string[]>; body?: Buffer } = {},
) {
  const { method = 'GET', headers = {}, body } = options;
  return new Promise<Answer>((resolve, reject) => {
    const { hostname, port } = new URL(site.url);
    const request = httpRequest({ hostname, port, path: target, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

const triggerPath = () => new URL(site.gateway).pathname;
const seenOf = async (answer: Promise<Answer>): Promise<Seen> => JSON.parse((await answer).body).event;

test.each([
  ['nothing', '', '', ''],
  ['a path', '/rest/api/3/issue/DEMO-1', '/rest/api/3/issue/DEMO-1', '/rest/api/3/issue/DEMO-1'],
  ['a path that climbs', '/../bridge/context', '/../bridge/context', '/../bridge/context'],
  ['doubled slashes and dots', '//a/./b', '//a/./b', '//a/./b'],
  ['an escaped climb', '/%2E%2e/x', '/../x', '/%2E%2e/x'],
  ['an escaped slash', '/a%2Fb', '/a/b', '/a%2Fb'],
  ['a doubly escaped slash', '/a%252Fb', '/a%2Fb', '/a%252Fb'],
  ['a broken escape', '/a%zz%', '/a%zz%', '/a%zz%'],
  ['an escaped NUL', '/a%00b', '/a\u0000b', '/a%00b'],
  ['escaped UTF-8', '/%C3%BC', '/ü', '/%C3%BC'],
])('after the URL %s arrives as the switch says', async (_name, suffix, decoded, raw) => {
  site.switches['webtrigger.decoding'] = 'decoded';
  const first = await seenOf(send(`${triggerPath()}${suffix}`));
  site.switches['webtrigger.decoding'] = 'raw';
  const second = await seenOf(send(`${triggerPath()}${suffix}`));
  site.switches['webtrigger.decoding'] = 'decoded';
  expect([first.userPath, second.userPath]).toEqual([decoded, raw]);
  expect([first.path, second.path]).toEqual([`${triggerPath()}${decoded}`, `${triggerPath()}${raw}`]);
});

test.each([
  ['fields=a,b&fields=c', { fields: ['a', 'b', 'c'] }, { fields: ['a,b', 'c'] }, { fields: ['c', 'b', 'a'] }],
  ['jql=x%20in%20(1%2C2)', { jql: ['x in (1', '2)'] }, { jql: ['x in (1,2)'] }, { jql: ['2)', 'x in (1'] }],
  ['a=b+c&empty=&bare', ...Array(3).fill({ a: ['b c'], empty: [''], bare: [''] })],
  ['a==b&&c=d?e', ...Array(3).fill({ a: ['=b'], c: ['d?e'] })],
])('the query %s arrives split at commas, whole, or split and reversed', async (query, ...forms) => {
  const seen: unknown[] = [];
  for (const form of ['split', 'whole', 'split-reversed'] as const) {
    site.switches['webtrigger.commaSplit'] = form;
    seen.push((await seenOf(send(`${triggerPath()}?${query}`))).queryParameters);
  }
  site.switches['webtrigger.commaSplit'] = 'split';
  expect(seen).toEqual(forms);
});

test('a query member named __proto__ is a member like any other', async () => {
  const answer = await send(`${triggerPath()}?__proto__=x`);
  expect(answer.body).toContain('"__proto__":["x"]');
});

test.each([
  ['lower', 'x-odd-name'],
  ['as-sent', 'X-odd-NAME'],
  ['title', 'X-Odd-Name'],
] as const)('header names arrive %s, with every value', async (form, name) => {
  site.switches['webtrigger.headerCase'] = form;
  const seen = await seenOf(send(triggerPath(), { headers: { 'X-odd-NAME': ['1', '2, 3'] } }));
  site.switches['webtrigger.headerCase'] = 'lower';
  expect(seen.headers[name]).toEqual(['1', '2, 3']);
});

test('the Authorization header reaches the function', async () => {
  const seen = await seenOf(send(triggerPath(), { headers: { Authorization: 'Bearer something' } }));
  expect(seen.headers.authorization).toEqual(['Bearer something']);
});

test("the caller's address arrives only under its switch", async () => {
  const without = await seenOf(send(triggerPath()));
  site.switches['webtrigger.forwardedFor'] = 'present';
  const withAddress = await seenOf(send(triggerPath()));
  site.switches['webtrigger.forwardedFor'] = 'absent';
  expect([without.headers['x-forwarded-for'], withAddress.headers['x-forwarded-for']]).toEqual([
    undefined,
    ['127.0.0.1'],
  ]);
});

test.each([
  ['POST', 'reach', 200],
  ['PATCH', 'reach', 200],
  ['OPTIONS', 'reach', 200],
  ['OPTIONS', 'refused', 405],
  ['HEAD', 'reach', 200],
  ['HEAD', 'refused', 405],
  ['PROPFIND', 'reach', 200],
  ['PROPFIND', 'refused', 405],
  ['TRACE', 'reach', 200],
  ['TRACE', 'refused', 405],
] as const)('%s with other methods %s answers %d', async (method, setting, status) => {
  site.switches['webtrigger.otherMethods'] = setting;
  expect((await send(triggerPath(), { method })).status).toBe(status);
  site.switches['webtrigger.otherMethods'] = 'reach';
});

test('a body arrives as text, and what is no UTF-8 as replacement characters', async () => {
  const post = (body: Buffer) => seenOf(send(triggerPath(), { method: 'POST', body }));
  expect((await post(Buffer.from('{"ü":1}'))).body).toBe('{"ü":1}');
  expect((await post(Buffer.from([0x61, 0xff, 0x62]))).body).toBe('a\ufffdb');
  expect('body' in (await seenOf(send(triggerPath())))).toBe(false);
});

test('a request above 5 MB never reaches the function', async () => {
  const before = site.invocations.length;
  expect((await send(triggerPath(), { method: 'POST', body: Buffer.alloc(5_000_001, 'x') })).status).toBe(413);
  expect(site.invocations.length).toBe(before);
});

const ok = { statusCode: 201, headers: { 'X-Many': ['a', 'b'] }, body: 'made' };
test.each<[string, unknown, number]>([
  ['the documented format', ok, 201],
  ['no headers and no body', { statusCode: 204 }, 204],
  ['a string as a header value', { ...ok, headers: { 'X-One': 'a' } }, 424],
  ['a number as a header value', { ...ok, headers: { 'X-One': [1] } }, 500],
  ['a line break in a header value', { ...ok, headers: { 'X-One': ['a\r\nb'] } }, 500],
  ['a status as text', { ...ok, statusCode: '201' }, 500],
  ['a status that is no integer', { ...ok, statusCode: 200.5 }, 500],
  ['no status', { body: 'x' }, 500],
  ['an object as the body', { ...ok, body: {} }, 500],
  ['nothing', undefined, 500],
  ['a text', 'x', 500],
  ['more than 5 MB', { ...ok, body: 'x'.repeat(5_000_001) }, 424],
])('a function that answers with %s is answered as the platform does', async (_name, value, status) => {
  const response = await site.serve(() => value);
  expect(response.status).toBe(status);
  expect(site.invocations.at(-1)?.outcome).toBe(status < 300 ? 'answered' : 'bad-response');
});

test('headers and body of a good answer pass, and the platform adds its own limits', async () => {
  const response = await site.serve(() => ({ ...ok, headers: { ...ok.headers, 'X-RateLimit-Remaining': ['forged'] } }));
  expect(await response.text()).toBe('made');
  expect(response.headers.get('x-many')).toBe('a, b');
  expect(response.headers.get('x-ratelimit-limit')).toBe('7000');
  expect(Number(response.headers.get('x-ratelimit-remaining'))).toBeLessThan(7000);
});

test('a function that throws answers 424 without a word of the error', async () => {
  const response = await site.serve(() => {
    throw new Error('the inner reason');
  });
  expect(response.status).toBe(424);
  expect(await response.text()).not.toContain('inner reason');
  expect(site.invocations.at(-1)).toMatchObject({ outcome: 'threw' });
});

test.each(['/public/unknown', '/public/', '/public'])('%s is no web trigger', async (path) => {
  expect((await send(path)).status).toBe(404);
});

describe('URLs', () => {
  test('are stable for a module, extra on demand, listed, and deleted one by one', async () => {
    const seen = await site.run(async ({ api: { webTrigger } }) => {
      const stable = await webTrigger.getUrl('door');
      const extra = await webTrigger.getUrl('door', true);
      const again = await webTrigger.getUrl('door', { forceCreate: false });
      const listed = await webTrigger.queryUrls('door');
      return { stable, extra, again, listed: listed.map(({ url }) => url) };
    });
    expect(seen.stable).toBe(site.gateway);
    expect(seen.again).toBe(seen.stable);
    expect(seen.extra).not.toBe(seen.stable);
    expect(new Set(seen.listed)).toEqual(new Set([seen.stable, seen.extra]));
    expect((await fetch(seen.extra)).status).toBe(200);
    await site.run(({ api: { webTrigger } }) => webTrigger.deleteUrl(seen.extra));
    expect((await fetch(seen.extra)).status).toBe(404);
    expect((await fetch(seen.stable)).status).toBe(200);
  });

  test('above the greatest number are refused, and the stable one goes on working', async () => {
    const other = await startPlatform({ switches: { 'webtrigger.maxUrls': 2 } });
    const ask = (force: boolean) => other.run(({ api }) => codeOf(api.webTrigger.getUrl('door', force)));
    expect([await ask(true), await ask(true), await ask(false)]).toEqual([
      undefined,
      expect.stringContaining('Failed'),
      undefined,
    ]);
  });

  test('of a module that the manifest lacks are refused', async () => {
    expect(await site.run(({ api }) => codeOf(api.webTrigger.getUrl('window')))).toContain(
      'Failed to get web trigger URL',
    );
  });
});
