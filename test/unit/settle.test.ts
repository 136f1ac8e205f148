/** Bodies with names and spellings → bodies with ids, in the one project of the call; what that lacks is named by its field alone. */

import type { Facts } from '../../src/gateway/facts';
import { printJson } from '../../src/gateway/json';
import { settle, unresolvedNames } from '../../src/gateway/settle';
import fc from '../seeded-fast-check';
import { FOREIGN, facts, issueFact, lexicon, OTHER, OWN, principal, theCall } from './gateway-world';

const edit = (fields: object, update?: object) =>
  theCall('PUT', '/rest/api/3/issue/ALPHA-24', { fields, ...(update === undefined ? {} : { update }) });

/** The settled `fields`, or the fault. */
function settled(fields: object, known: Facts = facts(), key = principal()): unknown {
  const call = edit(fields);
  const { body } = call;
  if (body === undefined) throw new Error('the call has no body');
  const result = settle(body, { projectId: OWN, facts: known, call, principal: key });
  return result.ok ? JSON.parse(printJson(result.value)).fields : result.error;
}
const unavailable = (...fields: string[]) => ({ reason: 'value_unavailable', fields });

describe('a name becomes the id that it has in the project', () => {
  test.each([
    [{ priority: { name: 'High' } }, { priority: { id: '1' } }],
    [{ priority: { name: 'hIGH' } }, { priority: { id: '1' } }],
    [{ priority: { id: '2' } }, { priority: { id: '2' } }],
    [{ issuetype: { name: 'Story' } }, { issuetype: { id: '10101' } }],
    [{ fixVersions: [{ name: '1.0' }, { id: '10501' }] }, { fixVersions: [{ id: '10500' }, { id: '10501' }] }],
    [{ components: [{ name: 'shop' }] }, { components: [{ id: '10520' }] }],
    [{ customfield_10055: { value: 'Major' } }, { customfield_10055: { id: '10702' } }],
    [{ customfield_10055: { id: '10701' } }, { customfield_10055: { id: '10701' } }],
    [{ customfield_10050: 'text' }, { customfield_10050: 'text' }],
  ])('%j → %j', (fields, expected) => expect(settled(fields)).toEqual(expected));
});

describe('what the project lacks is named by its field', () => {
  test.each([
    ['priority', { priority: { name: 'Omega only' } }, { priority: { name: 'Never was' } }],
    ['priority', { priority: { id: '30' } }, { priority: { id: '31' } }],
    ['fixVersions', { fixVersions: [{ name: 'Omega 3' }] }, { fixVersions: [{ id: '10600' }] }],
    ['fixVersions', { fixVersions: [{ name: '1.0' }, { id: '10600' }] }, { fixVersions: [{ id: '10699' }] }],
    ['components', { components: [{ id: '10620' }] }, { components: [{ name: 'x' }] }],
    ['issuetype', { issuetype: { id: '10150' } }, { issuetype: { name: 'Epic of another' } }],
    ['customfield_10055', { customfield_10055: { id: '10771' } }, { customfield_10055: { value: 'Critical' } }],
  ])('%s: the same for foreign and for invented values', (field, foreign, invented) => {
    expect(settled(foreign)).toEqual(unavailable(field));
    expect(settled(invented)).toEqual(unavailable(field));
  });

  test('all of them at once', () => {
    expect(settled({ priority: { name: 'x' }, components: [{ name: 'y' }], fixVersions: [{ name: '1.0' }] })).toEqual(
      unavailable('priority', 'components'),
    );
  });

  test('a name that two things share names neither, their ids name both', () => {
    expect(settled({ fixVersions: [{ name: 'TWICE' }] })).toEqual(unavailable('fixVersions'));
    expect(settled({ fixVersions: [{ id: '10501' }, { id: '10502' }] })).toEqual({
      fixVersions: [{ id: '10501' }, { id: '10502' }],
    });
  });

  test('everything, where the project has no lexicon or that of another', () => {
    for (const known of [facts({ lexicons: new Map() }), facts({ lexicons: new Map([[OTHER, lexicon()]]) })]) {
      expect(settled({ priority: { name: 'High' } }, known)).toEqual(unavailable('priority'));
    }
  });
});

