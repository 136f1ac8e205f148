/** docs/errors.md lists the registry of refusals and failures, whole and in its order. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { denialBody } from '../../src/gateway/respond';
import { type Condition, DENIALS, type Denial } from '../../src/policy/denials';

const DOCUMENT = readFileSync(resolve(__dirname, '../../docs/errors.md'), 'utf8');
const ROWS = [...DOCUMENT.matchAll(/^\| `(\w+)` \| (\d{3}) \| (.+?) \| (.+?) \|$/gm)].map(
  ([, reason = '', status = '', title = '', remedy = '']) => ({ reason, status: Number(status), title, remedy }),
);

test('every reason stands in the document with its status and title, and nothing else does', () => {
  const documented = ROWS.map(({ reason, status, title }) => [reason, status, title]);
  expect(documented).toEqual(Object.entries(DENIALS).map(([reason, { status, title }]) => [reason, status, title]));
});

test('every reason says what to do', () => {
  expect(ROWS.filter(({ remedy }) => remedy.trim().length < 12)).toEqual([]);
});

test('the example in the document is what a refusal looks like, member by member', () => {
  const example = JSON.parse(/```json\n([^`]+)```/.exec(DOCUMENT)?.[1] ?? '{}');
  const denial: Denial = {
    reason: 'permission_missing',
    missing: ['issue:edit'],
    cappedBy: 'ceiling',
    grant: { project: 'DEMO', permissions: ['issue:edit'] },
  };
  expect(example).toEqual(denialBody(denial, '0b0c…'));
});

/** One refusal of each kind that explains itself. Every form of `condition` and `limit` that the types know. */
const CONDITIONS = { issueTypes: 1, fields: 1, transitions: 1, endpointRules: 1 } satisfies Record<Condition, 1>;
const LIMITS = {
  callsPerMinute: 1,
  callsPerDay: 1,
  writesPerDay: 1,
  pointsPerHour: 1,
  refusedPerHour: 1,
  siteShare: 1,
} satisfies Record<Exclude<(Denial & { reason: 'limit_reached' })['limit'], 'pageMax'>, 1>;
const EXPLAINED: readonly Denial[] = [
  { reason: 'permission_missing', missing: [], grant: { permissions: [] }, cappedBy: 'sponsor' },
  { reason: 'condition_unmet', condition: 'fields' },
  { reason: 'limit_reached', limit: 'writesPerDay', needed: 2, left: 1, retryAfterSeconds: 1 },
  { reason: 'page_too_long', where: 'body', pageMax: 1 },
];

test('every member that only some refusals have stands in the document with its reason, and no other does', () => {
  const usual = new Set(Object.keys(denialBody({ reason: 'internal' }, '')));
  const more = EXPLAINED.flatMap((denial) =>
    Object.keys(denialBody(denial, ''))
      .filter((name) => !usual.has(name))
      .map((name) => [name, denial.reason]),
  );
  const documented = [...DOCUMENT.matchAll(/^\| `(\w+)` \| `(\w+)` \| /gm)].map(([, name, reason]) => [name, reason]);
  expect(documented.sort()).toEqual(more.sort());
});

test.each([
  ['condition', CONDITIONS],
  ['limit', LIMITS],
])('every form of %s stands in its row', (member, forms) => {
  const row = DOCUMENT.split('\n').find((line) => line.startsWith(`| \`${member}\` |`)) ?? '';
  for (const form of Object.keys(forms)) expect(row).toContain(`\`${form}\``);
});

test('no title is said of two reasons, since people search for it', () => {
  const titles = Object.values(DENIALS).map(({ title }) => title);
  expect(new Set(titles).size).toBe(titles.length);
});
