/**
 * Asking what calls would come to, on a whole site: the answers are those of the calls themselves, for keys and for drafts;
 * nobody learns of a project that is not theirs; and what a script did becomes the smallest grants for it.
 */
import type { ResolverPlace } from '../../local/site';
import { ADMIN, asking, pageOf } from '../wall/page-functions';
import { EVERYTHING, FIXTURE, type Key, openWall, READING, type Sent, type Wall } from '../wall/site';

const { projects, people } = FIXTURE;
const NOW = Date.parse('2026-11-01T12:00:00Z');
const ALPHA = pageOf(projects.alpha);

let wall: Wall;
beforeAll(async () => {
  wall = await openWall({ now: NOW });
});
afterAll(() => wall.stop());

const ask = asking(() => wall);
const answersFor = async (
  key: Key,
  calls: readonly Sent[],
  accountId = people.siteAdmin,
  place: ResolverPlace = ADMIN,
) => {
  const asked = calls.map(({ method, path, body }) => ({ method, path, ...(body === undefined ? {} : { body }) }));
  const { ok, value, fault } = await ask(accountId, place, 'tryCalls', { of: { keyId: key.id }, calls: asked });
  if (!ok) throw new Error(JSON.stringify(fault));
  return value.answers;
};

const CALLS: readonly Sent[] = [
  { method: 'GET', path: '/rest/api/3/issue/ALPHA-2?fields=summary' },
  { method: 'GET', path: '/rest/api/3/issue/OMEGA-1' },
  { method: 'GET', path: '/rest/api/3/issue/ALPHA-99999' },
  { method: 'GET', path: '/rest/api/2/search/jql?jql=project%20%3D%20ALPHA&fields=id' },
  { method: 'GET', path: '/rest/api/3/search/jql?jql=nonsense%20%3D%3D' },
  { method: 'PUT', path: '/rest/api/3/issue/ALPHA-2', body: { fields: { summary: 'New' } } },
  { method: 'POST', path: '/rest/api/3/issue/ALPHA-2/comment', body: { body: 1 } },
  { method: 'DELETE', path: '/rest/api/3/issue/ALPHA-2' },
  { method: 'GET', path: '/rest/api/3/myself' },
  { method: 'GET', path: '/rest/api/3/users/search' },
];

