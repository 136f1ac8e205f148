/** R12, decide late, fail closed, tell. */
import type { Mutant } from '../mutant';

export const R12: readonly Mutant[] = [
  {
    rule: 'R12',
    what: 'the key is not read again before a late write',
    edits: [
      {
        file: 'src/gateway/serve.ts',
        find: '  const proven = await at.stillProven();\n  if (!proven.ok) return denied(proven.error);\n',
        replace: '',
      },
    ],
    dies: [
      { tests: 'test/wall/toctou.test.ts', name: 'C-TOCTOU-04 · a key revoked while its request is looked up slowly' },
    ],
  },
  {
    rule: 'R12',
    what: 'an edit is not judged again by what it came to',
    edits: [
      {
        file: 'src/gateway/serve.ts',
        find: 'if (inside(placed, at.principal) === undefined || after?.id !== permit.issue?.id) {',
        replace: 'if (after === undefined) {',
      },
    ],
    dies: [{ tests: 'test/wall/toctou.test.ts', name: 'C-TOCTOU-02 · an edit that lands elsewhere' }],
  },
  {
    rule: 'R12',
    what: 'a key whose write landed outside goes on',
    edits: [
      {
        file: 'src/gateway/pipeline.ts',
        find: '!came.served.mismatch || (await stopAfterMismatch(key.id))',
        replace: 'true',
      },
    ],
    dies: [{ tests: 'test/wall/toctou.test.ts', name: 'C-TOCTOU-02 · an edit that lands elsewhere' }],
  },
  {
    rule: 'R12',
    what: 'nobody listens when Jira tells that an issue moved',
    edits: [{ file: 'src/entry/issue-events.ts', find: 'left.length === 0 ||', replace: 'left.length >= 0 ||' }],
    dies: [{ tests: 'test/wall/toctou.test.ts', name: 'that lands elsewhere stops the key when Jira tells of it' }],
  },
  {
    rule: 'R12',
    what: 'what is read between look-ups is not looked up after it',
    edits: [
      {
        file: 'src/gateway/serve.ts',
        find: '  const permit = await lookUpAndDecide(at);\n  if (!permit.ok) return denied(permit.error);\n  if (!isServed(sealed.value))',
        replace:
          '  const permit = before;\n  if (!permit.ok) return denied(permit.error);\n  if (!isServed(sealed.value))',
      },
    ],
    dies: [{ tests: 'test/wall/toctou.test.ts', name: 'C-TOCTOU-01' }],
  },
  {
    rule: 'R12',
    what: 'several pages are judged by what was true before the first',
    edits: [
      {
        file: 'src/gateway/serve.ts',
        find: '  const permit = await lookUpAndDecide(at);\n  if (!permit.ok) return denied(permit.error);\n  if (!isServed(sealed.value))',
        replace:
          '  const permit = gathered === undefined ? await lookUpAndDecide(at) : before;\n  if (!permit.ok) return denied(permit.error);\n  if (!isServed(sealed.value))',
      },
    ],
    dies: [{ tests: 'test/wall/toctou.test.ts', name: 'C-TOCTOU-01 · pages of comments' }],
  },
  {
    rule: 'R12',
    what: 'a key ends only when a schedule notes it',
    edits: [{ file: 'src/keys/standing.ts', find: ' || now >= endOf(record, site)', replace: '' }],
    dies: [{ tests: 'test/wall/key.test.ts', name: 'C-KEY-04 · expired, to the millisecond' }],
  },
  {
    rule: 'R12',
    what: 'a key opens another URL of the site than its own',
    edits: [
      {
        file: 'src/gateway/authenticate.ts',
        find: "  if (!isHome(key, endpoint)) return invalid('other_home');\n",
        replace: '',
      },
    ],
    dies: [{ tests: 'test/wall/key.test.ts', name: 'C-KEY-04 · at another URL of the same site' }],
  },
  {
    rule: 'R12',
    what: 'numbers of all projects that a call touched stand on the page of one',
    edits: [
      {
        file: 'src/storage/audit.ts',
        find: 'event.projectIds.length === 1 ? event : { ...shared, issueIds: [] }',
        replace: 'event.projectIds.length === 1 ? event : { ...event, issueIds: [] }',
      },
    ],
    dies: [{ tests: 'test/wall/audit-parts.test.ts', name: 'how many other projects' }],
  },
];
