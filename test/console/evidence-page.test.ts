/** What the page makes of pasted text before the app sees it. */

import type { EvidenceLine, EvidenceView } from '../../src/console/contract';
import { snippetsFor } from '../../static/console/src/pages/create/snippets';
import { projectKeysIn } from '../../static/console/src/pages/evidence/project-keys';
import { type Reading, withStep } from '../../static/console/src/pages/evidence/reading';
import { withoutCredentials } from '../../static/console/src/pages/evidence/without-credentials';
import fc from '../seeded-fast-check';

const SECRET = 'ATATT3xSecret0';

describe('credentials leave the text before it leaves the page', () => {
  test.each([
    `curl -u me@example.com:${SECRET} https://x.example/rest/api/3/myself`,
    `curl --user 'me@example.com:${SECRET}' https://x.example/rest/api/3/myself`,
    `curl --user="me@example.com:${SECRET}" https://x.example/rest/api/3/myself`,
    `curl -ume@example.com:${SECRET} https://x.example/rest/api/3/myself`,
    `curl -H 'Authorization: Bearer ${SECRET}' https://x.example/rest/api/3/myself`,
    `curl -H "authorization:Basic ${SECRET}" \\\n https://x.example/rest/api/3/myself`,
    `curl -b 'session=${SECRET}' https://x.example/rest/api/3/myself`,
    `curl -H 'Cookie: a=b; cloud.session.token=${SECRET}' https://x.example/rest/api/3/myself`,
    `curl -H 'X-Auth-Token: ${SECRET}' https://x.example/rest/api/3/myself`,
    `curl https://me:${SECRET}@x.example/rest/api/3/myself`,
    `{"method":"GET","url":"/rest/api/3/myself","headers":{"Authorization":"Bearer ${SECRET}","Accept":"a"}}`,
    `{"method":"GET","url":"/rest/api/3/myself","headers":{"cookie": ["a=\\"b\\"; t=${SECRET}"]}}`,
    `JIRA_API_TOKEN=${SECRET} curl -u "me:$JIRA_API_TOKEN" https://x.example/rest/api/3/myself`,
    `export PASSWORD='${SECRET}'\ncurl -u "me:$PASSWORD" https://x.example/rest/api/3/myself`,
    `curl -u'me@example.com:${SECRET}' https://x.example/rest/api/3/myself`,
    `curl --proxy-user me:${SECRET} https://x.example/rest/api/3/myself`,
    `GET /rest/api/3/myself?access_token=${SECRET}&os_authType=basic`,
    `GET /rest/api/3/myself "Bearer ${SECRET}0123456789"`,
    `my script uses ${SECRET} for /rest/api/3/myself`,
  ])('%s', (line) => {
    const left = withoutCredentials(line);
    expect(left).not.toContain(SECRET);
    // By its place alone, where it does not look like a token.
    const plain = line.replaceAll(SECRET, 'hunter2');
    if (!line.includes('my script') && !line.includes('"Bearer AT'))
      expect(withoutCredentials(plain)).not.toContain('hunter2');
    expect(left).toContain('/rest/api/3/myself');
    expect(left.split('\n').length).toBe(line.split('\n').length);
  });

  test('what holds none stays as it is', () => {
    const text = `curl -X PUT "https://x.example/rest/api/3/issue/DEMO-1" -d '{"fields":{"summary":"a -ubiquitous word"}}'`;
    expect(withoutCredentials(text)).toBe(text);
    const variables = `AUTH_URL=https://x.example/rest/api/3/myself\nSESSION="/rest/api/3/myself"\ncurl $AUTH_URL`;
    expect(withoutCredentials(variables)).toBe(variables);
  });

  test('no line is added or lost', () => {
    fc.assert(
      fc.property(fc.array(fc.string().map((line) => line.replaceAll(/[\r\n]/g, ''))), (lines) => {
        expect(withoutCredentials(lines.join('\n')).split('\n').length).toBe(Math.max(lines.length, 1));
      }),
    );
  });
});

test('what could not be read stands among the lines where the text has it, whatever step told of it', () => {
  const line = (at: number): EvidenceLine => ({ line: at, times: 1 });
  const step = (...lines: readonly number[]): EvidenceView => ({ lines: lines.map(line), grants: [], total: 3 });
  const start: Reading = { text: '', projectIds: [], lines: [], grants: [], total: 0, next: 0 };
  const read = withStep(withStep(start, { ...step(1, 9), next: 1 }), step(5));
  expect(read.lines.map((each) => each.line)).toEqual([1, 5, 9]);
  expect(read).not.toHaveProperty('next');
});

test('projects are suggested from issue keys, paths, JQL and bodies, the most frequent first', () => {
  const text = [
    'GET /rest/api/3/issue/WEB-1',
    'GET /rest/api/3/issue/WEB-2/comment',
    'GET /rest/api/3/project/OPS',
    'GET /rest/api/3/search/jql?jql=project%20%3D%20DEMO',
    `-d '{"fields":{"project":{"key":"HR"}}}'`,
  ].join('\n');
  expect(projectKeysIn(text)).toEqual(['WEB', 'OPS', 'DEMO', 'HR']);
});

test('words that look like no project key are no suggestion', () => {
  expect(projectKeysIn('GET /rest/api/3/issue/10001 utf-8 iso-8859-1 /a-1')).toEqual([]);
});

test('a snippet holds the key only where it says so', () => {
  const snippets = snippetsFor('jsk_abcdefghijkl_secret', 'https://gateway.example/x');
  for (const { text, holdsKey } of snippets) expect(text.includes('jsk_')).toBe(holdsKey);
  expect(snippets.some(({ holdsKey }) => !holdsKey)).toBe(true);
});
