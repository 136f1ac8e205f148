/** What of boards, sprints and epics may be seen. Filters, queries and administrators of a board are left out. */
import type { Members, Shape } from './operation';

const LIFE: Members = {
  state: 'word',
  name: 'text',
  startDate: 'text',
  endDate: 'text',
  completeDate: 'text',
  createdDate: 'text',
  goal: 'text',
};

/** As Jira Software prints it; in a field of an issue one from elsewhere is as none. */
export const SPRINT = {
  ref: 'sprint',
  show: { members: { id: 'number', self: { self: 'sprint' }, ...LIFE, originBoardId: 'number' } },
  ifForeign: 'remove',
} as const satisfies Shape;
export const SPRINT_FIELD: Shape = { ...SPRINT, ifForeign: 'null' };

/** As it stands in the platform's field of an issue. */
export const SPRINT_OF_ISSUE: Shape = {
  ref: 'sprint',
  show: { members: { id: 'number', ...LIFE, boardId: 'number' } },
  ifForeign: 'remove',
};

export const EPIC = {
  ref: 'issue',
  show: {
    members: {
      id: 'number',
      key: 'text',
      self: { self: 'epic' },
      name: { shape: 'text', repeats: 'custom' },
      summary: { shape: 'text', field: 'summary' },
      color: { shape: { members: { key: 'text' } }, repeats: 'custom' },
      done: { shape: 'flag', repeats: 'custom' },
    },
  },
  ifForeign: 'remove',
} as const satisfies Shape;
export const EPIC_FIELD: Shape = { ...EPIC, ifForeign: 'null' };

export const BOARD: Shape = {
  ref: 'board',
  show: {
    members: {
      id: 'number',
      self: { self: 'board' },
      name: 'text',
      type: 'word',
      location: {
        members: {
          projectId: 'number',
          displayName: 'text',
          projectName: 'text',
          projectKey: 'text',
          projectTypeKey: 'word',
          name: 'text',
        },
      },
    },
  },
  ifForeign: 'remove',
};

/**
 * Columns show those statuses that granted projects use. One that has others alone is there for another project, and may be
 * called after it.
 */
export const CONFIGURATION: Shape = {
  ref: 'board',
  show: {
    members: {
      id: 'number',
      name: 'text',
      type: 'word',
      self: { self: 'boardConfiguration' },
      location: {
        ref: 'project',
        show: { members: { type: 'word', key: 'text', id: 'text', self: { self: 'project' }, name: 'text' } },
        ifForeign: 'remove',
      },
      columnConfig: {
        members: {
          columns: {
            list: {
              members: {
                name: 'text',
                statuses: {
                  list: {
                    ref: 'status',
                    show: { members: { id: 'text', self: { self: 'status' } } },
                    ifForeign: 'remove',
                  },
                },
                min: 'number',
                max: 'number',
              },
            },
            holding: 'statuses',
          },
          constraintType: 'word',
        },
      },
      estimation: {
        members: {
          type: 'word',
          field: {
            ref: 'field',
            show: { members: { fieldId: 'word', displayName: 'text' } },
            ifForeign: 'remove',
          },
        },
      },
    },
  },
  ifForeign: 'remove',
};

/** The size of an issue, in the field that the board keeps it in. */
export const ESTIMATION: Shape = {
  ref: 'field',
  show: { members: { fieldId: 'word', value: 'figure' } },
  ifForeign: 'remove',
};
