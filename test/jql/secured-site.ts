/**
 * The site of three projects with more to be hidden: an issue with a security level, a child of it, links to it, out of
 * the granted projects and from one to another, worklogs, issues in sprints of other projects alone, and one with a past in
 * another project. And for each key the island: the site on which only its projects were ever made, without what a level
 * hides.
 */
import { island } from '../../local/jira/island';
import type { Issue, JiraState, Table, Worklog } from '../../local/jira/state';
import type { JqlScope } from '../../src/jql/facts';
import { BEN, changed, issue, NOW, STATE, scopeOf, ZOE } from './three-projects';

const worklog = (id: string, issueId: string, authorAccountId: string): Worklog => ({
  id,
  issueId,
  authorAccountId,
  comment: null,
  created: new Date(NOW - 3 * DAY).toISOString(),
  updated: new Date(NOW - 3 * DAY).toISOString(),
  started: new Date(NOW - 3 * DAY).toISOString(),
  timeSpentSeconds: 600,
  visibility: null,
});
const DAY = 86_400_000;

function withMore<T extends { readonly id: string }>(table: Table<T>, ...more: readonly T[]): Table<T> {
  return new Map([...table, ...more.map((each) => [each.id, each] as const)]);
}

const SECRET = issue('20013', 'ALPHA-13', {
  securityLevelId: '802',
  labels: ['red', 'canary'],
  summary: 'Canary engine behind a level',
});
const CHILD = issue('20014', 'ALPHA-14', {
  typeId: '3',
  parentId: SECRET.id,
  reporter: BEN,
  creator: BEN,
  affectsVersionIds: ['101'],
  environment: {
    type: 'doc',
    version: 1,
    content: [{ type: 'paragraph', content: [{ type: 'text', text: 'engine' }] }],
  },
  remainingEstimateSeconds: 7200,
});
const IN_BETAS_SPRINT = issue('20015', 'ALPHA-15', { sprintIds: [54] });
const TO_COME = issue('20016', 'ALPHA-16', { sprintIds: [53, 57] });

/** Went through a status, a priority and a resolution in OMEGA, and shows nothing of it in ALPHA. */
export const CAME_IN = issue('20017', 'ALPHA-17', {
  formerKeys: ['OMEGA-4'],
  history: [
    changed('status', '1', '3', 8, ZOE),
    changed('resolution', null, '21', 8, ZOE),
    changed('priority', '2', '1', 7, ZOE),
    changed('priority', '1', '2', 6, ZOE),
    changed('resolution', '21', null, 6, ZOE),
    changed('status', '3', '1', 6, ZOE),
    changed('project', '10002', '10001', 5),
  ],
});

/** The whole site. */
const WHOLE: JiraState = {
  ...STATE,
  securityLevels: withMore(STATE.securityLevels, {
    id: '802',
    projectId: '10001',
    name: 'Inner circle',
    description: '',
    members: [],
  }),
  issues: withMore(STATE.issues, SECRET, CHILD, IN_BETAS_SPRINT, TO_COME),
  worklogs: withMore(
    STATE.worklogs,
    worklog('81', '20003', BEN),
    worklog('82', SECRET.id, ZOE),
    worklog('89', '30001', ZOE),
  ),
  links: withMore(
    STATE.links,
    { id: '73', typeId: '41', inwardIssueId: '20002', outwardIssueId: SECRET.id },
    { id: '74', typeId: '41', inwardIssueId: '20002', outwardIssueId: '20401' },
    { id: '75', typeId: '41', inwardIssueId: '20012', outwardIssueId: '20003' },
  ),
};

/** Here answers hide what an issue was. */
export const WITH_A_PAST: JiraState = { ...WHOLE, issues: withMore(WHOLE.issues, CAME_IN) };

const KEYS = [['10001'], ['10001', '10004']].flatMap((ids) => [false, true].map((past) => ({ ids, past })));

/**
 * What keys over one and two projects may rely on. Comments and worklogs are all shown, and sprints of own boards. Some may
 * ask about the past: on a site without any from other projects.
 */
export const SCOPES: readonly JqlScope[] = KEYS.map(({ ids, past }): JqlScope => {
  const scope = scopeOf(ids);
  const child = { id: CHILD.id, key: CHILD.key, projectId: CHILD.projectId };
  return {
    ...scope,
    issues: new Map([...scope.issues, [CHILD.id, child], [CHILD.key, child]]),
    secured: 'absent',
    readable: { comments: true, worklogs: true, links: false, sprints: true, past, hiddenFields: new Set() },
  };
});

/** The whole site of a scope. */
export const wholeOf = ({ readable }: JqlScope): JiraState => (readable.past ? WHOLE : WITH_A_PAST);

const ISLANDS = new Map(
  SCOPES.map((scope) => [
    scope,
    island(
      withoutSecured(wholeOf(scope)),
      scope.projects.map(({ id }) => id),
    ),
  ]),
);

/** The island of a scope. */
export function islandOf(scope: JqlScope): JiraState {
  const found = ISLANDS.get(scope);
  if (found === undefined) throw new Error('no such scope');
  return found;
}

/** As if an issue with a level had never been made. */
function withoutSecured(state: JiraState): JiraState {
  const kept = (id: string | null) => id === null || state.issues.get(id)?.securityLevelId === null;
  const only = <T extends { readonly id: string }>(table: Table<T>, keep: (row: T) => boolean): Table<T> =>
    new Map([...table].filter(([, row]) => keep(row)));
  const orphaned = (each: Issue): Issue => (kept(each.parentId) ? each : { ...each, parentId: null });
  return {
    ...state,
    issues: new Map([...only(state.issues, ({ id }) => kept(id))].map(([id, each]) => [id, orphaned(each)])),
    worklogs: only(state.worklogs, ({ issueId }) => kept(issueId)),
    comments: only(state.comments, ({ issueId }) => kept(issueId)),
    links: only(state.links, (link) => kept(link.inwardIssueId) && kept(link.outwardIssueId)),
  };
}
