/** Boards: as they stand in lists and alone, and their configuration. Filters and locations are named as they are. */
import { filterIdOf } from '../jql/saved-filters';
import type { CustomField, JiraState, StatusCategory } from '../state';
import type { Board } from '../state-boards';
import { agileUrl, type Printing, present, selfUrl } from './printing';

export function printBoard(p: Printing, board: Board): Record<string, unknown> {
  const project = p.state.projects.get(board.projectId);
  const title = project && `${project.name} (${project.key})`;
  return {
    id: board.id,
    self: agileUrl(p, `board/${board.id}`),
    name: board.name,
    type: board.type,
    location: project && {
      projectId: Number(project.id),
      displayName: title,
      projectName: project.name,
      projectKey: project.key,
      projectTypeKey: project.typeKey,
      avatarURI: `/secure/projectavatar?size=small&s=small&pid=${project.id}&avatarId=10419`,
      name: title,
    },
    isPrivate: false,
  };
}

const COLUMNS: readonly (readonly [name: string, category: StatusCategory])[] = [
  ['To Do', 'new'],
  ['In Progress', 'indeterminate'],
  ['Done', 'done'],
];

/** Columns hold every status of the site: which a board's filter can bring is not asked. */
export function printConfiguration(p: Printing, board: Board): Record<string, unknown> {
  const project = p.state.projects.get(board.projectId);
  const field = estimationField(p.state);
  const statuses = [...p.state.statuses.values()];
  return present({
    id: board.id,
    name: board.name,
    type: board.type,
    self: agileUrl(p, `board/${board.id}/configuration`),
    location: project && {
      type: 'project',
      key: project.key,
      id: project.id,
      self: selfUrl(p, `project/${project.id}`),
      name: project.name,
    },
    filter: { id: String(filterIdOf(board.id)), self: selfUrl(p, `filter/${filterIdOf(board.id)}`) },
    subQuery: { query: board.jql },
    columnConfig: {
      columns: COLUMNS.map(([name, category]) => ({
        name,
        statuses: statuses
          .filter((status) => status.category === category)
          .map(({ id }) => ({ id, self: selfUrl(p, `status/${id}`) })),
        ...(category === 'indeterminate' ? { min: 1, max: 4 } : {}),
      })),
      constraintType: 'issueCount',
    },
    estimation: { type: 'field', field: { fieldId: field?.id, displayName: field?.name } },
    ranking: { rankCustomFieldId: 10_019 },
  });
}

/** The field in which boards keep estimates. */
export const estimationField = (state: JiraState): CustomField | undefined =>
  [...state.customFields.values()].find(({ name }) => name === 'Story Points');
