/**
 * Service desks, C-JSM: what the generated cases do not reach. Two number spaces for one parameter, what came with an issue
 * from another project, comments that are not for customers, queues that reach further, and a Jira that contradicts itself.
 */
import { moveIssue, put } from '../../local/jira/change';
import {
  EVERYTHING,
  expectIntact,
  expectNoCanary,
  expectTwins,
  FIXTURE,
  openWall,
  type Sent,
  type Wall,
  work,
} from './site';

const { desks, requestTypes, queues, slas, issues, comments, components, fields, people, projects, missing } = FIXTURE;
const D = '/rest/servicedeskapi';
const desk = `${D}/servicedesk/${desks.alpha}`;

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterEach(() => {
  wall.site.jira.faults.length = 0;
  wall.reset();
});
afterAll(() => wall.stop());

const get = (path: string): Sent => ({ method: 'GET', path });
const ask = (path: string) => wall.send(wall.alpha, get(path));
const post = (path: string, body: unknown): Sent => ({ method: 'POST', path, body });
const ids = (json: { values: { id: string }[] }): string[] => json.values.map(({ id }) => id);
/** What Jira answers the next call of an operation, whatever it is asked. */
const instead = (operationId: string, body: unknown, times = 1): void => {
  const headers = { 'content-type': 'application/json' };
  wall.site.jira.faults.push({
    operationId,
    times,
    fault: { kind: 'status', status: 200, headers, body: JSON.stringify(body) },
  });
};

describe('C-JSM-01 · desks are listed by the projects of the key', () => {
  test('each project is asked for by its key, and the list of the site never', async () => {
    const answer = await ask(`${D}/servicedesk`);
    expect(ids(answer.json)).toEqual([desks.alpha]);
    expect(answer.calls.map(({ path }) => path)).toEqual(['/rest/api/3/project/search', `${D}/servicedesk/ALPHA`]);
    expectNoCanary(wall, answer);
  });

  test('a desk that comes back for another project than was asked about is left out', async () => {
    instead('getServiceDeskById', {
      ...{ id: desks.omega, projectId: projects.omega.id, projectKey: 'OMEGA', projectName: 'x' },
      _links: { self: `https://example.atlassian.net${D}/servicedesk/${desks.omega}` },
    });
    const answer = await ask(`${D}/servicedesk`);
    expect([answer.status, answer.json.values, answer.json.size]).toEqual([200, [], 0]);
  });
});

describe('C-JSM-02 · a desk is named by its id alone', () => {
  test.each(['', '/requesttype', '/requesttypegroup', '/queue', `/requesttype/${requestTypes.alpha}`])(
    'no other spelling reaches Jira · servicedesk/{}%s',
    async (below) => {
      for (const spelling of [projects.alpha.key, projects.omega.key, 'alpha', `projectId-${projects.alpha.id}`]) {
        const answer = await ask(`${D}/servicedesk/${spelling}${below}`);
        expect([answer.status, answer.calls]).toEqual([404, []]);
      }
      expect((await ask(`${desk}${below}`)).status).toBe(200);
    },
  );

  test('the id of an own project names no desk, whether a foreign one has that id or none', async () => {
    // Without the foreign desk Jira takes the number for the project's, and answers with the own desk.
    const foreign = await ask(`${D}/servicedesk/${projects.alpha.id}`);
    const state = wall.site.fork();
    const serviceDesks = new Map([...state.serviceDesks].filter(([id]) => id !== desks.ofAlphasId));
    wall.site.restore({ ...state, serviceDesks });
    const own = await ask(`${D}/servicedesk/${projects.alpha.id}`);
    expect([foreign.status, own.status, work(own)]).toEqual([404, 404, work(foreign)]);
  });

  test('a new request takes no key of a project for a desk', async () => {
    const requestFieldValues = { summary: 'x' };
    const body = { requestTypeId: requestTypes.alpha, requestFieldValues };
    const answer = await wall.send(wall.alpha, post(`${D}/request`, { ...body, serviceDeskId: projects.alpha.key }));
    expect([answer.status, answer.json.rule, answer.calls]).toEqual([400, 'body_invalid', []]);
    expect((await wall.send(wall.alpha, post(`${D}/request`, { ...body, serviceDeskId: desks.alpha }))).status).toBe(
      201,
    );
  });
});

