/**
 * The state of the simulated Jira: one immutable value.
 *
 * Nothing in it is ever changed in place: a write makes a new `JiraState` which shares all that it did
 * not touch. A fork is therefore a reference, and a digest can remember what it knows of each entity.
 * Every entity that belongs to a project says to which, so that an island and a digest can be cut along
 * that line. Rich text is kept as a document (Atlassian Document Format); version 2 prints it as text.
 */
import type { Board, Sprint } from './state-boards';
import type { CustomerRequest, Queue, RequestType, ServiceDesk } from './state-desk';

export type Id = string;
/** ISO 8601 with milliseconds, UTC; printers turn it into the site's zone. */
export type Instant = string;
/** `yyyy-MM-dd`. */
export type Day = string;

export type RichText = { readonly type: 'doc'; readonly version: 1; readonly content: readonly unknown[] };

export type Person = {
  readonly accountId: string;
  readonly displayName: string;
  readonly emailAddress: string;
  readonly active: boolean;
  readonly accountType: 'atlassian' | 'app' | 'customer';
  readonly timeZone: string;
  readonly locale: string;
  readonly siteAdmin: boolean;
  readonly groups: readonly string[];
};

/** Who holds a permission in a permission scheme. `app` is the role that Jira puts into every scheme for apps. */
export type Holder =
  | { readonly kind: 'role'; readonly roleId: Id }
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'anyone' }
  | { readonly kind: 'lead' }
  | { readonly kind: 'person'; readonly accountId: string };

/** Jira's own permission keys. */
export type PermissionKey =
  | 'ADMINISTER'
  | 'ADMINISTER_PROJECTS'
  | 'BROWSE_PROJECTS'
  | 'CREATE_ISSUES'
  | 'EDIT_ISSUES'
  | 'DELETE_ISSUES'
  | 'ASSIGN_ISSUES'
  | 'ASSIGNABLE_USER'
  | 'TRANSITION_ISSUES'
  | 'LINK_ISSUES'
  | 'ADD_COMMENTS'
  | 'EDIT_ALL_COMMENTS'
  | 'EDIT_OWN_COMMENTS'
  | 'DELETE_ALL_COMMENTS'
  | 'DELETE_OWN_COMMENTS'
  | 'WORK_ON_ISSUES'
  | 'EDIT_ALL_WORKLOGS'
  | 'DELETE_ALL_WORKLOGS'
  | 'CREATE_ATTACHMENTS'
  | 'DELETE_ALL_ATTACHMENTS'
  | 'MODIFY_REPORTER'
  | 'SCHEDULE_ISSUES'
  | 'MANAGE_SPRINTS_PERMISSION'
  | 'SET_ISSUE_SECURITY'
  | 'MANAGE_WATCHERS';

export type Role = { readonly id: Id; readonly name: string; readonly description: string };

export type Project = {
  readonly id: Id;
  readonly key: string;
  /** Keys that this project had before; they go on working. */
  readonly formerKeys: readonly string[];
  readonly uuid: string;
  readonly name: string;
  readonly description: string;
  readonly url: string;
  readonly leadAccountId: string;
  readonly style: 'classic' | 'next-gen';
  readonly typeKey: 'software' | 'business' | 'service_desk';
  readonly lifecycle: 'live' | 'archived' | 'bin';
  readonly categoryId: Id | null;
  readonly issueTypeIds: readonly Id[];
  readonly priorityIds: readonly Id[];
  readonly workflowId: Id;
  /** Custom fields whose context covers this project. */
  readonly customFieldIds: readonly Id[];
  /** Fields that its field configuration hides: in no answer about its issues, whatever they hold. */
  readonly hiddenFieldIds?: readonly string[];
  readonly permissions: Readonly<Partial<Record<PermissionKey, readonly Holder[]>>>;
  /** role id -> members */
  readonly roleMembers: Readonly<Record<Id, readonly Holder[]>>;
  /** An app access rule of the site keeps every app out of this project. */
  readonly appsBlocked: boolean;
  /** What its permission scheme takes from apps. */
  readonly appsLack?: readonly PermissionKey[];
  /** The number that the next issue gets; numbers are never used again. */
  readonly nextIssueNumber: number;
  /** Other apps' data. */
  readonly properties: Readonly<Record<string, unknown>>;
};

export type ProjectCategory = { readonly id: Id; readonly name: string; readonly description: string };

/** `projectId` is set where the thing belongs to one team-managed project (its `scope`). */
export type IssueType = {
  readonly id: Id;
  readonly name: string;
  readonly description: string;
  readonly level: -1 | 0 | 1;
  readonly avatarId: number;
  readonly projectId: Id | null;
};

export type StatusCategory = 'new' | 'indeterminate' | 'done';
export type Status = {
  readonly id: Id;
  readonly name: string;
  readonly description: string;
  readonly category: StatusCategory;
  readonly projectId: Id | null;
};

