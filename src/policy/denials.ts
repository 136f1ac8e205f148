/**
 * The registry of refusals and failures: reason → status, title, and what may be said. `docs/errors.md` is held
 * against it by a test.
 *
 * Foreign, moved away, hidden and never existing share one reason, `absent`, so that no answer can tell them
 * apart. No text here is filled with anything that the caller sent, but for names which the catalogue itself
 * knows: the same call about two different things must get the same bytes.
 */

import type { Limits } from '../storage/records/api-key';
import type { Cap, Permission } from './permissions';
import { REFUSALS, type RefusalReason } from './refusals';

/** What kind of thing was not there; Jira has a text for each. */
export type AbsentThing =
  | 'issue'
  | 'project'
  | 'comment'
  | 'worklog'
  | 'remoteLink'
  | 'link'
  | 'version'
  | 'component'
  | 'board'
  | 'sprint'
  | 'setting';

/** What a grant's own narrowing can be about. */
export type Condition = 'issueTypes' | 'fields' | 'transitions' | 'endpointRules';

export type Denial =
  | { readonly reason: 'request_malformed' | 'headers_too_large' }
  /** `mend`: what would mend it, where more is known than the registry says. */
  | { readonly reason: 'path_invalid' | 'operation_unknown'; readonly mend?: string | undefined }
  | { readonly reason: 'method_unknown' | 'body_too_large' | 'media_type_unsupported' | 'body_not_expected' }
  | { readonly reason: 'key_invalid' }
  | { readonly reason: 'operation_refused'; readonly why: RefusalReason }
  | {
      readonly reason: 'query_invalid' | 'query_not_offered';
      readonly where: string;
      readonly mend?: string | undefined;
    }
  /** `field`: the catalogue's or a lexicon's own name of what is wrong; `mend`: in which form it is right. */
  | {
      readonly reason: 'body_invalid' | 'body_not_offered';
      readonly where: string;
      readonly field?: string;
      readonly mend?: string | undefined;
    }
  | {
      readonly reason: 'jql_invalid' | 'jql_not_offered';
      readonly where: string;
      readonly message: string;
      readonly mend?: string | undefined;
    }
  | { readonly reason: 'cursor_invalid' | 'rotation_pending' }
  /** It names the rows of its answer, and more of them than a page of the key may have. */
  | { readonly reason: 'page_too_long'; readonly where: string; readonly pageMax: number }
  | {
      readonly reason: 'permission_missing';
      readonly missing: readonly Permission[];
      /** The smallest grant that would allow it: all that the call needs, and where, if that project is the key's. */
      readonly grant: { readonly permissions: readonly Permission[]; readonly project?: string };
      /** Set where the grant holds it and something above the grant takes it away. */
      readonly cappedBy?: Cap;
    }
  /** The grant holds the permission, and its own condition shuts this out. */
  | { readonly reason: 'condition_unmet'; readonly condition: Condition; readonly mend?: string | undefined }
  | {
      readonly reason: 'limit_reached';
      readonly limit: keyof Limits | 'siteShare';
      /** What the call would take of it, and what there is; absent where it was lost to others at the same moment. */
      readonly needed?: number;
      readonly left?: number;
      readonly retryAfterSeconds: number;
    }
  | { readonly reason: 'absent'; readonly thing: AbsentThing }
  /** A value that names something which this project does not have: field → how Jira would say it. */
  | { readonly reason: 'value_unavailable'; readonly fields: readonly string[]; readonly where?: string }
  | { readonly reason: 'subtasks_out_of_reach' | 'sprint_out_of_reach' | 'too_much_work' }
  /** `asked`: fields of Jira's own that it asks for and the call did not send. */
  | {
      readonly reason: 'upstream_rejected';
      readonly errors: Readonly<Record<string, string>>;
      readonly asked?: readonly string[];
    }
  | { readonly reason: 'upstream_forbidden' | 'upstream_conflict' | 'upstream_too_large' | 'upstream_rate_limited' }
  | { readonly reason: 'upstream_failed' | 'upstream_timeout'; readonly maybeDone: boolean }
  | { readonly reason: 'answer_unreadable' | 'answer_withheld'; readonly maybeDone: boolean }
  | { readonly reason: 'storage_down' | 'internal' };

export type Reason = Denial['reason'];

type Entry = {
  /** `statusOf` says it of a denial. */
  readonly status: number;
  readonly title: string;
  /** What would mend it. */
  readonly detail: string;
};

