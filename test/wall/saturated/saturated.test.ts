/**
 * C-READ-26 and R7 against a Jira that prints everything (`answers.ts`): through filter and guard, through the filter
 * alone, and with the look-ups saturated too. What they rest on stays honest in a look-up: id, key, project, level.
 * Then the guard alone, which passes honest answers and lets out nothing of what is planted in them (`plants.ts`).
 *
 * Exempt: what Jira says of the issue that it just made (`createIssue`, `createIssues`: the project went in by its id). A search of
 * projects is put together by the gateway from its own look-ups, so that there is no answer to pass to the guard.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { VERSIONS, type Version } from '../issue-operations';
import { bundleWithEdits, type Edit } from '../mutants/edited-bundle';
import { type Answer, EVERYTHING, FIXTURE, type Key, openWall, type Wall } from '../site';
import { Answers, type Mix, randomOf, type Source } from './answers';
import { asTold } from './as-told';
import { OWN } from './identities';
import { type Leak, leaksOf } from './leaks';
import { NO_FILTER } from './no-filter';
import { PLANTED, plantsIn } from './plants';
import { OFFERED, type Offered } from './requests';
import { answerSchema } from './schema';

const SEED = Number(process.env['WALL_SEED'] ?? 20261125);
const MIXES: readonly Mix[] = ['own', 'below', 'mixed', 'foreign', 'elsewhere', 'contradicts'];
/** As often as the gateway asks at most for one call. */
const TIMES = 4;

const NO_GUARD: readonly Edit[] = [
  { file: 'src/gateway/guard.ts', find: "return visit(answer, 'answer', inside);", replace: 'return undefined;' },
];
/** With what Jira answers one call, and what becomes of it. */
type Case = { readonly operation: Offered; readonly version: Version; readonly mix: Mix; readonly seed: number };
type Seen = Case & { readonly answer: Answer; readonly leaks: readonly Leak[]; readonly alarms: readonly string[] };

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'saturated-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const keyOn = (wall: Wall): Promise<Key> =>
  wall.issue([{ projectId: FIXTURE.projects.alpha.id, permissions: EVERYTHING }]);

function instead(wall: Wall, operationId: string, status: number, body: unknown): void {
  wall.site.jira.faults.push({
    operationId,
    times: TIMES,
    fault: {
      kind: 'status',
      status,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    },
  });
}

async function sendSaturated(wall: Wall, key: Key, operation: Offered, version: Version): Promise<Answer> {
  // Forgetting what happened forgets faults that wait.
  const waiting = [...wall.site.jira.faults];
  wall.site.resetRecords();
  wall.site.jira.faults.splice(0, wall.site.jira.faults.length, ...waiting);
  const answer = await wall.send(key, operation.request(version));
  expect(waiting).not.toEqual([]);
  // Each of them was asked for at least once, else nothing was tried.
  expect(wall.site.jira.faults.filter(({ times }) => times === TIMES)).toEqual([]);
  wall.site.jira.faults.length = 0;
  return answer;
}

const alarmsOf = (wall: Wall): readonly string[] =>
  wall.site.invocations.flatMap(({ logs }) =>
    logs.flatMap((line) => /"alarm":"([^"]*)"/.exec(line)?.slice(1, 2) ?? []),
  );

async function ask(wall: Wall, key: Key, at: Case, lookUps = false): Promise<Seen> {
  const { operation, version, mix, seed } = at;
  const planted = new Map<string, Source>();
  const made = (answers: Answers, schema: Offered['schema']): unknown => {
    const answer = answers.answer(schema ?? {});
    for (const [canary, source] of answers.canaries) planted.set(canary, source);
    return answer;
  };
  const options = { version, mix, base: wall.site.url, saturated: true };
  instead(
    wall,
    operation.asks ?? operation.id,
    operation.jira,
    made(new Answers({ ...options, seed }), operation.schema ?? answerSchema(version, operation.asks ?? operation.id)),
  );
  if (lookUps && operation.lookUp !== undefined) {
    const beans = OWN.issue.map((asked, index) =>
      made(new Answers({ ...options, mix: 'below', seed: seed + 1000 + index, asked }), { ref: 'IssueBean' }),
    );
    instead(wall, operation.lookUp, 200, operation.lookUp === 'getIssue' ? beans[0] : { issues: beans });
  }
  const answer = await sendSaturated(wall, key, operation, version);
  return { ...at, answer, leaks: leaksOf(answer.json, planted), alarms: alarmsOf(wall) };
}

