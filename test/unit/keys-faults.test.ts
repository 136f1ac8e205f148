/**
 * Each administrative act × each fault of storage and of Jira: either all of it is done, with its audit, or nothing is
 * and the person hears so. A fault that comes later is repeated without harm.
 */
import { exportAuditAt } from '../../src/audit/export';
import { confirmCopied } from '../../src/keys/confirm-copied';
import { dropProject } from '../../src/keys/drop-project';
import { editKey } from '../../src/keys/edit';
import { rotateEndpoint, setEndpoint } from '../../src/keys/endpoint-change';
import { noteExpired } from '../../src/keys/expire';
import { handOver } from '../../src/keys/hand-over';
import { siteHome } from '../../src/keys/home-endpoint';
import { issueKey } from '../../src/keys/issue';
import { renameProject } from '../../src/keys/rename-project';
import { revokeKey } from '../../src/keys/revoke';
import { endByItself } from '../../src/keys/revoke-itself';
import { endSecretAt, rotateKeyAt } from '../../src/keys/rotate-at';
import { changeSettings } from '../../src/keys/site-settings';
import { checkSponsors } from '../../src/keys/sponsor';
import { stopAfterMismatch } from '../../src/keys/stop-after-mismatch';
import { resumeKey, suspendKey } from '../../src/keys/suspend';
import { suspendIfUnused } from '../../src/keys/unused';
import { err, ok, type Result } from '../../src/result';
import type { StorageOperationName } from '../../src/storage/fault';
import { endpointHash } from '../../src/storage/records/endpoint';
import { aKey, IN_A_MONTH, keysWorld, NOW } from './keys-world';

const ACTOR = { kind: 'person', accountId: 'person-a' } as const;
const SITE = { page: 'site' } as const;
const active = aKey({ expiresAt: NOW + 5_000_000, secrets: [{ hash: 'old', createdAt: NOW }] });
const { id } = active;
type At = ReturnType<typeof keysWorld>;

/** One key that is left is a hand-over that was not made. */
const handedOver = async ({ world }: At) => {
  const done = await handOver(world, ACTOR, { from: 'person-a', to: 'person-b' });
  const fault = done.ok ? done.value.left[0]?.fault : done.error;
  return fault === undefined ? done : err(fault);
};

/** Acts, each with how the key stands before it. */
const ACTS: readonly (readonly [
  string,
  typeof active,
  (at: At) => Promise<Result<unknown, { readonly message: string; readonly mend: string }>>,
])[] = [
  [
    'issue',
    active,
    ({ world }) =>
      issueKey(world, ACTOR, SITE, {
        name: 'New',
        expiresAt: IN_A_MONTH,
        grants: [{ projectId: '10001', permissions: ['issue:read'] }],
      }),
  ],
  ['edit', active, ({ world }) => editKey(world, ACTOR, SITE, { keyId: id, version: 1 }, { name: 'Other' })],
  ['suspend', active, ({ world }) => suspendKey(world, ACTOR, SITE, id, undefined)],
  ['resume', { ...active, status: { state: 'suspended' } }, ({ world }) => resumeKey(world, ACTOR, SITE, id)],
  ['revoke', active, ({ world }) => revokeKey(world, ACTOR, SITE, id, undefined)],
  ['rotate', active, ({ world }) => rotateKeyAt(world, ACTOR, SITE, { keyId: id, version: 1 }, 60)],
  [
    'end a secret',
    { ...active, secrets: [...active.secrets, { hash: 'new', createdAt: NOW + 1 }] },
    ({ world }) => endSecretAt(world, ACTOR, SITE, { keyId: id, version: 1 }, 'older'),
  ],
  [
    'confirm a copy',
    { ...active, secrets: [{ hash: 'old', createdAt: NOW, notCopied: true }] },
    ({ world }) => confirmCopied(world, ACTOR, SITE, id),
  ],
  [
    'issue for two',
    active,
    ({ world }) =>
      issueKey(world, ACTOR, SITE, {
        name: 'New',
        expiresAt: IN_A_MONTH,
        grants: [
          { projectId: '10001', permissions: ['issue:read'] },
          { projectId: '10003', permissions: ['issue:read'] },
        ],
      }),
  ],
  [
    'a further project',
    { ...active, home: { kind: 'site' } },
    ({ world }) =>
      editKey(
        world,
        ACTOR,
        SITE,
        { keyId: id, version: 1 },
        {
          grants: [
            { projectId: '10001', permissions: ['issue:read'] },
            { projectId: '10003', permissions: ['issue:read'] },
          ],
        },
      ),
  ],
  [
    'hand over',
    active,
    (at) => {
      at.rights.set('person-b', ['issue:read']);
      return handedOver(at);
    },
  ],
  ['a deleted project', active, ({ world }) => dropProject(world, '10001')],
  ['a renamed project', active, ({ world }) => renameProject(world, '10001', 'OTHER')],
  ['expiry', { ...active, expiresAt: NOW - 1 }, ({ world }) => noteExpired(world)],
  [
    'unused',
    { ...active, unusedDaysMax: 1, createdAt: NOW - 2 * 86_400_000 },
    ({ world }) => suspendIfUnused(world, id, undefined, NOW),
  ],
  [
    'stop after a mismatch',
    active,
    async ({ world }) => ((await stopAfterMismatch(id, world)) ? ok(true) : err({ message: 'not', mend: 'again' })),
  ],
  [
    'end by itself',
    active,
    async ({ world }) => ((await endByItself(world, id)) ? ok(true) : err({ message: 'not', mend: 'again' })),
  ],
  ['replace a URL', active, ({ world }) => rotateEndpoint(world, ACTOR, 'site', undefined)],
  [
    'close a URL',
    active,
    async ({ world }) => {
      const known = await siteHome(world);
      return known.ok ? setEndpoint(world, ACTOR, endpointHash('site-token'), 'closed') : known;
    },
  ],
  [
    'export',
    active,
    ({ world }) => exportAuditAt(world, ACTOR, SITE, { from: '2026-10-01T00:00:00Z', to: IN_A_MONTH }),
  ],
  ['settings', active, ({ world }) => changeSettings(world, ACTOR, 0, { breakGlass: true })],
  [
    'sponsors',
    { ...active, sponsor: 'person-gone' },
    (at) => {
      at.gone.add('person-gone');
      return checkSponsors(at.world);
    },
  ],
];

