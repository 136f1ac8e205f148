/**
 * What a key may do is what its grant, the ceilings and its sponsor all allow, and taking away never gives. Random
 * keys, ceilings, sponsors and calls, judged by the code that judges calls. Cedar, another policy engine, is told the
 * same rules in its own language and has to agree on each permission.
 */
import { isAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import { admit } from '../../src/gateway/admit';
import type { Call } from '../../src/gateway/call';
import { decide } from '../../src/gateway/decide';
import type { IssueFact } from '../../src/jira/answers';
import { capOf, endOf, limitsOf } from '../../src/policy/ceilings';
import { PERMISSIONS, type Permission } from '../../src/policy/permissions';
import { effectiveGrants, type Principal } from '../../src/policy/principal';
import type { ApiKeyRecord, Grant, Limits } from '../../src/storage/records/api-key';
import { DEFAULT_SITE, type ProjectCeiling, type SiteRecord } from '../../src/storage/records/site';
import fc from '../seeded-fast-check';
import { BASE_URL, FOREIGN, facts, issueFact, lexicon, OTHER, OWN, theCall } from '../unit/gateway-world';
import { aKey, NOW } from '../unit/keys-world';

const RUNS = Number(process.env['POLICY_RUNS'] ?? 10_000);
const DAY_MS = 86_400_000;
const PROJECTS = [OWN, OTHER, '10035'];

const permissions: fc.Arbitrary<Permission[]> = fc.oneof(
  { arbitrary: fc.constant(PERMISSIONS).map((all): Permission[] => [...all]), weight: 2 },
  { arbitrary: fc.subarray([...PERMISSIONS], { minLength: 1 }), weight: 1 },
);
const someTypes = fc.option(fc.subarray(['10101', '10102', '10103'], { minLength: 1 }), { nil: undefined });
const conditions = fc.record({
  issueTypes: someTypes,
  fields: fc.option(fc.subarray(['summary', 'labels', 'assignee']), { nil: undefined }),
  transitions: fc.option(fc.subarray(['21', '31'], { minLength: 1 }), { nil: undefined }),
});
const grantFor = (projectId: string): fc.Arbitrary<Grant> =>
  fc
    .record({
      permissions,
      rules: fc.option(fc.subarray(['GET /rest/api/*/issue/**', 'POST /rest/api/3/**', '* /rest/api/3/issue/*']), {
        nil: undefined,
      }),
      conditions: fc.option(conditions, { nil: undefined }),
    })
    .map(({ permissions, rules, conditions }) => ({
      projectId,
      projectKey: `P${projectId}`,
      permissions,
      ...(rules === undefined || rules.length === 0 ? {} : { endpointRules: rules }),
      ...(conditions === undefined ? {} : { conditions: given(conditions) }),
    }));

/** Without members that are undefined, as records are. */
const given = <T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  JSON.parse(JSON.stringify(value));

const limits = fc
  .record({
    callsPerMinute: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
    pageMax: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
  })
  .map((value): Limits => given(value));
const ceiling = fc
  .record({
    permissions: fc.option(permissions, { nil: undefined }),
    maxLifetimeDays: fc.option(fc.integer({ min: 1, max: 365 }), { nil: undefined }),
    limits: fc.option(limits, { nil: undefined }),
  })
  .map((value): ProjectCeiling => given(value));
const site: fc.Arbitrary<SiteRecord> = fc
  .record({
    permissions: fc.option(permissions, { nil: undefined }),
    severalProjects: fc.option(fc.boolean(), { nil: undefined }),
    limits: fc.option(limits, { nil: undefined }),
    projects: fc.option(fc.dictionary(fc.constantFrom(...PROJECTS), ceiling), { nil: undefined }),
    maxLifetimeDays: fc.integer({ min: 1, max: 365 }),
    sponsorCheckDays: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
  })
  .map((value): SiteRecord => ({ ...DEFAULT_SITE, ...given(value) }));
const sponsorRights = fc.option(
  fc.record({
    checkedAt: fc.integer({ min: 0, max: 70 }).map((days) => NOW - days * DAY_MS),
    projects: fc.dictionary(fc.constantFrom(...PROJECTS), permissions),
  }),
  { nil: undefined },
);
const key: fc.Arbitrary<ApiKeyRecord> = fc
  .record({
    grants: fc.subarray(PROJECTS, { minLength: 1 }).chain((ids) => fc.tuple(...ids.map(grantFor))),
    sponsorRights,
    limits: fc.option(limits, { nil: undefined }),
  })
  .map((value) => aKey({ ...given(value), grants: value.grants }));

/** The same or less: a part of each list, a narrower number, something more that is asked for. */
const less = (record: ApiKeyRecord): fc.Arbitrary<ApiKeyRecord> =>
  fc
    .tuple(
      ...record.grants.map((grant) =>
        fc
          .record({ keep: fc.boolean(), permissions: fc.subarray<Permission>([...grant.permissions]), conditions })
          .map(({ keep, permissions, conditions }) => ({ keep, permissions, conditions: narrower(grant, conditions) })),
      ),
    )
    .map((parts) => ({
      ...record,
      grants: record.grants.flatMap((grant, at) => {
        const part = parts[at];
        return part?.keep ? [{ ...grant, permissions: part.permissions, conditions: part.conditions }] : [];
      }),
    }))
    .filter(({ grants }) => grants.length > 0);

type Listed = { readonly [name: string]: readonly string[] | undefined };
function narrower(grant: Grant, more: Listed): NonNullable<Grant['conditions']> {
  const before: Listed = { ...grant.conditions, jql: undefined };
  const both = Object.entries(more).map(([name, wanted]) => {
    const was = before[name];
    return [name, was === undefined ? wanted : wanted === undefined ? was : was.filter((id) => wanted.includes(id))];
  });
  return given(Object.fromEntries(both));
}

const lessSite = (before: SiteRecord): fc.Arbitrary<SiteRecord> =>
  fc
    .record({
      permissions: fc.subarray<Permission>([...(before.permissions ?? PERMISSIONS)]),
      one: fc.constantFrom(...PROJECTS),
      of: permissions,
    })
    .map(({ permissions, one, of }) => {
      const was = before.projects?.[one];
      const kept = was?.permissions === undefined ? of : was.permissions.filter((each) => of.includes(each));
      return { ...before, permissions, projects: { ...before.projects, [one]: { ...was, permissions: kept } } };
    });

const path = '/rest/api/3/issue/ALPHA-24';
const CALLS: readonly Call[] = [
  theCall('GET', `${path}/transitions`),
  theCall('GET', `${path}/comment`),
  theCall('PUT', path, { fields: { summary: 'x' } }),
  theCall('PUT', path, { fields: { labels: ['x'] } }),
  theCall('PUT', path, { fields: { issuetype: { id: '10102' } } }),
  theCall('PUT', `${path}/assignee`, { accountId: null }),
  theCall('POST', `${path}/transitions`, { transition: { id: '21' } }),
  theCall('POST', `${path}/transitions`, { transition: { id: '31' } }),
  theCall('POST', `${path}/comment`, {
    body: { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [] }] },
  }),
  theCall('DELETE', path),
  theCall('POST', '/rest/api/3/search/jql', { jql: '' }),
  theCall('POST', '/rest/api/3/issue', {
    fields: { project: { id: OWN }, issuetype: { id: '10101' }, summary: 'x', labels: [] },
  }),
  theCall('POST', '/rest/api/3/issueLink', {
    type: { name: 'Blocks' },
    inwardIssue: { key: 'ALPHA-24' },
    outwardIssue: { key: 'BETA-1' },
  }),
];
const SEGMENTS = ['rest', 'api', '3', 'issue', 'ALPHA-24'];

