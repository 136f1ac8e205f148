/**
 * What a request says, once it has been read by its row: the last form in which anything of the caller's text
 * is looked at. Every reference in it is listed, with the place where it stands.
 */

import type { Picked } from '../catalogue/fields';
import type { ApiVersion, Operation, Own, Place, Ref, Relay } from '../catalogue/operation';
import { CHILD_SEGMENTS, type ChildKind } from '../jira/answers';
import type { Query as JqlQuery } from '../jql/ast';
import type { AbsentThing } from '../policy/denials';
import type { Permission } from '../policy/permissions';
import type { Json } from './json';

/** A reference to an issue, as spelled: an upper-cased key or a numeric id. */
export type IssueSpelling = string;
/** A project by upper-cased key or by numeric id. */
export type ProjectSpelling = string;

/**
 * A body with its references still open. Each of the kinds below becomes plain JSON when facts are known:
 * an issue its numeric id, a picked name its id.
 */
export type Draft =
  | { readonly kind: 'json'; readonly value: Json }
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, Draft> }
  | { readonly kind: 'list'; readonly items: readonly Draft[] }
  /** Printed as `{id}`, as the id alone, or as the issue's current key where Jira takes only that. */
  | { readonly kind: 'issue'; readonly spelling: IssueSpelling; readonly print: 'id' | 'key' | 'bare' }
  /** Printed as `{id}`, or for a version or component as its bare id or its current key. */
  /** A name of the caller's own choice, printed with the key's id before it. */
  | { readonly kind: 'keyed'; readonly text: string }
  | { readonly kind: 'project'; readonly spelling: ProjectSpelling; readonly print: 'object' | 'id' | 'key' }
  | {
      readonly kind: 'pick';
      readonly what: Picked;
      readonly by: 'id' | 'name';
      readonly text: string;
      readonly field: string;
    }
  | {
      readonly kind: 'option';
      readonly field: string;
      readonly by: 'id' | 'value';
      readonly text: string;
      readonly child: Draft | undefined;
    }
  /** A person is printed as `{accountId}`. */
  | { readonly kind: 'person'; readonly accountId: string; readonly field: string }
  /** The members of `fields` or `update`: names are known to the catalogue or are custom fields still to be found. */
  | { readonly kind: 'fields'; readonly members: ReadonlyMap<string, FieldDraft> };

/** What a caller gave for one field; a custom field is read once its type is known. */
export type FieldDraft =
  | { readonly kind: 'system'; readonly draft: Draft }
  | { readonly kind: 'custom'; readonly raw: Json; readonly update: boolean };

export type FieldSelection = {
  readonly all: boolean;
  readonly include: ReadonlySet<string>;
  readonly exclude: ReadonlySet<string>;
};

export type References = {
  readonly issues: ReadonlySet<IssueSpelling>;
  readonly projects: ReadonlySet<ProjectSpelling>;
  /** Versions, components, boards and sprints, as `version/10500`: each says itself which project it is in. */
  readonly placed: ReadonlySet<string>;
  readonly people: ReadonlySet<string>;
};

export type CallQuery = {
  readonly fields: FieldSelection | undefined;
  readonly expand: ReadonlySet<string>;
  readonly counts: ReadonlyMap<string, number>;
  readonly flags: ReadonlyMap<string, boolean>;
  readonly texts: ReadonlyMap<string, string>;
  readonly lists: ReadonlyMap<string, readonly string[]>;
  /** Undefined where the operation takes no JQL; `text` is the canonical print of what the caller asked. */
  readonly jql: { readonly query: JqlQuery; readonly text: string } | undefined;
  /** Several queries of one call, each read like the one. */
  readonly jqls: readonly { readonly query: JqlQuery; readonly text: string }[];
  readonly cursor: string | undefined;
};

export type RelayOperation = Operation & Relay;
export type OwnOperation = Operation & Own;
/** Any that is not refused. */
export type ServedOperation = RelayOperation | OwnOperation;

export type Call = {
  readonly operation: ServedOperation;
  readonly version: ApiVersion;
  /** The single segments of the path that are references, by the row's name of the place. */
  readonly places: ReadonlyMap<string, string>;
  readonly query: CallQuery;
  readonly body: Draft | undefined;
  readonly references: References;
  /** The row's own permission and one for each part that declares another. */
  readonly needs: ReadonlySet<Permission>;
  /** Names stand in it that only a lexicon can resolve, or fields that only a lexicon can list. */
  readonly needsLexicon: boolean;
  /** Ids of fields that the key never sees. */
  readonly hiddenFields: ReadonlySet<string>;
  /** The client wants RFC 9457 errors. */
  readonly problemJson: boolean;
};

const THINGS = [
  'project',
  'comment',
  'worklog',
  'remoteLink',
  'link',
  'version',
  'component',
  'board',
  'sprint',
  'issue',
] as const satisfies readonly (AbsentThing & Ref)[];

/** Is it an operation of Jira Software, which prints issues with members and addresses of its own? */
export const isOfSoftware = ({ operation: { api } }: Call): boolean => api === 'agile' || api === 'software';

/** How the absence of what stands in a place is called. */
export const thingAt = ({ ref }: Place): AbsentThing => THINGS.find((thing) => thing === ref) ?? 'setting';

/** What a call is about, and is absent if the call is about nothing: the last thing that its path names. */
export function thingOf({ operation, references }: Call): AbsentThing {
  const places = operation.kind === 'relay' ? Object.values(operation.places ?? {}) : [];
  const last = places.at(-1);
  if (last !== undefined) return thingAt(last);
  return references.projects.size > 0 && references.issues.size === 0 ? 'project' : 'issue';
}

/** The thing below an issue that the path names. */
export function childPlace(call: Call): { readonly kind: ChildKind; readonly id: string } | undefined {
  for (const kind of Object.keys(CHILD_SEGMENTS) as ChildKind[]) {
    const id = call.places.get(kind);
    if (id !== undefined) return { kind, id };
  }
  return undefined;
}

/** The fields of every new issue that a call is to make. */
export function creationsOf({ operation, body }: Call): readonly Extract<Draft, { readonly kind: 'fields' }>[] {
  if (operation.kind !== 'relay' || operation.creates !== 'issue' || body?.kind !== 'object') return [];
  const listed = operation.changesEach === undefined ? body : body.members.get(operation.changesEach);
  const bodies = listed?.kind === 'list' ? listed.items : [body];
  return bodies.flatMap((each) => {
    const fields = each.kind === 'object' ? each.members.get('fields') : undefined;
    return fields?.kind === 'fields' ? [fields] : [];
  });
}
