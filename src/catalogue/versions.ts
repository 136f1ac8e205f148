/** Versions and components: each names its project itself, and belongs to no other one. */
import type { Listing, Members, Operation, Query, Shape } from './operation';
import { printed } from './printed';
import { SHAPES } from './shapes';

const NO_EXPAND: Query = { expand: {} };
/** Components of Compass are the whole site's. */
const JIRAS: Query = { only: ['jira'] };
const PAGE = { startAt: 'count', maxResults: 'count', query: 'text' } as const satisfies Readonly<
  Record<string, Query>
>;

const ordered = (...members: readonly string[]): Query => ({
  oneOf: members.flatMap((member) => [member, `+${member}`, `-${member}`]),
});

const VERSION: Shape = { placed: { named: 'version' } };
const COMPONENT: Shape = { placed: { named: 'component' } };
/** What a list over several projects says of a component. */
const COMPONENT_ROW: Shape = {
  placed: { members: { self: { self: 'component' }, id: 'text', name: 'text', description: 'text' } },
};

const VERSION_MEMBERS: Members = {
  name: 'text',
  description: 'text',
  archived: 'flag',
  released: 'flag',
  startDate: { form: 'day' },
  releaseDate: { form: 'day' },
};
const COMPONENT_MEMBERS: Members = {
  name: 'text',
  description: 'text',
  leadAccountId: 'person',
  assigneeType: { oneOf: ['PROJECT_DEFAULT', 'COMPONENT_LEAD', 'PROJECT_LEAD', 'UNASSIGNED'] },
};

/** Its project, said again by what was read: a thing stays in the one where it is. */
const SAME_PROJECT: Members = { project: { sameProject: true }, projectId: { sameProject: true } };
const VERSION_CHANGED: Members = {
  ...printed(SHAPES.version.members),
  ...VERSION_MEMBERS,
  ...SAME_PROJECT,
  id: { samePlace: 'version' },
};
const COMPONENT_CHANGED: Members = {
  ...printed(SHAPES.component.members),
  ...COMPONENT_MEMBERS,
  ...SAME_PROJECT,
  isAssigneeTypeValid: 'printed',
  id: { samePlace: 'component' },
};

const below = { kind: 'relay', status: 200, check: 'project', places: { project: { ref: 'project' } } } as const;
const writes = { kind: 'relay', check: 'before', renames: true } as const;
const version = { ref: 'version' } as const;
const component = { ref: 'component' } as const;
/** Pages are searched in what rows show. */
const PAGED = { page: { size: 50 }, keep: { query: { has: ['name', 'description'] } } } as const satisfies Listing;

export const VERSIONS: readonly Operation[] = [
  {
    ...below,
    id: 'getProjectVersions',
    method: 'GET',
    path: 'project/{project}/versions',
    needs: 'version:read',
    query: { expand: NO_EXPAND },
    answer: { list: VERSION },
  },
  {
    ...below,
    id: 'getProjectVersionsPaginated',
    method: 'GET',
    path: 'project/{project}/version',
    needs: 'version:read',
    query: {
      ...PAGE,
      orderBy: ordered('description', 'name', 'releaseDate', 'sequence', 'startDate'),
      status: { someOf: ['released', 'unreleased', 'archived'] },
      expand: NO_EXPAND,
    },
    list: {
      ...PAGED,
      from: 'project/{project}/versions',
      keep: {
        ...PAGED.keep,
        status: {
          where: {
            released: { released: true, archived: false },
            unreleased: { released: false, archived: false },
            archived: { archived: true },
          },
        },
      },
    },
    answer: { list: VERSION },
  },
  {
    id: 'getVersion',
    method: 'GET',
    path: 'version/{version}',
    kind: 'relay',
    needs: 'version:read',
    places: { version },
    query: { expand: NO_EXPAND },
    answer: VERSION,
    status: 200,
    check: 'answer',
  },
  {
    ...writes,
    id: 'createVersion',
    method: 'POST',
    path: 'version',
    needs: 'version:create',
    body: {
      members: { ...VERSION_MEMBERS, project: { projectAs: 'projectId' }, projectId: { projectAs: 'projectId' } },
      required: ['name', 'projectId'],
    },
    answer: VERSION,
    status: 201,
  },
  {
    ...writes,
    id: 'updateVersion',
    method: 'PUT',
    path: 'version/{version}',
    needs: 'version:edit',
    places: { version },
    body: { members: VERSION_CHANGED },
    answer: VERSION,
    shows: 'version:read',
    status: 200,
  },
  {
    ...writes,
    id: 'deleteVersion',
    method: 'DELETE',
    path: 'version/{version}',
    needs: 'version:delete',
    places: { version },
    query: { moveFixIssuesTo: version, moveAffectedIssuesTo: version },
    writes: ['fixVersions', 'versions'],
    ofEveryType: true,
    answer: 'empty',
    status: 204,
  },
  {
    ...writes,
    id: 'moveVersion',
    method: 'POST',
    path: 'version/{version}/move',
    needs: 'version:edit',
    places: { version },
    body: { members: { position: { oneOf: ['Earlier', 'Later', 'First', 'Last'] } }, required: ['position'] },
    answer: VERSION,
    shows: 'version:read',
    status: 200,
  },
  {
    ...below,
    id: 'getProjectComponents',
    method: 'GET',
    path: 'project/{project}/components',
    needs: 'component:read',
    query: { componentSource: JIRAS },
    answer: { list: COMPONENT },
  },
  {
    ...below,
    id: 'getProjectComponentsPaginated',
    method: 'GET',
    path: 'project/{project}/component',
    needs: 'component:read',
    query: { ...PAGE, orderBy: ordered('description', 'name'), componentSource: JIRAS },
    list: { ...PAGED, from: 'project/{project}/components' },
    answer: { list: COMPONENT },
  },
  {
    id: 'findComponentsForProjects',
    method: 'GET',
    path: 'component',
    kind: 'relay',
    needs: 'component:read',
    query: { ...PAGE, projectIdsOrKeys: { list: { ref: 'project' } }, orderBy: ordered('description', 'name') },
    list: { ...PAGED, from: 'project/{project}/components' },
    answer: { list: COMPONENT_ROW },
    status: 200,
    check: 'project',
  },
  {
    id: 'getComponent',
    method: 'GET',
    path: 'component/{component}',
    kind: 'relay',
    needs: 'component:read',
    places: { component },
    answer: COMPONENT,
    status: 200,
    check: 'answer',
  },
  {
    ...writes,
    id: 'createComponent',
    method: 'POST',
    path: 'component',
    needs: 'component:create',
    body: {
      members: {
        ...COMPONENT_MEMBERS,
        project: { projectAs: 'project' },
        projectId: { projectAs: 'project' },
        // Jira works it out, and reads it from nobody.
        isAssigneeTypeValid: { only: [false, true] },
      },
      required: ['name', 'project'],
    },
    answer: COMPONENT,
    status: 201,
  },
  {
    ...writes,
    id: 'updateComponent',
    method: 'PUT',
    path: 'component/{component}',
    needs: 'component:edit',
    places: { component },
    body: { members: COMPONENT_CHANGED },
    answer: COMPONENT,
    shows: 'component:read',
    status: 200,
  },
  {
    ...writes,
    id: 'deleteComponent',
    method: 'DELETE',
    path: 'component/{component}',
    needs: 'component:delete',
    places: { component },
    query: { moveIssuesTo: component },
    writes: ['components'],
    ofEveryType: true,
    answer: 'empty',
    status: 204,
  },
];