export type Priority = { readonly id: Id; readonly name: string; readonly description: string; readonly color: string };
export type Resolution = { readonly id: Id; readonly name: string; readonly description: string };

export type Transition = {
  readonly id: Id;
  readonly name: string;
  /** Statuses it starts from; empty means from any. */
  readonly from: readonly Id[];
  readonly to: Id;
  /** Fields on its screen, by id; `resolution` and `comment` are the usual ones. */
  readonly fields: readonly string[];
  readonly setsResolutionId: Id | null;
};
export type Workflow = {
  readonly id: Id;
  readonly name: string;
  readonly initialStatusId: Id;
  readonly statusIds: readonly Id[];
  readonly transitions: readonly Transition[];
};

/** Kinds of custom field that the stand-in knows; `schemaType` and `custom` are Jira's own names of them. */
export type CustomField = {
  readonly id: Id; // customfield_10010
  readonly name: string;
  readonly schemaType:
    | 'string'
    | 'number'
    | 'date'
    | 'datetime'
    | 'option'
    | 'array'
    | 'user'
    | 'any'
    | 'project'
    | 'version'
    | 'option-with-child';
  readonly schemaItems: 'string' | 'option' | 'user' | 'version' | 'json' | null;
  /** e.g. com.atlassian.jira.plugin.system.customfieldtypes:textfield */
  readonly custom: string;
  readonly projectId: Id | null;
  readonly options: readonly FieldOption[];
};
/** `parentId` is set on the second level of a cascading field. */
export type FieldOption = {
  readonly id: Id;
  readonly value: string;
  readonly projectId: Id | null;
  readonly parentId?: Id;
};

export type LinkType = { readonly id: Id; readonly name: string; readonly inward: string; readonly outward: string };

export type Version = {
  readonly id: Id;
  readonly projectId: Id;
  readonly name: string;
  readonly description: string;
  readonly archived: boolean;
  readonly released: boolean;
  readonly startDate: Day | null;
  readonly releaseDate: Day | null;
  /** Its place among the versions of its project. */
  readonly sequence: number;
};
export type Component = {
  readonly id: Id;
  readonly projectId: Id;
  readonly name: string;
  readonly description: string;
  readonly leadAccountId: string | null;
};
export type SecurityLevel = {
  readonly id: Id;
  readonly projectId: Id;
  readonly name: string;
  readonly description: string;
  readonly members: readonly Holder[];
};

/** One entry of an issue's history. `field` may be `project` or `Key`: then the issue moved. */
export type HistoryItem = {
  readonly field: string;
  readonly fieldtype: 'jira' | 'custom';
  readonly fieldId: string | null;
  readonly from: string | null;
  readonly fromString: string | null;
  readonly to: string | null;
  readonly toString: string | null;
};
export type HistoryEntry = {
  readonly id: Id;
  readonly created: Instant;
  readonly authorAccountId: string;
  readonly items: readonly HistoryItem[];
  readonly historyMetadata: unknown;
};

export type Issue = {
  readonly id: Id;
  readonly key: string;
  /** Keys that this issue had before it moved, or before its project was renamed; they go on working. */
  readonly formerKeys: readonly string[];
  readonly projectId: Id;
  readonly typeId: Id;
  readonly statusId: Id;
  readonly priorityId: Id | null;
  readonly resolutionId: Id | null;
  readonly summary: string;
  readonly description: RichText | null;
  readonly environment: RichText | null;
  readonly labels: readonly string[];
  readonly assignee: string | null;
  readonly reporter: string | null;
  readonly creator: string;
  readonly created: Instant;
  readonly updated: Instant;
  readonly statusChanged: Instant;
  readonly dueDate: Day | null;
  readonly resolved: Instant | null;
  readonly parentId: Id | null;
  readonly componentIds: readonly Id[];
  readonly fixVersionIds: readonly Id[];
  readonly affectsVersionIds: readonly Id[];
  readonly sprintIds: readonly number[];
  readonly securityLevelId: Id | null;
  /** In a team-managed project, the role to which it is restricted; absent: everyone who sees the project sees it. */
  readonly restrictedToRole?: Id;
  /**
   * Values by custom field id, absent or null where unset, in the form that needs no second copy of a name:
   * text, url: string; textarea: RichText; number; date: Day; datetime: Instant; labels: string[];
   * select: option id; multi-select: option ids; cascading: {id, childId: Id | null}; user: account id (or a list);
   * project: project id; version: version id or ids; Epic Link: the epic's current KEY; other types: any JSON.
   * Sprint and Rank have no value here: they are `sprintIds` and `rank`.
   */
  readonly custom: Readonly<Record<string, unknown>>;
  readonly watchers: readonly string[];
  readonly voters: readonly string[];
  readonly rank: string;
  readonly archived: boolean;
  readonly originalEstimateSeconds: number | null;
  readonly remainingEstimateSeconds: number | null;
  /** Oldest first. */
  readonly history: readonly HistoryEntry[];
  /** Issue properties: other apps' data. */
  readonly properties: Readonly<Record<string, unknown>>;
};

