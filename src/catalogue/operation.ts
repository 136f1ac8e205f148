/**
 * The language in which the catalogue is written. A row is data: it says where the references of one Jira
 * operation stand, which permission it needs, what its body may hold and what its answer may show.
 * What stands in no row is refused. Two interpreters read the rows: `gateway/read.ts` for what comes in,
 * `gateway/filter.ts` for what goes out.
 */
import type { Permission } from '../policy/permissions';
import type { RefusalReason } from '../policy/refusals';
import type { FamilyName } from './field-families';
import type { ShapeName } from './shapes';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
export type ApiVersion = '2' | '3';
/** Families of Jira's REST API; `other` is everything that begins elsewhere below `/rest/`. */
export type Api = 'platform' | 'agile' | 'software' | 'desk' | 'other';

/** Where each family begins, segment by segment, below `/rest/`. The platform's version follows its own. */
export const API_BASES: Readonly<Record<Api, readonly string[]>> = {
  platform: ['api'],
  agile: ['agile', '1.0'],
  software: ['software', '1.0'],
  desk: ['servicedeskapi'],
  other: [],
};

/** The platform's versions as they stand in paths; `latest` is Jira's alias of version 2. */
export const PATH_VERSIONS: ReadonlyMap<string, ApiVersion> = new Map([
  ['2', '2'],
  ['3', '3'],
  ['latest', '2'],
]);

/** Things that a call can name. From types on they mean something inside one project only: its lexicon resolves them. */
export type Ref =
  | 'project'
  | 'issue'
  | 'comment'
  | 'worklog'
  | 'remoteLink'
  | 'property'
  | 'link'
  | 'person'
  | 'issueType'
  | 'status'
  | 'priority'
  | 'version'
  | 'component'
  /** A board belongs to the project where it stands, a sprint to that of the board from which it stems. */
  | 'board'
  | 'sprint'
  | 'field'
  | 'option'
  /** Settings that all projects share, and that belong to none. */
  | 'resolution'
  | 'linkType'
  | 'statusCategory'
  /** Each belongs to a desk, and a desk to a project. */
  | 'desk'
  | 'requestType'
  | 'queue'
  /** A clock that a desk runs for a request. */
  | 'sla';

/** Where a reference stands. `under` names the place that it must belong to, `by` its only spelling where there are two. */
export type Place = {
  readonly ref: Ref;
  readonly under?: string;
  readonly needs?: Permission;
  readonly by?: 'id' | 'key';
};

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
  /** A list of them. */
  | 'jqls'
  /** Texts as they are: nothing is asked of Jira with them. */
  | 'texts'
  | 'fields'
  | 'cursor'
  | 'count'
  /** A number of rows, of which there has to be one. */
  | 'rows'
  | 'flag'
  | 'text'
  /** Text with commas, of which each part stands for itself. */
  | 'words'
  | { readonly someOf: readonly string[] }
  /** Text in one of the forms that are known. */
  | { readonly form: Form }
  | 'unused';

export type Member =
  | Shape
  | { readonly shape: Shape; readonly needs: Permission }
  /** Shown only where the call asks for it by `expand`. */
  | { readonly shape: Shape; readonly asked: string }
  /** Stands for a field of an issue: not shown where the key never sees that field. */
  | { readonly shape: Shape; readonly field: string }
  /** Stands for a custom field that other names repeat: not shown where the key never sees some custom field. */
  | { readonly shape: Shape; readonly repeats: 'custom' };
export type Members = Readonly<Record<string, Member>>;

/** URLs in answers are written anew from the thing's own id: `self` of a comment also names its issue. */
export type SelfKind =
  | 'issue'
  | 'project'
  | 'comment'
  | 'remoteLink'
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
  | 'option'
  | 'board'
  | 'boardConfiguration'
  | 'sprint'
  | 'epic';

/** `duration` as Jira writes it (`3h 30m`), `moment` in milliseconds since 1970, `time` with its zone, `day` a date alone. */
export type Form = 'duration' | 'moment' | 'time' | 'day' | 'webUrl' | 'secureUrl' | 'appType';

