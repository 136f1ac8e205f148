/** Sprints in queries: those that stem from boards of the query's projects, and no others. */
import type { Mutant } from '../mutant';

export const SPRINTS: readonly Mutant[] = [
  {
    rule: 'R5',
    what: 'functions of sprints are sent as they are',
    edits: [
      {
        file: 'src/jql/confine.ts',
        find: 'if (row.inState === undefined) return [printed()];',
        replace: 'if (args.length === 0) return [printed()];',
      },
    ],
    dies: [{ only: 'C-JQL-13 · countIssues' }],
  },
  {
    rule: 'R5',
    what: 'whether an issue is in any sprint is asked of Jira',
    edits: [
      {
        file: 'src/jql/confine.ts',
        find: "if (row.kind !== 'sprints' && !isPerProject(row)) return undefined;",
        replace: "if (!row.name.startsWith('cf[')) return undefined;",
      },
    ],
    dies: [{ only: 'C-JQL-13 · countIssues' }],
  },
  {
    rule: 'R5',
    what: 'sprints are sent as they were named',
    edits: [
      {
        file: 'src/jql/values.ts',
        find: 'return ids(scope.projects.flatMap(({ sprints }) => named(value, sprints ?? [])));',
        replace: 'return [value];',
      },
    ],
    dies: [{ only: 'C-JQL-13 · countIssues' }],
  },
  {
    rule: 'R5',
    what: 'a query knows the sprints of every board that Jira lists for a project',
    edits: [
      {
        file: 'src/gateway/find-sprints.ts',
        find: "return board?.projectId === projectId && member(row, 'type') !== 'kanban' ? board : undefined;",
        replace: "return board && member(row, 'type') !== 'kanban' ? { ...board, projectId } : undefined;",
      },
    ],
    dies: [{ tests: 'test/wall/sprint-queries.test.ts', name: 'boards that stand elsewhere are listed by Jira' }],
  },
  {
    rule: 'R5',
    what: 'a query knows every sprint that Jira lists on a board',
    edits: [
      {
        file: 'src/gateway/find-sprints.ts',
        find: 'if (fact?.boardId !== boardId) return undefined;',
        replace: 'if (fact === undefined) return undefined;',
      },
    ],
    dies: [{ only: 'C-JQL-13 · countIssues' }],
  },
  {
    rule: 'R5',
    what: 'sprints may be asked about that can be read in one of the projects alone',
    edits: [
      {
        file: 'src/gateway/query-scope.ts',
        find: "grants.every(({ permissions }) => permissions.has('sprint:read'))",
        replace: "grants.some(({ permissions }) => permissions.has('sprint:read'))",
      },
    ],
    dies: [
      { tests: 'test/wall/sprint-queries.test.ts', name: 'with it in one of two projects that the query reaches' },
    ],
  },
  {
    rule: 'R5',
    what: 'issues are sorted by sprints that are hidden',
    edits: [
      {
        file: 'src/jql/fields.ts',
        find: "{ needs: 'sprints', sortable: false }",
        replace: "{ needs: 'sprints' }",
      },
    ],
    dies: [{ tests: 'test/wall/jql.test.ts', name: 'C-JQL-25 · created > -1d ORDER BY @ · sprint' }],
  },
  {
    rule: 'R5',
    what: 'a hidden field that no list has does not hold sprints',
    edits: [
      {
        file: 'src/catalogue/field-families.ts',
        find: '(types.has(id) ? isOfType(types.get(id), custom) : true)',
        replace: 'isOfType(types.get(id), custom)',
      },
    ],
    dies: [{ tests: 'test/wall/sprint-queries.test.ts', name: 'where a field that no list has, which may be that' }],
  },
  {
    rule: 'R5',
    what: 'the condition of a grant asks Jira about sprints',
    edits: [
      {
        file: 'src/jql/confine.ts',
        find: 'links: true, sprints: false,',
        replace: 'links: true, sprints: true,',
      },
    ],
    dies: [{ tests: 'test/wall/sprint-queries.test.ts', name: 'a condition of a grant closes its project' }],
  },
  {
    rule: 'R8',
    what: 'a page token is good for sprints that are not own any more',
    edits: [
      {
        file: 'src/gateway/cursor.ts',
        find: "return text.startsWith(mark) ? ok(text.slice(mark.length)) : err({ reason: 'cursor_invalid' });",
        replace: 'return ok(text.slice(mark.length));',
      },
    ],
    dies: [
      { tests: 'test/wall/sprint-queries.test.ts', name: 'a page token is not good for sprints that are own no more' },
    ],
  },
];
