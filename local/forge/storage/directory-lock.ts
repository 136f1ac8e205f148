/**
 * One site at a time over a data directory: a file that names the process which holds it.
 *
 * Two processes over one store would each answer from their own memory of Jira's state. The lock of a process
 * that was killed is recognised by there being no such process, and taken over.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SiteStartError } from '../site-start-error';

/** Directories held by this very process, whose own number in the file says nothing. */
const held = new Set<string>();

/** Takes the directory, or throws a SiteStartError that says who holds it. */
export function takeDirectory(directory: string): { release(): void } {
  const name = resolve(directory);
  const file = join(name, 'site.lock');
  const holder = Number(readIfThere(file));
  const isHeld = holder === process.pid ? held.has(name) : holder > 0 && isAlive(holder);
  if (isHeld) {
    throw new SiteStartError(
      `${directory} is in use by process ${holder}. Stop that site, or name another data directory. If there is no such site, remove ${file}.`,
    );
  }
  try {
    writeFileSync(file, String(process.pid));
  } catch (cause) {
    throw new SiteStartError(`${file} cannot be written. Mend its permissions, or name another directory.`, { cause });
  }
  held.add(name);
  return {
    release() {
      if (held.delete(name)) rmSync(file, { force: true });
    },
  };
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    // Signal 0 tests for the process and does nothing to it.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EPERM';
  }
}
