/** Issue types as Jira prints them, with the `scope` that names a team-managed project. */
import type { Id, IssueType } from '../state';
import { baseOf, type Printing, present, selfUrl } from './printing';

export function printIssueType(p: Printing, type: IssueType): Record<string, unknown> {
  return present({
    self: selfUrl(p, `issuetype/${type.id}`),
    id: type.id,
    description: type.description,
    iconUrl: `${baseOf(p)}/rest/api/2/universal_avatar/view/type/issuetype/avatar/${type.avatarId}?size=medium`,
    name: type.name,
    untranslatedName: type.name,
    subtask: type.level === -1,
    avatarId: type.avatarId,
    hierarchyLevel: type.level,
    entityId: type.projectId === null ? undefined : entityId(type.id),
    ...projectScope(type.projectId),
  });
}

/** An invented one, stable by id: the state keeps none. */
const entityId = (id: Id): string => `00000000-0000-4000-9000-${id.padStart(12, '0')}`;

/** Team-managed types, statuses and fields say which project they belong to; global ones say nothing. */
export const projectScope = (projectId: Id | null): Record<string, unknown> =>
  projectId === null ? {} : { scope: { type: 'PROJECT', project: { id: projectId } } };