/** It still shows what is inside: an id of the thing asked for, or words of it. */
function showsOwn({ operation, answer }: Seen): boolean {
  if (!operation.shows || operation.id === 'countIssues') return true;
  const ids = Object.values(OWN).flatMap(([first]) => (first === undefined ? [] : [`"${first.id}"`]));
  return answer.text.includes('CANARY-') || ids.some((id) => answer.text.includes(id));
}

const CREATING: ReadonlySet<string> = new Set(['createIssue', 'createIssues']);
const OUTSIDE: ReadonlySet<Mix> = new Set(['foreign', 'elsewhere', 'contradicts']);

/** What must come of a case, whatever else is in the answer. */
function expectConfined(seen: Seen): void {
  const { operation, mix, version, seed, answer } = seen;
  const landed = operation.id === 'editIssue' && OUTSIDE.has(mix);
  const exempt = CREATING.has(operation.id) && (OUTSIDE.has(mix) || (operation.id === 'createIssues' && mix !== 'own'));
  const outcome = { leaks: exempt ? [] : seen.leaks, alarms: seen.alarms };
  expect({ mix, version, seed, ...outcome }).toEqual({
    ...{ mix, version, seed, leaks: [] },
    // Not the guard's: the issue that came back is not the one that was checked, so the key is stopped.
    alarms: landed ? ['an edit landed outside'] : [],
  });
  const absent = mix === 'below' && operation.below === 'absent';
  if (mix === 'own' || (mix === 'below' && !absent)) {
    expect([mix, answer.status]).toEqual([mix, operation.status]);
    if (mix === 'own' || operation.below === undefined) expect([mix, showsOwn(seen)]).toEqual([mix, true]);
  } else if (absent) expect([mix, answer.status]).toEqual([mix, 404]);
  else expect([operation.status, 404, 502]).toContain(answer.status);
}

const TABLE = VERSIONS.flatMap((version) =>
  OFFERED.filter(({ only }) => only === undefined || only === version).map((operation) => ({
    version,
    operation,
    id: operation.id,
  })),
);

type Found = {
  readonly wrong: string;
  readonly operation: string;
  readonly version: Version;
  readonly mix: Mix;
  readonly seed: number;
};
const FOUND_AT = resolve(__dirname, '../../found');
const FOUND: readonly Found[] = readdirSync(FOUND_AT)
  .filter((name) => name.startsWith('saturated-'))
  .map((name) => JSON.parse(readFileSync(join(FOUND_AT, name), 'utf8')));

describe.each([
  ['filter and guard', [] as readonly Edit[]],
  ['the filter alone', NO_GUARD],
])(`C-READ-26 · R7 · through %s · seed ${SEED}`, (_name, edits) => {
  let wall: Wall;
  beforeAll(async () => {
    wall = await openWall(edits.length === 0 ? {} : { bundle: await bundleWithEdits(edits, directory) });
  });
  afterAll(() => wall.stop());

  it.each(TABLE)('$id · v$version shows what is inside and nothing else', async ({ version, operation }) => {
    // One that stops its key must not stop the others'.
    for (const mix of MIXES) {
      const key = operation.id === 'editIssue' ? await keyOn(wall) : wall.alpha;
      expectConfined(await ask(wall, key, { operation, version, mix, seed: SEED + MIXES.indexOf(mix) }));
    }
  });

  it.each(TABLE.filter(({ operation }) => operation.lookUp !== undefined))(
    '$id · v$version comes to the same where look-ups are saturated too',
    async ({ version, operation }) => {
      for (const mix of ['own', 'below', 'mixed'] as const)
        expectConfined(await ask(wall, await keyOn(wall), { operation, version, mix, seed: SEED + 50 }, true));
    },
  );

  it.each(TABLE.filter(({ id }) => id === 'getComment' || id === 'updateComment'))(
    '$id · v$version shows the comment that was asked for, and no other one of its issue',
    async ({ version, operation }) => {
      const statuses: number[] = [];
      for (const asked of OWN.comment) {
        const answers = new Answers({ seed: SEED, version, mix: 'own', base: wall.site.url, saturated: true, asked });
        instead(wall, operation.id, operation.jira, answers.answer(answerSchema(version, operation.id)));
        statuses.push((await sendSaturated(wall, wall.alpha, operation, version)).status);
      }
      expect(statuses).toEqual([200, operation.id === 'getComment' ? 404 : 502]);
    },
  );

  if (FOUND.length > 0)
    it.each(FOUND)('$operation · v$version · $mix · $seed stays confined, though once: $wrong', async (found) => {
      const operation = OFFERED.find(({ id }) => id === found.operation);
      if (operation === undefined) throw new Error(`no operation ${found.operation}`);
      expectConfined(await ask(wall, await keyOn(wall), { ...found, operation }));
    });
});

