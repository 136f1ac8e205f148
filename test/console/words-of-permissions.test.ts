/** What the pages say of permissions is whole, and reads as English. */
import { PERMISSIONS as APPS_PERMISSIONS } from '../../src/policy/permissions';
import { emptyForm, type GrantForm } from '../../static/console/src/grant-form/key-form';
import { keySentence } from '../../static/console/src/words/key-sentence';
import { AREAS, PERMISSIONS, permissionsOf, phrasesOf } from '../../static/console/src/words/permissions';

const demo: GrantForm = {
  project: { id: '10001', key: 'DEMO', name: 'Demo' },
  permissions: ['issue:read', 'comment:create'],
};
const web: GrantForm = { project: { id: '10002', key: 'WEB', name: 'Web' }, permissions: ['issue:read'] };

test('every permission of the app has words, and stands in one area', () => {
  expect([...PERMISSIONS].sort()).toEqual([...APPS_PERMISSIONS].sort());
  expect(AREAS.flatMap(permissionsOf).sort()).toEqual([...APPS_PERMISSIONS].sort());
});

test('permissions with one verb are told together, and deletes come last', () => {
  expect(phrasesOf(['issue:delete', 'comment:read', 'issue:read', 'comment:create'])).toEqual([
    'read issues and comments',
    'add comments',
    'delete issues',
  ]);
});

test('a key is told in one sentence with its projects, its end and its limits', () => {
  expect(keySentence({ ...emptyForm, grants: [demo], lastDay: '2027-03-01', limits: { callsPerMinute: '60' } })).toBe(
    'can read issues and add comments in DEMO until 1 March 2027, at most 60 calls a minute',
  );
});

test('numbers are told as the pages write them, and what is no number yet as it is typed', () => {
  const limited = (limits: object) =>
    keySentence({ ...emptyForm, grants: [web], limits: { ...emptyForm.limits, ...limits } });
  expect(limited({ writesPerDay: '2000' })).toMatch(/at most 2,000 changes a day$/);
  expect(limited({ refusedPerHour: '1' })).toMatch(/at most 1 wrong guess an hour$/);
  expect(limited({ callsPerDay: 'ten' })).toMatch(/at most ten calls a day$/);
});

test('projects with the same rights are told together, and others apart', () => {
  const other = { ...demo, project: { id: '10003', key: 'OPS', name: 'Ops' } };
  expect(keySentence({ ...emptyForm, grants: [demo, web, other] })).toBe(
    'can read issues and add comments in DEMO and OPS and can read issues in WEB',
  );
});

test('a condition is told with its grant', () => {
  const narrowed = { ...demo, issueTypes: [{ id: '1', name: 'Bug' }], endpointRules: 'GET /rest/api/3/issue/*\n' };
  expect(keySentence({ ...emptyForm, grants: [narrowed] })).toBe(
    'can read issues and add comments in DEMO (only issues of type Bug; only 1 endpoint rule)',
  );
});

test('a key without projects or without permissions is not told as if it could do something', () => {
  expect(keySentence(emptyForm)).toBe('reaches no project yet');
  expect(keySentence({ ...emptyForm, grants: [{ ...web, permissions: [] }] })).toBe('can do nothing yet in WEB');
});
