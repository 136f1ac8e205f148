/** Queries in JQL that a URL carries: what the platform may do to them on the way, and what a caller hears of it. */
import { call, get } from '../wall/issue-operations';
import { FIXTURE, openWall, type Wall } from '../wall/site';

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterAll(() => wall.stop());
afterEach(() => {
  Object.assign(wall.site.switches, { 'webtrigger.commaSplit': 'split', 'webtrigger.decoding': 'decoded' });
});

const inUrl = (jql: string) =>
  wall.send(wall.alpha, get('3', `search/jql?fields=summary&jql=${encodeURIComponent(jql)}`));
const byPost = (jql: string) => wall.send(wall.alpha, call('POST', '3', 'search/jql', { jql, fields: ['summary'] }));
const idsIn = (answer: { readonly json: { readonly issues: readonly { readonly id: string }[] } }) =>
  answer.json.issues.map(({ id }) => id);
const FORMS = (['decoded', 'raw'] as const).flatMap((decoding) =>
  (['split', 'whole', 'split-reversed'] as const).map((commaSplit) => ({
    'webtrigger.decoding': decoding,
    'webtrigger.commaSplit': commaSplit,
  })),
);
const LISTED = `key in (${FIXTURE.issues.alpha1.key}, ${FIXTURE.issues.alpha2.key}) order by created, key`;

test.each(FORMS)('a query without commas is the same in a URL and by POST: %j', async (switches) => {
  Object.assign(wall.site.switches, switches);
  const jql = `key = ${FIXTURE.issues.alpha1.key} or labels = "c++" or labels = '50%'`;
  const [url, post] = [await inUrl(jql), await byPost(jql)];
  expect([url.status, idsIn(url)]).toEqual([200, [FIXTURE.issues.alpha1.id]]);
  expect(idsIn(post)).toEqual(idsIn(url));
});

test.each(FORMS)('so is one with commas: %j', async (switches) => {
  Object.assign(wall.site.switches, switches);
  const [url, post] = [await inUrl(LISTED), await byPost(LISTED)];
  expect(idsIn(post)).toHaveLength(2);
  expect(idsIn(url)).toEqual(idsIn(post));
});

test.each(['key in (ALPHA-1, ALPHA-2', '"a, key = "ALPHA-1"'])(
  'where a split query is JQL in no order, the refusal says to send it by POST: %s',
  async (jql) => {
    const url = await inUrl(jql);
    expect([url.status, url.json.rule, url.calls]).toEqual([400, 'jql_invalid', []]);
    expect(url.json.errorMessages[0]).toContain('send the query by POST');
  },
);

test('a split query that is JQL in both orders is not guessed at', async () => {
  // In the other order: key = ",labels = "
  const jql = 'labels = ",key = "';
  const url = await inUrl(jql);
  expect([url.status, url.calls]).toEqual([400, []]);
  expect(url.json.errorMessages[0]).toContain('send the query by POST');
  expect((await byPost(jql)).status).toBe(200);
});

test('a plus sign in a URL, which may have been a space, is not guessed at', async () => {
  const url = await inUrl('labels=c++');
  expect([url.status, url.json.rule, url.calls]).toEqual([400, 'query_invalid', []]);
  expect(url.json.errorMessages[0]).toContain('send the query by POST');
  expect((await byPost('labels=c++')).json.rule).toBe('jql_invalid');
  for (const send of [inUrl, byPost]) expect((await send('labels="c++"')).status).toBe(200);
});

test('what is wrong with a query that came in one part is not laid on the URL', async () => {
  expect(JSON.stringify((await inUrl('key = ')).json)).not.toContain('by POST');
});
