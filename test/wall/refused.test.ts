/**
 * What no key is ever served: every operation of Jira that is not offered, and the doors that a case names.
 *
 * A refusal depends on the request's shape alone: the same bytes for something of ALPHA's, something foreign and
 * something that never was, without any call to Jira and without a trace on the site. What is offered is listed
 * here once more, by hand, so that an operation which begins to be served fails a test.
 */
import { CLOSED_DOORS, filled, named, queryOf, type Which } from './closed-doors';
import { jiraOperations } from './jira-operations';
import { type Answer, comparable, expectIntact, expectNoCanary, openWall, type Sent, type Wall } from './site';

const OFFERED = new Set([
  'GET serverInfo',
  'GET myself',
  'GET field',
  'GET priority',
  'GET status',
  'GET issuetype',
  'GET project',
  'GET project/recent',
  'GET project/search',
  'GET project/{projectIdOrKey}',
  'GET project/{projectIdOrKey}/component',
  'GET project/{projectIdOrKey}/components',
  'GET project/{projectIdOrKey}/role',
  'GET project/{projectIdOrKey}/statuses',
  'GET project/{projectIdOrKey}/version',
  'GET project/{projectIdOrKey}/versions',
  'POST version',
  'GET version/{id}',
  'PUT version/{id}',
  'DELETE version/{id}',
  'POST version/{id}/move',
  'GET component',
  'POST component',
  'GET component/{id}',
  'PUT component/{id}',
  'DELETE component/{id}',
  'GET field/search',
  'GET issuetype/project',
  'GET issuetype/{id}',
  'GET priority/search',
  'GET priority/{id}',
  'GET resolution',
  'GET resolution/search',
  'GET resolution/{id}',
  'GET status/{idOrName}',
  'GET statuscategory',
  'GET statuscategory/{idOrKey}',
  'GET issueLinkType',
  'GET issueLinkType/{issueLinkTypeId}',
  'GET user/assignable/search',
  'GET user/assignable/multiProjectSearch',
  'GET mypermissions',
  'POST issue',
  'GET issue/{issueIdOrKey}',
  'PUT issue/{issueIdOrKey}',
  'DELETE issue/{issueIdOrKey}',
  'PUT issue/{issueIdOrKey}/assignee',
  'GET issue/{issueIdOrKey}/transitions',
  'POST issue/{issueIdOrKey}/transitions',
  'GET issue/{issueIdOrKey}/comment',
  'POST issue/{issueIdOrKey}/comment',
  'GET issue/{issueIdOrKey}/comment/{id}',
  'PUT issue/{issueIdOrKey}/comment/{id}',
  'DELETE issue/{issueIdOrKey}/comment/{id}',
  'GET issue/{issueIdOrKey}/worklog',
  'POST issue/{issueIdOrKey}/worklog',
  'GET issue/{issueIdOrKey}/worklog/{id}',
  'PUT issue/{issueIdOrKey}/worklog/{id}',
  'DELETE issue/{issueIdOrKey}/worklog/{id}',
  'GET issue/{issueIdOrKey}/changelog',
  'POST issue/{issueIdOrKey}/changelog/list',
  'POST changelog/bulkfetch',
  'GET issue/{issueIdOrKey}/remotelink',
  'POST issue/{issueIdOrKey}/remotelink',
  'GET issue/{issueIdOrKey}/remotelink/{linkId}',
  'PUT issue/{issueIdOrKey}/remotelink/{linkId}',
  'DELETE issue/{issueIdOrKey}/remotelink/{linkId}',
  'GET issue/{issueIdOrKey}/watchers',
  'GET issue/{issueIdOrKey}/votes',
  'GET issue/{issueIdOrKey}/editmeta',
  'GET issue/createmeta',
  'GET issue/createmeta/{projectIdOrKey}/issuetypes',
  'GET issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}',
  'GET issue/{issueIdOrKey}/properties',
  'GET issue/{issueIdOrKey}/properties/{propertyKey}',
  'PUT issue/{issueIdOrKey}/properties/{propertyKey}',
  'DELETE issue/{issueIdOrKey}/properties/{propertyKey}',
  'POST issue/bulk',
  'POST issue/bulkfetch',
  'POST jql/match',
  'POST jql/parse',
  'POST issueLink',
  'GET issueLink/{linkId}',
  'DELETE issueLink/{linkId}',
  'GET search/jql',
  'POST search/jql',
  'POST search/approximate-count',
  ...[
    'GET info',
    'GET servicedesk',
    'GET servicedesk/{serviceDeskId}',
    'GET servicedesk/{serviceDeskId}/requesttype',
    'GET servicedesk/{serviceDeskId}/requesttype/{requestTypeId}',
    'GET servicedesk/{serviceDeskId}/requesttype/{requestTypeId}/field',
    'GET servicedesk/{serviceDeskId}/requesttypegroup',
    'GET servicedesk/{serviceDeskId}/queue',
    'GET servicedesk/{serviceDeskId}/queue/{queueId}',
    'GET servicedesk/{serviceDeskId}/queue/{queueId}/issue',
    'POST request',
    'GET request/{issueIdOrKey}',
    'GET request/{issueIdOrKey}/comment',
    'POST request/{issueIdOrKey}/comment',
    'GET request/{issueIdOrKey}/comment/{commentId}',
    'GET request/{issueIdOrKey}/participant',
    'GET request/{issueIdOrKey}/status',
    'GET request/{issueIdOrKey}/sla',
    'GET request/{issueIdOrKey}/sla/{slaMetricId}',
    'GET request/{issueIdOrKey}/transition',
    'POST request/{issueIdOrKey}/transition',
  ].map((operation) => operation.replace(' ', ' /rest/servicedeskapi/')),
  ...[
    'GET board',
    'GET board/{boardId}',
    'GET board/{boardId}/configuration',
    'GET board/{boardId}/project',
    'GET board/{boardId}/version',
    'GET board/{boardId}/sprint',
    'GET board/{boardId}/epic',
    'GET board/{boardId}/issue',
    'GET board/{boardId}/backlog',
    'GET board/{boardId}/sprint/{sprintId}/issue',
    'GET board/{boardId}/epic/{epicId}/issue',
    'POST board/{boardId}/issue',
    'POST backlog/{boardId}/issue',
    'POST sprint',
    'GET sprint/{sprintId}',
    'PUT sprint/{sprintId}',
    'POST sprint/{sprintId}',
    'DELETE sprint/{sprintId}',
    'GET sprint/{sprintId}/issue',
    'POST sprint/{sprintId}/issue',
    'GET epic/{epicIdOrKey}',
    'GET epic/{epicIdOrKey}/issue',
    'POST epic/{epicIdOrKey}',
    'PUT epic/{epicIdOrKey}/rank',
    'POST epic/{epicIdOrKey}/issue',
    'PUT issue/rank',
    'GET issue/{issueIdOrKey}',
    'GET issue/{issueIdOrKey}/estimation',
    'PUT issue/{issueIdOrKey}/estimation',
  ].map((operation) => operation.replace(' ', ' /rest/agile/1.0/')),
  ...[
    'GET board/{boardId}/issue',
    'GET board/{boardId}/issue/approximate-count',
    'GET board/{boardId}/backlog',
    'GET board/{boardId}/backlog/approximate-count',
    'GET board/{boardId}/sprint/{sprintId}/issue',
    'GET board/{boardId}/epic/{epicId}/issue',
    'GET sprint/{sprintId}/issue',
    'GET epic/{epicIdOrKey}/issue',
  ].map((operation) => operation.replace(' ', ' /rest/software/1.0/')),
]);

