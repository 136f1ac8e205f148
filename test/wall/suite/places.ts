/**
 * Where in each operation of Jira a reference can stand. Made from Atlassian's OpenAPI files, by hand, and apart from
 * what the gateway believes of its operations: a place forgotten there must not be forgotten here.
 *
 * Segments of the path are found by their names in the route itself. A route that needs more than them to be called,
 * or that has references elsewhere, stands in this list; one that no key is offered says why.
 */
import { FIXTURE } from '../../../local/jira/seeds/fixture';
import { BOARD_SEGMENTS, boardPlaces } from './board-places';
import { DESK_SEGMENTS, deskPlaces } from './desk-places';
import { fieldPlaces } from './field-places';
import { ISSUE_PART_SEGMENTS, issuePartPlaces } from './issue-part-places';
import { issueObject, type OperationPlaces, type Place, rich } from './place';
import { PROJECT_PART_SEGMENTS, projectPartPlaces } from './project-part-places';
import {
  COMMENTS,
  type ForeignNames,
  HIDDEN_COMMENTS,
  ISSUE_TYPES,
  ISSUES,
  LINKS,
  NEVER_PROJECT,
  PEOPLE,
  PROJECTS,
  type Reference,
} from './references';

const { issues, projects, comments, links, people } = FIXTURE;

export type PathPlace = Pick<Place, 'own' | 'references' | 'row'>;

/** Places in paths, by the name of the segment and, where a name is used for several things, of the operation. */
const SEGMENTS: Readonly<Record<string, PathPlace>> = {
  issueIdOrKey: { own: issues.alpha1.key, references: ISSUES },
  projectIdOrKey: { own: projects.alpha.key, references: PROJECTS },
  projectKeyOrId: { own: projects.alpha.key, references: PROJECTS },
  // One without sub-tasks.
  'deleteIssue issueIdOrKey': { own: issues.plain.key, references: ISSUES },
  linkId: { own: links.within, references: LINKS },
  issueTypeId: { own: '10102', references: ISSUE_TYPES },
  'getComment id': { own: comments.alpha1, references: COMMENTS },
  'updateComment id': { own: comments.alpha1, references: COMMENTS },
  'deleteComment id': { own: comments.alpha1, references: COMMENTS },
  ...ISSUE_PART_SEGMENTS,
  ...BOARD_SEGMENTS,
  ...DESK_SEGMENTS,
  ...PROJECT_PART_SEGMENTS,
};

/** The thing that stands in a segment of a path; undefined where nobody has said what it is. */
export const segmentPlace = (operation: string, name: string): PathPlace | undefined =>
  SEGMENTS[`${operation} ${name}`] ?? SEGMENTS[name];

const ids = (references: readonly Reference[]) => references.filter(({ foreign }) => /^[0-9]+$/.test(foreign));
const keys = (references: readonly Reference[]) => references.filter(({ foreign }) => !/^[0-9]+$/.test(foreign));

const UNOFFERED = 'keys are not offered this operation';
const plain = { params: { issueIdOrKey: issues.plain.key } };

