/**
 * Opens the embedded store of a site: one SQLite file `site.db`, or memory.
 *
 * What was acknowledged survives the death of the process (write-ahead log). A file that is not ours, is
 * damaged or cannot be written is refused with a message that says what would mend it.
 * INVARIANT of all who use the database: only strings, numbers and null are ever bound, and no string
 * holds a NUL; the driver ends the process or cuts the string otherwise.
 */
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'libsql';
import { SiteStartError } from '../site-start-error';
import { takeDirectory } from './directory-lock';

export type SiteDatabase = Database.Database;

/** Marks the file as a local site's ("jsk1"). */
const APPLICATION_ID = 0x6a736b31;

const TABLES = `
  CREATE TABLE IF NOT EXISTS stored (
    space TEXT NOT NULL, entity TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
    created REAL NOT NULL, updated REAL NOT NULL, expires REAL,
    PRIMARY KEY (space, entity, key)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS web_trigger_url (
    token TEXT PRIMARY KEY, module TEXT NOT NULL, stable INTEGER NOT NULL, created REAL NOT NULL
  );
  CREATE TABLE IF NOT EXISTS waiting_event (
    id INTEGER PRIMARY KEY, module TEXT NOT NULL, type TEXT NOT NULL, payload TEXT NOT NULL, attempts INTEGER NOT NULL
  );
`;

export type OpenStore = { readonly database: SiteDatabase; close(): void };

/** Opens the store of one site and holds its directory until it is closed. */
export function openStore(directory: string | undefined): OpenStore {
  if (directory !== undefined) makeDirectory(directory);
  const lock = directory === undefined ? undefined : takeDirectory(directory);
  try {
    const database = openDatabase(directory);
    return {
      database,
      close() {
        database.close();
        lock?.release();
      },
    };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

/** Opens (and where needed makes) the database in `directory`, in memory when there is none; takes no lock. */
export function openDatabase(directory: string | undefined): SiteDatabase {
  const file = directory === undefined ? ':memory:' : join(directory, 'site.db');
  const isNew = !existsSync(file);
  let database: SiteDatabase | undefined;
  try {
    if (!isNew) refuseUnwritable(file);
    database = new Database(file);
    if (!isNew && !isOurs(database)) throw foreign(file);
    if (directory !== undefined) database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;');
    database.exec(`PRAGMA application_id=${APPLICATION_ID};`);
    database.exec(TABLES);
    return database;
  } catch (cause) {
    database?.close();
    if (cause instanceof SiteStartError) throw cause;
    throw new SiteStartError(
      `${file} cannot be read as the store of a local site. It may be damaged or another program's: move it away to start afresh.`,
      { cause },
    );
  }
}

/** Makes the directory where there is none, and makes sure that it can be written; else a SiteStartError. */
export function makeDirectory(directory: string): void {
  try {
    makeWithParents(directory);
    accessSync(directory, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new SiteStartError(
      `The data directory ${directory} cannot be written. Name another one, or mend its permissions.`,
      { cause },
    );
  }
}

/** One by one: Node's own way never ends where a directory cannot be made and its parent can be seen, as in /proc. */
function makeWithParents(directory: string): void {
  if (existsSync(directory)) return;
  makeWithParents(dirname(directory));
  mkdirSync(directory);
}

function refuseUnwritable(file: string): void {
  try {
    accessSync(file, constants.R_OK | constants.W_OK);
  } catch (cause) {
    throw new SiteStartError(`${file} cannot be read and written. Mend its permissions, or name another directory.`, {
      cause,
    });
  }
}

function isOurs(database: SiteDatabase): boolean {
  const row = database.prepare('PRAGMA application_id').raw().get();
  const tables = database.prepare("SELECT count(*) FROM sqlite_master WHERE type = 'table'").raw().get();
  const id = Array.isArray(row) ? row[0] : undefined;
  const empty = Array.isArray(tables) && tables[0] === 0;
  // A process that died between making the file and marking it leaves an empty one, which is ours to take.
  return id === APPLICATION_ID || (id === 0 && empty);
}

function foreign(file: string): SiteStartError {
  return new SiteStartError(
    `${file} belongs to another program and is left alone. Name another data directory, or move the file away.`,
  );
}
