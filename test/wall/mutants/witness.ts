/**
 * Runs the tests that a mutant must not survive, each in a process of its own, against a bundle that is named.
 *
 * Only an oracle of the suite or an assertion of a test counts as noticing. A test that is not found, a bundle that
 * does not load or a site that does not start is a fault of the mutant and is told as such.
 */
import { fork, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { FaultKind } from '../suite/judge';
import { type Judged, runSuite, type SuiteOptions } from '../suite/suite';
import type { SuiteWitness, TestWitness, Witness } from './mutant';

type Testimony =
  | { readonly kind: 'noticed'; readonly by: string }
  | { readonly kind: 'passed'; readonly matched: number }
  | { readonly kind: 'broken'; readonly why: string };

const ROOT = resolve(__dirname, '../../..');

/** That a site breaks or serves less is no proof of confinement; the rest is. */
const KILLS: ReadonlySet<FaultKind> = new Set(['leak', 'twin', 'island', 'touch', 'guard', 'refusal']);

/** What one witness says of a bundle. `scratch` is a directory for files of its own. */
export const ask = (witness: Witness, bundle: string, scratch: string): Promise<Testimony> =>
  'only' in witness ? askSuite(witness, bundle) : askTests(witness, bundle, scratch);

export const nameOf = (witness: Witness): string =>
  'only' in witness ? `npm run wall -- --only "${witness.only}"` : `${witness.tests}: ${witness.name}`;

/**
 * Asks all witnesses at once about a bundle in which nothing is wrong. Answers a line for each that finds a fault, and
 * for each that names no case or test.
 */
export async function silentWitnesses(
  witnesses: readonly Witness[],
  bundle: string,
  scratch: string,
): Promise<readonly string[]> {
  const suite = witnesses.flatMap((witness) => ('only' in witness ? [witness.only] : []));
  const tests = witnesses.filter((witness) => 'tests' in witness);
  const [judged, results] = await Promise.all([
    suite.length === 0 ? [] : suiteInProcess({ bundle, only: [...new Set(suite)] }),
    tests.length === 0
      ? []
      : jest(
          [...new Set(tests.map((one) => one.tests))],
          [...new Set(tests.map(({ name }) => name))],
          bundle,
          resolve(scratch, 'jest.json'),
          ['--maxWorkers', '2'],
        ),
  ]);
  if (typeof judged === 'string') return [judged];
  if (typeof results === 'string') return [results];
  const faults = judged.flatMap(({ line, faults }) => faults.map(([kind, what]) => `${line}: ${kind}: ${what}`));
  const failed = results.filter(({ status }) => status === 'failed').map(({ fullName }) => `${fullName} fails`);
  const nothing = witnesses.filter((witness) =>
    'only' in witness
      ? !judged.some(({ row, line }) => row === witness.only || line.includes(witness.only))
      : !results.some(
          ({ file, fullName, status }) =>
            file.endsWith(witness.tests) && fullName.includes(witness.name) && status === 'passed',
        ),
  );
  return [...faults, ...failed, ...new Set(nothing.map((witness) => `${nameOf(witness)} is no case and no test`))];
}

async function askSuite(witness: SuiteWitness, bundle: string): Promise<Testimony> {
  const kills = (kind: FaultKind) => KILLS.has(kind) || kind === witness.also;
  const first = await suiteInProcess({ bundle, only: [witness.only], stopAtFirst: true });
  if (typeof first === 'string') return { kind: 'broken', why: first };
  const found = noticedBy(first, kills);
  if (found !== undefined) return { kind: 'noticed', by: found };
  if (first.every(({ faults }) => faults.length === 0)) return { kind: 'passed', matched: first.length };
  // The first fault was none that counts here: a later one may.
  const all = await suiteInProcess({ bundle, only: [witness.only] });
  if (typeof all === 'string') return { kind: 'broken', why: all };
  const later = noticedBy(all, kills);
  if (later !== undefined) return { kind: 'noticed', by: later };
  const other = all.flatMap(({ line, faults }) => faults.map(([kind, what]) => `${line}: ${kind}: ${what}`))[0];
  return { kind: 'broken', why: `other faults only, such as ${other}` };
}

function noticedBy(judged: readonly Judged[], kills: (kind: FaultKind) => boolean): string | undefined {
  for (const { line, faults } of judged) {
    const fault = faults.find(([kind]) => kills(kind));
    if (fault !== undefined) return `${line} (${fault[0]})`;
  }
  return undefined;
}

type Reply = { readonly judged: readonly Judged[] } | { readonly failed: string };

function suiteInProcess(options: SuiteOptions): Promise<readonly Judged[] | string> {
  return new Promise((done) => {
    const child = fork(__filename, ['--suite'], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let printed = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8');
    });
    child.on('message', (reply: Reply) => done('judged' in reply ? reply.judged : reply.failed));
    child.on('exit', (code) => done(`the suite ended with ${code}: ${printed.slice(0, 400)}`));
    child.send(options);
  });
}

