/**
 * Body + shape → `Draft`. Each member is typed by the row, each reference in it is listed, and a member that the
 * row does not name is refused. Messages name places by the catalogue's own words and by position, never by what
 * the caller wrote.
 */
import { COMMENT_BODY } from '../catalogue/comment-body';
import { AGILE_FIELDS, fieldRule, type Picked, SYSTEM_FIELDS, type Write } from '../catalogue/fields';
import { insteadOf } from '../catalogue/nearest';
import type { ApiVersion, Members, Shape } from '../catalogue/operation';
import { SHAPES, shapeNamed } from '../catalogue/shapes';
import type { Denial } from '../policy/denials';
import { err, ok, type Result } from '../result';
import type { Draft, FieldDraft } from './call';
import { idText, isList, isObject, type Json, JsonNumber, type JsonObject, namingMember, printJson } from './json';
import type { Gathered } from './read-place';
import { peopleOfText, readDocument } from './rich-text';
import { isFigure, isId, isKeyable, isOfForm, spellIssue, spellProject } from './spelling';
import {
  atMost,
  elementOf,
  formOf,
  NEEDED,
  notSet,
  ONE_AT_LEAST,
  PLAIN_DOCUMENT,
  richForm,
  toldIn,
  toldOf,
  toldOfShape,
  untaken,
} from './written-forms';

const TEXT_CHARS_MAX = 40_000;
/** Jira takes 32,768. */
const JSON_CHARS_MAX = 30_000;
const ACCOUNT_ID = /^[A-Za-z0-9:_-]{1,128}$/;
const CUSTOM_FIELD = /^customfield_[1-9][0-9]{0,17}$/;

type MembersShape = Extract<Shape, { readonly members: unknown }>;
type Screen = 'create' | 'edit' | 'transition' | 'request';
type Read = Result<Draft, Denial>;

/** `places`: what stands in the path, which a body may say again. */
export function readBody(
  shape: Shape,
  value: Json,
  version: ApiVersion,
  gathered: Gathered,
  places: ReadonlyMap<string, string>,
): Read {
  return new BodyReader(version, gathered, places).shape(shape, value, 'body');
}

const invalid = (where: string, mend?: string): Result<never, Denial> => err({ reason: 'body_invalid', where, mend });
const notOffered = (where: string, mend?: string): Result<never, Denial> =>
  err({ reason: 'body_not_offered', where, mend });
const json = (value: Json): Read => ok({ kind: 'json', value });

/** Reads one value by the form in which its field is written. Also used once a custom field's type is known. */
export class BodyReader {
  constructor(
    private readonly version: ApiVersion,
    private readonly gathered: Gathered,
    private readonly places: ReadonlyMap<string, string> = new Map(),
  ) {}

  shape(shape: Shape, value: Json, where: string): Read {
    const read = this.#shape(shape, value, where);
    return read.ok ? read : err(toldOfShape(read.error, shape, where));
  }

