/**
 * Fields of issues that a call tells or writes without naming them: the parent by an epic's list, the sprint by a sprint's,
 * the estimate by a board that keeps it in a field of its choice. What a key never sees is not told by these doors either.
 */
import { fieldRule } from '../catalogue/fields';
import { member, textOf } from '../jira/answers';
import type { Jira } from '../jira/as-app';
import type { Denial } from '../policy/denials';
import { ok, type Result } from '../result';
import type { Call } from './call';
import type { Facts } from './facts';
import { get, type LookUpFault, lookUp } from './look-up';

type Told = 'parent' | 'sprint' | 'status';

/** By which ids an answer shows it, and of which type the custom field is that holds it too. */
const SHOWN_AS: Readonly<Record<Told, { readonly ids: readonly string[]; readonly custom?: string }>> = {
  parent: { ids: ['parent', 'epic'], custom: 'gh-epic-link' },
  sprint: { ids: ['sprint', 'closedSprints'], custom: 'gh-sprint' },
  status: { ids: ['status', 'statusCategory'] },
};

/** Does the operation tell of a field that is hidden from the key? By the key and the lists of its own projects alone. */
export function tellsHidden({ operation, hiddenFields }: Call, { lexicons }: Facts): boolean {
  const told = operation.kind === 'relay' ? (operation.tells ?? []) : [];
  if (told.length === 0 || hiddenFields.size === 0) return false;
  const types = new Map([...lexicons.values()].flatMap(({ fields }) => fields.map(({ id, custom }) => [id, custom])));
  return told.some((what) => {
    const { ids, custom } = SHOWN_AS[what];
    // One that no list has may be any.
    const isCustom = (id: string): boolean =>
      id.startsWith('customfield_') && (types.get(id) ?? `:${custom}`).endsWith(`:${custom}`);
    return [...hiddenFields].some((id) => ids.includes(id) || (custom !== undefined && isCustom(id)));
  });
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
  if (call.hiddenFields.has(id)) return { reason: 'condition_unmet', condition: 'fields' };
  const custom = lexicons.get(projectId)?.fields.find((field) => field.id === id)?.custom;
  return fieldRule(id, custom)?.read === undefined ? { reason: 'value_unavailable', fields: ['boardId'] } : undefined;
}
