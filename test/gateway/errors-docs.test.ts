/** docs/errors.md lists the registry of refusals and failures, whole and in its order. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DENIALS } from '../../src/policy/denials';

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

test('the example in the document is what the registry makes of that reason', () => {
  const example = JSON.parse(/```json\n([^`]+)```/.exec(DOCUMENT)?.[1] ?? '{}');
  const { status, title, detail } = DENIALS.permission_missing;
  expect(example).toMatchObject({ status, title, detail, rule: 'permission_missing' });
});

test('no title is said of two reasons, since people search for it', () => {
  const titles = Object.values(DENIALS).map(({ title }) => title);
  expect(new Set(titles).size).toBe(titles.length);
});
