/** R2, rebuild: what goes to Jira is a print of what was read, and what could be read two ways is refused. */
import type { Mutant } from '../mutant';

export const R02: readonly Mutant[] = [
  {
    rule: 'R2',
    what: 'an unknown query parameter is sent on',
    edits: [
      {
        file: 'src/gateway/read-query.ts',
        find: '    if (kind === undefined)',
        replace:
          "    if (kind === undefined && sent.source === 'query') {\n      kept.texts.set(name, String(value));\n      continue;\n    }\n    if (kind === undefined)",
      },
    ],
    dies: [{ tests: 'test/wall/read.test.ts', name: 'C-READ-08' }],
  },
  {
    rule: 'R2',
    what: 'properties of an issue are asked for as the caller names them',
    edits: [
      {
        file: 'src/catalogue/issues.ts',
        find: "const everyProperty: Query = { only: ['', '*all'] };",
        replace: "const everyProperty: Query = 'text';",
      },
    ],
    dies: [{ tests: 'test/wall/read.test.ts', name: 'C-READ-11' }],
  },
  {
    rule: 'R2',
    what: 'a parameter with a power of the app is not refused but dropped',
    edits: [
      {
        file: 'src/gateway/read-query.ts',
        find: "if ('only' in kind) return kind.only.includes(String(value)) ? ok({}) : NOT_OFFERED;",
        replace: "if ('only' in kind) return ok({});",
      },
    ],
    dies: [{ tests: 'test/wall/write.test.ts', name: 'C-WRITE-16 · a power of the app is not offered' }],
  },
  {
    rule: 'R2',
    what: 'of a member that is given twice the last one counts',
    edits: [
      { file: 'src/gateway/json.ts', find: "if (members.has(name)) this.#stop('repeated_member');", replace: '' },
    ],
    dies: [{ tests: 'test/wall/write.test.ts', name: 'C-BODY-01' }],
  },
  {
    rule: 'R2',
    what: 'escapes in a path are decoded and read',
    edits: [
      {
        file: 'src/gateway/receive.ts',
        find: "(path.endsWith('/') ? path.slice(1, -1) : path.slice(1)).split('/');",
        replace: "(path.endsWith('/') ? path.slice(1, -1) : path.slice(1)).split('/').map(decodeURIComponent);",
      },
    ],
    dies: [{ tests: 'test/wall/path.test.ts', name: 'C-PATH-04 · a letter' }],
  },
  {
    rule: 'R2',
    what: 'a segment of dots is a segment like any other',
    edits: [{ file: 'src/gateway/receive.ts', find: ' && !/^\\.+$/.test(segment)', replace: '' }],
    dies: [{ tests: 'test/wall/path.test.ts', name: 'C-PATH-01' }],
  },
  {
    rule: 'R2',
    what: 'a body of any media type is read as JSON',
    edits: [
      {
        file: 'src/gateway/read.ts',
        find: 'if (received.mediaType === undefined || !JSON_TYPE.test(received.mediaType.trim())) {',
        replace: 'if (received.mediaType === "none") {',
      },
    ],
    dies: [{ tests: 'test/wall/body.test.ts', name: 'C-BODY-06' }],
  },
];
