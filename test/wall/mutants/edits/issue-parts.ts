/** Rules of histories, remote links, notes and lists of issues, each in the part that is theirs. */
import type { Mutant } from '../mutant';

const TESTS = 'test/wall/issue-parts.test.ts';

export const ISSUE_PARTS: readonly Mutant[] = [
  {
    rule: 'R7',
    what: 'a history is told from its beginning, wherever the issue was then',
    edits: [
      {
        file: 'src/gateway/history.ts',
        find: 'return arrival === undefined ? entries :',
        replace: 'return arrival !== null ? entries :',
      },
    ],
    dies: [{ tests: TESTS, name: 'C-READ-05 · nothing is told from before an issue came in' }],
  },
  {
    rule: 'R7',
    what: 'where the last move of a history leads to does not count',
    edits: [
      {
        file: 'src/gateway/history.ts',
        find: 'if (last !== undefined && !leadsTo(last, chronicle.projectId)) return [];',
        replace: '',
      },
    ],
    dies: [{ tests: TESTS, name: 'C-READ-05 · an issue whose last move leads elsewhere' }],
  },
  {
    rule: 'R7',
    what: 'of a version in a history it does not count whose it is',
    edits: [
      { file: 'src/gateway/history.ts', find: 'return known === undefined ||', replace: 'return known !== null ||' },
    ],
    dies: [{ tests: TESTS, name: 'C-READ-05 · an item of anything but the issue itself' }],
  },
  {
    rule: 'R7',
    what: 'a history that Jira cut is shown as it came',
    edits: [
      { file: 'src/gateway/whole-history.ts', find: ' || total === listed.length)', replace: ' || total !== null)' },
    ],
    dies: [{ tests: TESTS, name: 'C-READ-05 · of a long history all is told' }],
  },
  {
    rule: 'R7',
    what: 'a remote link may lead anywhere',
    edits: [
      {
        file: 'src/jira/web-address.ts',
        find: 'HOST.test(value) && !OF_JIRA.test(unescaped(value));',
        replace: '/^https?:/.test(value);',
      },
    ],
    dies: [
      { tests: TESTS, name: 'C-READ-18' },
      { tests: TESTS, name: 'C-WRITE-24 · no link is made to' },
    ],
  },
  {
    rule: 'R8',
    what: 'a row of a page may be missing where one row tells of all others',
    edits: [
      {
        file: 'src/gateway/whole-history.ts',
        find: 'if (arrival >= 0 && isNewest) return ok(rows);',
        replace: 'if (arrival >= 0) return ok(rows);',
      },
    ],
    dies: [{ tests: TESTS, name: 'C-READ-05 · a history that Jira tells newest first' }],
  },
  {
    rule: 'R12',
    what: 'histories that were read are not followed by another look-up',
    edits: [
      {
        file: 'src/gateway/serve-each.ts',
        find: 'const issueChangeLogs = ids\n    .filter((id) => inside.has(id) && histories.has(id))',
        replace:
          'Object.assign(again, { value: permit });\n  const issueChangeLogs = ids\n    .filter((id) => histories.has(id))',
      },
    ],
    dies: [{ tests: TESTS, name: 'C-CHILD-01 · an issue that leaves between look-up and read' }],
  },
  {
    rule: 'R11',
    what: 'names of a key’s own are names like all others',
    edits: [
      {
        file: 'src/gateway/spelling.ts',
        find: 'keyed = (text: string, keyId: string): string =>',
        replace: "keyed = (text: string, _keyId: string, keyId = ''): string =>",
      },
    ],
    dies: [
      { tests: TESTS, name: 'C-WRITE-24 · a global id is a key’s own' },
      { tests: TESTS, name: 'C-READ-11 · C-WRITE-13' },
    ],
  },
  {
    rule: 'R4',
    what: 'of several new issues only the first is held against the conditions of its grant',
    edits: [
      { file: 'src/gateway/conditions.ts', find: 'return several.map(', replace: 'return several.slice(0, 1).map(' },
    ],
    dies: [{ tests: TESTS, name: 'C-WRITE-09 · a grant for one type' }],
  },
];
