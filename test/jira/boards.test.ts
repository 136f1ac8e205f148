/**
 * Jira Software's part of the simulated Jira against recorded answers, which live beside the repository: each member that a
 * recording has is printed here too. Without them the suite is skipped, visibly.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { FIXTURE } from '../../local/jira/seeds/fixture';
import { site } from './routes-asking';

const FOLDER = path.resolve(__dirname, '../../../shared/jira/answers');
const present = existsSync(FOLDER);
const suite = present ? describe : describe.skip;
const { boards, sprints, issues } = FIXTURE;

/** Whatever stands below these is compared for the platform's own operations. */
const ELSEWHERE = /\.(?:fields|changelog|filter|isPrivate)\b|\.avatarUrls\./;

const SCOPES = [
  ...['read:board-scope:jira-software', 'read:board-scope.admin:jira-software', 'read:sprint:jira-software'],
  ...['read:epic:jira-software', 'read:issue:jira-software', 'read:issue-details:jira', 'read:jql:jira'],
  'read:project:jira',
];

function membersOf(value: unknown, at = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => membersOf(one, `${at}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [`${at}.${name}`, ...membersOf(inner, `${at}.${name}`)]);
}

suite(`what recordings show${present ? '' : ' (skipped: they are not beside this repository)'}`, () => {
  const recordings = (present ? readdirSync(FOLDER) : [])
    .filter((name) => name.startsWith('agile-'))
    .map((name) => ({ name, ...JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')) }))
    .filter(({ evidence, part, status, operation, body }) => {
      const [method, template] = String(operation).split(' ');
      const isServed = method === 'GET' && !template?.includes('/board/filter/');
      return isServed && evidence === 'recorded' && part === undefined && status === 200 && !('fields' in body);
    });

  test.each(recordings)('$name is printed too', async ({ operation, body }) => {
    const target = String(operation)
      .replace('{boardId}', String(boards.alpha))
      .replace('{sprintId}', String(sprints.alphaActive))
      .replace(/\{epicId(?:OrKey)?\}/, issues.epic.id);
    const { status, json } = await site().ask(target, undefined, { kind: 'app', scopes: SCOPES });
    expect(status).toBe(200);
    const printed = new Set(membersOf(json));
    const missing = [...new Set(membersOf(body))].filter((member) => !ELSEWHERE.test(member) && !printed.has(member));
    expect(missing).toEqual([]);
  });
});

test('a board’s issues are refused to an app that lacks one of the scopes', async () => {
  const ask = (scopes: readonly string[]) =>
    site().ask(`GET /rest/agile/1.0/board/${boards.alpha}/issue?maxResults=1`, undefined, { kind: 'app', scopes });
  expect((await ask(SCOPES)).status).toBe(200);
  expect((await ask(['read:jira-work', 'read:board-scope:jira-software'])).status).toBe(401);
});

test('what a board shows is what its filter finds, also beyond its project', async () => {
  const { json } = await site().ask(
    `GET /rest/agile/1.0/board/${boards.alphaMixed}/issue?maxResults=100&fields=project`,
    undefined,
    { kind: 'app', scopes: SCOPES },
  );
  expect(JSON.stringify(json)).toContain(issues.omega1.key);
});
