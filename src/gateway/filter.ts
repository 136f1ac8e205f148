/**
 * Jira's answer → what the key may see of it: copied through the row's shape, never trimmed. A member that the
 * shape does not name vanishes; a thing that is not inside vanishes with all that tells of it; addresses are
 * written anew and lead to this gateway. Pure.
 */
import { fieldRule } from '../catalogue/fields';
import type { ApiVersion, Members, Ref, SelfKind, Shape } from '../catalogue/operation';
import { shapeNamed } from '../catalogue/shapes';
import {
  type IssueFact,
  idOf,
  isLoose,
  items,
  member,
  parseCommentFact,
  parseIssueFact,
  parseProjectFact,
  textOf,
} from '../jira/answers';
import type { Permission } from '../policy/permissions';
import type { Principal } from '../policy/principal';
import type { Lexicon } from '../storage/records/lexicon';
import { isShown } from './build';
import type { Call } from './call';
import { inside } from './inside';
import { showDocument } from './rich-text';
import { prefixOf } from './spelling';

/** Nothing to show: told apart from a null that Jira sent. */
export const ABSENT = Symbol('absent');
type Shown = unknown | typeof ABSENT;
type PageShape = Extract<Shape, { readonly page: Shape }>;
type RefShape = Extract<Shape, { readonly ref: Ref }>;

export type Showing = {
  readonly call: Call;
  readonly principal: Principal;
  readonly version: ApiVersion;
  readonly lexicons: ReadonlyMap<string, Lexicon>;
  /** Ids and keys of issues that a look-up of this very call proved to be inside. */
  readonly proven: ReadonlyMap<string, IssueFact>;
  /** Project keys that this very answer prints for granted projects without security levels. */
  readonly prefixes: ReadonlySet<string>;
  /** The issue that a comment must belong to, where it is not inside an issue of the answer. */
  readonly issueId: string | undefined;
};

/** Copies `answer` through `shape`; `ABSENT` where all of it is outside. */
export const filter = (shape: Shape, answer: unknown, showing: Showing): Shown =>
  new Filter(showing).show(shape, answer, TOP);

/** What encloses a value: the issue and its project, and the thing whose address is printed. */
type Around = {
  readonly issueId: string | undefined;
  readonly projectId: string | undefined;
  readonly fieldId?: string;
};
const TOP: Around = { issueId: undefined, projectId: undefined };

class Filter {
  constructor(private readonly at: Showing) {}

  show(shape: Shape, value: unknown, around: Around): Shown {
    if (value === undefined) return ABSENT;
    if (typeof shape === 'string') return this.#scalar(shape, value);
    if (value === null) return 'ref' in shape && shape.ifForeign === 'remove' ? ABSENT : null;
    if ('named' in shape) return this.show(shapeNamed(shape.named), value, around);
    if ('ref' in shape) return this.#reference(shape, value, around);
    if ('list' in shape) return this.#list(shape.list, value, around);
    if ('page' in shape) return this.#page(shape, value, around);
    if ('members' in shape) return this.#members(shape.members, value, around);
    if ('byField' in shape) return this.#byField(shape.byField, value, around);
    if ('issueFields' in shape) return this.#fields(value, around);
    return ABSENT;
  }

