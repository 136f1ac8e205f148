/**
 * What the page "Ceilings" says of keys that exist, held against the code that decides calls: the page has rules of its own,
 * since it runs in a browser, and they must not drift.
 */

import type { KeyView, SettingsView } from '../../../src/console/contract';
import { endOf, LIMIT_NAMES, limitsOf, mayBeGranted } from '../../../src/policy/ceilings';
import { PERMISSIONS } from '../../../src/policy/permissions';
import { type ApiKeyRecord, apiKeyRecord } from '../../../src/storage/records/api-key';
import { effectsOf, mayTakeFromKeys } from '../../../static/console/src/pages/ceilings/effects';
import fc from '../../seeded-fast-check';

const NOW = Date.parse('2026-06-01T00:00:00Z');
const DAY_MS = 24 * 60 * 60 * 1000;
const PROJECTS = ['10001', '10002', '10003'];

const permissions = fc.subarray([...PERMISSIONS]);
const limits = fc.record(
  { callsPerMinute: fc.integer({ min: 1, max: 5 }), pageMax: fc.integer({ min: 1, max: 5 }) },
  { requiredKeys: [] },
);
const days = fc.integer({ min: 1, max: 365 });
const ceiling = fc.record(
  { permissions, maxLifetimeDays: days, whoMayIssue: fc.constantFrom('project-admins', 'site-admins'), limits },
  { requiredKeys: [] },
);
const settings: fc.Arbitrary<SettingsView> = fc.record(
  {
    v: fc.constant(1),
    breakGlass: fc.constant(false),
    version: fc.constant(1),
    maxLifetimeDays: days,
    whoMayIssue: fc.constantFrom('project-admins', 'site-admins'),
    permissions,
    limits,
    severalProjects: fc.boolean(),
    projects: fc.dictionary(fc.constantFrom(...PROJECTS), ceiling),
  },
  { requiredKeys: ['v', 'breakGlass', 'version', 'maxLifetimeDays', 'whoMayIssue'] },
);

const record: fc.Arbitrary<ApiKeyRecord> = fc
  .record({
    grants: fc.uniqueArray(
      fc.record({
        projectId: fc.constantFrom(...PROJECTS),
        projectKey: fc.constant('ANY'),
        permissions: fc.subarray([...PERMISSIONS], { minLength: 1 }),
      }),
      { minLength: 1, selector: ({ projectId }) => projectId },
    ),
    limits,
    createdAt: fc.integer({ min: NOW - 300 * DAY_MS, max: NOW }),
    lifeDays: days,
  })
  .map(({ lifeDays, createdAt, ...rest }) => {
    const parsed = apiKeyRecord({
      v: 1,
      id: 'abcdefghijkl',
      name: 'any',
      purpose: '',
      sponsor: 'someone',
      home: { kind: 'site' },
      expiresAt: createdAt + lifeDays * DAY_MS,
      createdAt,
      status: { state: 'active' },
      secrets: [],
      cursorKey: 'c'.repeat(43),
      version: 1,
      createdBy: 'someone',
      ...rest,
    });
    if (typeof parsed === 'symbol') throw new Error('the record of this test is none');
    return parsed;
  });

/** As the page is given it; what it does not read is left out. */
const viewOf = (key: ApiKeyRecord): KeyView => ({
  id: key.id,
  name: key.name,
  purpose: key.purpose,
  sponsor: key.sponsor,
  state: 'in_force',
  grants: key.grants.map((grant) => ({ ...grant, withheld: [] })),
  otherProjects: false,
  home: 'site',
  expiresAt: new Date(key.expiresAt).toISOString(),
  limits: key.limits ?? {},
  hiddenFields: [],
  secrets: [],
  secretCopied: true,
  version: key.version,
  createdAt: new Date(key.createdAt).toISOString(),
  createdBy: key.createdBy,
});

const left = (key: ApiKeyRecord, site: SettingsView): readonly string[] =>
  key.grants.length > 1 && site.severalProjects === false
    ? []
    : key.grants.flatMap(({ projectId, permissions: held }) =>
        held.filter((each) => mayBeGranted(site, projectId, each)).map((each) => `${projectId} ${each}`),
      );

/** By the code that decides calls: what becomes of this key, the worst first; what can do nothing any more loses nothing else. */
const truth = (key: ApiKeyRecord, before: SettingsView, after: SettingsView): readonly string[] => {
  const [endBefore, endAfter] = [endOf(key, before), endOf(key, after)];
  const [heldBefore, heldAfter] = [left(key, before), left(key, after)];
  const [mostBefore, mostAfter] = [limitsOf(key, before), limitsOf(key, after)];
  if (endBefore > NOW && endAfter <= NOW) return ['ends_now'];
  if (heldBefore.length > 0 && heldAfter.length === 0) return ['stops'];
  const isLower = LIMIT_NAMES.some((name) => {
    const most = mostAfter[name];
    return most !== undefined && most < (mostBefore[name] ?? Number.POSITIVE_INFINITY);
  });
  return [
    ...(heldBefore.some((each) => !heldAfter.includes(each)) ? ['loses_permissions'] : []),
    ...(endAfter < endBefore ? ['ends_earlier'] : []),
    ...(isLower ? ['narrower_limits'] : []),
  ];
};

describe('what a new ceiling does to keys that exist', () => {
  test('is told as the calls of those keys will be decided', () => {
    fc.assert(
      fc.property(record, settings, settings, (key, before, after) => {
        const told = effectsOf(before, after, [viewOf(key)], NOW).map(({ kind }) => kind);
        expect(told).toEqual(truth(key, before, after));
      }),
      { numRuns: 2_000 },
    );
  });

  test('is looked for whenever some key could lose something', () => {
    fc.assert(
      fc.property(record, settings, settings, (key, before, after) => {
        const isTouched = effectsOf(before, after, [viewOf(key)], NOW).length > 0;
        expect(isTouched && !mayTakeFromKeys(before, after)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  test('is not looked for where ceilings are only raised', () => {
    const low: SettingsView = {
      v: 1,
      breakGlass: false,
      version: 1,
      maxLifetimeDays: 30,
      whoMayIssue: 'site-admins',
      permissions: ['issue:read'],
      severalProjects: false,
      limits: { pageMax: 10 },
    };
    const high: SettingsView = {
      v: 1,
      breakGlass: false,
      version: 2,
      maxLifetimeDays: 365,
      whoMayIssue: 'site-admins',
    };
    expect(mayTakeFromKeys(low, high)).toBe(false);
    expect(mayTakeFromKeys(high, low)).toBe(true);
  });
});
