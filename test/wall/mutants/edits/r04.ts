/** R4, every reference in a body is found and checked. */
import type { Mutant } from '../mutant';

export const R04: readonly Mutant[] = [
  {
    rule: 'R4',
    what: 'a member of a body that no shape names is sent as it came',
    edits: [
      {
        file: 'src/gateway/read-body.ts',
        find: 'if (member === undefined) return notOffered(',
        replace:
          "if (member === undefined) {\n        out.set(name, { kind: 'json', value: given });\n        continue;\n      }\n      if (name === '') return notOffered(",
      },
    ],
    dies: [{ tests: 'test/wall/write.test.ts', name: 'C-WRITE-15' }],
  },
  {
    rule: 'R4',
    what: 'an issue named in a body is sent as it is spelled (held twice: by the decision and where bodies are settled)',
    edits: [
      {
        file: 'src/gateway/references-inside.ts',
        find: "else if (isReference(call, spelling)) return absent('issue');",
        replace: '',
      },
      {
        file: 'src/gateway/settle.ts',
        find: "          return this.#missing('issue');",
        replace:
          "          return draft.print === 'key' ? draft.spelling : object(/^[0-9]/.test(draft.spelling) ? { id: draft.spelling } : { key: draft.spelling });",
      },
    ],
    dies: [{ only: 'C-WRITE-04 · createIssue · body fields.parent · foreign' }],
  },
  {
    rule: 'R4',
    what: 'a custom field that the project does not have is sent as it came',
    edits: [
      {
        file: 'src/gateway/settle.ts',
        find: "      this.fault ??= { reason: 'body_not_offered', where, mend: NO_SUCH_FIELD };\n      return null;\n    }\n    const gathered",
        replace: '      return field.raw;\n    }\n    const gathered',
      },
    ],
    dies: [{ tests: 'test/wall/write-values.test.ts', name: 'C-WRITE-18' }],
  },
  {
    rule: 'R4',
    what: 'an id of a version, component or type is sent whether the project has it or not',
    edits: [
      {
        file: 'src/gateway/settle.ts',
        find: 'return id === undefined ? this.#missing(draft.field) : object({ id });',
        replace: "return object(draft.by === 'id' ? { id: draft.text } : { name: draft.text });",
      },
    ],
    dies: [{ only: 'createIssue · body fields.fixVersions · foreign version' }],
  },
  {
    rule: 'R4',
    what: 'the project of an issue can be edited',
    edits: [
      {
        file: 'src/catalogue/fields.ts',
        find: "    write: 'project',\n    on: ['create'],",
        replace: "    write: 'project',",
      },
    ],
    dies: [
      { only: 'C-WRITE-02 · editIssue · body fields.project · foreign project' },
      { tests: 'test/wall/write.test.ts', name: 'C-WRITE-02' },
    ],
  },
  {
    rule: 'R4',
    what: 'a field may stand in fields and in update at once',
    edits: [
      {
        file: 'src/gateway/read-body.ts',
        find: "if (repeatsField(out.get('fields'), out.get('update')))",
        replace: 'if (false)',
      },
    ],
    dies: [{ tests: 'test/wall/write.test.ts', name: 'C-WRITE-03 · a field stands in one place only' }],
  },
  {
    rule: 'R4',
    what: 'anyone can be mentioned in a text',
    edits: [{ file: 'src/gateway/decide.ts', find: 'strangers.length > 0', replace: 'false' }],
    dies: [{ tests: 'test/wall/write-text.test.ts', name: 'C-WRITE-20 · only people of the project can be mentioned' }],
  },
  {
    rule: 'R4',
    what: 'the project of a new version may be named twice',
    edits: [{ file: 'src/gateway/read-body.ts', find: 'if (out.has(sent)) return', replace: 'if (false) return' }],
    dies: [{ tests: 'test/wall/projects.test.ts', name: 'C-WRITE-32 · the project of a new' }],
  },
];
