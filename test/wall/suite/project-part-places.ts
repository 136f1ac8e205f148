/**
 * Where references can stand in the operations on what belongs to projects, on the settings that they share, and in
 * looking for people.
 */
import { FIXTURE } from '../../../local/jira/seeds/fixture';
import type { OperationPlaces, Place } from './place';
import type { PathPlace } from './places';
import {
  COMPONENTS,
  type ForeignNames,
  ISSUE_TYPES,
  ISSUES,
  NEVER_NAMED,
  NEVER_PROJECT,
  PEOPLE,
  PRIORITIES,
  PROJECTS,
  type Reference,
  STATUSES,
  VERSIONS,
} from './references';

const { issues, projects, versions, components, people, fields, missing } = FIXTURE;
const SITE = 'https://example.atlassian.net/rest/api/3';

const ofVersion = (row: string): PathPlace => ({ own: versions.alpha1, references: VERSIONS, row });
const ofComponent = (row: string): PathPlace => ({ own: components.alpha1, references: COMPONENTS, row });

/** Places in paths. */
export const PROJECT_PART_SEGMENTS: Readonly<Record<string, PathPlace>> = {
  'getVersion id': ofVersion('C-CHILD-06'),
  'updateVersion id': ofVersion('C-WRITE-32'),
  'deleteVersion id': ofVersion('C-WRITE-30'),
  'moveVersion id': ofVersion('C-WRITE-30'),
  'getComponent id': ofComponent('C-CHILD-06'),
  'updateComponent id': ofComponent('C-WRITE-32'),
  'deleteComponent id': ofComponent('C-WRITE-31'),
  'getIssueType id': { own: '10102', references: ISSUE_TYPES, row: 'C-CHILD-15' },
  'getPriority id': { own: '2', references: PRIORITIES, row: 'C-CHILD-15' },
  'getStatus idOrName': { own: '10200', references: STATUSES, row: 'C-CHILD-15' },
  // The same for every project of every site.
  'getResolution id': { own: '10300', references: [] },
  'getStatusCategory idOrKey': { own: 'done', references: [] },
  'getIssueLinkType issueLinkTypeId': { own: '10410', references: [] },
  'getProjectRole id': { own: '10402', references: [] },
};

const ids = (references: readonly Reference[]) => references.filter(({ foreign }) => /^[0-9]+$/.test(foreign));
const keys = (references: readonly Reference[]) => references.filter(({ foreign }) => !/^[0-9]+$/.test(foreign));

const UNOFFERED = 'keys are not offered this operation';

/** One parameter that names something. */
const parameter = (
  name: string,
  row: string,
  own: string,
  references: readonly Reference[],
  more: Readonly<Record<string, string>> = {},
): Place => ({ at: `query ${name}`, row, own, references, fill: (each) => ({ query: { ...more, [name]: each } }) });

/** One member of a body that names something. */
const member = (
  name: string,
  row: string,
  own: string,
  references: readonly Reference[],
  more: object,
  refused?: string,
): Place => ({
  at: `body ${name}`,
  row,
  own,
  references,
  fill: (each) => ({ body: { ...more, [name]: each } }),
  ...(refused === undefined ? {} : { refused }),
});

