/**
 * The web trigger URLs of an installation: one stable URL a module, and as many extra ones as the platform
 * gives out. They outlive the process; only the token is kept, since the port may change.
 */
import { randomBytes } from 'node:crypto';
import type { SiteClock } from '../clock';
import type { SiteDatabase } from '../storage/database';
import { createWindow } from '../window';

export type WebTriggerUrls = {
  /** The token of a module's URL; undefined where the platform refuses one more. */
  create(module: string, options: { readonly extra: boolean }): string | undefined;
  remove(token: string): boolean;
  all(): { readonly token: string; readonly module: string }[];
  moduleOf(token: string): string | undefined;
};

const CREATED_PER_MINUTE = 500;

/** The URLs kept in `database`. `limits` is asked at each creation. */
export function createWebTriggerUrls(
  database: SiteDatabase,
  clock: SiteClock,
  limits: () => { readonly urlsMax: number; readonly rateEnforced: boolean },
): WebTriggerUrls {
  const stable = database.prepare('SELECT token FROM web_trigger_url WHERE module = ? AND stable = 1').raw();
  const insert = database.prepare('INSERT INTO web_trigger_url (token, module, stable, created) VALUES (?, ?, ?, ?)');
  const erase = database.prepare('DELETE FROM web_trigger_url WHERE token = ?');
  const every = database.prepare('SELECT token, module FROM web_trigger_url ORDER BY created, token').raw();
  const one = database.prepare('SELECT module FROM web_trigger_url WHERE token = ?').raw();
  const created = createWindow(clock.budgetNow, 60_000, CREATED_PER_MINUTE);
  const all = () => every.all().map((row) => ({ token: textAt(row, 0), module: textAt(row, 1) }));
  return {
    create(module, { extra }) {
      const known = extra ? undefined : stable.get(module);
      if (known !== undefined) return textAt(known, 0);
      const { urlsMax, rateEnforced } = limits();
      if (all().filter((url) => url.module === module).length >= urlsMax) return undefined;
      if (!created.take(1) && rateEnforced) return undefined;
      const token = randomBytes(24).toString('base64url');
      insert.run(token, module, extra ? 0 : 1, clock.now());
      return token;
    },
    remove: (token) => erase.run(token).changes > 0,
    all,
    moduleOf(token) {
      const row = one.get(token);
      return row === undefined ? undefined : textAt(row, 0);
    },
  };
}

const textAt = (row: unknown, at: number): string => (Array.isArray(row) ? String(row[at]) : '');
