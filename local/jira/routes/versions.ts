/**
 * Versions and components, one by one. Ids are looked up over the whole site, a project that is named twice is the one
 * named last, and what is moved to may be anywhere: whoever must not reach beyond a project has to see to it himself.
 */
import {
  addComponent,
  addVersion,
  projectByKeyOrId,
  put,
  deleteComponent as removeComponent,
  deleteVersion as removeVersion,
  moveVersion as reorder,
} from '../change';
import { fieldErrors, refused } from '../errors';
import { canSeeProject } from '../permissions';
import { printComponent } from '../print/component';
import { printVersion } from '../print/version';
import type { Component, Project, Version } from '../state';
import { may } from './access';
import { actOf } from './act';
import { idIn, type Members, members, text } from './body';
import { after, answer, type Call, done, type Handler } from './call';

export const getVersion: Handler = (call) =>
  answer(printVersion(call.print, versionOf(call, call.params.id), call.query.set('expand')));

export const postVersion: Handler = (call) => {
  const body = members(call.body);
  const project = projectIn(call, body);
  if (project === undefined || !may(call, 'ADMINISTER_PROJECTS', project)) {
    throw refused(404, 'Project with the specified id or key does not exist, or you may not administer it.');
  }
  const draft = { ...NEW_VERSION, ...versionPatch(body), projectId: project.id };
  named(draft.name, [...call.state.versions.values()], project, 'version');
  const { state, version } = addVersion(call.state, draft);
  return { status: 201, body: printVersion(after(call, state).print, version), next: state };
};

export const putVersion: Handler = (call) => {
  const version = versionOf(call, call.params.id);
  if (!administers(call, version)) throw refused(400, 'You must have global or project administrator rights.');
  const body = members(call.body);
  const projectId = projectIn(call, body)?.id ?? version.projectId;
  const changed = { ...version, ...versionPatch(body), projectId };
  const next = put(call.state, 'versions', changed);
  return { status: 200, body: printVersion(after(call, next).print, changed), next };
};

export const deleteVersion: Handler = (call) => {
  const version = versionOf(call, call.params.id);
  if (!administers(call, version)) throw refused(401, 'You must have global or project administrator rights.');
  const other = (name: string) => {
    if (call.query.text(name) === undefined) return null;
    const id = idIn(call.query.text(name));
    if (!call.state.versions.has(id) || id === version.id) throw refused(400, `The version in '${name}' is not valid.`);
    return id;
  };
  const instead = { fix: other('moveFixIssuesTo'), affects: other('moveAffectedIssuesTo') };
  return done(removeVersion(call.state, version.id, instead, quiet(call)));
};

export const moveVersion: Handler = (call) => {
  const version = versionOf(call, call.params.id);
  const body = members(call.body);
  const behind = /\/version\/(\d+)$/.exec(text(body.after) ?? '')?.[1];
  const position = POSITIONS.find((each) => each === text(body.position));
  if (behind === undefined && position === undefined) throw refused(400, 'Either after or position is needed.');
  const place = position === undefined ? { after: versionOf(call, behind).id } : { position };
  const next = reorder(call.state, version, place);
  return { status: 200, body: printVersion(after(call, next).print, version), next };
};

const POSITIONS = ['Earlier', 'Later', 'First', 'Last'] as const;

export const getComponent: Handler = (call) => answer(printComponent(call.print, componentOf(call, call.params.id)));

export const postComponent: Handler = (call) => {
  const body = members(call.body);
  const project = projectIn(call, body);
  if (project === undefined) throw refused(404, 'The project does not exist, or you may not see it.');
  if (!may(call, 'ADMINISTER_PROJECTS', project)) throw refused(403, 'The user does not have permission.');
  const draft = { ...NEW_COMPONENT, ...componentPatch(call, body), projectId: project.id };
  named(draft.name, [...call.state.components.values()], project, 'component');
  const { state, component } = addComponent(call.state, draft);
  return { status: 201, body: printComponent(after(call, state).print, component), next: state };
};

