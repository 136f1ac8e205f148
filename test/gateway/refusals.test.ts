/** What a refusal explains: what is missing, what takes it away, the smallest grant that would do, and where. */
import { call, get } from '../wall/issue-operations';
import {
  type Answer,
  comparable,
  EVERYTHING,
  FIXTURE,
  type Key,
  openWall,
  READING,
  type Sent,
  type Wall,
  work,
} from '../wall/site';

const { issues, missing, people, projects } = FIXTURE;
const ADMIN = { module: 'admin' } as const;
const edit = (issue: string, fields: object = { summary: 'x' }): Sent => call('PUT', '3', `issue/${issue}`, { fields });

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

const explained = ({ status, json }: Answer) => {
  const { rule, missing: without, grant, cappedBy, condition } = json;
  return JSON.parse(JSON.stringify({ status, rule, missing: without, grant, cappedBy, condition }));
};
const keyWith = (permissions: readonly string[], more: object = {}): Promise<Key> =>
  wall.issue([{ projectId: projects.alpha.id, permissions, ...more }]);

/** The site's settings for the time of one test. */
async function under(change: object, back: object, run: () => Promise<void>): Promise<void> {
  const set = async (wanted: object) => {
    const read = await wall.site.invoke(people.siteAdmin, ADMIN, 'getSettings', {});
    const { version } = Object(Object(read).value).value;
    const done = await wall.site.invoke(people.siteAdmin, ADMIN, 'changeSettings', { version, change: wanted });
    expect(done).toMatchObject({ ok: true, value: { ok: true } });
  };
  await set(change);
  try {
    await run();
  } finally {
    await set(back);
  }
}

test('where no grant holds what a call needs, it names that, and no project: none was looked at', async () => {
  const answer = await wall.send(await keyWith(READING), edit('ALPHA-24'));
  expect(explained(answer)).toEqual({
    status: 403,
    rule: 'permission_missing',
    missing: ['issue:edit'],
    grant: { permissions: ['issue:edit'] },
  });
  expect(answer.calls).toEqual([]);
});

test('where a granted project was found, it names that too', async () => {
  expect(explained(await wall.send(wall.mixed, edit('BETA-1')))).toEqual({
    status: 403,
    rule: 'permission_missing',
    missing: ['issue:edit'],
    grant: { project: 'BETA', permissions: ['issue:edit'] },
  });
  expect((await wall.send(wall.mixed, edit('ALPHA-24'))).status).toBe(204);
});

test('a part of a call that asks for more is in the grant that would do', async () => {
  const assignee = { assignee: { accountId: people.colleague } };
  expect(explained(await wall.send(await keyWith(['issue:read', 'issue:edit']), edit('ALPHA-24', assignee)))).toEqual({
    status: 403,
    rule: 'permission_missing',
    missing: ['issue:assign'],
    grant: { permissions: ['issue:edit', 'issue:assign'] },
  });
  const holder = await keyWith(['issue:read', 'issue:edit', 'issue:assign']);
  expect((await wall.send(holder, edit('ALPHA-24', assignee))).status).toBe(204);
});

test('the grant that it names would do', async () => {
  const deletion: Sent = { method: 'DELETE', path: '/rest/api/3/issue/ALPHA-24' };
  const refused = await wall.send(await keyWith(['issue:read']), deletion);
  const { permissions } = refused.json.grant;
  expect((await wall.send(await keyWith(permissions), deletion)).status).toBe(204);
});

test('what a foreign or never existing thing would need is not told', async () => {
  const answers: Answer[] = [];
  for (const issue of [issues.omega1.key, missing.omegaKey, missing.alphaKey])
    answers.push(await wall.send(wall.mixed, edit(issue)));
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  for (const answer of answers) {
    expect(comparable(answer)).toEqual(comparable(answers[0] as Answer));
    expect(work(answer)).toEqual(work(answers[0] as Answer));
    expect([answer.json.grant, answer.json.missing]).toEqual([undefined, undefined]);
  }
});

