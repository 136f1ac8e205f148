/**
 * The longest page of a key holds wherever rows are found or named: pages are cut, an answer that would hold all that was
 * named is refused, and everything can still be had, page by page.
 */
import { OPERATIONS } from '../../src/catalogue/operations';
import { CALLS } from '../gateway/call-of-each';
import { call, get } from '../wall/issue-operations';
import { EVERYTHING, FIXTURE, type Key, openWall, type Sent, type Wall } from '../wall/site';

const { projects } = FIXTURE;
const GRANTS = [
  { projectId: projects.alpha.id, permissions: EVERYTHING },
  { projectId: projects.beta.id, permissions: EVERYTHING },
];
const LONGEST = 1;

let wall: Wall;
let key: Key;
let free: Key;
beforeAll(async () => {
  wall = await openWall();
  free = await wall.issue(GRANTS);
  key = await wall.issue(GRANTS, { limits: { pageMax: LONGEST } });
  const text = { type: 'paragraph', content: [{ type: 'text', text: 'Said' }] };
  const body = { body: { type: 'doc', version: 1, content: [text] } };
  for (const timeSpent of ['1h', '2h']) {
    await wall.send(free, call('POST', '3', `${ISSUE}/comment`, body));
    await wall.send(free, call('POST', '3', `${ISSUE}/worklog`, { timeSpent }));
    await wall.send(free, call('PUT', '3', ISSUE, { fields: { summary: `After ${timeSpent}` } }));
  }
  for (const id of ['21', '31'])
    await wall.send(free, call('POST', '3', `${ISSUE}/transitions`, { transition: { id } }));
});
afterAll(() => wall.stop());

const ISSUE = 'issue/ALPHA-24';
/** About something of which there are several. */
const OTHERS: Readonly<Record<string, Sent>> = {
  getCustomerRequestStatus: { method: 'GET', path: '/rest/servicedeskapi/request/ALPHA-24/status' },
};
/** Of these the granted projects have but one. */
const SINGLE: readonly string[] = [
  'getProjects',
  'getEpics',
  'getRequestTypeGroups',
  'getSlaInformation',
  'getServiceDesks',
];

/** Parameters by which one asks for more rows than the key may get. */
const LARGE = ['maxResults', 'limit'] as const;
const isPaged = (row: (typeof OPERATIONS)[number]): boolean =>
  row.kind !== 'refused' && LARGE.some((name) => (row.query ?? row.bodyQuery)?.[name] === 'count');
const PAGED = OPERATIONS.filter(isPaged).map(({ id }) => id);

const asking = (sent: Sent, size: number): Sent => {
  const name = sent.path.startsWith('/rest/servicedeskapi/') ? 'limit' : 'maxResults';
  if (sent.body !== undefined) return { ...sent, body: { ...Object(sent.body), [name]: size } };
  return { ...sent, path: `${sent.path}${sent.path.includes('?') ? '&' : '?'}${name}=${size}` };
};
/** The rows of a page, under whichever name it has them. */
const rowsOf = (json: unknown): number =>
  Array.isArray(json)
    ? json.length
    : Math.max(...Object.values(Object(json)).map((each) => (Array.isArray(each) ? each.length : 0)));

test.each(PAGED)('%s has no longer page than the key may get, and a longer one without that limit', async (id) => {
  const sent = asking(OTHERS[id] ?? CALLS[id] ?? get('3', 'none'), 50);
  const [bounded, whole] = [await wall.send(key, sent), await wall.send(free, sent)];
  expect([bounded.status, whole.status]).toEqual([200, 200]);
  expect(rowsOf(bounded.json)).toBe(LONGEST);
  expect(rowsOf(whole.json) > LONGEST || SINGLE.includes(id)).toBe(true);
});

