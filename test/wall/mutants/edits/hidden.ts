/** What is hidden is not told by how much of it there is, and what may be hidden is asked about. */
import type { Mutant } from '../mutant';

const BUDGET = 'test/wall/hidden-budget.test.ts';
const LONG_PAST = 'test/wall/long-past.test.ts';
const MANY = 'test/wall/many-hidden.test.ts';

export const HIDDEN: readonly Mutant[] = [
  {
    rule: 'R8',
    what: 'what an answer is made of takes from what a request may cause',
    edits: [
      {
        file: 'src/jira/as-app.ts',
        find: '    count,\n    apart: () => answers,\n',
        replace: '    count,\n',
      },
    ],
    dies: [{ tests: BUDGET, name: 'is answered as one without' }],
  },
  {
    rule: 'R8',
    what: 'the record of a call counts what its answer is made of',
    edits: [
      {
        file: 'src/jira/as-app.ts',
        find: 'call: sendInTime, apart: () => answers };',
        replace: 'call: (request) => sendInTime(request).finally(() => { calls += 1; }), apart: () => answers };',
      },
    ],
    dies: [{ tests: BUDGET, name: 'the record of a call tells nothing' }],
  },
  {
    rule: 'R6',
    what: 'how many of the issues that are named are there takes from what a request may cause',
    edits: [{ file: 'src/gateway/match-issues.ts', find: '    apart(jira),\n', replace: '    jira,\n' }],
    dies: [{ tests: BUDGET, name: 'whether an issue that is named is there but hidden' }],
  },
  {
    rule: 'R8',
    what: 'the past of an issue elsewhere counts for how much of a history is read',
    edits: [
      {
        file: 'src/gateway/whole-history.ts',
        find: 'const since = isNewest ? rows.length - (arrival + 1) : rows.length;',
        replace: 'const since = total;',
      },
    ],
    dies: [{ tests: LONG_PAST, name: 'nor is it told by how long a history may be' }],
  },
  {
    rule: 'R8',
    what: 'hidden issues that a page is linked to take the place of others',
    edits: [
      { file: 'src/gateway/relations.ts', find: 'keys.has(prefixOf(key));', replace: "keys.has('') && key === '';" },
    ],
    dies: [{ tests: MANY, name: 'a page with 520 links to foreign issues' }],
  },
  {
    rule: 'R8',
    what: 'foreign boards take the place of own ones',
    edits: [
      {
        file: 'src/gateway/find-placed.ts',
        find: 'const wanted = new Set(boardIds);',
        replace: 'const wanted = new Set(boardIds.slice(0, 50));',
      },
    ],
    dies: [{ tests: MANY, name: 'a page with sprints of 60 foreign boards' }],
  },
  {
    rule: 'R8',
    what: 'hidden issues of a queue end the request',
    edits: [
      {
        file: 'src/gateway/serve-desk.ts',
        find: 'await readRows(sealed.value.open(before.value), whole, before.value, aside,',
        replace:
          'await readRows(sealed.value.open(before.value), whole, before.value, { ...at, jira: { count: at.jira.count, call: at.jira.call } },',
      },
    ],
    dies: [{ tests: MANY, name: 'a queue into which 1600 foreign issues fall' }],
  },
  {
    rule: 'R8',
    what: 'roles that nobody has take the place of others',
    edits: [{ file: 'src/gateway/serve-lists.ts', find: 'const ROLES_MAX = 200;', replace: 'const ROLES_MAX = 30;' }],
    dies: [{ tests: MANY, name: '40 roles of the site' }],
  },
  {
    rule: 'R8',
    what: 'a page token is good for issues that are not inside any more',
    edits: [
      {
        file: 'src/gateway/cursor.ts',
        find: '.update(JSON.stringify([jql, known]))',
        replace: '.update(JSON.stringify([jql.length > 0, known]))',
      },
    ],
    dies: [{ tests: 'test/wall/token-meaning.test.ts', name: 'finds nothing by an issue that' }],
  },
  {
    rule: 'R4',
    what: 'a mention behind an alias is none (held twice: by links and by account ids)',
    edits: [
      { file: 'src/gateway/rich-text.ts', find: ".flatMap((link) => link.split('|'))\n", replace: '\n' },
      { file: 'src/gateway/rich-text.ts', find: '[...linked, ...called]', replace: '[...linked]' },
    ],
    dies: [
      { tests: 'test/wall/mentions.test.ts', name: 'nobody outside of the project is mentioned, behind an alias' },
    ],
  },
  {
    rule: 'R7',
    what: 'an estimate is shown by a field of any project of the key',
    edits: [
      {
        file: 'src/gateway/filter.ts',
        find: 'this.#ruleOf(id, this.at.issue?.projectId)?.read',
        replace: 'this.#ruleOf(id, undefined)?.read',
      },
    ],
    dies: [{ tests: 'test/wall/estimates.test.ts', name: 'nor does the estimate on board' }],
  },
  {
    rule: 'R9',
    what: 'issues are moved onto boards without the right to transition them',
    edits: [
      {
        file: 'src/catalogue/planning.ts',
        find: "    // On a board without sprints Jira transitions what is moved.\n    also: ['issue:transition'],\n",
        replace: '',
      },
    ],
    dies: [{ tests: 'test/wall/kanban.test.ts', name: 'a key that may not transition does not' }],
  },
  {
    rule: 'R9',
    what: 'issues are moved onto boards by whichever transition',
    edits: [
      {
        file: 'src/gateway/conditions.ts',
        find: "  if (conditions.transitions !== undefined && isUnnamed) return 'transitions';\n",
        replace: '',
      },
    ],
    dies: [{ tests: 'test/wall/kanban.test.ts', name: 'nor one whose grant names other transitions' }],
  },
  {
    rule: 'R9',
    what: 'the type of an issue is none of its fields',
    edits: [
      {
        file: 'src/gateway/conditions.ts',
        find: "(id === 'issuetype' && operation.creates === 'issue')",
        replace: "id === 'issuetype'",
      },
    ],
    dies: [{ tests: 'test/wall/type-beside-fields.test.ts', name: 'does not change the type' }],
  },
  {
    rule: 'R7',
    what: 'an issue that is restricted to roles is as every other (held twice: by facts and guard)',
    edits: [
      { file: 'src/jira/answers.ts', find: " || isRestricted(member(fields, 'issuerestriction'))", replace: '' },
      {
        file: 'src/gateway/guard.ts',
        find: 'if (security || !issuerestriction)',
        replace: 'if (issuerestriction !== 0)',
      },
    ],
    dies: [{ tests: 'test/wall/restricted.test.ts', name: 'a restricted issue is not there' }],
  },
  {
    rule: 'R7',
    what: 'an issue that does not say whether it has a level has none (held twice: by facts and guard)',
    edits: [
      {
        file: 'src/jira/answers.ts',
        find: "if (member(fields, 'security') === undefined) return undefined;",
        replace: '',
      },
      {
        file: 'src/jira/answers.ts',
        find: 'secured: security !== null ||',
        replace: 'secured: (security ?? null) !== null ||',
      },
      { file: 'src/gateway/guard.ts', find: '  if (security === undefined) return true;\n', replace: '' },
    ],
    dies: [{ tests: 'test/wall/hidden-security.test.ts', name: 'neither lists of issues nor searches show it' }],
  },
  {
    rule: 'R7',
    what: 'an empty list of levels is believed, whoever was told it',
    edits: [{ file: 'src/gateway/lexicon.ts', find: ' || !mayListLevels(rights)', replace: '' }],
    dies: [{ tests: 'test/wall/hidden-security.test.ts', name: 'does not let the app set levels' }],
  },
  {
    rule: 'R7',
    what: 'the key of a team-managed project proves its issues',
    edits: [{ file: 'src/gateway/lexicon.ts', find: ' || isTeamManaged(project)', replace: '' }],
    dies: [{ tests: 'test/wall/restricted.test.ts', name: 'a link to a restricted issue is as none' }],
  },
];