  #shape(shape: Shape, value: Json, where: string): Read {
    if (typeof shape === 'string') return this.#scalar(shape, value, where);
    if ('named' in shape) return this.shape(shapeNamed(shape.named), value, where);
    if ('members' in shape) return this.#members(shape, value, where);
    if ('issueFields' in shape)
      return this.#fields(shape.issueFields === 'read' ? 'edit' : shape.issueFields, value, where);
    if ('issueUpdates' in shape) return this.#updates(shape.issueUpdates, value, where);
    if ('oneOf' in shape)
      return typeof value === 'string' && shape.oneOf.includes(value) ? json(value) : invalid(where);
    if ('projectAs' in shape) return this.#projectAs(shape.projectAs, value, where);
    if ('form' in shape) return isOfForm(shape.form, value) ? json(value) : invalid(where);
    if ('list' in shape)
      return shape.least !== undefined && isList(value) && value.length < shape.least
        ? invalid(where, ONE_AT_LEAST)
        : this.#list(value, where, (item, at) => this.#item(shape.list, item, at), shape.most);
    if ('ref' in shape && shape.ref === 'issue') return this.write('issue', value, where, where);
    if ('ref' in shape && (shape.ref === 'desk' || shape.ref === 'requestType'))
      return this.#id(shape.ref, value, where);
    if ('always' in shape) return value === shape.always ? json(value) : notOffered(where, shape.instead);
    if ('ref' in shape && shape.ref === 'board') return this.#placed(shape.ref, value, where);
    return notOffered(where);
  }

  #scalar(shape: Shape & string, value: Json, where: string): Read {
    switch (shape) {
      case 'text':
        return typeof value === 'string' && value.length <= TEXT_CHARS_MAX ? json(value) : invalid(where);
      case 'flag':
        return typeof value === 'boolean' ? json(value) : invalid(where);
      case 'number':
        return value instanceof JsonNumber ? json(value) : invalid(where);
      case 'digits':
        if (typeof value === 'string' && /^[1-9][0-9]{0,8}$/.test(value)) return json(new JsonNumber(value));
        return value instanceof JsonNumber ? json(value) : invalid(where);
      case 'figure':
        return value instanceof JsonNumber || isFigure(value) ? json(value) : invalid(where);
      case 'rich':
        return this.#rich(value, where);
      case 'json':
        return isObject(value) && printJson(value).length <= JSON_CHARS_MAX ? json(value) : invalid(where);
      case 'keyed':
        return typeof value === 'string' && isKeyable(value) ? ok({ kind: 'keyed', text: value }) : invalid(where);
      case 'id': {
        const id = idText(value);
        return id !== undefined && id.length <= TEXT_CHARS_MAX ? json(id) : invalid(where);
      }
      case 'issueId':
        return this.#issueText(value, where, 'bare');
      case 'person': {
        // The body of `assignee` is a person itself; "-1" leaves the choice to the project's default.
        if (value === null) return json(value);
        if (isDefault(value)) return json('-1');
        if (typeof value !== 'string' || !ACCOUNT_ID.test(value)) return invalid(where);
        this.gathered.people.add(value);
        return json(value);
      }
      default:
        return notOffered(where);
    }
  }

  /** An id, as text or number: sent as text, and its desk looked up. */
  #id(ref: 'desk' | 'requestType', value: Json, where: string): Read {
    const id = idText(value);
    if (id === undefined || !isId(id)) return invalid(where);
    if (ref === 'desk') this.gathered.placed.add(`desk/${id}`);
    return json(id);
  }

  #members({ members, required = [], words }: MembersShape, value: Json, where: string): Read {
    if (!isObject(value)) return invalid(where, words);
    const out = new Map<string, Draft>();
    let index = 0;
    for (const [name, given] of value) {
      index += 1;
      const member = Object.hasOwn(members, name) ? members[name] : undefined;
      if (member === undefined) return notOffered(...unknownMember(name, index, members, where));
      // Clients print members that they leave open as null; where null means something the shape says so.
      if (given === null && member !== 'person') continue;
      const shape = typeof member === 'object' && 'shape' in member ? member.shape : member;
      const unsent = this.#unsent(shape, given, `${where}.${name}`);
      if (unsent === 'dropped') continue;
      if (unsent !== undefined) return err(unsent);
      if (typeof member === 'object' && 'needs' in member) this.gathered.needs.add(member.needs);
      const read = this.shape(shape, given, `${where}.${name}`);
      if (!read.ok) return shape === 'rich' ? err(toldOf(read.error, name, richForm(this.version))) : read;
      const sent = typeof shape === 'object' && 'projectAs' in shape ? shape.projectAs : name;
      if (out.has(sent)) return invalid(`${where}.${name}: a project is named once`);
      out.set(sent, read.value);
    }
    for (const [name, member] of Object.entries(members))
      if (typeof member === 'object' && 'always' in member) out.set(name, { kind: 'json', value: member.always });
    const missing = required.find((name) => !out.has(name));
    if (missing !== undefined)
      return words === undefined
        ? err({ reason: 'body_invalid', where, field: missing, mend: NEEDED })
        : invalid(where, words);
    if (repeatsField(out.get('fields'), out.get('update')))
      return invalid(`${where}.update: a field stands in fields too`);
    return ok({ kind: 'object', members: out });
  }

  /** A member that is never sent: taken where it changes nothing, else refused. Undefined for all others. */
  #unsent(shape: Shape, given: Json, where: string): 'dropped' | Denial | undefined {
    if (shape === 'printed') return 'dropped';
    if (typeof shape !== 'object') return undefined;
    const notOffered = { reason: 'body_not_offered', where } as const;
    if ('refused' in shape) return { ...notOffered, mend: shape.refused };
    if ('only' in shape) return typeof given === 'boolean' && shape.only.includes(given) ? 'dropped' : notOffered;
    if ('samePlace' in shape)
      return idText(given) === this.places.get(shape.samePlace) ? 'dropped' : { ...notOffered, mend: SAID_BY_PATH };
    if (!('sameProject' in shape)) return undefined;
    const text = idText(given);
    const spelling = text === undefined ? undefined : spellProject(text);
    if (spelling === undefined) return { ...notOffered, mend: SAID_BY_PATH };
    // INVARIANT: `decide` refuses a call that names another project than that of the thing in its path.
    this.gathered.projects.add(spelling);
    return 'dropped';
  }

  #item(shape: Shape, value: Json, where: string): Read {
    const read = this.shape(shape, value, where);
    return read.ok ? read : 'mend' in read.error || 'field' in read.error ? err(toldIn(read.error, where)) : read;
  }

  #list(value: Json, where: string, each: (item: Json, where: string) => Read, most = 100): Read {
    if (!isList(value)) return invalid(where);
    if (value.length > most) return invalid(where, atMost(most));
    const items: Draft[] = [];
    for (const [index, item] of value.entries()) {
      const read = each(item, `${where}[${index}]`);
      if (!read.ok) return read;
      items.push(read.value);
    }
    return ok({ kind: 'list', items });
  }

  #rich(value: Json, where: string): Read {
    if (value === null) return json(null);
    if (this.version === '2') {
      if (typeof value !== 'string' || value.length > TEXT_CHARS_MAX) return invalid(where);
      for (const person of peopleOfText(value)) this.gathered.people.add(person);
      return json(value);
    }
    if (!isObject(value) || value.get('type') !== 'doc') return invalid(where);
    const document = readDocument(value, this.gathered.people);
    return document === undefined ? err({ reason: 'body_not_offered', where, mend: PLAIN_DOCUMENT }) : json(document);
  }

  #fields(screen: Screen, value: Json, where: string): Read {
    if (!isObject(value)) return invalid(where);
    const members = new Map<string, FieldDraft>();
    let index = 0;
    for (const [id, given] of value) {
      index += 1;
      const place = `${where}, member ${index}`;
      const field = this.#field(screen, id, given, place, false);
      if (!field.ok) return field;
      members.set(id, field.value);
    }
    return ok({ kind: 'fields', members });
  }

  #field(screen: Screen, id: string, given: Json, place: string, update: boolean): Result<FieldDraft, Denial> {
    if (CUSTOM_FIELD.test(id)) {
      this.gathered.lexicon = true;
      // An issue key or a person inside is read now, whatever the type will be: references are listed before any is known.
      gatherLoose(given, this.gathered);
      return ok({ kind: 'custom', raw: given, update });
    }
    const rule = fieldRule(id, undefined);
    if (rule === undefined && AGILE_FIELDS.has(id))
      return err({ reason: 'body_not_offered', where: place, field: id, mend: notSet(id) });
    if (rule === undefined) return notOffered(place, insteadOf(id, SYSTEM_FIELDS.keys()));
    if (rule.write === undefined || !isOn(id, rule.on, screen) || (update && rule.write === 'project'))
      return err({ reason: 'body_not_offered', where: place, field: id, mend: notSet(id) });
    if (rule.writeNeeds !== undefined) this.gathered.needs.add(rule.writeNeeds);
    const read = update
      ? this.verbs(rule.write, given, place, id)
      : this.write(rule.write, given, `${place} (${id})`, id);
    return read.ok
      ? ok({ kind: 'system', draft: read.value })
      : err(toldOf(read.error, id, formOf(rule.write, this.version, update)));
  }

  /** `update`: field → list of one-verb objects. Comments and links are written here too, each by its own right. */
  #updates(screen: Screen, value: Json, where: string): Read {
    if (!isObject(value)) return invalid(where);
    const members = new Map<string, FieldDraft>();
    let index = 0;
    for (const [id, given] of value) {
      index += 1;
      const place = `${where}, member ${index}`;
      const field =
        id === 'comment' || id === 'issuelinks'
          ? this.#additions(id, given, place)
          : this.#field(screen, id, given, place, true);
      if (!field.ok) return field;
      members.set(id, field.value);
    }
    return ok({ kind: 'fields', members });
  }

  #additions(id: 'comment' | 'issuelinks', value: Json, where: string): Result<FieldDraft, Denial> {
    this.gathered.needs.add(id === 'comment' ? 'comment:create' : 'issue:link');
    const shape: Shape = id === 'comment' ? COMMENT_BODY : LINK_ADDED;
    const read = this.#list(value, where, (item, at) =>
      this.#members({ members: { add: shape }, required: ['add'] }, item, at),
    );
    return read.ok
      ? ok({ kind: 'system', draft: read.value })
      : err(toldOf(read.error, id, 'Send a list of {"add": …}.'));
  }

  verbs(write: Write, value: Json, where: string, field: string): Read {
    const element = elementOf(write);
    return this.#list(value, where, (item, at) => {
      const only = isObject(item) && item.size === 1 ? [...item][0] : undefined;
      if (only === undefined) return invalid(at);
      const [verb, given] = only;
      if (verb !== 'set' && !(element !== undefined && (verb === 'add' || verb === 'remove'))) return notOffered(at);
      const read = this.write(verb === 'set' ? write : (element ?? write), given, at, field);
      return read.ok ? ok({ kind: 'object', members: new Map([[verb, read.value]]) }) : read;
    });
  }

  write(write: Write, value: Json, where: string, field: string): Read {
    if (typeof write === 'object') {
      if ('picks' in write) return this.#list(value, where, (item, at) => this.#pick(write.picks, item, at, field));
      return value === null ? json(null) : this.#pick(write.pick, value, where, field);
    }
    switch (write) {
      case 'text':
        return value === null ? json(null) : this.#scalar('text', value, where);
      case 'rich':
        return this.#rich(value, where);
      case 'number':
        return value === null ? json(null) : this.#scalar('number', value, where);
      case 'date':
        return value === null || (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value))
          ? json(value)
          : invalid(where);
      case 'time':
        return value === null || (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[0-9:.+Z-]{5,24}$/.test(value))
          ? json(value)
          : invalid(where);
      case 'labels':
        return typeof value === 'string'
          ? json(value)
          : this.#list(value, where, (item, at) => this.#scalar('text', item, at));
      case 'timeTracking':
        return this.#members({ members: { originalEstimate: 'text', remainingEstimate: 'text' } }, value, where);
      case 'person':
        return this.#person(value, where, field);
      case 'people':
        return this.#list(value, where, (item, at) => this.#person(item, at, field));
      case 'project':
        return this.#project(value, where);
      case 'issue':
        return this.#issue(value, where);
      case 'issueKey':
        return value === null ? json(null) : this.#issueText(value, where, 'key');
      case 'option':
        return value === null ? json(null) : this.#option(value, where, field, false);
      case 'options':
        return this.#list(value, where, (item, at) => this.#option(item, at, field, false));
      case 'cascade':
        return value === null ? json(null) : this.#option(value, where, field, true);
    }
  }

  #person(value: Json, where: string, field: string): Read {
    if (value === null) return json(null);
    const one = namingMember(value, ['accountId', 'id'], PERSON_PRINTED);
    if (one === undefined) return invalid(where);
    // "-1" leaves the choice to the project's default assignee.
    if (isDefault(one.value) && field === 'assignee') return json(new Map([['accountId', '-1']]));
    if (typeof one.value !== 'string' || !ACCOUNT_ID.test(one.value)) return invalid(where);
    this.gathered.people.add(one.value);
    return ok({ kind: 'person', accountId: one.value, field });
  }

  #project(value: Json, where: string): Read {
    const one = namingMember(value, ['id', 'key'], SHAPES.projectOfIssue.members);
    const text = idText(one?.value);
    const spelling = text === undefined ? undefined : spellProject(text);
    if (one === undefined || spelling === undefined || isId(spelling) !== (one.name === 'id')) return invalid(where);
    this.gathered.projects.add(spelling);
    return ok({ kind: 'project', spelling, print: 'object' });
  }

  /** A bare key or id. Clients send the one or the other under either name; Jira takes a component's by key alone. */
  #projectAs(sent: 'project' | 'projectId', value: Json, where: string): Read {
    const text = idText(value);
    const spelling = text === undefined ? undefined : spellProject(text);
    if (spelling === undefined) return invalid(where);
    this.gathered.projects.add(spelling);
    return ok({ kind: 'project', spelling, print: sent === 'project' ? 'key' : 'id' });
  }

  #issue(value: Json, where: string): Read {
    if (value === null) return json(null);
    const one = namingMember(value, ['id', 'key'], SHAPES.linkedIssue.show.members);
    if (one === undefined || (isObject(value) && value.size > 1 && !isId(idText(one.value) ?? '')))
      return invalid(where);
    return this.#issueText(one.value, where, 'id');
  }

  /** By its number alone, which is the only spelling that it has. */
  #placed(ref: 'board', value: Json, where: string): Read {
    const id = idText(value);
    if (id === undefined || !isId(id)) return invalid(where);
    this.gathered.placed.add(`${ref}/${id}`);
    return json(new JsonNumber(id));
  }

  #issueText(value: Json, where: string, print: 'id' | 'key' | 'bare'): Read {
    const text = idText(value);
    const spelling = text === undefined ? undefined : spellIssue(text);
    if (spelling === undefined) return invalid(where);
    this.gathered.issues.add(spelling);
    return ok({ kind: 'issue', spelling, print });
  }

  #pick(what: Picked, value: Json, where: string, field: string): Read {
    const one = namingMember(value, ['id', 'name'], SHAPES[what].members);
    const text = idText(one?.value);
    if (one === undefined || text === undefined || text.length > 255) return invalid(where);
    this.gathered.lexicon = true;
    return ok({ kind: 'pick', what, by: one.name === 'id' ? 'id' : 'name', text, field });
  }

  #option(value: Json, where: string, field: string, cascade: boolean): Read {
    if (!isObject(value)) return invalid(where);
    const child = value.get('child');
    const rest = new Map([...value].filter(([name]) => name !== 'child'));
    if (child !== undefined && !cascade) return notOffered(where);
    const one = namingMember(rest, ['id', 'value'], SHAPES.option.show.members);
    const text = idText(one?.value);
    if (one === undefined || text === undefined || text.length > 255) return invalid(where);
    const inner = child === undefined || child === null ? undefined : this.#option(child, where, field, false);
    if (inner !== undefined && !inner.ok) return inner;
    return ok({ kind: 'option', field, by: one.name === 'id' ? 'id' : 'value', text, child: inner?.value });
  }
}

