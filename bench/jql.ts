/**
 * How long a query takes: read, confined and printed here, beside only read by Atlassian's own parser, in one run and
 * in turns. Microseconds; each query is prepared anew, so that nothing is remembered. Each has a process of its own, so
 * that neither waits until the other's garbage is collected. Our code is bundled as it is deployed, since what runs the
 * sources adds calls of its own. Then: how long the slowest texts within the bounds take to be read.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { JastBuilder } from '@atlaskit/jql-ast';
import { buildSync } from 'esbuild';
import type * as Admit from '../src/jql/admit';
import type * as Confine from '../src/jql/confine';
import type * as Parse from '../src/jql/parse';
import { ALPHA, ANN } from '../test/jql/three-projects';

const { parseJql, admitJql, confineJql } = bundled();

const SAMPLES = Number(process.env['BENCH_SAMPLES'] ?? 400);
/** Read before the clock starts, so that both are compiled: a short query often, a long one a few times. */
const WARM_CHARS = 300_000;
/** Readings before it is the other's turn. The first after a turn find cold caches: in short turns p99 tells of those. */
const TURN = Number(process.env['BENCH_TURN'] ?? 400);

const CLAUSES = [
  'project = ALPHA',
  'status in (Open, "In Progress")',
  'issuetype != Epic',
  `assignee = "${ANN}"`,
  'created >= startOfWeek(-1w)',
  'summary ~ "loud pump"',
  'fixVersion in releasedVersions(ALPHA)',
  'priority > Low',
  'labels not in (red, blue)',
  'status CHANGED FROM Open TO Done AFTER -4w',
  'duedate is not EMPTY',
  'key in (ALPHA-1, ALPHA-2)',
];
const items = (item: (index: number) => string) => Array.from({ length: 2_000 }, (_, index) => item(index)).join(', ');

const QUERIES: readonly (readonly [name: string, jql: string])[] = [
  ['short', 'project = ALPHA AND status = Open ORDER BY created DESC'],
  ['long: 60 clauses', Array.from({ length: 5 }, () => `(${CLAUSES.join(' AND ')})`).join(' OR ')],
  ['2,000 words', `labels in (${items((index) => `word${index}`)})`],
  ['2,000 keys', `key in (${items((index) => `ALPHA-${index + 1}`)})`],
];

function bundled(): typeof Parse & typeof Admit & typeof Confine {
  const outfile = resolve(__dirname, '../node_modules/.cache/bench-jql.cjs');
  const contents = ['parse', 'admit', 'confine'].map((file) => `export * from './src/jql/${file}';`).join('\n');
  const stdin = { contents, resolveDir: resolve(__dirname, '..') };
  buildSync({ stdin, bundle: true, minify: true, platform: 'node', format: 'cjs', target: 'node20', outfile });
  return createRequire(__filename)(outfile);
}

/** A key that may ask all that any key may. */
const SCOPE = { ...ALPHA, readable: { ...ALPHA.readable, past: true } };

function ours(jql: string): void {
  const parsed = parseJql(jql);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const admitted = admitJql(parsed.value, SCOPE.readable);
  if (!admitted.ok) throw new Error(admitted.error.message);
  const confined = confineJql(parsed.value, SCOPE);
  if (!confined.ok || confined.value.kind !== 'query') throw new Error('the query was not confined');
}

function theirs(jql: string): void {
  if (new JastBuilder().build(jql).errors.length > 0) throw new Error('the query was not read');
}

function time(run: () => void): number {
  const began = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - began) / 1000;
}

type Sorted = readonly number[];
const sorted = (values: readonly number[]): Sorted => [...values].sort((a, b) => a - b);
const at = (values: Sorted, share: number) =>
  values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
const print = (value: number) => (value < 100 ? value.toFixed(1) : value.toFixed(0)).padStart(10);

const READERS: Readonly<Record<string, (jql: string) => void>> = { ours, theirs };
/** Asks a process for so many readings of a query. */
type Order = { readonly jql: string; readonly times: number };

/** Answers each order with the time of every reading; the parent ends it. */
function serve(read: (jql: string) => void): void {
  process.on('message', ({ jql, times }: Order) => {
    process.send?.(Array.from({ length: times }, () => time(() => read(jql))));
  });
}

async function readIn(reader: ChildProcess, order: Order): Promise<readonly number[]> {
  const answered = once(reader, 'message');
  reader.send(order);
  const [times] = await answered;
  return times;
}

async function compare(): Promise<void> {
  const [own, their] = ['ours', 'theirs'].map((name) => fork(__filename, [name])) as [ChildProcess, ChildProcess];
  console.log('microseconds        ours p50       p99  theirs p50       p99   times, at p50 and p99');
  for (const [name, jql] of QUERIES) {
    const warm = { jql, times: Math.ceil(WARM_CHARS / jql.length) };
    await readIn(own, warm);
    await readIn(their, warm);
    const ownTimes: number[] = [];
    const theirTimes: number[] = [];
    while (ownTimes.length < (jql.length > 2_000 ? SAMPLES / 4 : SAMPLES)) {
      ownTimes.push(...(await readIn(own, { jql, times: TURN })));
      theirTimes.push(...(await readIn(their, { jql, times: TURN })));
    }
    const shares = [0.5, 0.99];
    const [ourFigures, theirFigures] = [ownTimes, theirTimes].map((times) =>
      shares.map((share) => at(sorted(times), share)),
    ) as [number[], number[]];
    const ratios = theirFigures.map((figure, index) => (figure / (ourFigures[index] ?? Number.NaN)).toFixed(0));
    const figures = [...ourFigures, ...theirFigures].map(print).join('');
    console.log(`${name.padEnd(17)} ${figures}  ${ratios.map((ratio) => ratio.padStart(4)).join('')}`);
  }
  own.disconnect();
  their.disconnect();
}

/** Texts within the bounds, made to be slow to read; refused or not. */
const SLOW: readonly (readonly [name: string, jql: string])[] = [
  ['a token a character', ','.repeat(40_000)],
  ['brackets', '('.repeat(40_000)],
  ['words of one letter', 'a '.repeat(20_000)],
  ['properties', `a${'[b]'.repeat(13_000)} = c`],
  ['escapes', `a = "${'\\\\'.repeat(19_990)}"`],
  ['quotes by turns', `"'`.repeat(20_000)],
];
function readSlowTexts(): void {
  console.log('\nreading alone       ours p50       p99');
  for (const [name, jql] of SLOW) {
    for (let warm = 0; warm < 10; warm += 1) parseJql(jql);
    const times = sorted(Array.from({ length: Math.ceil(SAMPLES / 4) }, () => time(() => parseJql(jql))));
    console.log(`${name.padEnd(17)} ${[0.5, 0.99].map((share) => print(at(times, share))).join('')}`);
  }
}

const reader = READERS[process.argv[2] ?? ''];
if (reader !== undefined) serve(reader);
else void compare().then(readSlowTexts);
