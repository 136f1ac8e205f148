/**
 * Creating and editing issues: what a body may say, what of it reaches Jira, and that no spelling of a reference
 * reaches beyond the key's projects. Every refusal has a sibling that succeeds and whose effect is in the state.
 */
import { expectIntact, FIXTURE, openWall, type Sent, type Wall } from './site';
import {
  create,
  edit,
  editField,
  expectRefusedAlike,
  expectShapeRefused,
  expectWritten,
  historyOf,
  ISSUES,
  update,
  writesOf,
} from './write-case';

const { projects, issues, fields, versions, components, options, missing, people } = FIXTURE;
const TASK = { id: '10102' };
const SUBTASK = { id: '10104' };

let wall: Wall;
beforeAll(async () => {
  // The clock stands still, so that no list of names grows old between two twins.
  wall = await openWall({ now: Date.parse('2026-11-25T12:00:00Z') });
});
beforeEach(() => wall.reset());
afterAll(() => wall.stop());

const issueNow = (id: string) => wall.site.jira.state().issues.get(id);
const newestOf = (projectId: string) =>
  [...wall.site.jira.state().issues.values()].filter((issue) => issue.projectId === projectId).at(-1);

describe('the project of a new issue', () => {
  test.each([
    ['its id', { id: '10001' }],
    ['its id as a number', { id: 10001 }],
    ['its key', { key: 'ALPHA' }],
    ['its key in small letters', { key: 'alpha' }],
    ['its former key', { key: projects.alpha.formerKey }],
  ])('C-WRITE-01 · goes to Jira as its id alone · %s', async (_, project) => {
    const answer = await expectWritten(wall, wall.alpha, create({ project }), {
      status: 201,
      method: 'POST',
      path: ISSUES,
      query: [],
      body: { fields: { project: { id: '10001' }, issuetype: TASK, summary: 'New' } },
    });
    expect(newestOf('10001')).toMatchObject({ id: answer.json.id, key: answer.json.key, summary: 'New' });
  });

  test.each([
    ['two members that agree or not', { id: '10001', key: 'ALPHA' }, { id: '10001', key: 'OMEGA' }],
    ['id and name', { id: '10001', name: 'Alpha' }, { id: '10001', name: 'Omega' }],
    ['a name', { name: 'Alpha' }, { name: 'ALPHA' }],
    ['a list', ['ALPHA'], ['OMEGA']],
    ['a list of objects', [{ id: '10001' }], [{ id: '10002' }]],
    ['a bare key', 'ALPHA', 'OMEGA'],
    ['a bare id', '10001', '10002'],
    ['a number', 10001, 10002],
    ['null', null, null],
    ['an empty object', {}, {}],
    ['an empty string', { key: '' }, { id: '' }],
    ['a key where the id is due', { id: 'ALPHA' }, { id: 'OMEGA' }],
    ['an id where the key is due', { key: '10001' }, { key: '10002' }],
    ['a list inside', { id: ['10001'] }, { id: ['10002'] }],
    ['a member in capitals', { ID: '10001' }, { ID: '10002' }],
    ['an id with a leading zero', { id: '010001' }, { id: '010002' }],
  ])('C-WRITE-01 · no other form is read · %s', async (_, own, foreign) => {
    await expectShapeRefused(wall, wall.alpha, [create({ project: own }), create({ project: foreign })], 400);
  });

  test.each([
    ['key', { key: projects.omega.key }, { key: missing.projectKey }],
    ['id', { id: projects.omega.id }, { id: missing.projectId }],
    ['former key', { key: projects.gamma.formerKey }, { key: missing.projectKey }],
    ['key of a project that is named ALPHA', { key: projects.namedAlpha.key }, { key: missing.projectKey }],
    ['id of a project in the bin', { id: projects.bin.id }, { id: missing.projectId }],
    ['id of a blocked project', { id: projects.blocked.id }, { id: missing.projectId }],
  ])('C-WRITE-01 · a foreign project is as good as none · %s', async (_, foreign, never) => {
    await expectRefusedAlike(wall, wall.alpha, create({ project: foreign }), create({ project: never }), 404);
  });

  test('C-WRITE-01 · a project that is granted for reading gets no issue', async () => {
    const answer = await wall.send(wall.mixed, create({ project: { id: projects.beta.id } }));
    expect(answer.status).toBe(403);
    expect(answer.json.missing).toEqual(['issue:create']);
    expect(answer.calls.filter(({ operationId }) => operationId === 'createIssue')).toEqual([]);
  });

  test.each(['last', 'first'] as const)(
    'C-BODY-01 · a member given twice is refused · Jira reads the %s',
    async (reader) => {
      wall.site.jira.switches['json.reader'] = reader;
      const rest = '"issuetype":{"id":"10102"},"summary":"New"';
      const bodies = [
        `{"fields":{"project":{"id":"10001"},"project":{"id":"10002"},${rest}}}`,
        `{"fields":{"project":{"id":"10002"},"pro\\u006aect":{"id":"10001"},${rest}}}`,
        `{"fields":{"project":{"id":"10001","id":"10002"},${rest}}}`,
        `{"fields":{"project":{"id":"10001"},${rest}},"fields":{"project":{"id":"10002"},${rest}}}`,
      ];
      for (const body of bodies) {
        const headers = { 'content-type': 'application/json' };
        await expectShapeRefused(wall, wall.alpha, [{ method: 'POST', path: ISSUES, headers, body }], 400);
      }
      wall.site.jira.switches['json.reader'] = 'last';
    },
  );

  test('C-WRITE-02 · an issue cannot be given another project by an edit or a transition', async () => {
    const move = (project: string) => [
      editField('project', { id: project }),
      editField('project', { key: project }),
      update('project', { set: { id: project } }),
    ];
    for (const [index] of move('').entries()) {
      const [own, foreign, never] = ['10001', '10002', '10003'].map((id) => move(id)[index]);
      if (own === undefined || foreign === undefined || never === undefined) throw new Error('no request');
      await expectShapeRefused(wall, wall.alpha, [own, foreign, never], 400);
    }
    const transition = (part: object): Sent => ({
      method: 'POST',
      path: `${ISSUES}/${issues.plain.key}/transitions`,
      body: { transition: { id: '21' }, ...part },
    });
    const by = (id: string) => transition({ fields: { project: { id } } });
    const withUpdate = (id: string) => transition({ update: { project: [{ set: { id } }] } });
    await expectShapeRefused(wall, wall.alpha, [by('10001'), by('10002'), by('10003')], 400);
    await expectShapeRefused(wall, wall.alpha, [withUpdate('10001'), withUpdate('10002')], 400);
    const beside = create({}, { update: { project: [{ set: { id: '10002' } }] } });
    await expectShapeRefused(wall, wall.alpha, [beside], 400);
  });
});

