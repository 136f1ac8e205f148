/**
 * Doors of Jira that a case names and that no key is ever served at, as data: method, path and body, each with a
 * reference to something of ALPHA's, to something foreign and to something that never was.
 */
import { FIXTURE } from './site';

const { projects, issues, comments, links, attachments, worklogs, versions, components, boards, sprints, options } =
  FIXTURE;
const { missing, people } = FIXTURE;

/** Own, foreign, invented. */
export type Which = 0 | 1 | 2;

/** The same thing in the granted project, in a foreign one, and nowhere. */
type Triple = readonly [own: string, foreign: string, never: string];

const ISSUE: Triple = [issues.alpha1.key, issues.omega1.key, missing.omegaKey];
const PROJECT: Triple = [projects.alpha.key, projects.omega.key, missing.projectKey];
const PROJECT_ID: Triple = [projects.alpha.id, projects.omega.id, missing.projectId];
const COMMENT: Triple = [comments.alpha1, comments.omega1, missing.commentId];
const WORKLOG: Triple = [worklogs.alpha, worklogs.omega, '47998'];
const ATTACHMENT: Triple = [attachments.alpha, attachments.omega, missing.attachmentId];
const VERSION: Triple = [versions.alpha1, versions.omega1, missing.versionId];
const COMPONENT: Triple = [components.alpha1, components.omega1, missing.componentId];
const BOARD: Triple = [String(boards.alpha), String(boards.omega), String(missing.boardId)];
const SPRINT: Triple = [String(sprints.alphaActive), String(sprints.omegaActive), String(missing.sprintId)];
const FIELD: Triple = [FIXTURE.fields.severity, FIXTURE.fields.omegaOnly, missing.fieldId];
const OPTION: Triple = [options.minor, options.omegaSeverity, missing.optionId];
const STATUS: Triple = ['10200', FIXTURE.statuses.omegaTeam, missing.statusId];
const TYPE: Triple = ['10102', FIXTURE.types.omegaTeam, missing.typeId];
const LEVEL: Triple = [FIXTURE.levels.alpha, FIXTURE.levels.omega, '10699'];
const LINK: Triple = [links.within, links.foreign, missing.linkId];
const PERSON: Triple = [people.member, people.outsider, missing.accountId];

/** By the name of the parameter; `id` means what stands before it. */
const BY_NAME: Readonly<Record<string, Triple>> = {
  issueIdOrKey: ISSUE,
  requestIdOrKey: ISSUE,
  epicIdOrKey: [issues.epic.key, issues.omegaEpic.key, missing.omegaKey],
  epicId: [issues.epic.id, issues.omegaEpic.id, missing.issueId],
  projectIdOrKey: PROJECT,
  projectKeyOrId: PROJECT,
  projectId: PROJECT_ID,
  serviceDeskId: [FIXTURE.desks.alpha, FIXTURE.desks.omega, missing.deskId],
  owningObjectId: PROJECT_ID,
  boardId: BOARD,
  sprintId: SPRINT,
  commentId: COMMENT,
  worklogId: WORKLOG,
  attachmentId: ATTACHMENT,
  versionId: VERSION,
  fieldId: FIELD,
  fieldKey: FIELD,
  fieldIdOrKey: FIELD,
  optionId: OPTION,
  statusId: STATUS,
  issueTypeId: TYPE,
  issueType: TYPE,
  levelId: LEVEL,
  linkId: LINK,
  // Without its colon, which no path of an offered operation can hold.
  accountId: ['member', 'outsider', 'nobody'],
};
const BEFORE_ID: Readonly<Record<string, Triple>> = {
  comment: COMMENT,
  worklog: WORKLOG,
  attachment: ATTACHMENT,
  content: ATTACHMENT,
  thumbnail: ATTACHMENT,
  version: VERSION,
  component: COMPONENT,
  customFieldOption: OPTION,
  field: FIELD,
  issuetype: TYPE,
  securitylevel: LEVEL,
};

/** A path template with one of the three filled in everywhere; `%1` is the project's key, `%2` its id, `%3` an issue's key. */
export function filled(template: string, which: Which, version: string): string {
  return template
    .replace('{version}', version)
    .replace(/(\w*)\/\{(\w+)\}/g, (_, before: string, name: string) => {
      const triple = BY_NAME[name] ?? (name === 'id' ? BEFORE_ID[before] : undefined) ?? PROJECT_ID;
      return `${before}/${triple[which]}`;
    })
    .replaceAll('%1', PROJECT[which])
    .replaceAll('%2', PROJECT_ID[which])
    .replaceAll('%3', ISSUE[which]);
}