export const putComponent: Handler = (call) => {
  const component = componentOf(call, call.params.id);
  if (!administers(call, component)) throw refused(403, 'The user does not have permission.');
  const body = members(call.body);
  const projectId = projectIn(call, body)?.id ?? component.projectId;
  const changed = { ...component, ...componentPatch(call, body), projectId };
  const next = put(call.state, 'components', changed);
  return { status: 200, body: printComponent(after(call, next).print, changed), next };
};

export const deleteComponent: Handler = (call) => {
  const component = componentOf(call, call.params.id);
  if (!administers(call, component)) throw refused(403, 'The user does not have permission.');
  const asked = call.query.text('moveIssuesTo');
  const instead = asked === undefined ? undefined : idIn(asked);
  if (instead !== undefined && !call.state.components.has(instead)) {
    throw refused(404, `The component with id ${instead} does not exist.`);
  }
  return done(removeComponent(call.state, component.id, instead ?? null, quiet(call)));
};

function versionOf(call: Call, id: string | undefined): Version {
  const version = call.state.versions.get(id ?? '');
  if (version === undefined || !isSeen(call, version)) throw refused(404, `Could not find version for id '${id}'`);
  return version;
}

function componentOf(call: Call, id: string | undefined): Component {
  const component = call.state.components.get(id ?? '');
  if (component === undefined || !isSeen(call, component)) {
    throw refused(404, `The component with id ${id} does not exist.`);
  }
  return component;
}

type Placed = Pick<Version, 'projectId'>;

function isSeen(call: Call, { projectId }: Placed): boolean {
  const project = call.state.projects.get(projectId);
  return project !== undefined && project.lifecycle !== 'bin' && canSeeProject(call.state, call.viewer, project);
}

const administers = (call: Call, { projectId }: Placed): boolean =>
  may(call, 'ADMINISTER_PROJECTS', call.state.projects.get(projectId));

/** By `project` or `projectId`, the last of them, in any spelling. */
function projectIn(call: Call, body: Members): Project | undefined {
  const said = Object.entries(body).flatMap(([member, value]) =>
    member === 'project' || member === 'projectId' ? [text(value) ?? ''] : [],
  );
  const project = projectByKeyOrId(call.state, said.at(-1) ?? '');
  return project !== undefined && canSeeProject(call.state, call.viewer, project) ? project : undefined;
}

function named(
  name: string,
  all: readonly (Placed & { readonly name: string })[],
  project: Project,
  kind: 'version' | 'component',
): void {
  if (name.trim() === '') throw fieldErrors({ name: `You must specify a valid ${kind} name` });
  if (all.some((each) => each.projectId === project.id && each.name.toLowerCase() === name.toLowerCase())) {
    throw fieldErrors({ name: `A ${kind} with this name already exists in this project.` });
  }
}

const NEW_VERSION = { name: '', description: '', archived: false, released: false, startDate: null, releaseDate: null };

function versionPatch(body: Members): Partial<Version> {
  const day = (value: unknown) => text(value) ?? null;
  return {
    ...('name' in body ? { name: text(body.name) ?? '' } : {}),
    ...('description' in body ? { description: text(body.description) ?? '' } : {}),
    ...('archived' in body ? { archived: body.archived === true } : {}),
    ...('released' in body ? { released: body.released === true } : {}),
    ...('startDate' in body ? { startDate: day(body.startDate) } : {}),
    ...('releaseDate' in body ? { releaseDate: day(body.releaseDate) } : {}),
  };
}

const NEW_COMPONENT = { name: '', description: '', leadAccountId: null };

function componentPatch(call: Call, body: Members): Partial<Component> {
  const lead = text(body.leadAccountId);
  if (lead !== undefined && !call.state.people.has(lead)) {
    throw fieldErrors({ leadAccountId: `The user ${lead} does not exist.` });
  }
  return {
    ...('name' in body ? { name: text(body.name) ?? '' } : {}),
    ...('description' in body ? { description: text(body.description) ?? '' } : {}),
    ...('leadAccountId' in body ? { leadAccountId: lead ?? null } : {}),
  };
}

/** Jira mails nobody about it. */
const quiet = (call: Call) => actOf(call, { notify: false, historyMetadata: null });
