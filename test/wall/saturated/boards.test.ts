/**
 * C-AGILE and R7 against a Jira Software that prints everything: each member that Atlassian's schema names, members that it
 * does not name in every object, and rows of a foreign board, sprint or epic among the own ones. What comes out is what came
 * out of the honest answer. Then the guard alone, which passes that and lets out nothing of what is planted in it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordedCall } from '../../../local/jira/jira';
import { bundleWithEdits } from '../mutants/edited-bundle';
import { type Answer, FIXTURE, openWall, type Wall } from '../site';
import { asTold } from './as-told';
import { leaksOf } from './leaks';
import { NO_FILTER } from './no-filter';
import { CANARY, PLANTED, plantsIn } from './plants';
import type { Schema } from './schema';
import file from './software-schemas.json';

const NOW = Date.UTC(2026, 10, 20, 9, 30);
const A = '/rest/agile/1.0';
const S = '/rest/software/1.0';
const { boards, sprints, issues, projects } = FIXTURE;
const FILE: {
  readonly operations: Readonly<Record<string, Schema>>;
  readonly schemas: Readonly<Record<string, Schema>>;
} = file;

type Read = {
  readonly id: string;
  readonly own: string;
  /** What Jira answers about something foreign, which the same answer must never hold. */
  readonly foreign: string;
  readonly rows?: 'values' | 'issues';
  /** Where Atlassian gives the answer no schema: that of a row, or of the whole. */
  readonly of?: string;
};
const onBoard = (id: string, below: string, more: Omit<Read, 'id' | 'own' | 'foreign'> = {}, base = A): Read => ({
  ...{ id, own: `${base}/board/${boards.alpha}${below}`, foreign: `${base}/board/${boards.omega}${below}` },
  ...more,
});
const listed = '?maxResults=4';
const list = (id: string, own: string, foreign: string, base = A): Read => ({
  ...{ id, own: `${base}/${own}${listed}`, foreign: `${base}/${foreign}${listed}` },
  ...{ rows: 'issues', of: 'IssueBean' },
});
const below = (base: string, ids: readonly [string, string, string, string]): readonly Read[] => {
  const { alpha, omega } = boards;
  const [own, foreign] = [sprints.alphaActive, sprints.omegaActive];
  return [
    list(ids[0], `sprint/${own}/issue`, `sprint/${foreign}/issue`, base),
    list(ids[1], `board/${alpha}/sprint/${own}/issue`, `board/${omega}/sprint/${foreign}/issue`, base),
    list(ids[2], `epic/${issues.epic.id}/issue`, `board/${omega}/issue`, base),
    list(ids[3], `board/${alpha}/epic/${issues.epic.id}/issue`, `board/${omega}/issue`, base),
  ];
};
const READS: readonly Read[] = [
  { id: 'getAllBoards', own: `${A}/board`, foreign: `${A}/board?projectKeyOrId=${projects.omega.id}`, rows: 'values' },
  onBoard('getBoard', ''),
  onBoard('getConfiguration', '/configuration'),
  onBoard('getProjects', '/project', { rows: 'values', of: 'ProjectDetails' }),
  onBoard('getAllVersions', '/version', { rows: 'values' }),
  onBoard('getAllSprints', '/sprint', { rows: 'values', of: 'SprintBean' }),
  onBoard('getEpics', '/epic', { rows: 'values' }),
  onBoard('getIssuesForBoard', `/issue${listed}`, { rows: 'issues' }),
  onBoard('getIssuesForBoardJSIS', `/issue${listed}`, { rows: 'issues' }, S),
  onBoard('getApproximateIssueCountForBoard', '/issue/approximate-count', {}, S),
  onBoard('getIssuesForBoard', `/backlog${listed}`, { rows: 'issues' }),
  onBoard('getIssuesForBoardJSIS', `/backlog${listed}`, { rows: 'issues' }, S),
  ...below(A, ['getIssuesForSprint', 'getBoardIssuesForSprint', 'getIssuesForEpic', 'getBoardIssuesForEpic']),
  ...below(S, [
    ...(['getIssuesForSprintJSIS', 'getBoardIssuesForSprintJSIS'] as const),
    ...(['getIssuesForEpicJSIS', 'getBoardIssuesForEpicJSIS'] as const),
  ]),
  {
    ...{ id: 'getSprint', own: `${A}/sprint/${sprints.alphaActive}`, of: 'SprintBean' },
    foreign: `${A}/sprint/${sprints.omegaActive}`,
  },
  { id: 'getEpic', own: `${A}/epic/${issues.epic.id}`, foreign: `${A}/epic/${issues.omegaEpic.id}` },
  {
    ...{ id: 'getAgileIssue', own: `${A}/issue/${issues.inSprint.id}`, of: 'IssueBean' },
    foreign: `${A}/issue/${issues.omegaInAlphaSprint.id}`,
  },
  {
    ...{ id: 'getIssueEstimationForBoard' },
    own: `${A}/issue/${issues.everyField.id}/estimation?boardId=${boards.alpha}`,
    foreign: `${A}/issue/${issues.omega1.id}/estimation?boardId=${boards.omega}`,
  },
];
/** They hold nothing that says whose it is: a foreign one would be an answer to what Jira was not asked. */
const NAMELESS: ReadonlySet<string> = new Set(['getIssueEstimationForBoard', 'getApproximateIssueCountForBoard']);

