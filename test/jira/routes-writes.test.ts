/** What writes do to the simulated Jira's state, what they answer, and whom they tell. */
import { deleteProject } from '../../local/jira/change';
import type { ProductEvent } from '../../local/jira/jira';
import { FIXTURE } from '../../local/jira/seeds/fixture';
import { at, doc, person, site } from './routes-asking';

const { issues, projects, people, comments, links, fields, options, versions, components, sprints } = FIXTURE;

const fresh = (more: Record<string, unknown> = {}) => ({
  project: { id: projects.alpha.id },
  issuetype: { name: 'Task' },
  summary: 'A new one',
  ...more,
});

describe('a new issue', () => {
  test.each([
    ['by project id', { id: projects.alpha.id }, 'ALPHA'],
    ['by project key', { key: 'alpha' }, 'ALPHA'],
    ['by project name', { name: 'Alpha' }, 'ALPHA'],
    ['by the last of two members', { id: projects.alpha.id, key: 'OMEGA' }, 'OMEGA'],
    ['by a bare text', 'OMEGA', 'OMEGA'],
    ['by the last of a list', [{ id: projects.alpha.id }, { key: 'OMEGA' }], 'OMEGA'],
  ])('goes where it is sent: %s', async (_name, project, key) => {
    const { ask } = site();
    const answer = await ask('POST /issue', { fields: fresh({ project }) });
    expect([answer.status, String(at(answer.json, 'key')).split('-')[0]]).toEqual([201, key]);
  });

  test('goes where the last of two equal members sends it, or the first by switch, or nowhere', async () => {
    const body = `{"fields":{"summary":"x","issuetype":{"name":"Task"},"project":{"key":"ALPHA"},"pro\\u006aect":{"key":"OMEGA"}}}`;
    const key = async (form: 'last' | 'first' | 'strict') => {
      const answer = await site({ 'json.reader': form }).ask('POST /issue', body);
      return answer.status === 201 ? String(at(answer.json, 'key')).split('-')[0] : answer.status;
    };
    expect([await key('last'), await key('first'), await key('strict')]).toEqual(['OMEGA', 'ALPHA', 400]);
  });

  test('takes every field in its spellings', async () => {
    const { ask, jira } = site();
    const answer = await ask('POST /issue', {
      fields: fresh({
        description: doc('Words'),
        priority: { name: 'High' },
        labels: ['one', 'two'],
        assignee: { accountId: people.member },
        reporter: { id: people.colleague },
        duedate: '2026-12-24',
        components: [{ name: jira.state().components.get(components.alpha1)?.name }],
        fixVersions: [{ id: versions.alpha1 }],
        parent: { key: issues.epic.key },
        [fields.severity]: { value: 'Major' },
        [fields.channels]: [{ id: options.web }, { value: 'Shop' }],
        [fields.points]: 5,
        'Target date': '2026-11-11',
        [fields.approver]: { accountId: people.alphaAdmin },
        [fields.projectPicker]: { key: projects.omega.key },
        [fields.sprint]: sprints.alphaFuture,
        [fields.epicLink]: issues.epic.key,
      }),
      update: {
        comment: [{ add: { body: doc('First words') } }],
        issuelinks: [{ add: { type: { name: 'Blocks' }, outwardIssue: { key: issues.omega1.key } } }],
      },
      properties: [{ key: 'p', value: { a: 1 } }],
    });
    expect(answer.text).toContain('"key"');
    const issue = jira.state().issues.get(String(at(answer.json, 'id')));
    expect(issue).toMatchObject({
      labels: ['one', 'two'],
      assignee: people.member,
      reporter: people.colleague,
      dueDate: '2026-12-24',
      componentIds: [components.alpha1],
      fixVersionIds: [versions.alpha1],
      parentId: issues.epic.id,
      sprintIds: [sprints.alphaFuture],
      properties: { p: { a: 1 } },
      custom: {
        [fields.severity]: options.major,
        [fields.channels]: [options.web, options.shop],
        [fields.points]: 5,
        [fields.targetDate]: '2026-11-11',
        [fields.approver]: people.alphaAdmin,
        [fields.projectPicker]: projects.omega.id,
        [fields.epicLink]: issues.epic.key,
      },
    });
    const shown = await ask(`GET /issue/${issue?.key}?fields=comment,issuelinks`);
    expect(at(shown.json, 'fields.comment.total')).toBe(1);
    expect(at(shown.json, 'fields.issuelinks.0.outwardIssue.key')).toBe(issues.omega1.key);
  });

  test.each([
    ['no summary', fresh({ summary: '' }), 'summary', 'You must specify a summary of the issue.'],
    ['no project', { summary: 'x' }, 'project', 'project is required'],
    ['an unknown project', fresh({ project: { key: 'NOPES' } }), 'project', 'valid project is required'],
    [
      'an unknown field',
      fresh({ customfield_10099: 1 }),
      'customfield_10099',
      "Field 'customfield_10099' cannot be set. It is not on the appropriate screen, or unknown.",
    ],
    [
      'a string where a document is due',
      fresh({ description: 'x' }),
      'description',
      'Operation value must be an Atlassian Document (see the Atlassian Document Format)',
    ],
    ['an unknown parent', fresh({ parent: { key: 'NOPES-1' } }), 'parent', 'Could not find issue by id or key.'],
    [
      'a parent of its own level',
      fresh({ parent: { key: issues.plain.key } }),
      'parentId',
      'Given parent work item does not belong to appropriate hierarchy.',
    ],
    [
      'an unknown person',
      fresh({ assignee: { accountId: people.nobody } }),
      'assignee',
      `User '${people.nobody}' cannot be assigned issues.`,
    ],
    ['a label with a space', fresh({ labels: ['a b'] }), 'labels', "The label 'a b' contains spaces which is invalid."],
    ['an unknown version', fresh({ fixVersions: [{ name: '9.9' }] }), 'fixVersions', "Version name '9.9' is not valid"],
    ['a sprint as text', fresh({ [fields.sprint]: '1001' }), fields.sprint, 'Number value expected as the Sprint id.'],
  ])('is refused with %s', async (_name, body, field, text) => {
    const { ask, jira } = site();
    const before = jira.state();
    const answer = await ask('POST /issue', { fields: body });
    expect([answer.status, at(at(answer.json, 'errors'), field)]).toEqual([400, text]);
    expect(jira.state()).toBe(before);
  });

  test('takes text in version 2 and refuses a document there', async () => {
    const { ask } = site();
    expect((await ask('POST /rest/api/2/issue', { fields: fresh({ description: 'x' }) })).status).toBe(201);
    expect((await ask('POST /rest/api/2/issue', { fields: fresh({ description: doc('x') }) })).status).toBe(400);
  });

  test('is made by people who may, and by them alone', async () => {
    const { ask } = site();
    expect((await ask('POST /issue', { fields: fresh() }, person('member'))).status).toBe(201);
    expect((await ask('POST /issue', { fields: fresh() }, person('outsider'))).status).toBe(400);
  });

  test('among many is made although others are refused', async () => {
    const answer = await site().ask('POST /issue/bulk', {
      issueUpdates: [{ fields: fresh() }, { fields: fresh({ summary: '' }) }],
    });
    expect([answer.status, at(answer.json, 'errors.0.failedElementNumber')]).toEqual([201, 1]);
    expect((await site().ask('POST /issue/bulk', { issueUpdates: [{ fields: {} }] })).status).toBe(400);
  });
});