describe('fields and verbs', () => {
  test.each([
    ['labels', [{ add: 'x' }], [{ add: 'x' }], { labels: ['x'] }],
    ['labels', [{ set: ['a', 'b'] }, { remove: 'a' }], [{ set: ['a', 'b'] }, { remove: 'a' }], { labels: ['b'] }],
    ['summary', [{ set: 'Other' }], [{ set: 'Other' }], { summary: 'Other' }],
    [
      'fixVersions',
      [{ add: { name: '2.0' } }],
      [{ add: { id: versions.alpha2 } }],
      { fixVersionIds: [versions.alpha2] },
    ],
    [
      'components',
      [{ set: [{ name: 'backend' }] }],
      [{ set: [{ id: components.alpha1 }] }],
      { componentIds: [components.alpha1] },
    ],
    ['priority', [{ set: { name: 'High' } }], [{ set: { id: '2' } }], { priorityId: '2' }],
  ])('C-WRITE-03 · each verb is typed, and names go as ids · %s', async (field, verbs, sent, effect) => {
    await expectWritten(wall, wall.alpha, update(field, ...verbs), {
      status: 204,
      method: 'PUT',
      path: `${ISSUES}/${issues.plain.id}`,
      query: [['returnIssue', 'true']],
      body: { update: { [field]: sent } },
    });
    expect(issueNow(issues.plain.id)).toMatchObject(effect);
  });

  test.each([
    ['labels', { edit: 'x' }],
    ['labels', { copy: 'x' }],
    ['summary', { add: 'x' }],
    ['summary', { remove: 'x' }],
    ['issuelinks', { copy: { issuelinks: ['ALPHA-1'] } }],
    ['issuelinks', { set: [] }],
    ['issuelinks', { remove: { id: FIXTURE.links.within } }],
    ['comment', { edit: { id: FIXTURE.comments.alpha1, body: null } }],
    ['comment', { remove: { id: FIXTURE.comments.omega1 } }],
    ['worklog', { add: { timeSpent: '1h' } }],
    ['watches', { add: people.outsider }],
    ['labels', { add: 'x', remove: 'y' }],
    ['labels', {}],
  ])('C-WRITE-03 · other verbs are refused · %s %j', async (field, verb) => {
    await expectShapeRefused(wall, wall.alpha, [update(field, verb)], 400);
  });

  test.each([
    ['labels', ['a'], { add: 'b' }],
    ['summary', 'One', { set: 'Other' }],
    ['parent', { key: issues.epic.key }, { set: { key: issues.omegaEpic.key } }],
    ['fixVersions', [{ id: versions.alpha1 }], { add: { id: versions.omega1 } }],
    [fields.severity, { id: options.minor }, { set: { id: options.omegaCritical } }],
  ])('C-WRITE-03 · a field stands in one place only · %s', async (field, value, verb) => {
    const both = { fields: { [field]: value }, update: { [field]: [verb] } };
    await expectShapeRefused(wall, wall.alpha, [edit(both), edit(both, issues.omega1.key)], 400);
    await expectShapeRefused(wall, wall.alpha, [create({ [field]: value }, { update: { [field]: [verb] } })], 400);
    expect((await wall.send(wall.alpha, editField(field, value))).status).toBe(204);
  });

  test.each([
    ['historyMetadata', { historyMetadata: { type: 'x', actor: { id: 'someone' } } }],
    ['properties', { properties: [{ key: 'mark', value: 1 }] }],
    ['transition', { transition: { id: '41' } }],
    ['an invented member', { __proto__x: 1 }],
    ['constructor', { constructor: { id: 1 } }],
  ])('C-WRITE-15 · a member of the body that is not offered is refused · %s', async (_, member) => {
    const part = { fields: { summary: 'Other' } };
    await expectShapeRefused(
      wall,
      wall.alpha,
      [edit({ ...part, ...member }), edit({ ...part, ...member }, 'OMEGA-1')],
      400,
    );
    await expectShapeRefused(wall, wall.alpha, [create({}, member)], 400);
    await expectWritten(wall, wall.alpha, edit(part), { status: 204, body: part });
    expect(issueNow(issues.plain.id)?.history.at(-1)?.historyMetadata).toEqual(historyOf(wall.alpha));
  });

  test.each(['overrideScreenSecurity=true', 'overrideEditableFlag=true', 'notifyUsers=false', 'expand=names', 'x=1'])(
    'C-WRITE-16 · a power of the app is not offered · %s',
    async (query) => {
      const asked = (issue: string) => ({ ...edit({ fields: { summary: 'x' } }), path: `${ISSUES}/${issue}?${query}` });
      await expectShapeRefused(wall, wall.alpha, [asked('ALPHA-24'), asked('OMEGA-1'), asked('NOPES-1')], 400);
    },
  );

  test('C-WRITE-16 · harmless values are not sent on, and an edited issue is shown filtered', async () => {
    const query = 'overrideScreenSecurity=false&overrideEditableFlag=false&notifyUsers=true&returnIssue=true';
    const request = { ...edit({ fields: { labels: ['x'] } }), path: `${ISSUES}/${issues.alpha1.key}?${query}` };
    const answer = await expectWritten(wall, wall.alpha, request, {
      status: 200,
      path: `${ISSUES}/${issues.alpha1.id}`,
      query: [['returnIssue', 'true']],
    });
    expect(answer.json.key).toBe('ALPHA-1');
    expect(answer.json.fields.labels).toEqual(['x']);
    // ALPHA-1 blocks ALPHA-2 and an issue of OMEGA.
    expect(answer.json.fields.issuelinks.map(({ id }: { id: string }) => id)).toEqual([FIXTURE.links.within]);
  });
});