  #scalar(shape: Shape & string, value: unknown): Shown {
    if (value === null) return null;
    switch (shape) {
      case 'text':
        return typeof value === 'string' ? value : ABSENT;
      case 'number':
        return typeof value === 'number' ? value : ABSENT;
      case 'flag':
        return typeof value === 'boolean' ? value : ABSENT;
      case 'rich':
        return this.at.version === '2' ? (typeof value === 'string' ? value : ABSENT) : showDocument(value);
      case 'person':
        return this.#person(value);
      default:
        return ABSENT;
    }
  }

  #person(value: unknown): Shown {
    const accountId = textOf(member(value, 'accountId'));
    if (accountId === undefined) return ABSENT;
    return {
      self: this.#url(`user?accountId=${encodeURIComponent(accountId)}`),
      accountId,
      displayName: textOf(member(value, 'displayName')) ?? '',
      active: member(value, 'active') === true,
    };
  }

  #members(members: Members, value: unknown, around: Around): Shown {
    if (!isLoose(value)) return ABSENT;
    const out: Record<string, unknown> = {};
    for (const [name, declared] of Object.entries(members)) {
      const shape = typeof declared === 'object' && 'needs' in declared ? declared.shape : declared;
      if (typeof declared === 'object' && 'needs' in declared && !this.#holds(declared.needs, around)) continue;
      const given = member(value, name);
      if (given === undefined) continue;
      const shown =
        typeof shape === 'object' && 'self' in shape
          ? this.#self(shape.self, value, around)
          : this.show(shape, given, around);
      if (shown !== ABSENT) out[name] = shown;
    }
    return 'fields' in out ? { ...out, ...namesOf(out, [out]) } : out;
  }

  #list(shape: Shape, value: unknown, around: Around): Shown {
    if (!Array.isArray(value)) return ABSENT;
    return value.map((item) => this.show(shape, item, around)).filter((item) => item !== ABSENT && item !== null);
  }

  #page(shape: PageShape, value: unknown, around: Around): Shown {
    const rows = this.#list(shape.page, member(value, shape.rows), around);
    if (!Array.isArray(rows)) return ABSENT;
    if (shape.total === 'drop') {
      const last = member(value, 'isLast');
      const names = this.#members(
        { names: { byField: 'text' }, schema: { byField: { named: 'fieldSchema' } } },
        value,
        around,
      );
      return {
        [shape.rows]: rows,
        ...(typeof last === 'boolean' ? { isLast: last } : {}),
        ...namesOf(names, rows),
      };
    }
    return { startAt: 0, maxResults: rows.length, total: rows.length, [shape.rows]: rows };
  }

  #byField(shape: Shape, value: unknown, around: Around): Shown {
    if (!isLoose(value)) return ABSENT;
    const out: Record<string, unknown> = {};
    for (const [id, given] of Object.entries(value)) {
      if (!isShown(this.at.call, id) || this.#ruleOf(id, around.projectId)?.read === undefined) continue;
      const shown = this.show(shape, given, around);
      if (shown !== ABSENT) out[id] = shown;
    }
    return out;
  }

  #fields(value: unknown, around: Around): Shown {
    if (!isLoose(value)) return ABSENT;
    const out: Record<string, unknown> = {};
    for (const [id, given] of Object.entries(value)) {
      const rule = this.#ruleOf(id, around.projectId);
      if (rule?.read === undefined || !isShown(this.at.call, id)) continue;
      if (rule.readNeeds !== undefined && !this.#holds(rule.readNeeds, around)) continue;
      const shown = this.show(rule.read, given, { ...around, fieldId: id });
      // A custom field that lost all its values looks like one that never had any.
      const lost = id.startsWith('customfield_') && Array.isArray(shown) && shown.length === 0;
      if (shown !== ABSENT) out[id] = lost ? null : shown;
    }
    return out;
  }

  /** The rule of a field in a project; without a project, in any granted one. */
  #ruleOf(id: string, projectId: string | undefined): ReturnType<typeof fieldRule> {
    const lexicons = projectId === undefined ? [...this.at.lexicons.values()] : [this.at.lexicons.get(projectId)];
    const custom = lexicons
      .map((lexicon) => lexicon?.fields.find((field) => field.id === id)?.custom)
      .find((each) => each !== undefined);
    return fieldRule(id, custom);
  }

  #holds(permission: Permission, around: Around): boolean {
    return (
      around.projectId !== undefined &&
      (this.at.principal.grants.get(around.projectId)?.permissions.has(permission) ?? false)
    );
  }

  #reference(shape: RefShape, value: unknown, around: Around): Shown {
    const foreign = shape.ifForeign === 'null' ? null : ABSENT;
    switch (shape.ref) {
      case 'issue': {
        const own = parseIssueFact(value);
        if (own !== undefined) {
          return this.#mayRead(inside(own, this.at.principal))
            ? this.show(shape.show, value, { issueId: own.id, projectId: own.projectId })
            : foreign;
        }
        return this.#isLinkedInside(value)
          ? this.show(shape.show, value, { issueId: idOf(value), projectId: undefined })
          : foreign;
      }
      case 'project': {
        const id = idOf(value) ?? idOf(member(value, 'project'));
        return id !== undefined && this.at.principal.grants.has(id)
          ? this.show(shape.show, value, { issueId: undefined, projectId: id })
          : foreign;
      }
      case 'comment': {
        const fact = parseCommentFact(value);
        const issueId = around.issueId ?? this.at.issueId;
        const shown = fact !== undefined && !fact.hidden && fact.issueId === issueId;
        return shown ? this.show(shape.show, value, { ...around, issueId }) : foreign;
      }
      case 'link':
        return this.#link(shape.show, value, around);
      case 'field':
        return this.#isField(textOf(member(value, 'id')) ?? '') ? this.show(shape.show, value, around) : foreign;
      case 'option':
        return this.#isOption(idOf(value), around) ? this.show(shape.show, value, around) : foreign;
      default:
        return this.#isNamed(shape.ref, idOf(value)) ? this.show(shape.show, value, around) : foreign;
    }
  }

  /** A link is shown with every end that Jira gave, or not at all. */
  #link(shape: Shape, value: unknown, around: Around): Shown {
    const ends = [member(value, 'inwardIssue'), member(value, 'outwardIssue')].filter(
      (end) => end !== undefined && end !== null,
    );
    return ends.length > 0 && ends.every((end) => this.#isLinkedInside(end)) ? this.show(shape, value, around) : ABSENT;
  }

  #mayRead(issue: IssueFact | undefined): boolean {
    return (
      issue !== undefined && (this.at.principal.grants.get(issue.projectId)?.permissions.has('issue:read') ?? false)
    );
  }

  /** An issue at the other end of a relation: proven by a look-up, or by a project key that this answer proves. */
  #isLinkedInside(value: unknown): boolean {
    const key = textOf(value) ?? textOf(member(value, 'key'));
    if (key === undefined) return false;
    const proven = this.at.proven.get(idOf(value) ?? key);
    if (proven !== undefined) return proven.key === key && this.#mayRead(inside(proven, this.at.principal));
    return this.at.prefixes.has(prefixOf(key));
  }

  #isOption(id: string | undefined, { projectId, fieldId }: Around): boolean {
    const field = this.at.lexicons.get(projectId ?? '')?.fields.find((each) => each.id === fieldId);
    return id !== undefined && (field?.options?.some((option) => option.id === id) ?? false);
  }

  #isField(id: string): boolean {
    return this.#ruleOf(id, undefined)?.read !== undefined;
  }

  #isNamed(ref: Ref, id: string | undefined): boolean {
    const tables = {
      issueType: 'issueTypes',
      status: 'statuses',
      priority: 'priorities',
      version: 'versions',
      component: 'components',
    } as const;
    const table = ref in tables ? tables[ref as keyof typeof tables] : undefined;
    return (
      table !== undefined &&
      id !== undefined &&
      [...this.at.lexicons.values()].some((lexicon) => lexicon[table].some((each) => each.id === id))
    );
  }

  #self(kind: SelfKind, value: unknown, around: Around): Shown {
    const id = idOf(value) ?? textOf(member(value, 'id'));
    if (id === undefined || !/^[0-9]{1,18}$/.test(id)) return ABSENT;
    if (kind === 'comment') {
      const issueId = around.issueId ?? this.at.issueId;
      return issueId === undefined ? ABSENT : this.#url(`issue/${issueId}/comment/${id}`);
    }
    return this.#url(`${SELF_PATHS[kind]}/${id}`);
  }

  #url(path: string): string {
    return `${this.at.principal.baseUrl}/rest/api/${this.at.version}/${path}`;
  }
}