const aCall = fc.record({
  call: fc.constantFrom(...CALLS),
  issue: fc.record({
    projectId: fc.constantFrom(OWN, OTHER, FOREIGN),
    typeId: fc.constantFrom('10101', '10102', '10103', undefined),
    secured: fc.boolean(),
  }),
});
type ACall = typeof aCall extends fc.Arbitrary<infer T> ? T : never;

function principalOf(record: ApiKeyRecord, under: SiteRecord, method: string): Principal {
  const grants = effectiveGrants(record, under, NOW, method, SEGMENTS);
  return { key: record, site: under, now: NOW, grants, baseUrl: BASE_URL, endpointHash: 'e'.repeat(64) };
}

/** Projects that the call would touch, or nothing where it is refused. */
function judged({ call, issue }: ACall, record: ApiKeyRecord, under: SiteRecord): ReadonlySet<string> | undefined {
  const principal = principalOf(record, under, call.operation.method);
  if (!admit(call, principal).ok) return undefined;
  const names = { [OWN]: 'ALPHA-24', [OTHER]: 'BETA-24', [FOREIGN]: 'OMEGA-24' };
  const found: IssueFact = issueFact('11024', names[issue.projectId] ?? '', issue.projectId, {
    ...issue,
    transitionIds: new Set(['21', '31']),
  });
  const other = issueFact('14001', 'BETA-1', OTHER, { typeId: '10101' });
  const known = facts({
    issues: new Map([
      ['ALPHA-24', found],
      ['BETA-1', other],
    ]),
    projects: new Map([[OWN, { id: OWN, key: 'ALPHA' }]]),
    lexicons: new Map([OWN, OTHER].map((projectId) => [projectId, lexicon({ projectId })])),
  });
  const decided = decide(call, known, principal);
  return decided.ok ? new Set(decided.value.projectIds) : undefined;
}

