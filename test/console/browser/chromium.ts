/**
 * The browser that tests run: Chromium as a package brings it along, or the one that CHROMIUM_PATH names.
 *
 * The package unpacks into the directory for temporary files, without regard for others who do the same. So it is
 * done in a directory of its own, which takes its place whole: whoever finds it finds all of it.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const ROOT = resolve(__dirname, '../../..');
const PACKAGE = join(ROOT, 'node_modules/@sparticuz/chromium');
/** The package brings libraries of the system along where it believes to run in such a system. */
const WITH_LIBRARIES = { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
const UNPACK = "require('@sparticuz/chromium').executablePath().catch((e) => { console.error(e); process.exit(1); })";

/** Unpacks the browser where that was not done for this version yet; answers its directory. */
export function unpackChromium(): string {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string };
  const cache = join(ROOT, 'node_modules/.cache');
  const directory = join(cache, `scoped-keys/chromium-${version}`);
  if (existsSync(directory)) return directory;
  const half = `${directory}-${process.pid}`;
  mkdirSync(half, { recursive: true });
  const env = { ...process.env, ...WITH_LIBRARIES, TMPDIR: half };
  execFileSync(process.execPath, ['-e', UNPACK], { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'inherit'] });
  // The package's own names directories of the system that it was made for.
  writeFileSync(join(half, 'fonts.conf'), fontsIn(join(directory, 'fonts')));
  try {
    renameSync(half, directory);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(directory)) throw error;
  }
  return directory;
}

const fontsIn = (directory: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${directory}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${directory}-cache</cachedir>
</fontconfig>
`;

/** Starts the browser; a failure says what would mend it. */
export async function launchChromium(): Promise<Browser> {
  const own = process.env['CHROMIUM_PATH'];
  const directory = own === undefined ? unpackChromium() : '';
  try {
    return await chromium.launch({
      executablePath: own ?? join(directory, 'chromium'),
      // Without a sandbox of the system's: containers have none to give. All pages are the tests' own.
      args: ['--no-sandbox', '--font-render-hinting=none', '--lang=en-US'],
      ...(own === undefined && {
        env: {
          ...process.env,
          FONTCONFIG_FILE: join(directory, 'fonts.conf'),
          LD_LIBRARY_PATH: join(directory, 'al2023/lib'),
          HOME: directory,
        },
      }),
    });
  } catch (cause) {
    throw new Error(
      'No browser could be started, so nothing was tested. Name a Chromium that runs on this machine in CHROMIUM_PATH.',
      { cause },
    );
  }
}
