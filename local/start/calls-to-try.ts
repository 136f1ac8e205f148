/**
 * Calls to the gateway as lines for a shell: each works when it is pasted, and says what it is there to show.
 */
import type { DemoKey } from './demo-keys';
import type { Tour } from './tour';

export type CallToTry = { readonly shows: string; readonly line: string };

/** The calls of the tour with these keys. */
export function callsToTry(tour: Tour, keys: readonly DemoKey[]): readonly CallToTry[] {
  const reader = keys.find(({ job }) => job === 'reading');
  const writer = keys.find(({ job }) => job === 'writing');
  if (reader === undefined || writer === undefined) return [];
  const { project, ownIssue, foreignIssue, typeName } = tour;
  const newIssue = {
    fields: { project: { key: project.key }, issuetype: { name: typeName }, summary: 'Made by a key' },
  };
  return [
    {
      shows: `an issue of ${project.key}`,
      line: curl(reader, `/rest/api/3/issue/${ownIssue.key}?fields=summary,status`),
    },
    {
      shows: `a search that names no project and finds ${project.key} alone`,
      line: curl(
        reader,
        '/rest/api/3/search/jql',
        `-G --data-urlencode 'jql=statusCategory != Done ORDER BY created' -d fields=summary -d maxResults=3`,
      ),
    },
    {
      shows: 'a new issue, by the key that may write',
      line: curl(writer, '/rest/api/3/issue', `-H "Content-Type: application/json" -d '${JSON.stringify(newIssue)}'`),
    },
    {
      shows: 'the same by the key that only reads: 403, and what is missing',
      line: curl(reader, '/rest/api/3/issue', `-H "Content-Type: application/json" -d '${JSON.stringify(newIssue)}'`),
    },
    ...(foreignIssue === undefined
      ? []
      : [
          {
            shows: 'an issue of another project: 404, as if it had never been',
            line: curl(reader, `/rest/api/3/issue/${foreignIssue.key}`),
          },
        ]),
  ];
}

/** `-w` prints the status below the answer. */
export const curl = (key: { readonly key: string; readonly gatewayUrl: string }, path: string, more = ''): string =>
  `curl -sS -w "\\n%{http_code}\\n" -H "Authorization: Bearer ${key.key}" ${more === '' ? '' : `${more} `}"${key.gatewayUrl}${path}"`;
