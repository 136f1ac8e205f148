/**
 * What calls cost: storage requests, rows read and written with their bytes, calls to Jira, and points, with limits and
 * without, recorded on the local site; and from them Forge's price of a million calls. Prints the table of
 * docs/costs.md. `node --import tsx bench/costs.ts`, after `npm run build`.
 */

import { type Site, startSite } from '../local/site';
import { OPERATIONS } from '../src/catalogue/operations';
import { priceOf } from '../src/limits/price';
import { about, call, get, ISSUE_OPERATIONS } from '../test/wall/issue-operations';
import { EVERYTHING, FIXTURE, issueKey, type Key, liftShare, type Sent, send } from '../test/wall/site';

/** Dollars, and what is counted: Forge platform pricing of 2026-08-12. A read of a row counts 1 kB at least. */
const READ_GB = 0.055;
const WRITE_GB = 1.09;
const GB = 1e9;
const ROW_READ_BYTES_MIN = 1_000;
const LIMITS = { callsPerMinute: 1_000, callsPerDay: 100_000, writesPerDay: 10_000, pointsPerHour: 50_000 };

const issueCall = (id: string): Sent => {
  const operation = ISSUE_OPERATIONS.find((each) => each.id === id);
  if (operation === undefined) throw new Error(id);
  return about(operation, '3', operation.ofComment ? 'ALPHA-1' : 'ALPHA-24', FIXTURE.comments.alpha1);
};
const CALLS: readonly (readonly [name: string, operationId: string, sent: Sent, things?: number])[] = [
  ['read an issue', 'getIssue', issueCall('getIssue')],
  [
    'search',
    'searchAndReconsileIssuesUsingJqlPost',
    call('POST', '3', 'search/jql', { jql: 'status = "To Do"', fields: ['summary'] }),
  ],
  ['read comments', 'getComments', issueCall('getComments')],
  ['list of statuses', 'getStatuses', get('3', 'status')],
  [
    'create an issue',
    'createIssue',
    call('POST', '3', 'issue', { fields: { project: { id: '10001' }, issuetype: { name: 'Task' }, summary: 'New' } }),
  ],
  ['edit an issue', 'editIssue', issueCall('editIssue')],
  ['comment', 'addComment', issueCall('addComment')],
  ['transition', 'doTransition', issueCall('doTransition')],
  [
    'move three issues',
    'rankIssues',
    {
      method: 'PUT',
      path: '/rest/agile/1.0/issue/rank',
      body: { issues: ['ALPHA-24', 'ALPHA-25', 'ALPHA-2'], rankBeforeIssue: 'ALPHA-1' },
    },
    3,
  ],
  ['about what is not there', 'getIssue', get('3', 'issue/OMEGA-1')],
  ['refused by its form or rights', 'getIssue', { method: 'DELETE', path: '/rest/api/3/issueLink/x' }],
];

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

async function costOf(site: Site, key: Key, sent: Sent) {
  const start = site.fork();
  const before = new Map(site.storage.dump().map((row) => [`${row.entityName ?? ''}/${row.key}`, bytesOf(row.value)]));
  site.resetRecords();
  await send(site, key, sent);
  // One call in sixteen also writes the sample of the whole site: left out here, a sixteenth of a small row.
  const operations = site.storage.operations.filter(
    ({ operation, keys }) => operation === 'batch/get' || keys.join() !== 'site',
  );
  const reads = operations.filter(({ operation }) => operation.endsWith('get'));
  const readBytes = reads
    .flatMap(({ keys }) => keys)
    .reduce(
      (sum, name) =>
        sum +
        Math.max(
          ROW_READ_BYTES_MIN,
          ...[...before].filter(([row]) => row.endsWith(`/${name}`)).map(([, bytes]) => bytes),
        ),
      0,
    );
  const written = site.storage
    .dump()
    .filter((row) => row.key !== 'site' && before.get(`${row.entityName ?? ''}/${row.key}`) !== bytesOf(row.value));
  const counted = site.storage.dump().filter((row) => row.entityName === 'usage' && row.key.startsWith(key.id));
  const writeBytes =
    written.reduce((sum, row) => sum + bytesOf(row.value), 0) +
    (written.some((row) => row.entityName === 'usage') || counted.length === 0 ? 0 : bytesOf(counted[0]?.value));
  const jira = site.jira.calls.length;
  site.restore(start);
  return { requests: operations.length, writes: operations.length - reads.length, jira, readBytes, writeBytes };
}

async function main(): Promise<void> {
  const site = await startSite({
    seed: 'fixture',
    switches: { 'platform.rateLimits': 'lifted', 'storage.queryLagSeconds': 0 },
  });
  await liftShare(site);
  const grants = [{ projectId: FIXTURE.projects.alpha.id, permissions: EVERYTHING }];
  const keys = [await issueKey(site, grants), await issueKey(site, grants, { limits: LIMITS })];
  for (const key of keys) await send(site, key, get('3', 'issue/ALPHA-24'));
  console.log(
    '| call | limits | storage requests | of them writes | calls to Jira | points | a million, reads + writes |',
  );
  console.log('| --- | --- | ---: | ---: | ---: | ---: | ---: |');
  for (const [name, operationId, sent, things] of CALLS) {
    for (const [index, key] of keys.entries()) {
      const { requests, writes, jira, readBytes, writeBytes } = await costOf(site, key, sent);
      const operation = OPERATIONS.find(({ id }) => id === operationId);
      const points =
        name === 'refused by its form or rights' || operation === undefined ? 0 : priceOf(operation, things);
      const price = `$${((readBytes * 1e6 * READ_GB) / GB).toFixed(2)} + $${((writeBytes * 1e6 * WRITE_GB) / GB).toFixed(2)}`;
      console.log(
        `| ${name} | ${index === 0 ? 'off' : 'on'} | ${requests} | ${writes} | ${jira} | ${points} | ${price} |`,
      );
    }
  }
  await site.stop();
}

void main();
