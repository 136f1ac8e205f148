/**
 * A pleasant site to look around in: an invented coffee roaster with a shop, an app, a roastery and a people
 * project that outsiders should not see. The same for the same `now`.
 */
import type { Id, JiraState, Person } from '../state';
import { emptySite, LINK_TYPE, PRIORITY, ROLE, SPRINT_FIELD, TYPE } from './base';
import { accountId, DAY_MS, person, SiteBuilder } from './builders';
import { APP_ROWS, HR_ROWS, OPS_ROWS, type Row, WEB_ROWS } from './demo/rows';

export const DEMO = {
  people: {
    app: accountId(1),
    siteAdmin: accountId(2),
    webAdmin: accountId(3),
    appAdmin: accountId(4),
    opsAdmin: accountId(5),
    hrAdmin: accountId(6),
  },
  projects: { web: '10001', app: '10002', ops: '10003', hr: '10004' },
} as const;

/** The demonstration as it stands at this moment, in epoch milliseconds. */
export function demoState(now: number): JiraState {
  const site = new SiteBuilder(emptySite(SITE, APP, 30_000), now);
  site.people(PEOPLE);
  site.add('categories', { id: '10430', name: 'For customers', description: 'What customers see' });
  site.add('categories', { id: '10431', name: 'Behind the counter', description: 'What keeps us going' });
  site.field({ id: POINTS, name: 'Story Points', schemaType: 'number', custom: `${SYSTEM}:float` });
  site.field({
    id: AREA,
    name: 'Area',
    schemaType: 'option',
    custom: `${SYSTEM}:select`,
    options: ['Europe', 'North America', 'Everywhere'].map((value, index) => ({
      id: String(10_701 + index),
      value,
      projectId: null,
    })),
  });
  for (const spec of PROJECTS) addProject(site, spec);
  addTies(site);
  return { ...site.state, nextId: 60_000 };
}

const SYSTEM = 'com.atlassian.jira.plugin.system.customfieldtypes';
const POINTS = 'customfield_10016';
const AREA = 'customfield_10050';

const SITE: JiraState['site'] = {
  baseUrl: 'https://orbit-coffee.atlassian.net',
  cloudId: '00000000-0000-4000-a000-000000000002',
  title: 'Orbit Coffee Roasters',
  timeZone: 'America/Los_Angeles',
  appAccountId: DEMO.people.app,
  appRoleId: ROLE.app,
};

const APP = person(1, 'Scoped Keys', { accountType: 'app', timeZone: 'Etc/GMT' });

const STAFF = { groups: ['staff'] };
const PEOPLE: readonly Person[] = [
  person(2, 'Juniper Vale', { siteAdmin: true, groups: ['staff', 'jira-administrators'] }),
  person(3, 'Otis Marlow', STAFF),
  person(4, 'Priya Sunder', STAFF),
  person(5, 'Tomas Birch', STAFF),
  person(6, 'Hanne Lund', STAFF),
  person(7, 'Bo Carver', STAFF),
  person(8, 'Wren Ashdown', STAFF),
  person(9, 'Idris Moon', STAFF),
  person(10, 'Faye Colter', STAFF),
  person(11, 'Nils Harrow', STAFF),
];

type DemoProject = {
  readonly id: Id;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly categoryId: Id;
  readonly lead: string;
  readonly members: readonly [string, ...string[]];
  readonly open: boolean;
  readonly firstIssueId: number;
  readonly components: readonly [string, ...string[]];
  readonly versions: readonly string[];
  readonly labels: readonly [string, ...string[]];
  readonly rows: readonly Row[];
};

const PROJECTS: readonly DemoProject[] = [
  {
    id: DEMO.projects.web,
    key: 'WEB',
    name: 'Website relaunch',
    description: 'The shop at its new address.',
    categoryId: '10430',
    lead: DEMO.people.webAdmin,
    members: [accountId(7), accountId(8), accountId(9)],
    open: true,
    firstIssueId: 11_001,
    components: ['Shop', 'Pages', 'Search'],
    versions: ['Preview', 'Opening day'],
    labels: ['christmas', 'checkout', 'content'],
    rows: WEB_ROWS,
  },
  {
    id: DEMO.projects.app,
    key: 'APP',
    name: 'Mobile app',
    description: 'Stamps, cafés and ordering ahead.',
    categoryId: '10430',
    lead: DEMO.people.appAdmin,
    members: [accountId(8), accountId(10)],
    open: true,
    firstIssueId: 12_001,
    components: ['iOS', 'Android'],
    versions: ['3.1', '3.2'],
    labels: ['loyalty', 'accessibility'],
    rows: APP_ROWS,
  },
  {
    id: DEMO.projects.ops,
    key: 'OPS',
    name: 'Operations',
    description: 'Roasting, storing, driving.',
    categoryId: '10431',
    lead: DEMO.people.opsAdmin,
    members: [accountId(9), accountId(11)],
    open: true,
    firstIssueId: 13_001,
    components: ['Roastery', 'Warehouse', 'Vans'],
    versions: ['Winter', 'Spring'],
    labels: ['safety', 'supplier'],
    rows: OPS_ROWS,
  },
  {
    id: DEMO.projects.hr,
    key: 'HR',
    name: 'People (confidential)',
    description: 'For those who look after people.',
    categoryId: '10431',
    lead: DEMO.people.hrAdmin,
    members: [accountId(6), accountId(2)],
    open: false,
    firstIssueId: 14_001,
    components: ['Hiring', 'Pay'],
    versions: [],
    labels: ['confidential'],
    rows: HR_ROWS,
  },
];

