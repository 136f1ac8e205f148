/**
 * Sprints: made, changed, closed and deleted. What a sprint holds is of any project, and follows it: closing takes out
 * what is not done, deleting all.
 */
import { editIssue, put, remove, takeId } from '../change';
import { fieldErrors, refused } from '../errors';
import { canSeeProject } from '../permissions';
import { printAgileSprint } from '../print/sprint';
import type { JiraState } from '../state';
import type { Sprint } from '../state-boards';
import { may } from './access';
import { actOf } from './act';
import { readableBoard } from './boards';
import { idIn, type Members, members, text } from './body';
import { after, answer, type Call, done, type Handler, type Reply } from './call';

export function readableSprint(call: Call, id: string | undefined): Sprint {
  const sprint = call.state.sprints.get(idIn(id));
  const project = sprint && projectOf(call, sprint);
  if (sprint === undefined || project === undefined || !canSeeProject(call.state, call.viewer, project))
    throw refused(404, 'We could not find the sprint.');
  return sprint;
}

const projectOf = (call: Call, sprint: Pick<Sprint, 'boardId'>) =>
  call.state.projects.get(call.state.boards.get(String(sprint.boardId))?.projectId ?? '');

export const getSprint: Handler = (call) =>
  answer(printAgileSprint(call.print, readableSprint(call, call.params.sprintId)));

export const postSprint: Handler = (call) => {
  const body = members(call.body);
  const board = readableBoard(call, text(body.originBoardId));
  if (board.type === 'kanban') throw refused(400, 'The board does not support sprints');
  const { state: counted, id } = takeId(call.state);
  const sprint: Sprint = { ...EMPTY, ...patchOf(body), id: Number(id), boardId: board.id };
  mayManage(call, sprint);
  if (sprint.name.trim() === '') throw fieldErrors({ name: 'The sprint name cannot be empty.' });
  return printed(call, put(counted, 'sprints', sprint), sprint, 201);
};

const EMPTY = { name: '', state: 'future', goal: '', startDate: null, endDate: null, completeDate: null } as const;

/** Members that are missing are emptied, but for the state. */
export const putSprint: Handler = (call) => changed(call, { name: '', goal: '', startDate: null, endDate: null });
export const patchSprint: Handler = (call) => changed(call, {});

function changed(call: Call, emptied: Partial<Sprint>): Reply {
  const sprint = readableSprint(call, call.params.sprintId);
  mayManage(call, sprint);
  const body = members(call.body);
  const board = body.originBoardId === undefined ? undefined : readableBoard(call, text(body.originBoardId));
  const next: Sprint = { ...sprint, ...emptied, ...patchOf(body), boardId: board?.id ?? sprint.boardId };
  if (next.name.trim() === '') throw fieldErrors({ name: 'The sprint name cannot be empty.' });
  const isClosed = next.state === 'closed' && sprint.state !== 'closed';
  const ended = isClosed ? { ...next, completeDate: next.completeDate ?? new Date(call.now).toISOString() } : next;
  const emptiedState = isClosed ? without(call, sprint.id, (done) => !done) : call.state;
  return printed(call, put(emptiedState, 'sprints', ended), ended, 200);
}

export const deleteSprint: Handler = (call) => {
  const sprint = readableSprint(call, call.params.sprintId);
  mayManage(call, sprint);
  return done(
    remove(
      without(call, sprint.id, () => true),
      'sprints',
      sprint.id,
    ),
  );
};

/** The state in which such issues of a sprint, done or not, are in it no more. */
function without(call: Call, sprintId: number, isTakenOut: (isDone: boolean) => boolean): JiraState {
  const act = actOf(call, { notify: false, historyMetadata: null });
  return [...call.state.issues.values()]
    .filter(({ sprintIds }) => sprintIds.includes(sprintId))
    .filter(({ statusId }) => isTakenOut(call.state.statuses.get(statusId)?.category === 'done'))
    .reduce(
      (state, { id, sprintIds }) =>
        editIssue(state, id, { sprintIds: sprintIds.filter((one) => one !== sprintId) }, act),
      call.state,
    );
}

function mayManage(call: Call, sprint: Sprint): void {
  if (!may(call, 'MANAGE_SPRINTS_PERMISSION', projectOf(call, sprint)))
    throw refused(403, 'You do not have permission to manage sprints.');
}

function printed(call: Call, next: JiraState, sprint: Sprint, status: number): Reply {
  return { status, body: printAgileSprint(after(call, next).print, sprint), next };
}

const STATES = ['future', 'active', 'closed'] as const;

function patchOf(body: Members): Partial<Sprint> {
  const state = STATES.find((one) => one === text(body.state)?.toLowerCase());
  const moment = (value: unknown) => {
    const said = text(value);
    return said === undefined ? null : new Date(said).toISOString();
  };
  return {
    ...('name' in body ? { name: text(body.name) ?? '' } : {}),
    ...('goal' in body ? { goal: text(body.goal) ?? '' } : {}),
    ...('startDate' in body ? { startDate: moment(body.startDate) } : {}),
    ...('endDate' in body ? { endDate: moment(body.endDate) } : {}),
    ...('completeDate' in body ? { completeDate: moment(body.completeDate) } : {}),
    ...(state === undefined ? {} : { state }),
  };
}
