/** R1, the catalogue: what is in no row is refused, and one path leads to one row. */
import type { Mutant } from '../mutant';

export const R01: readonly Mutant[] = [
  {
    rule: 'R1',
    what: 'in a path a parameter wins over a literal',
    edits: [
      {
        file: 'src/gateway/route.ts',
        find: 'const literal = node.literals.get(segment);',
        replace: 'const literal = node.parameter === undefined ? node.literals.get(segment) : undefined;',
      },
    ],
    dies: [{ tests: 'test/wall/path.test.ts', name: 'C-PATH-19 · a literal is never an id' }],
  },
  {
    rule: 'R1',
    what: 'any other API is served as if it were the platform API',
    edits: [
      {
        file: 'src/gateway/route.ts',
        find: "const isPlatform = segments[1] === 'api';",
        replace: 'const isPlatform = true;',
      },
    ],
    dies: [{ tests: 'test/wall/path.test.ts', name: 'C-PATH-11' }],
  },
  {
    rule: 'R1',
    what: 'a version that is not listed is taken for version 2',
    edits: [
      {
        file: 'src/gateway/route.ts',
        find: "PATH_VERSIONS.get(segments[2] ?? '')",
        replace: "(PATH_VERSIONS.get(segments[2] ?? '') ?? '2')",
      },
    ],
    dies: [{ tests: 'test/wall/path.test.ts', name: 'C-PATH-11' }],
  },
  {
    rule: 'R1',
    what: 'the case of letters in a path does not count',
    edits: [
      {
        file: 'src/gateway/route.ts',
        find: 'const literal = node.literals.get(segment);',
        replace: 'const literal = node.literals.get(segment) ?? node.literals.get(segment.toLowerCase());',
      },
    ],
    dies: [{ tests: 'test/wall/path.test.ts', name: 'C-PATH-08' }],
  },
  {
    rule: 'R1',
    what: 'a method that no row names is served as a read',
    edits: [
      {
        file: 'src/gateway/route.ts',
        find: 'const operation = node.methods.get(method);',
        replace: "const operation = node.methods.get(method) ?? node.methods.get('GET');",
      },
    ],
    dies: [
      { tests: 'test/wall/side.test.ts', name: 'every method answers alike' },
      { tests: 'test/wall/path.test.ts', name: 'C-PATH-15' },
    ],
  },
];
