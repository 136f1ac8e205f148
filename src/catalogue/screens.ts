/** What may be filled in where: fields of the screens for new issues and for editing one, with the values that they allow. */
import type { Operation, Shape } from './operation';
import { SHAPES } from './shapes';

const { fieldMeta, issueType } = SHAPES;
const FIELD: Shape = { members: { ...fieldMeta.members, allowedValues: 'allowedValues' } };
const PAGE = { startAt: 'count', maxResults: 'count' } as const;

/** All that there is: Jira's own pages have no more rows than these. */
const ALL = [['maxResults', '200']] as const;
const below = { kind: 'relay', needs: 'metadata:read', status: 200, check: 'project', lexicon: true } as const;
const project = { ref: 'project' } as const;

export const SCREENS: readonly Operation[] = [
  {
    ...below,
    id: 'getCreateIssueMeta',
    method: 'GET',
    path: 'issue/createmeta',
    query: {
      projectIds: { list: { ref: 'project', by: 'id' } },
      projectKeys: { list: { ref: 'project', by: 'key' } },
      issuetypeIds: 'words',
      issuetypeNames: 'words',
      expand: { expand: { 'projects.issuetypes.fields': null } },
    },
    list: {
      send: [
        ['projectIds', '{project}'],
        ['expand', 'projects.issuetypes.fields'],
      ],
      pass: ['issuetypeIds', 'issuetypeNames'],
      rows: 'projects',
    },
    answer: {
      list: {
        ref: 'project',
        show: {
          members: {
            self: { self: 'project' },
            id: 'text',
            key: 'text',
            name: 'text',
            issuetypes: {
              list: {
                members: {
                  ...issueType.members,
                  fields: { shape: { byField: FIELD, on: 'create' }, asked: 'projects.issuetypes.fields' },
                },
              },
            },
          },
        },
        ifForeign: 'remove',
      },
    },
  },
  {
    ...below,
    id: 'getCreateIssueMetaIssueTypes',
    method: 'GET',
    path: 'issue/createmeta/{project}/issuetypes',
    places: { project },
    query: PAGE,
    list: { send: ALL, rows: 'issueTypes', page: { size: 50 } },
    answer: { list: { named: 'issueType' } },
  },
  {
    ...below,
    id: 'getCreateIssueMetaIssueTypeId',
    method: 'GET',
    path: 'issue/createmeta/{project}/issuetypes/{issueType}',
    places: { project, issueType: { ref: 'issueType' } },
    query: PAGE,
    list: { send: ALL, rows: 'fields', page: { size: 50 } },
    answer: { list: { fieldRow: FIELD, on: 'create' } },
  },
  {
    id: 'getEditIssueMeta',
    method: 'GET',
    path: 'issue/{issue}/editmeta',
    kind: 'relay',
    needs: 'metadata:read',
    places: { issue: { ref: 'issue', needs: 'issue:read' } },
    query: { overrideScreenSecurity: { only: ['false'] }, overrideEditableFlag: { only: ['false'] } },
    answer: { members: { fields: { byField: FIELD, on: 'edit' } } },
    status: 200,
    lexicon: true,
    check: 'beside',
  },
];
