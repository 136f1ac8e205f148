/** R6, absence has one face: in status, text and work done. */
import type { Mutant } from '../mutant';

export const R06: readonly Mutant[] = [
  {
    rule: 'R6',
    what: 'a foreign issue is refused for want of a right, a missing one is absent',
    edits: [
      {
        file: 'src/gateway/references-inside.ts',
        find: "if (spelled !== undefined && issue === undefined) return absent('issue');",
        replace:
          "if (spelled !== undefined && issue === undefined)\n    return facts.issues.has(spelled) ? err({ reason: 'permission_missing', missing: [...call.needs] }) : absent('issue');",
      },
    ],
    dies: [{ only: 'C-ISS-01 · getTransitions · path issueIdOrKey · foreign' }],
  },
  {
    rule: 'R6',
    what: "Jira's own no to a read is told apart from absence",
    edits: [
      {
        file: 'src/gateway/upstream-denial.ts',
        find: "  return { reason: 'absent', thing };",
        replace: "  return status === 403 ? { reason: 'upstream_forbidden' } : { reason: 'absent', thing };",
      },
    ],
    dies: [{ tests: 'test/wall/side-upstream.test.ts', name: 'C-SIDE-03 · getIssue' }],
  },
  {
    rule: 'R6',
    what: 'messages of Jira on any field are passed on',
    edits: [{ file: 'src/gateway/upstream-denial.ts', find: 'sent.has(entry[0]) && ', replace: '' }],
    dies: [{ tests: 'test/wall/side-upstream.test.ts', name: 'only messages on fields that were sent pass' }],
  },
  {
    rule: 'R6',
    what: 'a link that does not exist costs less than a foreign one',
    edits: [
      {
        file: 'src/gateway/find-issues.ts',
        find: "link === undefined ? ['0', '00'] :",
        replace: 'link === undefined ? [] :',
      },
    ],
    dies: [{ only: 'deleteIssueLink' }],
  },
  {
    rule: 'R6',
    what: 'what Jira forbids to look up is told as a failure',
    edits: [
      {
        file: 'src/gateway/look-up.ts',
        find: 'if (status === 429 || status >= 500)',
        replace: 'if (status === 429 || status >= 500 || status === 403)',
      },
    ],
    dies: [{ tests: 'test/wall/mutants-found.test.ts', name: 'C-SIDE-03 · editIssue' }],
  },
  {
    rule: 'R6',
    what: 'a right on anything in a project tells which issues there are',
    edits: [
      {
        file: 'src/gateway/known.ts',
        find: 'return [...held].some((permission) =>',
        replace: 'return [...held].some((permission) => permission !== "" ||',
      },
    ],
    dies: [{ tests: 'test/wall/known.test.ts', name: 'where the key holds nothing about it' }],
  },
  {
    rule: 'R6',
    what: 'an answer that is too long is told as such, wherever its issue is',
    edits: [
      {
        file: 'src/gateway/serve.ts',
        find: "if (!at.call.places.has('issue')) return",
        replace: "if (at.call.places.has('issue')) return",
      },
    ],
    dies: [{ tests: 'test/wall/long-answers.test.ts', name: 'a foreign issue that is too long' }],
  },
];
