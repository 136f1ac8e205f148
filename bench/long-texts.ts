/**
 * Does the time of reading grow in step with the length? Texts made to be slow, at a quarter, a half and the whole of
 * the longest that is read. Milliseconds, the best of several readings; a growth of 2 is in step, of 4 is its square.
 */
import { readEvidence } from '../src/evidence/read-evidence';
import { parseJql } from '../src/jql/parse';

const QUERY_CHARS = 40_000;
const EVIDENCE_CHARS = 300_000;
const TURNS = Number(process.env['BENCH_TURNS'] ?? 15);

type Text = readonly [name: string, unit: string];
const JQL: readonly Text[] = [
  ['a token a character', ','],
  ['brackets', '('],
  ['words of one letter', 'a '],
  ['properties', '[b]'],
  ['escapes', '\\\\'],
  ['quotes by turns', `"'`],
];
const EVIDENCE: readonly Text[] = [
  ['quotes left open', "curl -d '{ $URL/rest/a\n"],
  ['variables', 'curl "$A$B$C\n'],
  ['commands in commands', 'A=$(curl $(curl <<E\n'],
  ['members in members', '{"a":{"a":{"a":'],
  ['paths', '/rest/ '],
  ['continued for nothing', 'x curl \\\n'],
  ['values in values', 'A=$A$A$A\n'],
];

function best(run: () => void): number {
  const times = Array.from({ length: TURNS }, () => {
    const began = performance.now();
    run();
    return performance.now() - began;
  });
  return Math.min(...times);
}

function growth(read: (text: string) => unknown, [name, unit]: Text, start: string, longest: number): string {
  const text = (length: number) => start + unit.repeat(Math.floor((length - start.length) / unit.length));
  const times = [longest / 4, longest / 2, longest].map((length) => best(() => read(text(length))));
  const [quarter = Number.NaN, half = Number.NaN, whole = Number.NaN] = times;
  const figures = [...times.map((time) => time.toFixed(2)), (half / quarter).toFixed(1), (whole / half).toFixed(1)];
  return name.padEnd(22) + figures.map((figure) => figure.padStart(9)).join('');
}

const HEAD = ['quarter', 'half', 'whole', 'growth', 'growth'].map((column) => column.padStart(9)).join('');
console.log('queries'.padEnd(22) + HEAD);
for (const text of JQL) console.log(growth(parseJql, text, text[0] === 'escapes' ? 'a = "' : 'a', QUERY_CHARS));
console.log(`\n${'evidence'.padEnd(22)}${HEAD}`);
for (const text of EVIDENCE) console.log(growth(readEvidence, text, '', EVIDENCE_CHARS));