async function askTests({ tests, name }: TestWitness, bundle: string, scratch: string): Promise<Testimony> {
  const report = await jest([tests], [name], bundle, resolve(scratch, 'jest.json'), ['--runInBand', '--bail']);
  if (typeof report === 'string') return { kind: 'broken', why: report };
  const ran = report.filter(({ fullName, status }) => fullName.includes(name) && status !== 'pending');
  const failed = ran.filter(({ status }) => status === 'failed');
  const noticed = failed.find(({ asserted }) => asserted);
  if (noticed !== undefined) return { kind: 'noticed', by: `${tests.split('/').at(-1)}: ${noticed.fullName}` };
  const [other] = failed;
  if (other !== undefined)
    return { kind: 'broken', why: `failed without an assertion: ${other.message.slice(0, 300)}` };
  return ran.length === 0 ? { kind: 'broken', why: 'no such test' } : { kind: 'passed', matched: ran.length };
}

type TestResult = {
  readonly file: string;
  readonly fullName: string;
  readonly status: string;
  readonly asserted: boolean;
  readonly message: string;
};

/** Runs jest over some files and names; text where it could not run them. */
async function jest(
  files: readonly string[],
  names: readonly string[],
  bundle: string,
  outputFile: string,
  how: readonly string[],
): Promise<readonly TestResult[] | string> {
  const pattern = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const args = [...how, '--silent', '--json', '--outputFile', outputFile, '-t', pattern, ...files];
  const child = spawn(process.execPath, [resolve(ROOT, 'node_modules/jest/bin/jest.js'), ...args], {
    cwd: ROOT,
    env: { ...process.env, WALL_BUNDLE: bundle },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let printed = '';
  child.stderr.on('data', (chunk: Buffer) => {
    printed += chunk.toString('utf8');
  });
  await new Promise((done) => child.on('close', done));
  try {
    return parseReport(JSON.parse(await readFile(outputFile, 'utf8')));
  } catch {
    return `jest gave no report: ${printed.slice(0, 400)}`;
  }
}

/** The parts of jest's own report that matter here. */
type Report = {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureDetails?: readonly { readonly matcherResult?: unknown }[];
      readonly failureMessages?: readonly string[];
    }[];
  }[];
};

function parseReport(text: unknown): readonly TestResult[] | string {
  const { testResults } = text as Report;
  const unloaded = testResults.find(({ assertionResults }) => assertionResults.length === 0);
  if (unloaded !== undefined) return `${unloaded.name} did not load: ${unloaded.message.slice(0, 300)}`;
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status, failureDetails = [], failureMessages = [] }) => ({
      file: name,
      fullName,
      status,
      asserted: failureDetails.some(({ matcherResult }) => matcherResult !== undefined),
      message: failureMessages.join('\n'),
    })),
  );
}

if (process.argv[2] === '--suite' && process.send !== undefined) {
  const send = (reply: Reply) => process.send?.(reply, () => process.exit(0));
  process.once('message', (options: SuiteOptions) => {
    runSuite(options).then(
      ({ judged }) => send({ judged }),
      (problem: unknown) => send({ failed: problem instanceof Error ? problem.message : String(problem) }),
    );
  });
}
