/**
 * Draft + facts → JSON for Jira: ids in place of spellings, names resolved in the one project that the call acts
 * in. Pure. A value that this project does not have is named by its field alone, so that a foreign value and an
 * invented one give the same answer.
 */
import { fieldRule, type Picked } from '../catalogue/fields';
import type { Denial } from '../policy/denials';
import type { Permission } from '../policy/permissions';
import { lacking, type Principal } from '../policy/principal';
import { err, ok, type Result } from '../result';
import type { Lexicon, LexiconField } from '../storage/records/lexicon';
import type { Call, Draft, FieldDraft } from './call';
import type { Facts } from './facts';
import { inside } from './inside';
import { type Json, JsonNumber, type JsonObject, object } from './json';
import { BodyReader } from './read-body';
import { keyed } from './spelling';
import { formOf, NO_SUCH_FIELD, toldIn, toldOf } from './written-forms';

type BodyDenial = Denial & { readonly reason: 'body_not_offered' | 'body_invalid' };

/** `fields`: names of fields whose value is not available; `place`: a member that is not offered at all. */
export type SettleFault =
  | { readonly reason: 'value_unavailable'; readonly fields: readonly string[]; readonly where?: string }
  | BodyDenial
  | { readonly reason: 'permission_missing'; readonly missing: readonly Permission[] };

export type Settling = {
  readonly projectId: string;
  readonly facts: Facts;
  readonly call: Call;
  readonly principal: Principal;
};

/** Settles the body of a call that acts in one project. References in it were decided before. */
export function settle(draft: Draft, at: Settling): Result<Json, SettleFault> {
  const settler = new Settler(at);
  const value = settler.draft(draft);
  const { fault, unavailable, where } = settler;
  if (fault !== undefined) return err(fault);
  if (unavailable.size === 0) return ok(value);
  const place = where === undefined ? {} : { where };
  return err({ reason: 'value_unavailable', fields: [...unavailable], ...place });
}

/** Does a name stand in the body that no lexicon of the granted projects holds? */
export function unresolvedNames(call: Call, facts: Facts, principal: Principal): boolean {
  if (call.body === undefined) return false;
  return ![...facts.lexicons.keys()].some((projectId) => {
    const settled = settle(call.body ?? { kind: 'json', value: null }, { projectId, facts, call, principal });
    return settled.ok || settled.error.reason === 'permission_missing';
  });
}

class Settler {
  readonly unavailable = new Set<string>();
  fault: BodyDenial | undefined;
  /** Of several things that a body lists, the one that has what is unavailable. */
  where: string | undefined;
  readonly #lexicon: Lexicon | undefined;

  constructor(private readonly at: Settling) {
    this.#lexicon = at.facts.lexicons.get(at.projectId);
  }

