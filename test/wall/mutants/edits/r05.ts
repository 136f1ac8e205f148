/** R5, queries are trees: parsed, resolved, and printed behind the granted projects. */
import type { Mutant } from '../mutant';

export const R05: readonly Mutant[] = [
  {
    rule: 'R5',
    what: 'the query of the caller stands without brackets of its own',
    edits: [
      {
        file: 'src/jql/confine.ts',
        find: 'const asked = where === true ? [] : [',
        replace: "const asked = where === true ? [] : true ? ['AND', printClause(where)] : [",
      },
    ],
    dies: [
      { only: 'C-JQL-06 · countIssues' },
      { tests: 'test/wall/jql-exact.test.ts', name: 'a string is a string and brackets hold' },
    ],
  },
  {
    rule: 'R5',
    what: 'the clause of the granted projects is left out of a query',
    edits: [
      {
        file: 'src/jql/confine.ts',
        find: 'const jql = [projects, ...levels',
        replace: "const jql = ['created is not EMPTY', ...levels",
      },
    ],
    dies: [{ only: 'C-JQL-06 · countIssues' }],
  },
  {
    rule: 'R5',
    what: 'NOT stands where it was written, and what it stands before is judged without it',
    edits: [
      {
        file: 'src/jql/without-not.ts',
        find: 'isNegated ? OPPOSITES.get(clause.operator) : clause.operator',
        replace: 'isNegated ? undefined : clause.operator',
      },
    ],
    dies: [
      { tests: 'test/wall/jql.test.ts', name: 'NOT parent = @' },
      { tests: 'test/wall/sprint-queries.test.ts', name: 'by function, emptiness, inequality and negation' },
    ],
  },
  {
    rule: 'R5',
    what: 'that a field holds nothing which is shown is asked by NOT',
    edits: [
      {
        file: 'src/jql/confine.ts',
        find: 'others === undefined || anyOf([isBlank, ask(...others)])',
        replace: 'noneOf(held)',
      },
    ],
    dies: [{ tests: 'test/wall/sprint-queries.test.ts', name: 'by function, emptiness, inequality and negation' }],
  },
  {
    rule: 'R5',
    what: 'names of versions, statuses and types are sent as they came',
    edits: [
      {
        file: 'src/jql/values.ts',
        find: 'return ids(scope.projects.flatMap(({ lexicon }) => named(value, lexicon[kind])));',
        replace: 'return [value];',
      },
    ],
    dies: [{ only: 'C-JQL-14 · countIssues · body jql: fixVersion =' }],
  },
  {
    rule: 'R5',
    what: 'any person can be asked for',
    edits: [
      {
        file: 'src/jql/values.ts',
        find: 'return scope.people.has(value.text) ? [string(value.text)] : [];',
        replace: 'return [string(value.text)];',
      },
    ],
    dies: [{ only: 'C-JQL-19 · countIssues · body jql: creator =' }],
  },
  {
    rule: 'R5',
    what: 'an issue outside can be asked for (held twice: by the scope of a query and where values are resolved)',
    edits: [
      {
        file: 'src/gateway/query-scope.ts',
        find: '([, issue]) => inside(issue, principal) !== undefined && projects.some(({ id }) => id === issue.projectId),',
        replace: '() => true,',
      },
      {
        file: 'src/jql/values.ts',
        find: 'issue === undefined || !scope.projects.some(({ id }) => id === issue.projectId) ? [] : [issue]',
        replace: 'issue === undefined ? [] : [issue]',
      },
    ],
    dies: [{ only: 'C-JQL-10 · countIssues · body jql: linkedIssues in linkedIssues · foreign' }],
  },
  {
    rule: 'R5',
    what: 'issues with a security level are counted',
    edits: [
      { file: 'src/jql/confine.ts', find: "scope.secured === 'absent' ? ['AND level is EMPTY'] : []", replace: '[]' },
    ],
    dies: [{ tests: 'test/wall/side-counts.test.ts', name: 'C-SIDE-09 · hidden issues leave no gap' }],
  },
  {
    rule: 'R5',
    what: 'comments can be searched, restricted ones too',
    edits: [{ file: 'src/gateway/readable.ts', find: 'comments: false', replace: 'comments: true' }],
    dies: [{ tests: 'test/wall/jql.test.ts', name: 'C-JQL-24' }],
  },
  {
    rule: 'R5',
    what: 'a query may ask what issues were, before they came into their project too',
    edits: [{ file: 'src/jql/admit.ts', find: 'past || !isAboutPast(operator)', replace: 'past || operator !== "="' }],
    dies: [
      { only: 'C-JQL-22 · countIssues · query' },
      { tests: 'test/wall/past.test.ts', name: 'is refused at each door without a call' },
    ],
  },
  {
    rule: 'R5',
    what: 'every key may ask about the past, whatever its site admin lets it',
    edits: [
      {
        file: 'src/gateway/readable.ts',
        find: "reveals?.includes('pastInQueries') ?? false",
        replace: "reveals?.includes('pastInQueries') ?? true",
      },
    ],
    dies: [{ tests: 'test/wall/past.test.ts', name: 'is refused at each door without a call' }],
  },
  {
    rule: 'R5',
    what: 'a field is asked about in projects that do not have it',
    edits: [{ file: 'src/jql/confine.ts', find: 'if (parts.length < 2)', replace: 'if (parts.length < 99)' }],
    dies: [{ tests: 'test/wall/fields-apart.test.ts', name: 'does not find it' }],
  },
  {
    rule: 'R5',
    what: 'an option is asked for in projects whose lists do not have it',
    edits: [{ file: 'src/jql/apart.ts', find: "kind !== 'options' || (", replace: 'kind !== undefined || (' }],
    dies: [{ tests: 'test/wall/fields-apart.test.ts', name: 'does not find it' }],
  },
  {
    rule: 'R5',
    what: 'issues are sorted by a field that their project does not have',
    edits: [{ file: 'src/jql/confine.ts', find: ' || isMissing(row, this.scope)', replace: '' }],
    dies: [{ tests: 'test/wall/fields-apart.test.ts', name: 'issues are sorted by a field that all projects' }],
  },
  {
    rule: 'R5',
    what: 'a search of texts in an address field may name another field to look in',
    edits: [
      {
        file: 'src/jql/values.ts',
        find: "kind === 'text' || operator === '~' || operator === '!~' ? searchText(text) : text",
        replace: "kind === 'text' ? searchText(text) : text",
      },
    ],
    dies: [{ tests: 'test/wall/text-through-url.test.ts', name: 'of a field for addresses' }],
  },
  {
    rule: 'R5',
    what: 'a search of texts comes in the order of how rare its words are on the site',
    edits: [{ file: 'src/gateway/build.ts', find: 'const isRanked = ', replace: 'const isRanked = false && ' }],
    dies: [{ tests: 'test/wall/whole-site.test.ts', name: 'which words a foreign issue has' }],
  },
  {
    rule: 'R5',
    what: 'a search of texts asks for the nearest words of the site',
    edits: [{ file: 'src/jql/values.ts', find: " : '',\n", replace: ' : found,\n' }],
    dies: [{ tests: 'test/wall/whole-site.test.ts', name: 'does not find fewer own issues' }],
  },
  {
    rule: 'R5',
    what: 'a project is named to a function by its number',
    edits: [
      { file: 'src/jql/confine.ts', find: 'project.id === id)?.key ?? id', replace: 'project.id === id)?.id ?? id' },
    ],
    dies: [{ tests: 'test/wall/whole-site.test.ts', name: 'though a foreign one is called as it is numbered' }],
  },
  {
    rule: 'R5',
    what: 'a query finds through an issue that answers hide',
    edits: [
      {
        file: 'src/jql/fields.ts',
        find: "['parent epic-link parent-link', ",
        replace: "['parent epic-link parent-link parentEpic', ",
      },
    ],
    dies: [{ tests: 'test/wall/parent-epic.test.ts', name: 'is not found by the epic above' }],
  },
];