describe('of a key', () => {
  test.each(['alpha', 'mixed', 'reader'] as const)(
    '%s: what is answered is what each call then hears',
    async (name) => {
      const key = wall[name];
      const answers = [...(await answersFor(key, CALLS.slice(0, 6))), ...(await answersFor(key, CALLS.slice(6)))];
      for (const [at, sent] of CALLS.entries()) {
        const start = wall.site.fork();
        const { status, json } = await wall.send(key, sent);
        wall.site.restore(start);
        const { allowed, rule, detail, missing } = answers[at];
        const heard = allowed ? status < 300 : status === answers[at].status;
        expect([sent.path, allowed, heard]).toEqual([sent.path, status < 300, true]);
        if (!allowed) {
          expect([rule, detail, missing]).toEqual([json.rule, json.detail, json.missing ?? []]);
        }
      }
      expect(answers.some(({ allowed }: { allowed: boolean }) => allowed)).toBe(true);
      expect(answers.some(({ allowed }: { allowed: boolean }) => !allowed)).toBe(true);
    },
  );

  test('nothing is written, counted against the key, or recorded', async () => {
    const key = await wall.issue([{ projectId: projects.alpha.id, permissions: EVERYTHING }], {
      limits: { callsPerDay: 2 },
    });
    const [jira, storage] = [wall.site.digestOutside([]), JSON.stringify(rowsThatCount(key))];
    const write: Sent = { method: 'PUT', path: '/rest/api/3/issue/ALPHA-2', body: { fields: { summary: 'New' } } };
    expect(await answersFor(key, [write, write, write])).toMatchObject([
      { allowed: true, operation: 'editIssue', permission: 'issue:edit' },
      { allowed: true },
      { allowed: true },
    ]);
    expect([wall.site.digestOutside([]), JSON.stringify(rowsThatCount(key))]).toEqual([jira, storage]);
  });

  const rowsThatCount = (key: Key) =>
    wall.site.storage
      .dump()
      .filter(
        ({ entityName, key: row }) => entityName === 'audit' || (entityName === 'usage' && row.startsWith(key.id)),
      );

  test('an administrator of one of its projects hears the same of the other as of one that never was', async () => {
    const [beta, page] = [people.betaAdmin, pageOf(projects.beta)];
    const about = (key: string, id: string): readonly Sent[] => [
      { method: 'GET', path: `/rest/api/3/issue/${key}-1` },
      { method: 'GET', path: `/rest/api/3/project/${key}` },
      { method: 'GET', path: `/rest/api/3/project/${id}` },
      { method: 'GET', path: `/rest/api/3/search/jql?jql=project%20%3D%20${key}&fields=id` },
      { method: 'GET', path: `/rest/api/3/search/jql?jql=key%20%3D%20${key}-1&fields=id` },
      { method: 'GET', path: `/rest/api/3/issue/${key}-1/comment` },
      { method: 'POST', path: '/rest/api/3/issue', body: { fields: { project: { id }, summary: 'x' } } },
      { method: 'PUT', path: `/rest/api/3/issue/${key}-1`, body: { fields: { summary: 'x' } } },
    ];
    const own = await answersFor(wall.mixed, about('ALPHA', projects.alpha.id), beta, page);
    const never = await answersFor(wall.mixed, about('NEVER', '99999'), beta, page);
    expect(JSON.stringify(own)).toBe(JSON.stringify(never));
    expect(JSON.stringify(own)).not.toMatch(/ALPHA|10001/);
    const shown = await answersFor(wall.mixed, about('BETA', projects.beta.id).slice(0, 4), beta, page);
    expect(shown.map(({ allowed }: { allowed: boolean }) => allowed)).toEqual([true, true, true, true]);
    // The site's page shows all of the key.
    expect(await answersFor(wall.mixed, about('ALPHA', projects.alpha.id).slice(0, 1))).toMatchObject([
      { allowed: true },
    ]);
  });

  test('a call that names more than is looked up is refused for that, each call of a question by itself', async () => {
    const { alpha, beta, omega, team, gamma, reborn, namedAlpha, namedId } = projects;
    const several = [alpha, beta, omega, team, gamma, reborn, namedAlpha, namedId];
    const key = await wall.issue(several.map(({ id }) => ({ projectId: id, permissions: READING })));
    const ids = Array.from({ length: 2_300 }, (_, at) => 1_000_000 + at).join();
    const someone = (at: number) => `"712020:00000000-0000-4000-8000-00000000020${at}"`;
    const search = (count: number): Sent => ({
      method: 'POST',
      path: '/rest/api/3/search/jql',
      body: { jql: `id in (${ids}) and assignee in (${Array.from({ length: count }, (_, at) => someone(at)).join()})` },
    });
    const calls = [search(5), search(1), search(1), search(1)];
    const answers = await answersFor(key, calls);
    const heard = [];
    for (const sent of calls) heard.push(await wall.send(key, sent));
    expect(heard.map(({ status }) => status)).toEqual([400, 200, 200, 200]);
    expect(answers.map(({ allowed }: { allowed: boolean }) => allowed)).toEqual([false, true, true, true]);
    expect([answers[0].rule, heard[0]?.json.rule]).toEqual(['too_much_work', 'too_much_work']);
  });

  test('a key of other projects is as one that never was', async () => {
    const calls = [{ method: 'GET', path: '/rest/api/3/myself' }];
    const of = (keyId: string) => ask(people.betaAdmin, pageOf(projects.beta), 'tryCalls', { of: { keyId }, calls });
    const foreign = await of(wall.alpha.id);
    expect(foreign).toMatchObject({ ok: false, fault: { reason: 'no_such_key' } });
    expect(foreign).toEqual(await of('zzzzzzzzzzzz'));
    expect(await of(wall.mixed.id)).toMatchObject({ ok: true });
  });

  test('where the site wants no keys over several projects, the part that a page shows is refused as the whole is', async () => {
    const calls = [{ method: 'GET', path: '/rest/api/3/issue/BETA-1' }];
    const { version } = (await ask(people.siteAdmin, ADMIN, 'getSettings', {})).value;
    await ask(people.siteAdmin, ADMIN, 'changeSettings', { version, change: { severalProjects: false } });
    const shown = await answersFor(wall.mixed, calls, people.betaAdmin, pageOf(projects.beta));
    expect(shown).toMatchObject([{ allowed: false, rule: 'permission_missing', more: { cappedBy: 'ceiling' } }]);
    expect((await wall.send(wall.mixed, { method: 'GET', path: '/rest/api/3/issue/BETA-1' })).status).toBe(403);
    const change = { severalProjects: true };
    await ask(people.siteAdmin, ADMIN, 'changeSettings', { version: version + 1, change });
    expect(await answersFor(wall.mixed, calls)).toMatchObject([{ allowed: true }]);
  });

  test('a key that is not served says why, to whoever administers it', async () => {
    const key = await wall.issue([{ projectId: projects.alpha.id, permissions: READING }]);
    const read: Sent = { method: 'GET', path: '/rest/api/3/myself' };
    expect(await answersFor(key, [read])).toMatchObject([{ allowed: true, operation: 'getCurrentUser' }]);
    await ask(people.siteAdmin, ADMIN, 'suspendKey', { keyId: key.id, reason: 'to be looked at' });
    const stopped = { allowed: false, status: 401, rule: 'key_invalid' };
    expect(await answersFor(key, [read])).toMatchObject([{ ...stopped, detail: 'The key is suspended.' }]);
    await ask(people.siteAdmin, ADMIN, 'resumeKey', { keyId: key.id });
    const { version } = (await ask(people.siteAdmin, ADMIN, 'getSettings', {})).value;
    await ask(people.siteAdmin, ADMIN, 'changeSettings', { version, change: { breakGlass: true } });
    expect(await answersFor(key, [read])).toMatchObject([{ ...stopped, more: { stopped: 'site' } }]);
    await ask(people.siteAdmin, ADMIN, 'changeSettings', { version: version + 1, change: { breakGlass: false } });
    await ask(people.siteAdmin, ADMIN, 'revokeKey', { keyId: key.id });
    expect(await answersFor(key, [read])).toMatchObject([{ ...stopped, detail: 'The key was revoked.' }]);
  });
});

