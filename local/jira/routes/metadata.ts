/** Lists of the whole site: fields, types, statuses, priorities, resolutions, link types. Nobody's are left out. */
import { allFields, printField } from '../print/field';
import { printIssueType } from '../print/issue-type';
import { printLinkType } from '../print/link';
import { printPriorityRow, printResolution } from '../print/priority';
import { issueTypesOf } from '../print/project';
import { printStatus } from '../print/status';
import { readableProject } from './access';
import { answer, type Handler } from './call';

export const listFields: Handler = (call) => answer(allFields(call.state).map((field) => printField(field)));

export const listPriorities: Handler = (call) =>
  answer([...call.state.priorities.values()].map((one) => printPriorityRow(call.print, one)));

export const listStatuses: Handler = (call) =>
  answer([...call.state.statuses.values()].map((one) => printStatus(call.print, one)));

export const listIssueTypes: Handler = (call) =>
  answer([...call.state.issueTypes.values()].map((one) => printIssueType(call.print, one)));

export const listResolutions: Handler = (call) =>
  answer([...call.state.resolutions.values()].map((one) => printResolution(call.print, one)));

export const listLinkTypes: Handler = (call) =>
  answer({ issueLinkTypes: [...call.state.linkTypes.values()].map((one) => printLinkType(call.print, one)) });

/** `GET /issuetype/project`: by the project's id, although any spelling is taken. */
export const listIssueTypesOfProject: Handler = (call) => {
  const level = call.query.text('level') === undefined ? undefined : call.query.count('level', 0);
  const project = readableProject(call, call.query.text('projectId') ?? '');
  const types = issueTypesOf(call.print, project).filter((type) => level === undefined || type.level === level);
  return answer(types.map((type) => printIssueType(call.print, type)));
};