describe('C-JSM-04 · what came with an issue from another project', () => {
  const request = `${D}/request/${issues.movedIn.key}`;

  test('statuses and clocks from before it came are not there, and those since are', async () => {
    const statuses = await ask(`${request}/status`);
    expect(statuses.json.values.map(({ status }: { status: string }) => status)).toEqual(['In Progress']);
    const clocks = await ask(`${request}/sla`);
    expect(ids(clocks.json)).toEqual([slas.alpha]);
    for (const answer of [statuses, clocks]) expectNoCanary(wall, answer);
    await expectTwins(wall, wall.alpha, get(`${request}/sla/${slas.omega}`), get(`${request}/sla/${missing.slaId}`));
    expect((await ask(`${request}/sla/${slas.alpha}`)).status).toBe(200);
  });

  test('a run of an own clock from before it came is left out', async () => {
    const state = wall.site.fork();
    const asked = state.requests.get(issues.movedIn.id);
    const [, own] = asked?.slas ?? [];
    if (asked === undefined || own === undefined) throw new Error('no clock');
    const early = new Date(Date.now() - 100 * 86_400_000).toISOString();
    const completed = [{ start: early, stop: early }, ...own.completed];
    wall.site.restore(put(state, 'requests', { ...asked, slas: [{ ...own, completed }] }));
    const { json } = await ask(`${request}/sla/${slas.alpha}`);
    expect(json.completedCycles).toHaveLength(own.completed.length);
  });

  test('where its history does not lead here, nothing of either is shown', async () => {
    const move = (to: string) => ({ field: 'project', fieldtype: 'jira', from: projects.omega.id, to });
    const history = (to: string) => ({
      ...{ startAt: 0, maxResults: 100, total: 1, isLast: true },
      values: [{ id: '30001', created: '2026-01-01T00:00:00.000+0000', items: [move(to)] }],
    });
    instead('getChangeLogs', history(projects.omega.id));
    expect((await ask(`${D}/request/${issues.alpha1.key}/sla`)).json.values).toEqual([]);
    instead('getChangeLogs', history(projects.alpha.id));
    expect((await ask(`${D}/request/${issues.alpha1.key}/sla`)).json.values).toHaveLength(1);
  });

  test('a request that names the desk of another project is none', async () => {
    const state = wall.site.fork();
    const asked = state.requests.get(issues.alpha2.id);
    if (asked === undefined) throw new Error('no request');
    wall.site.restore(put(state, 'requests', { ...asked, requestTypeId: requestTypes.omega }));
    const answer = await ask(`${D}/request/${issues.alpha2.key}`);
    expect(answer.status).toBe(404);
    expectNoCanary(wall, answer);
    expect((await ask(`${D}/request/${issues.alpha1.key}`)).status).toBe(200);
  });
});

describe('C-TOCTOU-01 · an issue that leaves while its request is read', () => {
  test.each(['', '/comment', '/sla', '/status', '/participant', '/transition'])('request/{}%s', async (below) => {
    wall.site.jira.beforeCall = ({ path }) => {
      if (!path.startsWith(`${D}/request/`)) return;
      wall.site.jira.beforeCall = undefined;
      const moved = moveIssue(wall.site.fork(), issues.plain.id, projects.omega.id, Date.now(), people.member);
      wall.site.jira.replaceState(moved);
    };
    const answer = await ask(`${D}/request/${issues.plain.id}${below}`);
    expect(answer.status).toBe(404);
    wall.reset();
    expect((await ask(`${D}/request/${issues.plain.id}${below}`)).status).toBe(200);
  });

  test.each(['/comment', '/sla', '/status'])('after the first look-up · request/{}%s', async (below) => {
    wall.site.jira.beforeCall = ({ path }) => {
      if (!/\/issue\/\d+\/(?:comment|changelog)$/.test(path)) return;
      wall.site.jira.beforeCall = undefined;
      const moved = moveIssue(wall.site.fork(), issues.plain.id, projects.omega.id, Date.now(), people.member);
      wall.site.jira.replaceState(moved);
    };
    expect((await ask(`${D}/request/${issues.plain.id}${below}`)).status).toBe(404);
  });
});

