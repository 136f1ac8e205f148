/** Projects, and the lists that hang on one. */
import { versionsOf } from '../change';
import { refused } from '../errors';
import { canSeeProject } from '../permissions';
import { printComponent } from '../print/component';
import { selfUrl } from '../print/printing';
import { issueTypesOf, printProject, printProjectRow } from '../print/project';
import { printStatus } from '../print/status';
import { printVersion } from '../print/version';
import type { Project } from '../state';
import { may, readableProject } from './access';
import { answer, type Call, type Handler } from './call';
import { pageBean, readPage } from './query';

export const getProject: Handler = (call) => {
  const project = readableProject(call, call.params.projectIdOrKey ?? '');
  const properties = call.query.list('properties');
  const shown = printProject(call.print, project, call.query.set('expand'));
  return answer(properties.length === 0 ? shown : { ...shown, properties: propertiesOf(project, properties) });
};

export const searchProjects: Handler = (call) => {
  const page = readPage(call.query, 50, 100);
  const order = readOrder(call);
  const expand = call.query.set('expand');
  const properties = call.query.list('properties');
  const rows = [...call.state.projects.values()]
    .filter((project) => canSeeProject(call.state, call.viewer, project) && isAsked(call, project))
    .sort(order)
    .map((project) => ({
      ...printProjectRow(call.print, project, expand),
      ...(properties.length === 0 ? {} : { properties: propertiesOf(project, properties) }),
    }));
  return answer(pageBean(rows, page, selfUrl(call.print, 'project/search')));
};

export const listSecurityLevels: Handler = (call) => {
  const project = readableProject(call, call.params.projectKeyOrId ?? '');
  // Who may not set them is told that there are none.
  const isTold = may(call, 'SET_ISSUE_SECURITY', project);
  const levels = [...call.state.securityLevels.values()].filter(({ projectId }) => isTold && projectId === project.id);
  return answer({
    levels: levels.map(({ id, name, description }) => ({
      self: selfUrl(call.print, `securitylevel/${id}`),
      id,
      description,
      name,
    })),
  });
};

const LIFECYCLE = { live: 'live', archived: 'archived', deleted: 'bin' } as const;

function isAsked(call: Call, project: Project): boolean {
  const { query } = call;
  const ids = query.list('id');
  const keys = query.list('keys').map((key) => key.toUpperCase());
  const types = query.list('typeKey');
  const words = query.text('query')?.toLowerCase();
  const category = query.text('categoryId');
  const asked = query
    .list('status')
    .map((status) => LIFECYCLE[status === 'archived' || status === 'deleted' ? status : 'live']);
  const lifecycles: readonly string[] = asked.length === 0 ? ['live'] : asked;
  return (
    lifecycles.includes(project.lifecycle) &&
    (ids.length === 0 || ids.includes(project.id)) &&
    (keys.length === 0 || [project.key, ...project.formerKeys].some((key) => keys.includes(key.toUpperCase()))) &&
    (types.length === 0 || types.includes(project.typeKey)) &&
    (category === undefined || project.categoryId === category) &&
    (words === undefined || `${project.key} ${project.name}`.toLowerCase().includes(words)) &&
    isAllowed(call, project)
  );
}

function isAllowed(call: Call, project: Project): boolean {
  const action = call.query.text('action');
  if (action === 'edit') return may(call, 'ADMINISTER_PROJECTS', project);
  return action !== 'create' || may(call, 'CREATE_ISSUES', project);
}

function readOrder(call: Call): (a: Project, b: Project) => number {
  const asked = call.query.text('orderBy') ?? 'key';
  const member = asked.replace(/^[+-]/, '');
  const known = [
    'key',
    'name',
    'category',
    'owner',
    'issueCount',
    'lastIssueUpdatedDate',
    'archivedDate',
    'deletedDate',
  ];
  if (!known.includes(member)) throw refused(400, `The orderBy value '${asked}' is not supported.`);
  const sign = asked.startsWith('-') ? -1 : 1;
  return member === 'name'
    ? (a, b) => sign * a.name.localeCompare(b.name)
    : (a, b) => sign * a.key.localeCompare(b.key);
}

const propertiesOf = (project: Project, asked: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(project.properties).filter(([key]) => asked.includes('*all') || asked.includes(key)),
  );

export const listProjectStatuses: Handler = (call) => {
  const project = readableProject(call, call.params.projectIdOrKey ?? '');
  const workflow = call.state.workflows.get(project.workflowId);
  const statuses = (workflow?.statusIds ?? []).flatMap((id) => call.state.statuses.get(id) ?? []);
  return answer(
    issueTypesOf(call.print, project).map((type) => ({
      self: selfUrl(call.print, `issuetype/${type.id}`),
      id: type.id,
      name: type.name,
      subtask: type.level === -1,
      statuses: statuses.map((status) => printStatus(call.print, status)),
    })),
  );
};

export const listProjectVersions: Handler = (call) => {
  const project = readableProject(call, call.params.projectIdOrKey ?? '');
  const expand = call.query.set('expand');
  const versions = versionsOf(call.state, project.id);
  return answer(versions.map((version) => printVersion(call.print, version, expand)));
};

/** `componentSource` is taken and changes nothing: there are no components from elsewhere here. */
export const listProjectComponents: Handler = (call) => {
  const project = readableProject(call, call.params.projectIdOrKey ?? '');
  const components = [...call.state.components.values()].filter((component) => component.projectId === project.id);
  return answer(components.map((component) => printComponent(call.print, component)));
};
