/**
 * Paths that are written in no plain way, as data: the case, what is odd, the status of the refusal, and the path
 * about an issue. Each is sent for an own, a foreign and an invented issue.
 */
import type { Version } from './issue-operations';

export type Row = readonly [
  id: string,
  what: string,
  status: number,
  path: (issue: string, version: Version) => string,
];
/** Below the API's root. */
export const api = (version: Version, rest: string) => `/rest/api/${version}/${rest}`;

/** Every spelling of two dots. */
export const TWO_DOTS = ['..', '%2e%2e', '%2E%2E', '%2e%2E', '%2E%2e', '.%2e', '.%2E', '%2e.', '%2E.'];
const ONE_DOT = ['.', '%2e', '%2E'];

export const ODD_PATHS: readonly Row[] = [
  ...TWO_DOTS.flatMap((dots): Row[] => [
    ['C-PATH-01', `${dots} behind an own issue`, 400, (issue, v) => api(v, `issue/ALPHA-1/${dots}/${issue}`)],
    ['C-PATH-01', `${dots} at the end`, 400, (issue, v) => api(v, `issue/${issue}/comment/${dots}`)],
  ]),
  ['C-PATH-01', 'dots before the API', 400, (issue, v) => `/x/..${api(v, `issue/${issue}`)}`],
  ['C-PATH-01', 'three dots', 400, (issue, v) => api(v, `issue/.../${issue}`)],
  ...ONE_DOT.flatMap((dot): Row[] => [
    ['C-PATH-02', `${dot} before the issue`, 400, (issue, v) => api(v, `issue/${dot}/${issue}`)],
    ['C-PATH-02', `${dot} at the end`, 400, (issue, v) => api(v, `issue/${issue}/${dot}`)],
  ]),
  ...['%5C', '%5c', '\\'].map(
    (slash): Row => ['C-PATH-03', `${slash} in an id`, 400, (issue, v) => api(v, `issue/ALPHA-1${slash}${issue}`)],
  ),
  ['C-PATH-03', 'a climb by backslashes', 400, (issue, v) => api(v, `issue/ALPHA-1%5C..%5C${issue}`)],
  ['C-PATH-03', 'a climb by escaped slashes', 400, (issue, v) => api(v, `issue/ALPHA-1%2F..%2F${issue}`)],
  ['C-PATH-03', 'a climb by escaped slashes and dots', 400, (issue, v) => api(v, `issue/ALPHA-1%2f%2e%2e%2f${issue}`)],
  ...['%252e%252e', '%252E', '%252f', '%252F', '%25252f', '%25', '%2500', '%253F', '%'].map(
    (escaped): Row => ['C-PATH-04', `${escaped} in a path`, 400, (issue, v) => api(v, `issue/${escaped}${issue}`)],
  ),
  ['C-PATH-04', 'dots escaped twice', 400, (issue, v) => api(v, `issue/ALPHA-1/%252e%252e/${issue}`)],
  ['C-PATH-05', 'an escaped question mark', 400, (issue, v) => api(v, `issue/${issue}%3Fexpand=changelog`)],
  ['C-PATH-05', 'an escaped number sign', 400, (issue, v) => api(v, `issue/${issue}%23/comment`)],
  ['C-PATH-05', 'a number sign', 400, (issue, v) => api(v, `issue/${issue}#/comment`)],
  ['C-PATH-05', 'a question mark inside', 400, (issue, v) => api(v, `issue/${issue}?expand=changelog/comment`)],
  ...[';x=1', ';jsessionid=1', '%3B', '%3bx=1', ';'].map(
    (matrix): Row => ['C-PATH-06', `${matrix} behind the issue`, 400, (issue, v) => api(v, `issue/${issue}${matrix}`)],
  ),
  ['C-PATH-06', 'a segment of ; alone', 400, (issue, v) => `/rest/;/api/${v}/issue/${issue}`],
  ['C-PATH-06', 'a parameter on a literal', 400, (issue, v) => api(v, `issue;x=1/${issue}`)],
  ['C-PATH-07', 'a doubled slash in front', 400, (issue, v) => `/${api(v, `issue/${issue}`)}`],
  ['C-PATH-07', 'a doubled slash inside', 400, (issue, v) => api(v, `issue//${issue}`)],
  ['C-PATH-07', 'two slashes at the end', 400, (issue, v) => api(v, `issue/${issue}//`)],
  ['C-PATH-07', 'one segment more', 403, (issue, v) => api(v, `issue/${issue}/comment/1/x`)],
  ['C-PATH-08', 'the base in capitals', 403, (issue, v) => `/REST/API/${v}/issue/${issue}`],
  ['C-PATH-08', 'a literal with a capital', 403, (issue, v) => api(v, `Issue/${issue}`)],
  ['C-PATH-08', 'a later literal with a capital', 403, (issue, v) => api(v, `issue/${issue}/Comment`)],
  ...[
    '%00',
    '%09',
    '%0d%0aX-Evil:1',
    '%0a',
    '%c0%af',
    '%c0%ae',
    '%EF%BC%91',
    '%E2%80%8B',
    '%20',
    '%C4%B1',
    '%E2%81%A0',
  ].map((odd): Row => ['C-PATH-09', `${odd} behind the issue`, 400, (issue, v) => api(v, `issue/${issue}${odd}`)]),
  ['C-PATH-10', 'an absolute URL', 400, (issue, v) => `/http://evil.example${api(v, `issue/${issue}`)}`],
  ['C-PATH-10', 'a host of its own', 400, (issue, v) => `//evil.example${api(v, `issue/${issue}`)}`],
  ['C-PATH-10', 'a host behind @', 400, (issue, v) => `/@evil.example${api(v, `issue/${issue}`)}`],
  ['C-PATH-10', 'a host as first segment', 403, (issue, v) => `/evil.example${api(v, `issue/${issue}`)}`],
  ['C-PATH-10', 'a host behind @ in the id', 400, (issue, v) => api(v, `issue/${issue}@evil.example`)],
  ...['1', '4', '03', '3.0', 'v3', 'LATEST', 'latest3'].map(
    (alias): Row => ['C-PATH-11', `version ${alias}`, 403, (issue) => `/rest/api/${alias}/issue/${issue}`],
  ),
  ['C-PATH-11', 'the agile API as latest', 403, (issue) => `/rest/agile/latest/issue/${issue}`],
  ['C-PATH-13', 'the suffix .json', 404, (issue, v) => api(v, `issue/${issue}.json`)],
  ['C-PATH-13', 'the suffix .xml', 404, (issue, v) => api(v, `issue/${issue}.xml`)],
  ['C-PATH-13', 'a suffix on a literal', 403, (issue, v) => api(v, `issue/${issue}/comment.json`)],
  ['C-PATH-14', 'a method in the query', 400, (issue, v) => api(v, `issue/${issue}?_method=DELETE`)],
  ...[
    'FIELDS=summary',
    'fields[]=summary',
    'fields%5B%5D=summary',
    'unknown=1',
    '__proto__=x',
    'fields%00=summary',
  ].map((query): Row => ['C-PATH-18', `the query ${query}`, 400, (issue, v) => api(v, `issue/${issue}?${query}`)]),
];
