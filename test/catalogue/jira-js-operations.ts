/**
 * The operations that the package `jira.js` knows, read from its sources: what real clients call, and on any machine a
 * second list beside Atlassian's own.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Method and path as a template; every parameter is `{}`. */
export type KnownOperation = { readonly method: string; readonly path: string };

const FOLDERS = ['version3', 'version2', 'agile', 'serviceDesk'] as const;
const CONFIG = /url: (?:'([^']+)'|`([^`]+)`),\s*method: '([A-Z]+)'/g;

/** All of them, each once, in the order of their paths. */
export function jiraJsOperations(): readonly KnownOperation[] {
  const root = join(dirname(require.resolve('jira.js/package.json')), 'src');
  const found = FOLDERS.flatMap((folder) => {
    const at = join(root, folder);
    const files = readdirSync(at).filter((name) => name.endsWith('.ts') && name !== 'index.ts');
    return files.flatMap((name) => operationsIn(readFileSync(join(at, name), 'utf8')));
  });
  const byName = new Map(found.map((each) => [`${each.path} ${each.method}`, each]));
  return [...byName.keys()].sort().flatMap((name) => byName.get(name) ?? []);
}

const operationsIn = (source: string): readonly KnownOperation[] =>
  [...source.matchAll(CONFIG)].map(([, plain, template, method = '']) => ({
    method,
    path: (plain ?? template ?? '').replace(/\$\{[^}]*\}/g, '{}'),
  }));
