/**
 * `npm run wall:mutants`: takes each rule of the wall out of the source, several times and ways, and demands that the
 * wall's tests notice. `--help` tells the options. The exit code is 0 only if every mutant is noticed.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleWithEdits } from './edited-bundle';
import { MUTANTS } from './edits/mutants';
import type { Mutant } from './mutant';
import { ask, nameOf, silentWitnesses } from './witness';

const HELP = `npm run wall:mutants -- [options]

  --only TEXT   a rule (R3) or part of what a mutant is; may be repeated
  --jobs N      mutants at a time; default 2
  --list        print the mutants and who has to notice them
  --markdown    print the table in the form of Markdown alone
  --help        print this
`;

/** Fewer for any rule, and the rule is not tried enough. */
const MUTANTS_MIN = 3;

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    jobs: { type: 'string', default: '2' },
    list: { type: 'boolean' },
    markdown: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});

/** `fault`: the mutant could not be tried. */
type Fate = { readonly mutant: Mutant; readonly fate: 'killed' | 'survived' | 'fault'; readonly told: string };

async function main(): Promise<void> {
  if (values.help === true) return print(HELP);
  const mutants = MUTANTS.filter((mutant) => values.only?.some((text) => isMeant(mutant, text)) ?? true);
  if (mutants.length === 0) throw new Error(`No mutant is meant by: ${values.only?.join(', ')}.`);
  if (values.list === true) return print(mutants.map(listed).join(''));
  const scratch = await mkdtemp(join(tmpdir(), 'mutants-'));
  try {
    const began = performance.now();
    const faults = await unchanged(mutants, scratch);
    for (const fault of faults) print(`${fault}\n`);
    const fates = faults.length > 0 ? [] : await tryAll(mutants, scratch);
    const few = values.only === undefined ? rulesWithFew(mutants) : [];
    for (const line of few) print(`${line}\n`);
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    if (faults.length === 0) print(`\n${report(fates)}\n`);
    const killed = fates.filter(({ fate }) => fate === 'killed').length;
    if (values.markdown !== true) print(`\n${mutants.length} mutants · ${killed} killed · ${seconds} s\n`);
    process.exitCode = faults.length === 0 && few.length === 0 && killed === mutants.length ? 0 : 1;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const print = (text: string): void => void process.stdout.write(text);
const isMeant = (mutant: Mutant, text: string): boolean => mutant.rule === text || mutant.what.includes(text);
const listed = ({ rule, what, dies }: Mutant): string =>
  `${rule.padEnd(4)}${what}\n${dies.map((witness) => `      ${nameOf(witness)}\n`).join('')}`;

/** Every witness has to exist and to find nothing where nothing was changed. */
async function unchanged(mutants: readonly Mutant[], scratch: string): Promise<readonly string[]> {
  const bundle = await bundleWithEdits([], join(scratch, 'unchanged'));
  const witnesses = mutants.flatMap(({ dies }) => dies);
  const silent = await silentWitnesses(witnesses, bundle, scratch);
  return silent.map((why) => `without a change: ${why}`);
}

async function tryAll(mutants: readonly Mutant[], scratch: string): Promise<readonly Fate[]> {
  return inTurn(mutants, async (mutant, index) => {
    const fate = await tryOne(mutant, await directory(scratch, `mutant-${index}`));
    if (values.markdown !== true || fate.fate !== 'killed')
      print(`${mutant.rule.padEnd(4)}${fate.fate.padEnd(9)}${mutant.what}\n             ${fate.told}\n`);
    return fate;
  });
}

async function tryOne(mutant: Mutant, scratch: string): Promise<Fate> {
  const unable = (told: string): Fate => ({ mutant, fate: 'fault', told });
  let bundle: string;
  try {
    bundle = await bundleWithEdits(mutant.edits, scratch);
  } catch (problem) {
    return unable(problem instanceof Error ? problem.message : String(problem));
  }
  const told: string[] = [];
  const broken: string[] = [];
  for (const witness of mutant.dies) {
    const testimony = await ask(witness, bundle, scratch);
    if (testimony.kind === 'noticed') return { mutant, fate: 'killed', told: testimony.by };
    if (testimony.kind === 'broken') broken.push(`${nameOf(witness)}: ${testimony.why}`);
    told.push(nameOf(witness));
  }
  if (broken.length > 0) return unable(broken.join('; '));
  return { mutant, fate: 'survived', told: `not noticed by ${told.join(', ')}` };
}

async function directory(scratch: string, name: string): Promise<string> {
  return mkdtemp(join(scratch, `${name}-`));
}

/** A few at a time, since each is a process that keeps a core busy. */
async function inTurn<T, R>(all: readonly T[], each: (one: T, index: number) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const waiting = [...all.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, one] = next;
      results[index] = await each(one, index);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Number(values.jobs)) }, worker));
  return results;
}

const RULES = Array.from({ length: 12 }, (_, index) => `R${index + 1}`);

const rulesWithFew = (mutants: readonly Mutant[]): readonly string[] =>
  RULES.filter((rule) => mutants.filter((mutant) => mutant.rule === rule).length < MUTANTS_MIN).map(
    (rule) => `${rule} has fewer than ${MUTANTS_MIN} mutants`,
  );

/** A row for each rule. */
function report(fates: readonly Fate[]): string {
  const row = (name: string, own: readonly Fate[]) =>
    `| ${name.padEnd(4)} | ${String(own.length).padStart(7)} | ${String(own.filter(({ fate }) => fate === 'killed').length).padStart(6)} |`;
  const rules = RULES.flatMap((rule) => {
    const own = fates.filter(({ mutant }) => mutant.rule === rule);
    return own.length === 0 ? [] : [row(rule, own)];
  });
  return ['| rule | mutants | killed |', '| ---- | ------: | -----: |', ...rules, row('all', fates)].join('\n');
}

void main();
