/** Boards and the sprints that stem from them, as the simulated Jira keeps them. */
import type { Id, Instant } from './state';

export type Board = {
  readonly id: number;
  readonly projectId: Id;
  readonly name: string;
  readonly type: 'scrum' | 'kanban' | 'simple';
  /** The board's saved filter, as JQL; it may reach beyond the board's own project. */
  readonly jql: string;
};

export type Sprint = {
  readonly id: number;
  readonly boardId: number;
  readonly name: string;
  readonly state: 'future' | 'active' | 'closed';
  readonly goal: string;
  readonly startDate: Instant | null;
  readonly endDate: Instant | null;
  readonly completeDate: Instant | null;
};
