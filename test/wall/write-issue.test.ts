/**
 * What is done to an issue as a whole: transitions, deletion, assignment, and the address under which each write
 * reaches Jira. What is refused leaves no trace, and its sibling is in the state.
 */
import { put } from '../../local/jira/change';
import { EVERYTHING, FIXTURE, type Key, openWall, type Sent, type Wall } from './site';
import {
  BLOCKS,
  comment,
  edit,
  expectRefusedAlike,
  expectShapeRefused,
  expectWritten,
  ISSUES,
  TEXT,
  transition,
  writesOf,
} from './write-case';

const { issues, missing, people } = FIXTURE;

let wall: Wall;
/** ALPHA with every permission but one. */
let without: Readonly<Record<'comment:create' | 'issue:link' | 'issue:assign', Key>>;
beforeAll(async () => {
  // The clock stands still, so that no list of names grows old between two twins.
  wall = await openWall({ now: Date.parse('2026-11-25T12:00:00Z') });
  const but = async (permission: string) => {
    const key = await wall.issue([
      { projectId: '10001', permissions: EVERYTHING.filter((each) => each !== permission) },
    ]);
    await wall.send(key, { method: 'GET', path: `${ISSUES}/ALPHA-24` });
    return key;
  };
  without = {
    'comment:create': await but('comment:create'),
    'issue:link': await but('issue:link'),
    'issue:assign': await but('issue:assign'),
  };
});
beforeEach(() => wall.reset());
afterAll(() => wall.stop());

const state = () => wall.site.jira.state();