/** Seconds that a caller is told to wait when Jira limits the app: constant, since Jira's own figure tells of other keys. */
export const UPSTREAM_WAIT_SECONDS = 30;

export const DENIALS: Readonly<Record<Reason, Entry>> = {
  request_malformed: {
    status: 400,
    title: 'The request could not be read.',
    detail: 'Send it below the gateway URL, for example <gateway URL>/rest/api/3/myself.',
  },
  path_invalid: {
    status: 400,
    title: 'The path is not written plainly.',
    detail: 'Use letters, digits, hyphen, underscore and full stop; no escapes, no empty or dot segments.',
  },
  operation_unknown: {
    status: 403,
    title: 'This operation is not offered to API keys.',
    detail: 'Write method and path exactly as Jira documents them, or use another operation.',
  },
  operation_refused: {
    status: 403,
    title: 'This operation is refused to every API key.',
    detail: 'It cannot be kept inside chosen projects; the answer says why, and what to use instead.',
  },
  headers_too_large: {
    status: 431,
    title: 'The request headers are too large.',
    detail: 'Send at most 100 headers and 32 kB of them.',
  },
  method_unknown: {
    status: 405,
    title: 'This HTTP method is not offered.',
    detail: 'Use GET, POST, PUT or DELETE, in upper case.',
  },
  body_too_large: { status: 413, title: 'The request body is too large.', detail: 'Send at most 1 MB.' },
  media_type_unsupported: {
    status: 415,
    title: 'The request body is not plain JSON.',
    detail: 'Send Content-Type: application/json in UTF-8, without a content encoding.',
  },
  body_not_expected: {
    status: 400,
    title: 'This operation takes no body.',
    detail: 'Leave the body out.',
  },
  key_invalid: {
    status: 401,
    title: 'No valid API key was sent.',
    detail:
      'Send one key in the Authorization header, as "Bearer <key>" or as the password of Basic, to the gateway URL that was shown with it.',
  },
  query_invalid: {
    status: 400,
    title: 'A query parameter could not be read.',
    detail: 'Check its form against the documentation of Jira.',
  },
  query_not_offered: {
    status: 400,
    title: 'A query parameter, or its value, is not offered to API keys.',
    detail: 'Leave it out.',
  },
  body_invalid: {
    status: 400,
    title: 'The request body could not be read.',
    detail: 'Send one strict JSON document in UTF-8, in the documented form.',
  },
  body_not_offered: {
    status: 400,
    title: 'The request body holds something that is not offered to API keys.',
    detail: 'Leave that member out.',
  },
  jql_invalid: { status: 400, title: 'The JQL could not be read.', detail: 'Mend the query at the place named.' },
  jql_not_offered: {
    status: 400,
    title: 'The JQL uses something that is not offered to API keys.',
    detail: 'Use what depends on the granted projects only.',
  },
  cursor_invalid: {
    status: 400,
    title: 'The page token is not valid here.',
    detail: 'It is good for the same key and query, while the key may do the same. Start again at the first page.',
  },
  page_too_long: {
    status: 400,
    title: 'The call names more things than a page of the API key may have.',
    detail: 'Name at most as many as "pageMax" says, in several calls.',
  },
  too_much_work: {
    status: 400,
    title: 'The call would need more than 60 calls to Jira.',
    detail: 'Name fewer things in it, or ask for fewer or shorter rows. Nothing was changed.',
  },
  rotation_pending: {
    status: 409,
    title: 'Two secrets of the API key are good already.',
    detail: 'Wait until the older one ends, or let a project admin end one of them.',
  },
  permission_missing: {
    status: 403,
    title: 'The API key does not hold a permission that this call needs.',
    detail: 'Ask a project admin for a key that holds it.',
  },
  condition_unmet: {
    status: 403,
    title: 'A condition of the API key shuts this out.',
    detail:
      'Its grant allows only some issue types, fields, transitions or endpoints. Ask a project admin for one that fits.',
  },
  limit_reached: {
    status: 429,
    title: 'A limit of the API key is reached.',
    detail: 'Nothing was done. Wait as long as Retry-After says, or ask a project admin for a higher limit.',
  },
  absent: { status: 404, title: 'Not found.', detail: 'It does not exist, or the API key does not reach it.' },
  value_unavailable: {
    status: 400,
    title: 'A value is not available in this project.',
    detail: 'Use names or ids that Jira offers in the project of the issue.',
  },
  subtasks_out_of_reach: {
    status: 403,
    title: 'The issue has subtasks that the API key may not delete.',
    detail: 'The key needs issue:delete in the project of every subtask.',
  },
  sprint_out_of_reach: {
    status: 403,
    title: 'The sprint holds issues that the API key does not reach.',
    detail: 'Starting, closing and deleting a sprint changes all that is in it. Let a person do it.',
  },
  upstream_rejected: {
    status: 400,
    title: 'Jira did not accept the request.',
    detail: 'Jira\'s messages for the fields that were sent are given under "errors".',
  },
  upstream_forbidden: {
    status: 403,
    title: 'Jira does not allow this to the app.',
    detail: 'A site admin finds why in the permission scheme and the app access rules.',
  },
  upstream_conflict: {
    status: 409,
    title: 'Someone changed the same thing at the same time.',
    detail: 'Read it again, then repeat the call.',
  },
  upstream_too_large: {
    status: 413,
    title: 'Jira takes no more of this.',
    detail: 'The issue holds as many as Jira allows, or one is too large.',
  },
  upstream_rate_limited: {
    status: 429,
    title: 'Jira is limiting the app.',
    detail: 'Wait as long as Retry-After says. Nothing was done.',
  },
  upstream_failed: { status: 502, title: 'Jira did not answer properly.', detail: 'Repeat a read after a short wait.' },
  upstream_timeout: { status: 504, title: 'Jira did not answer in time.', detail: 'Repeat a read after a short wait.' },
  answer_unreadable: {
    status: 502,
    title: "Jira's answer could not be read whole.",
    detail: 'Ask for fewer fields or fewer issues.',
  },
  answer_withheld: {
    status: 502,
    title: 'The answer was withheld.',
    detail: 'A safety check found something in it that it cannot place.',
  },
  storage_down: {
    status: 503,
    title: "The app's storage did not answer.",
    detail: 'Nothing was done. Repeat the call after a short wait.',
  },
  internal: { status: 500, title: 'The app failed.', detail: 'Report the request id to the site admin.' },
};

