/**
 * Jira's refusals and failures → ours. No text of Jira passes, but for messages under fields that the caller sent:
 * every value that names something was resolved inside the project before, so they can quote nothing else.
 */
import { SYSTEM_FIELDS } from '../catalogue/fields';
import { isLoose, member } from '../jira/answers';
import type { JiraAnswer, JiraFault } from '../jira/as-app';
import { jqlRefusal } from '../jql/refusal';
import type { AbsentThing, Denial } from '../policy/denials';
import { type Call, type Draft, thingOf } from './call';
import { jqlDenial } from './jql-denial';
import type { ResolveFault } from './resolve';

const MESSAGE_CHARS_MAX = 1_000;

/** What a look-up that failed means. Nothing was done yet. */
export function lookUpDenial(fault: ResolveFault): Denial {
  if (fault.reason === 'storage') return { reason: 'storage_down' };
  if (fault.reason === 'too_many_sprints') return jqlDenial(jqlRefusal('jql_too_many_sprints'), 'jql');
  if (fault.reason === 'status')
    return fault.status === 429 ? { reason: 'upstream_rate_limited' } : { reason: 'upstream_failed', maybeDone: false };
  return faultDenial(fault, false);
}

export function faultDenial(fault: JiraFault, isWrite: boolean): Denial {
  const maybeDone = isWrite && fault.sent;
  if (fault.reason === 'too_many') return { reason: 'too_much_work' };
  if (fault.reason === 'timeout') return { reason: 'upstream_timeout', maybeDone };
  return { reason: fault.reason === 'unreadable' ? 'answer_unreadable' : 'upstream_failed', maybeDone };
}

/** A read that Jira did not serve. Whatever it says below 429 is absence: the app may be blocked where others are not. */
export function readDenial(status: number, thing: AbsentThing): Denial {
  if (status === 429) return { reason: 'upstream_rate_limited' };
  if (status >= 500) return { reason: 'upstream_failed', maybeDone: false };
  return { reason: 'absent', thing };
}

/** A search that Jira did not serve. */
export function searchDenial(status: number): Denial {
  if (status === 429) return { reason: 'upstream_rate_limited' };
  if (status >= 500) return { reason: 'upstream_failed', maybeDone: false };
  return status === 400 ? { reason: 'upstream_rejected', errors: {} } : { reason: 'upstream_forbidden' };
}

/** A write that Jira did not do, after it was decided that it may be done. */
export function writeDenial(answer: JiraAnswer, call: Call): Denial {
  const unknown = call.operation.kind === 'relay' ? call.operation.unknownBy404 : undefined;
  switch (answer.status) {
    case 400:
    case 422:
      return rejected(answer.body, sentFields(call.body), call.hiddenFields);
    case 401:
    case 403:
    case 405:
      return { reason: 'upstream_forbidden' };
    case 404:
      return unknown === undefined
        ? { reason: 'absent', thing: thingOf(call) }
        : { reason: 'value_unavailable', fields: [unknown] };
    case 409:
      return { reason: 'upstream_conflict' };
    case 413:
      return { reason: 'upstream_too_large' };
    case 429:
      return { reason: 'upstream_rate_limited' };
    default:
      return { reason: 'upstream_failed', maybeDone: true };
  }
}

/** Jira's messages for fields that were sent; where none is, the names of fields of Jira's own that it asks for beside them. */
function rejected(body: unknown, sent: ReadonlySet<string>, hidden: ReadonlySet<string>): Denial {
  const given = member(body, 'errors');
  const errors = Object.entries(isLoose(given) ? given : {}).filter(
    (entry): entry is [string, string] =>
      sent.has(entry[0]) && typeof entry[1] === 'string' && entry[1].length <= MESSAGE_CHARS_MAX,
  );
  const asked = [...SYSTEM_FIELDS.keys()].filter(
    (id) => SYSTEM_FIELDS.get(id)?.write !== undefined && !hidden.has(id) && !sent.has(id) && isNamed(given, id),
  );
  return { reason: 'upstream_rejected', errors: Object.fromEntries(errors), asked };
}

const isNamed = (errors: unknown, id: string): boolean => isLoose(errors) && Object.hasOwn(errors, id);

/** Names of fields in the body that the catalogue or the lexicon knows. */
function sentFields(draft: Draft | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (part: Draft): void => {
    if (part.kind === 'object') {
      for (const [name, value] of part.members) {
        names.add(name === 'body' ? 'comment' : name);
        visit(value);
      }
    } else if (part.kind === 'fields') {
      for (const name of part.members.keys()) names.add(name);
    }
  };
  if (draft !== undefined) visit(draft);
  // Jira names a wrong parent by another word than the one it was sent under.
  if (names.has('parent')) names.add('parentId');
  return names;
}