describe('a ceiling', () => {
  test('is named where the grant holds what it takes away', async () => {
    const key = await keyWith(['issue:read', 'issue:edit']);
    await under({ permissions: READING }, { permissions: null }, async () => {
      expect(explained(await wall.send(key, edit('ALPHA-24')))).toEqual({
        status: 403,
        rule: 'permission_missing',
        missing: ['issue:edit'],
        grant: { permissions: ['issue:edit'] },
        cappedBy: 'ceiling',
      });
      expect((await wall.send(key, get('3', 'issue/ALPHA-24'))).status).toBe(200);
    });
    expect((await wall.send(key, edit('ALPHA-24'))).status).toBe(204);
  });

  test('is not named where the grant lacks it as well', async () => {
    const key = await keyWith(['issue:read']);
    await under({ permissions: READING }, { permissions: null }, async () => {
      expect((await wall.send(key, edit('ALPHA-24'))).json.cappedBy).toBeUndefined();
    });
  });

  test('of one project is not said of another, whose grant never held it', async () => {
    const both = await wall.issue([
      { projectId: projects.alpha.id, permissions: EVERYTHING },
      { projectId: projects.beta.id, permissions: EVERYTHING },
    ]);
    const ceiling = { [projects.beta.id]: { permissions: READING } };
    await under({ projects: ceiling }, { projects: null }, async () => {
      expect(explained(await wall.send(both, edit('BETA-1')))).toMatchObject({
        grant: { project: 'BETA' },
        cappedBy: 'ceiling',
      });
      expect((await wall.send(both, edit('ALPHA-24'))).status).toBe(204);
      expect((await wall.send(wall.mixed, edit('BETA-1'))).json.cappedBy).toBeUndefined();
    });
    await under({ projects: { [projects.alpha.id]: { permissions: READING } } }, { projects: null }, async () => {
      // BETA's grant of this key reads only; what ALPHA's has lost is no reason there.
      const key = await wall.issue([
        { projectId: projects.alpha.id, permissions: READING },
        { projectId: projects.beta.id, permissions: ['issue:read', 'issue:edit'] },
      ]);
      expect(explained(await wall.send(key, edit('ALPHA-24')))).toMatchObject({ grant: { project: 'ALPHA' } });
      expect((await wall.send(key, edit('ALPHA-24'))).json.cappedBy).toBeUndefined();
    });
  });
});

test("rules of endpoints are named where they alone shut a call out, and a grant's other lacks before them", async () => {
  const endpointRules = ['GET /rest/api/3/**'];
  const shut = await keyWith(['issue:read', 'issue:edit'], { endpointRules });
  expect(explained(await wall.send(shut, edit('ALPHA-24')))).toEqual({
    status: 403,
    rule: 'condition_unmet',
    condition: 'endpointRules',
  });
  const lacking = await keyWith(['issue:read'], { endpointRules });
  expect((await wall.send(lacking, edit('ALPHA-24'))).json.rule).toBe('permission_missing');
  expect((await wall.send(shut, get('3', 'issue/ALPHA-24'))).status).toBe(200);
  const open = await keyWith(['issue:read', 'issue:edit'], { endpointRules: ['* /rest/api/3/issue/*'] });
  expect((await wall.send(open, edit('ALPHA-24'))).status).toBe(204);
});

test.each([
  [
    'issueTypes',
    { issueTypes: ['10101'] },
    call('POST', '3', 'issue', { fields: { project: { key: 'ALPHA' }, issuetype: { name: 'Task' }, summary: 'x' } }),
  ],
  ['fields', { fields: ['summary'] }, edit('ALPHA-24', { labels: ['x'] })],
  [
    'transitions',
    { transitions: ['99999'] },
    call('POST', '3', 'issue/ALPHA-24/transitions', { transition: { id: '21' } }),
  ],
] as const)('a condition that is not met is named: %s', async (condition, conditions, sent) => {
  const refused = await wall.send(await keyWith(EVERYTHING, { conditions }), sent);
  expect(explained(refused)).toEqual({ status: 403, rule: 'condition_unmet', condition });
  expect((await wall.send(wall.alpha, sent)).status).toBeLessThan(300);
});
