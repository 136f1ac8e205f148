/** What of a form is missing or wrong is told all at once, each at its control, before the app is asked. */
import type { Permission } from '../../src/console/contract';
import { faultOf, parseDraft } from '../../src/keys/draft';
import { DEFAULT_SITE } from '../../src/storage/records/site';
import { lastOfDays } from '../../static/console/src/grant-form/days';
import { errorAt, errorExactlyAt } from '../../static/console/src/grant-form/fault-at';
import { faultsOf, faultsOfChange } from '../../static/console/src/grant-form/form-faults';
import { draftOf, emptyForm, type KeyForm } from '../../static/console/src/grant-form/key-form';

const NOW = new Date(2026, 5, 15, 10, 0, 0);
const DEMO = { id: '10001', key: 'DEMO', name: 'Demo' };
const BOUNDS = { daysMax: 60, ceiling: { callsPerMinute: 100 }, now: NOW };
const grant = { project: DEMO, permissions: ['issue:read'] as readonly Permission[] };
const good: KeyForm = { ...emptyForm, name: 'CI', grants: [grant], lastDay: '2026-07-01' };

const wheres = (form: KeyForm) => faultsOf(form, BOUNDS).map(({ where }) => where);

test('a form that is filled in has none', () => {
  const full: KeyForm = {
    ...good,
    lastDay: lastOfDays(60, NOW),
    firstDay: '2026-07-01',
    limits: { callsPerMinute: ' 100 ', pageMax: '' },
    unusedDaysMax: '365',
    hiddenFields: [],
    noticeIssueId: { id: '10100', name: 'DEMO-1' },
    grants: [
      {
        ...grant,
        issueTypes: [{ id: '1', name: 'Bug' }],
        fields: [],
        transitions: [{ id: '11', name: 'Start' }],
        jql: 'labels = a',
        endpointRules: 'GET /rest/api/3/issue/*',
      },
    ],
  };
  expect(faultsOf(full, BOUNDS)).toEqual([]);
});

test('all that is missing is told together, in the order of the form', () => {
  expect(wheres({ ...emptyForm, limits: { callsPerDay: 'many' }, unusedDaysMax: '' })).toEqual([
    'grants',
    'name',
    'expiresAt',
    'limits.callsPerDay',
    'unusedDaysMax',
  ]);
});

const WRONG: readonly (readonly [what: string, form: KeyForm, where: string])[] = [
  ['a name of spaces', { ...good, name: '  ' }, 'name'],
  ['a day that is over', { ...good, lastDay: '2026-06-14' }, 'expiresAt'],
  ['a day beyond the longest life', { ...good, lastDay: lastOfDays(61, NOW) }, 'expiresAt'],
  [
    'a project without permissions',
    { ...good, grants: [grant, { ...grant, permissions: [] }] },
    'grants.1.permissions',
  ],
  ['no issue type', { ...good, grants: [{ ...grant, issueTypes: [] }] }, 'grants.0.conditions.issueTypes'],
  ['no transition', { ...good, grants: [{ ...grant, transitions: [] }] }, 'grants.0.conditions.transitions'],
  ['an empty filter', { ...good, grants: [{ ...grant, jql: ' ' }] }, 'grants.0.conditions.jql'],
  [
    'a filter for a key that writes',
    { ...good, grants: [{ ...grant, permissions: ['issue:read', 'issue:edit'], jql: 'labels = a' }] },
    'grants.0.conditions.jql',
  ],
  ['no endpoint rule', { ...good, grants: [{ ...grant, endpointRules: '\n' }] }, 'grants.0.endpointRules'],
  ['a limit that is no number', { ...good, limits: { pageMax: 'ten' } }, 'limits.pageMax'],
  ['a limit of nothing', { ...good, limits: { pageMax: '0' } }, 'limits.pageMax'],
  ['a limit beyond what the app takes', { ...good, limits: { pageMax: '5001' } }, 'limits.pageMax'],
  ['a limit above the ceiling', { ...good, limits: { callsPerMinute: '101' } }, 'limits.callsPerMinute'],
  ['no first day', { ...good, firstDay: '' }, 'notBefore'],
  ['a first day after the last', { ...good, firstDay: '2026-07-02' }, 'notBefore'],
  ['more days of disuse than a key lives', { ...good, unusedDaysMax: '366' }, 'unusedDaysMax'],
  ['an issue that was not looked up', { ...good, noticeIssueId: { id: '', name: 'DEMO-1' } }, 'noticeIssueId'],
];

test.each(WRONG)('%s is told at its control alone', (_, form, where) => {
  expect(wheres(form)).toEqual([where]);
  expect(errorExactlyAt(faultsOf(form, BOUNDS), where)).toMatch(/^[A-Z].*\.$/);
});

test('what the form finds wrong of a whole draft, the app refuses too', () => {
  // An empty first day is left out of what is sent.
  const site = { ...DEFAULT_SITE, maxLifetimeDays: 60, limits: BOUNDS.ceiling };
  const isTaken = (form: KeyForm) => {
    const read = parseDraft(draftOf(form));
    return read.ok && faultOf(read.value, site, { createdAt: NOW.getTime(), now: NOW.getTime() }) === undefined;
  };
  expect(isTaken(good)).toBe(true);
  const taken = WRONG.filter(([, form]) => isTaken(form)).map(([what]) => what);
  expect(taken).toEqual(['no first day']);
});

test('a change is not asked to repair what the key held before, and is told of what it adds', () => {
  const opened: KeyForm = { ...good, limits: { callsPerMinute: '500' } };
  expect(faultsOfChange({ ...opened, name: 'Renamed' }, opened, BOUNDS)).toEqual([]);
  expect(faultsOfChange({ ...opened, name: '' }, opened, BOUNDS).map(({ where }) => where)).toEqual(['name']);
});

test('the projects of a key and the rights in one of them are told apart', () => {
  const [none, idle] = [
    faultsOf({ ...good, grants: [] }, BOUNDS),
    faultsOf({ ...good, grants: [{ ...grant, permissions: [] }] }, BOUNDS),
  ];
  expect(errorExactlyAt(none, 'grants')).toBe('The key reaches no project. Choose at least one.');
  expect(errorExactlyAt(idle, 'grants')).toBeUndefined();
  expect(errorAt(idle, 'grants')).toBe('The key can do nothing here. Choose at least one permission.');
});

test('line breaks in a purpose become spaces, since the app takes one line', () => {
  const read = parseDraft(draftOf({ ...good, purpose: ' Exports issues \n\r\n each night. ' }));
  expect(read.ok ? read.value.purpose : read.error).toBe('Exports issues each night.');
});
