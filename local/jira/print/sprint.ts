/** Sprints as Jira Software prints them, with the board that each stems from. Times are UTC. */
import type { Sprint } from '../state-boards';
import { agileUrl, type Printing, present } from './printing';

export function printAgileSprint(p: Printing, sprint: Sprint): Record<string, unknown> {
  return present({
    id: sprint.id,
    self: agileUrl(p, `sprint/${sprint.id}`),
    state: sprint.state,
    name: sprint.name,
    startDate: sprint.startDate ?? undefined,
    endDate: sprint.endDate ?? undefined,
    completeDate: sprint.completeDate ?? undefined,
    createdDate: sprint.startDate ?? undefined,
    originBoardId: sprint.boardId,
    goal: sprint.goal,
  });
}
