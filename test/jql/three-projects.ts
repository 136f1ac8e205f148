/**
 * A small site for tests of queries: ALPHA (10001) and BETA (10004) granted, OMEGA (10002) foreign.
 *
 * Every name that only OMEGA has says "Canary". ALPHA-7 moved out and is now OMEGA-9; OMEGA-3 moved in and is now
 * ALPHA-12. Issues are in sprints of each other's boards. Made by hand; no part of it comes from a seed.
 */
import type { SearchContext } from '../../local/jira/jql/search';
import type { Comment, CustomField, Issue, JiraState, Project, Status, Table, Version } from '../../local/jira/state';
import type { Board, Sprint } from '../../local/jira/state-boards';
import { defaultSwitches, type Switches } from '../../local/jira/switches';
import type { JqlScope, JqlSprint } from '../../src/jql/facts';
import type { Lexicon } from '../../src/storage/records/lexicon';

export const NOW = Date.parse('2026-07-01T12:00:00.000Z');
export const APP = 'app-000000000000000000000001';
export const ANN = '5b10a2844c20165700ed0001';
export const BEN = '5b10a2844c20165700ed0002';
export const ZOE = '5b10a2844c20165700ed0003';

const document = (text: string) =>
  ({ type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] }) as const;

function project(id: string, key: string, name: string, more: Partial<Project> = {}): Project {
  return {
    id,
    key,
    formerKeys: [],
    uuid: `00000000-0000-4000-8000-0000000${id}`,
    name,
    description: '',
    url: '',
    leadAccountId: ANN,
    style: 'classic',
    typeKey: 'software',
    lifecycle: 'live',
    categoryId: null,
    issueTypeIds: ['1', '2', '3'],
    priorityIds: ['1', '2', '3'],
    workflowId: '1',
    customFieldIds: [],
    permissions: {},
    roleMembers: {},
    appsBlocked: false,
    nextIssueNumber: 100,
    properties: {},
    ...more,
  };
}

export function issue(id: string, key: string, more: Partial<Issue> = {}): Issue {
  const projectId = key.startsWith('ALPHA') ? '10001' : key.startsWith('BETA') ? '10004' : '10002';
  return {
    id,
    key,
    formerKeys: [],
    projectId,
    typeId: '1',
    statusId: '1',
    priorityId: '2',
    resolutionId: null,
    summary: `Summary of ${key}`,
    description: null,
    environment: null,
    labels: [],
    assignee: null,
    reporter: ANN,
    creator: ANN,
    created: new Date(NOW - 10 * DAY + Number(id) * 1000).toISOString(),
    updated: new Date(NOW - DAY).toISOString(),
    statusChanged: new Date(NOW - DAY).toISOString(),
    dueDate: null,
    resolved: null,
    parentId: null,
    componentIds: [],
    fixVersionIds: [],
    affectsVersionIds: [],
    sprintIds: [],
    securityLevelId: null,
    custom: {},
    watchers: [],
    voters: [],
    rank: id,
    archived: false,
    originalEstimateSeconds: null,
    remainingEstimateSeconds: null,
    history: [],
    properties: {},
    ...more,
  };
}

const DAY = 86_400_000;

const version = (id: string, projectId: string, name: string, released: boolean): Version => ({
  id,
  projectId,
  name,
  description: '',
  archived: false,
  released,
  startDate: null,
  releaseDate: null,
  sequence: 0,
});

const status = (id: string, name: string, category: Status['category'], projectId: string | null = null): Status => ({
  id,
  name,
  description: '',
  category,
  projectId,
});

const board = (id: number, projectId: string, name: string): Board => ({
  id,
  projectId,
  name,
  type: 'scrum',
  jql: `project = ${projectId}`,
});

const sprint = (id: number, boardId: number, name: string, state: Sprint['state']): Sprint => ({
  id,
  boardId,
  name,
  state,
  goal: '',
  startDate: null,
  endDate: null,
  completeDate: null,
});

