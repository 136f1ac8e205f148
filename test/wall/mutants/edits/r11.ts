/** R11, the app is nobody: what is about "me" is refused, or answered from the key's own record. */
import type { Mutant } from '../mutant';

export const R11: readonly Mutant[] = [
  {
    rule: 'R11',
    what: 'a read leaves its mark in the history of the app',
    edits: [
      {
        file: 'src/catalogue/issues.ts',
        find: "send: [['updateHistory', 'false']],",
        replace: "send: [['updateHistory', 'true']],",
      },
    ],
    dies: [{ tests: 'test/wall/iss.test.ts', name: 'C-ISS-15' }],
  },
  {
    rule: 'R11',
    what: '"me" is the account of the app',
    edits: [
      {
        file: 'src/catalogue/projects.ts',
        find: "path: 'myself', kind: 'own', by: 'myself', query: { expand: 'unused' } },",
        replace:
          "path: 'myself', kind: 'relay', query: { expand: 'unused' }, answer: 'person', status: 200, check: 'names' },",
      },
    ],
    dies: [{ tests: 'test/wall/child.test.ts', name: 'C-CHILD-21' }],
  },
  {
    rule: 'R11',
    what: 'the issues that the app watches can be asked for',
    edits: [
      {
        file: 'src/jql/functions.ts',
        find: "    sprintsIn('openSprints',",
        replace: "    row('watchedIssues', 'issues', 'many', 'none'),\n    sprintsIn('openSprints',",
      },
    ],
    dies: [{ tests: 'test/wall/jql.test.ts', name: 'issue in watchedIssues' }],
  },
  {
    rule: 'R11',
    what: 'the person of a query can be the app itself',
    edits: [
      {
        file: 'src/jql/functions.ts',
        find: "    sprintsIn('openSprints',",
        replace: "    row('currentUser', 'people', 'one', 'none'),\n    sprintsIn('openSprints',",
      },
    ],
    dies: [{ tests: 'test/wall/jql.test.ts', name: 'assignee = currentUser' }],
  },
  {
    rule: 'R11',
    what: 'an issue tells when the app looked at it, and whether it watches it',
    edits: [
      {
        file: 'src/catalogue/fields.ts',
        find: "  resolutiondate: { read: 'text' },",
        replace:
          "  resolutiondate: { read: 'text' },\n  lastViewed: { read: 'text' },\n  watches: { read: { members: { watchCount: 'number', isWatching: 'flag' } } },",
      },
    ],
    dies: [{ tests: 'test/wall/read.test.ts', name: 'C-READ-12 C-READ-16 C-READ-23' }],
  },
  {
    rule: 'R11',
    what: 'the key is told what the app may do',
    edits: [
      {
        file: 'src/gateway/my-permissions.ts',
        find: 'havePermission: holds(by)',
        replace: 'havePermission: by !== asked',
      },
    ],
    dies: [{ tests: 'test/wall/projects.test.ts', name: 'C-CHILD-10' }],
  },
];