describe('of a draft', () => {
  const grants = (permissions: readonly string[], { id }: { readonly id: string } = projects.alpha) => [
    { projectId: id, permissions },
  ];
  const of = (draft: object, calls: readonly Sent[], accountId = people.alphaAdmin, place: ResolverPlace = ALPHA) =>
    ask(accountId, place, 'tryCalls', { of: { draft }, calls });

  test('it needs no name and no end, and is judged as the key would be', async () => {
    const { value } = await of({ grants: grants(['issue:read']), name: '' }, CALLS.slice(0, 3));
    expect(value.answers).toMatchObject([
      { allowed: true, permission: 'issue:read' },
      { allowed: false, rule: 'absent' },
      { allowed: false, rule: 'absent' },
    ]);
    const refused = await of({ grants: grants(['issue:read']) }, [CALLS[7] ?? CALLS[0]] as Sent[]);
    expect(refused.value.answers).toMatchObject([
      {
        allowed: false,
        rule: 'permission_missing',
        missing: ['issue:delete'],
        more: { grant: { permissions: ['issue:delete'] } },
      },
    ]);
  });

  test.each([
    ['a project that the person does not administer', grants(['issue:read'], projects.omega), 'invalid'],
    ['no permission', grants([]), 'invalid'],
    ['a permission that there is not', grants(['issue:everything']), 'invalid'],
  ])('%s is refused as an issue of the key would be', async (_, wanted, reason) => {
    const tried = await of({ grants: wanted }, CALLS.slice(0, 1));
    expect(tried).toMatchObject({ ok: false, fault: { reason } });
    const draft = { name: 'A key', grants: wanted, expiresAt: new Date(NOW + 3_600_000).toISOString() };
    expect(tried).toEqual(await ask(people.alphaAdmin, ALPHA, 'createKey', draft));
  });

  test('of two projects both have to be the person’s, and then both are judged', async () => {
    const both = [...grants(['issue:read']), ...grants(['issue:read'], projects.beta)];
    const calls: readonly Sent[] = [{ method: 'GET', path: '/rest/api/3/issue/BETA-1' }];
    expect(await of({ grants: both }, calls)).toMatchObject({ ok: false, fault: { where: 'grants.1.projectId' } });
    expect(await of({ grants: both }, calls, people.bothAdmin)).toMatchObject({
      value: { answers: [{ allowed: true }] },
    });
  });
});

