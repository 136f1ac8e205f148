/** What is read out of scripts and logs: the calls that a client would have made, and nothing of who made them. */

import { CALLS_MAX, readEvidence } from '../../src/evidence/read-evidence';
import fc from '../seeded-fast-check';

const callsOf = (text: string) =>
  readEvidence(text).calls.map(({ method, target, body, isBodyUnknown }) => ({
    method,
    target,
    ...(body === undefined ? {} : { body }),
    ...(isBodyUnknown ? { isBodyUnknown } : {}),
  }));
const ISSUE = '/rest/api/3/issue/WEB-1';
const KEY = `jsk_${'a'.repeat(12)}_${'b'.repeat(38)}`;

describe('curl', () => {
  test.each([
    ['a plain address', `curl https://x.example${ISSUE}`, { method: 'GET', target: ISSUE }],
    [
      'a variable for the host',
      `curl -sS "$URL${ISSUE}?fields=summary"`,
      { method: 'GET', target: `${ISSUE}?fields=summary` },
    ],
    ['a web trigger URL', `curl https://x.example/public/tok~en${ISSUE}`, { method: 'GET', target: ISSUE }],
    ['a cloud id', `curl https://api.atlassian.com/ex/jira/11-22${ISSUE}`, { method: 'GET', target: ISSUE }],
    ['a prompt before it', `$ curl ${'$'}{URL}${ISSUE}`, { method: 'GET', target: ISSUE }],
    ['a method', `curl -X DELETE $URL${ISSUE}`, { method: 'DELETE', target: ISSUE }],
    ['a method joined to other letters', `curl -sSXDELETE $URL${ISSUE}`, { method: 'DELETE', target: ISSUE }],
    ['a body', `curl -d '{"a":"it is"}' $URL${ISSUE}`, { method: 'POST', target: ISSUE, body: '{"a":"it is"}' }],
    [
      'a body in double quotes',
      `curl -d "{\\"a\\":1}" $URL${ISSUE}`,
      { method: 'POST', target: ISSUE, body: '{"a":1}' },
    ],
    [
      'a body in ANSI quotes',
      `curl --data-raw $'{"a":"it\\'s\\n"}' $URL${ISSUE}`,
      { method: 'POST', target: ISSUE, body: '{"a":"it\'s\n"}' },
    ],
    [
      'a body with escapes of characters',
      `curl -d $'{"a":"\\u0021\\x41b"}' $URL${ISSUE}`,
      { method: 'POST', target: ISSUE, body: '{"a":"!Ab"}' },
    ],
    ['a body of JSON', `curl --json='{"a":1}' -X PUT $URL${ISSUE}`, { method: 'PUT', target: ISSUE, body: '{"a":1}' }],
    ['a body in a file', `curl -d @body.json $URL${ISSUE}`, { method: 'POST', target: ISSUE, isBodyUnknown: true }],
    [
      'a body in a here-document',
      `curl -d @- $URL${ISSUE} <<'EOF'\n{"a":\n1}\nEOF\n`,
      { method: 'POST', target: ISSUE, body: '{"a":\n1}' },
    ],
    [
      'a form',
      `curl -F file=@a.png $URL${ISSUE}/attachments`,
      { method: 'POST', target: `${ISSUE}/attachments`, isBodyUnknown: true },
    ],
    [
      'a query apart',
      `curl -G --data-urlencode 'jql=a = "b"' -d maxResults=3 $URL/rest/api/3/search/jql`,
      { method: 'GET', target: '/rest/api/3/search/jql?jql=a%20%3D%20%22b%22&maxResults=3' },
    ],
    [
      'continued lines',
      `curl \\\n  -X POST \\\n  $URL${ISSUE}/comment \\\n  -d '{}'`,
      { method: 'POST', target: `${ISSUE}/comment`, body: '{}' },
    ],
    ['a command around it', `ID=$(curl -s "$URL${ISSUE}" | jq -r .id)`, { method: 'GET', target: ISSUE }],
    [
      'a variable that the text sets',
      `ISSUE=WEB-1\ncurl "$URL/rest/api/3/issue/${'$'}{ISSUE}"`,
      { method: 'GET', target: ISSUE },
    ],
    ['a comment beside it', `curl $URL${ISSUE} # curl $URL/rest/api/3/myself`, { method: 'GET', target: ISSUE }],
    [
      'a token for the next page',
      `curl "$URL${ISSUE}?nextPageToken=abc&fields=id"`,
      { method: 'GET', target: `${ISSUE}?fields=id` },
    ],
  ])('%s', (_, text, call) => {
    expect(callsOf(text)).toEqual([call]);
  });

  test('several commands on one line and on several', () => {
    const text = `curl $URL/rest/a && curl -X PUT -d '{}' $URL/rest/b; true\ncurl $URL/rest/c --next -X DELETE $URL/rest/d`;
    expect(callsOf(text).map(({ method, target }) => `${method} ${target}`)).toEqual([
      'GET /rest/a',
      'PUT /rest/b',
      'GET /rest/c',
      'DELETE /rest/d',
    ]);
  });

  test('of who calls nothing stays, wherever it stands', () => {
    const text = [
      `curl -u "me@x.example:s3cret" -H "Authorization: Bearer ${KEY}" https://me:s3cret@x.example${ISSUE}`,
      `curl "$URL${ISSUE}?access_token=s3cret&os_password=s3cret&fields=id&q=${KEY}"`,
      `curl "$URL/rest/api/3/issue/${KEY}"`,
      `curl --oauth2-bearer s3cret -b "tenant.session.token=s3cret" $URL${ISSUE}/comment`,
      `10.0.0.1 - me [01/Nov/2026:12:00:00 +0000] "GET ${ISSUE}?jwt=s3cret HTTP/1.1" 200 5 "-" "${KEY}"`,
    ].join('\n');
    const read = readEvidence(text);
    expect(read.calls.map(({ target }) => target)).toEqual([ISSUE, `${ISSUE}?fields=id`, `${ISSUE}/comment`]);
    expect(JSON.stringify(read)).not.toMatch(/s3cret|jsk_|me@|tenant/);
  });

  test.each([
    ['a variable in the path', 'curl "$URL/rest/api/3/issue/$KEY"', /variable/],
    ['no address', 'curl --help', /no address/],
    ['another service', 'curl https://x.example/health', /no \/rest\//],
    ['an open quote', `curl -d '{"a":1} $URL${ISSUE}`, /quote/],
  ])('%s is told', (_, text, problem) => {
    expect(readEvidence(text)).toEqual({
      calls: [],
      problems: [{ line: 1, times: 1, problem: expect.stringMatching(problem) }],
    });
  });

  test('a command after one with an open quote is read', () => {
    expect(callsOf(`curl -d '{ $URL${ISSUE}\n\ncurl $URL/rest/api/3/myself`)).toEqual([
      { method: 'GET', target: '/rest/api/3/myself' },
    ]);
  });
});

describe('logs', () => {
  test.each([
    [
      'combined',
      `10.0.0.1 - - [01/Nov/2026:12:00:00 +0000] "GET ${ISSUE}?fields=summary HTTP/1.1" 200 5316 "-" "curl/8.5"`,
      { method: 'GET', target: `${ISSUE}?fields=summary` },
    ],
    ['short', `"GET ${ISSUE} HTTP/1.1" 200`, { method: 'GET', target: ISSUE }],
    [
      'a write',
      `"POST ${ISSUE}/comment HTTP/1.1" 201 12`,
      { method: 'POST', target: `${ISSUE}/comment`, isBodyUnknown: true },
    ],
    ['plain', `GET ${ISSUE}`, { method: 'GET', target: ISSUE }],
    [
      'plain with a moment before it',
      `2026-11-01T12:00:00Z INFO client: DELETE https://x.example${ISSUE} 204`,
      { method: 'DELETE', target: ISSUE },
    ],
    [
      'plain with a body',
      `POST ${ISSUE}/comment {"body": "x"}`,
      { method: 'POST', target: `${ISSUE}/comment`, body: '{"body":"x"}' },
    ],
    ['JSON', `{"time":"12:00","method":"get","path":"${ISSUE}","status":200}`, { method: 'GET', target: ISSUE }],
    [
      'JSON, nested',
      `{"httpRequest":{"requestMethod":"GET","requestUrl":"https://x.example${ISSUE}"}}`,
      { method: 'GET', target: ISSUE },
    ],
    ['JSON with a request line', `{"request":"DELETE ${ISSUE} HTTP/1.1"}`, { method: 'DELETE', target: ISSUE }],
    ['an address alone', `https://x.example${ISSUE}`, { method: 'GET', target: ISSUE }],
  ])('%s', (_, text, call) => {
    expect(callsOf(text)).toEqual([call]);
  });

  test('the same call is counted, with the line where it first stands; other lines are passed over', () => {
    const text = `# a log\n\n"GET ${ISSUE} HTTP/1.1" 200\nstarted\n"GET ${ISSUE} HTTP/1.1" 404\nread /rest/api/3/x\n`;
    expect(readEvidence(text)).toMatchObject({
      calls: [{ line: 3, times: 2, target: ISSUE }],
      problems: [{ line: 6, times: 1 }],
    });
  });

  test('there is an end to what is looked at, and it is told', () => {
    const text = Array.from({ length: CALLS_MAX + 2 }, (_, at) => `GET /rest/api/3/issue/${at}`).join('\n');
    const { calls, problems } = readEvidence(text);
    expect(calls).toHaveLength(CALLS_MAX);
    expect(problems).toMatchObject([{ line: CALLS_MAX + 1 }]);
  });
});

describe('for whatever text', () => {
  const sign = fc.constantFrom(
    ...'\'"\\$`(){}<>|;&#=?% \n\r\tcurl-XdG/restapi3@:,.[]',
    'curl ',
    ' -d ',
    "$'",
    '<<E',
    ' /rest/api/3/issue/A-1',
    'GET ',
    '{"method":"GET","path":',
  );
  test('it never throws, and each call begins with /rest/', () => {
    void fc.assert(
      fc.property(fc.array(sign, { maxLength: 80 }), (signs) => {
        const { calls, problems } = readEvidence(signs.join(''));
        for (const { target, line } of calls) expect([target.startsWith('/rest/'), line >= 1]).toEqual([true, true]);
        for (const { line } of problems) expect(line).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 3_000 },
    );
  });

  const word = fc.stringMatching(/^[A-Za-z0-9_.-]{1,8}$/).filter((text) => !/^\.+$/.test(text));
  const call = fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH'),
    path: fc.array(word, { minLength: 1, maxLength: 5 }).map((segments) => `/rest/${segments.join('/')}`),
    query: fc.array(fc.tuple(fc.constantFrom('jql', 'fields', 'maxResults'), fc.string()), { maxLength: 3 }),
    body: fc.option(fc.json(), { nil: undefined }),
  });
  const quoted = (text: string, style: 'single' | 'double' | 'ansi') =>
    style === 'single'
      ? `'${text.replaceAll("'", "'\\''")}'`
      : style === 'double'
        ? `"${text.replace(/["\\$`]/g, '\\$&')}"`
        : `$'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;

  test('a command that was printed reads as the call that it was printed from', () => {
    void fc.assert(
      fc.property(
        fc.array(fc.tuple(call, fc.constantFrom('single', 'double', 'ansi'), fc.boolean()), {
          minLength: 1,
          maxLength: 4,
        }),
        (printed) => {
          const text = printed.map(([{ method, path, query, body }, style, isBroken]) => {
            const space = isBroken ? ' \\\n  ' : ' ';
            const search = query.map(([name, value]) => `${name}=${encodeURIComponent(Buffer.from(value).toString())}`);
            const address = `https://x.example/jira${path}${search.length === 0 ? '' : `?${search.join('&')}`}`;
            const sent =
              body === undefined
                ? []
                : ['-H', quoted('Content-Type: application/json', style), '-d', quoted(body, style)];
            return ['curl', '-sS', '-X', method, ...sent, quoted(address, style)].join(space);
          });
          const expected = new Map(
            printed.map(([{ method, path, query, body }]) => {
              const search = query.map(
                ([name, value]) => `${name}=${encodeURIComponent(Buffer.from(value).toString())}`,
              );
              const one = {
                method,
                target: `${path}${search.length === 0 ? '' : `?${search.join('&')}`}`,
                ...(body === undefined ? {} : { body }),
              };
              return [JSON.stringify(one), one];
            }),
          );
          expect(callsOf(text.join('\n'))).toEqual([...expected.values()]);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('variables made of each other do not grow without end, and what is put in place stays right', () => {
    const doubling = Array.from({ length: 60 }, () => 'A=$A$A').join('\n');
    const lines = ['URL=https://a.example', 'A=abcdefgh', doubling, 'curl "$URL/rest/api/3/issue/A-1"'].join('\n');
    const { calls, problems } = readEvidence(lines);
    expect(calls).toHaveLength(1);
    expect(problems).toMatchObject([{ problem: 'Variables come to too much here: they stay as they are written.' }]);
    expect(readEvidence('A=abc\nA=$A$A\ncurl https://a.example/rest/api/3/issue/$A').calls).toMatchObject([
      { target: expect.stringContaining('/rest/api/3/issue/abcabc') },
    ]);
  });

  test('commands that are continued without end and are no calls are given up, and the lines after them are read', () => {
    const lines = [
      ...Array.from({ length: 40_000 }, () => 'x curl \\'),
      '',
      'curl https://a.example/rest/api/3/issue/A-1',
    ];
    expect(readEvidence(lines.join('\n')).calls).toMatchObject([
      { target: expect.stringContaining('/rest/api/3/issue/A-1'), line: 40_002 },
    ]);
  });

  test.each(['\u2028', '\r'])('a line with many spaces before %j is read like another', (sign) => {
    const line = `GET /rest/api/3/myself${' '.repeat(90_000)}${sign}x`;
    expect(readEvidence(line).calls).toMatchObject([{ method: 'GET', target: expect.stringContaining('/myself') }]);
  });
});
