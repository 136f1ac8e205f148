/** What a grant's own conditions say of a write, by its settled body. Pure. */
import type { Conditions } from '../storage/records/api-key';
import type { Call, CallQuery, RelayOperation } from './call';
import { isList, isObject, type Json } from './json';

/** Members of `fields` and `update` that say where an issue is, or have a permission of their own. */
const NO_FIELDS: ReadonlySet<string> = new Set(['project', 'comment', 'issuelinks']);

type Unmet = 'issueTypes' | 'fields' | 'transitions';

/** What logged work can do to the estimate of its issue beside counting it off. */
const ESTIMATING: ReadonlySet<string> = new Set(['new', 'manual']);

/** The first condition that the write does not meet; undefined where it meets all. `typeId`: what a request becomes. */
export function unmetCondition(
  operation: RelayOperation,
  { query, needs }: Call,
  conditions: Conditions,
  body: Json | undefined,
  typeId?: string,
): Unmet | undefined {
  const { creates, changesEach } = operation;
  if (creates === 'request') return unmetByRequest(conditions, body, typeId);
  const several = creates === 'issue' && changesEach !== undefined ? membersOf(body).get(changesEach) : undefined;
  // Along a workflow by another way than by a transition that is named: which one it takes, only Jira knows.
  const isUnnamed = needs.has('issue:transition') && operation.lookUp?.transitions !== true;
  if (conditions.transitions !== undefined && isUnnamed) return 'transitions';
  if (!isList(several)) return unmetBy(operation, query, conditions, body);
  return several.map((each) => unmetBy(operation, query, conditions, each)).find((unmet) => unmet !== undefined);
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

function unmetBy(
  operation: RelayOperation,
  query: CallQuery,
  conditions: Conditions,
  body: Json | undefined,
): Unmet | undefined {
  const members = membersOf(body);
  const fields = membersOf(members.get('fields'));
  const set = [...fields.keys(), ...membersOf(members.get('update')).keys(), ...(operation.writes ?? [])];
  if (ESTIMATING.has(query.texts.get('adjustEstimate') ?? '')) set.push('timetracking');
  const { issueTypes, fields: writable, transitions } = conditions;
  if (transitions !== undefined && operation.lookUp?.transitions === true) {
    // That of a request is named by the body itself.
    const id = membersOf(members.get('transition') ?? body).get('id');
    if (typeof id !== 'string' || !transitions.includes(id)) return 'transitions';
  }
  if (issueTypes !== undefined && operation.ofEveryType === true) return 'issueTypes';
  // What a new issue is has to be said; what one is that is there already is one of its fields.
  const isFree = (id: string): boolean => NO_FIELDS.has(id) || (id === 'issuetype' && operation.creates === 'issue');
  if (writable !== undefined && set.some((id) => !isFree(id) && !writable.includes(id))) return 'fields';
  // Of which type an issue is now is another question (`inside`); this is what it would become.
  const becomes = fields.get('issuetype');
  if (issueTypes !== undefined && (becomes !== undefined || operation.creates === 'issue')) {
    const id = membersOf(becomes).get('id');
    if (typeof id !== 'string' || !issueTypes.includes(id)) return 'issueTypes';
  }
  return set.includes('issuetype') && becomes === undefined && issueTypes !== undefined ? 'issueTypes' : undefined;
}

const membersOf = (value: Json | undefined): ReadonlyMap<string, Json> => (isObject(value) ? value : new Map());
