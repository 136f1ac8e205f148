/** Issues: get, history, create, edit, delete, assign. */
import {
  childrenOf,
  createIssue,
  deleteIssue,
  editIssue,
  type IssuePatch,
  isSubtask,
  moveIssue,
  transitionIssue,
} from '../change';
import { fieldErrors, type JiraError, Refused, refused } from '../errors';
import { printHistoryEntry } from '../print/changelog';
import { type IssueRequest, printIssue } from '../print/issue';
import { selfUrl } from '../print/printing';
import { transitionsOf } from '../print/transition';
import type { Issue, JiraState, Project } from '../state';
import { may, mayOnIssue, readableIssue, writableIssue } from './access';
import { actOf, afterWrite, type WriteOptions, writeOptions } from './act';
import { isRecord, items, members, text } from './body';
import { after, answer, type Call, done, type Handler, type Reply } from './call';
import { accountNamed, projectNamed } from './named';
import { pageBean, readPage } from './query';
import { type FieldsReading, readFields } from './read-fields';

/** `fieldsByKeys`, `updateHistory` and `failFast` change nothing that an answer shows. */
export const getIssue: Handler = (call) =>
  answer(printIssue(call.print, readableIssue(call, call.params.issueIdOrKey ?? ''), singleRequest(call)));

function singleRequest(call: Call): IssueRequest {
  const fields = call.query.list('fields');
  return {
    fields: fields.length === 0 ? ['*all'] : fields,
    expand: call.query.set('expand'),
    properties: call.query.list('properties'),
    place: 'single',
  };
}

/** Oldest first; `self` shows the key although the id was asked for. */
export const listChangelog: Handler = (call) => {
  const page = readPage(call.query, 100, 100);
  const issue = readableIssue(call, call.params.issueIdOrKey ?? '');
  const rows = pageBean(issue.history, page, selfUrl(call.print, `issue/${issue.key}/changelog`));
  const values = issue.history.slice(page.startAt, page.startAt + page.maxResults);
  return answer({ ...rows, values: values.map((entry) => printHistoryEntry(call.print, entry)) });
};

export const createOne: Handler = (call) => {
  const made = create(call, call.body);
  return { status: 201, body: created(call, made), next: made.state };
};

type Made = { readonly state: JiraState; readonly issue: Issue; readonly transitioned: boolean };

const NESTED = { status: 200, errorCollection: { errorMessages: [], errors: {} } };

const created = (call: Call, made: Made): Record<string, unknown> => ({
  id: made.issue.id,
  key: made.issue.key,
  self: selfUrl(call.print, `issue/${made.issue.id}`),
  ...(made.transitioned ? { transition: NESTED } : {}),
});

/** Makes what it can; 400 only when nothing was made. */
export const createMany: Handler = (call) => {
  const entries = items(members(call.body).issueUpdates);
  if (entries.length > 50) throw refused(400, 'The number of issues to create exceeds the limit of 50.');
  let state = call.state;
  const issues: unknown[] = [];
  const errors: unknown[] = [];
  entries.forEach((entry, failedElementNumber) => {
    try {
      const made = create(after(call, state), entry);
      state = made.state;
      issues.push(created(call, made));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      errors.push({ status: error.error.status, elementErrors: elementErrors(error.error), failedElementNumber });
    }
  });
  return { status: issues.length === 0 ? 400 : 201, body: { issues, errors }, next: state };
};

const elementErrors = ({ form }: JiraError): Record<string, unknown> =>
  form.kind === 'messages'
    ? { errorMessages: form.messages, errors: form.errors ?? {} }
    : { errorMessages: [], errors: {} };

/** A new issue, from a body like that of `POST /issue`. */
export function create(call: Call, body: unknown): Made {
  const project = projectOf(call, body);
  if (!may(call, 'CREATE_ISSUES', project)) {
    throw refused(call.viewer === null ? 401 : 403, 'You do not have permission to create issues in this project.');
  }
  const reading = readFields(call, body, project);
  const { typeId, summary, ...patch } = reading.patch;
  if (summary === undefined) throw fieldErrors({ summary: 'You must specify a summary of the issue.' });
  if (typeId === undefined) throw fieldErrors({ issuetype: 'Specify a valid issue type' });
  refuseWrongParent(call, typeId, patch);
  const options = writeOptions({ ...call, body }, undefined);
  const properties = readProperties(body);
  const draft = {
    priorityId: project.priorityIds.at(2) ?? project.priorityIds.at(0) ?? null,
    ...patch,
    typeId,
    summary,
    projectId: project.id,
    properties,
  };
  const made = createIssue(call.state, draft, actOf(call, options));
  const written = sideWrites(made.state, made.issue.id, reading, options);
  const transition = transitionAsked(call, written, made.issue.id, body);
  const moved =
    transition === undefined ? written : transitionIssue(written, made.issue.id, transition, {}, actOf(call, options));
  return { state: afterWrite(call, moved, made.issue.id), issue: made.issue, transitioned: transition !== undefined };
}

function projectOf(call: Call, body: unknown): Project {
  const { fields, update } = members(body);
  const updated = items(members(update).project).flatMap((operation) => Object.values(members(operation)));
  const named =
    updated.at(-1) ?? Object.entries(members(fields)).findLast(([name]) => name.toLowerCase() === 'project')?.[1];
  if (named === undefined || named === null) throw fieldErrors({ project: 'project is required' });
  const project = projectNamed(call.state, named);
  if (project === undefined || !may(call, 'BROWSE_PROJECTS', project))
    throw fieldErrors({ project: 'valid project is required' });
  return project;
}

