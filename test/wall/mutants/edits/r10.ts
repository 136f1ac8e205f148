/** R10, shared objects are refused, or derived from what the granted projects already show. */
import type { Mutant } from '../mutant';

export const R10: readonly Mutant[] = [
  {
    rule: 'R10',
    what: 'statuses, priorities and types of the whole site are listed',
    edits: [
      {
        file: 'src/gateway/named.ts',
        find: 'return [...lexicons].some((lexicon) => lexicon[table].some((each) => each.id === id));',
        replace: 'return id !== "";',
      },
    ],
    dies: [{ tests: 'test/wall/child.test.ts', name: 'C-CHILD-15 · a priority that only another project uses' }],
  },
  {
    rule: 'R10',
    what: 'fields of the whole site are listed',
    edits: [
      {
        file: 'src/gateway/filter.ts',
        find: 'return !this.at.hidden.has(id) && this.#ruleOf(id, this.at.issue?.projectId)?.read !== undefined;',
        replace: 'return id !== "";',
      },
    ],
    dies: [{ only: 'C-CHILD-14' }],
  },
  {
    rule: 'R10',
    what: 'saved filters can be asked for in a query',
    edits: [
      {
        file: 'src/jql/fields.ts',
        find: "  ['rank', 'number', 'rank', { operators: [] }],",
        replace:
          "  ['rank', 'number', 'rank', { operators: [] }],\n  ['filter savedFilter request searchRequest', 'number', 'summary', {}],",
      },
    ],
    dies: [{ tests: 'test/wall/jql.test.ts', name: 'C-JQL-12' }],
  },
  {
    rule: 'R10',
    what: 'an option of a field is sent whether the project has it or not',
    edits: [
      {
        file: 'src/gateway/settle.ts',
        find: '        if (id === undefined) return this.#missing(draft.field);\n        return object({ id, child',
        replace: '        return object({ ...(draft.by === "id" ? { id: draft.text } : { value: draft.text }), child',
      },
    ],
    dies: [{ tests: 'test/wall/write-values.test.ts', name: 'C-WRITE-17 C-WRITE-18' }],
  },
  {
    rule: 'R10',
    what: 'every role of the site is named',
    edits: [
      {
        file: 'src/gateway/serve-lists.ts',
        find: 'return ok(hasActors(sealed.value, id) ? [role] : []);',
        replace: 'return ok(sealed.value.status === 200 ? [role] : []);',
      },
    ],
    dies: [{ only: 'C-CHILD-17' }],
  },
  {
    rule: 'R10',
    what: 'a setting may be one of a project in which the key reads none',
    edits: [
      {
        file: 'src/gateway/decide.ts',
        find: 'const lexicons = projectIds.flatMap((id) => facts.lexicons.get(id) ?? []);',
        replace: 'const lexicons = projectIds.length === 0 ? [] : [...facts.lexicons.values()];',
      },
      {
        file: 'src/gateway/show.ts',
        find: '? new Map([...permit.facts.lexicons].filter(([id]) => projectIds.has(id)))',
        replace: '? permit.facts.lexicons',
      },
    ],
    dies: [{ tests: 'test/wall/projects.test.ts', name: 'C-CHILD-15 · a setting that only a project without' }],
  },
];
