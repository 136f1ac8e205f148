/**
 * Builds `dist/index.cjs`: the one file that Atlassian would run and that the local site runs.
 * Prints its size and how long a fresh process needs to load it.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const quiet = process.argv.includes('--quiet');
mkdirSync('dist', { recursive: true });
await build({
  entryPoints: ['src/index.ts'],
  outfile: 'dist/index.cjs',
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  logLevel: 'warning',
  legalComments: 'none',
});

if (!quiet) {
  const code = readFileSync('dist/index.cjs');
  const loads = Array.from({ length: 11 }, () =>
    Number(
      execFileSync(process.execPath, [
        '-e',
        'const t=process.hrtime.bigint();require("./dist/index.cjs");process.stdout.write(String(Number(process.hrtime.bigint()-t)/1e6))',
      ]).toString(),
    ),
  ).sort((a, b) => a - b);
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
  console.log(
    `dist/index.cjs  ${kilobytes(statSync('dist/index.cjs').size)} minified, ${kilobytes(gzipSync(code).length)} gzipped`,
  );
  console.log(
    `cold load       ${loads[5].toFixed(1)} ms (median of ${loads.length} fresh processes, Node ${process.versions.node})`,
  );
}