describe('an edit', () => {
  test('sets, adds and removes by verb, and writes history', async () => {
    const { ask, jira } = site();
    await ask(`PUT /issue/${issues.plain.id}`, { fields: { labels: ['a', 'b'] } });
    const answer = await ask(`PUT /issue/${issues.plain.id}`, {
      update: { labels: [{ add: 'c' }, { remove: 'a' }], summary: [{ set: 'Other words' }] },
    });
    expect([answer.status, answer.text]).toEqual([204, '']);
    const issue = jira.state().issues.get(issues.plain.id);
    expect(issue).toMatchObject({ labels: ['b', 'c'], summary: 'Other words' });
    expect(issue?.history.at(-1)?.items.map((item) => item.field)).toEqual(
      expect.arrayContaining(['summary', 'labels']),
    );
  });

  test('returns the issue when asked to', async () => {
    const answer = await site().ask(`PUT /issue/${issues.plain.id}?returnIssue=true`, { fields: { summary: 'Seen' } });
    expect([answer.status, at(answer.json, 'fields.summary')]).toEqual([200, 'Seen']);
  });

  test('moves the issue when it names another project', async () => {
    const { ask, jira } = site();
    await ask(`PUT /issue/${issues.plain.id}`, { fields: { project: { key: 'OMEGA' } } });
    expect(jira.state().issues.get(issues.plain.id)?.projectId).toBe(projects.omega.id);
  });

  test.each([
    ['follows', 204],
    ['404', 404],
  ] as const)('by a former key %s', async (form, status) => {
    const answer = await site({ 'write.oldKey': form }).ask(`PUT /issue/${issues.movedOut.formerKey}`, {
      fields: { summary: 'x' },
    });
    expect(answer.status).toBe(status);
  });

  test.each([
    ['400', 400],
    ['403', 403],
    ['204', 204],
  ] as const)('without the right answers %s and changes nothing', async (form, status) => {
    const { ask, jira } = site({ 'edit.forbidden': form });
    const denied = jira.state().projects.get(projects.alpha.id);
    if (denied === undefined) throw new Error('no ALPHA');
    jira.replaceState({
      ...jira.state(),
      projects: new Map(jira.state().projects).set(denied.id, {
        ...denied,
        permissions: { ...denied.permissions, EDIT_ISSUES: [] },
      }),
    });
    const before = jira.state();
    const answer = await ask(`PUT /issue/${issues.plain.id}`, { fields: { summary: 'x' } }, person('member'));
    expect([answer.status, jira.state() === before]).toEqual([status, true]);
  });

  test.each([
    ['403', 403],
    ['ignored', 204],
    ['400', 400],
  ] as const)('in silence by someone who does not administer the project: %s', async (form, status) => {
    const ask = site({ 'notify.forbidden': form }).ask;
    expect(
      (await ask(`PUT /issue/${issues.plain.id}?notifyUsers=false`, { fields: { summary: 'x' } }, person('member')))
        .status,
    ).toBe(status);
    expect(
      (await ask(`PUT /issue/${issues.plain.id}?notifyUsers=false`, { fields: { summary: 'x' } }, person('alphaAdmin')))
        .status,
    ).toBe(204);
  });

  test.each([
    ['get-200-write-400', 200, 400],
    ['404', 404, 404],
    ['get-200-write-403', 200, 403],
  ] as const)('of an archived issue: %s', async (form, get, put) => {
    const { ask } = site({ 'archived.issue': form });
    expect((await ask(`GET /issue/${issues.archived.key}`)).status).toBe(get);
    expect((await ask(`PUT /issue/${issues.archived.key}`, { fields: { summary: 'x' } })).status).toBe(put);
  });

  test('makes the writer a watcher by switch', async () => {
    const watchers = async (autowatch: 'on' | 'off') => {
      const { ask, jira } = site({ autowatch });
      await ask(`PUT /issue/${issues.plain.id}`, { fields: { summary: 'x' } });
      return jira.state().issues.get(issues.plain.id)?.watchers.includes(people.app);
    };
    expect([await watchers('on'), await watchers('off')]).toEqual([true, false]);
  });
});

