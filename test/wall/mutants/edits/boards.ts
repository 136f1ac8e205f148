/** Boards, sprints and epics: by where they stand, in reads and in writes. */
import type { Mutant } from '../mutant';

export const BOARDS: readonly Mutant[] = [
  {
    rule: 'R3',
    what: 'what says itself which project it is in is inside wherever that is (held twice: by rights and by the decision)',
    edits: [
      {
        file: 'src/gateway/references-inside.ts',
        find: 'if (projectId === undefined || !principal.grants.has(projectId)) return absent(thing);',
        replace: 'if (projectId === undefined) return absent(thing);',
      },
    ],
    dies: [{ only: 'getIssuesForBoard · path boardId' }],
  },
  {
    rule: 'R3',
    what: 'a sprint is judged by a board that was found before its issues were read',
    edits: [
      {
        file: 'src/gateway/show.ts',
        find: ": findBoardsAmong(undecided, projectsHolding(principal, ['sprint:read']), jira);",
        replace:
          ": findBoardsAmong(undecided.filter((id) => !facts.boards.has(id)), projectsHolding(principal, ['sprint:read']), jira).then((found) => found.ok ? ok(new Map([...facts.boards, ...found.value])) : found);",
      },
    ],
    dies: [
      { tests: 'test/wall/boards.test.ts', name: 'one that moves away during a call shows nothing of afterwards' },
    ],
  },
  {
    rule: 'R3',
    what: 'a sprint may answer for another one',
    edits: [
      {
        file: 'src/gateway/boards-inside.ts',
        find: "    (places.get('sprint') ?? fact.id) === fact.id &&\n",
        replace: '',
      },
    ],
    dies: [{ tests: 'test/wall/boards.test.ts', name: 'a sprint that answers for another one is as none' }],
  },
  {
    rule: 'R7',
    what: 'a sprint in an issue is shown from whichever board (held twice: by filter and guard)',
    edits: [
      {
        file: 'src/gateway/boards-inside.ts',
        find: '  if (fact === undefined || projectId === undefined) return false;',
        replace:
          '  if (inField) return fact !== undefined;\n  if (fact === undefined || projectId === undefined) return false;',
      },
      {
        file: 'src/gateway/guard.ts',
        find: "if (isPlan(value) && !isPlanInside(value, inside)) return 'project';",
        replace: '',
      },
    ],
    dies: [{ only: 'a foreign sprint' }],
  },
  {
    rule: 'R7',
    what: 'sprints that stem from other boards are listed on this one',
    edits: [
      {
        file: 'src/gateway/boards-inside.ts',
        find: "    (places.get('board') ?? fact.boardId) === fact.boardId",
        replace: '    true',
      },
      {
        file: 'src/gateway/boards-inside.ts',
        find: '    plans.projectIds.has(projectId) &&',
        replace: '',
      },
      {
        file: 'src/gateway/boards-inside.ts',
        find: '  if (fact === undefined || projectId === undefined) return false;',
        replace:
          '  if (fact === undefined) return false;\n  if (!inField && projectId === undefined) return true;\n  if (projectId === undefined) return false;',
      },
      {
        file: 'src/gateway/guard.ts',
        find: "if (isPlan(value) && !isPlanInside(value, inside)) return 'project';",
        replace: '',
      },
    ],
    dies: [{ only: 'getAllSprints' }],
  },
  {
    rule: 'R8',
    what: 'issues below a board are counted without a condition',
    edits: [
      {
        file: 'src/gateway/build.ts',
        find: "const query: (readonly [string, string])[] = [['jql', jql]];",
        replace: "const query: (readonly [string, string])[] = jql === '' ? [['jql', jql]] : [];",
      },
    ],
    dies: [{ only: 'getApproximateIssueCountForBoard' }],
  },
  {
    rule: 'R8',
    what: "a backlog is Jira's own, without the issues in hidden sprints",
    edits: [{ file: 'src/gateway/build.ts', find: 'operation.backlogOf ?? operation.path', replace: 'operation.path' }],
    dies: [{ only: 'getIssuesForBacklog · whole' }],
  },
  {
    rule: 'R9',
    what: 'a sprint is closed with whatever it holds',
    edits: [
      {
        file: 'src/gateway/serve-boards.ts',
        find: "return all === inside && outside === 0 ? ok(permit) : err({ reason: 'sprint_out_of_reach' });",
        replace:
          "return [all, inside, outside].includes(undefined) ? err({ reason: 'sprint_out_of_reach' }) : ok(permit);",
      },
    ],
    dies: [{ tests: 'test/wall/boards.test.ts', name: 'C-AGILE-07' }],
  },
  {
    rule: 'R9',
    what: 'two numbers that agree say that a sprint is wholly inside',
    edits: [
      { file: 'src/gateway/serve-boards.ts', find: 'all === inside && outside === 0', replace: 'all === inside' },
    ],
    dies: [{ tests: 'test/wall/boards.test.ts', name: 'by what comes into it meanwhile' }],
  },
];
