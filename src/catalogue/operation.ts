/**
 * The language in which the catalogue is written. A row is data: it says where the references of one Jira
 * operation stand, which permission it needs, what its body may hold and what its answer may show.
 * What stands in no row is refused. Two interpreters read the rows: `gateway/read.ts` for what comes in,
 * `gateway/filter.ts` for what goes out.
 */
import type { Permission } from '../policy/permissions';
import type { RefusalReason } from './refused';
import type { ShapeName } from './shapes';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
export type ApiVersion = '2' | '3';

/** Things that a call can name. The last seven mean something inside one project only: its lexicon resolves them. */
export type Ref =
  | 'project'
  | 'issue'
  | 'comment'
  | 'link'
  | 'person'
  | 'issueType'
  | 'status'
  | 'priority'
  | 'version'
  | 'component'
  | 'field'
  | 'option';

/** Where a reference stands. `under` names the place that it must belong to. */
export type Place = { readonly ref: Ref; readonly under?: string; readonly needs?: Permission };

/**
 * What a query parameter holds.
 * `unused` is accepted and never sent (clients send it by habit); `only` accepts just these values, unsent:
 * any other would ask for something that keys are not offered.
 */
export type Query =
  | Place
  | { readonly list: Place }
  | { readonly oneOf: readonly string[] }
  | { readonly only: readonly string[] }
  | { readonly expand: Readonly<Record<string, Permission | null>> }
  /** A flag that asks for more than the operation itself. */
  | { readonly flag: Permission }
  | 'jql'
  | 'fields'
  | 'cursor'
  | 'count'
  | 'flag'
  | 'text'
  | 'unused';

export type Member = Shape | { readonly shape: Shape; readonly needs: Permission };
export type Members = Readonly<Record<string, Member>>;

/** URLs in answers are written anew from the thing's own id: `self` of a comment also names its issue. */
export type SelfKind =
  | 'issue'
  | 'project'
  | 'comment'
  | 'link'
  | 'linkType'
  | 'person'
  | 'issueType'
  | 'status'
  | 'statusCategory'
  | 'priority'
  | 'resolution'
  | 'version'
  | 'component'
  | 'attachment'
  | 'worklog'
  | 'option';

export type Shape =
  /** A string, bounded. */
  | 'text'
  | 'number'
  | 'flag'
  /** A string in version 2, a document in version 3. */
  | 'rich'
  /** Account id, name, whether active; never address or picture. */
  | 'person'
  | { readonly self: SelfKind }
  /** An object that stands for a thing with a scope: shown only where that thing is inside. */
  | { readonly ref: Ref; readonly show: Shape; readonly ifForeign: 'remove' | 'null' }
  | { readonly list: Shape }
  /** A page: `rows` is the member that holds the rows; the total is counted from what is shown, or dropped. */
  | { readonly page: Shape; readonly rows: string; readonly total: 'recount' | 'drop' }
  /** `required`: members that a body must have; their null is no value, except for a person. */
  | { readonly members: Members; readonly required?: readonly string[] }
  /** Any key with values of one shape, e.g. `names`; only keys that are shown fields stay. */
  | { readonly byField: Shape }
  | { readonly issueFields: 'read' | 'create' | 'edit' | 'transition' }
  | { readonly issueUpdates: 'create' | 'edit' | 'transition' }
  | { readonly named: ShapeName };

/** Names of the operations that the gateway answers itself, from the key and from Jira's lists for the granted projects. */
export type OwnName = 'myself' | 'serverInfo' | 'searchProjects';

export type Relay = {
  readonly kind: 'relay';
  readonly needs: Permission;
  readonly places?: Readonly<Record<string, Place>>;
  readonly query?: Readonly<Record<string, Query>>;
  /** Parameters that always go upstream, whatever the caller sent. */
  readonly send?: readonly (readonly [string, string])[];
  readonly body?: Shape;
  /** Where the body is nothing but parameters: read like a query, and sent as a body again. */
  readonly bodyQuery?: Readonly<Record<string, Query>>;
  readonly answer: Shape | 'empty';
  /** Status of success. */
  readonly status: 200 | 201 | 204;
  /** Rows of the answer may be hidden, so all pages are read, and the page asked for is cut from what is shown. */
  readonly gather?: { readonly rows: string; readonly pageMax: number };
  /**
   * `answer`: the answer carries its own project and is judged by it. `beside`: a look-up runs beside the read.
   * `before`: look-ups come first; every write. `query`: confined by its JQL, each row judged by its own project.
   * `names`: a list of the site of which only what the lexicons hold is shown.
   */
  readonly check: 'answer' | 'beside' | 'before' | 'query' | 'names';
  /** Members of the main issue that the look-up must bring beside project, security and type. */
  readonly lookUp?: { readonly transitions?: true; readonly subtasks?: true };
};

export type Own = {
  readonly kind: 'own';
  readonly by: OwnName;
  readonly needs?: Permission;
  readonly query?: Readonly<Record<string, Query>>;
};
export type Refused = { readonly kind: 'refused'; readonly why: RefusalReason };

/** `path` is below `/rest/api/{version}/`; `{name}` is one segment and stands in `places`. */
export type At = { readonly id: string; readonly method: Method; readonly path: string };
export type Operation = At & (Relay | Own | Refused);
