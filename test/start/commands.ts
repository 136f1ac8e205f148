/**
 * Runs the commands of a newcomer as processes of their own, and ends those that a test left running.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

export type Started = {
  readonly stdout: string;
  /** Ends it as Ctrl+C or a service manager does, or as nothing can be survived (SIGKILL). */
  end(signal: NodeJS.Signals): Promise<Ended>;
};

export const ROOT = resolve(__dirname, '../..');
const running = new Set<ChildProcess>();
const directories: string[] = [];

/** For `afterAll`. */
export function endAll(): void {
  for (const child of running) child.kill('SIGKILL');
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
}

/** A directory that does not exist yet, in one that is removed in the end. */
export function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'local-site-'));
  directories.push(directory);
  return join(directory, 'data');
}

/** Runs `npm start` with these options until it ends by itself. */
export const start = (...options: readonly string[]): Promise<Ended> => ended(launch('local/main.ts', options));

/** Runs `npm run key` with these options. */
export const key = (...options: readonly string[]): Promise<Ended> => ended(launch('local/key-command.ts', options));

/** Runs `npm start` with these options until it is ready. */
export async function startAndWait(...options: readonly string[]): Promise<Started> {
  const launched = launch('local/main.ts', options);
  const ending = ended(launched);
  const isReady = () => (options.includes('--json') ? /\n/ : /Ctrl\+C\n/).test(launched.output.stdout);
  await Promise.race([
    new Promise<void>((done) => {
      launched.child.stdout?.on('data', () => {
        if (isReady()) done();
      });
    }),
    ending.then(({ code, stderr }) => {
      throw new Error(`It ended with ${code} instead of becoming ready: ${stderr}`);
    }),
  ]);
  return {
    stdout: launched.output.stdout,
    async end(signal) {
      launched.child.kill(signal);
      return ending;
    },
  };
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** What `--json` prints. */
export type Shown = {
  url: string;
  gatewayUrl: string;
  keys: { job: string; id: string; key: string; gatewayUrl: string; projectKey: string; permissions: string[] }[];
  people: { name: string; accountId: string; role: string; siteAdmin: boolean; administers: string[] }[];
};
export const shownBy = (stdout: string): Shown => JSON.parse(stdout);
export const keysOf = (stdout: string): readonly string[] => shownBy(stdout).keys.map((one) => one.key);

/** Status of a call with this key. */
export const call = async (url: string, credential: string): Promise<number> =>
  (await fetch(url, { headers: { authorization: `Bearer ${credential}` } })).status;

type Launched = { readonly child: ChildProcess; readonly output: { stdout: string; stderr: string } };

function launch(script: string, options: readonly string[]): Launched {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...options], { cwd: ROOT });
  running.add(child);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    output.stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output.stderr += chunk.toString();
  });
  return { child, output };
}

function ended({ child, output }: Launched): Promise<Ended> {
  return new Promise((done) => {
    child.once('close', (code) => {
      running.delete(child);
      done({ code, ...output });
    });
  });
}
