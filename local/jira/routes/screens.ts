/** What may be filled in where: create metadata, page by page, and the edit screen of an issue. */

import { projectByKeyOrId } from '../change';
import { refused } from '../errors';
import { printEditMetadata } from '../print/edit-metadata';
import { printFieldMetadata, screenFields } from '../print/field-metadata';
import { printIssueType } from '../print/issue-type';
import { issueTypesOf, printProjectRef } from '../print/project';
import type { IssueType, Project } from '../state';
import { may, readableIssue, readableProject } from './access';
import { answer, type Call, type Handler } from './call';
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

/** Every project in which the caller may create, unless some are named; one that is not there is left out. */
export const listCreateMetadata: Handler = (call) => {
  const named = [...call.query.list('projectIds'), ...call.query.list('projectKeys')];
  const chosen = named.map((each) => projectByKeyOrId(call.state, each));
  const projects = [...call.state.projects.values()].filter(
    (project) => may(call, 'CREATE_ISSUES', project) && (named.length === 0 || chosen.includes(project)),
  );
  return answer({
    expand: 'projects',
    projects: projects.map((project) => {
      const { self, id, key, name, avatarUrls } = printProjectRef(call.print, project);
      return { expand: 'issuetypes', self, id, key, name, avatarUrls, issuetypes: creatableTypes(call, project) };
    }),
  });
};

function creatableTypes(call: Call, project: Project): readonly unknown[] {
  const [ids, names] = [call.query.list('issuetypeIds'), call.query.list('issuetypeNames')];
  const asked = (type: IssueType): boolean =>
    ids.length + names.length === 0 || ids.includes(type.id) || names.includes(type.name);
  const withFields = call.query.set('expand').has('projects.issuetypes.fields');
  return issueTypesOf(call.print, project)
    .filter(asked)
    .map((type) => {
      const screen = { projectId: project.id, typeId: type.id };
      const fields = screenFields(call.print, screen).map((field) => [
        field.id,
        printFieldMetadata(call.print, field.id, screen),
      ]);
      return {
        ...printIssueType(call.print, type),
        expand: 'fields',
        ...(withFields ? { fields: Object.fromEntries(fields) } : {}),
      };
    });
}

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
