/**
 * Why a call was refused or failed, in words for an administrator: what happened, and what one might do about it.
 * docs/errors.md tells callers; here it is told to those who can change the key.
 */
import type { DenialReason } from '../../../../../src/console/contract';

const WORDS: Readonly<Record<DenialReason, string>> = {
  request_malformed: 'The request could not be read as HTTP below the gateway URL. Check how the client joins its URL.',
  path_invalid:
    'The path was not written plainly: escapes, empty or dot segments. Check how the client joins its paths.',
  operation_unknown: 'Method and path are no operation that keys are offered. No permission opens it.',
  operation_refused: 'This operation is refused to every key, because it cannot be kept inside chosen projects.',
  headers_too_large: 'The client sent more than 100 headers or 32 kB of them.',
  method_unknown: 'The HTTP method is none that Jira has, or it was not in upper case.',
  body_too_large: 'The body was larger than 1 MB.',
  media_type_unsupported: 'The body was not plain JSON in UTF-8.',
  body_not_expected: 'The client sent a body to an operation that takes none.',
  key_invalid: 'The key was not in force, or was used at another URL than its own.',
  query_invalid: 'A query parameter could not be read.',
  query_not_offered: 'A query parameter, or its value, is not offered to keys: it could reach beyond the projects.',
  body_invalid: 'The body was not the JSON that Jira documents for this operation.',
  body_not_offered: 'The body held something that is not offered to keys: it could reach beyond the projects.',
  jql_invalid: 'The JQL could not be read.',
  jql_not_offered: 'The JQL used something that depends on more than the projects of the key.',
  page_too_long:
    'The call named more things than a page of the key may have. The client has to name fewer in a call, or give the key longer pages.',
  too_much_work:
    'The call would have needed too many calls to Jira. The client has to name fewer things in it, or ask for fewer rows.',
  cursor_invalid:
    'A page token belonged to another key or query, or the key was changed since. The client has to start again.',
  rotation_pending:
    'The key asked for a new secret while two were good. End one of them, or wait for the older one to end.',
  permission_missing:
    'The key does not hold a permission that the call needs, or a ceiling or its sponsor takes it away. Try the call on the page of the key to see which.',
  condition_unmet:
    'A condition of the grant shuts this out: issue types, fields, transitions or endpoint rules. Try the call on the page of the key to see which.',
  limit_reached: 'A limit of the key, or the share of the site, was used up. Nothing was done.',
  absent: 'It does not exist, or it is outside the projects of the key. Callers cannot tell the two apart.',
  value_unavailable: 'A value names something that the project does not have, or that the key does not reach.',
  subtasks_out_of_reach: 'The issue has subtasks that the key may not delete, so the issue was not deleted.',
  sprint_out_of_reach: 'The sprint holds issues that the key does not reach, so it was not started, closed or deleted.',
  upstream_rejected: 'Jira did not accept a value that was sent. The client was told for which field.',
  upstream_forbidden:
    'Jira does not allow this to the app. Look at Health: the permission scheme or an app access rule may shut the app out.',
  upstream_conflict: 'Someone changed the same thing at the same time.',
  upstream_too_large: 'Jira takes no more of this: the issue holds as many as Jira allows, or one is too large.',
  upstream_rate_limited: 'Jira limited the app for a while. Nothing was done.',
  upstream_failed: 'Jira did not answer properly. A write may have been made: look at the issue.',
  upstream_timeout: 'Jira did not answer in time. A write may have been made: look at the issue.',
  answer_unreadable: "Jira's answer could not be read whole, so none of it was handed out.",
  answer_withheld:
    'A safety check found something in the answer that it could not place, so it was withheld. Someone should look.',
  storage_down: "The app's storage did not answer. Nothing was done.",
  internal: 'The app failed. Give the request id to its maintainers.',
};

/** The explanation of a reason; undefined for one that this page does not know. */
export const reasonWords = (reason: string): string | undefined =>
  Object.hasOwn(WORDS, reason) ? WORDS[reason as DenialReason] : undefined;
