/** What may be filled in where: create metadata, page by page, and the edit screen of an issue. */

import { refused } from '../errors';
import { printEditMetadata } from '../print/edit-metadata';
import { printFieldMetadata, screenFields } from '../print/field-metadata';
import { printIssueType } from '../print/issue-type';
import { issueTypesOf } from '../print/project';
import { readableIssue, readableProject } from './access';
import { answer, type Handler } from './call';
import { type PageRequest, readPage } from './query';

export const listCreateIssueTypes: Handler = (call) => {
  const page = readPage(call.query, 50, 200);
  const project = readableProject(call, call.params.projectIdOrKey ?? '');
  const types = issueTypesOf(call.print, project).map((type) => printIssueType(call.print, type));
  return answer(pageOf('issueTypes', types, page));
};

/** The rows stand in `fields`, and again in `results`, which older clients read. */
export const listCreateFields: Handler = (call) => {
  const page = readPage(call.query, 50, 200);
  const project = readableProject(call, call.params.projectIdOrKey ?? '');
  const typeId = call.params.issueTypeId ?? '';
  if (!project.issueTypeIds.includes(typeId)) throw refused(404, `Issue type with id '${typeId}' does not exist.`);
  const screen = { projectId: project.id, typeId };
  const rows = screenFields(call.print, screen).map((field) => ({
    ...printFieldMetadata(call.print, field.id, screen),
    fieldId: field.id,
  }));
  const fields = pageOf('fields', rows, page);
  return answer({ ...fields, results: fields.fields });
};

/** Both override flags are taken as set: this screen never hides a field. */
export const getEditMetadata: Handler = (call) =>
  answer(printEditMetadata(call.print, readableIssue(call, call.params.issueIdOrKey ?? '')));

function pageOf(name: string, rows: readonly unknown[], page: PageRequest): Record<string, unknown> {
  const end = page.startAt + page.maxResults;
  return {
    maxResults: page.maxResults,
    startAt: page.startAt,
    total: rows.length,
    [name]: rows.slice(page.startAt, end),
  };
}
