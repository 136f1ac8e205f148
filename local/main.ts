/**
 * `npm start`: a Jira site on this machine, for people to look around in and to call with a key.
 *
 * Everything it does with the app goes through the doors that the real platform has. Whatever keeps it from
 * starting is told in one sentence with what would mend it; a stack is only shown for a defect.
 */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { requireFreePort } from './forge/http/listen';
import { type Site, SiteStartError, startSite } from './site';
import { callsToTry } from './start/calls-to-try';
import { demoKeys } from './start/demo-keys';
import { keepStart, requireFreeDirectory, startOver } from './start/directory';
import { greet, greetingLine } from './start/greeting';
import { readStartOptions, type StartOptions, startHelp } from './start/options';
import { peopleOf } from './start/people';
import { tourOf } from './start/tour';

/** Records that a site keeps for tests; one that runs for days needs only the last of them. */
const RECORDS_KEPT = 200;
const TRIM_EVERY_MS = 5000;
const PARENT_EVERY_MS = 500;

async function main(): Promise<void> {
  const read = readStartOptions(process.argv.slice(2));
  if (!read.ok) {
    process.stderr.write(`${read.fault.message} ${read.fault.mend}\n`);
    process.exitCode = 2;
    return;
  }
  if (read.value.help) {
    process.stdout.write(startHelp());
    return;
  }
  try {
    await run(read.value);
  } catch (error) {
    process.stderr.write(`${error instanceof SiteStartError ? withHint(error, read.value) : stackOf(error)}\n`);
    process.exitCode = 1;
  }
}

async function run(options: StartOptions): Promise<void> {
  const { dataDirectory } = options;
  const start = startOver(options);
  requireFreeDirectory(dataDirectory);
  await requireFreePort(start.port);
  // After all that can be told at once: it takes some seconds.
  if (options.build) buildApp();
  const site = await startSite({
    dataDirectory,
    port: start.port,
    seed: start.seed,
    background: true,
    // A list that misses the key just made would puzzle people; tests keep the lag.
    switches: { 'storage.queryLagSeconds': 0, ...options.switches },
    jiraSwitches: options.jiraSwitches,
  });
  stopOnSignal(site, options.json);
  try {
    // Before the first key: from now on URLs with this port are kept.
    keepStart(dataDirectory, { ...start, port: Number(new URL(site.url).port) });
    trimRecords(site);
    const tour = tourOf(site.jira.state());
    const keys = tour === undefined ? [] : await demoKeys(site, tour, dataDirectory);
    const greeting = {
      url: site.url,
      consoleUrl: site.consoleUrl({ module: 'admin' }),
      siteGatewayUrl: await site.gatewayUrl(),
      title: site.jira.state().site.title,
      dataDirectory,
      people: peopleOf(site.jira.state()),
      keys,
      calls: tour === undefined ? [] : callsToTry(tour, keys),
    };
    process.stdout.write(options.json ? greetingLine(greeting) : greet(greeting));
  } catch (error) {
    await site.stop();
    throw error;
  }
}

function buildApp(): void {
  try {
    const typed = ['--import', 'tsx', 'build.ts', '--quiet'];
    execFileSync(process.execPath, typed, { cwd: resolve(__dirname, '..'), stdio: ['ignore', 2, 2] });
  } catch (cause) {
    throw new SiteStartError('The app could not be built. What is wrong stands above.', { cause });
  }
}

function stopOnSignal(site: Site, quiet: boolean): void {
  let isStopping = false;
  const stop = () => {
    // Who asks twice does not want to wait.
    if (isStopping) process.exit(1);
    isStopping = true;
    void site.stop().then(
      () => {
        if (!quiet) process.stdout.write('Stopped.\n');
        process.exit(0);
      },
      (error: unknown) => {
        process.stderr.write(`${stackOf(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // npm runs its scripts in a shell that passes no signal on: when it is gone, nobody could stop this process.
  if (process.env['npm_lifecycle_event'] === 'start') {
    const { ppid } = process;
    setInterval(() => {
      if (process.ppid !== ppid && !isStopping) stop();
    }, PARENT_EVERY_MS).unref();
  }
}

function trimRecords(site: Site): void {
  const lists: readonly unknown[][] = [
    site.jira.calls,
    site.jira.unknownRoutes,
    site.storage.operations,
    site.invocations,
    site.outsideTries,
  ];
  setInterval(() => {
    for (const list of lists) list.splice(0, Math.max(0, list.length - RECORDS_KEPT));
  }, TRIM_EVERY_MS).unref();
}

/** What the site cannot know: how the options of this command are called. */
function withHint(error: SiteStartError, { dataDirectory }: StartOptions): string {
  return /^Port \d+ is taken/.test(error.message)
    ? `${error.message} For example: npm start -- --port 8140 --data ${dataDirectory}-8140`
    : error.message;
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

void main();
