/**
 * Fields of issues that a call tells or writes without naming them: the parent by an epic's list, the sprint by a sprint's,
 * the estimate by a board that keeps it in a field of its choice. What a key never sees is not told by these doors either.
 */
import { hiddenTogether, isFamilyHidden } from '../catalogue/field-families';
import { fieldRule } from '../catalogue/fields';
import { member, textOf } from '../jira/answers';
import type { Jira } from '../jira/as-app';
import type { Denial } from '../policy/denials';
import { ok, type Result } from '../result';
import type { Lexicon } from '../storage/records/lexicon';
import type { Call } from './call';
import type { Facts } from './facts';
import { get, type LookUpFault, lookUp } from './look-up';

/** All fields that the key never sees, by each of their names in its projects. */
export const hiddenIn = (
  { hiddenFields }: Pick<Call, 'hiddenFields'>,
  lexicons: ReadonlyMap<string, Lexicon>,
): ReadonlySet<string> =>
  hiddenFields.size === 0
    ? hiddenFields
    : hiddenTogether(
        hiddenFields,
        [...lexicons.values()].flatMap(({ fields }) => fields),
      );

/**
 * Does the operation tell of a field that is hidden from the key? By the key and the lists of its own projects alone; without
 * them, as far as that is certain.
 */
export function tellsHidden(call: Call, lexicons?: ReadonlyMap<string, Lexicon>): boolean {
  const told = call.operation.kind === 'relay' ? (call.operation.tells ?? []) : [];
  if (told.length === 0 || call.hiddenFields.size === 0) return false;
  const hidden = lexicons === undefined ? hiddenTogether(call.hiddenFields) : hiddenIn(call, lexicons);
  return told.some((name) => isFamilyHidden(name, hidden));
}

const looksUpEstimate = ({ operation }: Call): boolean =>
  operation.kind === 'relay' && operation.lookUp?.estimate === true;

/** Asked of the board that the call names, whether it is inside or not. */
export async function findEstimateField(
  call: Call,
  jira: Jira,
): Promise<Result<Pick<Facts, 'estimateField'>, LookUpFault>> {
  const board = [...call.references.placed].find((place) => place.startsWith('board/'));
  if (!looksUpEstimate(call) || board === undefined) return ok({ estimateField: undefined });
  const body = await lookUp(jira, get(`/rest/agile/1.0/${board}/configuration`));
  if (!body.ok) return body;
  return ok({ estimateField: textOf(member(member(member(body.value, 'estimation'), 'field'), 'fieldId')) });
}

/** Why an estimate may not be written: the board keeps it in a field that the key does not see, or the project does not have. */
export function unseenEstimate(call: Call, { estimateField, lexicons }: Facts, projectId: string): Denial | undefined {
  if (!looksUpEstimate(call)) return undefined;
  const id = estimateField ?? '';
  if (hiddenIn(call, lexicons).has(id)) return { reason: 'condition_unmet', condition: 'fields' };
  const custom = lexicons.get(projectId)?.fields.find((field) => field.id === id)?.custom;
  return fieldRule(id, custom)?.read === undefined ? { reason: 'value_unavailable', fields: ['boardId'] } : undefined;
}
