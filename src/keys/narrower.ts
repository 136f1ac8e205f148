/** Is a key, or a grant for the same project, nowhere wider than another? Pure. In doubt it is not. */
import type { Conditions, Limits } from '../storage/records/api-key';
import type { GrantDraft, KeyDraft } from './draft';

/** `after` allows nothing that `before` does not: in no project, for no longer, no more often. */
export const isNarrowerKey = (after: KeyDraft, before: KeyDraft): boolean =>
  after.grants.every((grant) => before.grants.some((one) => isNarrower(grant, one))) &&
  after.expiresAt <= before.expiresAt &&
  (after.notBefore ?? 0) >= (before.notBefore ?? 0) &&
  isPart(before.hiddenFields ?? [], after.hiddenFields ?? []) &&
  isPart(after.reveals ?? [], before.reveals ?? []) &&
  areLower(after.limits ?? {}, before.limits ?? {}) &&
  (after.unusedDaysMax ?? Infinity) <= (before.unusedDaysMax ?? Infinity);

/** A limit that was not given limits nothing. */
const areLower = (after: Limits, before: Limits): boolean => {
  const given = new Map<string, number | undefined>(Object.entries(after));
  return Object.entries(before).every(([name, most]) => most === undefined || (given.get(name) ?? Infinity) <= most);
};

/** `after` allows nothing that `before` does not. */
export const isNarrower = (after: GrantDraft, before: GrantDraft): boolean =>
  after.projectId === before.projectId &&
  isPart(after.permissions, before.permissions) &&
  isPartWhereGiven(after.endpointRules, before.endpointRules) &&
  areNarrower(after.conditions ?? {}, before.conditions ?? {});

const areNarrower = (after: Conditions, before: Conditions): boolean =>
  isPartWhereGiven(after.issueTypes, before.issueTypes) &&
  isPartWhereGiven(after.fields, before.fields) &&
  isPartWhereGiven(after.transitions, before.transitions) &&
  // Whether one query finds less than another cannot be told from their texts.
  (before.jql === undefined || before.jql === after.jql);

/** A list that was not given allows everything. */
const isPartWhereGiven = (after: readonly string[] | undefined, before: readonly string[] | undefined): boolean =>
  before === undefined || (after !== undefined && isPart(after, before));

const isPart = (after: readonly string[], before: readonly string[]): boolean =>
  after.every((each) => before.includes(each));
