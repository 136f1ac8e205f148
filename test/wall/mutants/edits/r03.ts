/** R3, ids decide: what Jira says of a thing's id and project, never how the caller spells it. */
import type { Mutant } from '../mutant';

export const R03: readonly Mutant[] = [
  {
    rule: 'R3',
    what: 'the project of an issue is not compared with the grants',
    edits: [
      {
        file: 'src/gateway/inside.ts',
        find: 'principal.grants.get(issue.projectId);',
        replace: 'principal.grants.get(issue.projectId) ?? [...principal.grants.values()][0];',
      },
    ],
    dies: [{ only: 'C-ISS-02 · editIssue' }],
  },
  {
    rule: 'R3',
    what: "an issue is inside if its key begins with a granted project's remembered key",
    edits: [
      {
        file: 'src/gateway/inside.ts',
        find: 'principal.grants.get(issue.projectId);',
        replace:
          '[...principal.grants.values()].find(({ rememberedKey }) => issue.key.startsWith(rememberedKey.concat("-")));',
      },
    ],
    dies: [
      { tests: 'test/wall/iss.test.ts', name: 'C-ISS-07' },
      { tests: 'test/wall/iss.test.ts', name: 'C-ISS-06' },
    ],
  },
  {
    rule: 'R3',
    what: 'a write goes to Jira by the key that the caller wrote',
    edits: [
      {
        file: 'src/gateway/build.ts',
        find: "place === 'issue'\n      ? (issue?.id ?? '')\n",
        replace: "place === 'issue'\n      ? (call.places.get('issue') ?? '')\n",
      },
    ],
    dies: [{ tests: 'test/wall/toctou.test.ts', name: 'C-TOCTOU-03' }],
  },
  {
    rule: 'R3',
    what: 'an issue that moved in also answers to the key that it had elsewhere',
    edits: [
      {
        file: 'src/gateway/find-issues.ts',
        find: ' && keysOf(issue.projectId).has(prefixOf(spelling))',
        replace: '',
      },
    ],
    dies: [{ only: 'C-ISS-04 · getIssue ·' }],
  },
  {
    rule: 'R3',
    what: 'the project of a new issue needs no grant, only to exist',
    edits: [
      {
        file: 'src/gateway/references-inside.ts',
        find: 'if (project === undefined || !principal.grants.has(project.id))',
        replace: 'if (project === undefined)',
      },
    ],
    dies: [{ only: 'C-WRITE-01 · createIssue · body fields.project.key' }],
  },
  {
    rule: 'R3',
    what: 'a project, version or component is shown whichever project answers',
    edits: [
      {
        file: 'src/gateway/decide.ts',
        find: 'if (projectId === undefined || !principal.grants.has(projectId)) return absent(thingOf(call));',
        replace: 'if (projectId === undefined) return absent(thingOf(call));',
      },
    ],
    dies: [{ only: '· getProject · path projectIdOrKey · foreign project ·' }, { only: '· getVersion ·' }],
  },
  {
    rule: 'R3',
    what: 'the answer may be another version than the one that was asked for',
    edits: [
      {
        file: 'src/gateway/filter.ts',
        find: 'return asked === fact.id ? this.show(shape, value',
        replace: 'return asked !== "" ? this.show(shape, value',
      },
    ],
    dies: [{ tests: 'test/wall/projects.test.ts', name: 'C-CHILD-06 · an answer about another thing' }],
  },
];
