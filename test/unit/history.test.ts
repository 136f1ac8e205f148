/** Which entries and items of a history are told: after the last arrival, and of the issue itself alone. */
import { type Chronicle, historyInside } from '../../src/gateway/history';

const LEXICON: Chronicle['lexicon'] = {
  v: 1,
  projectId: '1',
  projectKeys: ['OWN'],
  hasSecurityLevels: false,
  filledAt: 0,
  issueTypes: [],
  statuses: [],
  priorities: [],
  resolutions: [],
  versions: [{ id: '7', name: '1.0', released: false, archived: false }],
  components: [],
  fields: [
    {
      id: 'customfield_1',
      name: 'Note',
      type: 'string',
      custom: 'com.atlassian.jira.plugin.system.customfieldtypes:textfield',
    },
    {
      id: 'customfield_2',
      name: 'Kind',
      type: 'option',
      custom: 'com.atlassian.jira.plugin.system.customfieldtypes:select',
      options: [{ id: '21', value: 'A' }],
    },
  ],
};
const AT: Chronicle = {
  projectId: '1',
  isOpen: (id) => id === '1' || id === '2',
  lexicon: LEXICON,
  hiddenFields: new Set(['summary']),
};

const entry = (id: number, ...items: object[]) => ({
  id: String(id),
  created: `2026-10-01T09:00:${String(id).padStart(2, '0')}.000+0200`,
  items,
});
const status = { field: 'status', fieldtype: 'jira', fieldId: 'status', from: '1', to: '2' };
const move = (from: string, to: string) => ({ field: 'project', fieldtype: 'jira', from, to });
const key = { field: 'Key', fieldtype: 'jira', fromString: 'A-1', toString: 'OWN-1' };
const idsOf = (entries: readonly unknown[], at = AT) => historyInside(entries, at).map((each) => Object(each).id);

test.each([
  ['without a move all is told', [entry(1, status), entry(2, status)], ['1', '2']],
  ['before a move in nothing is', [entry(1, status), entry(2, move('9', '1'), key), entry(3, status)], ['3']],
  [
    'also where a project is called otherwise',
    [entry(1, status), entry(2, { ...move('9', '1'), field: 'Space', fieldId: 'project' }), entry(3, status)],
    ['3'],
  ],
  [
    'and where a key is, which says not whence it came',
    [entry(1, status), entry(2, { ...key, field: 'Work item key', fieldId: 'issuekey' }), entry(3, status)],
    [],
  ],
  ['also where the newest come first', [entry(3, status), entry(2, move('9', '1')), entry(1, status)], ['3']],
  [
    'of two moves the last counts',
    [entry(1, move('9', '1')), entry(2, status), entry(3, move('1', '9')), entry(4, move('9', '1')), entry(5, status)],
    ['5'],
  ],
  [
    'a move between projects that are open hides nothing',
    [entry(1, status), entry(2, move('2', '1')), entry(3, status)],
    ['1', '3'],
  ],
  ['a last move that leads elsewhere hides all', [entry(1, status), entry(2, move('1', '2')), entry(3, status)], []],
  ['another key without a project hides all', [entry(1, status), entry(2, key), entry(3, status)], []],
  ['a move without a moment hides all', [{ items: [move('9', '1')] }, entry(3, status)], []],
  [
    'what has no moment counts as the oldest',
    [{ id: '9', items: [status] }, entry(2, move('9', '1')), entry(3, status)],
    ['3'],
  ],
])('%s', (_, entries, told) => {
  expect(idsOf(entries)).toEqual(told);
});

test('moments may be numbers, and of one moment the ids decide', () => {
  const at = Date.UTC(2026, 9, 1);
  const same = (id: number, item: object) => ({ id: String(id), created: at, items: [item] });
  expect(idsOf([same(1, status), same(2, move('9', '1')), same(3, status)])).toEqual(['3']);
});

test.each([
  ['a status', status, true],
  ['a field that the key never sees', { ...status, field: 'summary' }, false],
  ['a link', { ...status, field: 'Link' }, false],
  ['a version of the project', { field: 'Fix Version', fieldtype: 'jira', from: null, to: '7' }, true],
  ['a version of another one', { field: 'Fix Version', fieldtype: 'jira', from: '7', to: '8' }, false],
  [
    'a custom field that is called like one of Jira’s',
    { ...status, fieldtype: 'custom', fieldId: 'customfield_9' },
    false,
  ],
  ['a text', { field: 'Note', fieldtype: 'custom', fieldId: 'customfield_1', from: null, to: null }, true],
  ['a field by its name alone', { field: 'Note', fieldtype: 'custom', from: null, to: null }, false],
  [
    'an option of the project',
    { field: 'Kind', fieldtype: 'custom', fieldId: 'customfield_2', from: null, to: '[21]' },
    true,
  ],
  [
    'an option of another context',
    { field: 'Kind', fieldtype: 'custom', fieldId: 'customfield_2', from: '21', to: '[21, 22]' },
    false,
  ],
  [
    'a version without its id',
    { field: 'Fix Version', fieldtype: 'jira', from: null, to: null, toString: 'Elsewhere 1' },
    false,
  ],
  ['something of no kind', { field: 'status', from: '1', to: '2' }, false],
])('%s is told or not', (_, item, told) => {
  expect(historyInside([entry(1, item, status)], { ...AT }).flatMap((each) => Object(each).items)).toEqual(
    told ? [item, status] : [status],
  );
  expect(idsOf([entry(1, item)])).toEqual(told ? ['1'] : []);
});
