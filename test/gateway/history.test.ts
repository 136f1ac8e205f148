/**
 * For Jira all keys are one account. Its history says which key it was all the same, and no key hears of another by it.
 */
import { call, get } from '../wall/issue-operations';
import { EVERYTHING, FIXTURE, type Key, openWall, type Sent, type Wall } from '../wall/site';
import { historyOf, writesOf } from '../wall/write-case';

const { issues, projects } = FIXTURE;
const plain = issues.plain;
/** A name is one line of visible text, and may hold whatever JSON has to escape. */
const NAME = 'Nightwatch "bot" \\ Größe 完';

let wall: Wall;
let bot: Key;
let other: Key;
beforeAll(async () => {
  wall = await openWall();
  const grants = [{ projectId: projects.alpha.id, permissions: EVERYTHING }];
  bot = await wall.issue(grants, { name: NAME });
  other = await wall.issue(grants, { name: 'Other' });
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

const last = () => wall.site.fork().issues.get(plain.id)?.history.at(-1)?.historyMetadata;
const edit: Sent = call('PUT', '3', `issue/${plain.key}`, { fields: { summary: 'New' } });
const transition: Sent = call('POST', '3', `issue/${plain.key}/transitions`, { transition: { id: '21' } });

test.each([
  ['an edit', edit, 204],
  ['an edit in version 2', call('PUT', '2', `issue/${plain.key}`, { fields: { summary: 'New' } }), 204],
  ['a transition', transition, 204],
])("Jira's history names the key behind %s", async (_, sent, status) => {
  expect((await wall.send(bot, sent)).status).toBe(status);
  expect(last()).toEqual(historyOf(bot, NAME));
  wall.reset();
  expect((await wall.send(other, sent)).status).toBe(status);
  expect(last()).toEqual(historyOf(other, 'Other'));
});

test('a new issue says who made it', async () => {
  const fields = { project: { id: projects.alpha.id }, issuetype: { name: 'Task' }, summary: 'New' };
  const answer = await wall.send(bot, call('POST', '3', 'issue', { fields }));
  expect(answer.status).toBe(201);
  expect(writesOf(answer)[0]?.body).toMatchObject({ historyMetadata: historyOf(bot, NAME) });
});

test.each([
  ['an assignment', call('PUT', '3', `issue/${plain.key}/assignee`, { accountId: null })],
  [
    'a comment',
    call('POST', '3', `issue/${plain.key}/comment`, {
      body: { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Hello' }] }] },
    }),
  ],
])('%s has no place for it in Jira, and goes out as it is', async (_, sent) => {
  const answer = await wall.send(bot, sent);
  expect(answer.status).toBeLessThan(300);
  expect(JSON.stringify(writesOf(answer))).not.toContain('historyMetadata');
});

test('no answer tells a key of the one that was there before', async () => {
  expect((await wall.send(bot, edit)).status).toBe(204);
  expect((await wall.send(bot, transition)).status).toBe(204);
  const answers = [
    await wall.send(other, get('3', `issue/${plain.key}?fields=*all&expand=names,schema,transitions`)),
    await wall.send(other, get('3', `issue/${plain.key}?expand=changelog`)),
    await wall.send(other, call('POST', '3', 'search/jql', { jql: `key = ${plain.key}`, fields: ['*all'] })),
    await wall.send(other, { ...edit, path: `${edit.path}?returnIssue=true` }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  // The history itself is there, without what it says of who wrote it.
  expect(answers[1]?.json?.changelog?.histories?.length).toBeGreaterThan(0);
  for (const { text } of answers) {
    for (const told of [bot.id, 'Nightwatch', 'historyMetadata']) expect(text).not.toContain(told);
  }
});

test.each([edit, transition, call('POST', '3', 'issue', { fields: { project: { id: projects.alpha.id } } })])(
  'a caller does not choose what the history says · %j',
  async (sent) => {
    const own = { ...sent, body: { ...Object(sent.body), historyMetadata: historyOf(other, 'Other') } };
    const answer = await wall.send(bot, own);
    expect([answer.status, answer.json.rule, answer.calls]).toEqual([400, 'body_not_offered', []]);
  },
);