const isOffered = (operation: { readonly method: string; readonly path: string }): boolean =>
  OFFERED.has(`${operation.method} ${operation.path.replace('/rest/api/{version}/', '')}`);

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterAll(() => wall.stop());

/** The two refusals that there are, each with one text. */
const REFUSALS: Readonly<Record<string, string>> = {
  operation_unknown: 'This operation is not offered to API keys.',
  operation_refused: 'This operation is refused to every API key.',
};

/** What Atlassian took away is gone, so that clients fall back on what replaced it. */
const isRefusal = (answer: Answer): boolean =>
  answer.status === (answer.json?.why === 'removed_by_atlassian' ? 410 : 403) &&
  answer.calls.length === 0 &&
  REFUSALS[answer.json?.rule] === answer.json?.title &&
  JSON.stringify(answer.json?.errorMessages) === JSON.stringify([`${answer.json?.title} ${answer.json?.detail}`]);

const withoutId = (answer: Answer): string => JSON.stringify(comparable(answer));

describe('every operation that Jira has', () => {
  const operations = jiraOperations();
  const refused = operations.filter((operation) => !isOffered(operation));

  test('C-PATH-12 · the list is whole, and all that is offered is in it', () => {
    expect(operations).toHaveLength(757);
    expect(operations.filter(isOffered)).toHaveLength(OFFERED.size);
  });

  const bases = [
    ['platform', '/rest/api/{version}/', '3'],
    ['platform', '/rest/api/{version}/', '2'],
    ['agile', '/rest/agile/1.0/', '1.0'],
    ['software', '/rest/software/1.0/', '1.0'],
    ['service management', '/rest/servicedeskapi/', '1.0'],
    ['add-ons, Forge and internal', '/rest/', ''],
  ] as const;
  const baseOf = (path: string): string => bases.map(([, base]) => base).find((base) => path.startsWith(base)) ?? '';

  test.each(bases)(
    'C-SIDE-01 · what is not offered is refused alike for own and foreign · %s %s %s',
    async (_, base, version) => {
      const wrong: string[] = [];
      const texts = new Map<string, Set<string>>();
      await expectIntact(wall, async () => {
        for (const { method, path } of refused.filter((each) => baseOf(each.path) === base)) {
          const answers: Answer[] = [];
          for (const which of [0, 1] as const) {
            const hasBody = method === 'POST' || method === 'PUT';
            const answer = await wall.send(wall.alpha, {
              method,
              path: `${filled(path, which, version)}?${hasBody ? '' : queryOf(which)}`.replace(/\?$/, ''),
              ...(hasBody ? { body: named(which) } : {}),
            });
            answers.push(answer);
            const rule = `${answer.json?.rule} ${answer.json?.why}`;
            texts.set(rule, (texts.get(rule) ?? new Set()).add(withoutId(answer)));
          }
          if (!answers.every(isRefusal)) wrong.push(`${method} ${path}: ${answers.map(({ status }) => status)}`);
        }
      }, []);
      expect(wrong).toEqual([]);
      // One reason, one text, over all operations: nothing in it is filled in.
      expect([...texts.values()].map((each) => each.size)).toEqual([...texts].map(() => 1));
      expect(texts.size).toBeGreaterThan(0);
    },
  );

  test('C-SIDE-01 · what is offered is not refused as an operation', async () => {
    const rules = new Map<string, unknown>();
    for (const { method, path } of operations.filter(isOffered)) {
      const answer = await wall.send(wall.alpha, { method, path: filled(path, 2, '3') });
      rules.set(`${method} ${path}`, answer.json?.rule);
    }
    wall.reset();
    expect([...rules].filter(([, rule]) => Object.hasOwn(REFUSALS, String(rule)))).toEqual([]);
  });
});

describe('doors that a case names', () => {
  const cases = CLOSED_DOORS.flatMap((row) =>
    (row[2].includes('{version}') ? ['3', '2'] : ['1']).map((version) => ({
      id: row[0],
      method: row[1],
      path: row[2].replace('{version}', version),
      row,
    })),
  );

  test.each(cases)(
    '$id · refused alike for own, foreign and invented · $method $path',
    async ({ method, path, row }) => {
      const request = (which: Which): Sent => ({
        method,
        path: filled(path, which, ''),
        ...(row[3] === undefined ? {} : { body: row[3](which) }),
      });
      const answers: Answer[] = [];
      await expectIntact(wall, async () => {
        for (const which of [0, 1, 2] as const) answers.push(await wall.send(wall.alpha, request(which)));
      }, []);
      const [own] = answers;
      for (const answer of answers) {
        expect(isRefusal(answer)).toBe(true);
        expect(comparable(answer)).toEqual(own === undefined ? own : comparable(own));
        expectNoCanary(wall, answer);
      }
    },
  );
});
