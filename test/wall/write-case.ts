/**
 * How a write is asked about: what of it reached Jira, and that a refused one left no trace anywhere.
 */
import {
  type Answer,
  comparable,
  expectIntact,
  expectNoCanary,
  expectTwins,
  FIXTURE,
  type Key,
  type Sent,
  type Wall,
} from './site';

export type Written = {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly body: unknown;
};

/** Calls of an answer that change something; a fetch of issues goes by POST and changes nothing. */
export const writesOf = (answer: Answer): readonly Written[] =>
  answer.calls
    .filter(({ method, operationId }) => method !== 'GET' && operationId !== 'bulkFetchIssues')
    .map(({ method, rawPath, query, body }) => ({
      method,
      path: rawPath.replace(/\?.*$/, ''),
      query,
      body: body === undefined || body === '' ? undefined : JSON.parse(body),
    }));

/** TWIN, WORK, CANARY and INTACT: the same refusal for both, without a write and without a trace. */
export async function expectRefusedAlike(
  wall: Wall,
  key: Key,
  foreign: Sent,
  never: Sent,
  status: number,
): Promise<Answer> {
  const [one, other] = await expectTwins(wall, key, foreign, never);
  expect(one.status).toBe(status);
  expect([...writesOf(one), ...writesOf(other)]).toEqual([]);
  await expectIntact(wall, () => wall.send(key, foreign), []);
  wall.reset();
  return one;
}

/** FIXED, NOCALL and INTACT: refused by its shape, with the same bytes whatever it refers to. */
export async function expectShapeRefused(
  wall: Wall,
  key: Key,
  requests: readonly Sent[],
  status: number,
): Promise<void> {
  const answers: Answer[] = [];
  await expectIntact(wall, async () => {
    for (const request of requests) answers.push(await wall.send(key, request));
  }, []);
  for (const answer of answers) {
    expect({ status: answer.status, calls: answer.calls }).toEqual({ status, calls: [] });
    expect(comparable(answer)).toEqual(answers[0] === undefined ? undefined : comparable(answers[0]));
    expectNoCanary(wall, answer);
  }
}

/** The sibling that succeeds: one write with exactly this path, query and body, and nothing changed outside ALPHA. */
export async function expectWritten(
  wall: Wall,
  key: Key,
  request: Sent,
  expected: Partial<Written> & { readonly status: number },
): Promise<Answer> {
  const { status, ...written } = expected;
  let answer: Answer | undefined;
  await expectIntact(wall, async () => {
    answer = await wall.send(key, request);
  });
  if (answer === undefined) throw new Error('nothing was sent');
  expect({ status: answer.status, text: answer.status < 300 ? '' : answer.text }).toEqual({ status, text: '' });
  const sent = writesOf(answer);
  expect(sent).toEqual([
    expect.objectContaining(written.body === undefined ? written : signedBy(key, written, sent[0])),
  ]);
  expectNoCanary(wall, answer);
  return answer;
}

/** Writes that Jira keeps in an issue's history carry the name of the key, which no caller can choose. */
const SIGNED = /^(?:POST \/rest\/api\/[23]\/issue|PUT \/rest\/api\/[23]\/issue\/\d+|POST .*\/transitions)$/;

/** Jira's own history says which key it was: for Jira, all keys are one account. */
export const historyOf = ({ id }: Key, name = 'Wall') => ({
  type: 'scoped-keys',
  description: `API key ${name}`,
  actor: { id, type: 'api-key', displayName: name },
});

const signedBy = (key: Key, expected: Partial<Written>, sent: Written | undefined): Partial<Written> =>
  SIGNED.test(`${sent?.method} ${sent?.path}`)
    ? { ...expected, body: { ...Object(expected.body), historyMetadata: historyOf(key) } }
    : expected;

/** Requests about issues: a Task in ALPHA, an edit of a plain issue. */
export const ISSUES = '/rest/api/3/issue';
export const create = (more: object, rest: object = {}): Sent => ({
  method: 'POST',
  path: ISSUES,
  body: { fields: { project: { id: '10001' }, issuetype: { id: '10102' }, summary: 'New', ...more }, ...rest },
});
export const edit = (body: object | string, issue: string = FIXTURE.issues.plain.key): Sent => ({
  method: 'PUT',
  path: `${ISSUES}/${issue}`,
  body,
  ...(typeof body === 'string' ? { headers: { 'content-type': 'application/json' } } : {}),
});
export const editField = (id: string, value: unknown): Sent => edit({ fields: { [id]: value } });
export const update = (id: string, ...verbs: object[]): Sent => edit({ update: { [id]: verbs } });

export const BLOCKS = { type: { name: 'Blocks' } };
export const link = (body: object): Sent => ({
  method: 'POST',
  path: '/rest/api/3/issueLink',
  body: { ...BLOCKS, ...body },
});
export const transition = (issue: string, body: object): Sent => ({
  method: 'POST',
  path: `${ISSUES}/${issue}/transitions`,
  body: { transition: { id: '21' }, ...body },
});
export const comment = (issue: string, body: unknown, version = '3'): Sent => ({
  method: 'POST',
  path: `/rest/api/${version}/issue/${issue}/comment`,
  body,
});

/** A document of one paragraph. */
export const doc = (...content: object[]) => ({ type: 'doc', version: 1, content: [{ type: 'paragraph', content }] });
export const text = (words: string) => ({ type: 'text', text: words });
export const TEXT = doc(text('Hello'));
