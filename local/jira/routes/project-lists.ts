/** Lists of projects and of what is below them, in pages, and the roles of one. */
import { projectByKeyOrId, versionsOf } from '../change';
import { refused } from '../errors';
import { canSeeProject } from '../permissions';
import { printComponent, printComponentRef } from '../print/component';
import { projectScope } from '../print/issue-type';
import { printPerson } from '../print/person';
import { present, selfUrl, siteUrl } from '../print/printing';
import { printProjectRow } from '../print/project';
import { printVersion } from '../print/version';
import type { Component, Holder, Project, Version } from '../state';
import { readableProject } from './access';
import { answer, type Call, type Handler } from './call';
import { pageBean, readPage } from './query';

/** Every project of the site that the caller can see. */
export const listProjects: Handler = (call) => answer(rowsOf(call, seenProjects(call)));

/** What the caller looked at last; here, whatever there is. */
export const listRecent: Handler = (call) => answer(rowsOf(call, seenProjects(call).slice(0, 20)));

const seenProjects = (call: Call): readonly Project[] =>
  [...call.state.projects.values()]
    .filter((project) => project.lifecycle === 'live' && canSeeProject(call.state, call.viewer, project))
    .sort((a, b) => a.key.localeCompare(b.key));

const rowsOf = (call: Call, projects: readonly Project[]): readonly unknown[] =>
  projects.map((project) => printProjectRow(call.print, project, call.query.set('expand')));

export const listVersionPage: Handler = (call) => {
  const project = readableProject(call, call.params.projectIdOrKey ?? '');
  const statuses = call.query.list('status');
  const rows = sorted(call, VERSION_ORDERS, versionsOf(call.state, project.id)).filter(
    (version) => isNamed(call, version) && (statuses.length === 0 || statuses.some((status) => isIn(status, version))),
  );
  const expand = call.query.set('expand');
  return page(
    call,
    `project/${project.key}/version`,
    rows.map((version) => printVersion(call.print, version, expand)),
  );
};

function isIn(status: string, { archived, released }: Version): boolean {
  if (status === 'archived') return archived;
  return !archived && released === (status === 'released');
}

/** Counts of issues are of all that have the component, whoever may see them. */
export const listComponentPage: Handler = (call) => {
  const project = readableProject(call, call.params.projectIdOrKey ?? '');
  const own = [...call.state.components.values()].filter(({ projectId }) => projectId === project.id);
  const counted = (component: Component): unknown => ({
    ...printComponent(call.print, component),
    issueCount: [...call.state.issues.values()].filter((issue) => issue.componentIds.includes(component.id)).length,
  });
  return page(
    call,
    `project/${project.key}/component`,
    sorted(call, COMPONENT_ORDERS, own)
      .filter((each) => isNamed(call, each))
      .map(counted),
  );
};

/** Components of the projects named, or of all; a project that cannot be seen is refused. */
export const findComponents: Handler = (call) => {
  const asked = call.query.list('projectIdsOrKeys').map((idOrKey) => {
    const project = projectByKeyOrId(call.state, idOrKey);
    if (project === undefined || !canSeeProject(call.state, call.viewer, project)) {
      throw refused(404, 'A project could not be found.');
    }
    return project.id;
  });
  const ids = asked.length > 0 ? asked : seenProjects(call).map(({ id }) => id);
  const found = [...call.state.components.values()].filter(({ projectId }) => ids.includes(projectId));
  return page(
    call,
    'component',
    sorted(call, COMPONENT_ORDERS, found)
      .filter((each) => isNamed(call, each))
      .map((component) => ({ ...printComponentRef(call.print, component), ari: `ari:cloud:compass::${component.id}` })),
  );
};

const VERSION_ORDERS = ['description', 'name', 'releaseDate', 'sequence', 'startDate'];
const COMPONENT_ORDERS = ['description', 'issueCount', 'lead', 'name'];

function sorted<T extends object>(call: Call, known: readonly string[], rows: readonly T[]): readonly T[] {
  const asked = call.query.text('orderBy');
  if (asked === undefined) return rows;
  const by = asked.trim().replace(/^[+-]/, '');
  if (!known.includes(by)) throw refused(400, `The orderBy value '${asked}' is not supported.`);
  const placeOf = (row: T): string | number => {
    const value: unknown = Reflect.get(row, by);
    return typeof value === 'string' || typeof value === 'number' ? value : '';
  };
  const up = [...rows].sort((a, b) => {
    const [one, other] = [placeOf(a), placeOf(b)];
    return typeof one === 'number' && typeof other === 'number'
      ? one - other
      : String(one).localeCompare(String(other));
  });
  return asked.startsWith('-') ? up.reverse() : up;
}

function isNamed(call: Call, { name, description }: { readonly name: string; readonly description: string }): boolean {
  const words = call.query.text('query')?.toLowerCase();
  return words === undefined || [name, description].some((text) => text.toLowerCase().includes(words));
}

const page = (call: Call, path: string, rows: readonly unknown[]) =>
  answer(pageBean(rows, readPage(call.query, 50, 100), selfUrl(call.print, path)));

/** Every role of the site, whether anybody has it here or not. */
export const listRoles: Handler = (call) => {
  const project = readableProject(call, call.params.projectIdOrKey ?? '');
  const addresses = [...call.state.roles.values()].map(({ id, name }) => [name, roleUrl(call, project, id)] as const);
  return answer(Object.fromEntries(addresses));
};

export const getRole: Handler = (call) => {
  const project = readableProject(call, call.params.projectIdOrKey ?? '');
  const role = call.state.roles.get(call.params.id ?? '');
  if (role === undefined) throw refused(404, `Can not retrieve a role actor for a null project role.`);
  return answer({
    self: roleUrl(call, project, role.id),
    name: role.name,
    id: Number(role.id),
    description: role.description,
    ...projectScope(project.style === 'next-gen' ? project.id : null),
    actors: (project.roleMembers[role.id] ?? []).map((holder, index) => printActor(call, holder, index)),
  });
};

const roleUrl = (call: Call, project: Project, roleId: string): string =>
  selfUrl(call.print, `project/${project.id}/role/${roleId}`);

function printActor(call: Call, holder: Holder, index: number): Record<string, unknown> {
  const id = 12_000 + index;
  if (holder.kind === 'group') {
    const group = { name: holder.group, displayName: holder.group };
    return { id, displayName: holder.group, type: 'atlassian-group-role-actor', name: holder.group, actorGroup: group };
  }
  const accountId = holder.kind === 'person' ? holder.accountId : '';
  const person = printPerson(call.print, accountId);
  return present({
    id,
    displayName: call.state.people.get(accountId)?.displayName,
    type: 'atlassian-user-role-actor',
    avatarUrl: siteUrl(call.print, 'secure/useravatar'),
    actorUser: person === null ? undefined : { accountId },
  });
}
