/**
 * The rows of the confinement catalogue: 239 ways across the wall, by class. Each is found in a test or a counted case of the
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
  'C-READ-20': 'the simulated site has no panel of a development tool; an unlisted type stands for it',
  'C-READ-28': 'prose that names a foreign issue is content of the granted project, and not confinable',
  'C-WRITE-26': 'what workflows and automation of the site do after an allowed write is not confinable',
  'C-SIDE-04': 'time is measured in bench/foreign-or-absent.ts; number and kind of calls are compared in every case',
  'C-SIDE-08': 'accepted: the limit is that of an issue inside',
  'C-SIDE-10': 'not closable: ids of issues and comments are one sequence over the site',
  'C-KEY-08': 'no idempotency key is offered: a write that is captured with its credential can be repeated',
  'C-KEY-10': 'keys that people paste into issues and comments are not looked for yet',
};

/**
 * What is wrong with the list above: rows that stand neither among `counted`, nor in a test made by hand, nor in it, and
 * rows in it that are tested all the same.
 */
export function rowFaults(counted: ReadonlySet<string>): readonly string[] {
  const tested = new Set([...counted, ...idsInTests()]);
  return ROWS.flatMap((row) => {
    const isExcused = NOT_TESTED[row] !== undefined;
    if (isExcused === tested.has(row))
      return [
        isExcused ? `${row} is tested, and listed as not tested` : `${row} stands in no test, and no reason is listed`,
      ];
    return [];
  });
}

const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;

/** In tests made by hand and in the tables that they take their names from, not in what is said about them. */
function idsInTests(): readonly string[] {
  return readdirSync(__dirname)
    .filter((name) => name.endsWith('.ts') && !name.startsWith('rows.'))
    .flatMap(
      (name) =>
        readFileSync(join(__dirname, name), 'utf8')
          .replace(COMMENT, '')
          .match(/C-[A-Z]+-\d\d/g) ?? [],
    );
}
