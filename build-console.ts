/**
 * Builds the console (`static/console`) where its sources have changed, and holds it to its size.
 *
 * A new build takes the place of the old one whole, so that a site that is running never serves half of one.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';

/** All scripts of the console together, as they go over the wire. */
const SCRIPT_BYTES_MAX = 300_000;

const HERE = join(__dirname, 'static/console');
const OUT = join(HERE, 'build');
const CACHE = join(__dirname, 'node_modules/.cache/scoped-keys');
const STAMP = join(CACHE, 'console-build');
/** What the console is made of; of `src` it imports the contract with its pages. */
const SOURCES = ['static/console', 'src', 'package-lock.json', 'build-console.ts', 'tsconfig.json'];

export type ConsoleSize = { readonly file: string; readonly bytes: number; readonly gzipped: number };

/** Builds what is not up to date, and answers the sizes of its scripts. Throws where they are too large together. */
export function buildConsole(): readonly ConsoleSize[] {
  if (!isUpToDate()) {
    const made = join(CACHE, `console-${process.pid}`);
    const sources = hashOf(SOURCES);
    runVite(made);
    rmSync(OUT, { recursive: true, force: true });
    renameSync(made, OUT);
    writeFileSync(STAMP, `${sources} ${hashOf(['static/console/build'])}`);
  }
  const sizes = scriptSizes();
  const total = sizes.reduce((sum, { gzipped }) => sum + gzipped, 0);
  if (total > SCRIPT_BYTES_MAX) {
    throw new Error(
      `The console's scripts have ${total} bytes gzipped, and may have ${SCRIPT_BYTES_MAX}. The largest: ${sizes[0]?.file}.`,
    );
  }
  return sizes;
}

/** In a process of its own: Vite does not run where its modules are loaded by way of `tsx`. */
function runVite(outDir: string): void {
  const vite = join(__dirname, 'node_modules/vite/bin/vite.js');
  const options = ['build', '--config', join(HERE, 'vite.config.ts'), '--outDir', outDir];
  const env = { ...process.env, VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true', NODE_ENV: 'production' };
  try {
    execFileSync(process.execPath, [vite, ...options], { cwd: __dirname, env, stdio: ['ignore', 'ignore', 'inherit'] });
  } catch {
    throw new Error('The console could not be built; what is wrong stands above.');
  }
}

function isUpToDate(): boolean {
  mkdirSync(CACHE, { recursive: true });
  if (!existsSync(STAMP) || !existsSync(join(OUT, 'index.html'))) return false;
  return readFileSync(STAMP, 'utf8') === `${hashOf(SOURCES)} ${hashOf(['static/console/build'])}`;
}

function scriptSizes(): readonly ConsoleSize[] {
  return filesIn(OUT)
    .filter((file) => file.endsWith('.js'))
    .map((file) => {
      const code = readFileSync(file);
      return { file: relative(__dirname, file), bytes: code.length, gzipped: gzipSync(code).length };
    })
    .sort((a, b) => b.gzipped - a.gzipped);
}

/** Over names and contents; a build is no source of itself. */
function hashOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of filesIn(join(__dirname, path))) {
      if (path === 'static/console' && file.startsWith(`${OUT}/`)) continue;
      hash.update(`${relative(__dirname, file)}\0`).update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

function filesIn(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile())
    .sort();
}