const SAID_BY_PATH = 'Leave it out, or name what the path names: nothing goes elsewhere by this call.';

/** What answers show of a person. */
const PERSON_PRINTED = { self: 1, displayName: 1, active: 1, emailAddress: 1 };

/** Clients send the word for the project's default assignee as a number too. */
const isDefault = (value: Json): boolean => value === '-1' || (value instanceof JsonNumber && value.text === '-1');

/** Where a member stands that the shape does not name, and what would mend it. */
const unknownMember = (name: string, index: number, members: Members, where: string) =>
  Object.hasOwn(members, 'fields') && SYSTEM_FIELDS.has(name)
    ? ([`${where}.${name}`, 'Put it under fields.'] as const)
    : untaken(name, index, members, where);

/** A form asks for what an issue is about; whose it is, and of which type, its request type says. */
const isOn = (id: string, on: readonly string[] | undefined, screen: Screen): boolean =>
  screen === 'request' ? !NOT_ON_FORMS.has(id) : on === undefined || on.includes(screen);
const NOT_ON_FORMS: ReadonlySet<string> = new Set([
  ...['project', 'issuetype', 'parent', 'reporter', 'assignee', 'resolution', 'timetracking'],
]);

/** A link inside `update`: one end is the issue itself, the other is named. */
const LINK_ADDED: Shape = {
  members: {
    type: { members: { id: 'text', name: 'text' } },
    inwardIssue: { ref: 'issue', show: 'text', ifForeign: 'remove' },
    outwardIssue: { ref: 'issue', show: 'text', ifForeign: 'remove' },
  },
};