/** Everything by which a body or a query could name a thing, so that a look at any of it would show. */
export const named = (which: Which) => ({
  issueIdsOrKeys: [ISSUE[which]],
  issues: [ISSUE[which]],
  projectId: Number(PROJECT_ID[which]),
  project: PROJECT[which],
  jql: `project = ${PROJECT[which]}`,
});
export const queryOf = (which: Which): string =>
  `projectIdOrKey=${PROJECT[which]}&issueKey=${ISSUE[which]}&jql=project%3D${PROJECT[which]}`;

const V = '/rest/api/{version}/';
const A = '/rest/agile/1.0/';
const D = '/rest/servicedeskapi/';
export type Door = readonly [id: string, method: string, path: string, body?: (which: Which) => unknown];
const at = (triple: Triple, name: string) => (which: Which) => ({ [name]: triple[which] });
const none = () => ({});

export const CLOSED_DOORS: readonly Door[] = [
  ['C-JQL-35', 'GET', `${V}search?jql=project%3D%1&startAt=9999`],
  ['C-JQL-35', 'POST', `${V}search`, (which) => ({ jql: `project = ${PROJECT[which]}`, startAt: 9999 })],
  ['C-JQL-37', 'POST', `${V}jql/sanitize`, (which) => ({ queries: [{ query: `project = ${PROJECT[which]}` }] })],
  ['C-JQL-37', 'POST', `${V}jql/pdcleaner`, (which) => ({ queryStrings: [`assignee = ${PERSON[which]}`] })],
  ['C-JQL-38', 'GET', `${V}jql/autocompletedata`],
  ['C-JQL-38', 'POST', `${V}jql/autocompletedata`, (which) => ({ projectIds: [Number(PROJECT_ID[which])] })],
  ['C-JQL-38', 'GET', `${V}jql/autocompletedata/suggestions?fieldName=project&fieldValue=%1`],
  ['C-JQL-42', 'GET', `${V}issue/picker?currentJQL=project%3D%1&currentProjectId=%2&query=Omega`],
  ['C-JQL-43', 'POST', `${V}expression/evaluate`, (which) => ({ expression: `new Issue('${ISSUE[which]}').summary` })],
  [
    'C-JQL-43',
    'POST',
    `${V}expression/eval`,
    (which) => ({ expression: 'issue', context: { issue: { key: ISSUE[which] } } }),
  ],
  ['C-JQL-43', 'POST', `${V}expression/analyse`, (which) => ({ expressions: [`new Issue('${ISSUE[which]}')`] })],
  ['C-JQL-44', 'POST', `${V}filter`, (which) => ({ name: 'Mine', jql: `project = ${PROJECT[which]}` })],
  [
    'C-JQL-44',
    'POST',
    `${V}webhook`,
    (which) => ({
      url: 'https://hook.example.com',
      webhooks: [{ jqlFilter: `project = ${PROJECT[which]}`, events: ['jira:issue_created'] }],
    }),
  ],
  ['C-JQL-44', 'POST', `${V}issue/archive`, (which) => ({ jql: `project = ${PROJECT[which]}` })],
  ['C-JQL-44', 'PUT', `${V}issues/archive/export`, (which) => ({ projects: [PROJECT[which]] })],
  ['C-JQL-44', 'DELETE', `${V}field/{fieldKey}/option/{optionId}/issue?jql=project%3D%1`],
  [
    'C-WRITE-10',
    'POST',
    `${V}bulk/issues/fields`,
    (which) => ({ selectedIssueIdsOrKeys: [ISSUE[which]], selectedActions: ['labels'], editedFieldsInput: {} }),
  ],
  [
    'C-WRITE-10',
    'POST',
    `${V}bulk/issues/move`,
    (which) => ({ targetToSourcesMapping: { [`${PROJECT[which]},10102`]: { issueIdsOrKeys: [ISSUE[0]] } } }),
  ],
  [
    'C-WRITE-10',
    'POST',
    `${V}bulk/issues/transition`,
    (which) => ({ bulkTransitionInputs: [{ selectedIssueIdsOrKeys: [ISSUE[which]], transitionId: '21' }] }),
  ],
  ['C-WRITE-10', 'POST', `${V}bulk/issues/delete`, at(ISSUE, 'selectedIssueIdsOrKeys')],
  ['C-WRITE-10', 'POST', `${V}bulk/issues/watch`, at(ISSUE, 'selectedIssueIdsOrKeys')],
  ['C-WRITE-10', 'POST', `${V}bulk/issues/unwatch`, at(ISSUE, 'selectedIssueIdsOrKeys')],
  ['C-WRITE-11', 'GET', `${V}bulk/queue/48030`],
  ['C-WRITE-11', 'GET', `${V}task/48030`],
  ['C-WRITE-11', 'POST', `${V}task/48030/cancel`, none],
  ['C-WRITE-11', 'GET', `${V}redact/status/48030`],
  ['C-WRITE-12', 'PUT', `${V}issue/properties/mark`, (which) => ({ value: 1, filter: { entityIds: [which] } })],
  ['C-WRITE-12', 'PUT', `${V}issue/properties/mark`, () => ({ value: 1 })],
  ['C-WRITE-12', 'POST', `${V}issue/properties`, (which) => ({ entitiesIds: [which], properties: { mark: 1 } })],
  ['C-WRITE-12', 'POST', `${V}issue/properties/multi`, at(ISSUE, 'issues')],
  ['C-WRITE-13', 'PUT', `${V}comment/{commentId}/properties/mark`, none],
  ['C-WRITE-13', 'PUT', `${V}project/{projectIdOrKey}/properties/mark`, none],
  ['C-WRITE-13', 'PUT', `${A}board/{boardId}/properties/mark`, none],
  ['C-WRITE-13', 'PUT', `${A}sprint/{sprintId}/properties/mark`, none],
  ['C-WRITE-14', 'PUT', '/rest/forge/1/app/properties/mark', none],
  ['C-WRITE-14', 'DELETE', '/rest/forge/1/app/properties/mark'],
  ['C-WRITE-14', 'PUT', '/rest/atlassian-connect/1/addons/example/properties/mark', none],
  ['C-WRITE-14', 'POST', `${V}jql/function/computation`, none],
  [
    'C-WRITE-14',
    'PUT',
    `${V}app/field/{fieldIdOrKey}/value`,
    (which) => ({ updates: [{ issueIds: [11001, 20001][which] }] }),
  ],
  [
    'C-WRITE-21',
    'POST',
    `${V}issue/{issueIdOrKey}/notify`,
    () => ({ subject: 'Hello', textBody: 'x', to: { users: [{ accountId: people.outsider }] } }),
  ],
  [
    'C-WRITE-22',
    'POST',
    `${V}issue/{issueIdOrKey}/worklog/move`,
    (which) => ({ ids: [Number(worklogs.alpha)], issueIdOrKey: ISSUE[which] }),
  ],
  ['C-WRITE-22', 'DELETE', `${V}issue/{issueIdOrKey}/worklog`],
  ['C-WRITE-23', 'POST', `${V}issue/{issueIdOrKey}/attachments`, none],
  ['C-WRITE-24', 'DELETE', `${V}issue/{issueIdOrKey}/remotelink?globalId=example-1`],
  ['C-WRITE-29', 'POST', `${V}issue/{issueIdOrKey}/votes`, none],
  ['C-WRITE-29', 'POST', `${V}issue/{issueIdOrKey}/watchers`, (which) => JSON.stringify(PERSON[which])],
  ['C-WRITE-30', 'PUT', `${V}version/{versionId}/mergeto/${versions.alpha2}`, none],
  ['C-WRITE-30', 'POST', `${V}version/{versionId}/removeAndSwap`, () => ({ moveFixIssuesTo: Number(versions.omega2) })],
  ['C-WRITE-33', 'POST', `${V}project/{projectIdOrKey}/role/10401`, () => ({ user: [people.outsider] })],
  ['C-WRITE-33', 'DELETE', `${V}project/{projectIdOrKey}/role/10401?user=${people.member}`],
  ['C-WRITE-33', 'POST', `${V}role/10401/actors`, () => ({ user: [people.outsider] })],
  ['C-WRITE-34', 'POST', `${V}project`, (which) => ({ key: PROJECT[which], name: 'x' })],
  ['C-WRITE-34', 'PUT', `${V}project/{projectIdOrKey}`, () => ({ key: 'RENAMED' })],
  ['C-WRITE-34', 'DELETE', `${V}project/{projectIdOrKey}?enableUndo=false`],
  ['C-WRITE-34', 'POST', `${V}project/{projectIdOrKey}/archive`, none],
  ['C-WRITE-34', 'POST', `${V}project/{projectIdOrKey}/restore`, none],
  ['C-WRITE-34', 'PUT', `${V}project/{projectId}/email`, () => ({ emailAddress: 'x@example.com' })],
  ['C-WRITE-34', 'PUT', `${V}project/{projectIdOrKey}/features/x`, none],
  ['C-WRITE-34', 'PUT', `${V}project/{projectIdOrKey}/classification-level/default`, none],
  ['C-WRITE-35', 'PUT', `${V}issue/archive`, at(ISSUE, 'issueIdsOrKeys')],
  ['C-WRITE-35', 'PUT', `${V}issue/unarchive`, at(ISSUE, 'issueIdsOrKeys')],
  ['C-WRITE-35', 'POST', `${V}redact`, none],
  ['C-WRITE-36', 'POST', `${V}dashboard`, none],
  [
    'C-WRITE-36',
    'POST',
    `${A}board`,
    (which) => ({ name: 'x', type: 'scrum', filterId: 1, location: { projectKeyOrId: PROJECT[which] } }),
  ],
  ['C-WRITE-36', 'POST', `${V}field`, none],
  ['C-WRITE-36', 'POST', `${V}workflows/create`, none],
  ['C-WRITE-36', 'POST', `${V}screens`, none],
  ['C-WRITE-36', 'POST', `${V}group`, none],
  ['C-WRITE-36', 'POST', `${V}user`, none],
  ['C-WRITE-37', 'POST', '/rest/devinfo/0.10/bulk', at(ISSUE, 'issueKeys')],
  ['C-WRITE-37', 'POST', '/rest/builds/0.1/bulk', at(ISSUE, 'issueKeys')],
  ['C-WRITE-37', 'POST', '/rest/deployments/0.1/bulk', at(ISSUE, 'issueKeys')],
  ['C-WRITE-37', 'POST', '/rest/featureflags/0.1/bulk', at(ISSUE, 'issueKeys')],
  ['C-WRITE-37', 'POST', '/rest/remotelinks/1.0/bulk', at(ISSUE, 'issueKeys')],
  ['C-AGILE-03', 'GET', `${A}board/{boardId}/quickfilter`],
  ['C-AGILE-03', 'GET', `${A}board/{boardId}/features`],
  ['C-AGILE-03', 'GET', `${A}board/{boardId}/reports`],
  ['C-AGILE-03', 'GET', `${A}board/{boardId}/properties`],
  ['C-AGILE-04', 'GET', `${A}board/{boardId}/project/full`],
  ['C-AGILE-04', 'GET', `${A}board/{boardId}/epic/none/issue`],
  [
    'C-AGILE-06',
    'POST',
    `${A}sprint/${sprints.alphaActive}/swap`,
    (which) => ({ sprintToSwapWith: Number(SPRINT[which]) }),
  ],
  ['C-AGILE-09', 'POST', `${A}backlog/issue`, at(ISSUE, 'issues')],
  ['C-AGILE-10', 'GET', `${A}epic/none/issue`],
  ['C-AGILE-10', 'POST', `${A}epic/none/issue`, at(ISSUE, 'issues')],
  ['C-AGILE-10', 'GET', `/rest/software/1.0/board/{boardId}/epic/none/issue`],
  ['C-JSM-03', 'GET', `${D}request?requestOwnership=ALL_REQUESTS&searchTerm=Omega&serviceDeskId=%2`],
  ...['attachment', 'approval', 'feedback', 'notification'].map(
    (part): Door => ['C-JSM-04', 'GET', `${D}request/%3/${part}`],
  ),
  ['C-JSM-08', 'GET', `${D}organization`],
  ['C-JSM-08', 'GET', `${D}servicedesk/{serviceDeskId}/organization`],
  ['C-JSM-08', 'GET', `${D}servicedesk/{serviceDeskId}/customer`],
  ['C-JSM-08', 'POST', `${D}customer`, () => ({ email: 'x@example.com', displayName: 'x' })],
  ['C-JSM-08', 'POST', `${D}request/%3/participant`, (which) => ({ accountIds: [PERSON[which]] })],
  ['C-JSM-10', 'POST', `${D}request/%3/approval/1`, () => ({ decision: 'approve' })],
  ['C-JSM-11', 'POST', `${D}servicedesk/{serviceDeskId}/attachTemporaryFile`, none],
  ['C-JSM-12', 'GET', `${D}knowledgebase/article?query=Omega`],
  ['C-JSM-12', 'GET', `${D}assets/workspace`],
  ['C-JSM-12', 'GET', `${D}insight/workspace`],
  ['C-JSM-13', 'GET', `${D}requesttype?searchQuery=Omega`],
  ['C-JSM-13', 'GET', `${D}servicedesk/{serviceDeskId}/requesttype/1/property`],
];