function addProject(site: SiteBuilder, spec: DemoProject): void {
  const { id, key, name, description, categoryId, lead, members } = spec;
  const project = site.project({
    id,
    key,
    name,
    description,
    categoryId,
    leadAccountId: lead,
    administrators: [lead],
    members,
    customFieldIds: [POINTS, AREA, 'customfield_10014', 'customfield_10019', SPRINT_FIELD],
  });
  if (spec.open) {
    const viewers = [{ kind: 'group', group: 'staff' }] as const;
    site.add('projects', { ...project, roleMembers: { ...project.roleMembers, [ROLE.viewers]: viewers } });
  }
  const base = 10_500 + Number(id) * 20 - 200_000;
  spec.versions.forEach((version, index) => {
    site.version({ id: String(base + index), projectId: id, name: version, released: index === 0 });
  });
  spec.components.forEach((component, index) => {
    site.component({ id: String(base + 10 + index), projectId: id, name: component });
  });
  const boardId = Number(id) - 10_000;
  site.board({ id: boardId, projectId: id, name: `${key} board`, jql: `project = ${key} ORDER BY Rank ASC` });
  site.sprint({
    id: boardId * 10 + 1,
    boardId,
    name: `${key} Sprint 7`,
    state: 'active',
    startDate: new Date(site.now - 5 * DAY_MS).toISOString(),
    endDate: new Date(site.now + 9 * DAY_MS).toISOString(),
  });
  spec.rows.forEach((row, index) => {
    addIssue(site, spec, row, index);
  });
}

const PRIORITIES = [PRIORITY.medium, PRIORITY.high, PRIORITY.medium, PRIORITY.low, PRIORITY.medium] as const;

/** What a row leaves open is dealt out in turn, so that lists look lived in and are the same each time. */
function addIssue(site: SiteBuilder, spec: DemoProject, row: Row, index: number): void {
  const [kind, progress, parent, summary, description] = row;
  const base = 10_500 + Number(spec.id) * 20 - 200_000;
  const turn = <T>(values: readonly T[]): T | undefined => values[index % values.length];
  const team = [...spec.members, spec.lead];
  const assignee = progress === 'todo' ? null : (turn(team) ?? null);
  const label = index % 3 === 0 ? turn(spec.labels) : undefined;
  const daysAgo = 60 - index * 2;
  const { id } = site.issue({
    id: String(spec.firstIssueId + index),
    projectId: spec.id,
    typeId: TYPE[kind],
    summary,
    ...(description === undefined ? {} : { description }),
    priorityId: turn(PRIORITIES) ?? PRIORITY.medium,
    labels: label === undefined ? [] : [label],
    assignee,
    parentId: parent === null ? null : String(spec.firstIssueId + parent - 1),
    componentIds: kind === 'epic' ? [] : [String(base + 10 + (index % spec.components.length))],
    fixVersionIds: spec.versions.length > 0 && index % 4 === 1 ? [String(base + 1)] : [],
    sprintIds: progress === 'doing' || progress === 'review' ? [(Number(spec.id) - 10_000) * 10 + 1] : [],
    custom: kind === 'story' ? { [POINTS]: [1, 2, 3, 5, 8][index % 5] } : {},
    by: spec.lead,
    daysAgo,
  });
  const worker = assignee ?? spec.lead;
  if (progress !== 'todo') site.transition(id, 'In Progress', worker, daysAgo - 3);
  if (progress === 'review') site.transition(id, 'Ask for review', worker, daysAgo - 6);
  if (progress === 'done') site.transition(id, 'Done', worker, daysAgo - 6);
  if (index % 4 === 0)
    site.comment({ issueId: id, body: COMMENTS[(index / 4) % COMMENTS.length] ?? '', by: worker, daysAgo: 2 });
}

const COMMENTS = [
  'Looked at it this morning, will finish by Thursday.',
  'Does anybody know who decided this?',
  'Works on my side. Please try again.',
  'Let us talk about it on Monday.',
  'Done as far as I can see; there is a picture in the team folder.',
  'This is smaller than it looks.',
] as const;

/** A few ties inside projects and across them, also to the confidential one. */
function addTies(site: SiteBuilder): void {
  const issue = (project: number, number: number): Id => String(10_000 + project * 1000 + number);
  const ties: readonly (readonly [Id, Id, Id, string])[] = [
    [LINK_TYPE.blocks, issue(1, 9), issue(1, 5), DEMO.people.webAdmin],
    [LINK_TYPE.relates, issue(1, 22), issue(2, 8), DEMO.people.webAdmin],
    [LINK_TYPE.blocks, issue(3, 10), issue(1, 13), DEMO.people.opsAdmin],
    [LINK_TYPE.blocks, issue(2, 11), issue(2, 8), DEMO.people.appAdmin],
    [LINK_TYPE.relates, issue(3, 5), issue(4, 6), DEMO.people.opsAdmin],
    [LINK_TYPE.duplicate, issue(2, 25), issue(2, 7), DEMO.people.appAdmin],
  ];
  ties.forEach(([type, inward, outward, by], index) => {
    site.link(type, inward, outward, by, 4, String(41_010 + index * 10));
  });
}
