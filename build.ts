/**
 * Builds `dist/`: the files that Atlassian would run and that the local site runs. `index.cjs` serves calls,
 * `administration.cjs` the app's pages and background work. Then builds the console, `static/console/build`. Prints
 * sizes, and how long a fresh process needs to load each file of `dist`.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import { buildConsole, type ConsoleSize } from './build-console';

const LOADS = 11;

/** Packages of the platform ask for `tslib` whole; of it, only what they call is bundled. */
const slimTslib: Plugin = {
  name: 'slim-tslib',
  setup(bundler) {
    bundler.onResolve({ filter: /^tslib$/ }, ({ importer }) =>
      importer === '' || importer.includes('slim-tslib') ? undefined : { path: 'slim-tslib', namespace: 'slim-tslib' },
    );
    bundler.onLoad({ filter: /.*/, namespace: 'slim-tslib' }, () => ({
      contents: "export { __exportStar } from './node_modules/tslib/tslib.es6.mjs';",
      resolveDir: __dirname,
    }));
  },
};

/** Writes both bundles into `outdir`; `plugins` of esbuild see the sources first. */
export async function bundle(outdir: string, plugins: readonly Plugin[] = []): Promise<void> {
  await build({
    absWorkingDir: __dirname,
    entryPoints: ['src/index.ts', 'src/administration.ts'],
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'warning',
    legalComments: 'none',
    plugins: [...plugins, slimTslib],
  });
}

function printSizes(): void {
  for (const file of ['dist/index.cjs', 'dist/administration.cjs']) {
    const code = readFileSync(file);
    const loads = Array.from({ length: LOADS }, () => coldLoadMs(file)).sort((a, b) => a - b);
    const median = loads[(LOADS - 1) / 2] ?? Number.NaN;
    console.log(
      `${file}  ${kilobytes(code.length)} minified, ${kilobytes(gzipSync(code).length)} gzipped, ` +
        `cold load ${median.toFixed(1)} ms (median of ${LOADS} fresh processes, Node ${process.versions.node})`,
    );
  }
}

function printConsoleSizes(sizes: readonly ConsoleSize[]): void {
  for (const { file, bytes, gzipped } of sizes) {
    console.log(`${file}  ${kilobytes(bytes)} minified, ${kilobytes(gzipped)} gzipped`);
  }
  const total = sizes.reduce((sum, { gzipped }) => sum + gzipped, 0);
  console.log(`scripts of the console together  ${kilobytes(total)} gzipped`);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

/** Milliseconds that a fresh process needs to load a file. */
function coldLoadMs(file: string): number {
  const program = `const t=process.hrtime.bigint();require("./${file}");process.stdout.write(String(Number(process.hrtime.bigint()-t)/1e6))`;
  return Number(execFileSync(process.execPath, ['-e', program]).toString());
}

async function main(): Promise<void> {
  const isQuiet = process.argv.includes('--quiet');
  await bundle('dist');
  if (!isQuiet) printSizes();
  const sizes = buildConsole();
  if (!isQuiet) printConsoleSizes(sizes);
}

if (process.argv[1] === __filename) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