/** What stands below a service desk, and what a request is or has. `issue`: a row of a queue; `cycle`: a run of a clock. */
export type DeskThing = 'desk' | 'requestType' | 'queue' | 'issue' | 'request' | 'comment' | 'status' | 'sla' | 'cycle';

export type Shape =
  /** A string, bounded. */
  | 'text'
  /** Jira's own short name of something, such as `done`: never a key of an issue or a project. */
  | 'word'
  | 'number'
  /** A number below a thousand, such as a status or a place in a list: no id. */
  | 'small'
  | 'flag'
  /** A string in version 2, a document in version 3. */
  | 'rich'
  /** Account id, name, whether active; never address or picture. */
  | 'person'
  /** The same, but for apps: what one of them does is none of a person's. */
  | 'human'
  /** A name of the caller's own choice, which Jira gets with the key's id before it: keys cannot name each other's things. */
  | 'keyed'
  /** A number, or its text. */
  | 'figure'
  /** In a body: the same for a number that names something, sent as text. */
  | 'id'
  /** In a body: a number, also as the text of its digits; sent as a number. */
  | 'digits'
  /** In a body: Jira prints it and reads it from nobody; taken and never sent. */
  | 'printed'
  /** In a body: an issue by id or key, sent as its id. */
  | 'issueId'
  /** Whatever the caller keeps there: an object, bounded. Shown in nothing but a thing of the key's own. */
  | 'json'
  /** A thing that is named by its `key`: shown where that is a name of the caller's own. */
  | { readonly own: Shape }
  /** How many rows of this list, which stands before it, are shown. */
  | { readonly countOf: string }
  | { readonly form: Form }
  /** One of these words. */
  | { readonly oneOf: readonly string[] }
  /** In a body: the project that a new thing is for, by id or key, under any of its names; sent as this one member. */
  | { readonly projectAs: 'project' | 'projectId' }
  | { readonly self: SelfKind }
  /** A thing that names its project as `projectId`: shown where that is a project of this very call. */
  | { readonly placed: Shape }
  /** Names of roles, each with its address in the project that was asked about. */
  | { readonly rolesOf: 'project' }
  /** An object that stands for a thing with a scope: shown only where that thing is inside. */
  | {
      readonly ref: Ref;
      readonly show: Shape;
      readonly ifForeign: 'remove' | 'null';
      /** Of a project: what the key must hold in that very one. */
      readonly needs?: Permission;
    }
  /**
   * In a body, `most`: the most items; absent: a hundred. `least`: an empty one asks for nothing. In an answer, `holding`: a
   * member that lists what an item is there for: an item that loses all of it goes too, one that never had any stays.
   */
  | { readonly list: Shape; readonly most?: number; readonly least?: 1; readonly holding?: string }
  /** A thing that names its issue as `issueId`: shown where a look-up of this very call found that one inside. */
  | { readonly ofIssue: Shape }
  /** A list of entries of an issue's history, oldest or newest first. */
  | { readonly history: Shape }
  /** A page: `rows` is the member that holds the rows; the total is counted from what is shown, or dropped. */
  | { readonly page: Shape; readonly rows: string; readonly total: 'recount' | 'drop' }
  /** `required`: members that a body must have; their null is no value, except for a person. `words`: how it is written. */
  | { readonly members: Members; readonly required?: readonly string[]; readonly words?: string }
  /** Any key with values of one shape, e.g. `names`; only keys that are shown fields stay, `on` a screen those to be written. */
  | { readonly byField: Shape; readonly on?: 'create' | 'edit' }
  /** What a screen says of one field, which it names as `fieldId`. */
  | { readonly fieldRow: Shape; readonly on: 'create' | 'edit' }
  /** Values that a screen offers for the field around it: those that a key could write. */
  | 'allowedValues'
  /** The same on the form of a request type, which names values and their labels. */
  | 'validValues'
  /** A field of a request with its value, shown as that field of an issue. */
  | 'requestField'
  /** Name of a field that a key can see. */
  | 'shownField'
  /** Shown where it is of the very desk or request that the call is about. */
  | { readonly ofDesk: DeskThing; readonly show: Shape }
  /** Addresses of the thing in which they stand, each leading to it. */
  | { readonly links: Readonly<Record<string, DeskThing>> }
  /** In a body: the one value that is taken, and sent whether it was given or not; with what is said of any other. */
  | { readonly always: boolean; readonly instead: string }
  /** In a body: a member that Jira documents and no key is served, with what is said of that. */
  | { readonly refused: string }
  /** In a body: the id that stands in this place of the path, which says it already; any other is refused. Never sent. */
  | { readonly samePlace: string }
  /** In a body: the project in which the thing of the path is, by id or key; any other is refused. Never sent. */
  | { readonly sameProject: true }
  /** In a body: clients send these values, or null, by habit; taken and never sent. */
  | { readonly only: readonly boolean[] }
  | { readonly issueFields: 'read' | 'create' | 'edit' | 'transition' | 'request' }
  | { readonly issueUpdates: 'create' | 'edit' | 'transition' }
  | { readonly named: ShapeName };

