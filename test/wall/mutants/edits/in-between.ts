/** What changes while a call is under way, and what a call tells or writes without naming it. */
import type { Mutant } from '../mutant';

export const IN_BETWEEN: readonly Mutant[] = [
  {
    rule: 'R12',
    what: 'what is of where an issue is may be read before the issue came in',
    edits: [
      {
        file: 'src/gateway/serve.ts',
        find: 'if (operation.ofWhereItIs === true) {',
        replace: 'if (operation.id === "") {',
      },
    ],
    dies: [{ tests: 'test/wall/toctou.test.ts', name: 'of an issue that comes in while it is read' }],
  },
  {
    rule: 'R12',
    what: 'a history that is read after its issue is shown to its end',
    edits: [
      {
        file: 'src/gateway/whole-history.ts',
        find: "gathered.value.rows.slice(0, typeof total === 'number' ? total : 0)",
        replace: 'gathered.value.rows.slice(0)',
      },
    ],
    dies: [{ tests: 'test/wall/toctou.test.ts', name: 'a history read after its issue' }],
  },
  {
    rule: 'R5',
    what: 'a list is found by a field that is hidden from the key',
    edits: [
      {
        file: 'src/gateway/decide.ts',
        find: "  if (tellsHidden(call, facts)) return err({ reason: 'condition_unmet', condition: 'fields' });\n",
        replace: '',
      },
    ],
    dies: [{ tests: 'test/wall/hidden-fields.test.ts', name: 'a list is not found by a field that is hidden' }],
  },
  {
    rule: 'R9',
    what: 'an estimate is written into a field that the key does not see',
    edits: [{ file: 'src/gateway/decide.ts', find: '  if (unseen !== undefined) return err(unseen);\n', replace: '' }],
    dies: [{ tests: 'test/wall/hidden-fields.test.ts', name: 'is not written into a field that the key does not see' }],
  },
  {
    rule: 'R9',
    what: 'deleting a version or a component changes issues that the grant leaves out',
    edits: [
      {
        file: 'src/gateway/conditions.ts',
        find: "  if (issueTypes !== undefined && OF_EVERY_TYPE.has(operation.id)) return 'issueTypes';\n",
        replace: '',
      },
    ],
    dies: [{ tests: 'test/wall/reach.test.ts', name: 'takes nothing out of issues that the grant leaves out' }],
  },
  {
    rule: 'R9',
    what: 'what is restricted may be changed by a key that sees it',
    edits: [
      {
        file: 'src/gateway/decide.ts',
        find: "    if (fact.seenBy !== 'everyone') return absent(child.kind);\n",
        replace: '',
      },
    ],
    dies: [{ tests: 'test/gateway/reveals.test.ts', name: 'what is restricted is not changed by any key' }],
  },
];
