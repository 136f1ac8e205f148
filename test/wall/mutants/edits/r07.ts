/** R7, answers are built: copied through a shape, each reference in them checked, and looked at once more. */
import type { Mutant } from '../mutant';

export const R07: readonly Mutant[] = [
  {
    rule: 'R7',
    what: 'the other end of a link, a parent or a child is shown wherever it is',
    edits: [
      {
        file: 'src/gateway/inside-answer.ts',
        find: 'return prefixes.has(prefixOf(key)) ? value : undefined;',
        replace: 'return value;',
      },
    ],
    dies: [{ only: 'C-READ-02 · getIssue ·' }],
  },
  {
    rule: 'R7',
    what: 'the same, and no guard looks after it',
    edits: [
      {
        file: 'src/gateway/inside-answer.ts',
        find: 'return prefixes.has(prefixOf(key)) ? value : undefined;',
        replace: 'return value;',
      },
      { file: 'src/gateway/guard.ts', find: "return visit(answer, 'answer', inside);", replace: 'return undefined;' },
    ],
    dies: [{ only: 'C-READ-03 · getIssue ·' }],
  },
  {
    rule: 'R7',
    what: 'members of an answer that no shape names are shown',
    edits: [
      {
        file: 'src/gateway/filter.ts',
        find: 'const out: Record<string, unknown> = {};\n    for (const [name, declared] of Object.entries(members)) {',
        replace:
          'const out: Record<string, unknown> = { ...value };\n    for (const [name, declared] of Object.entries(members)) {',
      },
    ],
    dies: [{ only: 'C-READ-26 · getIssue ·' }, { tests: 'test/wall/planted.test.ts', name: 'C-READ-26' }],
  },
  {
    rule: 'R7',
    what: 'a project key that the grant remembers proves an issue',
    edits: [
      {
        file: 'src/gateway/relations.ts',
        find: 'const prefixes = new Set<string>();',
        replace:
          'const prefixes = new Set<string>([...principal.grants.values()].map(({ rememberedKey }) => rememberedKey));',
      },
    ],
    dies: [{ tests: 'test/wall/iss.test.ts', name: 'C-ISS-12 · a level hides an issue, its links and its counts' }],
  },
  {
    rule: 'R7',
    what: 'comments for some are shown to all',
    edits: [
      {
        file: 'src/gateway/inside-answer.ts',
        find: " || (fact.seenBy === 'some' && !reveals('restrictedEntries', at.principal))",
        replace: '',
      },
    ],
    dies: [{ tests: 'test/wall/read.test.ts', name: 'C-READ-15' }],
  },
  {
    rule: 'R7',
    what: 'the comments of an issue are counted as Jira counts them',
    edits: [
      {
        file: 'src/gateway/filter.ts',
        find: 'return { startAt: 0, maxResults: page.length, total: rows.length,',
        replace: "return { startAt: 0, maxResults: page.length, total: member(value, 'total'),",
      },
    ],
    dies: [{ tests: 'test/wall/read.test.ts', name: 'C-READ-15' }],
  },
  {
    rule: 'R7',
    what: 'a comment is shown below an issue that it does not belong to',
    edits: [
      {
        file: 'src/gateway/inside-answer.ts',
        find: ' || !isChildOf(fact, issue)) return false',
        replace: ') return false',
      },
    ],
    dies: [{ tests: 'test/wall/iss.test.ts', name: 'C-ISS-11 · a comment of another issue reads as none' }],
  },
  {
    rule: 'R7',
    what: 'a field that holds a project shows any project',
    edits: [
      {
        file: 'src/gateway/filter.ts',
        find: 'return id !== undefined && isRead(id, around, this.at)\n',
        replace: 'return id !== undefined\n',
      },
    ],
    dies: [{ only: 'C-READ-04 · getIssue ·' }],
  },
];
