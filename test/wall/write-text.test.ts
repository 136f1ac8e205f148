/**
 * Comments and rich text: a comment is its text only, a document holds listed nodes only, and nobody outside the
 * project can be mentioned, wherever the text stands.
 */
import { FIXTURE, openWall, type Sent, type Wall } from './site';
import {
  comment,
  doc,
  edit,
  editField,
  expectRefusedAlike,
  expectShapeRefused,
  expectWritten,
  ISSUES,
  link,
  TEXT,
  text,
  transition,
  update,
} from './write-case';

const { issues, comments, missing, people } = FIXTURE;

let wall: Wall;
beforeAll(async () => {
  // The clock stands still, so that no list of names grows old between two twins.
  wall = await openWall({ now: Date.parse('2026-11-25T12:00:00Z') });
});
beforeEach(() => wall.reset());
afterAll(() => wall.stop());

const state = () => wall.site.jira.state();

describe('comments and rich text', () => {
  test.each([
    ['visibility', { type: 'role', value: 'Administrators' }, { type: 'group', value: 'omega-people' }],
    ['properties', [], [{ key: 'sd.public.comment', value: { internal: true } }]],
    ['jsdPublic', true, false],
    ['author', { accountId: people.member }, { accountId: people.outsider }],
    ['parentId', Number(comments.alpha1), Number(comments.omega1)],
    ['id', comments.alpha1, comments.omega1],
    ['created', '2026-01-01', '2025-01-01'],
  ])('C-WRITE-19 · a comment is its text only · %s', async (member, own, other) => {
    for (const version of ['3', '2']) {
      const body = version === '3' ? TEXT : 'Hello';
      const asked = [own, other].map((value) => comment('ALPHA-1', { body, [member]: value }, version));
      await expectShapeRefused(
        wall,
        wall.alpha,
        [...asked, comment('OMEGA-1', { body, [member]: other }, version)],
        400,
      );
      const changed = { method: 'PUT', path: `/rest/api/${version}/issue/ALPHA-1/comment/${comments.alpha1}` };
      await expectShapeRefused(wall, wall.alpha, [{ ...changed, body: { body, [member]: other } }], 400);
      const inEdit = { update: { comment: [{ add: { body, [member]: other } }] } };
      await expectShapeRefused(
        wall,
        wall.alpha,
        [{ ...edit(inEdit), path: `/rest/api/${version}/issue/ALPHA-24` }],
        400,
      );
      await expectWritten(wall, wall.alpha, comment('ALPHA-1', { body }, version), {
        status: 201,
        path: `/rest/api/${version}/issue/${issues.alpha1.id}/comment`,
        body: { body },
      });
    }
  });

  const mention = (id: string) =>
    doc(text('Ask '), { type: 'mention', attrs: { id, text: '@someone', accessLevel: '' } });
  const nested = (id: string) => ({
    type: 'doc',
    version: 1,
    content: [{ type: 'panel', attrs: { panelType: 'info' }, content: mention(id).content }],
  });
  const wiki = (id: string) => `Ask [~accountid:${id}] about it`;
  const texts: readonly (readonly [string, string, (id: string) => unknown])[] = [
    ['a document', '3', mention],
    ['a nested document', '3', nested],
    ['wiki text', '2', wiki],
    ['wiki text in capitals', '2', (id) => `[~AccountID:${id}]`],
  ];
  const where: readonly (readonly [string, number, (body: unknown, version: string) => Sent])[] = [
    ['a new comment', 201, (body, version) => comment('ALPHA-24', { body }, version)],
    [
      'an edited comment',
      200,
      (body, version) => ({
        method: 'PUT',
        path: `/rest/api/${version}/issue/ALPHA-1/comment/${comments.alpha1}`,
        body: { body },
      }),
    ],
    [
      'a description',
      204,
      (body, version) => ({ ...edit({ fields: { description: body } }), path: `/rest/api/${version}/issue/ALPHA-24` }),
    ],
    [
      'an environment by a verb',
      204,
      (body, version) => ({
        ...edit({ update: { environment: [{ set: body }] } }),
        path: `/rest/api/${version}/issue/ALPHA-24`,
      }),
    ],
    [
      'a custom field',
      204,
      (body, version) => ({
        ...edit({ fields: { [FIXTURE.fields.notes]: body } }),
        path: `/rest/api/${version}/issue/ALPHA-24`,
      }),
    ],
    [
      'a comment with a transition',
      204,
      (body, version) => ({
        ...transition('ALPHA-24', { update: { comment: [{ add: { body } }] } }),
        path: `/rest/api/${version}/issue/ALPHA-24/transitions`,
      }),
    ],
    [
      'a comment with a link',
      201,
      (body, version) => ({
        ...link({ inwardIssue: { key: 'ALPHA-1' }, outwardIssue: { key: 'ALPHA-3' }, comment: { body } }),
        path: `/rest/api/${version}/issueLink`,
      }),
    ],
  ];
  const mentions = where.flatMap(([place, status, request]) =>
    texts.map(([form, version, body]) => ({
      place,
      form,
      status,
      request: (id: string) => request(body(id), version),
    })),
  );
  test.each(mentions)(
    'C-WRITE-20 · only people of the project can be mentioned · $form in $place',
    async ({ status, request }) => {
      await expectRefusedAlike(wall, wall.alpha, request(people.outsider), request(people.nobody), 400);
      await expectWritten(wall, wall.alpha, request(people.colleague), { status });
    },
  );

  test('C-WRITE-20 · an emoji has an id and is nobody, in a custom field as in any other', async () => {
    const emoji = { type: 'emoji', attrs: { shortName: ':smile:', id: '1f604', text: '😄' } };
    const body = { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [emoji] }] };
    for (const sent of [editField('description', body), editField(FIXTURE.fields.notes, body)])
      await expectWritten(wall, wall.alpha, sent, { status: 204 });
    const verb = update(FIXTURE.fields.notes, { set: body });
    await expectWritten(wall, wall.alpha, verb, { status: 204 });
  });

  test('C-WRITE-20 · a mention by name in wiki text is refused as one of nobody', async () => {
    const by = (name: string) => comment('ALPHA-1', { body: `[~${name}]` }, '2');
    await expectRefusedAlike(wall, wall.alpha, by('outsider'), by('nobody.at.all'), 400);
  });

  test.each([
    [
      'media',
      {
        type: 'mediaSingle',
        attrs: { layout: 'center' },
        content: [{ type: 'media', attrs: { id: 'f', type: 'file', collection: 'c' } }],
      },
    ],
    [
      'media group',
      { type: 'mediaGroup', content: [{ type: 'media', attrs: { id: 'f', type: 'file', collection: 'c' } }] },
    ],
    [
      'extension',
      {
        type: 'extension',
        attrs: { extensionType: 'com.example', extensionKey: 'x', parameters: { jql: 'project = OMEGA' } },
      },
    ],
    [
      'inline extension',
      {
        type: 'paragraph',
        content: [{ type: 'inlineExtension', attrs: { extensionType: 'com.example', extensionKey: 'x' } }],
      },
    ],
    [
      'bodied extension',
      { type: 'bodiedExtension', attrs: { extensionType: 'com.example', extensionKey: 'x' }, content: [] },
    ],
    ['inline media', { type: 'paragraph', content: [{ type: 'mediaInline', attrs: { id: 'f', collection: 'c' } }] }],
    [
      'a card with data',
      { type: 'paragraph', content: [{ type: 'inlineCard', attrs: { data: { url: 'https://example.com' } } }] },
    ],
    [
      'a datasource card',
      {
        type: 'blockCard',
        attrs: { url: 'https://example.com', datasource: { id: 'x', parameters: { jql: 'project = OMEGA' } } },
      },
    ],
    ['an invented node', { type: 'omegaReader', attrs: {} }],
  ])('C-WRITE-20 · a document holds listed nodes only · %s', async (_, node) => {
    const body = { type: 'doc', version: 1, content: [node] };
    await expectShapeRefused(wall, wall.alpha, [comment('ALPHA-1', { body }), comment('OMEGA-1', { body })], 400);
    await expectShapeRefused(wall, wall.alpha, [edit({ fields: { description: body } })], 400);
  });

  test('C-WRITE-20 · a card is an address as typed: nothing is looked up for it and nothing of the other end is shown', async () => {
    const card = (key: string) =>
      comment('ALPHA-24', { body: doc({ type: 'inlineCard', attrs: { url: `https://example.com/browse/${key}` } }) });
    const answers = [];
    for (const key of ['ALPHA-1', 'BETA-1', 'NOPES-1']) answers.push(await wall.send(wall.alpha, card(key)));
    for (const answer of answers) {
      expect(answer.status).toBe(201);
      expect(answer.calls.map(({ operationId }) => operationId)).toEqual(
        answers[0]?.calls.map(({ operationId }) => operationId),
      );
      expect(answer.json.body.content[0].content[0].type).toBe('text');
    }
  });

  test.each(['foreign-child', 'child-404', 'issue-404'] as const)(
    'C-ISS-11 · a comment below the wrong issue is as good as none · Jira %s',
    async (form) => {
      wall.site.jira.switches['child.parentCheck'] = form;
      for (const method of ['PUT', 'DELETE']) {
        const at = (id: string): Sent => ({
          method,
          path: `${ISSUES}/ALPHA-1/comment/${id}`,
          ...(method === 'PUT' ? { body: { body: TEXT } } : {}),
        });
        for (const id of [comments.omega1, comments.alpha2, comments.beta1])
          await expectRefusedAlike(wall, wall.alpha, at(id), at(missing.commentId), 404);
        const restricted = (id: string): Sent => ({ ...at(id), path: `${ISSUES}/ALPHA-2/comment/${id}` });
        for (const id of [comments.restricted, comments.internal])
          await expectRefusedAlike(wall, wall.alpha, restricted(id), restricted(missing.commentId), 404);
        await expectWritten(wall, wall.alpha, at(comments.alpha1), {
          status: method === 'PUT' ? 200 : 204,
          path: `${ISSUES}/11001/comment/${comments.alpha1}`,
        });
      }
      expect(state().comments.has(comments.alpha1)).toBe(false);
      wall.site.jira.switches['child.parentCheck'] = 'foreign-child';
    },
  );
});