/** Names of the operations that the gateway answers itself, from the key and from Jira's lists for the granted projects. */
export type OwnName =
  | 'myself'
  | 'serverInfo'
  | 'searchProjects'
  | 'listProjects'
  | 'myPermissions'
  | 'parseJql'
  | 'deskInfo'
  | 'listDesks';

/**
 * A list that is asked of Jira whole, once for each project of the call or once for the site, and narrowed, sorted and cut
 * into pages by the gateway: what is counted, searched and sorted by is then what may be read, and nothing else.
 */
export type Listing = {
  /** Below the base; `{project}` is the id of a project of the call. Absent: the operation's own path. */
  readonly from?: string;
  /** `{project}` in a value as well. */
  readonly send?: readonly (readonly [string, string])[];
  /** Parameters that narrow it in Jira itself: words that name nothing outside of the project that is asked about. */
  readonly pass?: readonly string[];
  /** The member that holds the rows, in Jira's answer and in ours; absent: Jira answers the list itself. */
  readonly rows?: string;
  /** Jira answers with pages of so many rows, which are read up to the last. */
  readonly pages?: number;
  /** Of several projects only what is in the lists of all of them, told apart by this member. Absent: what is in any. */
  readonly inAll?: string;
  /** By parameter, which rows stay. */
  readonly keep?: Readonly<Record<string, Keep>>;
  /** Members of the rows that stay when they were narrowed; absent: all. */
  readonly show?: readonly string[];
  /** Page size where none is asked for; absent: all rows. `bare`: the page is the list itself. */
  readonly page?: { readonly size: number; readonly bare?: true };
};

/** `is`: a member has one of the values; `has`: the text is in one of the members; `where`: what each value stands for. */
export type Keep =
  | { readonly is: string }
  | { readonly has: readonly string[] }
  | { readonly where: Readonly<Record<string, Readonly<Record<string, boolean>>>> };

