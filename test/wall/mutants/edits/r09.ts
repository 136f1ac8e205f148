/** R9, a write needs every end, and is sent once. */
import type { Mutant } from '../mutant';

export const R09: readonly Mutant[] = [
  {
    rule: 'R9',
    what: 'a write needs its right in one of the projects that it touches (held twice: by the decision and where bodies are settled)',
    edits: [
      {
        file: 'src/gateway/decide.ts',
        find: 'lackingIn(projectIds, judged)',
        replace: 'lackingIn([acting], judged)',
      },
      {
        file: 'src/gateway/settle.ts',
        find: 'if (issue === undefined || lacking(this.at.principal, issue.projectId, this.at.call.needs).length > 0) {',
        replace: 'if (issue === undefined) {',
      },
    ],
    dies: [{ tests: 'test/wall/write-links.test.ts', name: 'C-WRITE-08 · a link inside is deleted' }],
  },
  {
    rule: 'R9',
    what: 'a link is deleted though one of its ends is foreign',
    edits: [
      {
        file: 'src/gateway/references-inside.ts',
        find: "    if (end === undefined) return absent('link');\n    projects.push(end.projectId);",
        replace: '    if (end !== undefined) projects.push(end.projectId);',
      },
    ],
    dies: [{ only: 'deleteIssueLink' }],
  },
  {
    rule: 'R9',
    what: 'subtasks go with an issue whatever the key may do with them',
    edits: [
      {
        file: 'src/gateway/decide.ts',
        find: "return allowed ? ok(permit) : err({ reason: 'subtasks_out_of_reach' });",
        replace: 'return allowed === undefined ? err({ reason: "subtasks_out_of_reach" }) : ok(permit);',
      },
    ],
    dies: [{ tests: 'test/wall/write-issue.test.ts', name: 'C-WRITE-27' }],
  },
  {
    rule: 'R9',
    what: 'a transition need not be in the list of its issue',
    edits: [{ file: 'src/gateway/decide.ts', find: ' && !hasTransition(call, issue)', replace: ' && false' }],
    dies: [{ tests: 'test/wall/write-issue.test.ts', name: 'C-WRITE-25' }],
  },
  {
    rule: 'R9',
    what: 'a comment beside a new link needs no right of its own',
    edits: [
      {
        file: 'src/catalogue/issues.ts',
        find: "comment: { shape: COMMENT_BODY, needs: 'comment:create' },",
        replace: 'comment: COMMENT_BODY,',
      },
    ],
    dies: [{ tests: 'test/wall/write-links.test.ts', name: 'C-WRITE-07' }],
  },
  {
    rule: 'R9',
    what: 'a write that failed is sent again',
    edits: [
      {
        file: 'src/gateway/forward.ts',
        find: '=> jira.call(request);',
        replace: '=>\n  jira.call(request).then((first) => (first.ok ? first : jira.call(request)));',
      },
    ],
    dies: [{ tests: 'test/wall/toctou.test.ts', name: 'C-TOCTOU-10' }],
  },
  {
    rule: 'R9',
    what: 'a comment is edited or deleted below an issue that it does not belong to',
    edits: [{ file: 'src/gateway/references-inside.ts', find: ' || !isChildOf(fact, issue))', replace: ')' }],
    dies: [{ tests: 'test/wall/write-text.test.ts', name: 'C-ISS-11' }],
  },
  {
    rule: 'R9',
    what: 'a version or component is written to wherever it is',
    edits: [
      {
        file: 'src/gateway/references-inside.ts',
        find: 'if (projectId === undefined || !principal.grants.has(projectId)) return absent(thing);',
        replace: 'if (projectId === undefined) return absent(thing);',
      },
    ],
    dies: [{ only: 'C-WRITE-30' }],
  },
  {
    rule: 'R9',
    what: 'issues of a deleted version go to one of another project of the key',
    edits: [
      {
        file: 'src/gateway/decide.ts',
        find: 'references.placed.size > 1 && projectIds.length > 1',
        replace: 'projectIds.length > 99',
      },
    ],
    dies: [{ tests: 'test/wall/projects.test.ts', name: 'C-WRITE-30 · a version is deleted' }],
  },
];
