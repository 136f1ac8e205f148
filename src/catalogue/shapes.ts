/**
 * Shapes that several operations share: what of a thing may be seen. A member that is not named here vanishes.
 * Left out on purpose: pictures and icon addresses (they lead to other hosts), e-mail addresses, the app's own
 * relation to a thing (watching, voting, last viewed), other apps' properties, and counts over the whole site.
 */
import { EPIC_FIELD, SPRINT_FIELD, SPRINT_OF_ISSUE } from './agile-shapes';
import { CHANGELOG } from './histories';
import type { Shape } from './operation';

const scoped = {
  type: 'text',
  project: { ref: 'project', show: { members: { id: 'text' } }, ifForeign: 'remove' },
} as const;

/** What a link, a parent or a subtask shows of the issue at its other end. */
const LINKED_FIELDS = {
  members: {
    summary: { shape: 'text', field: 'summary' },
    status: { shape: { named: 'status' }, field: 'status' },
    priority: { shape: { named: 'priority' }, field: 'priority' },
    issuetype: { shape: { named: 'issueType' }, field: 'issuetype' },
  },
} as const;

export const SHAPES = {
  statusCategory: {
    members: { self: { self: 'statusCategory' }, id: 'number', key: 'word', colorName: 'text', name: 'text' },
  },
  status: {
    members: {
      self: { self: 'status' },
      description: 'text',
      name: 'text',
      untranslatedName: 'text',
      id: 'text',
      statusCategory: { named: 'statusCategory' },
      scope: { ref: 'project', show: { members: scoped }, ifForeign: 'remove' },
    },
  },
  priority: {
    members: {
      self: { self: 'priority' },
      statusColor: 'text',
      description: 'text',
      name: 'text',
      id: 'text',
      isDefault: 'flag',
    },
  },
  resolution: { members: { self: { self: 'resolution' }, id: 'text', description: 'text', name: 'text' } },
  issueType: {
    members: {
      self: { self: 'issueType' },
      id: 'text',
      description: 'text',
      name: 'text',
      untranslatedName: 'text',
      subtask: 'flag',
      hierarchyLevel: 'number',
      scope: { ref: 'project', show: { members: scoped }, ifForeign: 'remove' },
    },
  },
  fieldSchema: { members: { type: 'text', items: 'text', system: 'text', custom: 'text', customId: 'number' } },
  field: {
    members: {
      id: 'text',
      key: 'word',
      name: 'text',
      untranslatedName: 'text',
      custom: 'flag',
      orderable: 'flag',
      navigable: 'flag',
      searchable: 'flag',
      clauseNames: { list: 'text' },
      scope: { ref: 'project', show: { members: scoped }, ifForeign: 'remove' },
      schema: { named: 'fieldSchema' },
    },
  },
  version: {
    members: {
      self: { self: 'version' },
      id: 'text',
      description: 'text',
      name: 'text',
      archived: 'flag',
      released: 'flag',
      startDate: 'text',
      releaseDate: 'text',
      overdue: 'flag',
      projectId: 'number',
    },
  },
  component: {
    members: {
      self: { self: 'component' },
      id: 'text',
      name: 'text',
      description: 'text',
      lead: 'person',
      project: 'text',
      projectId: 'number',
    },
  },
  projectOfIssue: {
    members: {
      self: { self: 'project' },
      id: 'text',
      key: 'text',
      name: 'text',
      projectTypeKey: 'text',
      simplified: 'flag',
    },
  },
  project: {
    members: {
      self: { self: 'project' },
      id: 'text',
      key: 'text',
      description: 'text',
      lead: 'person',
      components: { shape: { list: { named: 'component' } }, needs: 'component:read' },
      issueTypes: { list: { named: 'issueType' } },
      assigneeType: 'text',
      versions: { shape: { list: { named: 'version' } }, needs: 'version:read' },
      name: 'text',
      projectTypeKey: 'text',
      simplified: 'flag',
      style: 'text',
      isPrivate: 'flag',
      archived: 'flag',
    },
  },
  linkType: { members: { id: 'text', name: 'text', inward: 'text', outward: 'text', self: { self: 'linkType' } } },
  linkedIssue: {
    ref: 'issue',
    show: { members: { id: 'text', key: 'text', self: { self: 'issue' }, fields: LINKED_FIELDS } },
    ifForeign: 'remove',
  },
  link: {
    members: {
      id: 'text',
      self: { self: 'link' },
      type: { named: 'linkType' },
      inwardIssue: { named: 'linkedIssue' },
      outwardIssue: { named: 'linkedIssue' },
    },
  },
  comment: {
    members: {
      self: { self: 'comment' },
      id: 'text',
      author: 'person',
      body: 'rich',
      updateAuthor: 'person',
      created: 'text',
      updated: 'text',
      jsdPublic: 'flag',
      visibility: { named: 'visibility' },
    },
  },
  /** Of what is restricted to some; it is shown only to keys that a site admin let see it. */
  visibility: { members: { type: 'word', value: 'text', identifier: 'text' } },
  attachment: {
    members: { id: 'text', filename: 'text', author: 'person', created: 'text', size: 'number', mimeType: 'text' },
  },
  /** An option may belong to another project's context of the same field. */
  option: {
    ref: 'option',
    show: {
      members: {
        self: { self: 'option' },
        id: 'text',
        value: 'text',
        child: {
          ref: 'option',
          show: { members: { self: { self: 'option' }, id: 'text', value: 'text' } },
          ifForeign: 'remove',
        },
      },
    },
    ifForeign: 'null',
  },
  timeTracking: {
    members: {
      originalEstimate: 'text',
      remainingEstimate: 'text',
      originalEstimateSeconds: 'number',
      remainingEstimateSeconds: 'number',
    },
  },
  fieldMeta: {
    members: {
      required: 'flag',
      schema: { named: 'fieldSchema' },
      name: 'text',
      key: 'word',
      fieldId: 'text',
      hasDefaultValue: 'flag',
      operations: { list: 'text' },
    },
  },
  transition: {
    members: {
      id: 'text',
      name: 'text',
      to: { named: 'status' },
      hasScreen: 'flag',
      isGlobal: 'flag',
      isInitial: 'flag',
      isAvailable: 'flag',
      isConditional: 'flag',
      isLooped: 'flag',
      fields: { byField: { named: 'fieldMeta' } },
    },
  },
  issue: {
    ref: 'issue',
    show: {
      members: {
        id: 'text',
        self: { self: 'issue' },
        key: 'text',
        fields: { issueFields: 'read' },
        names: { byField: 'text' },
        schema: { byField: { named: 'fieldSchema' } },
        // Which there are, and where they lead, depends on where the issue stands.
        transitions: { shape: { list: { named: 'transition' } }, field: 'status' },
        changelog: { shape: CHANGELOG, needs: 'changelog:read' },
      },
    },
    ifForeign: 'remove',
  },
  epic: EPIC_FIELD,
  sprint: SPRINT_FIELD,
  sprintOfIssue: SPRINT_OF_ISSUE,
  createdIssue: { members: { id: 'text', key: 'text', self: { self: 'issue' } } },
} as const satisfies Record<string, Shape>;

export type ShapeName =
  | 'statusCategory'
  | 'status'
  | 'priority'
  | 'resolution'
  | 'issueType'
  | 'fieldSchema'
  | 'field'
  | 'version'
  | 'component'
  | 'projectOfIssue'
  | 'project'
  | 'linkType'
  | 'linkedIssue'
  | 'link'
  | 'comment'
  | 'visibility'
  | 'attachment'
  | 'option'
  | 'timeTracking'
  | 'fieldMeta'
  | 'transition'
  | 'issue'
  | 'epic'
  | 'sprint'
  | 'sprintOfIssue'
  | 'createdIssue';

/** The shape behind a name. */
export const shapeNamed = (name: ShapeName): Shape => SHAPES[name];
