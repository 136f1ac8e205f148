/**
 * Builds a site step by step, through the same changes that Jira's handlers make, so that history, keys and
 * numbers are those of a site that grew. Ids that tests name can be chosen; all else comes from one sequence.
 *
 * The only thing in this folder with a state of its own: `state` moves on with each step.
 */
import {
  addComment,
  type CommentDraft,
  createIssue,
  editIssue,
  type IssueDraft,
  type IssuePatch,
  instant,
  linkIssues,
  put,
  transitionIssue,
  versionsOf,
} from '../change';
import { toDocument } from '../rich-text';
import type {
  Attachment,
  Comment,
  Component,
  CustomField,
  EntityOf,
  Id,
  Issue,
  JiraState,
  Person,
  Project,
  TableName,
  Version,
} from '../state';
import type { Board, Sprint } from '../state-boards';
import { EPIC_LINK_FIELD, PRIORITY, RANK_FIELD, ROLE, SPRINT_FIELD, TYPE, usualPermissions, WORKFLOW } from './base';

export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;

/** Account ids in Atlassian's form, told apart by their end. */
export const accountId = (number: number): string =>
  `712020:00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** An invented person; mail addresses are of the domain that is kept for examples. */
export const person = (number: number, displayName: string, more: Partial<Person> = {}): Person => ({
  accountId: accountId(number),
  displayName,
  emailAddress: `${displayName.toLowerCase().replace(/[^a-z0-9]+/g, '.')}@example.com`,
  active: true,
  accountType: 'atlassian',
  timeZone: 'America/Los_Angeles',
  locale: 'en_US',
  siteAdmin: false,
  groups: [],
  ...more,
});

export type ProjectSpec = Pick<Project, 'id' | 'key' | 'name' | 'leadAccountId'> &
  Partial<Project> & {
    readonly administrators?: readonly string[];
    readonly members?: readonly string[];
    readonly viewers?: readonly string[];
  };

/** A new issue: `id` and `number` only where a test names them; `daysAgo` says when it was made. */
export type IssueSpec = Omit<IssueDraft, 'description'> & {
  readonly id?: Id;
  readonly number?: number;
  readonly description?: string | Issue['description'];
  readonly by: string;
  readonly daysAgo: number;
};

export class SiteBuilder {
  constructor(
    public state: JiraState,
    /** Epoch milliseconds at which the site is what it is. */
    readonly now: number,
  ) {}

  add<K extends TableName>(table: K, entity: EntityOf<K>): EntityOf<K> {
    this.state = put(this.state, table, entity);
    return entity;
  }

  people(people: readonly Person[]): void {
    for (const one of people) this.add('people', one);
  }

  project({ administrators = [], members = [], viewers = [], ...spec }: ProjectSpec): Project {
    const holders = (accountIds: readonly string[]) =>
      accountIds.map((id) => ({ kind: 'person', accountId: id }) as const);
    return this.add('projects', {
      formerKeys: [],
      uuid: `00000000-0000-4000-9000-${spec.id.padStart(12, '0')}`,
      description: '',
      url: '',
      style: 'classic',
      typeKey: 'software',
      lifecycle: 'live',
      categoryId: null,
      issueTypeIds: Object.values(TYPE),
      priorityIds: Object.values(PRIORITY),
      workflowId: WORKFLOW,
      customFieldIds: [EPIC_LINK_FIELD, RANK_FIELD, SPRINT_FIELD],
      permissions: usualPermissions(),
      roleMembers: {
        [ROLE.app]: [{ kind: 'person', accountId: this.state.site.appAccountId }],
        [ROLE.administrators]: holders(administrators),
        [ROLE.members]: holders(members),
        [ROLE.viewers]: holders(viewers),
      },
      appsBlocked: false,
      nextIssueNumber: 1,
      properties: {},
      ...spec,
    });
  }

  field(spec: Pick<CustomField, 'id' | 'name' | 'schemaType' | 'custom'> & Partial<CustomField>): CustomField {
    return this.add('customFields', { schemaItems: null, projectId: null, options: [], ...spec });
  }

  version(spec: Pick<Version, 'id' | 'projectId' | 'name'> & Partial<Version>): Version {
    const unset = { description: '', archived: false, released: false, startDate: null, releaseDate: null };
    const sequence = versionsOf(this.state, spec.projectId).length;
    return this.add('versions', { ...unset, sequence, ...spec });
  }

  component(spec: Pick<Component, 'id' | 'projectId' | 'name'> & Partial<Component>): Component {
    return this.add('components', { description: '', leadAccountId: null, ...spec });
  }

  board(spec: Pick<Board, 'id' | 'projectId' | 'name' | 'jql'> & Partial<Board>): Board {
    return this.add('boards', { type: 'scrum', ...spec });
  }

  sprint(spec: Pick<Sprint, 'id' | 'boardId' | 'name' | 'state'> & Partial<Sprint>): Sprint {
    return this.add('sprints', { goal: '', startDate: null, endDate: null, completeDate: null, ...spec });
  }

  issue({ id, number, by, daysAgo, description, ...draft }: IssueSpec): Issue {
    const project = this.state.projects.get(draft.projectId);
    if (project && number !== undefined) this.add('projects', { ...project, nextIssueNumber: number });
    const text = typeof description === 'string' ? toDocument(description) : (description ?? null);
    return this.withId(id, () => {
      const made = createIssue(
        this.state,
        { priorityId: PRIORITY.medium, watchers: [by], ...draft, description: text },
        this.quietly(by, daysAgo),
      );
      this.state = made.state;
      return made.issue;
    });
  }

  edit(issueId: Id, patch: IssuePatch, by: string, daysAgo: number): void {
    this.state = editIssue(this.state, issueId, patch, this.quietly(by, daysAgo));
  }

  /** Along the transition of this name in the issue's own workflow. */
  transition(issueId: Id, name: string, by: string, daysAgo: number): void {
    const project = this.state.projects.get(this.state.issues.get(issueId)?.projectId ?? '');
    const workflow = this.state.workflows.get(project?.workflowId ?? '');
    const transition = workflow?.transitions.find((it) => it.name === name);
    if (!transition) throw new Error(`no transition ${name}`);
    this.state = transitionIssue(this.state, issueId, transition, {}, this.quietly(by, daysAgo));
  }

  comment(
    spec: Omit<CommentDraft, 'body'> & {
      readonly id?: Id;
      readonly body: string;
      readonly by: string;
      readonly daysAgo: number;
    },
  ): Comment {
    const { id, body, by, daysAgo, ...draft } = spec;
    return this.withId(id, () => {
      const made = addComment(this.state, { ...draft, body: toDocument(body) }, this.quietly(by, daysAgo));
      this.state = made.state;
      return made.comment;
    });
  }

  link(typeId: Id, inwardIssueId: Id, outwardIssueId: Id, by: string, daysAgo: number, id?: Id): void {
    this.withId(id, () => {
      this.state = linkIssues(this.state, { typeId, inwardIssueId, outwardIssueId }, this.quietly(by, daysAgo)).state;
    });
  }

  attachment(
    spec: Pick<Attachment, 'id' | 'issueId' | 'filename' | 'content' | 'authorAccountId'>,
    daysAgo: number,
  ): void {
    this.add('attachments', {
      ...spec,
      created: instant(this.now - daysAgo * DAY_MS),
      size: spec.content.length,
      mimeType: 'text/plain',
    });
  }

  /** When `daysAgo` was, as an act that sends no mail. */
  private quietly(by: string, daysAgo: number) {
    return { by, now: this.now - daysAgo * DAY_MS, notify: false };
  }

  /** Lets one step take a chosen id; the sequence goes on from where it was. */
  private withId<T>(id: Id | undefined, step: () => T): T {
    if (id === undefined) return step();
    const { nextId } = this.state;
    this.state = { ...this.state, nextId: Number(id) };
    const result = step();
    // A step may have taken further ids (history entries) right after the chosen one.
    this.state = { ...this.state, nextId };
    return result;
  }
}