describe('assigning', () => {
  test.each([
    ['a person', { accountId: people.colleague }, 204, people.colleague],
    ['nobody', { accountId: null }, 204, null],
    ['an unknown account', { accountId: people.nobody }, 400, undefined],
  ])('%s', async (_name, body, status, assignee) => {
    const { ask, jira } = site();
    const answer = await ask(`PUT /issue/${issues.plain.id}/assignee`, body);
    expect(answer.status).toBe(status);
    if (assignee !== undefined) expect(jira.state().issues.get(issues.plain.id)?.assignee).toBe(assignee);
  });
});

describe('transitions', () => {
  test('are listed and done, with fields and a comment', async () => {
    const { ask, jira } = site();
    const listed = (await ask(`GET /issue/${issues.plain.id}/transitions`)).json;
    const id = at(listed, 'transitions.0.id');
    const to = at(listed, 'transitions.0.to.id');
    const answer = await ask(`POST /issue/${issues.plain.id}/transitions`, {
      transition: { id },
      fields: { assignee: { accountId: people.member } },
      update: { comment: [{ add: { body: doc('Moved') } }] },
    });
    expect(answer.status).toBe(204);
    expect(jira.state().issues.get(issues.plain.id)).toMatchObject({ statusId: to, assignee: people.member });
    expect(
      [...jira.state().comments.values()].some(
        (one) => one.issueId === issues.plain.id && JSON.stringify(one.body).includes('Moved'),
      ),
    ).toBe(true);
  });

  test.each([
    ['999', "Transition id '999' is not valid for this issue."],
    ['abc', "'transition' identifier must be an integer"],
  ])('by %s are refused', async (id, text) => {
    const answer = await site().ask(`POST /issue/${issues.plain.id}/transitions`, { transition: { id } });
    expect([answer.status, at(answer.json, 'errorMessages.0')]).toEqual([400, text]);
  });
});

