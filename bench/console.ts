/**
 * How long do the pages of the console take on a site with 1,000 keys and 100,000 records of the audit? From the press
 * until what was pressed for is drawn, in a real browser on the local site; the median of some rounds, the first of which
 * is not counted. `node --import tsx bench/console.ts`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FIXTURE } from '../local/jira/seeds/fixture/ids';
import { openConsoleSite } from '../test/console/browser/browser';
import { timePages } from '../test/console/browser/page-times';
import { fillSite, LARGE } from '../test/console/large-site';

const ROUNDS = 5;

async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'bench-console-'));
  try {
    await fillSite(directory, LARGE, Date.now());
    const opened = await openConsoleSite({ dataDirectory: directory });
    try {
      // Sums of the whole time: a run makes those of two days.
      for (let run = 0; run <= LARGE.days / 2; run += 1) await opened.site.runSchedule('hourly');
      const rounds = [];
      for (let round = 0; round <= ROUNDS; round += 1) {
        const visit = await opened.visit(FIXTURE.people.siteAdmin, { module: 'admin' }, { route: '/health' });
        await visit.app.getByRole('heading', { level: 1, name: 'Health' }).waitFor();
        rounds.push(await timePages(visit, () => opened.site.clock.advance(60_000)));
        await visit.close();
      }
      opened.expectNoFaults();
      const counted = rounds.slice(1);
      console.log('| page | median ms | slowest ms |\n| --- | ---: | ---: |');
      for (const [at, { step }] of (counted[0]?.times ?? []).entries()) {
        const ms = counted.map(({ times }) => times[at]?.ms ?? 0).sort((one, other) => one - other);
        console.log(`| ${step} | ${Math.round(ms[Math.floor(ms.length / 2)] ?? 0)} | ${Math.round(ms.at(-1) ?? 0)} |`);
      }
      const largest = Math.max(...counted.flatMap(({ answers }) => answers.map(({ bytes }) => bytes)));
      console.log(`\nLargest answer: ${Math.round(largest / 1000)} kB`);
    } finally {
      await opened.stop();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

void main();