/** All places that are not in paths. */
export function placesOf(names: ForeignNames): Readonly<Record<string, OperationPlaces>> {
  const summary = 'Made by a key';
  const create = (fields: object = {}, update?: object) => ({
    fields: { project: { id: projects.alpha.id }, issuetype: { id: '10102' }, summary, ...fields },
    ...(update === undefined ? {} : { update }),
  });
  const commentPlaces: readonly Place[] = [
    {
      at: 'body body mention',
      row: 'C-WRITE-20',
      own: people.colleague,
      references: PEOPLE,
      fill: (person, version) => ({ body: { body: rich(version, 'Ask', person) } }),
    },
  ];
  const hidden = (own: string): Place => ({
    at: 'path id below its own issue',
    own,
    references: HIDDEN_COMMENTS,
    fill: (id) => ({ params: { issueIdOrKey: issues.alpha2.key, id } }),
  });
  const ofForeign = (own: string): Place => ({
    at: 'path issueIdOrKey and id, both foreign',
    row: 'C-ISS-11',
    own,
    references: ids(COMMENTS),
    fill: (id) => ({
      params: {
        issueIdOrKey: id === own ? issues.alpha1.key : id === comments.omega1 ? issues.omega1.key : 'NOPES-1',
        id,
      },
    }),
  });
  const said = (version: '2' | '3') => ({ body: { body: rich(version, 'Said by a key.') } });
  const link = (ends: object) => ({
    type: { name: 'Blocks' },
    inwardIssue: { key: issues.plainToo.key },
    outwardIssue: { key: issues.plain.key },
    ...ends,
  });
  const linkEnds = (['inwardIssue', 'outwardIssue'] as const).flatMap((end): readonly Place[] => [
    {
      at: `body ${end}`,
      row: 'C-WRITE-06',
      own: issues.alpha3.key,
      references: ISSUES,
      fill: (each) => ({ body: link({ [end]: issueObject(each) }) }),
    },
    {
      at: `body ${end} beside a comment`,
      row: 'C-WRITE-07',
      own: issues.alpha3.key,
      references: ISSUES.slice(0, 6),
      fill: (each, version) => ({ body: link({ [end]: issueObject(each), comment: { body: rich(version, 'See') } }) }),
    },
    {
      at: `body ${end}.key beside an own id`,
      row: 'C-WRITE-06',
      own: issues.alpha3.key,
      references: keys(ISSUES).slice(0, 4),
      fill: (key) => ({ body: link({ [end]: { id: issues.alpha3.id, key } }) }),
      refused: 'an issue is named by its id or by its key',
    },
  ]);
  const reconcile = (door: 'query' | 'body'): Place => ({
    at: `${door} reconcileIssues`,
    row: 'C-JQL-39',
    own: issues.plain.id,
    references: ids(ISSUES),
    fill: (id) =>
      door === 'query'
        ? { query: { jql: 'status = Done', fields: 'summary', maxResults: '100', reconcileIssues: id } }
        : {
            body: {
              jql: 'status = Done',
              fields: ['summary'],
              maxResults: 100,
              reconcileIssues: [Number(issues.alpha1.id), Number(id)],
            },
          },
  });
  const projectNames: readonly Reference[] = [
    { row: 'C-CHILD-08', kind: 'foreign project by name', foreign: names.project, never: NEVER_PROJECT },
    { row: 'C-CHILD-08', kind: 'foreign project by part of its name', foreign: 'mega', never: 'nopes' },
  ];

  return {
    getUser: {
      refused: UNOFFERED,
      request: () => ({ query: { accountId: people.member } }),
      places: [
        {
          at: 'query accountId',
          row: 'C-CHILD-11',
          own: people.member,
          references: PEOPLE,
          fill: (accountId) => ({ query: { accountId } }),
        },
      ],
    },
    bulkGetUsers: {
      refused: UNOFFERED,
      request: () => ({ query: { accountId: people.member } }),
      places: [
        {
          at: 'query accountId',
          row: 'C-CHILD-11',
          own: people.member,
          references: PEOPLE,
          fill: (accountId) => ({ query: { accountId } }),
        },
      ],
    },
    findUsers: {
      refused: UNOFFERED,
      request: () => ({ query: { query: 'm' } }),
      places: [
        {
          at: 'query accountId',
          row: 'C-CHILD-11',
          own: people.member,
          references: PEOPLE,
          fill: (accountId) => ({ query: { accountId } }),
        },
      ],
    },
    getBulkPermissions: {
      refused: UNOFFERED,
      request: () => ({ body: { projectPermissions: [{ permissions: ['BROWSE_PROJECTS'], projects: [10001] }] } }),
      places: [
        {
          at: 'body projectPermissions.projects',
          row: 'C-CHILD-10',
          own: projects.alpha.id,
          references: ids(PROJECTS),
          fill: (id) => ({
            body: { projectPermissions: [{ permissions: ['BROWSE_PROJECTS'], projects: [Number(id)] }] },
          }),
        },
        {
          at: 'body projectPermissions.issues',
          row: 'C-CHILD-10',
          own: issues.plain.id,
          references: ids(ISSUES),
          fill: (id) => ({
            body: { projectPermissions: [{ permissions: ['BROWSE_PROJECTS'], issues: [Number(id)] }] },
          }),
        },
      ],
    },
    searchProjects: {
      places: [
        {
          at: 'query id',
          row: 'C-CHILD-08',
          own: projects.alpha.id,
          references: ids(PROJECTS),
          fill: (id) => ({ query: { id } }),
        },
        {
          at: 'query keys',
          row: 'C-CHILD-08',
          own: projects.alpha.key,
          references: keys(PROJECTS),
          fill: (each) => ({ query: { keys: each } }),
        },
        {
          at: 'query query',
          row: 'C-CHILD-08',
          own: 'Alph',
          references: projectNames,
          fill: (query) => ({ query: { query } }),
        },
      ],
    },
    getSecurityLevelsForProject: { refused: UNOFFERED },
    getIssue: {
      places: [
        {
          at: 'path issueIdOrKey with everything',
          own: issues.everyField.key,
          references: ISSUES,
          fill: (issueIdOrKey) => ({
            params: { issueIdOrKey },
            query: { fields: '*all', expand: 'names,schema,transitions' },
          }),
        },
      ],
    },
    createIssue: {
      request: () => ({ body: create() }),
      places: [
        ...(['id', 'key', 'name'] as const).map(
          (member): Place => ({
            at: `body fields.project.${member}`,
            row: 'C-WRITE-01',
            own: member === 'id' ? projects.alpha.id : member === 'key' ? projects.alpha.key : 'Alpha',
            references: member === 'id' ? ids(PROJECTS) : member === 'key' ? keys(PROJECTS) : projectNames.slice(0, 1),
            fill: (each) => ({ body: create({ project: { [member]: each } }) }),
            ...(member === 'name' ? { refused: 'a project is named by its id or its key' } : {}),
          }),
        ),
        {
          at: 'body fields.project.key beside an own id',
          row: 'C-WRITE-01',
          own: projects.alpha.key,
          references: keys(PROJECTS).slice(0, 4),
          fill: (key) => ({ body: create({ project: { id: projects.alpha.id, key } }) }),
          refused: 'a project is named once',
        },
        {
          at: 'body sub-task of parent',
          row: 'C-WRITE-28',
          own: issues.plain.key,
          references: ISSUES,
          fill: (each) => ({ body: create({ issuetype: { id: '10104' }, parent: issueObject(each) }) }),
        },
        ...fieldPlaces('create', ({ fields, update }) => create(fields, update), names),
      ],
    },
    createIssues: {
      request: () => ({ body: { issueUpdates: [create(), create()] } }),
      places: [
        {
          at: 'body issueUpdates.fields.project',
          row: 'C-WRITE-09',
          own: projects.alpha.id,
          references: PROJECTS,
          fill: (each) => ({ body: { issueUpdates: [create(), create({ project: issueObject(each) })] } }),
        },
        {
          at: 'body issueUpdates.fields.parent',
          row: 'C-WRITE-09',
          own: issues.epic.key,
          references: ISSUES,
          fill: (each) => ({ body: { issueUpdates: [create(), create({ parent: issueObject(each) })] } }),
        },
      ],
    },
    bulkFetchIssues: {
      request: () => ({ body: { issueIdsOrKeys: [issues.plain.key], fields: ['summary'] } }),
      places: [
        {
          at: 'body issueIdsOrKeys',
          row: 'C-CHILD-01',
          own: issues.plain.key,
          references: ISSUES,
          fill: (each) => ({ body: { issueIdsOrKeys: [issues.alpha1.id, each], fields: ['summary'] } }),
        },
        {
          at: 'body issueIdsOrKeys with everything',
          row: 'C-CHILD-01',
          own: issues.everyField.key,
          references: ISSUES,
          fill: (each) => ({ body: { issueIdsOrKeys: [each], fields: ['*all'], expand: ['names', 'changelog'] } }),
        },
      ],
    },
    editIssue: {
      request: () => ({ ...plain, body: { fields: { summary: 'Edited by a key' } } }),
      places: [
        {
          at: 'path issueIdOrKey, answered with the issue',
          own: issues.alpha1.key,
          references: ISSUES,
          fill: (issueIdOrKey) => ({ params: { issueIdOrKey }, query: { returnIssue: 'true' } }),
        },
        ...fieldPlaces('edit', (content) => content, names),
      ],
    },
    deleteIssue: {
      request: () => plain,
      places: [
        {
          at: 'path issueIdOrKey with sub-tasks',
          row: 'C-WRITE-27',
          own: issues.plain.key,
          references: ISSUES,
          fill: (issueIdOrKey) => ({ params: { issueIdOrKey }, query: { deleteSubtasks: 'true' } }),
        },
      ],
    },
    assignIssue: {
      request: () => ({ ...plain, body: { accountId: people.colleague } }),
      places: [
        {
          at: 'body accountId',
          row: 'C-WRITE-29',
          own: people.colleague,
          references: PEOPLE,
          fill: (accountId) => ({ body: { accountId } }),
        },
      ],
    },
    doTransition: {
      request: () => ({ ...plain, body: { transition: { id: '21' } } }),
      places: fieldPlaces('transition', (content) => ({ transition: { id: '21' }, ...content }), names),
    },
    addComment: { request: said, places: commentPlaces },
    getComment: { places: [hidden(comments.alpha2), ofForeign(comments.alpha1)] },
    updateComment: { request: said, places: [...commentPlaces, hidden(comments.alpha2), ofForeign(comments.alpha1)] },
    deleteComment: { places: [hidden(comments.alpha2), ofForeign(comments.alpha1)] },
    linkIssues: { request: () => ({ body: link({}) }), places: linkEnds },
    ...issuePartPlaces(names),
    ...boardPlaces(),
    ...deskPlaces(names),
    ...projectPartPlaces(names),
    deleteIssueLink: {},
    searchAndReconsileIssuesUsingJql: {
      request: () => ({ query: { fields: 'summary', maxResults: '100' } }),
      places: [reconcile('query')],
    },
    searchAndReconsileIssuesUsingJqlPost: {
      request: () => ({ body: { fields: ['summary'], maxResults: 100 } }),
      places: [reconcile('body')],
    },
    countIssues: { request: () => ({ body: { jql: '' } }) },
    searchForIssuesUsingJql: {
      refused: 'Atlassian has removed it',
      request: () => ({ query: { jql: 'project = ALPHA' } }),
    },
    searchForIssuesUsingJqlPost: {
      refused: 'Atlassian has removed it',
      request: () => ({ body: { jql: 'project = ALPHA' } }),
    },
  };
}
