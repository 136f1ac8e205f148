/**
 * A process that is meant to be killed: it writes row after row through a site over a data directory, and
 * prints the number of each row once its write was acknowledged. Arguments: directory, bundle, manifest, round.
 */
import { startSiteWith } from '../../local/forge/start-site';
import { testKit } from './test-jira';

async function write(): Promise<void> {
  const [dataDirectory = '', bundle = '', manifest = '', round = '0'] = process.argv.slice(2);
  const site = await startSiteWith(testKit, {
    dataDirectory,
    bundle,
    manifest,
    switches: { 'platform.rateLimits': 'lifted' },
  });
  const gateway = await site.gatewayUrl();
  globalThis.platformScripts = new Map([
    [
      'write',
      async ({ kvs: { kvs } }) => {
        for (let row = 0; ; row += 1) {
          await kvs.entity('parcel').set(`r${round}-${row}`, { owner: 'kept', weight: row });
          await kvs.setSecret(`s${round}-${row}`, row);
          process.stdout.write(`${row}\n`);
        }
      },
    ],
  ]);
  const answer = await fetch(gateway, { headers: { 'x-script': 'write' } });
  // Only reached when writing failed: the parent must not wait for ever.
  process.stderr.write(`${answer.status} ${JSON.stringify(site.invocations)}`);
  await site.stop();
}

void write();
