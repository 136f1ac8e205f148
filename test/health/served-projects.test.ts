/** Which projects the app cannot serve, by Jira's answers: also those that the simulated Jira never gives. */
import { unservedProjects } from '../../src/health/served-projects';
import type { Jira } from '../../src/jira/as-app';
import type { Permission } from '../../src/policy/permissions';
import { err, ok } from '../../src/result';

const project = (...permissions: Permission[]) => ({
  projectId: '10001',
  projectKey: 'ALPHA',
  permissions: new Set(permissions),
});
const person = { project: async (id: string) => ok({ id, key: 'ALPHA', name: 'Alpha' }) };

const jiraThatHolds = (held: readonly string[], isSeen = true): Jira => ({
  count: () => 0,
  call: async ({ path, query, body }) => {
    if (path === '/rest/api/3/project/search') {
      const isLive = query.some(([name, value]) => name === 'status' && value === 'live');
      return ok({ status: 200, body: { values: isSeen && isLive ? [{ id: '10001', key: 'ALPHA' }] : [] } });
    }
    const [asked] = JSON.parse(body ?? '').projectPermissions;
    const rows = asked.permissions
      .filter((permission: string) => held.includes(permission))
      .map((permission: string) => ({ permission, projects: [10001], issues: [] }));
    return ok({ status: 200, body: { projectPermissions: rows, globalPermissions: [] } });
  },
});

test.each([
  ['issue:read', ['BROWSE_PROJECTS'], undefined],
  ['issue:edit', ['BROWSE_PROJECTS', 'EDIT_ISSUES'], undefined],
  ['issue:edit', ['BROWSE_PROJECTS', 'CREATE_ISSUES'], 'edit issues'],
  ['comment:edit', ['BROWSE_PROJECTS', 'ADD_COMMENTS'], 'edit all comments'],
] as const)('keys with %s, where the app holds %j', async (permission, held, lacks) => {
  const found = await unservedProjects(jiraThatHolds(held), person, [project(permission)]);
  const told = { projectId: '10001', projectKey: 'ALPHA', problem: 'cannot_write', mend: expect.any(String) };
  expect(found).toEqual(ok(lacks === undefined ? [] : [{ ...told, message: expect.stringContaining(`: ${lacks}.`) }]));
});

test('a project that Jira lists and does not let the app browse is one from which it is shut out', async () => {
  expect(await unservedProjects(jiraThatHolds([]), person, [project('issue:read')])).toMatchObject({
    value: [{ problem: 'shut_out' }],
  });
});

test('of more projects than Jira takes in one question all are told of', async () => {
  const many = Array.from({ length: 1_001 }, (_, at) => ({ ...project('issue:read'), projectId: String(20_000 + at) }));
  const asked: number[] = [];
  const jira: Jira = {
    count: () => 0,
    call: async ({ path, query, body }) => {
      const ids = query.flatMap(([name, id]) => (name === 'id' ? [id] : []));
      const isLive = query.some(([name, value]) => name === 'status' && value === 'live');
      if (path === '/rest/api/3/project/search') {
        return ok({ status: 200, body: { values: isLive ? ids.map((id) => ({ id, key: `P${id}` })) : [] } });
      }
      const [{ projects }] = JSON.parse(body ?? '').projectPermissions;
      asked.push(projects.length);
      const held = projects.filter((id: number) => id !== 20_500);
      return ok({ status: 200, body: { projectPermissions: [{ permission: 'BROWSE_PROJECTS', projects: held }] } });
    },
  };
  const found = await unservedProjects(jira, person, many);
  expect(found.ok && found.value.map(({ projectId, problem }) => [projectId, problem])).toEqual([
    ['20500', 'shut_out'],
  ]);
  expect(asked).toEqual([1_000, 1]);
});

test.each([
  ['does not answer', { count: () => 0, call: async () => err({ reason: 'timeout', sent: true } as const) }],
  ['refuses', { count: () => 0, call: async () => ok({ status: 403, body: undefined }) }],
])('where Jira %s, nothing is said of projects', async (_, jira) => {
  expect(await unservedProjects(jira, person, [project('issue:read')])).toMatchObject({
    ok: false,
    error: { reason: 'jira_unavailable' },
  });
});