const option = (id: string, value: string) => ({ id, value, projectId: null });
const kind = (name: string) => `com.atlassian.jira.plugin.system.customfieldtypes:${name}`;
const field = (id: string, name: string, schemaType: CustomField['schemaType'], custom: string): CustomField => ({
  id,
  name,
  schemaType,
  schemaItems: null,
  custom: kind(custom),
  projectId: null,
  options: [],
});

const CUSTOM_FIELDS: readonly CustomField[] = [
  {
    ...field('customfield_10010', 'Weight', 'option', 'select'),
    options: [option('501', 'Small'), option('502', 'Large')],
  },
  {
    ...field('customfield_10020', 'Weight', 'option', 'select'),
    options: [option('601', 'Small'), option('602', 'Canary size')],
  },
  field('customfield_10011', 'Points', 'number', 'float'),
  field('customfield_10012', 'Secret note', 'string', 'textfield'),
  field('customfield_10013', 'Approver', 'user', 'userpicker'),
  field('customfield_10021', 'Canary field', 'string', 'textfield'),
  {
    ...field('customfield_10014', 'Iteration', 'array', ''),
    schemaItems: 'json',
    custom: 'com.pyxis.greenhopper.jira:gh-sprint',
  },
];

const comment = (id: string, issueId: string, text: string): Comment => ({
  id,
  issueId,
  authorAccountId: ANN,
  updateAuthorAccountId: ANN,
  body: document(text),
  created: new Date(NOW - DAY).toISOString(),
  updated: new Date(NOW - DAY).toISOString(),
  visibility: null,
  parentId: null,
  jsdPublic: null,
  properties: {},
});

function table<T extends { readonly id: string | number }>(...entries: readonly T[]): Table<T> {
  return new Map(entries.map((entry) => [String(entry.id), entry]));
}

/** An entry of a history. */
export const changed = (field: string, from: string | null, to: string | null, daysAgo: number, by = ANN) => ({
  id: `h${field}${daysAgo}`,
  created: new Date(NOW - daysAgo * DAY).toISOString(),
  authorAccountId: by,
  items: [{ field, fieldtype: 'jira', fieldId: field, from, fromString: from, to, toString: to }] as const,
  historyMetadata: null,
});

const person = (accountId: string, displayName: string, groups: readonly string[] = []) => ({
  accountId,
  displayName,
  emailAddress: `${displayName.toLowerCase()}@example.com`,
  active: true,
  accountType: 'atlassian' as const,
  timeZone: 'UTC',
  locale: 'en_GB',
  siteAdmin: false,
  groups,
});

