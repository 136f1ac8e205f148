/** C-WRITE-20: in the wiki text of version 2, only people of the project can be mentioned, in whichever way. */
import { EVERYTHING, FIXTURE, openWall, type Wall } from './site';

const { issues, people, projects } = FIXTURE;

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

/** A comment of this text; whether the person got mail for it. */
async function comment(text: string, person: string) {
  const before = wall.site.fork().mails.size;
  const path = `/rest/api/2/issue/${issues.plain.key}/comment`;
  const { status, json } = await wall.send(wall.alpha, { method: 'POST', path, body: { body: text } });
  const mails = [...wall.site.fork().mails.values()].slice(before);
  return { status, rule: json?.rule, isTold: JSON.stringify(mails).includes(person) };
}

const FORMS: readonly (readonly [string, (id: string) => string])[] = [
  ['as it is', (id) => `Ask [~accountid:${id}].`],
  ['with a blank', (id) => `Ask [~accountid:${id} ].`],
  ['behind an alias', (id) => `Ask [them|~accountid:${id}].`],
  ['behind an alias, with blanks', (id) => `Ask [ them | ~accountid:${id} ].`],
];

test.each(FORMS)('nobody outside of the project is mentioned, %s', async (_, form) => {
  const answer = await comment(form(people.outsider), people.outsider);
  expect(answer).toEqual({ status: 400, rule: 'value_unavailable', isTold: false });
});

test.each(FORMS)('a member of the project is, %s', async (_, form) => {
  expect(await comment(form(people.colleague), people.colleague)).toMatchObject({ status: 201, isTold: true });
});

test.each(['| ~5 | [a page|https://example.com/~five] |', 'About ~5 [or ~6] of [them', 'a [~] and a []'])(
  '%s mentions nobody, and is taken',
  async (text) => {
    expect((await comment(text, people.outsider)).status).toBe(201);
  },
);

describe('a link of two projects', () => {
  const ENDS = { inwardIssue: { key: issues.plain.key }, outwardIssue: { key: issues.beta1.key } };
  const ORDERS = [ENDS, Object.fromEntries(Object.entries(ENDS).toReversed())];

  /** Mentions someone in the comment on a new link; how it went, for each order in which its ends are named. */
  async function linked(person: string) {
    const key = await wall.issue([
      { projectId: projects.alpha.id, permissions: EVERYTHING },
      { projectId: projects.beta.id, permissions: EVERYTHING },
    ]);
    const answers = [];
    for (const ends of ORDERS) {
      const before = wall.site.fork().mails.size;
      const body = { type: { name: 'Blocks' }, ...ends, comment: { body: `Ask [~accountid:${person}].` } };
      const { status } = await wall.send(key, { method: 'POST', path: '/rest/api/2/issueLink', body });
      const mails = [...wall.site.fork().mails.values()].slice(before);
      answers.push({ status, isTold: JSON.stringify(mails).includes(person) });
      wall.reset();
    }
    return answers;
  }

  test.each([people.colleague, people.betaMember])(
    'mentions nobody who is of one of them alone · %s',
    async (person) => {
      expect(await linked(person)).toEqual(ORDERS.map(() => ({ status: 400, isTold: false })));
    },
  );

  test('mentions who is of both', async () => {
    expect(await linked(people.member)).toEqual(ORDERS.map(() => ({ status: 201, isTold: true })));
  });
});