describe('a custom field', () => {
  test.each([
    ['of another project', { customfield_10072: 'x' }],
    ['that never existed', { customfield_10099: 'x' }],
    ['of a type that is not offered', { customfield_10063: 'x' }],
  ])('%s is not offered, by its place', (_, fields) => {
    expect(settled({ summary: 'x', ...fields })).toEqual({
      reason: 'body_not_offered',
      where: 'fields, member 2',
      mend: expect.stringContaining('sprint/{sprint}/issue'),
    });
  });

  test('of the wrong form is refused by its place and its id, with the right form', () => {
    expect(settled({ customfield_10050: { a: 1 } })).toEqual({
      reason: 'body_invalid',
      where: 'fields, member 1',
      field: 'customfield_10050',
      mend: 'The form is text of at most 40,000 characters.',
    });
  });
});

describe('another issue', () => {
  const parent = (issues: Facts['issues']) => facts({ issues });
  const find = (...found: (readonly [string, ReturnType<typeof issueFact>])[]) => parent(new Map(found));
  const fields = { parent: { key: 'ALPHA-5' } };
  test('inside becomes its numeric id', () => {
    expect(settled(fields, find(['ALPHA-5', issueFact('11005', 'ALPHA-5', OWN)]))).toEqual({ parent: { id: '11005' } });
  });
  test.each([
    ['unknown', find()],
    ['foreign', find(['ALPHA-5', issueFact('20001', 'OMEGA-1', FOREIGN)])],
    ['with a security level', find(['ALPHA-5', issueFact('11005', 'ALPHA-5', OWN, { secured: true })])],
  ])('%s is not available', (_, known) => expect(settled(fields, known)).toEqual(unavailable('issue')));

  test('in a granted project without the right that the write needs is not available', () => {
    const known = find(['ALPHA-5', issueFact('14001', 'BETA-1', OTHER)]);
    expect(settled(fields, known, principal(['issue:read']))).toEqual(unavailable('issue'));
    expect(settled(fields, known, principal(['issue:read', 'issue:edit']))).toEqual({ parent: { id: '14001' } });
  });
});

describe('a person', () => {
  const fields = { assignee: { accountId: 'someone' } };
  const people = (projectId: string) => facts({ people: new Map([['someone', new Set([projectId])]]) });
  test('of the project is printed by account id', () => {
    expect(settled(fields, people(OWN))).toEqual({ assignee: { accountId: 'someone' } });
  });
  test.each([
    ['nobody knows', facts()],
    ['only another granted project knows', people(OTHER)],
  ])('whom %s is not available', (_, known) => expect(settled(fields, known)).toEqual(unavailable('assignee')));
});

test('no spelling of a reference is ever printed, only ids that the lexicon holds', () => {
  const ids = new Set(['1', '2', '10101', '10102', '10500', '10501', '10502', '10520']);
  const spelled = fc.oneof(
    fc.record({ name: fc.oneof(fc.constantFrom('High', 'LOW', 'Task', '1.0', 'twice', 'Shop'), fc.string()) }),
    fc.record({ id: fc.oneof(fc.constantFrom(...ids), fc.integer({ min: 1, max: 20_000 }).map(String)) }),
  );
  const someFields = fc.record(
    {
      priority: spelled,
      issuetype: spelled,
      fixVersions: fc.array(spelled, { maxLength: 3 }),
      versions: fc.array(spelled, { maxLength: 3 }),
      components: fc.array(spelled, { maxLength: 3 }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(someFields, (fields) => {
      const result = settled(fields);
      if (typeof result === 'object' && result !== null && 'reason' in result) return;
      const printed = Object.values(result ?? {}).flat();
      expect(printed.every((one) => Object.keys(one).join() === 'id' && ids.has(one.id))).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('a body has unresolved names where no lexicon of the key settles it', () => {
  const call = edit({ priority: { name: 'Brand new' } });
  expect(unresolvedNames(call, facts(), principal())).toBe(true);
  const known = lexicon({ priorities: [{ id: '9', name: 'Brand new' }] });
  expect(unresolvedNames(call, facts({ lexicons: new Map([[OWN, known]]) }), principal())).toBe(false);
  expect(unresolvedNames(theCall('GET', '/rest/api/3/issue/ALPHA-24'), facts(), principal())).toBe(false);
});
