/** One of a thing is told as one. */
import type { KeyForm } from '../../../static/console/src/grant-form/key-form';
import { reachedWords } from '../../../static/console/src/pages/health/reached-words';
import { followsWords, keysInWords } from '../../../static/console/src/pages/keys/bulk-words';
import { keySentence } from '../../../static/console/src/words/key-sentence';
import { LIMIT_NAMES, LIMIT_WORDS } from '../../../static/console/src/words/limits';

test.each(LIMIT_NAMES)('the limit %s', (name) => {
  expect(LIMIT_WORDS[name].of('1')).not.toMatch(/\b(calls|changes|points|guesses|rows)\b/);
  expect(LIMIT_WORDS[name].of('2')).toMatch(/\b(calls|changes|points|guesses|rows)\b/);
});

test('days without use', () => {
  const form: KeyForm = {
    name: 'CI',
    purpose: '',
    grants: [{ project: { id: '1', key: 'DEMO', name: 'Demo' }, permissions: ['issue:read'] }],
    lastDay: '',
    limits: {},
  };
  expect(keySentence({ ...form, unusedDaysMax: '1' })).toMatch(/suspended when unused for 1 day$/);
  expect(keySentence({ ...form, unusedDaysMax: '30' })).toMatch(/suspended when unused for 30 days$/);
});

test.each(['suspend', 'resume', 'revoke', 'hand-over'] as const)('keys that are to %s', (act) => {
  expect(followsWords(act, 1)).toMatch(/\bthis key\b/i);
  expect(followsWords(act, 1)).not.toMatch(/these|they|\bkeys\b/i);
  expect(followsWords(act, 2)).toMatch(/\bthese keys\b/i);
  expect([1, 17, 1_000].map(keysInWords)).toEqual(['1 key', '17 keys', '1,000 keys']);
});

test('projects that the app reaches', () => {
  expect([0, 1, 4, 1_200].map(reachedWords)).toEqual([
    'No project has keys yet.',
    'None: the app reaches the 1 project with keys.',
    'None: the app reaches all 4 projects with keys.',
    'None: the app reaches all 1,200 projects with keys.',
  ]);
});