/** The permissions that a record holds in a project under ceilings, by the gateway. */
const held = (record: ApiKeyRecord, under: SiteRecord, projectId: string): ReadonlySet<Permission> =>
  effectiveGrants(
    { ...record, grants: record.grants.map(({ endpointRules: _, ...grant }) => grant) },
    under,
    NOW,
    'GET',
    [],
  ).get(projectId)?.permissions ?? new Set();

test(`${RUNS} times: what is permitted is held in the grant, under the ceilings and by the sponsor`, () => {
  let permitted = 0;
  fc.assert(
    fc.property(key, site, aCall, (record, under, one) => {
      const touched = judged(one, record, under);
      if (touched === undefined) return;
      permitted += 1;
      for (const projectId of touched) {
        const grant = record.grants.find((each) => each.projectId === projectId);
        for (const need of one.call.needs) {
          expect(grant?.permissions).toContain(need);
          expect(under.permissions ?? PERMISSIONS).toContain(need);
          expect(under.projects?.[projectId]?.permissions ?? PERMISSIONS).toContain(need);
          const { sponsorRights: sponsor } = record;
          if (sponsor === undefined) continue;
          expect(sponsor.projects[projectId]).toContain(need);
          expect(NOW - sponsor.checkedAt).toBeLessThan((under.sponsorCheckDays ?? 30) * DAY_MS);
        }
        if (record.grants.length > 1) expect(under.severalProjects).not.toBe(false);
      }
    }),
    { numRuns: RUNS },
  );
  expect(permitted).toBeGreaterThan(RUNS / 100);
});

test(`${RUNS} times: a narrower grant or ceiling permits nothing more`, () => {
  let lost = 0;
  const pair = fc
    .tuple(key, site)
    .chain(([record, under]) => fc.tuple(fc.constant(record), less(record), fc.constant(under), lessSite(under)));
  fc.assert(
    fc.property(
      pair,
      aCall,
      fc.boolean(),
      fc.boolean(),
      ([record, lessRecord, under, lessUnder], one, key, ceiling) => {
        const before = judged(one, record, under);
        const after = judged(one, key ? lessRecord : record, ceiling ? lessUnder : under);
        // Fewer grants may bring a key back under a ceiling that allows one project only.
        const alone = under.severalProjects === false && record.grants.length > 1 && lessRecord.grants.length === 1;
        if (alone && key) return;
        if (before !== undefined && after === undefined) lost += 1;
        for (const projectId of after ?? []) expect([...(before ?? [])]).toContain(projectId);
      },
    ),
    { numRuns: RUNS },
  );
  expect(lost).toBeGreaterThan(RUNS / 1000);
});

