/**
 * C-JSM-05 and R7 against a service desk that prints everything: each member that Atlassian's schema names, members that it
 * does not name in every object, and rows of a foreign desk among the own ones. What comes out is what came out of the
 * honest answer, to the byte. Then the guard alone, which passes that and lets out nothing of what is planted in it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWithEdits } from '../mutants/edited-bundle';
import { type Answer, FIXTURE, openWall, type Wall } from '../site';
import file from './desk-schemas.json';
import { leaksOf } from './leaks';
import { NO_FILTER } from './no-filter';
import { CANARY, PLANTED, plantsIn } from './plants';
import type { Schema } from './schema';

const NOW = Date.UTC(2026, 10, 20, 9, 30);
const D = '/rest/servicedeskapi';
const { desks, requestTypes, queues, slas, issues, comments, projects } = FIXTURE;
const FILE: {
  readonly operations: Readonly<Record<string, Schema>>;
  readonly schemas: Readonly<Record<string, Schema>>;
} = file;

type Read = { readonly id: string; readonly own: string; readonly foreign: string };
const below = (path: string) => ({
  own: `servicedesk/${desks.alpha}${path}`,
  foreign: `servicedesk/${desks.omega}${path
    .replace(requestTypes.alpha, requestTypes.omega)
    .replace(queues.alpha, queues.omega)}`,
});
const of = (path: string) => ({
  own: `request/${issues.alpha1.id}${path}`,
  foreign: `request/${issues.omega1.id}${path
    .replace(comments.alpha1, comments.omega1)
    .replace(slas.alpha, slas.omega)}`,
});
const READS: readonly Read[] = [
  { id: 'getServiceDeskById', ...below('') },
  { id: 'getRequestTypes', ...below('/requesttype') },
  { id: 'getRequestTypeById', ...below(`/requesttype/${requestTypes.alpha}`) },
  { id: 'getRequestTypeFields', ...below(`/requesttype/${requestTypes.alpha}/field`) },
  { id: 'getQueues', ...below('/queue') },
  { id: 'getQueue', ...below(`/queue/${queues.alpha}`) },
  { id: 'getIssuesInQueue', ...below(`/queue/${queues.alpha}/issue`) },
  { id: 'getCustomerRequestByIdOrKey', ...of('') },
  { id: 'getRequestComments', ...of('/comment') },
  { id: 'getRequestCommentById', ...of(`/comment/${comments.alpha1}`) },
  { id: 'getRequestParticipants', ...of('/participant') },
  { id: 'getCustomerRequestStatus', ...of('/status') },
  { id: 'getSlaInformation', ...of('/sla') },
  { id: 'getSlaInformationById', ...of(`/sla/${slas.alpha}`) },
  { id: 'getCustomerTransitions', ...of('/transition') },
];
/** Their rows do not say whose they are: a page of another request would be one that Jira was not asked for. */
const NAMELESS: ReadonlySet<string> = new Set([
  ...['getRequestParticipants', 'getCustomerRequestStatus', 'getCustomerTransitions'],
]);

type Loose = Readonly<Record<string, unknown>>;
const isLoose = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const member = (value: unknown, name: string): unknown => (isLoose(value) ? value[name] : undefined);
const resolved = (schema: Schema | undefined): Schema =>
  schema?.ref === undefined ? (schema ?? {}) : (FILE.schemas[schema.ref] ?? {});

/** What stands in members that an honest answer does not have. */
const { id, key } = issues.omega1;
const UNKNOWN = {
  neverSeen: { id, key, summary: CANARY, _links: { self: `https://example.atlassian.net${D}/request/${id}` } },
  relatedKey: key,
  relatedIds: [id, Number(id)],
  _words: CANARY,
};

function saturated(given: Schema | undefined, honest: unknown, depth = 0): unknown {
  const schema = resolved(given);
  if (Array.isArray(honest)) return honest.map((each) => saturated(schema.items, each, depth + 1));
  if (!isLoose(honest)) return honest;
  const known = Object.entries(honest).map(([name, each]) => [
    name,
    saturated(schema.properties?.[name], each, depth + 1),
  ]);
  // Of which type a field is, is told as it is.
  const more = Object.entries(given?.ref === 'JsonTypeBean' ? {} : (schema.properties ?? {}))
    .filter(([name]) => !(name in honest))
    .map(([name, each]) => [name, filler(each, depth)]);
  return { ...UNKNOWN, ...Object.fromEntries(more), ...Object.fromEntries(known) };
}

function filler(given: Schema, depth: number): unknown {
  const schema = resolved(given);
  if (depth > 4) return CANARY;
  if (schema.type === 'array') return [filler(schema.items ?? {}, depth + 1)];
  if (schema.properties !== undefined) return saturated(schema, { id, key }, depth + 1);
  return schema.type === 'integer' || schema.type === 'number' ? Number(id) : CANARY;
}

let directory: string;
let wall: Wall;
let bare: Wall;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'saturated-desks-'));
  wall = await openWall({ now: NOW });
  bare = await openWall({ now: NOW, bundle: await bundleWithEdits(NO_FILTER, directory) });
});
afterAll(async () => {
  await Promise.all([wall.stop(), bare.stop()]);
  rmSync(directory, { recursive: true, force: true });
});