type Loose = Readonly<Record<string, unknown>>;
const isLoose = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const member = (value: unknown, name: string): unknown => (isLoose(value) ? value[name] : undefined);
const resolved = (schema: Schema | undefined): Schema =>
  schema?.ref === undefined ? (schema ?? {}) : (FILE.schemas[schema.ref] ?? {});

/** The schema of a read, or one made of that of its rows. */
function schemaOf({ id, rows, of }: Read): Schema {
  const own = resolved(FILE.operations[id]);
  if (of === undefined || own.properties !== undefined) return own;
  return rows === undefined
    ? { ref: of }
    : { type: 'object', properties: { [rows]: { type: 'array', items: { ref: of } } } };
}

/** What stands in members that an honest answer does not have. */
const { id, key } = issues.omega1;
const UNKNOWN = {
  neverSeen: { id, key, summary: CANARY, self: `https://example.atlassian.net${A}/issue/${id}` },
  relatedKey: key,
  relatedIds: [id, Number(id)],
  _words: CANARY,
};

/** The thing's own words and history, which are shown where Jira gives them; and a page token, which is shown sealed. */
const OWN = new Set([
  'startDate',
  'endDate',
  'completeDate',
  'createdDate',
  'goal',
  'transitions',
  'changelog',
  'nextPageToken',
]);

function saturated(given: Schema | undefined, honest: unknown, depth = 0): unknown {
  const schema = resolved(given);
  if (Array.isArray(honest)) return honest.map((each) => saturated(schema.items, each, depth + 1));
  if (!isLoose(honest)) return honest;
  // Documents are prose.
  if (honest['type'] === 'doc') return honest;
  // Whatever stands among the restrictions of an issue restricts it.
  const known = Object.entries(honest).map(([name, each]) => [
    name,
    name === 'issuerestrictions' ? each : saturated(schema.properties?.[name], each, depth + 1),
  ]);
  const more = Object.entries(schema.properties ?? {})
    .filter(([name]) => !(name in honest) && !OWN.has(name))
    .map(([name, each]) => [name, filler(each, depth)]);
  return { ...UNKNOWN, ...Object.fromEntries(more), ...Object.fromEntries(known) };
}

function filler(given: Schema, depth: number): unknown {
  const schema = resolved(given);
  if (depth > 4) return CANARY;
  if (schema.type === 'array') return [filler(schema.items ?? {}, depth + 1)];
  if (schema.properties !== undefined) return saturated(schema, { id, key }, depth + 1);
  return schema.type === 'integer' || schema.type === 'number' ? 7 : CANARY;
}

let directory: string;
let wall: Wall;
let bare: Wall;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'saturated-boards-'));
  wall = await openWall({ now: NOW });
  bare = await openWall({ now: NOW, bundle: await bundleWithEdits(NO_FILTER, directory) });
});
afterAll(async () => {
  await Promise.all([wall.stop(), bare.stop()]);
  rmSync(directory, { recursive: true, force: true });
});

