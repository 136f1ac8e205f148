/** For how many days records of the audit are kept: from the next one on, and what an export may be held to then. */

import { printLine, recordLine } from '../../src/audit/line';
import { rollUp } from '../../src/audit/roll-up';
import { verifyExport } from '../../src/audit/verify';
import { changeSettings } from '../../src/keys/site-settings';
import { createKey, saveKey } from '../../src/storage/keys';
import type { AuditRecord } from '../../src/storage/records/audit';
import { auditDaysOf, auditKeptFrom, DEFAULT_SITE } from '../../src/storage/records/site';
import { saveSite } from '../../src/storage/site-row';
import fc from '../seeded-fast-check';
import { aKey, keysWorld, NOW } from '../unit/keys-world';
import { storageInMemory } from '../unit/storage-in-memory';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ADMIN = { kind: 'person', accountId: 'person-z' } as const;
const line = (id: string, keyId = aKey().id): AuditRecord => ({
  v: 1,
  id,
  at: new Date(NOW).toISOString(),
  keyId,
  projectId: '10001',
  event: { kind: 'administration', act: 'key_changed', by: 'person-a' },
});

const settingsWorld = () => {
  const made = keysWorld({ siteAdmin: true });
  const set = (change: object) => changeSettings(made.world, ADMIN, made.settings().version ?? 0, change);
  return { ...made, set };
};

test.each([
  ['7', 7, true],
  ['365', 365, true],
  ['the default again', null, true],
  ['6', 6, false],
  ['366', 366, false],
  ['half a day more', 7.5, false],
])('a site admin may set it to %s: %p is %p', async (_, auditDays, allowed) => {
  const { set, settings } = settingsWorld();
  expect((await set({ auditDays })).ok).toBe(allowed);
  expect(auditDaysOf(settings())).toBe(allowed ? (auditDays ?? 90) : 90);
});

test('the acts of people are kept for as long as calls: by what is set when they are stored', async () => {
  const storage = storageInMemory(NOW);
  const expiry = (id: string) => storage.rows.all().find(({ key }) => key.endsWith(id))?.expires;
  await createKey(aKey());
  expect((await saveKey(aKey({ version: 2 }), line('before'))).ok).toBe(true);
  expect((await saveSite({ ...DEFAULT_SITE, auditDays: 30, version: 1 }, line('setting', 'none'))).ok).toBe(true);
  expect((await saveKey(aKey({ version: 3 }), line('after'))).ok).toBe(true);
  expect([expiry('before'), expiry('setting'), expiry('after')]).toEqual([
    NOW + 90 * DAY,
    NOW + 30 * DAY,
    NOW + 30 * DAY,
  ]);
});

test('while the settings cannot be read, nothing is changed without its audit', async () => {
  const storage = storageInMemory(NOW);
  await createKey(aKey());
  storage.faults.push({ operation: 'entity/get', times: 1, fault: { kind: 'status', status: 500 } });
  expect(await saveKey(aKey({ version: 2 }), line('a'))).toMatchObject({
    ok: false,
    error: { reason: 'storage_down' },
  });
  expect((await saveKey(aKey({ version: 2 }), line('a'))).ok).toBe(true);
});

test('whatever was set and when: from the moment that an export names, every record is there', async () => {
  const days = fc.oneof(fc.constantFrom(7, 30, 90, 365), fc.integer({ min: 7, max: 365 }));
  const changes = fc.array(fc.tuple(fc.integer({ min: 1, max: 200 }), days), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(changes, fc.nat({ max: 400 }), async (steps, later) => {
      const { set, settings, setNow } = settingsWorld();
      const first = { at: Number.NEGATIVE_INFINITY, days: 90 };
      const history = [first];
      let now = NOW;
      for (const [pause, auditDays] of steps) {
        now += pause * DAY;
        setNow(now);
        expect((await set({ auditDays })).ok).toBe(true);
        history.push({ at: now, days: auditDays });
      }
      now += later * DAY;
      const keptFrom = auditKeptFrom(settings(), now);
      const isThere = (at: number): boolean => {
        const holds = history.findLast((each) => each.at <= at) ?? first;
        return at + holds.days * DAY > now;
      };
      for (let at = keptFrom; at < now; at += 6 * HOUR) expect([at, isThere(at)]).toEqual([at, true]);
      // And no less is promised than the last setting gives, once it has held for long enough.
      if (later * DAY > 365 * DAY) expect(keptFrom).toBe(now - auditDaysOf(settings()) * DAY + HOUR);
    }),
    { numRuns: 200 },
  );
});

test('an export with a short time does not miss what is gone, and does miss what should be there', () => {
  const call = (at: number): AuditRecord => ({ ...line(`at-${at}`), at: new Date(at).toISOString() });
  const moments = [NOW - 20 * DAY, NOW - 3 * DAY];
  const rollups = moments.map((at) =>
    rollUp('10001', new Date(at).toISOString(), new Date(at + HOUR).toISOString(), [call(at)], undefined),
  );
  const [old, young] = rollups.map((rollup, at) => ({ rollup, record: call(moments[at] ?? 0) }));
  if (old === undefined || young === undefined) throw new Error('two stretches were made');
  const chained = rollUp('10001', old.rollup.to, young.rollup.to, [young.record], old.rollup);
  const span = { from: new Date(NOW - 30 * DAY).toISOString(), to: new Date(NOW).toISOString() };
  const file = (keptDays: number, records: readonly AuditRecord[]) => [
    printLine({
      ...{ type: 'export', v: 1, ...span, madeAt: span.to, homes: ['10001'] },
      keptFrom: new Date(NOW - keptDays * DAY).toISOString(),
    }),
    ...[old.rollup, chained].map((rollup) => printLine({ type: 'rollup', ...rollup })),
    ...records.map((record) => recordLine('record', record)),
    printLine({ type: 'head', home: '10001', records: records.length, rollups: 2, hash: chained.hash }),
  ];
  expect(verifyExport(file(7, [young.record])).faults).toEqual([]);
  expect(verifyExport(file(30, [young.record])).faults).toHaveLength(1);
  expect(verifyExport(file(30, [old.record, young.record])).faults).toEqual([]);
  expect(verifyExport(file(7, [])).faults).toHaveLength(1);
});
