/**
 * What a data directory was made for, in `start.json`: the port and the kind of data.
 *
 * The app keeps the whole URL of a gateway, as it must on the real platform, where a URL never changes. So a
 * directory stays with its port. Beginning anew removes the files of a local site by name and nothing else, and
 * only where they are known to be one's own.
 */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { SiteStartError } from '../forge/site-start-error';
import { makeDirectory, openDatabase } from '../forge/storage/database';
import { takeDirectory } from '../forge/storage/directory-lock';
import { DEFAULT_DIRECTORY, DEFAULT_PORT, type StartOptions } from './options';

const START_FILE = 'start.json';
export const DEMO_KEYS_FILE = 'demo-keys.json';
const FILES = [DEMO_KEYS_FILE, 'site.db', 'site.db-wal', 'site.db-shm', START_FILE];

const START = z.object({ port: z.number(), seed: z.enum(['demo', 'fixture']) });
export type Start = z.infer<typeof START>;

/** With which port and data to start over this directory; a SiteStartError where the options contradict it. */
export function startOver(options: StartOptions): Start {
  const { dataDirectory } = options;
  const wanted = options.port === 0 ? undefined : options.port;
  if (options.fresh) beginAnew(dataDirectory);
  const present = readStart(dataDirectory);
  if (present === undefined) {
    return { port: options.port ?? DEFAULT_PORT, seed: options.fixture ? 'fixture' : 'demo' };
  }
  if (wanted !== undefined && wanted !== present.port) {
    throw new SiteStartError(
      `${dataDirectory} was made for port ${present.port}, and the URLs of its keys say so. ` +
        `Use --port ${present.port}, another directory (--data DIR), or --fresh to begin anew.`,
    );
  }
  if (options.fixture && present.seed !== 'fixture') {
    throw new SiteStartError(
      `${dataDirectory} holds the demonstration, not the fixture. ` +
        'Name another directory (--data DIR), or add --fresh to begin anew.',
    );
  }
  return present;
}

/** Notes what the directory is made for. */
export function keepStart(directory: string, start: Start): void {
  writeWhole(join(directory, START_FILE), `${JSON.stringify(start)}\n`);
}

/** Writes a file so that a reader sees the old text or the new one. For the owner's eyes alone. */
export function writeWhole(file: string, text: string): void {
  try {
    writeFileSync(`${file}.new`, text, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch (cause) {
    throw new SiteStartError(`${file} cannot be written. Mend its permissions, or name another directory.`, { cause });
  }
}

/** The text of a file, or undefined when there is none that can be read. */
export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function readStart(directory: string): Start | undefined {
  const file = join(directory, START_FILE);
  const text = readText(file);
  if (text === undefined) return undefined;
  const parsed = START.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new SiteStartError(
    `${file} cannot be read as what npm start writes there. Use --fresh to begin anew, or name another directory (--data DIR).`,
  );
}

function beginAnew(directory: string): void {
  if (!existsSync(directory)) return;
  const lock = lockOf(directory);
  try {
    // Without our own note beside it the store itself must say that it is a local site's; else this throws.
    if (!existsSync(join(directory, START_FILE)) && existsSync(join(directory, 'site.db'))) {
      openDatabase(directory).close();
    }
    for (const file of FILES) rmSync(join(directory, file), { force: true });
  } finally {
    lock.release();
  }
}

/** A SiteStartError where the directory cannot be had, for whoever has long work to do before. */
export function requireFreeDirectory(directory: string): void {
  lockOf(directory).release();
}

/** The port for which the usual directory was made, if a site was ever started there. */
export const usualPort = (): number | undefined => {
  try {
    return readStart(DEFAULT_DIRECTORY)?.port;
  } catch {
    return undefined;
  }
};

function lockOf(directory: string): ReturnType<typeof takeDirectory> {
  makeDirectory(directory);
  return takeDirectory(directory);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