describe('from evidence', () => {
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into lines and grants
  type Rows = any[];
  type Read = { readonly ok: boolean; readonly lines: Rows; readonly grants: Rows };
  const read = async (
    text: string,
    projectIds: readonly string[],
    accountId = people.siteAdmin,
    place: ResolverPlace = ADMIN,
  ): Promise<Read> => {
    const lines: Rows = [];
    let [from, grants]: [number | undefined, Rows] = [0, []];
    for (let steps = 0; from !== undefined; steps += 1) {
      if (steps > 60) throw new Error('there is no end to it');
      const step = await ask(accountId, place, 'readEvidence', { text, projectIds, from, grants });
      if (!step.ok) return step;
      lines.push(...step.value.lines);
      ({ next: from, grants } = step.value);
    }
    return { ok: true, lines, grants };
  };
  const SCRIPT = `
U=https://example.atlassian.net
curl -u me:secret "$U/rest/api/3/issue/ALPHA-2?fields=summary"
curl -G --data-urlencode 'jql=project = ALPHA' $U/rest/api/3/search/jql
curl -X PUT -H 'Content-Type: application/json' -d '{"fields":{"summary":"New"}}' $U/rest/api/3/issue/ALPHA-2
curl --json '{"body":{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"x"}]}]}}' $U/rest/api/3/issue/ALPHA-2/comment
curl -X DELETE $U/rest/api/3/issue/OMEGA-1
curl $U/rest/api/3/users/search
curl "$U/rest/api/3/issue/$WHICH"
10.0.0.1 - - [x] "GET /rest/api/3/issue/ALPHA-99999/comment HTTP/1.1" 200 1
10.0.0.1 - - [x] "POST /rest/api/3/issue/ALPHA-2/transitions HTTP/1.1" 204 0
`;

  test('each line is answered, and what is found allows what can be allowed', async () => {
    const { lines, grants } = await read(SCRIPT, [projects.alpha.id]);
    const told = lines.map(({ line, answer, problem }) => [line, answer?.allowed, answer?.rule, problem !== undefined]);
    expect(told.sort(([one], [other]) => Number(one) - Number(other))).toEqual([
      [3, true, undefined, false],
      [4, true, undefined, false],
      [5, true, undefined, false],
      [6, true, undefined, false],
      [7, false, 'absent', true],
      [8, false, expect.stringMatching(/^operation_/), false],
      [9, undefined, undefined, true],
      [10, false, 'absent', true],
      [11, true, undefined, true],
    ]);
    expect(grants).toEqual([
      {
        projectId: projects.alpha.id,
        permissions: ['issue:read', 'issue:edit', 'issue:transition', 'comment:read', 'comment:create'],
      },
    ]);
    expect(JSON.stringify([lines, grants])).not.toMatch(/secret|me:/);
  });

  test('a key with what was found does what the script does, and with less it does not', async () => {
    const { grants, lines } = await read(SCRIPT.split('\n').slice(0, 6).join('\n'), [projects.alpha.id]);
    const bodies: Readonly<Record<number, object>> = {
      5: { fields: { summary: 'New' } },
      6: {
        body: { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: 'x' }] }] },
      },
    };
    const calls = (lines as Rows).map(({ call, line }) => {
      const { method, path } = call;
      const body = bodies[line];
      return { method, path, ...(body === undefined ? {} : { body }) };
    });
    const allowedWith = async (permissions: readonly string[]) => {
      const draft = { grants: [{ projectId: projects.alpha.id, permissions }] };
      const { value } = await ask(people.siteAdmin, ADMIN, 'tryCalls', { of: { draft }, calls });
      return value.answers.every(({ allowed }: { allowed: boolean }) => allowed);
    };
    const [{ permissions }] = grants;
    expect(permissions.length).toBeGreaterThan(1);
    expect(await allowedWith(permissions)).toBe(true);
    for (const one of permissions)
      expect(await allowedWith(permissions.filter((each: string) => each !== one))).toBe(false);
    const key = await wall.issue(grants);
    for (const call of calls) expect((await wall.send(key, call)).status).toBeLessThan(300);
  });

  test('each permission is given where the call needs it, of several projects', async () => {
    const text = `
      GET /rest/api/3/issue/BETA-1
      GET /rest/api/3/search/jql?jql=project%20%3D%20ALPHA%20AND%20status%20is%20not%20EMPTY
      DELETE /rest/api/3/issue/ALPHA-2
      GET /rest/api/3/project/BETA
      GET /rest/api/3/myself
    `;
    const both = [projects.alpha.id, projects.beta.id];
    expect(await read(text, both)).toMatchObject({
      grants: [
        { projectId: projects.alpha.id, permissions: ['issue:read', 'issue:delete'] },
        { projectId: projects.beta.id, permissions: ['issue:read', 'project:read'] },
      ],
    });
    const everywhere = await read('GET /rest/api/3/search/jql?jql=created%20%3E%20-7d', both);
    expect(everywhere).toMatchObject({ grants: both.map((projectId) => ({ projectId, permissions: ['issue:read'] })) });
  });

  test('sprints are to be read wherever a query about them looks', async () => {
    const both = [projects.alpha.id, projects.beta.id];
    const jql = encodeURIComponent('project = ALPHA AND sprint in openSprints()');
    const sprints = `GET /rest/api/3/search/jql?jql=${jql}`;
    expect(await read(sprints, both)).toMatchObject({
      lines: [{ answer: { allowed: true } }],
      grants: [{ projectId: projects.alpha.id, permissions: ['issue:read', 'sprint:read'] }],
    });
    const after = await read(`GET /rest/api/3/issue/BETA-1\n${sprints}`, both);
    expect(after.lines.map(({ answer }) => answer.allowed)).toEqual([true, true]);
    expect(after.grants).toEqual(both.map((projectId) => ({ projectId, permissions: ['issue:read', 'sprint:read'] })));
  });

  test('a long text is read in steps, and none of its calls is left out', async () => {
    const text = Array.from(
      { length: 130 },
      (_, at) => `GET /rest/api/3/issue/ALPHA-${(at % 9) + 2}?fields=summary&n=${at}`,
    );
    const { lines, grants } = await read(text.join('\n'), [projects.alpha.id]);
    expect(lines.map(({ line }) => line)).toEqual(text.map((_, at) => at + 1));
    expect(grants.length).toBeLessThanOrEqual(1);
  });

  test('it tells nobody of projects that are not theirs', async () => {
    const foreign = await read(SCRIPT, [projects.alpha.id, projects.omega.id], people.alphaAdmin, ALPHA);
    expect(foreign).toMatchObject({ ok: false, fault: { reason: 'not_allowed', where: 'grants.1.projectId' } });
    const about = async (key: string) => {
      const text = `GET /rest/api/3/issue/${key}-1\n"POST /rest/api/3/issue/${key}-1/comment HTTP/1.1" 201 1`;
      return JSON.stringify(await read(text, [projects.alpha.id], people.alphaAdmin, ALPHA)).replaceAll(key, 'X');
    };
    expect(await about('OMEGA')).toBe(await about('NEVER'));
  });
});