describe('C-JSM-05 · nothing is expanded', () => {
  const request = `${D}/request/${issues.alpha1.key}`;
  test.each(['participant', 'comment.attachment', 'serviceDesk', 'requestType', 'action', 'status', 'sla'])(
    '%s is refused, without a call',
    async (part) => {
      for (const issue of [issues.alpha1.key, issues.omega1.key, missing.issueKey]) {
        const answer = await ask(`${D}/request/${issue}?expand=${part}`);
        expect([answer.status, answer.json.rule, answer.calls]).toEqual([400, 'query_not_offered', []]);
      }
      expect((await ask(`${request}?expand=`)).status).toBe(200);
    },
  );
});

describe('C-JSM-06 · comments that are not for customers', () => {
  const all = `${D}/request/${issues.alpha1.key}/comment`;

  const own = `${D}/request/${issues.alpha2.key}/comment`;

  test('a restricted comment is absent though the service desk calls it public', async () => {
    const whole = await wall.site.jira.call({
      ...{ actor: { kind: 'app', scopes: ['read:servicedesk-request'] } as const, method: 'GET' },
      ...{ headers: {}, body: undefined, path: own },
    });
    const told = JSON.parse(whole.body).values.find(({ id }: { id: string }) => id === comments.restricted);
    expect(told.public).toBe(true);
    const { json } = await ask(own);
    expect([ids(json), json.size, json.isLastPage]).toEqual([[comments.alpha2], 1, true]);
  });

  test.each([
    ['restricted', comments.restricted],
    ['internal', comments.internal],
  ])('a %s one is as absent as one that never was', async (_, id) => {
    await expectTwins(wall, wall.alpha, get(`${own}/${id}`), get(`${own}/${missing.commentId}`));
    expect((await ask(`${own}/${comments.alpha2}`)).status).toBe(200);
  });

  test('a comment of another issue is none of this one’s, whatever Jira says of it', async () => {
    const whole = await wall.site.jira.call({
      ...{
        actor: { kind: 'app', scopes: ['read:servicedesk-request'] } as const,
        method: 'GET',
        headers: {},
        body: undefined,
      },
      path: `${D}/request/${issues.alpha1.key}/comment`,
    });
    const row = JSON.parse(whole.body).values[0];
    const self = row._links.self.replace(issues.alpha1.id, issues.alpha2.id);
    const page = (value: unknown) => ({ size: 1, start: 0, limit: 50, isLastPage: true, values: [value] });
    instead('getRequestComments', page({ ...row, _links: { self } }));
    expect((await ask(all)).json.values).toEqual([]);
    instead('getRequestComments', page(row));
    expect(ids((await ask(all)).json)).toEqual([row.id]);
  });

  test('pages of comments do not tell where one is hidden', async () => {
    const state = wall.site.fork();
    const talk = Array.from({ length: 120 }, (_, index) => ({
      ...{ id: String(61_000 + index), issueId: issues.plain.id, authorAccountId: people.member },
      ...{ updateAuthorAccountId: people.member, parentId: null, properties: {} },
      body: { type: 'doc', version: 1, content: [] } as const,
      created: '2026-10-01T00:00:00.000Z',
      updated: '2026-10-01T00:00:00.000Z',
      visibility: null,
      jsdPublic: index % 3 !== 0,
    }));
    wall.site.restore(talk.reduce((sofar, comment) => put(sofar, 'comments', comment), state));
    const path = `${D}/request/${issues.plain.id}/comment`;
    const found: string[] = [];
    for (let start = 0; ; start += 30) {
      const { json } = await ask(`${path}?start=${start}&limit=30`);
      found.push(...ids(json));
      if (json.isLastPage) break;
      expect(json.size).toBe(30);
    }
    expect(found).toEqual(talk.filter(({ jsdPublic }) => jsdPublic).map(({ id }) => id));
  });
});

