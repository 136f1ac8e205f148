/**
 * Keeps the simulated Jira's state in an embedded database, one row for each entity.
 *
 * A save writes only what is another object than before, all of it in one transaction, so a kill leaves the last
 * saved state. Trusts its own rows: nobody else writes this table.
 */
import type Database from 'libsql';
import { TABLES, tableOf } from './change/tables';
import type { EntityOf, JiraState, TableName } from './state';

/** The saved state, or nothing when none was ever saved. */
export function loadState(db: Database.Database): JiraState | undefined {
  prepare(db);
  const rows = db.prepare('SELECT kind, id, json FROM jira ORDER BY rowid').all() as Row[];
  const site = rows.find((row) => row.kind === SITE);
  if (!site) return undefined;
  const tables = Object.fromEntries(TABLES.map((table) => [table, new Map<string, unknown>()]));
  for (const { kind, id, json } of rows) tables[kind]?.set(id, JSON.parse(json));
  return { ...JSON.parse(site.json), ...tables } as JiraState;
}

/** Brings the database from the previous state to the next one. Without a previous one everything is written. */
export function saveChanges(db: Database.Database, previous: JiraState | undefined, next: JiraState): void {
  prepare(db);
  const write = db.prepare(
    'INSERT INTO jira (kind, id, json) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET json = excluded.json',
  );
  const erase = db.prepare('DELETE FROM jira WHERE kind = ? AND id = ?');
  db.transaction(() => {
    if (!previous) db.exec('DELETE FROM jira');
    if (previous?.site !== next.site || previous.nextId !== next.nextId) {
      write.run(SITE, SITE, JSON.stringify({ site: next.site, nextId: next.nextId }));
    }
    for (const table of TABLES) {
      const { written, erased } = changesOf(table, previous, next);
      for (const id of erased) erase.run(table, id);
      for (const [id, entity] of written) write.run(table, id, JSON.stringify(entity));
    }
  })();
}

type Row = { readonly kind: string; readonly id: string; readonly json: string };

const SITE = 'site';

function prepare(db: Database.Database): void {
  db.exec(
    'CREATE TABLE IF NOT EXISTS jira (kind TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (kind, id))',
  );
}

function changesOf<K extends TableName>(
  table: K,
  previous: JiraState | undefined,
  next: JiraState,
): { readonly written: readonly (readonly [string, EntityOf<K>])[]; readonly erased: readonly string[] } {
  const before = previous && tableOf(previous, table);
  const now = tableOf(next, table);
  if (before === now) return { written: [], erased: [] };
  return {
    written: [...now].filter(([id, entity]) => before?.get(id) !== entity),
    erased: [...(before?.keys() ?? [])].filter((id) => !now.has(id)),
  };
}