/** All other places, by operation. */
export function projectPartPlaces(names: ForeignNames): Readonly<Record<string, OperationPlaces>> {
  const named = (row: string, kind: string, foreign: string, never = NEVER_NAMED): readonly Reference[] => [
    { row, kind, foreign, never },
  ];
  const version = { name: '3.0' };
  const component = { name: 'Search' };
  const stays = 'it stays in its project';
  const once = 'a project is named once';
  /** The project of something new, in each of its spellings, and twice at once. */
  const madeIn = (row: string, more: object): readonly Place[] =>
    [
      member('projectId', row, projects.alpha.id, ids(PROJECTS), more),
      member('project', row, projects.alpha.key, PROJECTS, more),
      member('project', row, projects.alpha.key, keys(PROJECTS).slice(0, 4), { ...more, projectId: 10001 }, once),
    ].map((place, index) => (index === 2 ? { ...place, at: 'body project beside an own id' } : place));
  const assignable = [
    parameter('accountId', 'C-CHILD-12', people.colleague, PEOPLE, { project: projects.alpha.key }),
    parameter(
      'query',
      'C-CHILD-12',
      'Kim',
      named('C-CHILD-12', 'person of a foreign project by name', names.outsider),
      {
        project: projects.alpha.key,
      },
    ),
  ];
  return {
    getAllProjects: {},
    getRecent: {},
    getProjectRole: { refused: UNOFFERED },
    getProjectVersionsPaginated: {
      places: [parameter('query', 'C-CHILD-06', '2.0', named('C-CHILD-06', 'foreign version by name', names.version))],
    },
    getProjectComponentsPaginated: {
      places: [
        parameter('query', 'C-CHILD-06', 'Back', named('C-CHILD-06', 'foreign component by name', names.component)),
      ],
    },
    createVersion: {
      request: () => ({ body: { ...version, projectId: 10001 } }),
      places: madeIn('C-WRITE-32', version),
    },
    updateVersion: {
      request: () => ({ body: { name: 'One' } }),
      places: [
        member('projectId', 'C-WRITE-32', projects.alpha.id, ids(PROJECTS).slice(0, 2), { name: 'One' }, stays),
        member('project', 'C-WRITE-32', projects.alpha.key, keys(PROJECTS).slice(0, 2), { name: 'One' }, stays),
        {
          at: 'body moveUnfixedIssuesTo',
          row: 'C-WRITE-30',
          own: versions.alpha2,
          references: VERSIONS,
          fill: (id) => ({ body: { released: true, moveUnfixedIssuesTo: `${SITE}/version/${id}` } }),
          refused: 'an address is no reference',
        },
      ],
    },
    deleteVersion: {
      places: [
        parameter('moveFixIssuesTo', 'C-WRITE-30', versions.alpha2, VERSIONS),
        parameter('moveAffectedIssuesTo', 'C-WRITE-30', versions.alpha2, VERSIONS),
        parameter('moveAffectedIssuesTo', 'C-WRITE-30', versions.alpha2, VERSIONS, {
          moveFixIssuesTo: versions.alpha2,
        }),
      ].map((place, index) => (index === 2 ? { ...place, at: 'query moveAffectedIssuesTo beside the other' } : place)),
    },
    moveVersion: {
      request: () => ({ body: { position: 'Last' } }),
      places: [
        {
          at: 'body after',
          row: 'C-WRITE-30',
          own: versions.alpha2,
          references: VERSIONS,
          fill: (id) => ({ body: { after: `${SITE}/version/${id}` } }),
          refused: 'an address is no reference',
        },
      ],
    },
    findComponentsForProjects: {
      places: [
        parameter('projectIdsOrKeys', 'C-CHILD-07', projects.alpha.key, PROJECTS),
        {
          ...parameter('projectIdsOrKeys', 'C-CHILD-07', projects.alpha.id, PROJECTS),
          at: 'query projectIdsOrKeys beside an own one',
          fill: (each) => ({ query: { projectIdsOrKeys: `${projects.alpha.id},${each}` } }),
        },
        parameter('query', 'C-CHILD-07', 'Back', named('C-CHILD-07', 'foreign component by name', names.component)),
      ],
    },
    createComponent: {
      request: () => ({ body: { ...component, project: projects.alpha.key } }),
      places: [
        ...madeIn('C-WRITE-32', component),
        member('leadAccountId', 'C-WRITE-17', people.colleague, PEOPLE, { ...component, project: projects.alpha.key }),
      ],
    },
    updateComponent: {
      request: () => ({ body: { description: 'What others call' } }),
      places: [
        member('leadAccountId', 'C-WRITE-17', people.colleague, PEOPLE, {}),
        member('projectId', 'C-WRITE-32', projects.alpha.id, ids(PROJECTS).slice(0, 2), component, stays),
        member('project', 'C-WRITE-32', projects.alpha.key, keys(PROJECTS).slice(0, 2), component, stays),
      ],
    },
    deleteComponent: { places: [parameter('moveIssuesTo', 'C-WRITE-31', components.alpha2, COMPONENTS)] },
    getFieldsPaginated: {
      places: [
        parameter('id', 'C-CHILD-14', fields.text, [
          { row: 'C-CHILD-14', kind: 'foreign field', foreign: fields.omegaOnly, never: missing.fieldId },
          {
            row: 'C-CHILD-14',
            kind: 'foreign field of an own name',
            foreign: fields.omegaSeverity,
            never: missing.fieldId,
          },
        ]),
        parameter('query', 'C-CHILD-14', 'Team', named('C-CHILD-14', 'foreign field by name', names.field)),
        parameter('projectIds', 'C-CHILD-14', projects.alpha.id, ids(PROJECTS)),
      ],
    },
    getIssueTypesForProject: {
      request: () => ({ query: { projectId: projects.alpha.id } }),
      places: [parameter('projectId', 'C-CHILD-15', projects.alpha.id, ids(PROJECTS))],
    },
    getStatus: {
      places: [
        {
          at: 'path idOrName by name',
          row: 'C-CHILD-15',
          own: 'Done',
          references: named('C-CHILD-15', 'status of a foreign project by name', names.status),
          fill: (idOrName) => ({ params: { idOrName } }),
        },
      ],
    },
    searchPriorities: {
      places: [
        parameter('id', 'C-CHILD-15', '2', PRIORITIES),
        parameter(
          'priorityName',
          'C-CHILD-15',
          'High',
          named('C-CHILD-15', 'foreign priority by name', names.priority),
        ),
        parameter('projectId', 'C-CHILD-15', projects.alpha.id, ids(PROJECTS)),
      ],
    },
    searchResolutions: {},
    findAssignableUsers: {
      request: () => ({ query: { project: projects.alpha.key } }),
      places: [
        parameter('project', 'C-CHILD-12', projects.alpha.key, PROJECTS),
        parameter('issueKey', 'C-CHILD-12', issues.plain.key, keys(ISSUES)),
        parameter('issueId', 'C-CHILD-12', issues.plain.id, ids(ISSUES)),
        ...assignable,
      ],
    },
    findBulkAssignableUsers: {
      request: () => ({ query: { projectKeys: projects.alpha.key } }),
      places: [
        parameter('projectKeys', 'C-CHILD-12', projects.alpha.key, keys(PROJECTS)),
        {
          ...parameter('projectKeys', 'C-CHILD-12', projects.alpha.key, keys(PROJECTS)),
          at: 'query projectKeys beside an own one',
          fill: (each) => ({ query: { projectKeys: `${projects.alpha.key},${each}` } }),
        },
      ],
    },
    getMyPermissions: {
      request: () => ({ query: { permissions: 'BROWSE_PROJECTS' } }),
      places: [
        ...(
          [
            ['projectKey', projects.alpha.key, keys(PROJECTS)],
            ['projectId', projects.alpha.id, ids(PROJECTS)],
          ] as const
        ).map(([name, own, references]) =>
          parameter(name, 'C-CHILD-10', own, references, { permissions: 'BROWSE_PROJECTS' }),
        ),
        ...(
          [
            ['issueKey', issues.plain.key, keys(ISSUES)],
            ['issueId', issues.plain.id, ids(ISSUES)],
          ] as const
        ).map(([name, own, references]) => ({
          ...parameter(name, 'C-CHILD-10', own, references, { permissions: 'BROWSE_PROJECTS' }),
          refused: 'what a key may do is said of projects',
        })),
      ],
    },
    // By a name that only looks like one of the key's own.
    getProjectVersions: {
      places: [
        {
          at: 'path projectIdOrKey by name',
          row: 'C-ISS-08',
          own: projects.alpha.key,
          references: [
            { row: 'C-ISS-08', kind: 'foreign project by name', foreign: 'Omega', never: NEVER_PROJECT.slice(0, 5) },
          ],
          fill: (projectIdOrKey) => ({ params: { projectIdOrKey } }),
        },
      ],
    },
  };
}
