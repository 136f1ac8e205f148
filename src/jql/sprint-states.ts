/**
 * In which states the sprints of a query's projects have to be known before it can be confined. By the query and the
 * projects' own lists alone. No I/O.
 */
import { operandValues, type Query, type Test } from './ast';
import { customFieldsFor } from './custom-fields';
import type { JqlScope, SprintState } from './facts';
import { systemField } from './fields';
import { jqlFunction } from './functions';
import { testsOf } from './references';
import { withoutNot } from './without-not';

/** None where no sprints are asked about; the states of its functions; or all, for a name and for whether there is any. */
export function sprintStates({ where }: Query, scope: JqlScope): ReadonlySet<SprintState> {
  const tests = where === undefined ? [] : testsOf(withoutNot(where));
  return new Set(tests.filter((test) => isAboutSprints(test, scope)).flatMap(statesOf));
}

const ALL: readonly SprintState[] = ['active', 'closed', 'future'];

function isAboutSprints({ field }: Test, scope: JqlScope): boolean {
  const system = systemField(field);
  if (system !== undefined) return system.kind === 'sprints';
  return customFieldsFor(field, scope).some(({ row }) => row.kind === 'sprints');
}

function statesOf({ operator, operand }: Test): readonly SprintState[] {
  const values = operand === undefined ? [] : operandValues(operand);
  const named = values.map((value) => (value.kind === 'function' ? jqlFunction(value.name)?.inState : undefined));
  const states = named.filter((state) => state !== undefined);
  // `not in` is about all that an issue may be in: what it leaves out has to be known as well.
  return operator === 'in' && states.length === values.length ? states : ALL;
}
