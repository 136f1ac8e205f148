/**
 * An export is an act of administration, and stands in the audit: once, by whom, of what, before the first of its lines is
 * given. And a cursor gets nothing that its own record does not say.
 */
import { exportAuditAt } from '../../src/audit/export';
import type { KeyWorld } from '../../src/keys/key-store';
import { keysWorld } from '../unit/keys-world';
import { ADMIN, asking, pageOf } from '../wall/page-functions';
import { EVERYTHING, FIXTURE, openWall, READING, type Wall } from '../wall/site';

const { people, projects } = FIXTURE;
const NOW = Date.parse('2026-11-25T12:30:15Z');
const ALPHA = pageOf(projects.alpha);
const BETA = pageOf(projects.beta);
const FROM = '2026-11-01T00:00:00.000Z';
const TO = '2026-11-25T13:00:00.000Z';
const SPAN = { from: FROM, to: TO };

let wall: Wall;
beforeEach(async () => {
  wall = await openWall({ now: NOW });
});
afterEach(() => wall.stop());

const ask = asking(() => wall);
const noted = async (accountId = people.siteAdmin, place: typeof ADMIN = ADMIN) => {
  const { value } = await ask(accountId, place, 'readAudit', { ...SPAN, outcome: 'administration' });
  return value.records.filter(({ event }: { event: { act: string } }) => event.act === 'audit_exported');
};
const cursorOf = (parts: object): string =>
  Buffer.from(
    JSON.stringify({
      ...{ v: 1, ...SPAN, view: 'site', stage: 'rollups', rollups: 0, records: 0, hash: '' },
      ...parts,
    }),
  ).toString('base64url');

test('an export of many steps is in the audit once, with who, when, and from when to when', async () => {
  const { world: base, audit } = keysWorld({ siteAdmin: true });
  let now = NOW;
  const call = { kind: 'call', requestId: 'x'.repeat(500), method: 'GET', operation: 'getIssue', status: 200 } as const;
  const rest = { outcome: 'allowed', projectIds: [], issueIds: [], durationMs: 1 } as const;
  const auditPage: KeyWorld['audit']['auditPage'] = async (_of, _from, _to, cursor = '0') => ({
    ok: true,
    value: {
      records: Array.from({ length: 100 }, (_, at) => ({
        ...{ v: 1, id: `${cursor}-${at}`, at: FROM, keyId: 'AAAAAAAAAAAA', projectId: 'site' },
        event: { ...call, ...rest, projectIds: [...rest.projectIds], issueIds: [...rest.issueIds] },
      })),
      cursor: cursor === '20' ? undefined : String(Number(cursor) + 1),
    },
  });
  const world = { ...base, audit: { ...base.audit, auditPage }, now: () => now };
  const person = { kind: 'person', accountId: 'person-a' } as const;
  let cursor: string | undefined;
  let steps = 0;
  do {
    const step = await exportAuditAt(world, person, { page: 'site' }, { ...SPAN, cursor });
    if (!step.ok) throw new Error(step.error.message);
    cursor = step.value.cursor;
    now += step.value.waitSeconds * 1000;
    steps += 1;
  } while (cursor !== undefined);
  expect(steps).toBeGreaterThan(1);
  expect(audit).toMatchObject([
    {
      at: new Date(NOW).toISOString(),
      keyId: 'none',
      projectId: 'site',
      event: { kind: 'administration', act: 'audit_exported', by: 'person-a', detail: `${FROM} to ${TO}` },
    },
  ]);
});

test("one of a project's page is in the project's audit, with the key that it is of, and in no other project's", async () => {
  const key = await wall.issue([
    { projectId: projects.alpha.id, permissions: EVERYTHING },
    { projectId: projects.beta.id, permissions: READING },
  ]);
  expect((await ask(people.alphaAdmin, ALPHA, 'exportAudit', { ...SPAN, keyId: key.id })).ok).toBe(true);
  const record = { keyId: key.id, projectId: projects.alpha.id, event: { by: people.alphaAdmin } };
  expect(await noted(people.alphaAdmin, ALPHA)).toMatchObject([record]);
  expect(await noted()).toMatchObject([record]);
  expect(await noted(people.betaAdmin, BETA)).toEqual([]);
});

test('where the record cannot be stored, no line is given', async () => {
  wall.site.storage.faults.push({ operation: 'entity/set', times: 1, fault: { kind: 'status', status: 500 } });
  const refused = await ask(people.siteAdmin, ADMIN, 'exportAudit', SPAN);
  expect(refused).toMatchObject({ ok: false, fault: { reason: 'unavailable' } });
  expect((await ask(people.siteAdmin, ADMIN, 'exportAudit', SPAN)).ok).toBe(true);
});

describe('a cursor that was made by hand', () => {
  const begun = async (accountId = people.alphaAdmin, place: typeof ADMIN = ALPHA) => {
    await ask(accountId, place, 'exportAudit', SPAN);
    const [{ at, id }] = await noted(accountId, place);
    return { at, id };
  };
  const step = (parts: object, payload: object = {}) =>
    ask(people.alphaAdmin, ALPHA, 'exportAudit', { ...SPAN, ...payload, cursor: cursorOf(parts) });
  const own = { view: projects.alpha.id };

  test('names the record of its export, or gets nothing', async () => {
    const theirs = await begun(people.siteAdmin, ADMIN);
    const mine = await begun();
    const wrong = [
      own,
      { ...own, noted: { at: mine.at, id: 'f'.repeat(32) } },
      { ...own, noted: theirs },
      { ...own, noted: mine, to: '2027-01-01T00:00:00.000Z' },
    ];
    for (const parts of wrong) {
      expect(await step(parts)).toMatchObject({ ok: false, fault: { where: 'cursor' } });
    }
    expect(await step({ ...own, noted: mine }, { keyId: wall.alpha.id })).toMatchObject({ ok: false });
    expect(await step({ ...own, noted: mine })).toMatchObject({ ok: true });
  });

  test('and names what is of other projects goes no further than one that names nothing', async () => {
    const mine = await begun();
    const told = (view: string) => step({ view, stage: 'records', noted: mine });
    for (const view of ['site', projects.beta.id, `in:${projects.beta.id}`, 'in:site', 'key', '']) {
      expect([view, await told(view)]).toMatchObject([view, { ok: false, fault: { where: 'cursor' } }]);
    }
    expect(await told(`in:${projects.alpha.id}`)).toMatchObject({ ok: true });
  });
});