const ask = (at: Wall, path: string): Promise<Answer> => at.send(at.alpha, { method: 'GET', path });

const SCOPES = [
  ...['board-scope', 'board-scope.admin', 'sprint', 'epic', 'issue'].map((thing) => `read:${thing}:jira-software`),
  ...['project', 'issue-details', 'jql'].map((thing) => `read:${thing}:jira`),
];

/** What Jira itself answers, as the app that sees everything. */
async function direct({ path, query }: Pick<RecordedCall, 'path' | 'query'>): Promise<unknown> {
  const text = query.map((each) => each.map(encodeURIComponent).join('=')).join('&');
  const actor = { kind: 'app', scopes: SCOPES } as const;
  const request = { actor, method: 'GET', path: `${path}?${text}`, headers: {}, body: undefined };
  const { status, body } = await wall.site.jira.call(request);
  if (status !== 200) throw new Error(`${path}: ${status}`);
  return JSON.parse(body);
}

const directly = (path: string): Promise<unknown> => {
  const url = new URL(path, 'https://example.atlassian.net');
  return direct({ path: url.pathname, query: [...url.searchParams] });
};

/** Rows of a foreign list that are foreign themselves: a board shows what its filter finds, and a project's boards too. */
async function foreignRows({ foreign, rows = 'values' }: Read): Promise<readonly unknown[]> {
  const given = member(await directly(foreign), rows);
  if (!Array.isArray(given)) throw new Error(`${foreign} has no ${rows}`);
  const others = given.filter((row) => !isOwn(row));
  expect(others.length).toBeGreaterThan(0);
  return others;
}

function isOwn(row: unknown): boolean {
  const projectId =
    member(member(member(row, 'fields'), 'project'), 'id') ??
    member(member(row, 'location'), 'projectId') ??
    member(row, 'projectId');
  if (projectId !== undefined) return String(projectId) === projects.alpha.id;
  const boardId = member(row, 'originBoardId');
  return boardId === undefined ? /^ALPHA\b/.test(String(member(row, 'key'))) : boardId === boards.alpha;
}

/** Where the same operation looks something up first: which call is the read itself. */
const READ_AT: Readonly<Record<string, number>> = { getSprint: 3 };

async function instead(at: Wall, operationId: string, path: string, body: unknown): Promise<Answer> {
  at.site.resetRecords();
  const put = () =>
    at.site.jira.faults.push({
      ...{ operationId, times: 1 },
      fault: {
        ...{ kind: 'status', status: 200 },
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      },
    });
  const read = READ_AT[operationId];
  let calls = 0;
  if (read === undefined) put();
  else
    at.site.jira.beforeCall = () => {
      calls += 1;
      if (calls === read) put();
    };
  const answer = await ask(at, path);
  at.site.jira.beforeCall = undefined;
  at.site.jira.faults.length = 0;
  return answer;
}

const alarmsOf = (at: Wall): readonly string[] =>
  at.site.invocations.flatMap(({ logs }) => logs.filter((line) => line.includes('"alarm":"')));

/** The honest answer, and what Jira told the gateway for it. */
async function honestOf({ id: operation, own }: Read): Promise<{ readonly seen: Answer; readonly told: unknown }> {
  const seen = await ask(wall, own);
  expect(seen.status).toBe(200);
  const call = seen.calls.find(({ operationId }) => operationId === operation);
  if (call === undefined) throw new Error(`${operation} was not asked`);
  return { seen, told: await direct(call) };
}

