/**
 * The rows of the confinement catalogue: 239 ways across the wall, by class. Each is found in a test or a case of the
 * suite by its id, or listed here with the reason why it is not.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const CLASSES: Readonly<Record<string, number>> = {
  PATH: 19,
  ISS: 16,
  JQL: 45,
  READ: 28,
  WRITE: 37,
  CHILD: 22,
  AGILE: 12,
  JSM: 13,
  SIDE: 14,
  TOCTOU: 10,
  KEY: 11,
  BODY: 12,
};

/** All 239 ids. */
export const ROWS: readonly string[] = Object.entries(CLASSES).flatMap(([name, rows]) =>
  Array.from({ length: rows }, (_, index) => `C-${name}-${String(index + 1).padStart(2, '0')}`),
);

/** Rows that nothing tests, and why. A row leaves this list in the change that brings what it speaks of. */
export const NOT_TESTED: Readonly<Record<string, string>> = {
  'C-ISS-16': 'budgets for refused references are not there yet',
  'C-READ-20': 'the simulated site has no panel of a development tool; an unlisted type stands for it',
  'C-READ-28': 'prose that names a foreign issue is content of the granted project, and not confinable',
  'C-WRITE-26': 'what workflows and automation of the site do after an allowed write is not confinable',
  'C-SIDE-04': 'time is measured in bench/foreign-or-absent.ts; number and kind of calls are compared in every case',
  'C-SIDE-08': 'accepted: the limit is that of an issue inside',
  'C-SIDE-10': 'not closable: ids of issues and comments are one sequence over the site',
  'C-SIDE-14': 'records of calls are shown to nobody yet',
  'C-TOCTOU-07': 'limits on use are not there yet',
  'C-TOCTOU-09': 'rights of the sponsor are compared with the key by a schedule that is not there yet',
  'C-KEY-08': 'no idempotency key is offered: a write that is captured with its credential can be repeated',
  'C-KEY-10': 'keys that people paste into issues and comments are not looked for yet',
};

/** The rows that stand nowhere: neither among `found`, nor in a test beside this file, nor in the list above. */
export function rowsNowhere(found: ReadonlySet<string>): readonly string[] {
  const tested = new Set([...found, ...idsInTests(__dirname)]);
  return ROWS.filter((row) => !tested.has(row) && NOT_TESTED[row] === undefined);
}

const THIS = 'rows.ts';

function idsInTests(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return idsInTests(path);
    return entry.name.endsWith('.ts') && entry.name !== THIS
      ? (readFileSync(path, 'utf8').match(/C-[A-Z]+-\d\d/g) ?? [])
      : [];
  });
}