describe('comments', () => {
  test('are written, changed and removed', async () => {
    const { ask, jira } = site();
    const path = `/issue/${issues.plain.id}/comment`;
    const made = await ask(`POST ${path}`, {
      body: doc('One'),
      visibility: { type: 'role', value: 'Administrators' },
      properties: [{ key: 'sd.public.comment', value: { internal: true } }],
    });
    const id = String(at(made.json, 'id'));
    expect([made.status, at(made.json, 'visibility.value'), at(made.json, 'jsdPublic')]).toEqual([
      201,
      'Administrators',
      false,
    ]);
    expect(made.headers.location).toContain(`/comment/${id}`);
    expect(at((await ask(`PUT ${path}/${id}`, { body: doc('Two') })).json, 'body.content.0.content.0.text')).toBe(
      'Two',
    );
    expect((await ask(`DELETE ${path}/${id}`)).status).toBe(204);
    expect(jira.state().comments.has(id)).toBe(false);
  });

  test('that are empty are refused', async () => {
    const answer = await site().ask(`POST /issue/${issues.plain.id}/comment`, {
      body: { type: 'doc', version: 1, content: [] },
    });
    expect([answer.status, at(answer.json, 'errors.comment')]).toEqual([400, 'Comment body can not be empty!']);
  });

  test('are changed by their author, and not by a colleague', async () => {
    const { ask, jira } = site();
    const comment = jira.state().comments.get(comments.alpha1);
    const line = `PUT /issue/${comment?.issueId}/comment/${comments.alpha1}`;
    expect(comment?.authorAccountId).toBe(people.member);
    expect((await ask(line, { body: doc('x') }, person('member'))).status).toBe(200);
    expect((await ask(line, { body: doc('x') }, person('colleague'))).status).toBe(400);
  });
});

describe('links', () => {
  const body = {
    type: { name: 'Blocks' },
    inwardIssue: { key: issues.plain.key },
    outwardIssue: { key: issues.omega1.key },
  };

  test.each([
    ['201', 201],
    ['200', 200],
  ] as const)('are made with an empty answer, %s', async (form, status) => {
    const { ask, jira } = site({ 'link.created': form });
    const answer = await ask('POST /issueLink', { ...body, comment: { body: doc('Linked') } });
    expect([answer.status, answer.text]).toEqual([status, '']);
    const again = await ask('POST /issueLink', { ...body, comment: { body: doc('Linked') } });
    expect(again.status).toBe(status);
    const made = [...jira.state().links.values()].filter(
      (link) => link.inwardIssueId === issues.plain.id && link.outwardIssueId === issues.omega1.id,
    );
    const written = [...jira.state().comments.values()].filter(
      (one) => one.issueId === issues.omega1.id && JSON.stringify(one.body).includes('Linked'),
    );
    expect([made.length, written.length]).toEqual([1, 2]);
  });

  test.each([
    ['an unknown end', { ...body, outwardIssue: { key: 'NOPES-1' } }],
    ['an unknown type', { ...body, type: { name: 'Nothing' } }],
  ])('are refused with %s', async (_name, wrong) => {
    expect((await site().ask('POST /issueLink', wrong)).status).toBe(404);
  });

  test('are read with both ends and removed by bare number', async () => {
    const { ask, jira } = site();
    const shown = (await ask(`GET /issueLink/${links.toForeign}`)).json;
    expect([at(shown, 'inwardIssue.key'), at(shown, 'outwardIssue.key')]).toEqual([
      issues.alpha1.key,
      issues.omega1.key,
    ]);
    expect((await ask(`DELETE /issueLink/${links.foreign}`)).status).toBe(204);
    expect(jira.state().links.has(links.foreign)).toBe(false);
    expect((await ask(`DELETE /issueLink/${links.foreign}`)).status).toBe(404);
  });
});

