/**
 * Confines a query to the granted projects and prints it.
 *
 * Every value that names something becomes an id of a granted project; what means nothing there is the empty set,
 * folded out of the tree, so that foreign and invented names give the same query to the byte. The print starts with
 * the projects' own clause, numeric and in parentheses of its own. A refusal depends on the query and on the granted
 * projects' lexicons. No I/O, no clock.
 */
import { err, ok, type Result } from '../result';
import type { LexiconField } from '../storage/records/lexicon';
import { isReadable, mayAskFor, mayFollowLinks, SORTS_MAX } from './admit';
import { isIn, isMissing, isPerProject, type Part, partsOf } from './apart';
import {
  type Clause,
  type Field,
  type Operand,
  type Operator,
  operandValues,
  type Query,
  type Sort,
  type Test,
} from './ast';
import { customFieldsFor } from './custom-fields';
import type { JqlScope, JqlSprint } from './facts';
import { type FieldKind, type JqlField, systemField } from './fields';
import { allOf, anyOf, type Folded, noneOf } from './fold';
import { jqlFunction } from './functions';
import { printClause, printOrderBy } from './print';
import { type JqlRefusal, type JqlRefusalReason, type JqlSpot, jqlRefusal, spotOf } from './refusal';
import {
  ids as idValues,
  isFunctionOffset,
  isUnresolved,
  oneOrMore,
  resolveIssue,
  resolveLinkType,
  resolveProject,
  resolveValue,
} from './values';
import { withoutNot } from './without-not';

export type ConfinedJql =
  /** What to send. `unresolved`: a name in the query means nothing in scope, so far as the lexicons know. */
  | { readonly kind: 'query'; readonly jql: string; readonly unresolved: boolean }
  /** Nothing can match; Jira need not be asked. */
  | { readonly kind: 'empty'; readonly unresolved: boolean };

/**
 * Confines a query, or all issues of the grants where there is none. `also` is printed as it is: a condition of the
 * gateway's own, in which nothing is named that was not found inside.
 */
export function confineJql(
  query: Query | undefined,
  scope: JqlScope,
  also: readonly string[] = [],
): Result<ConfinedJql, JqlRefusal> {
  const confinement = new Confinement(scope);
  const where = query?.where === undefined ? true : confinement.clause(withoutNot(query.where));
  const orderBy = (query?.orderBy ?? []).flatMap((sort) => confinement.sort(sort));
  if (orderBy.length > SORTS_MAX) confinement.refuse('jql_sort_not_allowed');
  if (confinement.refusal !== undefined) return err(confinement.refusal);

  const { unresolved } = confinement;
  const projects = grantedClause(scope);
  if (where === false || projects === undefined) return ok({ kind: 'empty', unresolved });
  // Counts come from the query alone, so what answers hide has to be left out here.
  const levels = scope.secured === 'absent' ? ['AND level is EMPTY'] : [];
  const asked = where === true ? [] : [`AND (${printClause(where)})`];
  const own = also.map((condition) => `AND (${condition})`);
  const jql = [projects, ...levels, ...own, ...asked, ...printOrderBy(orderBy)].join(' ');
  return ok({ kind: 'query', jql, unresolved });
}

/** `project = 10001`, `project in (…)`, or each project with its grant's own condition; undefined where none is left. */
function grantedClause(scope: JqlScope): string | undefined {
  if (scope.projects.every(({ where }) => where === undefined)) {
    const ids = scope.projects.map(({ id }) => id).map(projectId);
    return ids.length > 1 ? `project in (${ids.join(', ')})` : ids.length === 1 ? `project = ${ids[0]}` : undefined;
  }
  const parts = scope.projects.flatMap((project) => {
    const condition = grantCondition(project, scope);
    if (condition === false) return [];
    const only = `project = ${projectId(project.id)}`;
    return [condition === true ? only : `(${only} AND (${printClause(condition)}))`];
  });
  return parts.length > 1 ? `(${parts.join(' OR ')})` : parts[0];
}

/** Ids come from stored grants; one that is no number must never be printed into a query. */
function projectId(id: string): string {
  if (!/^[1-9][0-9]{0,17}$/.test(id)) throw new Error('a granted project has no numeric id');
  return id;
}

/**
 * The grant's own condition inside its project. It is the administrator's, so it may use fields that the key may not
 * read; a name in it that means nothing any more closes the project, since under NOT it would open it wider.
 */