/** How a field is called is prose, whatever it looks like. */
const isFieldName = ({ at, what }: { readonly at: string; readonly what: string }): boolean =>
  /\.names\b/.test(at) && (/in a field$|^the key of a project$/.test(what) || /\.names\./.test(at));

/** Tables that tell what fields are called and what they hold. */
const DESCRIBING = /\.(names|schema)\b/;
const SOME = 20;
/** By the seed, as many as there is time for. */
function some<T>(all: readonly T[]): readonly T[] {
  const random = randomOf(SEED);
  return all
    .map((each) => ({ each, order: random() }))
    .sort((one, other) => one.order - other.order)
    .slice(0, SOME)
    .map(({ each }) => each);
}

const GUARDED: ReadonlySet<string> = new Set([
  ...['getIssue', 'getTransitions', 'getComments', 'getComment', 'getIssueLink', 'getProject', 'addComment'],
  ...['getIssueWorklog', 'getWorklog', 'getChangeLogs', 'getRemoteIssueLinks', 'getEditIssueMeta'],
  ...['searchAndReconsileIssuesUsingJqlPost', 'getFields', 'getStatuses', 'getPriorities', 'getIssueAllTypes'],
]);

describe('R7 · through the guard alone', () => {
  let whole: Wall;
  let wall: Wall;
  beforeAll(async () => {
    whole = await openWall();
    wall = await openWall({ bundle: await bundleWithEdits(NO_FILTER, directory) });
  });
  afterAll(() => Promise.all([whole.stop(), wall.stop()]));

  it.each(TABLE.filter(({ id }) => GUARDED.has(id)))(
    '$id · v$version passes what is honest and nothing that is planted in it',
    async ({ version, operation }) => {
      whole.reset();
      const { text } = await whole.send(whole.alpha, operation.request(version));
      const honest = asTold(JSON.parse(text.replaceAll(whole.alpha.url, wall.alpha.url)));
      const through = async (body: unknown): Promise<Answer> => {
        instead(wall, operation.asks ?? operation.id, operation.jira, body);
        return sendSaturated(wall, wall.alpha, operation, version);
      };
      const clean = await through(honest);
      expect([clean.status, alarmsOf(wall)]).toEqual([operation.status, []]);
      const before = new Set(leaksOf(clean.json, PLANTED).map(({ at }) => at));
      const plants = plantsIn(honest, wall.alpha.url, wall.site.url).filter((plant) => !isFieldName(plant));
      expect(plants.length).toBeGreaterThan(20);
      const out: string[] = [];
      for (const { at, what, answer } of some(plants)) {
        const leaks = leaksOf((await through(answer)).json, PLANTED).filter((leak) => !before.has(leak.at));
        if (leaks.length > 0) out.push(`${what} in ${at}: ${leaks[0]?.at}`);
      }
      expect(out).toEqual([]);
    },
  );

  it.each(VERSIONS)('v%s lets out nothing that is planted below names and schema', async (version) => {
    whole.reset();
    const operation = OFFERED.find(({ id }) => id === 'getIssue');
    if (operation === undefined) throw new Error('no getIssue');
    const { text } = await whole.send(whole.alpha, operation.request(version));
    const honest = asTold(JSON.parse(text.replaceAll(whole.alpha.url, wall.alpha.url)));
    instead(wall, operation.id, operation.jira, honest);
    expect((await sendSaturated(wall, wall.alpha, operation, version)).status).toBe(200);
    const out: string[] = [];
    for (const { at, what, answer } of plantsIn(honest, wall.alpha.url, wall.site.url))
      if (/^answer\.(names|schema)$/.test(at) && !isFieldName({ at, what })) {
        instead(wall, operation.id, operation.jira, answer);
        const { json } = await sendSaturated(wall, wall.alpha, operation, version);
        for (const leak of leaksOf(json, PLANTED)) if (DESCRIBING.test(leak.at)) out.push(`${what} in ${at}`);
      }
    expect(out).toEqual([]);
  });

  it.each(TABLE.filter(({ operation }) => operation.shows && !CREATING.has(operation.id)))(
    '$id · v$version lets nothing out of a saturated answer',
    async ({ version, operation }) => {
      if (operation.id === 'searchProjects') return;
      for (const mix of ['own', 'below'] as const) {
        const { leaks } = await ask(wall, await keyOn(wall), { operation, version, mix, seed: SEED + 70 });
        expect(leaks).toEqual([]);
      }
    },
  );
});
