/**
 * What clients send by habit, and what they show of an error: spellings that Jira takes are taken, and change nothing of
 * what a call is about. Beside each stands what is still refused.
 */
import { type Answer, FIXTURE, openWall, type Sent, type Wall } from '../wall/site';

const { boards, issues, missing, projects, versions } = FIXTURE;
const ISSUE = `/rest/api/2/issue/${issues.plain.key}`;

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

const get = (path: string): Promise<Answer> => wall.send(wall.alpha, { method: 'GET', path });
const post = (path: string, body: object): Promise<Answer> => wall.send(wall.alpha, { method: 'POST', path, body });
const told = ({ status, json }: Answer) => ({ status, rule: json?.rule, detail: json?.detail });
const REFUSED = { status: 400, rule: expect.stringMatching(/_not_offered$/), calls: 0 };
const refusal = ({ status, json, calls }: Answer) => ({ status, rule: json?.rule, calls: calls.length });

describe('a transition by a number', () => {
  const transition = (id: unknown): Promise<Answer> => post(`${ISSUE}/transitions`, { transition: { id } });
  const anId = async (): Promise<string> => (await get(`${ISSUE}/transitions`)).json.transitions.at(-1).id;

  test('is the same as by its text', async () => {
    const id = await anId();
    const byText = await transition(id);
    wall.reset();
    const byNumber = await transition(Number(id));
    expect([byText.status, byNumber.status]).toEqual([204, 204]);
    const written = ({ calls }: Answer) => calls.filter(({ method }) => method === 'POST').map(({ body }) => body);
    expect(written(byNumber)).toEqual(written(byText));
  });

  test('is refused where the issue offers none of that number, as by its text', async () => {
    expect(told(await transition(99_999))).toEqual(told(await transition('99999')));
    expect(refusal(await transition(99_999))).toMatchObject({ status: 400, rule: 'value_unavailable' });
  });

  test.each([11.5, -11, 1e30, true])('is not read where it is no id: %p', async (id) => {
    expect(refusal(await transition(id))).toEqual({ status: 400, rule: 'body_invalid', calls: 0 });
  });
});

describe('a flag as Python prints it', () => {
  const remove = (flag: string): Promise<Answer> =>
    wall.send(wall.alpha, { method: 'DELETE', path: `${ISSUE}?deleteSubtasks=${flag}` });

  test.each(['True', 'False', 'true', 'false'])('is read: %s', async (flag) => {
    const answer = await remove(flag);
    expect(answer.status).toBe(204);
    const sent = answer.calls.find(({ method }) => method === 'DELETE');
    expect(sent?.query).toContainEqual(['deleteSubtasks', flag.toLowerCase()]);
  });

  test.each(['TRUE', 'yes', '1', 'True,False'])('is not read in any other spelling: %s', async (flag) => {
    expect((await remove(flag)).json?.rule).toBe('query_invalid');
  });
});

describe('a parameter that is left empty', () => {
  const AGILE = '/rest/agile/1.0/board';
  test.each([
    [AGILE, 'startAt=0&maxResults=50&type=&name=&projectKeyOrId=', 'startAt=0&maxResults=50'],
    [`${AGILE}/${boards.alpha}/sprint`, 'startAt=&state=', ''],
    [`${AGILE}/${boards.alpha}/epic`, 'done=', ''],
    [`${AGILE}/${boards.alpha}/issue`, 'jql=&expand=&validateQuery=', ''],
    ['/rest/api/3/project/search', 'keys=&id=&query=&orderBy=&typeKey=', ''],
    ['/rest/api/3/component', 'projectIdsOrKeys=&query=', ''],
    [`/rest/api/3/project/${projects.alpha.key}/version`, 'status=&query=', ''],
  ])('is absent in a read: %s?%s', async (path, empty, absent) => {
    const [one, other] = [await get(`${path}?${empty}`), await get(`${path}?${absent}`)];
    expect([one.status, other.status]).toEqual([200, 200]);
    const rows = (answer: Answer): unknown => answer.json.values ?? answer.json.issues;
    expect(rows(one)).not.toEqual([]);
    expect(rows(one)).toEqual(rows(other));
  });

  test('is missing where one is needed', async () => {
    expect(told(await get('/rest/api/3/user/assignable/search?project='))).toEqual(
      told(await get('/rest/api/3/user/assignable/search')),
    );
    expect((await get(`/rest/api/3/user/assignable/search?project=${projects.alpha.key}`)).status).toBe(200);
  });

  test('is refused like a filled one where it is not listed, or where only one value of it is', async () => {
    expect(refusal(await get(`${ISSUE}?rapidView=`))).toEqual(REFUSED);
    expect(refusal(await get(`${ISSUE}?fieldsByKeys=`))).toEqual(REFUSED);
    expect((await get(`${ISSUE}?fieldsByKeys=false`)).status).toBe(200);
  });

  test('is a choice where it stands for fields: none of them', async () => {
    expect(Object.keys((await get(`${ISSUE}?fields=`)).json.fields)).toEqual([]);
    expect(Object.keys((await get(`${ISSUE}?fields=summary`)).json.fields)).toEqual(['summary']);
  });

  test('is not guessed at in a write', async () => {
    const remove = (query: string): Promise<Answer> =>
      wall.send(wall.alpha, { method: 'DELETE', path: `/rest/api/3/version/${versions.alpha1}${query}` });
    expect((await remove('?moveFixIssuesTo=')).json?.rule).toBe('query_invalid');
    expect((await remove(`?moveFixIssuesTo=${versions.alpha2}`)).status).toBe(204);
  });
});