/** Which of two places wins is Jira's own matter, so one field stands in one. */
const repeatsField = (fields: Draft | undefined, update: Draft | undefined): boolean =>
  fields?.kind === 'fields' &&
  update?.kind === 'fields' &&
  [...fields.members.keys()].some((id) => update.members.has(id));

/** References in the value of a custom field whose type is not known yet. */
function gatherLoose(value: Json, gathered: Gathered): void {
  if (typeof value === 'string') {
    const issue = isId(value) ? undefined : spellIssue(value);
    if (issue !== undefined) gathered.issues.add(issue);
    for (const person of peopleOfText(value)) gathered.people.add(person);
  } else if (isList(value)) {
    for (const item of value) gatherLoose(item, gathered);
  } else if (isObject(value) && value.get('type') === 'doc') {
    // Who is mentioned; what else has an id there, such as an emoji, is nobody.
    readDocument(value, gathered.people);
  } else if (isObject(value)) {
    // Of a person the account alone counts, whatever stands beside it.
    const person = value.get('accountId');
    const members: JsonObject = person === undefined ? value : new Map([['accountId', person]]);
    for (const [name, member] of members) {
      if (
        (name === 'accountId' || name === 'id') &&
        typeof member === 'string' &&
        ACCOUNT_ID.test(member) &&
        !isId(member)
      ) {
        gathered.people.add(member);
      } else {
        gatherLoose(member, gathered);
      }
    }
  }
}