describe('transitions, deletion and assignment', () => {
  test("C-WRITE-25 · a transition must be in the issue's own list", async () => {
    const by = (id: unknown) => transition('ALPHA-24', { transition: { id } });
    // 31 is of the same workflow, but starts elsewhere.
    await expectRefusedAlike(wall, wall.alpha, by('31'), by('9999'), 400);
    await expectShapeRefused(wall, wall.alpha, [by(['21']), by({})], 400);
    await expectWritten(wall, wall.alpha, by('21'), {
      status: 204,
      path: `${ISSUES}/11024/transitions`,
      body: { transition: { id: '21' } },
    });
    expect(state().issues.get('11024')?.statusId).toBe('10201');
  });

  test('C-WRITE-25 · each side write of a transition needs its own right', async () => {
    const cases = [
      ['comment:create', { update: { comment: [{ add: { body: TEXT } }] } }],
      ['issue:link', { update: { issuelinks: [{ add: { ...BLOCKS, outwardIssue: { key: 'ALPHA-3' } } }] } }],
      ['issue:assign', { fields: { assignee: { accountId: people.colleague } } }],
      ['issue:assign', { update: { assignee: [{ set: { accountId: people.colleague } }] } }],
    ] as const;
    for (const [permission, part] of cases) {
      await expectShapeRefused(
        wall,
        without[permission],
        [transition('ALPHA-24', part), transition('OMEGA-1', part)],
        403,
      );
      wall.reset();
      await expectWritten(wall, wall.alpha, transition('ALPHA-24', part), { status: 204 });
    }
    await expectShapeRefused(wall, wall.alpha, [transition('ALPHA-24', { historyMetadata: { type: 'x' } })], 400);
    await expectShapeRefused(
      wall,
      wall.alpha,
      [
        transition('ALPHA-24', { fields: { parent: { key: 'ALPHA-5' } } }),
        transition('ALPHA-24', { fields: { parent: { key: 'OMEGA-5' } } }),
      ],
      400,
    );
  });

  test('C-WRITE-27 · subtasks go with an issue only if the key may delete each of them', async () => {
    const remove = (key: string): Sent => ({ method: 'DELETE', path: `${ISSUES}/${key}?deleteSubtasks=true` });
    // ALPHA-1 has a subtask of its own project and one in OMEGA.
    const answer = await wall.send(wall.alpha, remove('ALPHA-1'));
    expect({ status: answer.status, writes: writesOf(answer) }).toEqual({ status: 403, writes: [] });
    await expectRefusedAlike(wall, wall.alpha, remove('OMEGA-1'), remove(missing.omegaKey), 404);
    const fields = {
      project: { id: '10001' },
      issuetype: { id: '10104' },
      summary: 'Part',
      parent: { key: 'ALPHA-24' },
    };
    const made = await wall.send(wall.alpha, { method: 'POST', path: ISSUES, body: { fields } });
    await expectWritten(wall, wall.alpha, remove('ALPHA-24'), {
      status: 204,
      path: `${ISSUES}/11024`,
      query: [['deleteSubtasks', 'true']],
    });
    expect([state().issues.has('11024'), state().issues.has(made.json.id)]).toEqual([false, false]);
  });

  test('C-WRITE-27 · an issue whose subtasks are out of reach is not deleted, and the refusal says so by each form of the call', async () => {
    const own = state().issues.get(issues.subtask.id);
    if (own === undefined) throw new Error('the fixture has it');
    // Answers show no subtask of ALPHA-1 any more; the one that is left is in OMEGA.
    wall.site.restore(put(wall.site.fork(), 'issues', { ...own, parentId: null }));
    const shown = await wall.send(wall.alpha, { method: 'GET', path: `${ISSUES}/ALPHA-1?fields=subtasks` });
    expect(shown.json.fields).toEqual({ subtasks: [] });
    for (const query of ['', '?deleteSubtasks=false', '?deleteSubtasks=true']) {
      const answer = await wall.send(wall.alpha, { method: 'DELETE', path: `${ISSUES}/ALPHA-1${query}` });
      expect([query, answer.status, answer.json.rule]).toEqual([query, 403, 'subtasks_out_of_reach']);
      expect(writesOf(answer)).toEqual([]);
    }
    wall.reset();
    // Jira itself says that subtasks in reach have to go along.
    const fields = {
      project: { id: '10001' },
      issuetype: { id: '10104' },
      summary: 'Part',
      parent: { key: 'ALPHA-24' },
    };
    expect((await wall.send(wall.alpha, { method: 'POST', path: ISSUES, body: { fields } })).status).toBe(201);
    const plain = await wall.send(wall.alpha, { method: 'DELETE', path: `${ISSUES}/ALPHA-24` });
    expect([plain.status, plain.json.rule]).toEqual([400, 'upstream_rejected']);
    await expectWritten(wall, wall.alpha, { method: 'DELETE', path: `${ISSUES}/ALPHA-31` }, { status: 204 });
  });

  test('C-WRITE-29 · an assignee is an account of the project, in one form', async () => {
    const assign = (body: unknown): Sent => ({ method: 'PUT', path: `${ISSUES}/ALPHA-24/assignee`, body });
    await expectRefusedAlike(
      wall,
      wall.alpha,
      assign({ accountId: people.outsider }),
      assign({ accountId: people.nobody }),
      400,
    );
    await expectRefusedAlike(
      wall,
      wall.alpha,
      assign({ accountId: people.leaver }),
      assign({ accountId: people.nobody }),
      400,
    );
    for (const body of [
      { name: 'outsider' },
      { key: 'outsider' },
      { accountId: [people.member] },
      { accountId: people.member, name: 'x' },
      [people.member],
    ])
      await expectShapeRefused(wall, wall.alpha, [assign(body)], 400);
    await expectWritten(wall, wall.alpha, assign({ accountId: people.colleague }), {
      status: 204,
      path: `${ISSUES}/11024/assignee`,
      body: { accountId: people.colleague },
    });
    expect(state().issues.get('11024')?.assignee).toBe(people.colleague);
    await expectWritten(wall, wall.alpha, assign({ accountId: null }), { status: 204 });
    expect(state().issues.get('11024')?.assignee).toBeNull();
  });

  const writes: readonly (readonly [string, number, (issue: string) => Sent])[] = [
    ['edit', 204, (issue) => edit({ fields: { summary: 'Other' } }, issue)],
    ['delete', 204, (issue) => ({ method: 'DELETE', path: `${ISSUES}/${issue}` })],
    ['assign', 204, (issue) => ({ method: 'PUT', path: `${ISSUES}/${issue}/assignee`, body: { accountId: null } })],
    ['transition', 204, (issue) => transition(issue, {})],
    ['comment', 201, (issue) => comment(issue, { body: TEXT })],
  ];
  const addresses = [
    [issues.omega1.key, missing.omegaKey],
    [issues.omega1.id, missing.issueId],
    [issues.movedOut.formerKey, missing.alphaKey],
    [issues.movedIn.formerKey, missing.omegaKey],
    [issues.secret.key, missing.alphaKey],
    [issues.blocked1.key, 'BLOCK-9'],
    [issues.trash1.key, 'TRASH-9'],
    [issues.vault1.key, 'VAULT-9'],
    [issues.gamma1.formerKey, 'DELTA-9'],
  ] as const;

  test.each(
    writes.flatMap(([name, , request]) => addresses.map(([foreign, never]) => ({ name, foreign, never, request }))),
  )('C-SIDE-01 · a $name of $foreign is as one of $never', async ({ foreign, never, request }) => {
    await expectRefusedAlike(wall, wall.alpha, request(foreign), request(never), 404);
  });

  test.each(
    writes.flatMap(([name, status, request]) =>
      // Deleting ALPHA-3 also takes its link off an issue of BETA, so that is not asked for here.
      (name === 'delete' ? ['ALPHA-24', 'alpha-24', '11024'] : ['ALPHA-24', 'alpha-24', '11024', 'OLDAL-3']).map(
        (spelling) => ({ name, status, request, spelling }),
      ),
    ),
  )('C-TOCTOU-03 · a $name of $spelling goes by the numeric id', async ({ status, request, spelling }) => {
    const answer = await expectWritten(wall, wall.alpha, request(spelling), { status });
    const path = writesOf(answer)[0]?.path ?? '';
    expect(path.replace(ISSUES, '').split('/')[1]).toBe(spelling === 'OLDAL-3' ? issues.alpha3.id : issues.plain.id);
  });

  test('C-SIDE-01 · a key without the verb gets one refusal for all references', async () => {
    for (const [, , request] of writes)
      await expectShapeRefused(wall, wall.reader, ['ALPHA-24', 'OMEGA-1', '20001', 'NOPES-1'].map(request), 403);
  });
});
