/** The filter alone: what is planted in an answer is gone, and what is the key's own stays. */
import type { ApiVersion } from '../../src/catalogue/operation';
import { ABSENT, filter } from '../../src/gateway/filter';
import { provenPrefixes } from '../../src/gateway/relations';
import { facts, principal, theCall } from './gateway-world';
import { MARK, PLANTED, type Planted } from './planted-answers';

const key = principal();

function shown({ path, shape }: Planted, answer: unknown, version: ApiVersion = '2'): string {
  const [bare = '', query] = path.split('?');
  const call = query === undefined ? theCall('GET', bare) : theCall('POST', bare, { jql: '', fields: ['*all'] });
  const { lexicons } = facts();
  const result = filter(shape, answer, {
    call,
    principal: key,
    version,
    lexicons,
    hidden: new Set(),
    proven: new Map(),
    prefixes: provenPrefixes(answer, key, lexicons),
    issue: undefined,
    projectIds: new Set(key.grants.keys()),
    boards: new Map(),
    matchingId: undefined,
  });
  return result === ABSENT ? '' : JSON.stringify(result);
}

test.each(PLANTED)('$what: is not shown, and the own one is', (planted) => {
  expect(shown(planted, planted.answer)).not.toContain(MARK);
  expect(shown(planted, planted.answer)).not.toContain('OMEGA');
  expect(shown(planted, planted.own)).toContain(planted.stays);
});

test.each(PLANTED.filter(({ what }) => /^a foreign (issue|parent|subtask)/.test(what)))(
  '$what: looks like an issue that never had one',
  (planted) => {
    const never = structuredClone(planted.answer) as { fields: Record<string, unknown> };
    for (const [name, empty] of [
      ['issuelinks', []],
      ['subtasks', []],
      ['parent', undefined],
    ] as const) {
      if (name in never.fields) never.fields[name] = empty;
    }
    expect(shown(planted, planted.answer)).toBe(shown(planted, never));
  },
);

test('what is not of the expected form is not shown at all', () => {
  for (const planted of PLANTED) {
    for (const answer of [MARK, [MARK], { id: MARK }, [[{ key: MARK }]], { fields: MARK }, { issues: MARK }]) {
      expect(shown(planted, answer)).not.toContain(MARK);
    }
  }
});
