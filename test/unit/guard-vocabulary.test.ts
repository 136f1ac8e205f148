/** The guard keeps its own list of what an answer may hold: a member that the catalogue shows must stand in it. */
import { SYSTEM_FIELDS } from '../../src/catalogue/fields';
import type { Shape } from '../../src/catalogue/operation';
import { OPERATIONS } from '../../src/catalogue/operations';
import { SHAPES } from '../../src/catalogue/shapes';
import { guard, type Inside } from '../../src/gateway/guard';

const NOTHING: Inside = {
  projectIds: new Set(),
  issueIds: new Set(),
  issueKeys: new Set(),
  projectKeys: new Set(),
  typedFields: new Set(),
  boardIds: new Set(),
  deskIds: new Set(),
  baseUrl: 'https://gateway.example',
};

function membersOf(shape: Shape): readonly string[] {
  if (typeof shape === 'string' || 'self' in shape || 'named' in shape) return [];
  if ('members' in shape) {
    return Object.entries(shape.members).flatMap(([name, member]) => [
      name,
      ...membersOf(typeof member === 'object' && 'shape' in member ? member.shape : member),
    ]);
  }
  if ('ref' in shape) return membersOf(shape.show);
  if ('list' in shape) return membersOf(shape.list);
  if ('page' in shape) return [shape.rows, ...membersOf(shape.page)];
  if ('history' in shape) return membersOf(shape.history);
  if ('ofIssue' in shape) return membersOf(shape.ofIssue);
  if ('fieldRow' in shape) return membersOf(shape.fieldRow);
  if ('own' in shape) return membersOf(shape.own);
  return 'byField' in shape ? membersOf(shape.byField) : [];
}

const shown = new Set([
  ...Object.values(SHAPES).flatMap((shape: Shape) => membersOf(shape)),
  ...OPERATIONS.flatMap((operation) =>
    operation.kind === 'relay' && operation.answer !== 'empty' ? membersOf(operation.answer) : [],
  ),
  ...[...SYSTEM_FIELDS].flatMap(([id, rule]) => (rule.read === undefined ? [] : [id, ...membersOf(rule.read)])),
]);

test('the catalogue shows members by name', () => {
  expect(shown.size).toBeGreaterThan(80);
});

test.each([...shown])('knows the member %s', (name) => {
  const reveals = ['emailAddresses', 'restrictedEntries'];
  expect(guard({ [name]: true }, { ...NOTHING, reveals })?.why).not.toBe('member');
});

test.each([
  'neverSeen',
  'emailAddress',
  'visibility',
  'identifier',
  'properties',
  'renderedFields',
  'historyMetadata',
  'isWatching',
  'icon',
  'jql',
  'issueCount',
])('does not know the member %s, which no row shows', (name) => {
  expect(guard({ [name]: true }, NOTHING)?.why).toBe('member');
});
