/**
 * Service desks with their request types and queues.
 *
 * A desk is found by its own id and, where no desk has it, by the id or key of its project: two number spaces in one
 * parameter. What stands below a desk is bound to it or not, by switch, like what stands below an issue.
 */
import { projectByKeyOrId } from '../change';
import { deskRefused } from '../errors';
import { searchIssues } from '../jql/search';
import { canFindIssue, canSeeProject } from '../permissions';
import { deskUrl, printDesk, printForm, printQueue, printRequestType } from '../print/desk';
import { printIssue } from '../print/issue';
import type { Id, Issue, Project } from '../state';
import type { Queue, RequestType, ServiceDesk } from '../state-desk';
import { idIn } from './body';
import { answer, type Call, type Handler } from './call';

type Placed = { readonly desk: ServiceDesk; readonly project: Project };

const absent = (what: string) =>
  deskRefused(404, `The ${what} does not exist or you do not have permission to see it.`);

export function readableDesk(call: Call, text: string): Placed {
  const { serviceDesks, projects } = call.state;
  const named = serviceDesks.get(idIn(text));
  const ofProject = named ?? deskOfProject(call, projectByKeyOrId(call.state, text.trim())?.id);
  const project = projects.get(ofProject?.projectId ?? '');
  if (ofProject === undefined || project === undefined || !canSeeProject(call.state, call.viewer, project))
    throw absent('service desk');
  return { desk: ofProject, project };
}

const deskOfProject = (call: Call, projectId: Id | undefined): ServiceDesk | undefined =>
  [...call.state.serviceDesks.values()].find((desk) => desk.projectId === projectId);

/** Of the desk in the path, or by switch of any desk that the caller sees. */
function belowDesk<T extends RequestType | Queue>(call: Call, thing: T | undefined, what: string): T {
  const { desk } = readableDesk(call, call.params.serviceDeskId ?? '');
  if (thing === undefined) throw absent(what);
  const isForeign = thing.deskId !== desk.id;
  if (isForeign && call.switches['child.parentCheck'] !== 'foreign-child') throw absent(what);
  readableDesk(call, thing.deskId);
  return thing;
}

const typeOf = (call: Call): RequestType =>
  belowDesk(call, call.state.requestTypes.get(call.params.requestTypeId ?? ''), 'request type');
const queueOf = (call: Call): Queue => belowDesk(call, call.state.queues.get(call.params.queueId ?? ''), 'queue');

/** `start` and `limit`, and no total. Fewer rows than asked for may come before the last page. */
export function deskPage(call: Call, rows: readonly unknown[], path: string, limitMax = 50): Record<string, unknown> {
  const start = Math.max(0, call.query.count('start', 0));
  const limit = Math.min(limitMax, Math.max(1, call.query.count('limit', limitMax)));
  const end = start + limit;
  const at = (from: number): string => deskUrl(call.print, `${path}?start=${from}&limit=${limit}`);
  const values = rows.slice(start, end);
  return {
    _expands: [],
    size: values.length,
    start,
    limit,
    isLastPage: end >= rows.length,
    _links: {
      self: at(start),
      base: deskUrl(call.print, '').replace(/\/$/, ''),
      context: '',
      ...(end < rows.length ? { next: at(end) } : {}),
      ...(start > 0 ? { prev: at(Math.max(0, start - limit)) } : {}),
    },
    values,
  };
}

export const getInfo: Handler = (call) =>
  answer({
    version: '1001.0.0-SNAPSHOT',
    platformVersion: '1001.0.0-SNAPSHOT',
    buildDate: { iso8601: '2026-01-01T00:00:00+0000', jira: '2026-01-01T00:00:00.000+0000', epochMillis: 1 },
    buildChangeSet: call.state.site.cloudId,
    isLicensedForUse: true,
    _links: { self: deskUrl(call.print, 'info') },
  });

export const listDesks: Handler = (call) => {
  const rows = [...call.state.serviceDesks.values()].flatMap((desk) => {
    const project = call.state.projects.get(desk.projectId);
    const seen = project !== undefined && canSeeProject(call.state, call.viewer, project);
    return seen ? [printDesk(call.print, desk, project)] : [];
  });
  return answer(deskPage(call, rows, 'servicedesk'));
};

export const getDesk: Handler = (call) => {
  const { desk, project } = readableDesk(call, call.params.serviceDeskId ?? '');
  return answer(printDesk(call.print, desk, project));
};

export const listRequestTypes: Handler = (call) => {
  const { desk } = readableDesk(call, call.params.serviceDeskId ?? '');
  const words = call.query.text('searchQuery')?.toLowerCase() ?? '';
  const group = call.query.text('groupId');
  const rows = [...call.state.requestTypes.values()]
    .filter(({ deskId }) => deskId === desk.id)
    .filter(({ name, groupIds }) => name.toLowerCase().includes(words) && (!group || groupIds.includes(group)))
    .map((type) => printRequestType(call.print, type));
  return answer(deskPage(call, rows, `servicedesk/${desk.id}/requesttype`));
};

export const getRequestType: Handler = (call) => answer(printRequestType(call.print, typeOf(call)));

export const getForm: Handler = (call) => answer(printForm(call.print, typeOf(call)));

export const listGroups: Handler = (call) => {
  const { desk } = readableDesk(call, call.params.serviceDeskId ?? '');
  return answer(deskPage(call, desk.groups, `servicedesk/${desk.id}/requesttypegroup`));
};

export const listQueues: Handler = (call) => {
  const { desk } = readableDesk(call, call.params.serviceDeskId ?? '');
  const rows = [...call.state.queues.values()]
    .filter(({ deskId }) => deskId === desk.id)
    .map((queue) => printQueue(call.print, queue, countOf(call, queue)));
  return answer(deskPage(call, rows, `servicedesk/${desk.id}/queue`));
};

export const getQueue: Handler = (call) => {
  const queue = queueOf(call);
  return answer(printQueue(call.print, queue, countOf(call, queue)));
};

const countOf = (call: Call, queue: Queue): number | undefined =>
  call.query.flag('includeCount') ? issuesIn(call, queue).length : undefined;

/** Rows show the columns of the queue and no more: not even the project that an issue is in. */
export const listQueueIssues: Handler = (call) => {
  const queue = queueOf(call);
  const request = { fields: queue.fields, expand: new Set<string>(), properties: [], place: 'list' } as const;
  const rows = issuesIn(call, queue).map((issue) => printIssue(call.print, issue, request));
  return answer(deskPage(call, rows, `servicedesk/${queue.deskId}/queue/${queue.id}/issue`));
};

function issuesIn(call: Call, queue: Queue): readonly Issue[] {
  const found = searchIssues(call.searched, queue.jql, {
    accountId: call.viewer,
    now: call.now,
    switches: call.switches,
    visible: (issue) => canFindIssue(call.searched, call.viewer, issue, call.switches),
  });
  return found.ok ? found.issues.map((issue) => call.state.issues.get(issue.id) ?? issue) : [];
}
