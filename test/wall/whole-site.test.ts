/**
 * C-JQL-24, C-ISS-08: what Jira looks up or weighs over the whole site. Words of texts are weighed by how rare they are on it,
 * words like another are the nearest that it has, and an argument of a function may be the name of any project of it.
 */
import { editIssue } from '../../local/jira/change';
import { FIXTURE, type Key, openWall, type Wall } from './site';

const { issues, people, projects } = FIXTURE;

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

const summarize = (id: string, summary: string): void =>
  wall.site.restore(editIssue(wall.site.fork(), id, { summary }, { by: people.member, now: 0 }));
const find = async (jql: string, key: Key = wall.alpha) => {
  const sent = { method: 'POST', path: '/rest/api/3/search/jql', body: { jql, fields: ['key'] } };
  const { json, calls } = await wall.send(key, sent);
  return {
    keys: json?.issues?.map((issue: { key: string }) => issue.key) ?? json?.rule,
    sent: calls.map(({ body }) => /"jql":"((?:\\.|[^"\\])*)"/.exec(String(body))?.[1] ?? ''),
  };
};
/** The same as the app itself is told. */
const direct = async (jql: string): Promise<readonly string[]> => {
  const { body } = await wall.site.jira.call({
    actor: { kind: 'app', scopes: ['read:jira-work'] },
    method: 'POST',
    path: '/rest/api/3/search/jql',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jql, fields: ['summary'] }),
  });
  return JSON.parse(body).issues.map((issue: { key: string }) => issue.key);
};

describe('a search of texts without an order', () => {
  const RARE = 'summary ~ "zebrafish OR acquisition"';
  const own = [issues.alpha2, issues.plain] as const;
  const told = async (foreign: string, jql: string, key?: Key) => {
    wall.reset();
    summarize(own[0].id, 'zebrafish note');
    summarize(own[1].id, 'acquisition note');
    summarize(issues.omega1.id, foreign);
    return { direct: await direct(`project = ALPHA AND ${RARE}`), ...(await find(jql, key)) };
  };

  test('does not tell by it which words a foreign issue has', async () => {
    const [one, other] = [await told('zebrafish', RARE), await told('acquisition', RARE)];
    // The app itself is told.
    expect(one.direct).toEqual([...other.direct].reverse());
    expect(one.keys).toEqual(other.keys);
    expect([...one.keys].sort()).toEqual([...one.direct].sort());
    expect(one.sent[0]).toMatch(/ ORDER BY created DESC$/);
  });

  test('nor where only the condition of its grant searches a text', async () => {
    const conditions = { jql: RARE };
    const key = await wall.issue([{ projectId: projects.alpha.id, permissions: ['issue:read'], conditions }]);
    const [one, other] = [await told('zebrafish', '', key), await told('acquisition', '', key)];
    expect(one.keys).toEqual(other.keys);
    expect(one.keys).toHaveLength(2);
  });

  test('an order that is named is sent as it is, and one of a query without texts is Jira’s own', async () => {
    expect((await find(`${RARE} ORDER BY key ASC`)).sent[0]).toMatch(/\) ORDER BY key ASC$/);
    expect((await find('labels = batch')).sent[0]).toMatch(/\(labels = \\"batch\\"\)$/);
  });
});

describe('a word with a tilde', () => {
  /** Fifty words, each with one letter more. */
  const words = [...'abcdefghijklmnopqrstuvwxz'].flatMap((letter) => [`qwerty${letter}`, `${letter}qwerty`]).sort();
  const told = async (foreign: string) => {
    wall.reset();
    summarize(issues.alpha2.id, words.slice(0, -1).join(' '));
    summarize(issues.plain.id, words.at(-1) ?? '');
    summarize(issues.omega1.id, foreign);
    const jql = 'summary ~ "qwerty~"';
    return { direct: await direct(`project = ALPHA AND ${jql} ORDER BY key`), ...(await find(`${jql} ORDER BY key`)) };
  };

  test('does not find fewer own issues where a foreign one has it', async () => {
    const [without, within] = [await told('nothing of it'), await told('qwerty')];
    expect([without.direct.length, within.direct.length]).toEqual([2, 1]);
    expect(within.keys).toEqual(without.keys);
    expect(within.sent[0]).toContain('summary ~ \\"qwerty\\"');
  });

  test('finds the word itself', async () => {
    summarize(issues.plain.id, 'a qwerty on the desk');
    expect((await find('summary ~ "qwerty~"')).keys).toEqual([issues.plain.key]);
    expect((await find('summary ~ "qwerty~0.8"')).keys).toEqual([issues.plain.key]);
  });
});

describe('a project that is named to a function', () => {
  test('is the own one, though a foreign one is called as it is numbered', async () => {
    expect(wall.site.fork().projects.get(projects.namedId.id)?.name).toBe(projects.alpha.id);
    expect(await direct(`project = ALPHA AND fixVersion in unreleasedVersions(${projects.alpha.id})`)).toEqual([]);
    const own = await direct('project = ALPHA AND fixVersion in unreleasedVersions(ALPHA) AND level is EMPTY');
    expect(own.length).toBeGreaterThan(0);
    for (const named of ['', projects.alpha.id, projects.alpha.key])
      expect((await find(`fixVersion in unreleasedVersions(${named})`)).keys).toEqual(own);
  });
});
