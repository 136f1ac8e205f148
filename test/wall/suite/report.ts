/** What a run of the suite came to, as text. */
import { OPPONENTS } from '../opponents/opponent';
import type { FaultKind } from './judge';
import { count, type Judged } from './suite';

/** One line: operations, cases, and each kind of fault by its number. */
export function summary(judged: readonly Judged[]): string {
  const kinds = judged.flatMap(({ faults }) => faults.map(([kind]) => kind));
  const number = (kind: FaultKind) => kinds.filter((each) => each === kind).length;
  const counted = judged.filter(({ kind }) => kind === 'counted');
  return [
    `${new Set(counted.map(({ operation }) => operation)).size} operations`,
    `${counted.length} counted cases`,
    `${number('leak')} leaks`,
    `${number('twin')} differing twins`,
    `${number('island')} island differences`,
    `${number('touch')} touches`,
    `guard trips ${number('guard')}`,
    `${number('sibling') + number('refusal') + number('broken')} other faults`,
    `${count(judged, 'refused')} refused by their shape`,
    `${count(judged, 'harmless')} without harm`,
  ].join(' · ');
}

/** A row for each operation. */
export function caseReport(judged: readonly Judged[]): string {
  const operations = [...new Set(judged.map(({ operation }) => operation))].sort();
  const rows = operations.map((operation) => {
    const own = judged.filter((one) => one.operation === operation);
    const faults = own.reduce((sum, one) => sum + one.faults.length, 0);
    return [operation, count(own, 'counted'), count(own, 'refused'), count(own, 'harmless'), faults];
  });
  return table(['operation', 'counted', 'refused', 'harmless', 'faults'], rows);
}

/** A row for each class of the catalogue: how many of its counted cases each kind of gateway lets through. */
export function opponentReport(judged: readonly Judged[]): string {
  const counted = judged.filter(({ kind }) => kind === 'counted');
  const classOf = ({ row }: Judged) => row.replace(/-\d+$/, '');
  const rowOf = (name: string, own: readonly Judged[]) => [
    name,
    own.length,
    own.length,
    ...OPPONENTS.map((opponent) => own.filter(({ lostBy }) => lostBy.includes(opponent.name)).length),
    own.filter(({ faults }) => faults.length > 0).length,
  ];
  const classes = [...new Set(counted.map(classOf))].sort();
  return table(
    ['lets through', 'cases', 'no gateway', ...OPPONENTS.map(({ name }) => name), 'Scoped Keys'],
    [
      ...classes.map((name) =>
        rowOf(
          name,
          counted.filter((one) => classOf(one) === name),
        ),
      ),
      rowOf('all', counted),
    ],
  );
}

/** Where an opponent is known to leak and the suite does not see it. */
export const blindSpots = (judged: readonly Judged[]): readonly string[] =>
  OPPONENTS.flatMap(({ name, leaksIn }) =>
    leaksIn
      .filter((row) => !judged.some((one) => one.row === row && one.lostBy.includes(name)))
      .map((row) => `the suite does not see that ${name} leaks in ${row}`),
  );

type Cell = string | number;

/** In the form of Markdown, with columns of equal width. */
function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const all = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(all[0] ?? []), line(rule), ...all.slice(1).map(line)].join('\n');
}