function grantCondition(project: JqlScope['projects'][number], scope: JqlScope): Folded {
  if (project.where === undefined) return true;
  const hiddenFields = new Set<string>();
  const readable = { comments: true, worklogs: true, links: true, sprints: false, past: false, hiddenFields };
  const confinement = new Confinement({ ...scope, projects: [project], readable });
  const condition = confinement.clause(withoutNot(project.where));
  return confinement.refusal === undefined && !confinement.unresolved && condition;
}

/**
 * Values in what is sent. A name may stand for an id in each project, and a field may be compared with all values that
 * it has in scope: a short query must not become one of megabytes.
 */
const SENT_MAX = 20_000;

/** A field as it is sent, with what the granted projects say of it. */
type Target = { readonly row: JqlField; readonly field: Field; readonly inProjects: readonly LexiconField[] };
type Members = { readonly values: readonly Operand[]; readonly empty: boolean };

class Confinement {
  /** The first reason found; all is walked up to it, so that folding never hides one. */
  refusal: JqlRefusal | undefined;
  /** A name in the query means nothing in scope. */
  unresolved = false;

  /** Values that are sent. */
  #sent = 0;

  /** Comparisons and sorts walked so far, and the one that is looked at. */
  #walked = { comparison: 0, sort: 0 };
  #spot: JqlSpot | undefined;

  constructor(private readonly scope: JqlScope) {}

  refuse(reason: JqlRefusalReason): false {
    this.refusal ??= jqlRefusal(reason, this.#spot);
    return false;
  }

  clause(clause: Clause): Folded {
    switch (clause.kind) {
      case 'and':
        return allOf(clause.clauses.map((each) => this.clause(each)));
      case 'or':
        return anyOf(clause.clauses.map((each) => this.clause(each)));
      case 'not':
        return noneOf(this.clause(clause.clause));
      case 'test':
        return this.#test(clause);
    }
  }

  sort({ field, direction }: Sort): readonly Sort[] {
    this.#lookAt('sort', field);
    const targets = this.#targets(field);
    if (targets.some(({ row }) => !row.sortable || isMissing(row, this.scope))) this.refuse('jql_sort_not_allowed');
    return targets.map((target) => ({ field: target.field, direction }));
  }

  #lookAt(what: 'comparison' | 'sort', field: Field): void {
    this.#walked[what] += 1;
    this.#spot = spotOf(what, this.#walked[what], field);
  }

  #test(test: Test): Folded {
    if (this.refusal !== undefined) return false;
    this.#lookAt('comparison', test.field);
    const targets = this.#targets(test.field);
    const fitting = targets.filter(({ row }) => row.operators.has(test.operator));
    if (targets.length > 0 && fitting.length === 0) return this.refuse('jql_operator_not_allowed');
    if (!mayAskFor(test.operator, this.scope.readable)) return this.refuse('jql_past_not_allowed');
    return anyOf(fitting.map((target) => this.#testOf(target, test)));
  }

  #targets(field: Field): readonly Target[] {
    const targets = field.properties.length > 0 ? [] : (this.#systemTarget(field) ?? this.#customTargets(field));
    if (targets.length === 0) this.refuse('jql_field_unknown');
    if (targets.some(({ row }) => !isReadable(row, this.scope.readable))) this.refuse('jql_field_not_readable');
    return targets;
  }

  #systemTarget(field: Field): readonly Target[] | undefined {
    const row = systemField(field);
    return row && [{ row, field: named(row.name), inProjects: [] }];
  }

