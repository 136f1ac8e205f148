/**
 * C-CHILD-06 to 17, C-READ-21 and 22, C-WRITE-30 to 32: what belongs to projects, and the settings that they share. Each
 * thing is inside by the project that Jira itself says it is in; a list is asked for by the project's id, and what names
 * a thing that is foreign gets the bytes and causes the work of one that never existed.
 */
import { call, get, VERSIONS } from './issue-operations';
import {
  type Answer,
  comparable,
  expectIntact,
  expectNoCanary,
  expectTwins,
  FIXTURE,
  openWall,
  type Sent,
  type Wall,
} from './site';
import { expectRefusedAlike, expectShapeRefused, expectWritten, writesOf } from './write-case';

const { projects, versions, components, people, issues, missing, statuses, types, priorities, roles, fields } = FIXTURE;

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterAll(() => wall.stop());
afterEach(() => wall.reset());
// A write to a version or component makes the gateway forget names: the work of twins is compared when they are known.
beforeEach(async () => {
  for (const key of [wall.alpha, wall.mixed]) await wall.send(key, get('3', 'priority'));
});

const idsIn = (rows: readonly { readonly id: string }[]): readonly string[] => rows.map(({ id }) => id);
const askedOf = ({ calls }: Answer): readonly string[] => calls.map(({ method, path }) => `${method} ${path}`);