const ask = (at: Wall, path: string): Promise<Answer> => at.send(at.alpha, { method: 'GET', path: `${D}/${path}` });

/** What Jira itself answers, as the app that sees everything. */
async function direct(path: string): Promise<unknown> {
  const actor = { kind: 'app', scopes: ['read:servicedesk-request', 'read:jira-work'] } as const;
  const request = { actor, method: 'GET', path: `${D}/${path}`, headers: {}, body: undefined };
  return JSON.parse((await wall.site.jira.call(request)).body);
}

/** Where the same operation looks something up first: which call is the read itself. */
const READ_AT: Readonly<Record<string, number>> = { getServiceDeskById: 2 };

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
  expect(at.site.jira.faults).toEqual([]);
  return answer;
}

const alarmsOf = (at: Wall): readonly string[] =>
  at.site.invocations.flatMap(({ logs }) => logs.filter((line) => line.includes('"alarm":"')));

describe('through filter and guard', () => {
  it.each(READS)('$id shows of everything what it shows of the honest answer', async ({ id, own, foreign }) => {
    const honest = await ask(wall, own);
    expect(honest.status).toBe(200);
    const answer = saturated(FILE.operations[id], await direct(own));
    const rows = member(answer, 'values');
    const others = NAMELESS.has(id) ? [] : member(await direct(foreign), 'values');
    const mixed =
      isLoose(answer) && Array.isArray(rows) && Array.isArray(others)
        ? { ...answer, values: [...others, ...rows, ...others] }
        : answer;
    expect(JSON.stringify(mixed)).toContain(CANARY);
    const seen = await instead(wall, id, own, mixed);
    expect([seen.status, alarmsOf(wall)]).toEqual([200, []]);
    const { size: _size, isLastPage: _last, ...shown } = seen.json;
    expect(shown).toMatchObject(
      isLoose(honest.json) && 'values' in honest.json ? { values: honest.json.values } : honest.json,
    );
    expect(seen.text).not.toContain('CANARY');
  });

  it.each(READS.filter(({ id }) => !NAMELESS.has(id)))('$id shows nothing of a foreign answer', async (read) => {
    const seen = await instead(wall, read.id, read.own, await direct(read.foreign));
    const values = member(seen.json, 'values');
    if (read.id === 'getRequestTypeFields') return;
    expect([seen.status, values ?? [], alarmsOf(wall)]).toEqual([values === undefined ? 404 : 200, [], []]);
  });
});

/** Strings that people chose, beside those that are the same everywhere. */
const PROSE = /\.(?:label|helpText|projectName)$/;
/** What of a service desk can be foreign. */
const THINGS: readonly Loose[] = [
  { serviceDeskId: desks.omega },
  { issueId: id },
  { issueKey: key },
  { projectKey: projects.omega.key },
  { public: false },
  { _links: { self: `${D}/request/${id}` } },
  { jql: 'project = OMEGA' },
  { issueCount: 25 },
];

/** Its columns come of a look-up, which nothing prints anew without the filter. */
const TOLD_ELSEWHERE = 'getIssuesInQueue';

describe('through the guard alone', () => {
  it.each(READS.filter(({ id }) => id !== TOLD_ELSEWHERE))(
    '$id passes what is honest and nothing that is planted in it',
    async ({ id: operation, own }) => {
      const { text } = await ask(wall, own);
      const printed: unknown = JSON.parse(text.replaceAll(wall.alpha.url, bare.alpha.url));
      const honest: unknown = isLoose(printed) && 'values' in printed ? { ...printed, isLastPage: true } : printed;
      const clean = await instead(bare, operation, own, honest);
      expect([clean.status, alarmsOf(bare)]).toEqual([200, []]);
      const before = new Set(leaksOf(clean.json, PLANTED).map(({ at }) => at));
      const { url } = bare.alpha;
      const out: string[] = [];
      // Which key its project has, a desk tells like a project itself.
      const isOfProject = ({ at, what }: { readonly at: string; readonly what: string }): boolean =>
        operation === 'getServiceDeskById' && (/projectKey$/.test(at) || what === 'the key of a project');
      const plants = plantsIn(honest, url, bare.site.url).filter(
        (plant) => !PROSE.test(plant.at) && !isOfProject(plant),
      );
      expect(plants.length).toBeGreaterThan(20);
      for (const { at, what, answer } of plants) {
        const { json } = await instead(bare, operation, own, answer);
        const leaks = leaksOf(json, PLANTED).filter((leak) => !before.has(leak.at));
        if (leaks.length > 0) out.push(`${what} in ${at}`);
      }
      const first = member(honest, 'values');
      for (const thing of THINGS.filter((each) => !(operation === 'getServiceDeskById' && 'projectKey' in each))) {
        const address = `${url}${D}/request/${id}`;
        const members = '_links' in thing ? { _links: { self: address } } : thing;
        const planted =
          Array.isArray(first) && isLoose(honest)
            ? { ...honest, values: [{ ...first[0], ...members }] }
            : { ...Object(honest), ...members };
        const seen = await instead(bare, operation, own, planted);
        if (seen.status === 200) out.push(JSON.stringify(thing));
      }
      expect(out).toEqual([]);
    },
  );
});