const SELF_PATHS: Readonly<Record<Exclude<SelfKind, 'comment'>, string>> = {
  issue: 'issue',
  project: 'project',
  link: 'issueLink',
  linkType: 'issueLinkType',
  person: 'user',
  issueType: 'issuetype',
  status: 'status',
  statusCategory: 'statuscategory',
  priority: 'priority',
  resolution: 'resolution',
  version: 'version',
  component: 'component',
  attachment: 'attachment',
  worklog: 'worklog',
  option: 'customFieldOption',
};

/** Issue beans of an answer that stand in granted projects, each with what it says of itself. */
export function issuesOf(answer: unknown): readonly { readonly bean: unknown; readonly fact: IssueFact }[] {
  const beans = isLoose(answer) && Array.isArray(answer['issues']) ? items(answer['issues']) : [answer];
  return beans.flatMap((bean) => {
    const fact = parseIssueFact(bean);
    return fact === undefined ? [] : [{ bean, fact }];
  });
}

/** Project keys that an answer prints for granted projects. A key remembered from elsewhere never counts. */
export function provenPrefixes(
  answer: unknown,
  principal: Principal,
  lexicons: ReadonlyMap<string, Lexicon>,
): ReadonlySet<string> {
  const prefixes = new Set<string>();
  for (const { bean, fact } of issuesOf(answer)) {
    const project = parseProjectFact(member(member(bean, 'fields'), 'project'));
    // Where security levels exist, an issue of the same project may still be hidden: only a look-up can tell.
    if (
      project !== undefined &&
      inside(fact, principal) !== undefined &&
      lexicons.get(project.id)?.hasSecurityLevels === false
    )
      prefixes.add(project.key);
  }
  return prefixes;
}