const OPERATIONS: readonly StorageOperationName[] = [
  'read_site',
  'read_key',
  'list_keys',
  'create_key',
  'save_key',
  'save_site',
  'write_audit',
  'read_home',
  'claim_home',
  'save_endpoint',
  'read_endpoint',
  'read_roster',
  'save_roster',
  'read_audit',
];

const stateOf = (at: At) =>
  JSON.stringify([[...at.keys.values()].sort((one, other) => (one.id < other.id ? -1 : 1)), at.settings(), at.audit]);

function begun(record: typeof active): At {
  const at = keysWorld({ siteAdmin: true });
  at.keys.set(record.id, record);
  return at;
}

describe.each(ACTS)('%s', (_, record, act) => {
  test('without a fault is done, with its audit', async () => {
    const at = begun(record);
    const before = stateOf(at);
    expect((await act(at)).ok).toBe(true);
    expect(stateOf(at)).not.toBe(before);
    expect(at.audit).toHaveLength(1);
  });

  test.each(OPERATIONS)('with storage down at %s is done whole or not at all', async (operation) => {
    const at = begun(record);
    const before = stateOf(at);
    at.faults.down.add(operation);
    const done = await act(at);
    if (done.ok) {
      expect(at.audit).toHaveLength(1);
    } else {
      expect(stateOf(at)).toBe(before);
      expect([done.error.message, done.error.mend]).not.toContain('');
    }
    // The same again, once storage is there: as if nothing had been in the way.
    at.faults.down.clear();
    const again = await act(at);
    expect(done.ok || again.ok).toBe(true);
  });

  test.each(OPERATIONS)(
    'where the answer of %s is lost, what was done is told as done, or nothing was',
    async (operation) => {
      const at = begun(record);
      const before = stateOf(at);
      at.faults.lost.add(operation);
      const done = await act(at);
      if (done.ok) expect(at.audit).toHaveLength(1);
      // Only the audit of a key that was never handed out may be left of an act that was not done.
      else expect(JSON.stringify([...at.keys.values()])).toBe(JSON.stringify([record]));
      if (!done.ok && operation !== 'write_audit') expect(stateOf(at)).toBe(before);
    },
  );

  test('when Jira does not answer, nothing is done', async () => {
    const at = begun(record);
    const before = stateOf(at);
    at.faults.jiraDown = true;
    const done = await act(at);
    // What the schedule, an event or the key itself does may ask nothing of Jira.
    expect(done.ok).toBe(at.asked.length === 0);
    if (!done.ok) expect(stateOf(at)).toBe(before);
  });

  test('when someone else is quicker, their change is not lost', async () => {
    const at = begun(record);
    at.meanwhile(() => {
      const now = at.keys.get(id);
      if (now !== undefined) at.keys.set(id, { ...now, version: now.version + 1, purpose: 'theirs' });
    });
    await act(at);
    const key = at.keys.get(id);
    // Only acts that store a change meet it.
    if (key?.version !== 1) expect(key?.purpose).toBe('theirs');
  });
});

test('a hand-over that fails half-way says which keys are left, and finishes when it is done again', async () => {
  const at = begun(active);
  at.keys.set('BBBBBBBBBBBB', { ...active, id: 'BBBBBBBBBBBB' });
  at.rights.set('person-b', ['issue:read']);
  at.meanwhile(() => at.faults.down.add('save_key'));
  const half = await handOver(at.world, ACTOR, { from: 'person-a', to: 'person-b' });
  expect(half.ok && half.value.left.length).toBeGreaterThan(0);
  at.faults.down.clear();
  const rest = await handOver(at.world, ACTOR, { from: 'person-a', to: 'person-b' });
  expect(rest.ok && rest.value.left).toEqual([]);
  expect([...at.keys.values()].map(({ sponsor }) => sponsor)).toEqual(['person-b', 'person-b']);
});
