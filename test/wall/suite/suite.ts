/**
 * Runs cases of the generated suite one after another, on one pair of sites.
 */
import type { SiteOptions } from '../../../local/site';
import { OPPONENTS } from '../opponents/opponent';
import { allCases, type Case } from './cases';
import { failsAgainst } from './compete';
import { foreignIn } from './foreign';
import { openGround, READS_SECOND } from './ground';
import { judgeOn, type Verdict } from './judge';
import { shuffled } from './shuffled';

export type SuiteOptions = {
  /** The app to test; absent: the one that was built last. */
  readonly bundle?: string;
  /** Rows of the catalogue, or parts of the lines of cases; absent: every case. */
  readonly only?: readonly string[];
  readonly stopAtFirst?: boolean;
  /** Groups of cases are run in an order that this number decides; absent: as they are made. */
  readonly seed?: number;
  /** Every n-th group of cases, beginning with this one. */
  readonly share?: { readonly index: number; readonly of: number };
  /** Ask the other gateways too. */
  readonly opponents?: boolean;
  /** Some switch is not at its default, so that Jira may refuse what should work. */
  readonly unsettled?: boolean;
  readonly switches?: SiteOptions['switches'];
  readonly jiraSwitches?: SiteOptions['jiraSwitches'];
};

/** Plain data, so that it can be sent between processes. */
export type Judged = Pick<Case, 'line' | 'row' | 'operation' | 'group'> &
  Verdict & {
    /** Names of the opponents that let this case through; empty where none was asked. */
    readonly lostBy: readonly string[];
  };

export type SuiteResult = {
  readonly judged: readonly Judged[];
  readonly counted: number;
  /** One line for each fault. */
  readonly failures: readonly string[];
};

/** Judges the cases that the options name; throws where none is meant. */
export async function runSuite(options: SuiteOptions = {}): Promise<SuiteResult> {
  const { bundle, switches, jiraSwitches } = options;
  const ground = await openGround({
    ...(bundle === undefined ? {} : { bundle }),
    ...(switches === undefined ? {} : { switches }),
    ...(jiraSwitches === undefined ? {} : { jiraSwitches }),
  });
  try {
    const find = foreignIn(ground.full.start, ground.island.start);
    const judge = judgeOn(ground, find, options.unsettled ?? false);
    const judged: Judged[] = [];
    for (const one of chosen(allCases(ground.names).filter(isForeign), options)) {
      const verdict = await judge(one);
      const lostBy: string[] = [];
      for (const opponent of options.opponents === true && verdict.kind === 'counted' ? OPPONENTS : []) {
        if (await failsAgainst(one, opponent, ground, find)) lostBy.push(opponent.name);
      }
      const { line, row, operation, group } = one;
      judged.push({ line, row, operation, group, ...verdict, lostBy });
      if (options.stopAtFirst === true && verdict.faults.length > 0) break;
    }
    return { judged, counted: count(judged, 'counted'), failures: judged.flatMap(failuresOf) };
  } finally {
    await ground.stop();
  }
}

/** A key that also reads the second project reaches what is foreign to the others. */
const isForeign = ({ line }: Case): boolean => !(READS_SECOND && line.includes('project of other keys'));

export const count = (judged: readonly Judged[], kind: Verdict['kind']): number =>
  judged.filter((one) => one.kind === kind).length;

export const failuresOf = ({ line, faults }: Judged): readonly string[] =>
  faults.map(([kind, what]) => `${line}\n    ${kind}: ${what}`);

const isRow = (part: string): boolean => /^C-[A-Z]+-\d+$/.test(part);

/** Is a case meant by one of these rows of the catalogue, or parts of lines? Every one is, where nothing is said. */
export const isMeant = (one: Case, only: readonly string[] | undefined): boolean =>
  only?.some((part) => (isRow(part) ? one.row === part : one.line.includes(part))) ?? true;

function chosen(cases: readonly Case[], { only, share, seed }: SuiteOptions): readonly Case[] {
  const meant = cases.filter((one) => isMeant(one, only));
  if (meant.length === 0) throw new Error(`No case is meant by: ${only?.join(', ')}.`);
  const groups = shuffled([...new Set(meant.map(({ group }) => group))], seed);
  const mine = share === undefined ? groups : groups.filter((_, index) => index % share.of === share.index);
  const byGroup = new Map<string, Case[]>(groups.map((group) => [group, []]));
  for (const one of meant) byGroup.get(one.group)?.push(one);
  return mine.flatMap((group) => byGroup.get(group) ?? []);
}
