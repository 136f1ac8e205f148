/** R8, lists and counts come from confined queries only, and their pages are sealed. */
import type { Mutant } from '../mutant';

export const R08: readonly Mutant[] = [
  {
    rule: 'R8',
    what: 'a page token is not bound to its query (held twice: by what it is bound to and by what it meant)',
    edits: [
      { file: 'src/gateway/cursor.ts', find: ", call.query.jql?.text ?? ''", replace: '' },
      { file: 'src/gateway/cursor.ts', find: 'JSON.stringify([jql, known])', replace: 'JSON.stringify([known])' },
    ],
    dies: [{ tests: 'test/wall/jql-exact.test.ts', name: 'C-JQL-40 · a token is good for its own key and query only' }],
  },
  {
    rule: 'R8',
    what: 'a page token is not bound to its key (held twice: by what it is bound to and by what it is sealed with)',
    edits: [
      { file: 'src/gateway/cursor.ts', find: '[key.id, policyOf(key, site), ', replace: '[' },
      {
        file: 'src/gateway/cursor.ts',
        find: "Buffer.from(key.cursorKey, 'base64url');",
        replace: 'Buffer.alloc(32, key.v);',
      },
    ],
    dies: [{ tests: 'test/wall/jql-exact.test.ts', name: 'C-JQL-40 · a token is good for its own key and query only' }],
  },
  {
    rule: 'R8',
    what: 'a page token outlives the policy that it was given under',
    edits: [{ file: 'src/gateway/cursor.ts', find: '[key.id, policyOf(key, site), ', replace: '[key.id, ' }],
    dies: [{ tests: 'test/wall/jql-exact.test.ts', name: 'C-TOCTOU-05' }],
  },
  {
    rule: 'R8',
    what: "Jira's own page token is handed out",
    edits: [
      {
        file: 'src/gateway/cursor.ts',
        find: '  const nonce = randomBytes(NONCE_BYTES);',
        replace: '  if (token !== undefined) return token;\n  const nonce = randomBytes(NONCE_BYTES);',
      },
    ],
    dies: [{ tests: 'test/wall/jql-exact.test.ts', name: "C-JQL-40 · a token says nothing of Jira's own" }],
  },
  {
    rule: 'R8',
    what: 'a list of the whole site is served',
    edits: [
      { file: 'src/catalogue/refused.ts', find: 'label GET\n', replace: '' },
      {
        file: 'src/catalogue/projects.ts',
        find: "  {\n    id: 'getPriorities',",
        replace:
          "  {\n    id: 'getAllLabels', method: 'GET', path: 'label', kind: 'relay', needs: 'metadata:read',\n    answer: { members: { values: { list: 'text' } } }, status: 200, check: 'names',\n  },\n  {\n    id: 'getPriorities',",
      },
    ],
    dies: [{ tests: 'test/wall/child.test.ts', name: 'C-CHILD-15 · GET label' }],
  },
  {
    rule: 'R8',
    what: 'a page whose rows are all hidden is handed out empty',
    edits: [
      {
        file: 'src/gateway/serve-pages.ts',
        find: "if (items(outcome.body['issues']).length === 0 && token !== undefined && page < PAGES_MAX) continue;",
        replace: '',
      },
    ],
    dies: [
      { tests: 'test/wall/mutants-found.test.ts', name: 'C-SIDE-09 · a page whose only row is hidden is passed over' },
    ],
  },
];