  #customTargets(field: Field): readonly Target[] {
    return customFieldsFor(field, this.scope).map((each) => ({ ...each, field: named(each.row.name) }));
  }

  #testOf(target: Target, test: Test): Folded {
    const { row } = target;
    if (test.operator === 'changed') return this.#changed(target, test);
    const members = this.#members(target, test.operand ?? { kind: 'empty' }, test.operator);
    // What may not be asked by `is EMPTY` may not be asked by `= EMPTY` either.
    if (members.empty && row.always !== true && !row.operators.has('is')) return this.refuse('jql_value_not_allowed');
    if (test.operator.startsWith('was')) return this.#was(target, test, members);
    const parts = isPerProject(row) ? partsOf(row, this.scope) : [];
    if (parts.length < 2) return this.#compared(target, test, members);
    return anyOf(
      parts.map((part) => {
        const { inProjects } = part;
        const values = members.values.filter((value) => isIn(value, row, inProjects));
        return allOf([this.#isIn(part), this.#compared({ ...target, inProjects }, test, { ...members, values })]);
      }),
    );
  }

  #isIn({ projectIds }: Part): Folded {
    const sent = oneOrMore(this.#counted(idValues(projectIds.map(projectId))), '=', 'in');
    return (
      sent !== undefined && {
        kind: 'test',
        field: named('project'),
        operator: sent[0],
        operand: sent[1],
        predicates: [],
      }
    );
  }

  #compared(target: Target, test: Test, members: Members): Folded {
    const { row } = target;
    const ask = (operator: Operator, operand: Operand): Folded => ({
      kind: 'test',
      field: target.field,
      operator,
      operand,
      predicates: [],
    });
    // Hidden values count as none: a field that can hold them is empty if it holds none of those in scope.
    const visible = this.#visibleValues(target);
    const some = visible === undefined ? undefined : oneOrMore(visible, '=', 'in');
    const held = some === undefined ? false : ask(...some);
    const isNotEmpty = row.always === true || (visible === undefined ? ask('is not', { kind: 'empty' }) : held);
    const isBlank = ask('is', { kind: 'empty' });
    const others = visible === undefined ? undefined : oneOrMore(visible, '!=', 'not in');
    // A negated comparison would leave out just those that hold nothing.
    const isNone = visible === undefined ? isBlank : others === undefined || anyOf([isBlank, ask(...others)]);
    const isEmpty = row.always !== true && isNone;
    switch (test.operator) {
      case 'is':
        return isEmpty;
      case 'is not':
        return isNotEmpty;
      case '=':
      case 'in': {
        const wanted = oneOrMore(members.values, '=', 'in');
        return anyOf([wanted === undefined ? false : ask(...wanted), members.empty && isEmpty]);
      }
      // Jira leaves empty fields out of `!=`: without values to exclude, that is all that remains of it.
      case '!=':
      case 'not in': {
        const none = oneOrMore(members.values, '!=', 'not in');
        if (none === undefined) return isNotEmpty;
        return visible === undefined ? ask(...none) : allOf([held, ask(...none)]);
      }
      default:
        if (!members.empty) return anyOf(members.values.map((value) => ask(test.operator, value)));
        if (test.operator === '~') return isEmpty;
        return test.operator === '!~' ? isNotEmpty : this.refuse('jql_value_not_allowed');
    }
  }

  /** All values in scope of a field that may hold values of other projects; undefined for every other field. */
  #visibleValues({ row, inProjects }: Target): readonly Operand[] | undefined {
    if (row.kind !== 'sprints' && !isPerProject(row)) return undefined;
    // A project that does not have the field shows none of its values.
    if (isPerProject(row) && inProjects.length === 0) return [];
    const { projects } = this.scope;
    const held: Partial<Record<FieldKind, () => readonly { readonly id: string }[]>> = {
      sprints: () => this.#sprints(),
      options: () => inProjects.flatMap(({ options }) => options ?? []),
      versions: () => projects.flatMap(({ lexicon }) => lexicon.versions),
      projects: () => projects,
    };
    const found = held[row.kind]?.();
    return found && this.#counted(idValues(found.map(({ id }) => id)));
  }

  #sprints(): readonly JqlSprint[] {
    return this.scope.projects.flatMap(({ sprints }) => sprints ?? []);
  }

  #was(target: Target, test: Test, members: Members): Folded {
    const negative = test.operator === 'was not' || test.operator === 'was not in';
    const predicates = this.#predicates(target, test);
    const operands = oneOrMore(members.values, negative ? 'was not' : 'was', negative ? 'was not in' : 'was in');
    const asked: (readonly [Operator, Operand])[] = operands === undefined ? [] : [operands];
    if (members.empty) asked.push([negative ? 'was not' : 'was', { kind: 'empty' }]);
    if (predicates === undefined || asked.length === 0) return negative;
    const parts = asked.map(
      ([operator, operand]): Folded => ({ kind: 'test', field: target.field, operator, operand, predicates }),
    );
    return negative ? allOf(parts) : anyOf(parts);
  }

  #changed(target: Target, test: Test): Folded {
    const predicates = this.#predicates(target, test);
    if (predicates === undefined) return false;
    return { kind: 'test', field: target.field, operator: 'changed', operand: undefined, predicates };
  }

  /** Predicates with their values resolved; undefined where one of them can never be met. */
  #predicates(target: Target, test: Test): Test['predicates'] | undefined {
    const resolved = test.predicates.map(({ word, operand }) => {
      const of = word === 'from' || word === 'to' ? target : { ...target, row: word === 'by' ? AUTHOR : MOMENT };
      const { values, empty } = this.#members(of, operand, 'in');
      if (of.row === MOMENT && (empty || values.length !== (word === 'during' ? 2 : 1))) {
        this.refuse('jql_value_not_allowed');
      }
      const all: readonly Operand[] = empty ? [...values, { kind: 'empty' }] : values;
      const [only] = all;
      return {
        word,
        operand: only !== undefined && all.length === 1 ? only : ({ kind: 'list', values: all } as const),
      };
    });
    return resolved.some(({ operand }) => operand.kind === 'list' && operand.values.length === 0)
      ? undefined
      : resolved;
  }

  #members(target: Target, operand: Operand, operator: Operator): Members {
    let empty = false;
    const values = operandValues(operand).flatMap((each): readonly Operand[] => {
      if (each.kind === 'function') return this.#callOf(each, target.row, operator);
      const unresolvedIssue = each.kind === 'value' && isUnresolved(each.text, target.row.kind, this.scope);
      if (each.kind === 'empty' || unresolvedIssue) {
        empty = true;
        return [];
      }
      const found = resolveValue(each, target.row.kind, this.scope, target.inProjects, operator);
      if (found === undefined) this.refuse('jql_value_not_allowed');
      // Sprints are read for each query: a name that means none is not a new one.
      return target.row.kind === 'sprints' ? this.#counted(found ?? []) : this.#found(found ?? []);
    });
    return { values, empty };
  }

  #callOf(call: Operand & { kind: 'function' }, target: JqlField, operator: Operator): readonly Operand[] {
    const row = jqlFunction(call.name);
    const args = call.args;
    if (row === undefined || row.kind !== target.kind) return this.#refused('jql_function_not_allowed');
    if (row.answers === 'many' && !operator.endsWith('in')) return this.#refused('jql_operator_not_allowed');
    const printed = (...printedArgs: string[]): Operand => ({ kind: 'function', name: row.name, args: printedArgs });
    switch (row.args) {
      case 'none': {
        if (args.length > 0) return this.#refused('jql_value_not_allowed');
        if (row.inState === undefined) return [printed()];
        const sprints = this.#sprints().filter(({ state }) => state === row.inState);
        return this.#counted(idValues(sprints.map(({ id }) => id)));
      }
      case 'offset':
        if (args.length > 1 || !args.every(isFunctionOffset)) return this.#refused('jql_value_not_allowed');
        return [printed(...args)];
      case 'projects':
      case 'project': {
        if (row.args === 'project' && args.length > 1) return this.#refused('jql_value_not_allowed');
        const all = args.length === 0 ? this.scope.projects.map(({ id }) => id) : [];
        const ids = [...all, ...args.flatMap((arg) => this.#found(resolveProject(arg, this.scope)))].map(projectId);
        // An argument is a key to Jira, else a name, and an id last: a foreign project may be called as an own one is numbered.
        const sent = ids.map((id) => this.scope.projects.find((project) => project.id === id)?.key ?? id);
        if (row.args === 'project') return sent.map((project) => printed(project));
        return sent.length === 0 ? [] : [printed(...sent)];
      }
      case 'link':
        return this.#linked(target.name, args, printed);
    }
  }

  #linked(field: string, args: readonly string[], printed: (...args: string[]) => Operand): readonly Operand[] {
    const [issue, type] = args;
    if (!mayFollowLinks(field, args, this.scope.readable)) return this.#refused('jql_field_not_readable');
    if (issue === undefined || args.length > 2) return this.#refused('jql_value_not_allowed');
    const keys = this.#found(resolveIssue(issue, this.scope)).map(({ key }) => key);
    if (type === undefined) return keys.map((key) => printed(key));
    const types = this.#found(resolveLinkType(type, this.scope));
    return keys.flatMap((key) => types.map((word) => printed(key, word)));
  }

  #found<T>(values: readonly T[]): readonly T[] {
    if (values.length === 0) this.unresolved = true;
    return this.#counted(values);
  }

  #counted<T>(values: readonly T[]): readonly T[] {
    this.#sent += values.length;
    if (this.#sent > SENT_MAX) this.refuse('jql_too_many_values');
    return values;
  }

  #refused(reason: JqlRefusalReason): readonly Operand[] {
    this.refuse(reason);
    return [];
  }
}

const MOMENT: JqlField = { name: 'on', kind: 'date', operators: new Set(), reads: [], sortable: false };
const AUTHOR: JqlField = { ...MOMENT, name: 'by', kind: 'people' };

function named(name: string): Field {
  const customId = /^cf\[([0-9]+)\]$/.exec(name)?.[1];
  return { name: customId === undefined ? name : '', customId, properties: [] };
}
