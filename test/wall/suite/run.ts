/**
 * `npm run wall`: judges every case of the generated suite, in one process for each core, and prints what came out.
 * `npm run wall -- --help` tells the options. The exit code is 0 only without a fault.
 */
import { fork, spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fixtureState } from '../../../local/jira/seeds/fixture';
import { NOT_TESTED, ROWS, rowFaults } from '../rows';
import { allCases } from './cases';
import { NOW } from './ground';
import { foreignNames } from './references';
import { blindSpots, caseReport, opponentReport, summary } from './report';
import { mixedSetting, type Setting, SINGLE_SETTINGS } from './settings';
import { failuresOf, isMeant, type Judged, runSuite, type SuiteOptions } from './suite';

const HELP = `npm run wall -- [options]

  --only TEXT      a row of the catalogue (C-ISS-03), with the tests made by hand for it, or part of a case's line; may
                   be repeated
  --bundle FILE    the app to test; default dist/index.cjs
  --key KIND       limited: a key with limits; several: one that also reads a second project; default one for a project
  --seed N         the order of the cases; default by chance, and printed
  --jobs N         processes; default one for each core
  --opponents      ask other kinds of gateways as well, and print who lets what through
  --settings       each unknown of Jira and the platform in each other form, with the cases that depend on it
  --mixes N        the whole suite under N random mixes of all forms
  --help           print this
`;

/** So many cases count at the least; fewer mean that the suite has lost its teeth. */
const COUNTED_MIN = 5_000;

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    bundle: { type: 'string' },
    key: { type: 'string' },
    seed: { type: 'string' },
    jobs: { type: 'string' },
    opponents: { type: 'boolean' },
    settings: { type: 'boolean' },
    mixes: { type: 'string' },
    help: { type: 'boolean' },
  },
});

async function main(): Promise<void> {
  if (process.send !== undefined) return work();
  if (values.help === true) return void process.stdout.write(HELP);
  if (values.key !== undefined) process.env['WALL_KEY'] = values.key;
  const seed = values.seed === undefined ? Math.floor(Math.random() * 1e9) : Number(values.seed);
  const options: SuiteOptions = {
    seed,
    ...(values.only === undefined ? {} : { only: values.only }),
    ...(values.bundle === undefined ? {} : { bundle: values.bundle }),
    ...(values.opponents === undefined ? {} : { opponents: values.opponents }),
  };
  const settings = [
    ...(values.settings === true ? SINGLE_SETTINGS : []),
    ...Array.from({ length: Number(values.mixes ?? 0) }, (_, index) => mixedSetting(seed + index)),
  ];
  const rows = ROWS.filter((row) => values.only?.includes(row));
  const generated = allCases(foreignNames(fixtureState(NOW))).some((one) => isMeant(one, values.only));
  if (!generated && rows.length === 0) {
    process.stderr.write(`No case is meant by: ${values.only?.join(', ')}. See npm run wall -- --help.\n`);
    process.exitCode = 2;
    return;
  }
  const suite = () => (settings.length > 0 ? underSettings(settings, options) : once(options, seed));
  const faults = generated ? await suite() : 0;
  const byHand = rows.map(testsOf);
  process.exitCode = faults === 0 && byHand.every((passed) => passed) ? 0 : 1;
}

/** Runs the tests that were made by hand for a row; false where one of them fails. */
function testsOf(row: string): boolean {
  if (NOT_TESTED[row] !== undefined) process.stdout.write(`${row} is not tested: ${NOT_TESTED[row]}\n`);
  const jest = resolve(__dirname, '../../../node_modules/jest/bin/jest.js');
  const args = [jest, 'test/wall', '--testNamePattern', row, '--passWithNoTests'];
  return spawnSync(process.execPath, args, { stdio: 'inherit' }).status === 0;
}

/** One run over everything, or over what is named. */
async function once(options: SuiteOptions, seed: number): Promise<number> {
  const began = performance.now();
  const judged = await inProcesses(options);
  const seconds = (performance.now() - began) / 1000;
  const lines = judged.flatMap(failuresOf);
  if (options.only === undefined) lines.push(...wholeFaults(judged), ...(options.opponents ? blindSpots(judged) : []));
  for (const line of lines) process.stdout.write(`${line}\n`);
  const named =
    options.only !== undefined && judged.length <= 40 ? judged.map(({ line, kind }) => `${line} · ${kind}`) : [];
  const report = [...named, caseReport(judged), ...(options.opponents === true ? ['', opponentReport(judged)] : [])];
  process.stdout.write(`${report.join('\n')}\n\n${summary(judged)} · seed ${seed} · ${seconds.toFixed(0)} s\n`);
  return lines.length;
}

/** What must hold of the whole suite beside its cases. */
function wholeFaults(judged: readonly Judged[]): readonly string[] {
  const counted = judged.filter(({ kind }) => kind === 'counted');
  return [
    ...(counted.length < COUNTED_MIN ? [`only ${counted.length} cases count, less than ${COUNTED_MIN}`] : []),
    ...rowFaults(new Set(counted.map(({ row }) => row))),
  ];
}

async function underSettings(settings: readonly Setting[], options: SuiteOptions): Promise<number> {
  let faults = 0;
  for (const { name, only, switches, jiraSwitches } of settings) {
    const judged = await inProcesses({
      ...options,
      unsettled: true,
      ...(switches === undefined ? {} : { switches }),
      ...(jiraSwitches === undefined ? {} : { jiraSwitches }),
      ...(options.only === undefined && only.length > 0 ? { only } : {}),
    });
    const lines = judged.flatMap(failuresOf);
    faults += lines.length;
    process.stdout.write(`${[...lines, `${name}: ${summary(judged)}`].join('\n')}\n`);
  }
  process.stdout.write(`${settings.length} settings, ${faults} faults · seed ${options.seed}\n`);
  return faults;
}

/** Shares the cases between processes, each with sites of its own. */
async function inProcesses(options: SuiteOptions): Promise<readonly Judged[]> {
  const jobs = Number(values.jobs ?? cpus().length);
  const shares = Array.from({ length: jobs }, (_, index) => askWorker({ ...options, share: { index, of: jobs } }));
  return (await Promise.all(shares)).flat();
}

function askWorker(options: SuiteOptions): Promise<readonly Judged[]> {
  return new Promise((resolve, reject) => {
    const child = fork(__filename, { execArgv: ['--import', 'tsx'] });
    child.on('message', (judged) => resolve(judged as readonly Judged[]));
    child.on('exit', (code) => reject(new Error(`A process of the suite ended with ${code}.`)));
    child.send(options);
  });
}

function work(): void {
  process.once('message', async (options: SuiteOptions) => {
    const { judged } = await runSuite(options);
    process.send?.(judged, () => process.exit(0));
  });
}

void main();
