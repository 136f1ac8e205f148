/** What a key's calls may have needed, and so which of its permissions were not used. */

import { keyUsageAt } from '../../src/audit/key-usage';
import { OPERATIONS } from '../../src/catalogue/operations';
import { permissionOf, permissionsWithin } from '../../src/catalogue/permissions-of';
import { PERMISSIONS } from '../../src/policy/permissions';
import type { DayRecord } from '../../src/storage/records/day';
import { aKey, keysWorld, NOW } from './keys-world';

test('every permission that can be granted opens something: else a later version would widen the keys that hold it', () => {
  const asked = new Set(OPERATIONS.flatMap(({ id }) => [...permissionsWithin(id)]));
  expect(PERMISSIONS.filter((permission) => !asked.has(permission))).toEqual([]);
});

describe('an operation', () => {
  test.each([
    ['getIssue', 'issue:read'],
    ['addComment', 'comment:create'],
    ['getKeySelf', undefined],
    ['none', undefined],
    ['__proto__', undefined],
  ])('%s needs %p', (operation, permission) => {
    expect(permissionOf(operation)).toBe(permission);
  });

  test('has its own permission among those that it may need', () => {
    for (const { id } of OPERATIONS) {
      const own = permissionOf(id);
      expect([id, own === undefined || permissionsWithin(id).has(own)]).toEqual([id, true]);
    }
  });

  test.each([
    ['doTransition', ['issue:transition', 'comment:create', 'issue:link', 'issue:assign']],
    [
      'editIssue',
      [
        ...['issue:edit', 'issue:assign', 'comment:create', 'comment:read', 'attachment:read', 'issue:link'],
        ...['issue:read', 'changelog:read'],
      ],
    ],
    ['linkIssues', ['issue:link', 'comment:create']],
    ['getIssue', ['issue:read', 'comment:read', 'attachment:read', 'changelog:read']],
    ['deleteIssue', ['issue:delete']],
  ])('%s may need what its parts need', (operation, permissions) => {
    expect([...permissionsWithin(operation)].sort()).toEqual([...permissions].sort());
  });
});

describe('the use of a key', () => {
  const key = aKey({
    grants: [
      { projectId: '10001', projectKey: 'A', permissions: ['issue:read', 'comment:read', 'issue:delete'] },
      { projectId: '10002', projectKey: 'O', permissions: ['worklog:read'] },
    ],
    home: { kind: 'site' },
  });
  const dayOf = (day: string, operations: Readonly<Record<string, number>>, more?: true): DayRecord => ({
    ...{ v: 1, home: 'site', day, until: '' },
    keys: [
      { keyId: key.id, allowed: 2, denied: 1, failed: 0, operations, ...(more === undefined ? {} : { more }) },
      { keyId: 'BBBBBBBBBBBB', allowed: 90, denied: 0, failed: 0, operations: { deleteIssue: 90 } },
    ],
  });
  const usage = async (days: readonly DayRecord[], place: Parameters<typeof keyUsageAt>[1]) => {
    const made = keysWorld({ siteAdmin: true, administers: ['10001'] });
    made.keys.set(key.id, key);
    made.days.push(...days);
    made.lastUses.set('site', {
      ...{ v: 1, home: 'site', until: '2026-10-31T11:00:00.000Z', summedUntil: NOW },
      lastUsed: { [key.id]: '2026-10-31T10:00:00.000Z' },
    });
    const told = await keyUsageAt(made.world, place, key.id);
    if (!told.ok) throw new Error(told.error.message);
    return told.value;
  };
  const SITE = { page: 'site' } as const;

  test('is told by day and operation, with what was not used', async () => {
    const told = await usage([dayOf('2026-10-31', { getIssue: 3 }), dayOf('2026-10-10', { none: 3 })], SITE);
    expect(told).toMatchObject({
      lastUsedAt: '2026-10-31T10:00:00.000Z',
      summedUntil: new Date(NOW).toISOString(),
      callsOfWeek: 3,
      deniedOfWeek: 1,
      operations: [
        { operation: 'getIssue', permission: 'issue:read', calls: 3 },
        { operation: 'none', calls: 3 },
      ],
      permissionsNotUsed: ['issue:delete', 'worklog:read'],
    });
    expect(told.days).toHaveLength(30);
    expect(told.days.filter(({ allowed }) => allowed > 0).map(({ day }) => day)).toEqual(['2026-10-10', '2026-10-31']);
  });

  test("on a project's page is about the grant that it shows, and what was done there", async () => {
    const here = { ...dayOf('2026-10-31', { getIssue: 3 }), home: 'in:10001' };
    const elsewhere = dayOf('2026-10-31', { getIssue: 3, deleteIssue: 2 });
    const told = await usage([elsewhere, here], { page: 'project', projectId: '10001' });
    expect(told.permissionsNotUsed).toEqual(['issue:delete']);
    expect(told.operations).toEqual([{ operation: 'getIssue', permission: 'issue:read', calls: 3 }]);
    expect(told.lastUsedAt).toBeUndefined();
  });

  test('says of nothing that it was not used where a day had no room for all operations', async () => {
    expect((await usage([dayOf('2026-10-31', { getIssue: 3 }, true)], SITE)).permissionsNotUsed).toEqual([]);
  });

  test('leaves days beyond the thirty out', async () => {
    expect((await usage([dayOf('2026-09-30', { getIssue: 3 })], SITE)).operations).toEqual([]);
  });
});
