/** Service desks: a desk of a project, its request types and queues, and which issues are requests. */
import type { Id, Instant } from './state';

export type ServiceDesk = {
  readonly id: Id;
  readonly projectId: Id;
  readonly groups: readonly { readonly id: Id; readonly name: string }[];
};

export type RequestType = {
  readonly id: Id;
  readonly deskId: Id;
  readonly name: string;
  readonly description: string;
  readonly helpText: string;
  readonly issueTypeId: Id;
  readonly groupIds: readonly Id[];
  /** What its form asks for: fields of the issue, under names of the form's own. */
  readonly fields: readonly { readonly fieldId: string; readonly name: string; readonly required: boolean }[];
};

export type Queue = {
  readonly id: Id;
  readonly deskId: Id;
  readonly name: string;
  /** It may reach beyond the desk's own project. */
  readonly jql: string;
  /** Columns: ids of fields. */
  readonly fields: readonly string[];
};

/** A clock that a desk runs for a request. `deskId` is that of the desk which started it. */
export type Sla = {
  readonly id: Id;
  readonly deskId: Id;
  readonly name: string;
  readonly goalMillis: number;
  readonly completed: readonly { readonly start: Instant; readonly stop: Instant }[];
  readonly ongoingSince: Instant | null;
};

/** What makes an issue a request; its id is the issue's. */
export type CustomerRequest = {
  readonly id: Id;
  readonly requestTypeId: Id;
  readonly participants: readonly string[];
  readonly slas: readonly Sla[];
};
