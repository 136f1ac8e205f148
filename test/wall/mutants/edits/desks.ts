/** Rules of service desks, each in the part that is theirs. */
import type { Mutant } from '../mutant';

const TESTS = 'test/wall/desks.test.ts';
const THINGS = 'src/gateway/desk-things.ts';
const SERVE = 'src/gateway/serve-desk.ts';

export const DESKS: readonly Mutant[] = [
  {
    rule: 'R3',
    what: 'a desk that Jira finds by the id of its project will do (held twice: by the look-up and by the answer)',
    edits: [
      { file: 'src/gateway/find-placed.ts', find: '!reference.endsWith(', replace: '!reference.concat(' },
      { file: THINGS, find: 'desk.id === deskId && ', replace: '' },
    ],
    dies: [{ tests: TESTS, name: 'C-JSM-02 · a desk is named by its id alone the id of an own project' }],
  },
  {
    rule: 'R3',
    what: 'any spelling names a desk in a body',
    edits: [
      {
        file: 'src/gateway/read-body.ts',
        find: 'id === undefined || !isId(id)) return invalid(where);\n    if (ref',
        replace: 'id === undefined) return invalid(where);\n    if (ref',
      },
    ],
    dies: [{ tests: TESTS, name: 'C-JSM-02 · a desk is named by its id alone a new request takes no key' }],
  },
  {
    rule: 'R4',
    what: 'of which desk a request type is does not count for a new request',
    edits: [
      {
        file: 'src/gateway/references-inside.ts',
        find: 'isNamed && !isBelowDesk(call, facts.below)',
        replace: 'isNamed && !isBelowDesk(call, facts.below) && call.body === undefined',
      },
    ],
    dies: [{ tests: TESTS, name: 'C-JSM-07 · a new request is made nowhere but' }],
  },
  {
    rule: 'R7',
    what: 'a request may name the desk of another project',
    edits: [
      {
        file: SERVE,
        find: ' === permit.issue?.projectId ? { deskId } : {}',
        replace: ' === permit.issue?.projectId || deskId ? { deskId } : {}',
      },
    ],
    dies: [{ tests: TESTS, name: 'C-JSM-04 · what came with an issue from another project a request that names' }],
  },
  {
    rule: 'R7',
    what: 'a service desk’s word that a comment is for everybody is taken',
    edits: [{ file: THINGS, find: '(proof.comments?.has(id) ?? true)', replace: 'id !== undefined' }],
    dies: [{ tests: TESTS, name: 'C-JSM-06 · comments that are not for customers a restricted comment' }],
  },
  {
    rule: 'R7',
    what: 'of which request a comment is does not count',
    edits: [{ file: THINGS, find: 'requestOf(kind, value) === issue.id && ', replace: '' }],
    dies: [{ tests: TESTS, name: 'C-JSM-06 · comments that are not for customers a comment of another issue' }],
  },
  {
    rule: 'R7',
    what: 'statuses and clocks are told from before an issue came',
    edits: [
      { file: THINGS, find: 'if (arrival === undefined) return true;', replace: 'if (arrival !== null) return true;' },
    ],
    dies: [{ tests: TESTS, name: 'C-JSM-04 · what came with an issue from another project statuses and clocks' }],
  },
  {
    rule: 'R7',
    what: 'a last move that leads elsewhere is taken for an arrival',
    edits: [
      {
        file: 'src/gateway/history.ts',
        find: 'last !== undefined && leadsTo(last, projectId) && moves',
        replace: 'last !== undefined && moves',
      },
    ],
    dies: [{ tests: TESTS, name: 'C-JSM-04 · what came with an issue from another project where its history' }],
  },
  {
    rule: 'R7',
    what: 'a request that was made at another desk is shown (held twice: by the answer and by the guard)',
    edits: [
      {
        file: THINGS,
        find: '? request.deskId === deskId && request.typeId === belowNamed(call)?.id',
        replace: '? true',
      },
      { file: 'src/gateway/guard.ts', find: 'return wrongDeskThing(value, inside);', replace: 'return undefined;' },
    ],
    dies: [{ tests: TESTS, name: 'C-JSM-07 · a new request an answer about another desk' }],
  },
  {
    rule: 'R8',
    what: 'the desk of any project is listed',
    edits: [
      { file: 'src/gateway/own-desks.ts', find: 'parsePlacedFact(desk)?.projectId === id && ', replace: '' },
      {
        file: 'src/gateway/own-desks.ts',
        find: "member(desk, 'projectKey') === key ?",
        replace: 'key !== undefined ?',
      },
    ],
    dies: [{ tests: TESTS, name: 'C-JSM-01 · desks are listed by the projects of the key a desk that comes back' }],
  },
  {
    rule: 'R8',
    what: 'a queue’s page is cut from what Jira lists, so that hidden rows leave gaps',
    edits: [
      {
        file: SERVE,
        find: 'areIssues ? toldBy(found.value, values) : values',
        replace: 'values',
      },
    ],
    dies: [{ tests: TESTS, name: 'C-JSM-09 · queues that reach further only issues inside' }],
  },
  {
    rule: 'R8',
    what: 'a queue’s rows are looked up by id alone, whatever key they bear',
    edits: [
      { file: SERVE, find: 'keys.get(issue.id) === issue.key,', replace: 'keys.size > 0,' },
      { file: THINGS, find: "row.key === textOf(member(value, 'key')) && ", replace: '' },
    ],
    dies: [{ tests: TESTS, name: 'C-JSM-09 · queues that reach further a row under the id' }],
  },
  {
    rule: 'R12',
    what: 'a request is not looked up again after it was read',
    edits: [{ file: SERVE, find: 'issue === undefined ? before : await judged(at)', replace: 'before' }],
    dies: [{ tests: TESTS, name: 'C-TOCTOU-01 · an issue that leaves while its request is read after the first' }],
  },
];
