/**
 * C-SIDE-04, measured: does the time of an answer tell a foreign thing from one that never existed? Interleaved
 * samples of both on the fixture site, over a socket, the order of the two turned in each round; prints medians,
 * quartiles and the difference. Asserts nothing: a machine's noise is no fault of the product.
 */
import { FIXTURE, openWall } from '../test/wall/site';

const SAMPLES = Number(process.env.BENCH_SAMPLES ?? 2_000);
const PAIRS: readonly (readonly [what: string, foreign: string, never: string])[] = [
  ['an issue by key', '/rest/api/3/issue/OMEGA-1', `/rest/api/3/issue/${FIXTURE.missing.issueKey}`],
  [
    'comments of an issue',
    '/rest/api/3/issue/OMEGA-1/comment',
    `/rest/api/3/issue/${FIXTURE.missing.issueKey}/comment`,
  ],
  ['a project by key', '/rest/api/3/project/OMEGA', '/rest/api/3/project/NOPES'],
];

async function main(): Promise<void> {
  const wall = await openWall();
  for (const [what, foreign, never] of PAIRS) {
    const took = new Map<string, number[]>([
      [foreign, []],
      [never, []],
    ]);
    for (let round = 0; round < SAMPLES; round += 1) {
      for (const path of round % 2 === 0 ? [foreign, never] : [never, foreign]) {
        const at = performance.now();
        await wall.send(wall.alpha, { method: 'GET', path });
        took.get(path)?.push(performance.now() - at);
      }
      if (round % 200 === 0) wall.site.resetRecords();
    }
    const [one, other] = [foreign, never].map((path) => quartiles(took.get(path) ?? []));
    if (one === undefined || other === undefined) continue;
    console.log(`${what}, ${SAMPLES} samples each, ms (quartiles)`);
    console.log(`  foreign       ${one.map(milliseconds).join('  ')}`);
    console.log(`  never existed ${other.map(milliseconds).join('  ')}`);
    console.log(`  difference of medians ${milliseconds((one[1] ?? 0) - (other[1] ?? 0))}`);
  }
  await wall.stop();
}

const milliseconds = (value: number): string => value.toFixed(3);

function quartiles(samples: readonly number[]): readonly number[] {
  const sorted = [...samples].sort((a, b) => a - b);
  return [0.25, 0.5, 0.75].map((part) => sorted[Math.floor(sorted.length * part)] ?? 0);
}

void main();