export type Visibility = { readonly type: 'role' | 'group'; readonly value: string; readonly identifier: string };
export type Comment = {
  readonly id: Id;
  readonly issueId: Id;
  readonly authorAccountId: string;
  readonly updateAuthorAccountId: string;
  readonly body: RichText;
  readonly created: Instant;
  readonly updated: Instant;
  readonly visibility: Visibility | null;
  readonly parentId: Id | null;
  /** Service management: `false` marks an internal comment. `null` elsewhere. */
  readonly jsdPublic: boolean | null;
  readonly properties: Readonly<Record<string, unknown>>;
};
export type Worklog = {
  readonly id: Id;
  readonly issueId: Id;
  readonly authorAccountId: string;
  readonly comment: RichText | null;
  readonly created: Instant;
  readonly updated: Instant;
  readonly started: Instant;
  readonly timeSpentSeconds: number;
  readonly visibility: Visibility | null;
};
/** POST `{inwardIssue: A, outwardIssue: B, type: Blocks}` means "A blocks B". */
export type IssueLink = {
  readonly id: Id;
  readonly typeId: Id;
  readonly inwardIssueId: Id;
  readonly outwardIssueId: Id;
};
export type Attachment = {
  readonly id: Id;
  readonly issueId: Id;
  readonly filename: string;
  readonly authorAccountId: string;
  readonly created: Instant;
  readonly size: number;
  readonly mimeType: string;
  readonly content: string;
};
export type RemoteLink = {
  readonly id: number;
  readonly issueId: Id;
  readonly globalId: string | null;
  readonly url: string;
  readonly title: string;
  readonly summary?: string;
  readonly relationship?: string;
  readonly application?: { readonly type?: string; readonly name?: string };
  readonly resolved?: boolean;
};
/**
 * Mail that Jira would have sent, `to` an account id. Part of the digest, since a mail is a touch; it keeps the
 * project that its issue had when it went out, because the issue may be gone or elsewhere by now.
 */
export type Mail = {
  readonly id: Id;
  readonly issueId: Id | null;
  readonly projectId: Id | null;
  readonly to: string;
  readonly subject: string;
};
/** A background task, and whose it is. */
export type Task = { readonly id: Id; readonly issueIds: readonly Id[]; readonly description: string };

export type Table<T> = ReadonlyMap<string, T>;

/** Tables are keyed by the entity's own id (numbers as decimal strings); people by account id, properties inside their owner. */
export type JiraState = {
  readonly site: {
    /** As people see it, no slash at the end. */
    readonly baseUrl: string;
    readonly cloudId: string;
    readonly title: string;
    readonly timeZone: string;
    /** Account of the installed app. */
    readonly appAccountId: string;
    /** The role that Jira puts apps into, atlassian-addons-project-access. */
    readonly appRoleId: Id;
  };
  /** Next free numeric id, one sequence for the whole site. */
  readonly nextId: number;
  readonly people: Table<Person>;
  readonly roles: Table<Role>;
  readonly categories: Table<ProjectCategory>;
  readonly projects: Table<Project>;
  readonly issueTypes: Table<IssueType>;
  readonly statuses: Table<Status>;
  readonly priorities: Table<Priority>;
  readonly resolutions: Table<Resolution>;
  readonly workflows: Table<Workflow>;
  readonly customFields: Table<CustomField>;
  readonly linkTypes: Table<LinkType>;
  readonly versions: Table<Version>;
  readonly components: Table<Component>;
  readonly securityLevels: Table<SecurityLevel>;
  readonly boards: Table<Board>;
  readonly sprints: Table<Sprint>;
  readonly serviceDesks: Table<ServiceDesk>;
  readonly requestTypes: Table<RequestType>;
  readonly queues: Table<Queue>;
  readonly requests: Table<CustomerRequest>;
  readonly issues: Table<Issue>;
  readonly comments: Table<Comment>;
  readonly worklogs: Table<Worklog>;
  readonly links: Table<IssueLink>;
  readonly attachments: Table<Attachment>;
  readonly remoteLinks: Table<RemoteLink>;
  readonly mails: Table<Mail>;
  readonly tasks: Table<Task>;
};

export type TableName = { [K in keyof JiraState]: JiraState[K] extends Table<infer _T> ? K : never }[keyof JiraState];

type Entities = { [K in TableName]: JiraState[K] extends Table<infer T> ? T : never };
/** What a table holds. */
export type EntityOf<K extends TableName> = Entities[K];
