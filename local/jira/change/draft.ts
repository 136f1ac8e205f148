/**
 * What a caller says of an issue that it makes or changes, in the state's own terms.
 */
import type { Issue } from '../state';

type Editable =
  | 'typeId'
  | 'statusId'
  | 'priorityId'
  | 'resolutionId'
  | 'summary'
  | 'description'
  | 'environment'
  | 'labels'
  | 'assignee'
  | 'reporter'
  | 'dueDate'
  | 'parentId'
  | 'componentIds'
  | 'fixVersionIds'
  | 'affectsVersionIds'
  | 'sprintIds'
  | 'securityLevelId'
  | 'watchers'
  | 'originalEstimateSeconds'
  | 'remainingEstimateSeconds'
  | 'rank';

/** Only what is given changes. `custom` and `properties` are merged by member; `null` in `custom` empties a field. */
export type IssuePatch = Partial<Pick<Issue, Editable | 'custom' | 'properties'>>;

/** A new issue: what is left out is empty, its status is the workflow's first. */
export type IssueDraft = IssuePatch & Pick<Issue, 'projectId' | 'typeId' | 'summary'>;

/** All that a draft may leave out, empty. */
export const EMPTY_DRAFT = {
  priorityId: null,
  resolutionId: null,
  description: null,
  environment: null,
  labels: [],
  assignee: null,
  reporter: null,
  dueDate: null,
  parentId: null,
  componentIds: [],
  fixVersionIds: [],
  affectsVersionIds: [],
  sprintIds: [],
  securityLevelId: null,
  custom: {},
  properties: {},
  watchers: [],
  originalEstimateSeconds: null,
  remainingEstimateSeconds: null,
} as const satisfies IssuePatch;
