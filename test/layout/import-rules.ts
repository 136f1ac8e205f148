/**
 * Which file may import which, and a reader of the imports that holds the rules.
 *
 * Imports point one way: entry → console → gateway → policy, jql, keys, limits, audit, evidence, health → storage, jira → catalogue.
 * Leaves mean something everywhere and do nothing. What breaks a rule is told as `file: what, why`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export type SourceFile = { readonly path: string; readonly text: string };

/** From the outermost; a file imports from its own folder or from one further in. */
const ORDER: readonly (readonly string[])[] = [
  ['index.ts', 'administration.ts'],
  ['entry'],
  ['console'],
  ['gateway'],
  ['policy', 'jql', 'keys', 'limits', 'audit', 'evidence', 'health'],
  ['storage', 'jira'],
  ['catalogue'],
];
/** Of these one may look at another of the same rank. */
const NEIGHBOURS: ReadonlySet<string> = new Set(ORDER[4]);
/** Words and shapes, without I/O. */
const LEAVES = /^src\/(result|parse|policy\/(permissions|denials|refusals)|storage\/records\/[a-z-]+)\.ts$/;

type Import = { readonly from: string; readonly to: string; readonly names: string };
type Rule = { readonly why: string; readonly breaks: (one: Import) => boolean };

const within = (folder: string, path: string): boolean => path === folder || path.startsWith(`${folder}/`);
const partOf = (path: string): string => path.split('/')[1] ?? '';
const rankOf = (path: string): number => ORDER.findIndex((parts) => parts.includes(partOf(path)));

const RULES: readonly Rule[] = [
  {
    why: 'src imports point one way',
    breaks: ({ from, to }) => {
      if (!within('src', from) || !within('src', to) || LEAVES.test(to)) return false;
      if (LEAVES.test(from)) return true;
      if (partOf(from) === partOf(to)) return false;
      if (NEIGHBOURS.has(partOf(from)) && NEIGHBOURS.has(partOf(to))) return false;
      return rankOf(to) <= rankOf(from) || rankOf(from) < 0;
    },
  },
  {
    why: 'policy and jql are pure: of storage and jira they know the records alone',
    breaks: ({ from, to }) =>
      /^src\/(policy|jql)\//.test(from) && /^(src\/(storage|jira)\/|@forge\/)/.test(to) && !LEAVES.test(to),
  },
  {
    why: 'only storage imports @forge/kvs',
    breaks: ({ from, to }) => within('src', from) && within('@forge/kvs', to) && !within('src/storage', from),
  },
  {
    why: 'only jira calls Jira',
    breaks: ({ from, to, names }) =>
      within('src', from) &&
      within('@forge/api', to) &&
      !within('src/jira', from) &&
      // What makes a web trigger URL calls no Jira.
      !(to === '@forge/api/out/webTrigger' && /^\{ webTrigger \}$/.test(names)),
  },
  {
    why: 'the guard looks for itself: neither filter nor catalogue',
    breaks: ({ from, to }) => from === 'src/gateway/guard.ts' && /^src\/(gateway\/filter\.ts|catalogue\/)/.test(to),
  },
  {
    why: 'the local site shares nothing with the product',
    breaks: ({ from, to }) =>
      (within('local', from) && within('src', to)) || (within('src', from) && within('local', to)),
  },
  {
    why: 'the product imports no tests',
    breaks: ({ from, to }) => !within('test', from) && within('test', to),
  },
  {
    why: 'the wall knows URLs and the simulated Jira only',
    breaks: ({ from, to }) => within('test/wall', from) && within('src', to),
  },
  {
    why: 'the request path loads neither zod nor the console',
    breaks: ({ from, to }) => within('src/gateway', from) && (within('zod', to) || within('src/console', to)),
  },
];

/** Every import that breaks a rule. */
export function wrongImports(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap((one) =>
      RULES.filter(({ breaks }) => breaks(one)).map(({ why }) => `${one.from}: ${one.to}, but ${why}`),
    ),
  );
}

/** Paths from the repository's root; packages by their name. */
export function importsOf({ path, text }: SourceFile): readonly Import[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const found = [
    ...code.matchAll(/^\s*(?:import|export)\s+(?:type\s+)?([^'";]*?)\s*from\s+'([^']+)'/gm),
    ...code.matchAll(/^\s*import\s+()'([^']+)'/gm),
    ...code.matchAll(/\b(?:import|require)\(\s*()['"`]([^'"`]+)['"`]\s*\)/g),
  ];
  return found.map(([, names = '', target = '']) => ({ from: path, to: pathOf(path, target), names }));
}

const pathOf = (from: string, target: string): string => {
  if (!target.startsWith('.')) return target;
  const path = join(dirname(from), target);
  return /\.(ts|js|mjs|cjs|json)$/.test(path) ? path : `${path}.ts`;
};

/** All TypeScript files below these folders of the repository. */
export function readSources(
  root: string,
  folders: readonly string[] = ['src', 'local', 'test'],
): readonly SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(resolve(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => {
        const file = resolve(root, folder, name);
        return { path: relative(root, file), text: readFileSync(file, 'utf8') };
      }),
  );
}