/** More ends than these are not looked up, and so not shown. */
const RELATIONS_MAX = 500;

/** Issues at the other ends of relations in an answer, which no prefix proves: id or, where only that is given, key. */
export function undecidedRelations(
  answer: unknown,
  principal: Principal,
  prefixes: ReadonlySet<string>,
  shows: (field: string) => boolean,
): readonly string[] {
  const undecided = new Set<string>();
  const several = principal.grants.size > 1;
  for (const { bean, fact } of issuesOf(answer)) {
    if (inside(fact, principal) === undefined) continue;
    for (const end of relationsOf(member(bean, 'fields'), shows)) {
      const key = textOf(end) ?? textOf(member(end, 'key')) ?? '';
      // With one grant only its own prefix can be inside, and only a security level can still hide it.
      if (!prefixes.has(prefixOf(key)) && (several || prefixOf(key) === fact.projectKey))
        undecided.add(idOf(end) ?? key);
    }
  }
  undecided.delete('');
  return [...undecided].slice(0, RELATIONS_MAX);
}

function relationsOf(fields: unknown, shows: (field: string) => boolean): readonly unknown[] {
  if (!isLoose(fields)) return [];
  const links = shows('issuelinks') ? items(fields['issuelinks']) : [];
  return [
    ...(shows('parent') ? [fields['parent']] : []),
    ...(shows('subtasks') ? items(fields['subtasks']) : []),
    ...links.flatMap((link) => [member(link, 'inwardIssue'), member(link, 'outwardIssue')]),
    ...Object.entries(fields).flatMap(([id, value]) =>
      id.startsWith('customfield_') &&
      shows(id) &&
      typeof value === 'string' &&
      /^[A-Z][A-Z0-9_]+-[1-9][0-9]*$/.test(value)
        ? [value]
        : [],
    ),
  ].filter((end) => end !== undefined && end !== null);
}

/** `names` and `schema` of the fields that the rows show: one more would tell that something is hidden. */
function namesOf(holder: Shown, rows: readonly unknown[]): object {
  const shown = new Set(rows.flatMap((row) => Object.keys(member(row, 'fields') ?? {})));
  const tables = ['names', 'schema'].flatMap((name) => {
    const table = member(holder, name);
    return isLoose(table) ? [[name, Object.fromEntries(Object.entries(table).filter(([id]) => shown.has(id)))]] : [];
  });
  return Object.fromEntries(tables);
}