describe('all properties of an issue', () => {
  test('can be asked for with it, and none is shown', async () => {
    await get(ISSUE);
    const [all, plain] = [await get(`${ISSUE}?properties=*all&fields=*all`), await get(`${ISSUE}?fields=*all`)];
    expect(all.status).toBe(200);
    expect(all.json).toEqual(plain.json);
    expect(all.calls.map(({ rawPath }) => rawPath)).toEqual(plain.calls.map(({ rawPath }) => rawPath));
    expect((await get(`${ISSUE}?properties=`)).status).toBe(200);
  });

  test.each(['notes', '*all,notes', '*'])('are refused by name: %j', async (properties) => {
    expect(refusal(await get(`${ISSUE}?properties=${properties}`))).toEqual(REFUSED);
  });
});

describe('members that clients print and Jira does not read', () => {
  const rank = (rankCustomFieldId: unknown): Promise<Answer> =>
    wall.send(wall.alpha, {
      method: 'PUT',
      path: '/rest/agile/1.0/issue/rank',
      body: { issues: [issues.plain.key], rankBeforeIssue: issues.plainToo.key, rankCustomFieldId },
    });
  const component = (isAssigneeTypeValid: unknown): Promise<Answer> =>
    post('/rest/api/2/component', { name: 'Till', project: projects.alpha.key, isAssigneeTypeValid });

  test('the order to rank in is the usual one', async () => {
    const answer = await rank(null);
    expect(answer.status).toBe(204);
    expect(JSON.stringify(answer.calls)).not.toContain('rankCustomFieldId');
  });

  test.each([10019, 10071, true, 'x', {}])('another order is refused: %j', async (id) => {
    expect(refusal(await rank(id))).toEqual(REFUSED);
  });

  test.each([false, true, null])('what Jira works out itself is not sent: %j', async (valid) => {
    const answer = await component(valid);
    expect(answer.status).toBe(201);
    expect(JSON.stringify(answer.calls)).not.toContain('isAssigneeTypeValid');
  });

  test.each(['false', 0, {}])('and is refused in another form: %j', async (valid) => {
    expect(refusal(await component(valid))).toEqual(REFUSED);
  });
});

describe('the messages that clients show of an error', () => {
  const cases: readonly (readonly [string, Sent, RegExp])[] = [
    ['what to search with', { method: 'GET', path: '/rest/api/2/search?jql=project%3DALPHA' }, /removed.* search\/jql/],
    ['whom to ask for people', { method: 'GET', path: '/rest/api/2/user/search?query=x' }, /user\/assignable\/search/],
    ['which parameter', { method: 'GET', path: `${ISSUE}?expand=renderedFields` }, /Where: query\.expand\./],
    [
      'which member',
      { method: 'POST', path: `${ISSUE}/comment`, body: { body: 'x', visibility: {} } },
      /seen by everyone.* Where: body\.visibility\./,
    ],
  ];
  test.each(cases)('say %s', async (_, sent, pattern) => {
    const { json } = await wall.send(wall.alpha, sent);
    expect(json.errorMessages).toEqual([`${json.title} ${json.detail}`]);
    expect(json.errorMessages[0]).toMatch(pattern);
  });

  test('are the same for a foreign issue as for one that never was', async () => {
    const about = async (key: string): Promise<unknown> => (await get(`/rest/api/2/issue/${key}`)).json.errorMessages;
    expect(await about(issues.omega1.key)).toEqual(await about(missing.omegaKey));
  });
});