/** The site. */
export const STATE: JiraState = {
  site: {
    baseUrl: 'https://example.test',
    cloudId: '00000000-0000-4000-8000-000000000000',
    title: 'Example',
    timeZone: 'UTC',
    appAccountId: APP,
    appRoleId: '1',
  },
  nextId: 90_000,
  people: new Map(
    [person(APP, 'App'), person(ANN, 'Ann', ['staff']), person(BEN, 'Ben'), person(ZOE, 'Zoe', ['canaries'])].map(
      (each) => [each.accountId, each],
    ),
  ),
  roles: table({ id: '1', name: 'Apps', description: '' }),
  categories: table({ id: '70', name: 'Canary category', description: '' }),
  projects: table(
    project('10001', 'ALPHA', 'Alpha', {
      customFieldIds: [
        'customfield_10010',
        'customfield_10011',
        'customfield_10012',
        'customfield_10013',
        'customfield_10014',
      ],
    }),
    project('10002', 'OMEGA', 'Canary project', {
      priorityIds: ['1', '2', '3', '8'],
      categoryId: '70',
      leadAccountId: ZOE,
      customFieldIds: ['customfield_10020', 'customfield_10021'],
    }),
    project('10004', 'BETA', 'Beta relaunch', { customFieldIds: ['customfield_10010'] }),
  ),
  issueTypes: table(
    { id: '1', name: 'Task', description: '', level: 0, avatarId: 1, projectId: null },
    { id: '2', name: 'Epic', description: '', level: 1, avatarId: 2, projectId: null },
    { id: '3', name: 'Sub-task', description: '', level: -1, avatarId: 3, projectId: null },
    { id: '9', name: 'Canary type', description: '', level: 0, avatarId: 4, projectId: '10002' },
  ),
  statuses: table(
    status('1', 'Open', 'new'),
    status('2', 'In Progress', 'indeterminate'),
    status('3', 'Done', 'done'),
    status('9', 'Canary status', 'new', '10002'),
  ),
  priorities: table(
    { id: '1', name: 'High', description: '', color: '#f00' },
    { id: '2', name: 'Medium', description: '', color: '#ff0' },
    { id: '3', name: 'Low', description: '', color: '#0f0' },
    { id: '8', name: 'Canary priority', description: '', color: '#000' },
  ),
  resolutions: table(
    { id: '21', name: 'Fixed', description: '' },
    { id: '28', name: 'Canary resolution', description: '' },
  ),
  workflows: table(),
  customFields: table(...CUSTOM_FIELDS),
  linkTypes: table({ id: '41', name: 'Blocks', inward: 'is blocked by', outward: 'blocks' }),
  versions: table(
    version('101', '10001', '1.0', true),
    version('102', '10001', '2.0', false),
    version('104', '10004', '1.0', true),
    version('109', '10002', 'Canary version', true),
  ),
  components: table(
    { id: '201', projectId: '10001', name: 'Core', description: '', leadAccountId: ANN },
    { id: '209', projectId: '10002', name: 'Canary component', description: '', leadAccountId: ZOE },
  ),
  securityLevels: table({ id: '801', projectId: '10002', name: 'Canary level', description: '', members: [] }),
  boards: table(board(1, '10001', 'Alpha board'), board(4, '10004', 'Beta board'), board(9, '10002', 'Canary board')),
  serviceDesks: new Map(),
  requestTypes: new Map(),
  queues: new Map(),
  requests: new Map(),
  sprints: table(
    sprint(51, 1, 'Sprint 1', 'active'),
    sprint(52, 1, 'Sprint 0', 'closed'),
    sprint(53, 1, 'Sprint 2', 'future'),
    sprint(54, 4, 'Beta sprint', 'active'),
    // Of the name that an own one has.
    sprint(57, 9, 'Sprint 1', 'active'),
    sprint(58, 9, 'Canary sprint before', 'closed'),
    sprint(59, 9, 'Canary sprint', 'active'),
  ),
  issues: table(
    issue('20001', 'ALPHA-1', {
      typeId: '2',
      summary: 'Epic of the engine',
      labels: ['red'],
      assignee: ANN,
      priorityId: '1',
      sprintIds: [59],
    }),
    issue('20002', 'ALPHA-2', {
      parentId: '20001',
      statusId: '3',
      resolutionId: '21',
      resolved: new Date(NOW - 2 * DAY).toISOString(),
      assignee: BEN,
      labels: ['blue', 'red'],
      fixVersionIds: ['101'],
      componentIds: ['201'],
      sprintIds: [52, 57],
      custom: { customfield_10010: '501', customfield_10011: 5, customfield_10012: 'plum', customfield_10013: ANN },
      history: [changed('status', '1', '2', 5), changed('status', '2', '3', 2, BEN)],
    }),
    issue('20003', 'ALPHA-3', {
      statusId: '2',
      priorityId: '3',
      description: document('The pump is "loud": see pump:noise'),
      dueDate: '2026-07-03',
      sprintIds: [58, 51],
      fixVersionIds: ['102'],
      custom: { customfield_10010: '502', customfield_10011: 8 },
      originalEstimateSeconds: 7200,
      history: [changed('status', '1', '2', 3)],
    }),
    issue('20012', 'ALPHA-12', { formerKeys: ['OMEGA-3'], priorityId: null, parentId: '30001' }),
    issue('20401', 'BETA-1', {
      assignee: ANN,
      fixVersionIds: ['104'],
      sprintIds: [51],
      custom: { customfield_10010: '501' },
    }),
    issue('20402', 'BETA-2', { statusId: '3', labels: ['red'], sprintIds: [54] }),
    issue('30001', 'OMEGA-1', {
      typeId: '9',
      statusId: '9',
      priorityId: '8',
      assignee: ZOE,
      labels: ['red', 'canary'],
      summary: 'Canary engine',
      fixVersionIds: ['109'],
      componentIds: ['209'],
      sprintIds: [59],
      custom: { customfield_10020: '602', customfield_10021: 'canary' },
    }),
    issue('30002', 'OMEGA-2', { statusId: '3', assignee: ANN, sprintIds: [51], custom: { customfield_10020: '601' } }),
    issue('30009', 'OMEGA-9', { formerKeys: ['ALPHA-7'], assignee: BEN }),
  ),
  comments: table(comment('61', '20003', 'whispered plum'), comment('69', '30001', 'canary words')),
  worklogs: table(),
  links: table(
    { id: '71', typeId: '41', inwardIssueId: '20001', outwardIssueId: '20002' },
    { id: '72', typeId: '41', inwardIssueId: '20003', outwardIssueId: '30001' },
  ),
  attachments: table(),
  remoteLinks: table(),
  mails: table(),
  tasks: table(),
};

