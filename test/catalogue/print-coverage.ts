/** `npm run coverage:jira`: prints which operations of Jira have a row, and fails on one that has none. */
import { coverage, listsAtHand } from './coverage';

const lists = listsAtHand();
const { known, without, areas } = coverage([...lists.values()]);
const kinds = [...new Set([...areas.values()].flatMap((area) => [...area.keys()]))].sort();
const columns = [...areas.keys()];

const line = (cells: readonly (string | number)[]): string =>
  `| ${cells.map((cell, at) => (at === 0 ? String(cell).padEnd(20) : String(cell).padStart(columns[at - 1]?.length ?? 5))).join(' | ')} |`;

for (const [name, list] of lists) console.log(`${list.length} operations in ${name}`);
console.log(`${known.length} different ones; ${known.length - without.length} have a row`);
const rows = columns.flatMap((area) => [...(areas.get(area)?.values() ?? [])]).reduce((sum, count) => sum + count, 0);
const further = rows - (known.length - without.length);
console.log(`${rows} rows, ${further} of them for operations in none of these lists\n`);
console.log(line(['', ...columns, 'all']));
for (const kind of kinds) {
  const counts = columns.map((area) => areas.get(area)?.get(kind) ?? 0);
  console.log(line([kind, ...counts, counts.reduce((sum, count) => sum + count, 0)]));
}
const sums = columns.map((area) => [...(areas.get(area)?.values() ?? [])].reduce((sum, count) => sum + count, 0));
console.log(line(['all', ...sums, sums.reduce((sum, count) => sum + count, 0)]));
for (const name of without) console.log(`no row: ${name}`);
process.exitCode = without.length === 0 ? 0 : 1;