test('a narrower ceiling never gives more time, calls or rows', () => {
  fc.assert(
    fc.property(key, site, ceiling, fc.constantFrom(...PROJECTS), (record, under, more, projectId) => {
      const was = under.projects?.[projectId];
      const tighter: SiteRecord = {
        ...under,
        projects: {
          ...under.projects,
          [projectId]: {
            ...was,
            maxLifetimeDays: Math.min(was?.maxLifetimeDays ?? 365, more.maxLifetimeDays ?? 365),
            limits: { ...was?.limits, pageMax: Math.min(was?.limits?.pageMax ?? 100, more.limits?.pageMax ?? 100) },
          },
        },
      };
      expect(endOf(record, tighter)).toBeLessThanOrEqual(endOf(record, under));
      const [before, after] = [limitsOf(record, under), limitsOf(record, tighter)];
      for (const name of ['callsPerMinute', 'pageMax'] as const) {
        expect(after[name] ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(before[name] ?? Number.POSITIVE_INFINITY);
      }
    }),
    { numRuns: RUNS },
  );
});

test(`${RUNS / 20} times: Cedar agrees on every permission`, () => {
  const allowed = { both: 0, neither: 0 };
  fc.assert(
    fc.property(
      key,
      site,
      fc.constantFrom(...PERMISSIONS),
      fc.constantFrom(...PROJECTS),
      (record, under, permission, projectId) => {
        const ours = held(record, under, projectId).has(permission);
        expect({ permission, projectId, allowed: ours }).toEqual({
          permission,
          projectId,
          allowed: cedarAllows(record, under, permission, projectId),
        });
        allowed[ours ? 'both' : 'neither'] += 1;
        // What is taken away is told with its reason.
        const grant = record.grants.find((each) => each.projectId === projectId);
        if (grant?.permissions.includes(permission)) {
          expect(capOf(permission, grant, record, under, NOW) === undefined).toBe(ours);
        }
      },
    ),
    { numRuns: RUNS / 20 },
  );
  expect(Math.min(allowed.both, allowed.neither)).toBeGreaterThan(RUNS / 20 / 100);
});

/** The rules in Cedar's language: grants permit, everything else forbids. */
function cedarAllows(record: ApiKeyRecord, under: SiteRecord, permission: Permission, projectId: string): boolean {
  const actions = (names: readonly string[]) => `[${names.map((name) => `Action::"${name}"`).join(', ')}]`;
  const policies = record.grants.map(
    (grant) => `permit(principal, action in ${actions(grant.permissions)}, resource == Project::"${grant.projectId}");`,
  );
  const unless = (names: readonly string[], where: string) =>
    policies.push(`forbid(principal, action, resource${where}) unless { action in ${actions(names)} };`);
  if (under.permissions !== undefined) unless(under.permissions, '');
  for (const [id, { permissions }] of Object.entries(under.projects ?? {})) {
    if (permissions !== undefined) unless(permissions, ` == Project::"${id}"`);
  }
  if (under.severalProjects === false)
    policies.push('forbid(principal, action, resource) when { context.projects > 1 };');
  const { sponsorRights: sponsor } = record;
  if (sponsor !== undefined) {
    policies.push(
      `forbid(principal, action, resource) when { context.ageMs >= ${(under.sponsorCheckDays ?? 30) * DAY_MS} };`,
    );
    for (const id of PROJECTS) unless(sponsor.projects[id] ?? [], ` == Project::"${id}"`);
  }
  const answer = isAuthorized({
    principal: { type: 'Key', id: record.id },
    action: { type: 'Action', id: permission },
    resource: { type: 'Project', id: projectId },
    context: { projects: record.grants.length, ageMs: sponsor === undefined ? 0 : NOW - sponsor.checkedAt },
    policies: { staticPolicies: policies.join('\n') },
    entities: [],
  });
  if (answer.type !== 'success') throw new Error(JSON.stringify(answer.errors));
  if (answer.response.diagnostics.errors.length > 0)
    throw new Error(JSON.stringify(answer.response.diagnostics.errors));
  return answer.response.decision === 'allow';
}