/** A search context in which the app sees everything. */
export function asApp(switches: Partial<Switches> = {}): SearchContext {
  return { accountId: APP, now: NOW, switches: { ...defaultSwitches(), ...switches }, visible: () => true };
}

function lexicon(projectId: string): Lexicon {
  const of = <T extends { readonly projectId: string | null }>(all: Table<T>) =>
    [...all.values()].filter((each) => each.projectId === null || each.projectId === projectId);
  const named = (all: readonly { readonly id: string; readonly name: string }[]) =>
    all.map(({ id, name }) => ({ id, name }));
  const ids = STATE.projects.get(projectId)?.customFieldIds ?? [];
  return {
    v: 1,
    projectId,
    projectKeys: [STATE.projects.get(projectId)?.key ?? '', ...(projectId === '10001' ? ['OLDALPHA'] : [])],
    projectName: STATE.projects.get(projectId)?.name ?? '',
    hasSecurityLevels: false,
    filledAt: NOW,
    issueTypes: of(STATE.issueTypes).map(({ id, name, level }) => ({ id, name, subtask: level < 0 })),
    statuses: named(of(STATE.statuses)),
    priorities: named([...STATE.priorities.values()].filter(({ id }) => id !== '8')),
    resolutions: named([...STATE.resolutions.values()].filter(({ id }) => id !== '28')),
    versions: of(STATE.versions).map(({ id, name, released, archived }) => ({ id, name, released, archived })),
    components: named(of(STATE.components)),
    fields: [...STATE.customFields.values()]
      .filter(({ id }) => ids.includes(id))
      .map(({ id, name, schemaType, custom, options }) => ({
        id,
        name,
        type: schemaType,
        custom,
        options: options.map((each) => ({ id: each.id, value: each.value })),
      })),
  };
}

const IN_SCOPE = [...STATE.issues.values()].filter(({ projectId }) => projectId !== '10002');

const sprintsOf = (projectId: string): readonly JqlSprint[] =>
  [...STATE.sprints.values()]
    .filter(({ boardId }) => STATE.boards.get(String(boardId))?.projectId === projectId)
    .map(({ id, name, state }) => ({ id: String(id), name, state }));

/** What a key over these projects may rely on, as the gateway would have resolved it. */
export function scopeOf(projectIds: readonly string[], more: Partial<JqlScope> = {}): JqlScope {
  const inside = IN_SCOPE.filter(({ projectId }) => projectIds.includes(projectId));
  const spellings = inside.flatMap(({ id, key, formerKeys, projectId }) =>
    [id, key, ...formerKeys].map((spelling) => [spelling, { id, key, projectId }] as const),
  );
  return {
    projects: projectIds.map((id) => ({
      id,
      key: STATE.projects.get(id)?.key,
      lexicon: lexicon(id),
      sprints: sprintsOf(id),
    })),
    issues: new Map(spellings),
    people: new Set([ANN, BEN]),
    secured: 'shown',
    readable: { comments: false, worklogs: false, links: false, sprints: false, past: false, hiddenFields: new Set() },
    ...more,
  };
}

export const ALPHA = scopeOf(['10001']);
export const ALPHA_AND_BETA = scopeOf(['10001', '10004']);