describe('of what a call names', () => {
  const NAMED: Readonly<Record<string, (names: readonly string[]) => Sent>> = {
    bulkFetchIssues: (names) => call('POST', '3', 'issue/bulkfetch', { issueIdsOrKeys: names, fields: ['summary'] }),
    getBulkChangelogs: (names) => call('POST', '3', 'changelog/bulkfetch', { issueIdsOrKeys: names }),
    matchIssues: (names) => call('POST', '3', 'jql/match', { issueIds: names, jqls: [''] }),
    getChangeLogsByIds: (names) => call('POST', '3', `${ISSUE}/changelog/list`, { changelogIds: names }),
  };

  test('every row that answers with what is named is tried here', () => {
    const naming = OPERATIONS.filter((row) => row.kind === 'relay' && (row.check === 'each' || row.gather?.picked));
    expect(naming.map(({ id }) => id).sort()).toEqual(Object.keys(NAMED).sort());
  });

  test.each(Object.entries(NAMED))('%s takes no more than a page of the key may have', async (_, about) => {
    const two = ['11001', '11024'];
    const refused = await wall.send(key, about(two));
    expect([refused.status, refused.calls, refused.json.rule, refused.json.pageMax]).toEqual([
      400,
      [],
      'page_too_long',
      LONGEST,
    ]);
    expect((await wall.send(key, about(two.slice(1)))).status).toBe(200);
    expect((await wall.send(free, about(two))).status).toBe(200);
  });

  test('the refusal is the same whatever is named, and says where', async () => {
    const said = async (...names: readonly string[]) => {
      const { status, json } = await wall.send(key, NAMED['bulkFetchIssues']?.(names) ?? get('3', ''));
      return [status, { ...json, requestId: undefined }];
    };
    expect(await said('ALPHA-1', 'OMEGA-1')).toEqual(await said('ALPHA-1', 'NOPES-1'));
    expect(JSON.stringify(await said('ALPHA-1', 'ALPHA-2'))).toContain('body.issueIdsOrKeys');
  });
});

test('entries of many histories come page by page, each once', async () => {
  const asked = { issueIdsOrKeys: ['ALPHA-24'] };
  const entries = (json: unknown): readonly { readonly id: string }[] =>
    Object(json).issueChangeLogs.flatMap(
      (log: { readonly changeHistories: readonly unknown[] }) => log.changeHistories,
    );
  const all = entries((await wall.send(free, call('POST', '3', 'changelog/bulkfetch', asked))).json);
  expect(all.length).toBeGreaterThan(3);
  const pages: (readonly { readonly id: string }[])[] = [];
  let nextPageToken: string | undefined;
  do {
    const { status, json } = await wall.send(
      key,
      call('POST', '3', 'changelog/bulkfetch', { ...asked, nextPageToken }),
    );
    expect(status).toBe(200);
    pages.push(entries(json));
    nextPageToken = json.nextPageToken;
  } while (nextPageToken !== undefined);
  expect(pages.map((page) => page.length)).toEqual(all.map(() => LONGEST));
  expect(pages.flat()).toEqual(all);
  const spoilt = await wall.send(key, call('POST', '3', 'changelog/bulkfetch', { ...asked, nextPageToken: '1e' }));
  expect([spoilt.status, spoilt.json.rule]).toEqual([400, 'cursor_invalid']);
});

test.each(['comment', 'changelog'])(
  'a page inside of an issue is no longer than the key may get, and says how many there are · %s',
  async (name) => {
    const sent = get('3', `${ISSUE}?fields=comment&expand=changelog`);
    const pageOf = (json: unknown): { readonly total: number; readonly rows: readonly unknown[] } => {
      const { total, comments, histories } = name === 'comment' ? Object(json).fields.comment : Object(json).changelog;
      return { total, rows: comments ?? histories };
    };
    const [bounded, whole] = [pageOf((await wall.send(key, sent)).json), pageOf((await wall.send(free, sent)).json)];
    expect(whole.rows.length).toBeGreaterThan(LONGEST);
    expect(bounded).toEqual({ total: whole.rows.length, rows: whole.rows.slice(0, LONGEST) });
  },
);
