/**
 * Projects: the short form inside issues, the row of a search, and the whole of `GET /project/{idOrKey}`.
 *
 * Members that the real Jira fills only for some callers or plans (category, former keys, insight, who put
 * it in the bin) are filled always.
 */
import { versionsOf } from '../change';
import type { Issue, IssueType, Project } from '../state';
import { printComponent } from './component';
import { printIssueType } from './issue-type';
import { printPerson } from './person';
import { baseOf, type Printing, present, selfUrl, time } from './printing';
import { printVersion } from './version';

/** What `expand` of the answer offers. */
const OFFERED = 'description,lead,issueTypes,url,projectKeys,permissions,insight';

/** A project inside an issue, a picker or a list of allowed values. */
export function printProjectRef(p: Printing, project: Project): Record<string, unknown> {
  const category = project.categoryId === null ? undefined : p.state.categories.get(project.categoryId);
  return present({
    self: selfUrl(p, `project/${project.id}`),
    id: project.id,
    key: project.key,
    name: project.name,
    projectTypeKey: project.typeKey,
    simplified: project.style === 'next-gen',
    avatarUrls: avatars(p, project),
    projectCategory: category && { self: selfUrl(p, `projectCategory/${category.id}`), ...category },
  });
}

/** A row of `GET /project/search`; nothing but the asked-for expansions beyond the usual members. */
export function printProjectRow(p: Printing, project: Project, expand: ReadonlySet<string>): Record<string, unknown> {
  return present({
    expand: OFFERED,
    ...printProjectRef(p, project),
    description: expand.has('description') ? project.description : undefined,
    lead: expand.has('lead') ? printPerson(p, project.leadAccountId) : undefined,
    issueTypes: expand.has('issueTypes') ? issueTypesOf(p, project).map((type) => printIssueType(p, type)) : undefined,
    ...standing(p, project),
    ...expansions(p, project, expand),
  });
}

export function printProject(p: Printing, project: Project, expand: ReadonlySet<string>): Record<string, unknown> {
  const versions = versionsOf(p.state, project.id);
  const components = [...p.state.components.values()].filter((component) => component.projectId === project.id);
  return present({
    expand: OFFERED,
    ...printProjectRef(p, project),
    description: project.description,
    lead: printPerson(p, project.leadAccountId),
    components: components.map((component) => printComponent(p, component)),
    issueTypes: issueTypesOf(p, project).map((type) => printIssueType(p, type)),
    assigneeType: 'UNASSIGNED',
    versions: versions.map((version) => printVersion(p, version)),
    roles: Object.fromEntries(
      [...p.state.roles.values()].map((role) => [role.name, selfUrl(p, `project/${project.id}/role/${role.id}`)]),
    ),
    ...standing(p, project),
    ...expansions(p, project, expand),
  });
}

export const issueTypesOf = (p: Printing, project: Project): readonly IssueType[] =>
  project.issueTypeIds.flatMap((id) => p.state.issueTypes.get(id) ?? []);

function standing(p: Printing, project: Project): Record<string, unknown> {
  const nextGen = project.style === 'next-gen';
  const gone = project.lifecycle === 'bin';
  return {
    style: project.style,
    isPrivate: false,
    properties: {},
    entityId: nextGen ? project.uuid : undefined,
    uuid: project.uuid,
    favourite: false,
    archived: project.lifecycle === 'archived' ? true : undefined,
    deleted: gone ? true : undefined,
    deletedBy: gone ? printPerson(p, project.leadAccountId) : undefined,
  };
}

function expansions(p: Printing, project: Project, expand: ReadonlySet<string>): Record<string, unknown> {
  return {
    url: project.url === '' && !expand.has('url') ? undefined : project.url,
    projectKeys: expand.has('projectKeys') ? [project.key, ...project.formerKeys] : undefined,
    permissions: expand.has('permissions') ? { canEdit: true } : undefined,
    insight: expand.has('insight') ? insight(p, project) : undefined,
  };
}

/** Counts every issue, also those that the caller may not see. */
function insight(p: Printing, project: Project): Record<string, unknown> {
  const issues: Issue[] = [...p.state.issues.values()].filter((issue) => issue.projectId === project.id);
  const last = issues
    .map((issue) => issue.updated)
    .sort()
    .at(-1);
  return present({
    totalIssueCount: issues.length,
    lastIssueUpdateTime: last === undefined ? undefined : time(p, last),
  });
}

function avatars(p: Printing, project: Project): Record<string, string> {
  const picture = `${baseOf(p)}/rest/api/${p.version}/universal_avatar/view/type/project/avatar/${10400 + (Number(project.id) % 20)}`;
  return {
    '48x48': picture,
    '24x24': `${picture}?size=small`,
    '16x16': `${picture}?size=xsmall`,
    '32x32': `${picture}?size=medium`,
  };
}