export type Relay = {
  readonly kind: 'relay';
  readonly needs: Permission;
  /** Permissions that it needs beside its own. */
  readonly also?: readonly Permission[];
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
  /** Where the answer is made of whole lists. `orderBy` names a member of the rows, all that it can be asked for. */
  readonly list?: Listing;
  /** Exactly one of these parameters has to be there. */
  readonly oneOf?: readonly string[];
  /** Of a write: the member of its body that lists the things which it changes, each of which counts as a write. */
  readonly changesEach?: 'issues' | 'issueUpdates';
  /** What it makes: the issue that its body describes, or each of those that the body lists in `changesEach`; or a request. */
  readonly creates?: 'issue' | 'request';
  /** Jira keeps a note of who was behind it in the issue's history: for Jira all keys are one account. */
  readonly signed?: true;
  /** A write whose answer is the issue as it is afterwards, which tells whether it is still where it was checked. */
  readonly answersAfter?: true;
  /** Which value of the body Jira does not know where it answers 404: all that the call refers to was found before. */
  readonly unknownBy404?: string;
  /** Of a write whose answer tells what was there before: the right to read that, without which the answer tells nothing. */
  readonly shows?: Permission;
  /** A write after which names mean something else in the project. */
  readonly renames?: true;
  /** Rows of the answer may be hidden, so all pages are read, and the page asked for is cut from what is shown. */
  readonly gather?: {
    readonly rows: string;
    readonly pageMax: number;
    /** Where they are read, if that is not the operation's own path; of the rows those that a parameter names by id. */
    readonly from?: string;
    readonly picked?: string;
    /** None may be missing: what one tells can be about all others. */
    readonly whole?: true;
    /** What the rows are called in the answer, where not as they came. */
    readonly as?: string;
    /** Jira's pages say which is the last one, and have no total. */
    readonly untotalled?: true;
    /** By parameter, which rows stay. */
    readonly keep?: Readonly<Record<string, Keep>>;
  };
  /** Its answer is how many issues the query finds, and none of them. */
  readonly countsOnly?: true;
  /** Of `each`: what is told of the issues inside. */
  readonly each?: 'issues' | 'histories' | 'matches';
  /** The answer is read by the lists of the granted projects. */
  readonly lexicon?: true;
  /**
   * `answer`: the answer carries its own project and is judged by it. `beside`: look-ups run before the read and after it.
   * `before`: look-ups come first; every write. `each`: the issues that a body lists are found first, those inside are
   * asked for by their ids, and each row is judged once more. `query`: confined by its JQL, each row judged by its own project.
   * `names`: a list of the site, or one thing of it, of which only what the lexicons hold is shown.
   * `project`: the projects are found first, and what is below each is asked for by its id.
   * `desk`: read between look-ups of its issue, like `beside`, or after one of its desk, which stays where it is.
   * `board`: the board, sprint or epic is found first, and its issues are asked for by a confined query.
   */
  readonly check: 'answer' | 'beside' | 'before' | 'query' | 'names' | 'project' | 'each' | 'board' | 'desk';
  /**
   * Of a read of a service desk: whether it has pages, of which all are read up to the one asked for; and what proves its
   * rows beside the look-up. `comments`: the platform's own, which alone say whom they are for. `arrival`: the history, which
   * says when the issue came. `issues`: a look-up of each. `desk`: that of the desk which the answer names.
   */
  readonly desk?: { readonly pages?: true; readonly by?: 'comments' | 'arrival' | 'issues' | 'desk' };
  /**
   * Members of the main issue that the look-up must bring beside project, security and type. `below`: the request type or
   * queue is looked up too, since no answer says of which desk it is.
   */
  readonly lookUp?: {
    readonly transitions?: true;
    readonly subtasks?: true;
    readonly below?: true;
    /** In which field the board of the call keeps estimates: no write goes into one that the key does not see. */
    readonly estimate?: true;
  };
  /** Fields of issues by which it finds, or which it tells without naming them: shut where the key never sees one of them. */
  readonly tells?: readonly FamilyName[];
  /** Its rows, or the answer itself, are issues that do not say their project: they are looked up. */
  readonly unplaced?: true;
  /** A list that Jira makes of what is in no open sprint, also in none that is hidden: asked for here, without those shown. */
  readonly backlogOf?: string;
  /** It touches what the sprint holds, if it changes the sprint's state or takes the sprint away: all that has to be inside. */
  readonly empties?: 'byState' | 'always';
  /** Fields of issues that it writes without naming them; `*` is one that only Jira knows. */
  readonly writes?: readonly string[];
  /** What it takes away goes out of issues of every type, also of those that are not there for the key. */
  readonly ofEveryType?: true;
};

export type Own = {
  readonly kind: 'own';
  readonly by: OwnName;
  readonly needs?: Permission;
  /** Exactly one of these parameters has to be there. */
  readonly oneOf?: readonly string[];
  readonly query?: Readonly<Record<string, Query>>;
  readonly bodyQuery?: Readonly<Record<string, Query>>;
};
export type Refused = { readonly kind: 'refused'; readonly why: RefusalReason };

/**
 * `path` is below the base of its family, the platform's where none is named, and after the platform's version; `{name}`
 * is one segment and stands in `places`.
 */
export type At = { readonly id: string; readonly method: Method; readonly api?: Api; readonly path: string };
export type Operation = At & (Relay | Own | Refused);
