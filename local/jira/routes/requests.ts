/**
 * Customer requests: another door to issues, with its own look-up by key, former key or id.
 */
import { addComment, put, transitionIssue } from '../change';
import { deskRefused, Refused } from '../errors';
import { visibleComments } from '../permissions';
import { printDeskPerson } from '../print/desk';
import { printRequest, printRequestComment, printSla, printStatuses } from '../print/request';
import { transitionsOf } from '../print/transition';
import { toDocument } from '../rich-text';
import type { Issue, JiraState } from '../state';
import type { CustomerRequest, RequestType } from '../state-desk';
import { mayOnIssue, readableComment, readableIssue, writableIssue } from './access';
import { actOf, afterWrite } from './act';
import { idIn, items, members, text } from './body';
import { after, answer, type Call, done, type Handler } from './call';
import { deskPage, readableDesk } from './desks';
import { create } from './issues';

type Found = { readonly issue: Issue; readonly request: CustomerRequest; readonly type: RequestType };

const OPTIONS = { notify: true, historyMetadata: null } as const;

const absent = (status: number) =>
  deskRefused(status, 'You do not have permission to view the customer request, or it does not exist.');

function requestOf(call: Call, find: (call: Call, idOrKey: string) => Issue): Found {
  const issue = asDesk(call, () => find(call, call.params.issueIdOrKey ?? ''));
  const request = call.state.requests.get(issue.id);
  const type = call.state.requestTypes.get(request?.requestTypeId ?? '');
  if (request === undefined || type === undefined) throw absent(404);
  return { issue, request, type };
}

/** Refusals of the platform in the words of the service desk. */
function asDesk<T>(call: Call, find: () => T): T {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw absent(error.error.status === 404 ? Number(call.switches['jsm.foreign']) : error.error.status);
  }
}

const readable = (call: Call): Found => requestOf(call, readableIssue);
const writable = (call: Call): Found => requestOf(call, writableIssue);

export const getRequest: Handler = (call) => {
  const { issue, type } = readable(call);
  const { desk, project } = readableDesk(call, type.deskId);
  const expand = call.query.set('expand');
  return answer({
    ...printRequest(call.print, issue, type),
    ...(expand.has('serviceDesk') ? { serviceDesk: { id: desk.id, projectName: project.name } } : {}),
  });
};

/** Of the other desk's type too: the desk in the body is looked at, and the type decides. */
export const postRequest: Handler = (call) => {
  const body = members(call.body);
  const { desk } = readableDesk(call, text(body.serviceDeskId) ?? '');
  const type = call.state.requestTypes.get(idIn(body.requestTypeId));
  const isForeign = type !== undefined && type.deskId !== desk.id;
  if (type === undefined || (isForeign && call.switches['child.parentCheck'] !== 'foreign-child'))
    throw deskRefused(400, 'Your request could not be created: the request type is not valid for the service desk.');
  const { project } = readableDesk(call, type.deskId);
  const onBehalf = text(body.raiseOnBehalfOf);
  const fields = {
    ...members(body.requestFieldValues),
    project: { id: project.id },
    issuetype: { id: type.issueTypeId },
    ...(onBehalf === undefined ? {} : { reporter: { accountId: onBehalf } }),
  };
  const made = create(call, { fields });
  const participants = items(body.requestParticipants).flatMap((one) => text(one) ?? []);
  const request: CustomerRequest = { id: made.issue.id, requestTypeId: type.id, participants, slas: [] };
  const next = tell(put(made.state, 'requests', request), made.issue, [...participants, onBehalf ?? '']);
  const shown = next.issues.get(made.issue.id) ?? made.issue;
  return { status: 201, body: printRequest(after(call, next).print, shown, type), next };
};

/** Mail to everybody who was invited. */
const tell = (state: JiraState, issue: Issue, accountIds: readonly string[]): JiraState =>
  accountIds
    .filter((to) => state.people.has(to))
    .reduce(
      (sofar, to) =>
        put(sofar, 'mails', {
          id: `${issue.id}-${to}`,
          issueId: issue.id,
          projectId: issue.projectId,
          to,
          subject: `${issue.key} ${issue.summary}`,
        }),
      state,
    );

export const listRequestComments: Handler = (call) => {
  const { issue } = readable(call);
  const wants = (name: string): boolean => call.query.text(name) === undefined || call.query.flag(name);
  const rows = visibleComments(call.state, call.viewer, issue)
    .filter(({ jsdPublic }) => wants(jsdPublic === false ? 'internal' : 'public'))
    .map((comment) => printRequestComment(call.print, comment));
  return answer(deskPage(call, rows, `request/${issue.id}/comment`));
};

export const getRequestComment: Handler = (call) => {
  const { issue } = readable(call);
  const comment = asDesk(call, () => readableComment(call, issue, call.params.commentId ?? ''));
  return answer(printRequestComment(call.print, comment));
};

export const postRequestComment: Handler = (call) => {
  const { issue } = writable(call);
  const body = members(call.body);
  const words = text(body.body) ?? '';
  if (words.trim() === '') throw deskRefused(400, 'Comment body can not be empty!');
  if (!mayOnIssue(call, 'ADD_COMMENTS', issue)) throw deskRefused(403, 'You may not comment on this request.');
  const draft = { issueId: issue.id, body: toDocument(words), jsdPublic: body.public !== false };
  const made = addComment(call.state, draft, actOf(call, OPTIONS));
  const next = afterWrite(call, made.state, issue.id);
  return { status: 201, body: printRequestComment(after(call, next).print, made.comment), next };
};

export const listParticipants: Handler = (call) => {
  const { issue, request } = readable(call);
  const rows = request.participants.map((accountId) => printDeskPerson(call.print, accountId));
  return answer(deskPage(call, rows, `request/${issue.id}/participant`));
};

export const listStatuses: Handler = (call) => {
  const { issue } = readable(call);
  return answer(deskPage(call, printStatuses(call.print, issue), `request/${issue.id}/status`));
};

export const listSlas: Handler = (call) => {
  const { issue, request } = readable(call);
  const rows = request.slas.map((sla) => printSla(call.print, request, sla));
  return answer(deskPage(call, rows, `request/${issue.id}/sla`));
};

export const getSla: Handler = (call) => {
  const { request } = readable(call);
  const sla = request.slas.find(({ id }) => id === call.params.slaMetricId);
  if (sla === undefined) throw deskRefused(404, 'The SLA metric does not exist.');
  return answer(printSla(call.print, request, sla));
};

export const listRequestTransitions: Handler = (call) => {
  const { issue } = readable(call);
  const rows = transitionsOf(call.state, issue).map(({ id, name }) => ({ id, name }));
  return answer(deskPage(call, rows, `request/${issue.id}/transition`));
};

export const postRequestTransition: Handler = (call) => {
  const { issue } = writable(call);
  const { id, additionalComment } = members(call.body);
  const transition = transitionsOf(call.state, issue).find((one) => one.id === text(id));
  if (transition === undefined) throw deskRefused(400, 'The transition is not valid for this request.');
  const act = actOf(call, OPTIONS);
  const moved = transitionIssue(call.state, issue.id, transition, {}, act);
  const words = text(members(additionalComment).body);
  const draft = { issueId: issue.id, body: toDocument(words ?? ''), jsdPublic: true };
  return done(afterWrite(call, words === undefined ? moved : addComment(moved, draft, act).state, issue.id));
};