  draft(draft: Draft): Json {
    switch (draft.kind) {
      case 'json':
        return draft.value;
      case 'object':
        return new Map([...draft.members].map(([name, member]) => [name, this.#member(name, member)]));
      case 'list':
        return draft.items.map((item) => this.draft(item));
      case 'fields':
        return this.#fields(draft.members);
      case 'issue': {
        const issue = inside(this.at.facts.issues.get(draft.spelling), this.at.principal);
        // A relation is written on both ends, so both need the right.
        if (issue === undefined || lacking(this.at.principal, issue.projectId, this.at.call.needs).length > 0) {
          return this.#missing('issue');
        }
        if (draft.print === 'key') return issue.key;
        return draft.print === 'bare' ? issue.id : object({ id: issue.id });
      }
      case 'project':
        return this.#project(draft.spelling, draft.print);
      case 'keyed':
        return keyed(draft.text, this.at.principal.key.id);
      case 'person':
        if (!this.at.facts.people.get(draft.accountId)?.has(this.at.projectId)) return this.#missing(draft.field);
        return object({ accountId: draft.accountId });
      case 'pick': {
        const id = pick(draft.what, draft.by, draft.text, this.#lexicon);
        return id === undefined ? this.#missing(draft.field) : object({ id });
      }
      case 'option': {
        const options = this.#lexicon?.fields.find(({ id }) => id === draft.field)?.options ?? [];
        const id = one(options.filter((option) => (draft.by === 'id' ? option.id : option.value) === draft.text))?.id;
        if (id === undefined) return this.#missing(draft.field);
        return object({ id, child: draft.child === undefined ? undefined : this.draft(draft.child) });
      }
    }
  }

  #project(spelling: string, print: 'object' | 'id' | 'key'): Json {
    if (print === 'object') return object({ id: this.at.projectId });
    if (print === 'id') return new JsonNumber(this.at.projectId);
    return this.at.facts.projects.get(spelling)?.key ?? null;
  }

  #member(name: string, member: Draft): Json {
    if (member.kind !== 'list') return this.draft(member);
    return member.items.map((item, index) => {
      const { fault, unavailable } = this;
      const before = unavailable.size;
      const value = this.draft(item);
      const place = `body.${name}[${index}]`;
      if (unavailable.size > before) this.where ??= place;
      if (fault === undefined && this.fault !== undefined) this.fault = toldIn(this.fault, place);
      return value;
    });
  }

  #missing(field: string): Json {
    this.unavailable.add(field);
    return null;
  }

  #fields(members: ReadonlyMap<string, FieldDraft>): JsonObject {
    const out = new Map<string, Json>();
    let index = 0;
    for (const [id, field] of members) {
      index += 1;
      out.set(id, field.kind === 'system' ? this.draft(field.draft) : this.#custom(id, field, index));
    }
    return out;
  }

  /** A custom field is read here, where its type is known. One that this project lacks does not exist. */
  #custom(id: string, field: FieldDraft & { kind: 'custom' }, index: number): Json {
    const known: LexiconField | undefined = this.#lexicon?.fields.find((each) => each.id === id);
    const rule = known === undefined ? undefined : fieldRule(id, known.custom);
    const where = `fields, member ${index}`;
    if (known === undefined || rule?.write === undefined) {
      this.fault ??= { reason: 'body_not_offered', where, mend: NO_SUCH_FIELD };
      return null;
    }
    const gathered = {
      issues: new Set<string>(),
      projects: new Set<string>(),
      people: new Set<string>(),
      placed: new Set<string>(),
      needs: new Set<Permission>(),
      lexicon: true,
    };
    const reader = new BodyReader(this.at.call.version, gathered);
    const read = field.update
      ? reader.verbs(rule.write, field.raw, where, id)
      : reader.write(rule.write, field.raw, where, id);
    if (!read.ok) {
      const told = toldOf(read.error, id, formOf(rule.write, this.at.call.version, field.update));
      const isOfBody = told.reason === 'body_invalid' || told.reason === 'body_not_offered';
      this.fault ??= isOfBody ? { ...told, where } : { reason: 'body_invalid', where };
      return null;
    }
    // INVARIANT: every reference was listed, and looked up, before the type was known.
    const unlisted =
      [...gathered.issues].some((issue) => !this.at.call.references.issues.has(issue)) ||
      [...gathered.people].some((person) => !this.at.call.references.people.has(person));
    if (unlisted) {
      this.fault ??= { reason: 'body_invalid', where };
      return null;
    }
    const mentioned = [...gathered.people].some((person) => !this.at.facts.people.get(person)?.has(this.at.projectId));
    return mentioned ? this.#missing(id) : this.draft(read.value);
  }
}

const one = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined);

/** The id that a name or an id has in this project; a name that two things share names neither. */
function pick(what: Picked, by: 'id' | 'name', text: string, lexicon: Lexicon | undefined): string | undefined {
  if (lexicon === undefined) return undefined;
  const table: Readonly<Record<Picked, readonly { id: string; name: string }[]>> = {
    issueType: lexicon.issueTypes,
    priority: lexicon.priorities,
    resolution: lexicon.resolutions,
    version: lexicon.versions,
    component: lexicon.components,
  };
  const wanted = text.toLowerCase();
  return one(table[what].filter((each) => (by === 'id' ? each.id === text : each.name.toLowerCase() === wanted)))?.id;
}
