/**
 * C-READ-26: whatever Jira may come to print one day vanishes. Into every object of its answers a member is planted
 * that nobody knows, and another under each name that Jira uses elsewhere; the gateway's answer must not change.
 */
import { call, get, VERSIONS, type Version } from './issue-operations';
import { type Answer, comparable, expectNoCanary, FIXTURE, openWall, type Sent, type Wall } from './site';

const { links, fields } = FIXTURE;
const LEAK = {
  id: '20001',
  key: 'OMEGA-1',
  self: 'https://example.atlassian.net/rest/api/3/issue/20001',
  name: 'CANARY-970-x',
};
const NAMES = [
  'neverSeen',
  'properties',
  'renderedFields',
  'editmeta',
  'changelog',
  '_links',
  'operations',
  'entityId',
];

/** The answer with the leak in every object, but among restrictions of issues: whatever stands there restricts one. */
function planted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(planted);
  const members = Object.entries(value).map(
    ([name, member]) => [name, name === 'issuerestrictions' ? member : planted(member)] as const,
  );
  return Object.fromEntries([
    ...members,
    ...NAMES.filter((name) => !(name in value)).map((name) => [name, LEAK] as const),
  ]);
}

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterAll(() => wall.stop());

/** Asks again while each answer of Jira to this operation comes with leaks in it. */
async function withLeaks(sent: Sent, usual: Answer): Promise<Answer> {
  for (const made of usual.calls) {
    const { actor, method, rawPath: path, headers, body, operationId } = made;
    const answer = await wall.site.jira.call({ actor, method, path, headers, body });
    const fault = {
      kind: 'status',
      status: answer.status,
      headers: answer.headers,
      body: leaking(answer.body),
    } as const;
    wall.site.jira.faults.push({ times: 1, fault, ...(operationId === null ? {} : { operationId }) });
  }
  const answer = await wall.send(wall.mixed, sent);
  expect(wall.site.jira.faults).toEqual([]);
  return answer;
}
const leaking = (body: string): string => JSON.stringify(planted(JSON.parse(body)));

const readsOf = (version: Version): readonly Sent[] => [
  get(version, 'issue/ALPHA-1?expand=names,schema,transitions'),
  get(version, `issue/ALPHA-22?fields=*all,${fields.unknown}`),
  get(version, 'issue/ALPHA-3'),
  get(version, 'issue/ALPHA-1/comment'),
  get(version, 'issue/ALPHA-1/comment/40010'),
  get(version, 'issue/ALPHA-1/transitions?expand=transitions.fields'),
  get(version, `issueLink/${links.within}`),
  get(version, 'project/ALPHA?expand=lead,issueTypes'),
  get(version, 'project/search?expand=lead,issueTypes'),
  call('POST', version, 'search/jql', { jql: 'key in (ALPHA-1, BETA-1)', fields: ['*all'] }),
  get(version, 'search/jql?jql=key=ALPHA-1&fields=summary,issuelinks'),
  call('POST', version, 'search/approximate-count', { jql: 'key = ALPHA-1' }),
  ...['field', 'status', 'priority', 'issuetype'].map((list) => get(version, list)),
];

describe.each(VERSIONS)('C-READ-26 · version %s', (version) => {
  it.each(readsOf(version))('$method $path shows nothing that is planted in what Jira says', async (sent) => {
    const usual = await wall.send(wall.mixed, sent);
    expect([usual.status, usual.calls.length > 0]).toEqual([200, true]);
    const leaked = await withLeaks(sent, usual);
    expect(comparable(leaked)).toEqual(comparable(usual));
    expectNoCanary(wall, leaked);
    expect(leaked.text).not.toContain('CANARY');
  });
});