describe('C-JSM-07 · a new request', () => {
  const body = (more: object = {}) => ({
    serviceDeskId: desks.alpha,
    requestTypeId: requestTypes.alpha,
    requestFieldValues: { summary: 'x' },
    ...more,
  });

  test.each([
    ['raiseOnBehalfOf', people.colleague],
    ['requestParticipants', [people.colleague]],
    ['form', { answers: {} }],
    ['channel', 'portal'],
    ['isAdfRequest', true],
  ])('%s is refused, without a call', async (name, value) => {
    const answer = await wall.send(wall.alpha, post(`${D}/request`, body({ [name]: value })));
    expect([answer.status, answer.json.rule, answer.calls]).toEqual([400, 'body_not_offered', []]);
    expect((await wall.send(wall.alpha, post(`${D}/request`, body()))).status).toBe(201);
  });

  test('is made nowhere but at the own desk, and nobody outside hears of it', async () => {
    const types = [requestTypes.omega, requestTypes.beta, missing.requestTypeId];
    await expectIntact(wall, async () => {
      for (const serviceDeskId of [desks.alpha, desks.omega, desks.ofAlphasId, missing.deskId])
        for (const requestTypeId of types) {
          const sent = post(`${D}/request`, body({ serviceDeskId, requestTypeId }));
          expect((await wall.send(wall.alpha, sent)).status).toBe(404);
        }
      expect((await wall.send(wall.alpha, post(`${D}/request`, body()))).status).toBe(201);
    });
  });

  test('an answer about another desk than was asked is withheld', async () => {
    const foreign = { issueId: issues.omega1.id, issueKey: issues.omega1.key, requestTypeId: requestTypes.omega };
    instead('createCustomerRequest', { ...foreign, serviceDeskId: desks.omega });
    const answer = await wall.send(wall.alpha, post(`${D}/request`, body()));
    expect([answer.status, answer.json.rule]).toEqual([502, 'answer_withheld']);
    expectNoCanary(wall, answer);
  });

  test.each(['x', issues.beta1.key])(
    'names mean what they mean at its desk, whatever its texts say · %s',
    async (text) => {
      const key = await wall.issue([
        { projectId: projects.alpha.id, permissions: EVERYTHING },
        { projectId: projects.beta.id, permissions: EVERYTHING },
      ]);
      const values = (id: string, person: string) => [
        { components: [{ id }] },
        { description: `Ask [~accountid:${person}].` },
        { [fields.approver]: { accountId: person } },
      ];
      const statuses = async (more: readonly object[]) => {
        const found: number[] = [];
        for (const each of more) {
          const requestFieldValues = { summary: 'x', [fields.text]: text, ...each };
          found.push((await wall.send(key, post(`${D}/request`, body({ requestFieldValues })))).status);
        }
        return found;
      };
      const mails = wall.site.fork().mails.size;
      expect(await statuses(values(components.beta, people.betaMember))).toEqual([400, 400, 400]);
      expect(wall.site.fork().mails.size).toBe(mails);
      expect(await statuses(values(components.alpha1, people.colleague))).toEqual([201, 201, 201]);
    },
  );

  test('exactly what was settled goes out', async () => {
    const answer = await wall.send(
      wall.alpha,
      post(`${D}/request`, body({ requestFieldValues: { summary: 'x', priority: { name: 'high' } } })),
    );
    const [write] = answer.calls.filter(({ method }) => method === 'POST');
    expect([write?.path, JSON.parse(write?.body ?? '{}')]).toEqual([
      `${D}/request`,
      body({ requestFieldValues: { summary: 'x', priority: { id: '2' } } }),
    ]);
  });
});

describe('C-JSM-09 · queues that reach further', () => {
  const path = `${desk}/queue/${queues.alphaWide}/issue`;

  test('only issues inside are listed, in whole pages and to the end', async () => {
    const found: string[] = [];
    for (let start = 0; ; start += 10) {
      const answer = await ask(`${path}?start=${start}&limit=10`);
      expectNoCanary(wall, answer);
      found.push(...answer.json.values.map(({ key }: { key: string }) => key));
      if (answer.json.isLastPage) break;
      expect(answer.json.size).toBe(10);
    }
    const hidden = [issues.secret.key, issues.secretToo.key, issues.archived.key];
    const own = [...wall.site.fork().issues.values()].filter(({ projectId }) => projectId === projects.alpha.id);
    expect(found.toSorted()).toEqual(
      own
        .map(({ key }) => key)
        .filter((key) => !(hidden as string[]).includes(key))
        .toSorted(),
    );
  });

  test('a page beyond the end is empty and the last', async () => {
    const { json } = await ask(`${path}?start=500&limit=10`);
    expect(json).toEqual({ size: 0, start: 500, limit: 10, isLastPage: true, values: [] });
  });

  test('counts are refused, without a call', async () => {
    for (const below of ['queue', `queue/${queues.alpha}`]) {
      const answer = await ask(`${desk}/${below}?includeCount=true`);
      expect([answer.status, answer.json.rule, answer.calls]).toEqual([400, 'query_not_offered', []]);
      expect((await ask(`${desk}/${below}?includeCount=false`)).status).toBe(200);
    }
  });

  test('a row under the id of an own issue and the key of another is left out', async () => {
    const row = { id: issues.alpha1.id, key: issues.omega1.key, fields: { summary: 'CANARY-1-x' } };
    const page = (value: unknown) => ({ size: 1, start: 0, limit: 50, isLastPage: true, values: [value] });
    instead('getIssuesInQueue', page(row));
    expect((await ask(path)).json.values).toEqual([]);
    instead('getIssuesInQueue', page({ ...row, key: issues.alpha1.key, fields: { summary: 'x' } }));
    expect(ids((await ask(path)).json)).toEqual([issues.alpha1.id]);
  });
});