describe('through filter and guard', () => {
  it.each(READS)('$id shows of everything what it shows of the honest answer · $own', async (read) => {
    const { seen: honest, told } = await honestOf(read);
    const answer = saturated(schemaOf(read), told);
    const rows = read.rows && member(answer, read.rows);
    const others = read.rows === undefined ? [] : await foreignRows(read);
    const mixed =
      read.rows !== undefined && isLoose(answer) && Array.isArray(rows)
        ? { ...answer, [read.rows]: [...others, ...rows, ...others] }
        : answer;
    expect(JSON.stringify(mixed)).toContain('CANARY');
    const seen = await instead(wall, read.id, read.own, mixed);
    expect([seen.status, alarmsOf(wall)]).toEqual([200, []]);
    const { nextPageToken: _, ...shown } = honest.json;
    expect(seen.json).toMatchObject(shown);
    expect(seen.text).not.toContain('CANARY');
    expect(leaksOf(seen.json, PLANTED).filter(({ what }) => what !== 'own')).toEqual([]);
  });

  it.each(READS.filter(({ id: operation }) => !NAMELESS.has(operation)))(
    '$id shows nothing of a foreign answer · $own',
    async (read) => {
      const { id: operation, own, foreign, rows } = read;
      const answer = rows === undefined ? await directly(foreign) : { [rows]: await foreignRows(read), isLast: true };
      const seen = await instead(wall, operation, own, answer);
      const shown = rows === undefined ? [] : member(seen.json, rows);
      expect([seen.status, shown, alarmsOf(wall)]).toEqual([rows === undefined ? 404 : 200, [], []]);
      expect(seen.text).not.toContain('CANARY');
    },
  );
});

/** What of Jira Software can be foreign. */
const THINGS: readonly Loose[] = [
  { originBoardId: boards.omega, state: 'active' },
  { boardId: boards.omega, goal: 'x' },
  { location: { projectId: Number(projects.omega.id), projectKey: projects.omega.key } },
  { issueKey: key },
  { epic: { id: Number(issues.omegaEpic.id), key: issues.omegaEpic.key, name: 'x' } },
  { filter: { id: '10301' } },
  { subQuery: { query: 'project = OMEGA' } },
  { admins: { users: [] } },
];

/** People chose it; or it says what the own project is called, whose number stands beside it. */
const isTold = (operation: string, { at, what }: { readonly at: string; readonly what: string }): boolean =>
  /\.(?:goal|projectName|projectKey|location\.key)$/.test(at) ||
  (operation === 'getProjects' &&
    /^answer\.values\[\](?:\.key)?$/.test(at) &&
    /key$|^the key|^an address/.test(what)) ||
  (at.endsWith('.location') && what === 'another key') ||
  (operation === 'getAllVersions' && what === 'the key of a project');

describe('through the guard alone', () => {
  it.each(READS.filter(({ id: operation }) => !NAMELESS.has(operation)))(
    '$id passes what is honest and nothing that is planted in it · $own',
    async ({ id: operation, own, rows }) => {
      const { text } = await ask(wall, own);
      const printed = asTold(JSON.parse(text.replaceAll(wall.alpha.url, bare.alpha.url)));
      const last = { isLast: true, nextPageToken: undefined };
      const honest: unknown = isLoose(printed) && rows !== undefined ? { ...printed, ...last } : printed;
      const clean = await instead(bare, operation, own, honest);
      expect([clean.status, alarmsOf(bare)]).toEqual([200, []]);
      const before = new Set(leaksOf(clean.json, PLANTED).map(({ at }) => at));
      const { url } = bare.alpha;
      const out: string[] = [];
      const plants = plantsIn(honest, url, bare.site.url).filter((plant) => !isTold(operation, plant));
      expect(plants.length).toBeGreaterThan(20);
      for (const { at, what, answer } of plants) {
        const { json } = await instead(bare, operation, own, answer);
        const leaks = leaksOf(json, PLANTED).filter((leak) => !before.has(leak.at));
        if (leaks.length > 0) out.push(`${what} in ${at}`);
      }
      const given = rows === undefined ? undefined : member(honest, rows);
      for (const thing of THINGS) {
        const planted =
          Array.isArray(given) && isLoose(honest) && rows !== undefined
            ? { ...honest, [rows]: [{ ...given[0], ...thing }] }
            : { ...Object(honest), ...thing };
        const seen = await instead(bare, operation, own, planted);
        if (seen.status === 200) out.push(JSON.stringify(thing));
      }
      expect(out).toEqual([]);
    },
  );
});
