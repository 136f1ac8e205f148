/** What a grant's own conditions say of writes that name no field, by what their rows declare. */
import { decide } from '../../src/gateway/decide';
import type { Conditions } from '../../src/storage/records/api-key';
import { facts, issueFact, OWN, principal, theCall } from './gateway-world';

/** A key whose grant has these conditions. */
const narrowed = (conditions: Conditions) => {
  const whole = principal();
  const [grant] = whole.grants.values();
  if (grant === undefined) throw new Error('the key has no grant');
  return { ...whole, grants: new Map([[OWN, { ...grant, conditions }]]) };
};
const issue = issueFact('11024', 'ALPHA-24', OWN);
const known = facts({ issues: new Map([[issue.key, issue]]) });
const ISSUE = '/rest/api/3/issue/ALPHA-24';

/** The condition that a write does not meet; undefined where it may be done. */
function unmet(conditions: Conditions, method: string, path: string, body?: unknown): unknown {
  const decided = decide(theCall(method, path, body), known, narrowed(conditions));
  return decided.ok ? undefined : decided.error;
}
const refused = (condition: string) => ({ reason: 'condition_unmet', condition });

describe.each([{ note: 1 }, { issueUpdates: [] }, { issueUpdates: [{ fields: {} }] }])('a property %j', (value) => {
  const path = `${ISSUE}/properties/ci.build`;

  test('is not written by a key that may write other fields alone', () =>
    expect(unmet({ fields: ['summary'] }, 'PUT', path, value)).toEqual(refused('fields')));

  test('is written by one that may write properties', () =>
    expect(unmet({ fields: ['properties'] }, 'PUT', path, value)).toBeUndefined());
});

test('a property is deleted by a key that may write properties alone', () => {
  const path = `${ISSUE}/properties/ci.build`;
  expect(unmet({ fields: ['summary'] }, 'DELETE', path)).toEqual(refused('fields'));
  expect(unmet({ fields: ['properties'] }, 'DELETE', path)).toBeUndefined();
});

test('an issue is assigned by a key that may write its assignee', () => {
  const nobody = { accountId: null };
  expect(unmet({ fields: ['summary'] }, 'PUT', `${ISSUE}/assignee`, nobody)).toEqual(refused('fields'));
  expect(unmet({ fields: ['assignee'] }, 'PUT', `${ISSUE}/assignee`, nobody)).toBeUndefined();
});

test('an issue takes those transitions alone that the grant lists', () => {
  const move = { transition: { id: '21' } };
  expect(unmet({ transitions: ['31'] }, 'POST', `${ISSUE}/transitions`, move)).toEqual(refused('transitions'));
  expect(unmet({ transitions: ['21'] }, 'POST', `${ISSUE}/transitions`, move)).toBeUndefined();
});
