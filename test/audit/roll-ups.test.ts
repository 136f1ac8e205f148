/**
 * The sums of the audit are what the audit says, whatever the schedule did: missed for days, run twice at once, stopped in
 * the middle, over an index that lags. And what was changed or taken away afterwards is found.
 */

import { catchUp, type RollupStore } from '../../src/audit/catch-up';
import { exportAuditAt } from '../../src/audit/export';
import { printLine, recordLine } from '../../src/audit/line';
import { digestOf, isIntact } from '../../src/audit/roll-up';
import { usageOf } from '../../src/audit/usage';
import { verifyExport } from '../../src/audit/verify';
import type { KeyWorld } from '../../src/keys/key-store';
import { err, ok } from '../../src/result';
import type { AuditRecord } from '../../src/storage/records/audit';
import type { Rollup } from '../../src/storage/records/rollup';
import fc from '../seeded-fast-check';
import { keysWorld } from '../unit/keys-world';

const START = Date.parse('2026-11-01T00:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const iso = (at: number) => new Date(at).toISOString();
const SOMEONE = { kind: 'person', accountId: 'person-a' } as const;
const KEYS = ['AAAAAAAAAAAA', 'BBBBBBBBBBBB', 'CCCCCCCCCCCC'];

function recordOf(at: number, index: number, keyId: string, outcome: 'allowed' | 'denied' | 'failed'): AuditRecord {
  const status = { allowed: 200, denied: 403, failed: 502 }[outcome];
  return {
    v: 1,
    id: `id-${index}`,
    at: iso(at),
    keyId,
    projectId: '10001',
    event: {
      kind: 'call',
      requestId: `id-${index}`,
      method: 'GET',
      operation: index % 3 === 0 ? 'getIssue' : 'getComments',
      status,
      outcome,
      projectIds: ['10001'],
      issueIds: [],
      durationMs: 12,
      points: 3,
    },
  };
}

/** Minutes since the call before, its key, and what came of it. */
const history = fc
  .array(
    fc.tuple(
      fc.oneof(fc.nat({ max: 30 }), fc.nat({ max: 9_000 })),
      fc.constantFrom(...KEYS),
      fc.constantFrom('allowed' as const, 'denied' as const, 'failed' as const),
    ),
    { minLength: 1, maxLength: 120 },
  )
  .map((calls) => {
    let at = START;
    return calls.map(([minutes, keyId, outcome], index) => {
      at += minutes * MINUTE + 1;
      return recordOf(at, index, keyId, outcome);
    });
  });

/** Storage of one home, whose index shows a row only `lag` after it was made. */
function storeOf(
  all: readonly AuditRecord[],
  clock: { now: number },
  lag: number,
  fails: () => boolean = () => false,
  rowsMax = 7,
) {
  const rollups = new Map<string, { readonly rollup: Rollup; readonly madeAt: number }>();
  let known = { span: '', records: all };
  const audit = (from: string, to: string) => {
    const span = `${from} ${to} ${clock.now}`;
    if (known.span !== span) {
      const records = all.filter(({ at }) => at >= from && at < to && Date.parse(at) + lag <= clock.now);
      known = { span, records };
    }
    return known.records;
  };
  const down = err({ reason: 'storage_down', operation: 'read_rollup', code: 'X' } as const);
  const store: RollupStore = {
    newestRollup: async () => {
      if (fails()) return down;
      const known = [...rollups.values()].filter(({ madeAt }) => madeAt + lag <= clock.now).map(({ rollup }) => rollup);
      return ok(known.sort((one, other) => (one.from < other.from ? 1 : -1))[0]);
    },
    readRollup: async (_, from) => (fails() ? down : ok(rollups.get(from)?.rollup)),
    createRollup: async (rollup) => {
      if (fails()) return down;
      if (rollups.has(rollup.from)) return err({ reason: 'conflict' } as const);
      rollups.set(rollup.from, { rollup, madeAt: clock.now });
      return ok(undefined);
    },
    auditPage: async (_, from, to, cursor, rows = rowsMax) => {
      if (fails()) return down;
      const found = audit(from, to);
      const start = Number(cursor ?? 0);
      return ok({
        records: found.slice(start, start + rows),
        cursor: start + rows < found.length ? String(start + rows) : undefined,
      });
    },
  };
  return {
    store,
    made: () =>
      [...rollups.values()].map(({ rollup }) => rollup).sort((one, other) => (one.from < other.from ? -1 : 1)),
  };
}

/** Pauses between runs, in minutes, and whether two run at once. */
const schedule = fc.array(fc.tuple(fc.oneof(fc.constant(60), fc.nat({ max: 6_000 })), fc.boolean()), {
  minLength: 1,
  maxLength: 20,
});

test('replaying the audit gives the sums exactly, with missed and doubled schedules, lag and failures', async () => {
  await fc.assert(
    fc.asyncProperty(
      history,
      schedule,
      fc.nat({ max: 9 }),
      fc.infiniteStream(fc.nat({ max: 9 })),
      async (records, runs, lagMinutes, chance) => {
        const clock = { now: START };
        let failing = true;
        const { store, made } = storeOf(
          records,
          clock,
          lagMinutes * MINUTE,
          () => failing && chance.next().value === 0,
        );
        for (const [minutes, twice] of runs) {
          clock.now += minutes * MINUTE;
          await Promise.all((twice ? [1, 2] : [1]).map(() => catchUp(store, '10001', clock.now)));
        }
        failing = false;
        // Long after the last call, the schedule comes as often as it needs to.
        clock.now = Math.max(clock.now, Date.parse(records.at(-1)?.at ?? '')) + 2 * HOUR;
        for (let run = 0; run < 200; run += 1) {
          const until = await catchUp(store, '10001', clock.now);
          clock.now += 20 * MINUTE;
          if (until.ok && until.value.until !== undefined) break;
        }
        const rollups = made();
        // Contiguous, chained, intact.
        for (const [index, rollup] of rollups.entries()) {
          expect(isIntact(rollup)).toBe(true);
          expect(rollup.previous).toBe(rollups[index - 1]?.hash ?? '');
          if (index > 0) expect(rollup.from).toBe(rollups[index - 1]?.to);
        }
        // Summed by hand.
        const total = (of: (sums: Rollup['keys'][number]) => number) =>
          rollups.reduce((sum, { keys }) => sum + keys.reduce((all, each) => all + of(each), 0), 0);
        const calls = (outcome: string) =>
          records.filter(({ event }) => event.kind === 'call' && event.outcome === outcome).length;
        expect(total(({ calls }) => calls)).toBe(records.length);
        expect([total(({ allowed }) => allowed), total(({ denied }) => denied), total(({ failed }) => failed)]).toEqual(
          [calls('allowed'), calls('denied'), calls('failed')],
        );
        expect(total(({ operations }) => operations['getIssue'] ?? 0)).toBe(
          records.filter(({ event }) => event.kind === 'call' && event.operation === 'getIssue').length,
        );
        for (const keyId of KEYS) {
          const last = records.filter((record) => record.keyId === keyId).at(-1)?.at;
          expect(usageOf(keyId, rollups, rollups.at(-1)).lastUsedAt).toBe(
            last === undefined ? undefined : Date.parse(last),
          );
        }
      },
    ),
    { numRuns: 300 },
  );
});

/** The records, rolled up and exported as the page of their project does it. */
async function exported(records: readonly AuditRecord[], span = { from: iso(START), to: iso(START + 60 * DAY) }) {
  const clock = { now: Date.parse(span.to) };
  const { store, made } = storeOf(records, clock, 0);
  for (let run = 0; run < 50; run += 1) await catchUp(store, '10001', clock.now);
  const base = keysWorld({ administers: ['10001'] }).world;
  const audit: KeyWorld['audit'] = {
    ...base.audit,
    auditPage: async (of, ...rest) =>
      'home' in of && of.home === '10001' ? store.auditPage(of, ...rest) : ok({ records: [], cursor: undefined }),
    rollupPage: async (_, from, to) =>
      ok({ rollups: made().filter((rollup) => rollup.from >= from && rollup.from < to), cursor: undefined }),
  };
  const world = { ...base, audit, now: () => clock.now };
  let text = '';
  let cursor: string | undefined;
  do {
    const step = await exportAuditAt(world, SOMEONE, { page: 'project', projectId: '10001' }, { ...span, cursor });
    if (!step.ok) throw new Error(step.error.message);
    text += step.value.lines;
    cursor = step.value.cursor;
    clock.now += step.value.waitSeconds * 1000;
  } while (cursor !== undefined);
  return text.trimEnd().split('\n');
}

describe('an export', () => {
  const records = Array.from({ length: 40 }, (_, index) =>
    recordOf(START + index * 17 * MINUTE, index, KEYS[index % 3] ?? '', 'allowed'),
  );
  const faultsOf = (lines: readonly string[], noted: readonly string[] = []) => verifyExport(lines, noted).faults;

  test('is intact as it was made, in whatever order its lines come', async () => {
    const lines = await exported(records);
    expect(verifyExport(lines)).toMatchObject({ records: 40, uncovered: 0, faults: [] });
    expect(verifyExport([...lines].reverse())).toMatchObject({ records: 40, uncovered: 0, faults: [] });
  });

  test('shows any one line that is changed, added, doubled, or taken away', async () => {
    const lines = await exported(records);
    const change = (line: string) =>
      line
        .replace('"calls":', '"calls":1')
        .replace('"status":200', '"status":403')
        .replace('"rollups":', '"rollups":1')
        .replace('"homes":["10001"]', '"homes":["10001","10002"]');
    const forgeries: Readonly<Record<string, (line: string) => string[]>> = {
      'taken away': () => [],
      changed: (line) => [change(line)],
      doubled: (line) => [line, line],
      added: (line) => [line, line.replace(/"id":"[^"]+"/, '"id":"new"')],
      'with a member more': (line) => [line.replace('{"type"', '{"note":1,"type"')],
    };
    for (const [how, forge] of Object.entries(forgeries)) {
      for (const [at, line] of lines.entries()) {
        const forged = lines.flatMap((each, index) => (index === at ? forge(each) : [each]));
        expect({ how, line, found: faultsOf(forged).length > 0 }).toEqual({ how, line, found: true });
      }
    }
  });

  test('names the record that was altered, and the stretch of one whose every trace in its line was altered', async () => {
    const lines = await exported(records);
    const at = lines.findIndex((line) => line.includes('"id-7"'));
    const altered = (lines[at] ?? '').replace('"status":200', '"status":500');
    const name = `${iso(START + 7 * 17 * MINUTE)}-id-7`;
    expect(faultsOf(lines.with(at, altered))).toEqual([
      `line ${at + 1}, ${name}, was altered`,
      'records of 10001, 2026-11-01T01:00:00.000Z to 2026-11-01T02:00:00.000Z: altered',
    ]);
    const { record } = JSON.parse(altered);
    expect(faultsOf(lines.with(at, recordLine('record', record)))).toEqual([
      'records of 10001, 2026-11-01T01:00:00.000Z to 2026-11-01T02:00:00.000Z: altered',
    ]);
  });

  test('names the record that stands twice', async () => {
    const lines = await exported(records);
    const line = lines.find((each) => each.includes('"id-7"')) ?? '';
    expect(faultsOf([...lines, line])).toContain(`10001: ${iso(START + 7 * 17 * MINUTE)}-id-7 stands twice`);
  });

  test('that ends too early says so, and how much is missing of a stretch', async () => {
    const lines = await exported(records);
    expect(faultsOf(lines.slice(0, -1))).toEqual(['10001 has 0 last lines: the file ends too early']);
    expect(faultsOf(lines.filter((line) => !line.includes('"id-7"')))).toEqual([
      '10001: 39 of 40 records are in the file',
      'records of 10001, 2026-11-01T01:00:00.000Z to 2026-11-01T02:00:00.000Z: 3 of 4',
    ]);
  });

  test('whose whole chain was made anew is found by a head that was noted before', async () => {
    const [noted = ''] = Object.values(verifyExport(await exported(records.slice(0, 29))).heads);
    const later = await exported(records);
    const rewritten = await exported(records.filter((_, index) => index !== 2));
    expect(faultsOf(rewritten)).toEqual([]);
    expect(faultsOf(later, [noted])).toEqual([]);
    expect(faultsOf(rewritten, [noted])).toEqual([`no roll-up in the file has the hash ${noted}`]);
  });

  test('that begins and ends within an hour blames nothing on what it leaves out', async () => {
    const span = { from: iso(START + 2.5 * HOUR), to: iso(START + 5.5 * HOUR) };
    const lines = await exported(records, span);
    const inside = records.filter(({ at }) => at >= span.from && at < span.to);
    expect(verifyExport(lines)).toMatchObject({ records: inside.length, faults: [] });
    expect(verifyExport(lines).uncovered).toBeLessThan(inside.length);
  });

  test('of a time before the 90 days that storage keeps does not miss what is gone', async () => {
    const late = records.slice(20);
    const rollups = (await exported(records)).filter((line) => line.includes('"type":"rollup"'));
    const kept = late.map((record) => recordLine('record', record).trimEnd());
    const ends = { from: iso(START), to: iso(START + 91 * DAY), madeAt: iso(START + 90 * DAY + 6 * HOUR) };
    const hash = JSON.parse(rollups.at(-1) ?? '').hash;
    const lines = [
      printLine({ type: 'export', v: 1, ...ends, homes: ['10001'] }),
      ...rollups,
      ...kept,
      printLine({ type: 'head', home: '10001', records: 20, rollups: rollups.length, hash }),
    ];
    expect(faultsOf(lines)).toEqual([]);
    const young = printLine({ type: 'export', v: 1, ...ends, madeAt: iso(START + 60 * DAY), homes: ['10001'] });
    expect(faultsOf(lines.with(0, young)).length).toBeGreaterThan(0);
  });

  test('is not excused from what its first line could be made to leave out', async () => {
    const lines = await exported(records);
    const header = JSON.parse(lines[0] ?? '');
    // An hour of records, and every trace of their number, is gone; the roll-ups still count them.
    const without = lines
      .filter((line) => !/"at":"2026-11-01T03:/.test(line))
      .map((line) => line.replace('"head","home":"10001","records":40', '"head","home":"10001","records":36'));
    const first = (more: object) => [printLine({ ...header, ...more }).trimEnd(), ...without.slice(1)];
    expect(faultsOf(first({}))).toEqual([
      'records of 10001, 2026-11-01T03:00:00.000Z to 2026-11-01T04:00:00.000Z: 0 of 4',
    ]);
    const excuses = [
      [{ keptFrom: header.madeAt }, /every site keeps more/],
      [{ keptFrom: '~' }, /every site keeps more/],
      [{ madeAt: 'once', keptFrom: '~' }, /every site keeps more/],
      [{ to: '2026-11-01T03:30:00.000Z' }, /^10001: \d+ lines are of a time that the file is not about$/],
      [{ from: '2026-11-01T03:30:00.000Z' }, /^10001: \d+ lines are of a time that the file is not about$/],
    ] as const;
    for (const [more, fault] of excuses) expect(faultsOf(first(more)).join('\n')).toMatch(new RegExp(fault, 'm'));
    // A site that keeps a week says so, and whoever reads the answer sees it.
    const keptFrom = new Date(Date.parse(header.madeAt) - 7 * DAY + HOUR).toISOString();
    expect(verifyExport(first({ keptFrom }))).toMatchObject({ faults: [], told: { keptFrom, from: header.from } });
  });

  test('that is no export is told as one', () => {
    expect(faultsOf(['hello'])).toEqual(['line 1 is no line of an export', 'the file has 0 first lines of an export']);
    expect(faultsOf([])).toEqual(['the file holds nothing']);
  });

  test('says how long to wait, so that half of what the person may read is left to pages', async () => {
    const many = Array.from({ length: 1_500 }, (_, index) => recordOf(START + index, index, 'AAAAAAAAAAAA', 'allowed'));
    const auditPage: KeyWorld['audit']['auditPage'] = async (of, _from, _to, cursor) => {
      const start = Number(cursor ?? 0);
      return 'home' in of && of.home === 'site'
        ? ok({ records: [], cursor: undefined })
        : ok({
            records: many.slice(start, start + 100),
            cursor: start + 100 < 1_500 ? String(start + 100) : undefined,
          });
    };
    const clock = { now: START + HOUR };
    const base = keysWorld({ administers: ['10001'] }).world;
    const world = { ...base, audit: { ...base.audit, auditPage }, now: () => clock.now };
    const step = async (cursor?: string) => {
      const done = await exportAuditAt(
        world,
        SOMEONE,
        { page: 'project', projectId: '10001' },
        { from: iso(START), to: iso(clock.now), cursor },
      );
      if (!done.ok) throw new Error(done.error.message);
      return done.value;
    };
    const first = await step();
    const bytes = Buffer.byteLength(first.lines);
    // Half of what a person may read on pages of projects: 300 units of 10 kB a minute.
    expect(bytes / (first.waitSeconds / 60)).toBeLessThan(3_000_000);
    clock.now += first.waitSeconds * 1000;
    expect((await step(first.cursor)).lines).toContain('"type":"record"');
  });
});

test('an hour with more records than one stretch holds becomes several, the same for every run', async () => {
  const busy = Array.from({ length: 12_003 }, (_, index) =>
    recordOf(START + Math.floor(index / 7), index, KEYS[index % 3] ?? '', 'allowed'),
  );
  const sums = async (twice: boolean) => {
    const clock = { now: START + 2 * HOUR };
    const { store, made } = storeOf(busy, clock, 0, undefined, 1_000);
    await Promise.all([catchUp(store, '10001', clock.now), ...(twice ? [catchUp(store, '10001', clock.now)] : [])]);
    return made();
  };
  const once = await sums(false);
  expect(once.length).toBeGreaterThan(1);
  expect(Math.max(...once.map(({ records }) => records))).toBeLessThanOrEqual(10_000);
  expect(once.reduce((sum, { records }) => sum + records, 0)).toBe(12_003);
  expect(await sums(true)).toEqual(once);
});

test('a stretch with very many keys is cut so that its row can be stored', async () => {
  const many = Array.from({ length: 3_000 }, (_, index) =>
    recordOf(START + index, index, String(index).padStart(12, 'k'), 'allowed'),
  );
  const clock = { now: START + 2 * HOUR };
  const { store, made } = storeOf(many, clock, 0, undefined, 1_000);
  expect((await catchUp(store, '10001', clock.now)).ok).toBe(true);
  const rollups = made();
  expect(rollups.length).toBeGreaterThan(1);
  for (const rollup of rollups) expect(JSON.stringify(rollup).length).toBeLessThan(240 * 1024);
  expect(rollups.reduce((sum, { records }) => sum + records, 0)).toBe(3_000);
});

test('a digest says nothing about the order of records or of their members', () => {
  const [one, other] = [recordOf(START, 1, 'AAAAAAAAAAAA', 'allowed'), recordOf(START, 2, 'AAAAAAAAAAAA', 'denied')];
  const turned = JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(one).reverse())));
  expect(digestOf([other, turned])).toBe(digestOf([one, other]));
  expect(digestOf([one])).not.toBe(digestOf([one, other]));
});