describe('an issue named in a field', () => {
  const epicLink = fields.epicLink;
  const parents: readonly (readonly [string, (spelling: { key: string } | { id: string }) => Sent])[] = [
    ['parent on create', (one) => create({ parent: one })],
    ['parent of a subtask', (one) => create({ parent: one, issuetype: SUBTASK })],
    ['parent on edit', (one) => editField('parent', one)],
    ['parent by a verb', (one) => update('parent', { set: one })],
  ];
  const pairs = [
    ['foreign key', { key: issues.omegaEpic.key }, { key: missing.omegaKey }],
    ['foreign key in small letters', { key: 'omega-5' }, { key: 'omega-99999' }],
    ['foreign id', { id: issues.omegaEpic.id }, { id: missing.issueId }],
    ['key of one that moved away', { key: issues.movedOut.formerKey }, { key: missing.alphaKey }],
    ['key under which one came in', { key: issues.movedIn.formerKey }, { key: missing.omegaKey }],
    ['id of one that moved away', { id: issues.movedOut.id }, { id: missing.issueId }],
    ['one with a security level', { key: issues.secret.key }, { key: missing.alphaKey }],
  ] as const;
  const cases = parents.flatMap(([where, request]) => pairs.map((pair) => ({ where, request, how: pair[0], pair })));

  test.each(cases)('C-WRITE-04 · foreign is as good as none · $where · $how', async ({ request, pair }) => {
    await expectRefusedAlike(wall, wall.alpha, request(pair[1]), request(pair[2]), 404);
  });

  test.each([
    ['on create', (key: string) => create({ [epicLink]: key })],
    ['on edit', (key: string) => editField(epicLink, key)],
    ['by a verb', (key: string) => update(epicLink, { set: key })],
  ])('C-WRITE-04 · Epic Link by its field id · %s', async (_, request) => {
    const status = (await wall.send(wall.alpha, request(missing.omegaKey))).status;
    expect([400, 404]).toContain(status);
    await expectRefusedAlike(wall, wall.alpha, request(issues.omegaEpic.key), request(missing.omegaKey), status);
    await expectRefusedAlike(wall, wall.alpha, request('ALPHA-7'), request(missing.alphaKey), status);
    const answer = await wall.send(wall.alpha, request('alpha-5'));
    expect(answer.status).toBeLessThan(300);
    const changed = issueNow(answer.json?.id ?? issues.plain.id);
    expect(changed?.custom[epicLink]).toBe(issues.epic.key);
  });

  test.each(['Epic Link', 'Parent Link', 'customfield_010014', 'Parent', 'PARENT', 'epic', 'customfield_10014 '])(
    'C-WRITE-04 · a field goes by its id only · %s',
    async (name) => {
      const by = (key: string) => [editField(name, key), editField(name, { key }), create({ [name]: key })];
      for (const index of [0, 1, 2]) {
        const requests = ['ALPHA-5', 'OMEGA-5', 'OMEGA-99999'].flatMap((key) => by(key)[index] ?? []);
        await expectShapeRefused(wall, wall.alpha, requests, 400);
      }
    },
  );

  test.each([
    ['a string', 'OMEGA-5'],
    ['a list', [{ key: 'OMEGA-5' }]],
    ['both', { id: '11005', key: 'OMEGA-5' }],
  ])('C-WRITE-04 · a parent in another form is refused · %s', async (_, value) => {
    await expectShapeRefused(wall, wall.alpha, [editField('parent', value), editField('parent', value)], 400);
  });

  test.each([
    ['key', { key: issues.epic.key }],
    ['small letters', { key: 'alpha-5' }],
    ['id', { id: issues.epic.id }],
  ])('C-WRITE-04 · an own parent goes as its id · %s', async (_, parent) => {
    await expectWritten(wall, wall.alpha, editField('parent', parent), {
      status: 204,
      path: `${ISSUES}/${issues.plain.id}`,
      body: { fields: { parent: { id: issues.epic.id } } },
    });
    expect(issueNow(issues.plain.id)?.parentId).toBe(issues.epic.id);
  });

  test('C-WRITE-04 · a relation needs the right at both ends: an issue of a project for reading is no parent', async () => {
    const beta = { key: issues.beta1.key };
    for (const request of [editField('parent', beta), create({ parent: beta }), editField(epicLink, beta.key)]) {
      await expectIntact(wall, async () => {
        const answer = await wall.send(wall.mixed, request);
        expect([400, 403]).toContain(answer.status);
        expect(writesOf(answer)).toEqual([]);
      }, []);
    }
    expect((await wall.send(wall.mixed, editField('parent', { key: issues.epic.key }))).status).toBe(204);
  });

  test('C-WRITE-28 · a subtask goes below an own issue, and a clone links to an own issue', async () => {
    const parent = { key: issues.alpha2.key };
    const link = { add: { type: { name: 'Cloners' }, outwardIssue: { key: issues.alpha3.key } } };
    const answer = await expectWritten(
      wall,
      wall.alpha,
      create({ parent, issuetype: SUBTASK }, { update: { issuelinks: [link] } }),
      { status: 201 },
    );
    expect(newestOf('10001')).toMatchObject({ id: answer.json.id, parentId: issues.alpha2.id });
    expect([...wall.site.jira.state().links.values()].at(-1)).toMatchObject({ typeId: '10413' });
  });
});