const UNAVAILABLE_TEXT: ReadonlyMap<string, string> = new Map([
  ['transition', 'The transition is not valid for this issue now: read which it offers.'],
]);

/** What is said of a field whose value this project, or this issue, does not have. */
export const unavailableText = (field: string): string =>
  UNAVAILABLE_TEXT.get(field) ?? 'The value is not available in this project.';

/** What would mend JQL of which a URL may have lost something on the way. */
export const BY_POST =
  'In a URL, commas, plus signs and percent signs may not arrive as they were sent: send the query by POST, as {"jql": "…"} to search/jql.';

/** What to do where not the key's own limit is reached. */
export const SITE_SHARE_USED =
  'Nothing was done. What this site may use of Jira in an hour is used up, or this key has used half of it. Wait as long as Retry-After says, or ask a site admin for a larger share.';

/** What would mend a call to the gateway URL itself, or to one with the wrong beginning. */
export const BELOW_REST =
  'Append the path of an operation to the gateway URL, beginning with /rest, such as /rest/api/3/myself.';

/** What would mend a call about the key itself that is none of those. */
export const OF_THE_KEY =
  'Of the key itself these are served: GET and DELETE /key/self, POST /key/self/check, POST /key/self/rotate.';

/** What would mend a call of a path by another verb. */
export const verbsOf = (methods: readonly string[]): string => `This path takes ${methods.join(', ')}.`;

/** The status of a denial: that of its reason, or Atlassian's own where it is Atlassian who took the operation away. */
export const statusOf = (denial: Denial): number =>
  (denial.reason === 'operation_refused' ? REFUSALS[denial.why].status : undefined) ?? DENIALS[denial.reason].status;

/** Jira's own words for what is not there, so that clients which read them keep working. */
export const ABSENT_TEXT: Readonly<Record<AbsentThing, string>> = {
  issue: 'Issue does not exist or you do not have permission to see it.',
  project: 'No project could be found with that key or id.',
  comment: 'Can not find a comment for that id.',
  worklog: 'Cannot find worklog with that id.',
  remoteLink: 'No remote link with that id exists.',
  link: 'No issue link with that id exists.',
  version: 'No version could be found with that id.',
  component: 'No component could be found with that id.',
  board:
    'The requested board cannot be viewed because it either does not exist or you do not have permission to view it.',
  sprint: 'We could not find the sprint.',
  setting: 'Nothing could be found with that id or name.',
};
