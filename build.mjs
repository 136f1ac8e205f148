/**
 * Builds `dist/`: the files that Atlassian would run and that the local site runs. `index.cjs` serves calls,
 * `administration.cjs` the app's pages and background work. Prints their size and how long a fresh process needs to load each.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const quiet = process.argv.includes('--quiet');
const LOADS = 11;

/** Packages of the platform ask for `tslib` whole; of it, only what they call is bundled. */
const slimTslib = {
  name: 'slim-tslib',
  setup(bundler) {
    bundler.onResolve({ filter: /^tslib$/ }, ({ importer }) =>
      importer === '' || importer.includes('slim-tslib') ? undefined : { path: 'slim-tslib', namespace: 'slim-tslib' },
    );
    bundler.onLoad({ filter: /.*/, namespace: 'slim-tslib' }, () => ({
      contents: "export { __exportStar } from './node_modules/tslib/tslib.es6.mjs';",
      resolveDir: process.cwd(),
    }));
  },
};

mkdirSync('dist', { recursive: true });
await build({
  entryPoints: ['src/index.ts', 'src/administration.ts'],
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  logLevel: 'warning',
  legalComments: 'none',
  plugins: [slimTslib],
});

if (!quiet) {
  for (const file of ['dist/index.cjs', 'dist/administration.cjs']) {
    const code = readFileSync(file);
    const loads = Array.from({ length: LOADS }, () => coldLoadMs(file)).sort((a, b) => a - b);
    const median = loads[(LOADS - 1) / 2];
    console.log(
      `${file}  ${kilobytes(code.length)} minified, ${kilobytes(gzipSync(code).length)} gzipped, ` +
        `cold load ${median.toFixed(1)} ms (median of ${LOADS} fresh processes, Node ${process.versions.node})`,
    );
  }
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

/** Milliseconds that a fresh process needs to load a file. */
function coldLoadMs(file) {
  const program = `const t=process.hrtime.bigint();require("./${file}");process.stdout.write(String(Number(process.hrtime.bigint()-t)/1e6))`;
  return Number(execFileSync(process.execPath, ['-e', program]).toString());
}
