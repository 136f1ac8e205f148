/**
 * Outcome → web trigger response: the only place that writes statuses, headers and errors. Headers come from this
 * list alone; none of Jira's passes. Header values are arrays, because the platform turns a string into a 424.
 */

import {
  ABSENT_TEXT,
  DENIALS,
  type Denial,
  SITE_SHARE_USED,
  statusOf,
  UPSTREAM_WAIT_SECONDS,
  unavailableText,
} from '../policy/denials';
import { REFUSALS } from '../policy/refusals';
import { VERBS } from './route';

export type WebTriggerResponse = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
};

/** What a call came to. `body` undefined: no content. */
export type Outcome =
  | { readonly kind: 'answer'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'denial'; readonly denial: Denial };

const JSON_TYPE = 'application/json;charset=UTF-8';
const PROBLEM_TYPE = 'application/problem+json;charset=UTF-8';

/** `more`: headers that say what is left of the key's limits. */
export function respond(
  outcome: Outcome,
  requestId: string,
  problemJson: boolean,
  more: Readonly<Record<string, readonly string[]>> = {},
): WebTriggerResponse {
  const headers: Record<string, readonly string[]> = {
    'cache-control': ['no-store'],
    'x-request-id': [requestId],
    ...more,
  };
  if (outcome.kind === 'answer') {
    if (outcome.body === undefined) return { statusCode: outcome.status, headers, body: '' };
    return {
      statusCode: outcome.status,
      headers: { ...headers, 'content-type': [JSON_TYPE] },
      body: JSON.stringify(outcome.body),
    };
  }
  const { denial } = outcome;
  const status = statusOf(denial);
  if (status === 401)
    headers['www-authenticate'] = [
      'Bearer realm="Scoped Keys for Jira", Basic realm="Scoped Keys for Jira", charset="UTF-8"',
    ];
  if (status === 405) headers['allow'] = [VERBS.join(', ')];
  if (status === 429) {
    const wait = 'retryAfterSeconds' in denial ? denial.retryAfterSeconds : UPSTREAM_WAIT_SECONDS;
    headers['retry-after'] = [String(wait)];
  }
  headers['content-type'] = [problemJson ? PROBLEM_TYPE : JSON_TYPE];
  return { statusCode: status, headers, body: JSON.stringify(denialBody(denial, requestId)) };
}

/** The refusal as its caller reads it. */
export function denialBody(denial: Denial, requestId: string): Readonly<Record<string, unknown>> {
  const { title } = DENIALS[denial.reason];
  const { messages, errors } = jiraShape(denial);
  return {
    errorMessages: messages,
    errors,
    type: `urn:scoped-keys-for-jira:error:${denial.reason}`,
    title,
    status: statusOf(denial),
    detail: detailOf(denial),
    rule: denial.reason,
    ...explanationOf(denial),
    requestId,
  };
}

/** Members that say what exactly was in the way. */
function explanationOf(denial: Denial): object {
  switch (denial.reason) {
    case 'permission_missing':
      return {
        missing: denial.missing,
        ...(denial.cappedBy === undefined ? {} : { cappedBy: denial.cappedBy }),
        grant: denial.grant,
      };
    case 'condition_unmet':
      return { condition: denial.condition };
    case 'limit_reached':
      return {
        limit: denial.limit,
        ...(denial.needed === undefined ? {} : { needed: denial.needed, left: denial.left }),
      };
    case 'page_too_long':
      return { pageMax: denial.pageMax };
    case 'operation_refused':
      return { why: denial.why };
    default:
      return {};
  }
}

/** The part that Jira clients parse. */
function jiraShape(denial: Denial): { messages: readonly string[]; errors: Readonly<Record<string, string>> } {
  const { title } = DENIALS[denial.reason];
  switch (denial.reason) {
    case 'absent':
      return { messages: [ABSENT_TEXT[denial.thing]], errors: {} };
    case 'value_unavailable':
      return {
        messages: [],
        errors: Object.fromEntries(denial.fields.map((field) => [field, unavailableText(field)])),
      };
    case 'upstream_rejected':
      return Object.keys(denial.errors).length > 0
        ? { messages: [], errors: denial.errors }
        : { messages: [`${title} ${detailOf(denial)}`], errors: askedFor(denial.asked) };
    case 'permission_missing':
      return { messages: [`${title} Missing: ${denial.missing.join(', ')}.`], errors: {} };
    case 'jql_invalid':
      return { messages: [`${denial.message} Where: ${denial.where}.`], errors: {} };
    case 'jql_not_offered':
      return { messages: [denial.message], errors: {} };
    case 'body_invalid':
    case 'body_not_offered':
      return denial.field === undefined
        ? { messages: [`${title} ${detailOf(denial)}`], errors: {} }
        : { messages: [], errors: { [denial.field]: denial.mend ?? title } };
    default:
      // Many clients show nothing else of an error.
      return { messages: [`${title} ${detailOf(denial)}`], errors: {} };
  }
}

const askedFor = (fields: readonly string[] = []): Readonly<Record<string, string>> =>
  Object.fromEntries(fields.map((field) => [field, 'Jira asks for it.']));

function detailOf(denial: Denial): string {
  const { detail: usual } = DENIALS[denial.reason];
  const detail = 'mend' in denial ? (denial.mend ?? usual) : usual;
  if (denial.reason === 'operation_refused') {
    const { sentence, instead } = REFUSALS[denial.why];
    return `${sentence} ${instead}`;
  }
  if (denial.reason === 'upstream_rejected' && Object.keys(denial.errors).length === 0)
    return (denial.asked ?? []).length > 0
      ? `It asks for fields that were not sent: ${denial.asked?.join(', ')}.`
      : 'None of its messages is about a field that was sent: one that is required may be missing.';
  if ('where' in denial) return `${detail} Where: ${denial.where}.`;
  if (denial.reason === 'limit_reached')
    return denial.limit === 'siteShare' ? SITE_SHARE_USED : `${detail} Limit: ${denial.limit}.`;
  if ('condition' in denial) return `${detail} Condition: ${denial.condition}.`;
  if ('maybeDone' in denial && denial.maybeDone)
    return 'The change may have been made: read before you repeat it. It was not sent twice.';
  return detail;
}
