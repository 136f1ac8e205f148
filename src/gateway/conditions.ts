/** What a grant's own conditions say of a write, by its settled body. Pure. */
import type { Conditions } from '../storage/records/api-key';
import type { Call } from './call';
import { isList, isObject, type Json } from './json';

/** Members of `fields` and `update` that say where and what an issue is, or have a permission of their own. */
const NO_FIELDS: ReadonlySet<string> = new Set(['project', 'issuetype', 'comment', 'issuelinks']);

type Unmet = 'issueTypes' | 'fields' | 'transitions';
const CREATING: ReadonlySet<string> = new Set(['createIssue', 'createIssues']);

/** What they take away goes out of issues of every type, also of those that are not there for the key. */
const OF_EVERY_TYPE: ReadonlySet<string> = new Set(['deleteVersion', 'deleteComponent']);

const TRANSITIONING: ReadonlySet<string> = new Set(['doTransition', 'performCustomerTransition']);

/** What logged work can do to the estimate of its issue beside counting it off. */
const ESTIMATING: ReadonlySet<string> = new Set(['new', 'manual']);

/** The first condition that the write does not meet; undefined where it meets all. `typeId`: what a request becomes. */
export function unmetCondition(
  call: Call,
  conditions: Conditions,
  body: Json | undefined,
  typeId?: string,
): Unmet | undefined {
  const several = membersOf(body).get('issueUpdates');
  if (call.operation.id === 'createCustomerRequest') return unmetByRequest(conditions, body, typeId);
  if (!isList(several)) return unmetBy(call, conditions, body);
  return several.map((each) => unmetBy(call, conditions, each)).find((unmet) => unmet !== undefined);
}

function unmetByRequest(
  { issueTypes, fields }: Conditions,
  body: Json | undefined,
  typeId: string | undefined,
): Unmet | undefined {
  const set = [...membersOf(membersOf(body).get('requestFieldValues')).keys()];
  if (fields !== undefined && set.some((id) => !fields.includes(id))) return 'fields';
  return issueTypes === undefined || issueTypes.includes(typeId ?? '') ? undefined : 'issueTypes';
}

function unmetBy(call: Call, conditions: Conditions, body: Json | undefined): Unmet | undefined {
  const members = isObject(body) ? body : new Map<string, Json>();
  const fields = membersOf(members.get('fields'));
  const set = [...fields.keys(), ...membersOf(members.get('update')).keys()];
  const { operation } = call;
  if (operation.id === 'assignIssue') set.push('assignee');
  if (operation.kind === 'relay') set.push(...(operation.writes ?? []));
  if (operation.id === 'setIssueProperty' || operation.id === 'deleteIssueProperty') set.push('properties');
  if (ESTIMATING.has(call.query.texts.get('adjustEstimate') ?? '')) set.push('timetracking');
  const { issueTypes, fields: writable, transitions } = conditions;
  if (transitions !== undefined && TRANSITIONING.has(operation.id)) {
    const id = (operation.id === 'doTransition' ? membersOf(members.get('transition')) : members).get('id');
    if (typeof id !== 'string' || !transitions.includes(id)) return 'transitions';
  }
  if (issueTypes !== undefined && OF_EVERY_TYPE.has(operation.id)) return 'issueTypes';
  if (writable !== undefined && set.some((id) => !NO_FIELDS.has(id) && !writable.includes(id))) return 'fields';
  // Of which type an issue is now is another question (`inside`); this is what it would become.
  const becomes = fields.get('issuetype');
  if (issueTypes !== undefined && (becomes !== undefined || CREATING.has(operation.id))) {
    const id = membersOf(becomes).get('id');
    if (typeof id !== 'string' || !issueTypes.includes(id)) return 'issueTypes';
  }
  return set.includes('issuetype') && becomes === undefined && issueTypes !== undefined ? 'issueTypes' : undefined;
}

const membersOf = (value: Json | undefined): ReadonlyMap<string, Json> => (isObject(value) ? value : new Map());