/** Levels only: a parent in another project is as good as one in this. */
function refuseWrongParent(call: Call, typeId: string, patch: IssuePatch): void {
  const level = call.state.issueTypes.get(typeId)?.level ?? 0;
  const parent = patch.parentId ? call.state.issues.get(patch.parentId) : undefined;
  if (parent === undefined) {
    if (level === -1 && !patch.parentId)
      throw fieldErrors({ issuetype: 'Issue type is a sub-task but parent issue key or id not specified.' });
    return;
  }
  const above = call.state.issueTypes.get(parent.typeId)?.level ?? 0;
  if (above > level || call.switches['parent.error'] === 'accepts') return;
  if (call.switches['parent.error'] === 'both') {
    throw fieldErrors({ parent: 'Please select valid parent issue.', parentId: 'Please select valid parent issue.' });
  }
  throw fieldErrors({ parentId: 'Given parent work item does not belong to appropriate hierarchy.' });
}

function sideWrites(state: JiraState, issueId: string, reading: FieldsReading, options: WriteOptions): JiraState {
  return reading.sideWrites.reduce((sofar, write) => {
    const issue = sofar.issues.get(issueId);
    return issue === undefined ? sofar : write(sofar, issue, options);
  }, state);
}

function transitionAsked(call: Call, state: JiraState, issueId: string, body: unknown) {
  const asked = members(body).transition;
  const id = text(isRecord(asked) ? asked.id : asked);
  const issue = state.issues.get(issueId);
  if (id === undefined || issue === undefined) return undefined;
  const transition = transitionsOf(after(call, state).state, issue).find((one) => one.id === id);
  if (transition === undefined) throw refused(400, `Transition id '${id}' is not valid for this issue.`);
  return transition;
}

export const readProperties = (body: unknown): Record<string, unknown> =>
  Object.fromEntries(
    items(members(body).properties).flatMap((one) => {
      const { key, value } = members(one);
      return typeof key === 'string' ? [[key, value]] : [];
    }),
  );

export const editOne: Handler = (call) => {
  const issue = writableIssue(call, call.params.issueIdOrKey ?? '');
  const options = writeOptions(call, issue);
  refuseOverrides(call);
  if (!mayOnIssue(call, 'EDIT_ISSUES', issue)) return editForbidden(call);
  const next = editState(call, issue, options);
  const form = call.switches['edit.answer'];
  if (!call.query.flag('returnIssue') || form === 'nothing') return done(next);
  const shown = next.issues.get(issue.id) ?? issue;
  const request = singleRequest(call);
  const { fields, update } = members(call.body);
  const edited = [...Object.keys(members(fields)), ...Object.keys(members(update))];
  const asked = form === 'issue' ? request : { ...request, fields: edited };
  return { status: 200, body: printIssue(after(call, next).print, shown, asked), next };
};

function editForbidden(call: Call): Reply {
  const status = call.switches['edit.forbidden'];
  if (status === '204') return { status: 204 };
  throw refused(Number(status), 'You do not have permission to edit issues in this project.');
}

/** The whole of an edit or a transition's fields: patch, side writes, properties, and a move if the body names one. */
export function editState(call: Call, issue: Issue, options: WriteOptions): JiraState {
  const project = call.state.projects.get(issue.projectId);
  if (project === undefined) return call.state;
  const reading = readFields(call, call.body, project, issue);
  if (reading.patch.parentId !== undefined)
    refuseWrongParent(call, reading.patch.typeId ?? issue.typeId, reading.patch);
  const properties = readProperties(call.body);
  const edited = editIssue(call.state, issue.id, { ...reading.patch, properties }, actOf(call, options));
  const written = sideWrites(edited, issue.id, reading, options);
  const target = reading.project;
  const moved =
    target === undefined || target.id === issue.projectId ? written : moveIssue(written, issue.id, target.id, call.now);
  return afterWrite(call, moved, issue.id);
}

/** Powers of an app with the global permission; a person is refused. */
function refuseOverrides(call: Call): void {
  const asked = call.query.flag('overrideScreenSecurity') || call.query.flag('overrideEditableFlag');
  if (asked && !call.byApp) {
    throw refused(
      403,
      'Connect and Forge app users with Administer Jira global permission can override screen security.',
    );
  }
}

export const deleteOne: Handler = (call) => {
  const issue = writableIssue(call, call.params.issueIdOrKey ?? '');
  if (!mayOnIssue(call, 'DELETE_ISSUES', issue))
    throw refused(403, 'You do not have permission to delete issues in this project.');
  const withSubtasks = call.query.flag('deleteSubtasks');
  const subtasks = childrenOf(call.state, issue.id).some((child) => isSubtask(call.state, child));
  if (subtasks && !withSubtasks) {
    throw refused(
      400,
      `The issue '${issue.key}' has subtasks.  You must specify the 'deleteSubtasks' parameter to delete this issue and all its subtasks.`,
    );
  }
  return done(
    deleteIssue(call.state, issue.id, { withSubtasks }, actOf(call, { notify: true, historyMetadata: null })),
  );
};

/** `accountId: null` unassigns, `-1` gives it to the project's default, its lead here. */
export const assignOne: Handler = (call) => {
  const issue = writableIssue(call, call.params.issueIdOrKey ?? '');
  if (!mayOnIssue(call, 'ASSIGN_ISSUES', issue)) throw refused(403, 'You do not have permission to assign issues.');
  const accountId = accountNamed(call.body) ?? null;
  const assignee = accountId === '-1' ? (call.state.projects.get(issue.projectId)?.leadAccountId ?? null) : accountId;
  if (assignee !== null && call.state.people.get(assignee) === undefined) {
    throw fieldErrors({ assignee: `User '${assignee}' cannot be assigned issues.` });
  }
  const next = editIssue(call.state, issue.id, { assignee }, actOf(call, { notify: true, historyMetadata: null }));
  return done(afterWrite(call, next, issue.id));
};