test.each([
  ['one label', { jql: 'labels = payments' }, ['ALPHA-1']],
  ['epics', { issueTypes: ['10100'] }, ['ALPHA-5']],
])('C-JSM-04 · what a grant’s own condition hides is not there either · %s', async (_, conditions, shown) => {
  const permissions = ['request:read', 'issue:read', 'comment:read'];
  const key = await wall.issue([{ projectId: projects.alpha.id, permissions, conditions }]);
  const queue = await wall.send(key, get(`${desk}/queue/${queues.alphaWide}/issue`));
  expect(queue.json.values.map((row: { key: string }) => row.key)).toEqual(shown);
  const [own = ''] = shown;
  for (const below of ['', '/comment', '/sla', '/status', '/participant', '/transition']) {
    expect((await wall.send(key, get(`${D}/request/${own}${below}`))).status).toBe(200);
    await expectTwins(
      wall,
      key,
      get(`${D}/request/${issues.alpha2.key}${below}`),
      get(`${D}/request/${missing.alphaKey}${below}`),
    );
  }
});

test('C-JSM-13 · values on a form are those that the project’s own lists hold', async () => {
  const field = (fieldId: string, ...values: string[]) => ({
    ...{ fieldId, name: 'x', required: false, visible: true, jiraSchema: { type: 'string' } },
    validValues: values.map((value) => ({
      value,
      label: 'CANARY-1-x',
      children: [{ value, label: 'x', children: [] }],
    })),
  });
  const { fields, versions, components, options, priorities } = FIXTURE;
  const foreign = [
    field('components', components.omega1, components.beta),
    field(fields.versionPicker, versions.omega1, versions.beta),
    field(fields.severity, options.omegaCritical, options.omegaSeverity),
    field('priority', priorities.omega),
    field(fields.approver, people.outsider),
  ];
  instead('getRequestTypeFields', {
    requestTypeFields: [...foreign, field(fields.omegaOnly), field('components', '10520')],
  });
  const { json } = await ask(`${desk}/requesttype/${requestTypes.alpha}/field`);
  const shown = json.requestTypeFields.map(({ validValues }: { validValues: unknown[] }) => validValues.length);
  expect(shown).toEqual([0, 0, 0, 0, 0, 1]);
});

test('C-JSM-13 · a request type says itself of which desk it is', async () => {
  const type = { id: requestTypes.alpha, name: 'x', issueTypeId: '10102', groupIds: [] };
  const self = `https://example.atlassian.net${desk}/requesttype/${requestTypes.alpha}`;
  const path = `${desk}/requesttype/${requestTypes.alpha}`;
  instead('getRequestTypeById', { ...type, serviceDeskId: desks.omega, _links: { self } });
  expect((await ask(path)).status).toBe(404);
  instead('getRequestTypeById', { ...type, serviceDeskId: desks.alpha, _links: { self } });
  expect((await ask(path)).status).toBe(200);
});

test('C-READ-24 · of people in requests, name and account are shown', async () => {
  const request = `${D}/request/${issues.alpha1.key}`;
  for (const path of [request, `${request}/participant`, `${request}/comment`]) {
    const answer = await ask(path);
    expect(answer.text).toContain('accountId');
    expect(answer.text).not.toMatch(/emailAddress|timeZone|avatar|example\.com/);
  }
});
