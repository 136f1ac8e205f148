/** Questions to Jira about people, put to the simulated one, which takes no more in one question than Jira does. */
import { FIXTURE } from '../../local/jira/seeds/fixture';
import { ownRights, rightsOfPerson, rightsToldToAdmin } from '../../src/jira/people';
import { APP, person, type Site, site } from '../jira/routes-asking';

const { people, projects } = FIXTURE;

type Meta = { readonly provider: 'app' | 'user' };
type Init = { readonly method?: string; readonly body?: string };

/** Lets the app's questions go to this Jira: as the app, or as a site admin in front of a page. */
function letAsk({ ask }: Site): readonly number[] {
  const asked: number[] = [];
  globalThis.__forge_fetch__ = async ({ provider }: Meta, path: string, { method = 'GET', body }: Init) => {
    const answer = await ask(`${method} ${path}`, body, provider === 'app' ? APP : person('siteAdmin'));
    if (body !== undefined) asked.push(JSON.parse(body).projectPermissions[0].projects.length);
    return new Response(answer.text, { status: answer.status });
  };
  return asked;
}

const many = [projects.alpha.id, ...Array.from({ length: 1_500 }, (_, at) => String(20_000 + at)), projects.beta.id];

test.each([
  ['of the person in front of the page', () => ownRights(many)],
  ['of anyone', () => rightsOfPerson(people.bothAdmin, many)],
  ['of anyone, told to a site admin', () => rightsToldToAdmin(people.bothAdmin, many)],
])('rights %s are found in more projects than Jira takes in one question', async (_, rights) => {
  const asked = letAsk(site());
  const found = await rights();
  const held = found.ok ? (found.value ?? {}) : {};
  expect([held[projects.alpha.id], held[projects.beta.id]]).toEqual([
    expect.arrayContaining(['issue:edit']),
    expect.arrayContaining(['issue:edit']),
  ]);
  expect(Object.keys(held)).toHaveLength(many.length);
  expect(asked).toEqual([1_000, 502]);
});

test('where Jira does not tell of some of the projects, it is said of none', async () => {
  const { ask, ...rest } = site();
  let questions = 0;
  const refusing: Site['ask'] = async (line, body, actor) => {
    const answer = await ask(line, body, actor);
    questions += 1;
    return questions === 1 ? answer : { ...answer, status: 403 };
  };
  letAsk({ ask: refusing, ...rest });
  expect(await rightsOfPerson(people.bothAdmin, many)).toEqual({ ok: true, value: undefined });
  letAsk(site());
  expect(await rightsOfPerson(people.bothAdmin, many)).toMatchObject({ ok: true, value: expect.anything() });
});