describe.each(VERSIONS)('version %s', (version) => {
  const api = `/rest/api/${version}`;
  const read = (path: string): Sent => get(version, path);
  const write = (method: string, path: string, body?: unknown): Sent => call(method, version, path, body);

  it.each([
    ['version', versions.omega1, missing.versionId],
    ['version', versions.beta, missing.versionId],
    ['component', components.omega1, missing.componentId],
    ['component', components.beta, missing.componentId],
  ])('C-CHILD-06 · a foreign %s %s is none, to read, to change and to delete', async (kind, foreign, never) => {
    const [one] = await expectTwins(wall, wall.alpha, read(`${kind}/${foreign}`), read(`${kind}/${never}`));
    expect([one.status, one.calls.length]).toEqual([404, 1]);
    for (const [method, body] of [
      ['PUT', { name: 'Mine' }],
      ['DELETE', undefined],
    ] as const) {
      const sent = (id: string): Sent => write(method, `${kind}/${id}`, body);
      await expectRefusedAlike(wall, wall.alpha, sent(foreign), sent(never), 404);
    }
  });

  it('C-CHILD-06 · an answer about another thing than was asked for is none', async () => {
    const foreign = { id: versions.alpha2, name: 'Two', projectId: Number(projects.alpha.id) };
    wall.site.jira.faults.push({
      operationId: 'getVersion',
      times: 1,
      fault: {
        kind: 'status',
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(foreign),
      },
    });
    expect((await wall.send(wall.alpha, read(`version/${versions.alpha1}`))).status).toBe(404);
    expect((await wall.send(wall.alpha, read(`version/${versions.alpha1}`))).json.id).toBe(versions.alpha1);
  });

  it.each(['versions', 'version', 'components', 'component', 'statuses', 'role'])(
    'C-CHILD-06 · C-CHILD-17 · the %s of a project are asked for by its id alone',
    async (below) => {
      for (const [foreign, never] of [
        [projects.omega.key, missing.projectKey],
        [projects.omega.id, missing.projectId],
        [projects.beta.key, missing.projectKey],
        [projects.gamma.formerKey, missing.projectKey],
      ] as const) {
        const [one] = await expectTwins(
          wall,
          wall.alpha,
          read(`project/${foreign}/${below}`),
          read(`project/${never}/${below}`),
        );
        // A foreign id is in no grant, so that Jira need not be asked; a key is only looked up.
        expect(one.status).toBe(404);
        expect(askedOf(one)).toEqual(/^\d/.test(foreign) ? [] : [`GET /rest/api/3/project/${foreign}`]);
      }
      const own = await wall.send(wall.alpha, read(`project/${projects.alpha.formerKey}/${below}`));
      expect(own.status).toBe(200);
      for (const asked of askedOf(own).slice(1)) expect(asked).toContain(`${api}/project/${projects.alpha.id}/`);
      expectNoCanary(wall, own);
    },
  );

  it('C-CHILD-07 · components are asked for project by project, and one foreign project is absence', async () => {
    const one = await wall.send(wall.alpha, read(`component?projectIdsOrKeys=${projects.alpha.id}`));
    expect([one.status, askedOf(one)]).toEqual([200, [`GET ${api}/project/${projects.alpha.id}/components`]]);
    for (const [foreign, never] of [
      [projects.omega.id, missing.projectId],
      [projects.omega.key, missing.projectKey],
    ]) {
      const beside = (project: string): Sent => read(`component?projectIdsOrKeys=${projects.alpha.id},${project}`);
      const [refused] = await expectTwins(wall, wall.alpha, beside(String(foreign)), beside(String(never)));
      expect(refused.status).toBe(404);
    }
    const all = await wall.send(wall.mixed, read('component'));
    expect(idsIn(all.json.values)).toEqual([components.alpha1, components.alpha2, components.beta]);
  });

  it.each(['project', 'project/recent'])('C-CHILD-08 · %s is answered from the grants', async (path) => {
    const answer = await wall.send(wall.alpha, read(path));
    expect(idsIn(answer.json)).toEqual([projects.alpha.id]);
    expect(answer.calls.map(({ query }) => query.filter(([name]) => name === 'id'))).toEqual([
      [['id', projects.alpha.id]],
    ]);
    for (const query of ['recent=5', 'properties=a', 'expand=projectKeys'])
      expect((await wall.send(wall.alpha, read(`${path}?${query}`))).status).toBe(400);
  });

  it('C-CHILD-10 · what the key may do is said without Jira, and a foreign project is absence', async () => {
    const path = 'mypermissions?permissions=BROWSE_PROJECTS,ADMINISTER,ADMINISTER_PROJECTS';
    const anywhere = await wall.send(wall.alpha, read(path));
    expect([anywhere.status, anywhere.calls]).toEqual([200, []]);
    // The app administers every project; the key does not.
    expect(
      Object.values<{ havePermission: boolean }>(anywhere.json.permissions).map((each) => each.havePermission),
    ).toEqual([true, false, false]);
    for (const [name, foreign, never] of [
      ['projectKey', projects.omega.key, missing.projectKey],
      ['projectId', projects.omega.id, missing.projectId],
      ['projectKey', projects.beta.key, missing.projectKey],
    ]) {
      const about = (project: unknown): Sent => read(`${path}&${name}=${project}`);
      const [refused] = await expectTwins(wall, wall.alpha, about(foreign), about(never));
      expect([refused.status, refused.calls]).toEqual([404, []]);
    }
    for (const [name, ...values] of [
      ['issueKey', 'ALPHA-1', 'OMEGA-1', 'NOPES-1'],
      ['issueId', '11001', '20001', '29999'],
      ['commentId', '40010', '45010', '49999'],
      ['projectUuid', 'a', 'b', 'c'],
    ])
      await expectShapeRefused(
        wall,
        wall.alpha,
        values.map((value) => read(`${path}&${name}=${value}`)),
        400,
      );
  });

  it('C-CHILD-12 · people are asked for by the id of an own project', async () => {
    for (const query of [
      `project=${projects.alpha.formerKey}`,
      `project=${projects.alpha.id}`,
      'issueKey=ALPHA-24',
      'issueId=11024',
    ]) {
      const answer = await wall.send(wall.alpha, read(`user/assignable/search?${query}&query=kim`));
      const asked = answer.calls.filter(({ operationId }) => operationId === 'findAssignableUsers');
      expect([answer.status, asked.map(({ query: sent }) => sent)]).toEqual([
        200,
        [
          [
            ['project', projects.alpha.id],
            ['maxResults', '1000'],
          ],
        ],
      ]);
      expectNoCanary(wall, answer);
    }
    for (const [name, foreign, never] of [
      ['project', projects.omega.key, missing.projectKey],
      ['project', projects.omega.id, missing.projectId],
      ['issueKey', issues.omega1.key, missing.issueKey],
      ['issueKey', issues.movedOut.formerKey, missing.alphaKey],
      ['issueId', issues.omega1.id, missing.issueId],
      ['issueKey', issues.secret.key, missing.alphaKey],
    ]) {
      const by = (reference: unknown): Sent => read(`user/assignable/search?${name}=${reference}`);
      const [refused] = await expectTwins(wall, wall.alpha, by(foreign), by(never));
      expect(refused.status).toBe(404);
    }
    const several = (key: string): Sent => read(`user/assignable/multiProjectSearch?projectKeys=ALPHA,${key}`);
    const [refused] = await expectTwins(wall, wall.alpha, several('OMEGA'), several('NOPES'));
    expect(refused.status).toBe(404);
  });

  it.each([
    ['issuetype', types.omegaTeam, missing.typeId, '10102'],
    ['status', statuses.omegaTeam, missing.statusId, '10200'],
    ['status', statuses.omegaTeamSameName, missing.statusId, 'Done'],
    ['priority', priorities.omega, missing.priorityId, '1'],
  ])('C-CHILD-15 · a foreign %s %s is none, and Jira is not asked', async (kind, foreign, never, own) => {
    const [one] = await expectTwins(wall, wall.alpha, read(`${kind}/${foreign}`), read(`${kind}/${never}`));
    expect([one.status, one.calls]).toEqual([404, []]);
    expect((await wall.send(wall.alpha, read(`${kind}/${own}`))).status).toBe(200);
  });

  it('C-CHILD-14 · C-CHILD-15 · pages of settings hold and count what the project has', async () => {
    const priority = await wall.send(wall.alpha, read('priority/search'));
    expect([priority.json.total, idsIn(priority.json.values)]).toEqual([5, ['1', '2', '3', '4', '5']]);
    const all = await wall.send(wall.alpha, read('field/search?type=custom&maxResults=100'));
    expect(idsIn(all.json.values)).toContain(fields.severity);
    for (const foreign of [fields.omegaOnly, fields.omegaSeverity])
      expect(idsIn(all.json.values)).not.toContain(foreign);
    expect(all.json.total).toBe(all.json.values.length);
    for (const answer of [priority, all]) expectNoCanary(wall, answer);
    const found = await wall.send(wall.alpha, read('field/search?query=CANARY'));
    expect(found.json).toMatchObject({ total: 0, isLast: true, values: [] });
    const types_ = await wall.send(wall.alpha, read(`issuetype/project?projectId=${projects.alpha.id}`));
    expect(types_.calls.map(({ query }) => query)).toEqual([[['projectId', projects.alpha.id]]]);
    for (const path of ['field/search?projectIds=', 'priority/search?projectId=', 'issuetype/project?projectId=']) {
      const [refused] = await expectTwins(wall, wall.alpha, read(`${path}10002`), read(`${path}10003`));
      expect([path, refused.status, refused.calls.length <= 1]).toEqual([path, 404, true]);
    }
  });

  it('C-CHILD-15 · a setting that only a project without the permission uses is none', async () => {
    const key = await wall.issue([
      { projectId: projects.alpha.id, permissions: ['metadata:read'] },
      { projectId: projects.team.id, permissions: ['issue:read'] },
    ]);
    for (const path of [`status/${statuses.omegaTeam}`, `issuetype/${types.omegaTeam}`])
      expect((await wall.send(key, read(path))).status).toBe(404);
    const list = await wall.send(key, read('issuetype'));
    expect(idsIn(list.json)).not.toContain(types.omegaTeam);
    const both = await wall.issue([
      { projectId: projects.alpha.id, permissions: ['metadata:read'] },
      { projectId: projects.team.id, permissions: ['metadata:read'] },
    ]);
    expect((await wall.send(both, read(`status/${statuses.omegaTeam}`))).status).toBe(200);
  });

  it('C-CHILD-17 · a role that somebody has in another project only is not named', async () => {
    const answer = await wall.send(wall.alpha, read('project/ALPHA/role'));
    expectNoCanary(wall, answer);
    expect(Object.keys(answer.json)).toEqual(['atlassian-addons-project-access', 'Administrators', 'Members']);
    const omega = await wall.issue([{ projectId: projects.omega.id, permissions: ['project:read'] }]);
    const own = await wall.send(omega, read('project/OMEGA/role'));
    expect(own.text).toContain(`/role/${roles.omega}`);
  });

  it.each(['issuesstatus', 'operations', 'remotelinks', 'driver', 'approvers'])(
    'C-READ-21 · versions with expand=%s are refused',
    async (expand) => {
      const paths = ['project/ALPHA/versions', 'project/ALPHA/version', `version/${versions.alpha1}`];
      for (const path of paths)
        expect(await wall.send(wall.alpha, read(`${path}?expand=${expand}`))).toMatchObject({ status: 400, calls: [] });
    },
  );

  it('C-READ-22 · components of the whole organization are not there, nor are counts', async () => {
    const foreign = { id: '77001', name: 'CANARY-950-compass', description: '', ari: 'ari:cloud:compass::x' };
    const own = { id: components.alpha1, name: 'Backend', projectId: 10001, project: 'ALPHA', issueCount: 7 };
    wall.site.jira.faults.push({
      operationId: 'getProjectComponents',
      times: 1,
      fault: {
        kind: 'status',
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify([foreign, own]),
      },
    });
    const answer = await wall.send(wall.alpha, read('project/10001/component'));
    expect([answer.json.total, answer.json.values]).toMatchObject([1, [{ id: components.alpha1, project: 'ALPHA' }]]);
    expect(answer.text).not.toContain('CANARY');
    expect(answer.json.values[0]).not.toHaveProperty('issueCount');
    await expectShapeRefused(
      wall,
      wall.alpha,
      ['ALPHA', 'OMEGA', 'NOPES'].map((key) => read(`project/${key}/components?componentSource=compass`)),
      400,
    );
  });

  it.each(['moveFixIssuesTo', 'moveAffectedIssuesTo'])(
    'C-WRITE-30 · a version is deleted with %s only within its project',
    async (name) => {
      const sent = (to: string): Sent => write('DELETE', `version/${versions.alpha2}?${name}=${to}`);
      for (const foreign of [versions.omega1, versions.beta])
        await expectRefusedAlike(wall, wall.alpha, sent(foreign), sent(missing.versionId), 404);
      const both = await wall.issue(
        [projects.alpha.id, projects.beta.id].map((projectId) => ({ projectId, permissions: ['version:delete'] })),
      );
      const across = await wall.send(both, sent(versions.beta));
      expect([across.status, across.json?.errors, writesOf(across)]).toEqual([
        400,
        { [name]: 'The value is not available in this project.' },
        [],
      ]);
      await expectWritten(wall, wall.alpha, sent(versions.alpha1), {
        status: 204,
        method: 'DELETE',
        path: `${api}/version/${versions.alpha2}`,
        query: [[name, versions.alpha1]],
        body: undefined,
      });
    },
  );

  it('C-WRITE-30 · a version moves to a position, and not behind an address', async () => {
    const path = `version/${versions.alpha2}/move`;
    await expectShapeRefused(
      wall,
      wall.alpha,
      [versions.alpha1, versions.omega1, missing.versionId].map((id) =>
        write('POST', path, { after: `https://example.atlassian.net/rest/api/3/version/${id}` }),
      ),
      400,
    );
    await expectRefusedAlike(
      wall,
      wall.alpha,
      write('POST', `version/${versions.omega2}/move`, { position: 'First' }),
      write('POST', `version/${missing.versionId}/move`, { position: 'First' }),
      404,
    );
    await expectWritten(wall, wall.alpha, write('POST', path, { position: 'First' }), {
      status: 200,
      method: 'POST',
      path: `${api}/${path}`,
      query: [],
      body: { position: 'First' },
    });
  });

  it('C-WRITE-31 · a component is deleted with its issues moved only within its project', async () => {
    const sent = (to: string): Sent => write('DELETE', `component/${components.alpha1}?moveIssuesTo=${to}`);
    for (const foreign of [components.omega1, components.beta])
      await expectRefusedAlike(wall, wall.alpha, sent(foreign), sent(missing.componentId), 404);
    await expectWritten(wall, wall.alpha, sent(components.alpha2), {
      status: 204,
      method: 'DELETE',
      path: `${api}/component/${components.alpha1}`,
      query: [['moveIssuesTo', components.alpha2]],
      body: undefined,
    });
  });

  it.each([
    ['version', 'projectId', 10001],
    ['component', 'project', 'ALPHA'],
  ] as const)(
    'C-WRITE-32 · the project of a new %s is one, found first, and sent as %s',
    async (kind, member, sent) => {
      const make = (project: object): Sent => write('POST', kind, { name: 'New', ...project });
      for (const [foreign, never] of [
        [{ projectId: 10002 }, { projectId: 10003 }],
        [{ project: 'OMEGA' }, { project: 'NOPES' }],
        [{ project: '10002' }, { project: '10003' }],
        [{ project: projects.namedAlpha.key }, { project: 'NOPES' }],
      ])
        await expectRefusedAlike(wall, wall.alpha, make(Object(foreign)), make(Object(never)), 404);
      await expectShapeRefused(
        wall,
        wall.alpha,
        ['ALPHA', 'OMEGA', 'NOPES'].map((project) => make({ project, projectId: 10001 })),
        400,
      );
      for (const spelled of [
        { projectId: 10001 },
        { projectId: '10001' },
        { project: 'alpha' },
        { project: 'OLDAL' },
      ]) {
        await expectWritten(wall, wall.alpha, make(spelled), {
          status: 201,
          method: 'POST',
          path: `${api}/${kind}`,
          query: [],
          body: { name: 'New', [member]: sent },
        });
        wall.reset();
      }
      expect((await wall.send(wall.alpha, write('POST', kind, { name: 'New' }))).status).toBe(400);
    },
  );

  it.each([
    ['version', versions.alpha1],
    ['component', components.alpha1],
  ])('C-WRITE-32 · a %s stays in its project', async (kind, id) => {
    const named = (member: object) => write('PUT', `${kind}/${id}`, { name: 'Mine', ...member });
    await expectRefusedAlike(wall, wall.alpha, named({ projectId: 10002 }), named({ projectId: 10003 }), 404);
    await expectRefusedAlike(wall, wall.alpha, named({ project: 'OMEGA' }), named({ project: 'NOPES' }), 404);
    // Said again, it is taken and not sent.
    for (const own of [{}, { projectId: 10001 }, { project: 'ALPHA' }]) {
      wall.reset();
      await expectWritten(wall, wall.alpha, named(own), {
        status: 200,
        method: 'PUT',
        path: `${api}/${kind}/${id}`,
        query: [],
        body: { name: 'Mine' },
      });
    }
  });

  it('C-WRITE-32 · an answer that puts a new version elsewhere is withheld, and says that it may be done', async () => {
    const elsewhere = { id: '99001', name: 'CANARY-949-version', projectId: 10002 };
    wall.site.jira.faults.push({
      operationId: 'createVersion',
      times: 1,
      fault: {
        kind: 'status',
        status: 201,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(elsewhere),
      },
    });
    const answer = await wall.send(wall.alpha, write('POST', 'version', { name: 'New', projectId: 10001 }));
    expect([answer.status, answer.json.rule]).toEqual([502, 'answer_withheld']);
    expect(answer.text).not.toContain('CANARY');
  });

  it('C-WRITE-17 · the lead of a component is somebody of the project', async () => {
    const sent = (leadAccountId: string): Sent => write('PUT', `component/${components.alpha2}`, { leadAccountId });
    for (const person of [people.outsider, people.omegaLead])
      await expectRefusedAlike(wall, wall.alpha, sent(person), sent(people.nobody), 400);
    expect((await wall.send(wall.alpha, sent(people.colleague))).json.lead.accountId).toBe(people.colleague);
  });

  it('C-SIDE-01 · each right is its own: reading, making, changing, deleting', async () => {
    const rights = ['read', 'create', 'edit', 'delete'];
    const acts = (kind: string, id: string): Readonly<Record<string, Sent>> => ({
      read: read(`${kind}/${id}`),
      create: write('POST', kind, { name: 'New', project: 'ALPHA' }),
      edit: write('PUT', `${kind}/${id}`, { name: 'Mine' }),
      delete: write('DELETE', `${kind}/${id}`),
    });
    for (const [kind, id] of [
      ['version', versions.alpha1],
      ['component', components.alpha1],
    ] as const)
      for (const right of rights) {
        const key = await wall.issue([{ projectId: projects.alpha.id, permissions: [`${kind}:${right}`] }]);
        for (const [act, sent] of Object.entries(acts(kind, id))) {
          const { status } = await wall.send(key, sent);
          expect([right, act, status < 300]).toEqual([right, act, act === right]);
          wall.reset();
        }
      }
  });

  it('INTACT · what a key does to its own versions and components touches nothing else', async () => {
    await expectIntact(wall, async () => {
      for (const sent of [
        write('POST', 'version', { name: 'New', projectId: 10001 }),
        write('PUT', `version/${versions.alpha1}`, { archived: true }),
        write('DELETE', `version/${versions.alpha2}?moveFixIssuesTo=${versions.alpha1}`),
        write('POST', 'component', { name: 'New', project: 'ALPHA' }),
        write('DELETE', `component/${components.alpha1}?moveIssuesTo=${components.alpha2}`),
      ])
        expect((await wall.send(wall.alpha, sent)).status).toBeLessThan(300);
    });
  });

  it('C-SIDE-01 · refusals are the same whichever thing is foreign', async () => {
    const denied = [`version/${versions.omega1}`, `version/${versions.omega2}`, `version/${versions.beta}`];
    const answers = [];
    for (const path of denied) answers.push(comparable(await wall.send(wall.alpha, read(path))));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });
});