describe('deleting', () => {
  test('an issue with subtasks needs to be told so', async () => {
    const { ask, jira } = site();
    const parent = jira.state().issues.get(issues.subtask.id)?.parentId ?? '';
    expect((await ask(`DELETE /issue/${parent}`)).status).toBe(400);
    expect((await ask(`DELETE /issue/${parent}?deleteSubtasks=true`)).status).toBe(204);
    expect([parent, issues.subtask.id].map((id) => jira.state().issues.has(id))).toEqual([false, false]);
  });
});

describe('listeners are told', () => {
  const watch = () => {
    const made = site();
    const events: ProductEvent[] = [];
    made.jira.onChange((_next, _previous, news) => events.push(...news));
    return { ...made, events, names: () => events.map((event) => event.eventType) };
  };

  test('of new, changed and deleted issues', async () => {
    const { ask, names, events } = watch();
    await ask('POST /issue', { fields: fresh() });
    await ask(`PUT /issue/${issues.plain.id}`, { fields: { summary: 'x' } });
    await ask(`DELETE /issue/${issues.plain.id}`);
    expect(names()).toEqual(['avi:jira:created:issue', 'avi:jira:updated:issue', 'avi:jira:deleted:issue']);
    expect(at(events[1]?.payload, 'changelog.items.0.field')).toBe('summary');
  });

  test('of projects that go to the bin, come back, are archived or deleted', () => {
    const { jira, names } = watch();
    const alpha = jira.state().projects.get(projects.alpha.id);
    if (alpha === undefined) throw new Error('no ALPHA');
    for (const lifecycle of ['bin', 'live', 'archived', 'live'] as const) {
      jira.replaceState({
        ...jira.state(),
        projects: new Map(jira.state().projects).set(alpha.id, { ...alpha, lifecycle }),
      });
    }
    expect(names()).toEqual([
      'avi:jira:softdeleted:project',
      'avi:jira:restored:project',
      'avi:jira:archived:project',
      'avi:jira:unarchived:project',
    ]);
    jira.replaceState(deleteProject(jira.state(), projects.omega.id));
    expect(names()).toContain('avi:jira:deleted:project');
  });

  test('of nothing by reads and refusals', async () => {
    const { ask, names } = watch();
    await ask(`GET /issue/${issues.plain.id}`);
    await ask(`PUT /issue/${issues.plain.id}`, { fields: { nothing: 1 } });
    expect(names()).toEqual([]);
  });
});

describe('faults', () => {
  test('answer in Jira’s place as often as they say, for the operation they name', async () => {
    const { ask, jira } = site();
    jira.faults.push({
      operationId: 'getIssue',
      times: 2,
      fault: { kind: 'status', status: 429, headers: { 'retry-after': '7' } },
    });
    expect((await ask('GET /serverInfo')).status).toBe(200);
    const answers = [];
    for (let n = 0; n < 3; n += 1) answers.push((await ask(`GET /issue/${issues.plain.id}`)).status);
    expect([answers, jira.faults]).toEqual([[429, 429, 200], []]);
  });

  test.each([
    ['before', 'created', 0],
    ['after', 'created', 1],
    ['after', 'not-created', 0],
  ] as const)('cut the connection %s, and a create is then %s', async (when, form, made) => {
    const { ask, jira } = site({ 'create.timeout': form });
    const before = jira.state().issues.size;
    jira.faults.push({ times: 1, fault: { kind: 'cut', when } });
    await expect(ask('POST /issue', { fields: fresh() })).rejects.toThrow('socket hang up');
    expect(jira.state().issues.size - before).toBe(made);
  });

  test('and moves between calls are placed by beforeCall', async () => {
    const { ask, jira } = site();
    const seen: string[] = [];
    jira.beforeCall = (call) => seen.push(call.path);
    await ask('GET /serverInfo');
    expect(seen).toEqual(['/rest/api/3/serverInfo']);
  });
});
