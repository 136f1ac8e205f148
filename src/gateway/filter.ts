/**
 * Jira's answer → what the key may see of it: copied through the row's shape, never trimmed. A member that the
 * shape does not name vanishes; a thing that is not inside vanishes with all that tells of it; addresses are
 * written anew and lead to this gateway. Pure.
 */
import { AGILE_FIELDS, fieldRule } from '../catalogue/fields';
import type { ApiVersion, Members, SelfKind, Shape } from '../catalogue/operation';
import { shapeNamed } from '../catalogue/shapes';
import {
  CHILD_SEGMENTS,
  type IssueFact,
  idOf,
  isLoose,
  member,
  parseIssueFact,
  parsePlacedFact,
  textOf,
} from '../jira/answers';
import type { Permission } from '../policy/permissions';
import { type Principal, pageMaxOf } from '../policy/principal';
import type { Lexicon } from '../storage/records/lexicon';
import { allowedOn, validOn, writeOn } from './allowed-values';
import { isPlanInside } from './boards-inside';
import { isShown } from './build';
import { type Call, isOfSoftware } from './call';
import { type DeskProof, deskLinks, isOfDesk } from './desk-things';
import { historyInside, isOpenTo } from './history';
import { inside } from './inside';
import { isChildInside, isOptionOf, isRead, lexiconsRead, linkedInside, mayRead, reveals } from './inside-answer';
import { hasNamed, isEmptied } from './named';
import { namesOf } from './names-of';
import { matching } from './relations';
import { showDocument } from './rich-text';
import { rolesIn, selfPath } from './self-paths';
import { isFigure, isOfForm, unkeyed } from './spelling';

/** Nothing to show: told apart from a null that Jira sent. */
export const ABSENT = Symbol('absent');
type Shown = unknown | typeof ABSENT;
type With<Name extends string> = Extract<Shape, Readonly<Record<Name, unknown>>>;

export type Showing = {
  readonly call: Call;
  readonly principal: Principal;
  readonly version: ApiVersion;
  readonly lexicons: ReadonlyMap<string, Lexicon>;
  /** Fields that the key never sees, by each of their names. */
  readonly hidden: ReadonlySet<string>;
  /** Ids and keys of issues that a look-up of this very call proved to be inside. */
  readonly proven: ReadonlyMap<string, IssueFact>;
  /** Project keys that this very answer prints for granted projects without security levels. */
  readonly prefixes: ReadonlySet<string>;
  /** The issue that a thing below an issue must belong to, where it is not inside an issue of the answer. */
  readonly issue: Pick<IssueFact, 'id' | 'key' | 'projectId'> | undefined;
  /** Boards that a look-up of this very call found to stand in a project, by id. */
  readonly boards: ReadonlyMap<string, string>;
  /** Projects of the call, in each of which it may do what it needs. */
  readonly projectIds: ReadonlySet<string>;
  /** What was found out about a service desk's answer beside its call's look-ups. */
  readonly desk?: DeskProof;
  /** The issue of the answer that was found to match its grant's condition, or every one where the query held it. */
  readonly matchingId: string | 'every' | undefined;
};

/** Copies `answer` through `shape`; `ABSENT` where all of it is outside. */
export const filter = (shape: Shape, answer: unknown, showing: Showing): Shown =>
  new Filter(showing).show(shape, answer, TOP);

/** What encloses a value: the issue and its project, and the thing whose address is printed. */
type Around = {
  readonly issueId: string | undefined;
  readonly projectId: string | undefined;
  readonly fieldId?: string;
  readonly screen?: 'create' | 'edit';
};
const TOP: Around = { issueId: undefined, projectId: undefined };

class Filter {
  constructor(private readonly at: Showing) {}

  show(shape: Shape, value: unknown, around: Around): Shown {
    if (value === undefined) return ABSENT;
    if (typeof shape === 'string') return this.#scalar(shape, value, around);
    if (value === null) return 'ref' in shape && shape.ifForeign === 'remove' ? ABSENT : null;
    if ('named' in shape) return this.show(shapeNamed(shape.named), value, around);
    if ('ref' in shape) return this.#reference(shape, value, around);
    if ('form' in shape) return isOfForm(shape.form, value) ? value : ABSENT;
    if ('list' in shape) return this.#list(shape.list, value, around, shape.holding);
    if ('page' in shape) return this.#page(shape, value, around);
    if ('members' in shape) return this.#members(shape.members, value, around);
    if ('byField' in shape) return this.#byField(shape, value, around);
    if ('fieldRow' in shape) return this.#fieldRow(shape, value, around);
    if ('issueFields' in shape) return this.#fields(value, around);
    if ('history' in shape) return this.#history(shape.history, value, around);
    if ('own' in shape) return this.#isOwn(value) ? this.show(shape.own, value, around) : ABSENT;
    if ('ofIssue' in shape) return this.#ofIssue(shape.ofIssue, value);
    if ('placed' in shape) return this.#placed(shape.placed, value, around);
    if ('rolesOf' in shape) return this.#roles(value);
    if ('ofDesk' in shape) return this.#ofDesk(shape, value, around);
    return ABSENT;
  }

  #scalar(shape: Shape & string, value: unknown, around: Around): Shown {
    if (value === null) return null;
    switch (shape) {
      case 'text':
        return typeof value === 'string' ? value : ABSENT;
      case 'word':
        return typeof value === 'string' && /^(?:[a-z][A-Za-z]*|customfield_[0-9]+)$/.test(value) ? value : ABSENT;
      case 'number':
        return typeof value === 'number' ? value : ABSENT;
      case 'small':
        return typeof value === 'number' && value < 1_000 ? value : ABSENT;
      case 'flag':
        return typeof value === 'boolean' ? value : ABSENT;
      case 'rich':
        return this.at.version === '2' ? (typeof value === 'string' ? value : ABSENT) : showDocument(value);
      case 'person':
        return this.#person(value);
      case 'human':
        return member(value, 'accountType') === 'app' ? ABSENT : this.#person(value);
      case 'allowedValues':
        return this.#allowed(value, around);
      case 'figure':
        return typeof value === 'number' || isFigure(value) ? value : ABSENT;
      case 'json':
        return value;
      case 'validValues':
        return validOn(value, around, this.at) ?? ABSENT;
      case 'requestField':
        return this.#requestField(value, around);
      case 'shownField':
        return typeof value === 'string' && isShown(this.at, value) && this.#isField(value) ? value : ABSENT;
      case 'keyed':
        return unkeyed(value, this.at.principal.key.id) ?? ABSENT;
      default:
        return ABSENT;
    }
  }

  #person(value: unknown): Shown {
    const accountId = textOf(member(value, 'accountId'));
    if (accountId === undefined) return ABSENT;
    const emailAddress = reveals('emailAddresses', this.at.principal)
      ? textOf(member(value, 'emailAddress'))
      : undefined;
    return {
      self: this.#url(`user?accountId=${encodeURIComponent(accountId)}`),
      accountId,
      ...(emailAddress === undefined ? {} : { emailAddress }),
      displayName: textOf(member(value, 'displayName')) ?? '',
      active: member(value, 'active') === true,
    };
  }

  #members(members: Members, value: unknown, around: Around): Shown {
    if (!isLoose(value) || this.#isOfOthers(value)) return ABSENT;
    const out: Record<string, unknown> = {};
    for (const [name, declared] of Object.entries(members)) {
      const shape = typeof declared === 'object' && 'shape' in declared ? declared.shape : declared;
      if (typeof declared === 'object' && 'field' in declared && this.at.hidden.has(declared.field)) continue;
      if (typeof declared === 'object' && 'repeats' in declared && this.at.hidden.size > 0) continue;
      if (typeof declared === 'object' && 'asked' in declared && !this.at.call.query.expand.has(declared.asked))
        continue;
      if (typeof declared === 'object' && 'needs' in declared && !this.#holds(declared.needs, around)) continue;
      if (typeof shape === 'object' && 'countOf' in shape) {
        const counted = out[shape.countOf];
        if (Array.isArray(counted)) out[name] = counted.length;
        continue;
      }
      const given = member(value, name);
      if (given === undefined) continue;
      const shown =
        typeof shape === 'object' && 'self' in shape
          ? this.#self(shape.self, value, around)
          : typeof shape === 'object' && 'links' in shape
            ? deskLinks(shape.links, value, this.at)
            : this.show(shape, given, around);
      if (shown !== ABSENT) out[name] = shown;
    }
    return 'fields' in out ? { ...out, ...namesOf(out, [out]) } : out;
  }

  /** A status, type, version or component that says of itself that it belongs to a project outside. */
  #isOfOthers(value: unknown): boolean {
    const owners = [member(value, 'projectId'), member(member(member(value, 'scope'), 'project'), 'id')];
    return owners.some((id) => (id ?? undefined) !== undefined && !this.at.principal.grants.has(String(id)));
  }

  #list(shape: Shape, value: unknown, around: Around, holding?: string): Shown {
    if (!Array.isArray(value)) return ABSENT;
    const shown = value.map((item) => this.show(shape, item, around));
    return shown.filter((item, at) => item !== ABSENT && item !== null && !isEmptied(holding, value[at], item));
  }

  #page(shape: With<'page'>, value: unknown, around: Around): Shown {
    const given = member(value, shape.rows);
    const isHistory = typeof shape.page === 'object' && 'history' in shape.page;
    const rows = isHistory ? this.show(shape.page, given, around) : this.#list(shape.page, given, around);
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
    // A page inside of an issue is read on by an operation of its own; an answer that is one is cut where it was gathered.
    const page = around === TOP ? rows : rows.slice(0, pageMaxOf(this.at.principal));
    return { startAt: 0, maxResults: page.length, total: rows.length, [shape.rows]: page };
  }

  #history(shape: Shape, value: unknown, around: Around): Shown {
    const projectId = around.projectId ?? this.at.issue?.projectId;
    if (!Array.isArray(value) || projectId === undefined) return ABSENT;
    const lexicon = this.at.lexicons.get(projectId);
    const isOpen = isOpenTo(this.at.principal);
    const shown = historyInside(value, { projectId, isOpen, lexicon, hiddenFields: this.at.hidden });
    return this.#list(shape, shown, { ...around, projectId });
  }

  #isOwn = (value: unknown): boolean => unkeyed(member(value, 'key'), this.at.principal.key.id) !== undefined;
  #ofIssue(shape: Shape, value: unknown): Shown {
    const issue = inside(this.at.proven.get(textOf(member(value, 'issueId')) ?? ''), this.at.principal);
    return issue === undefined ? ABSENT : this.show(shape, value, { issueId: issue.id, projectId: issue.projectId });
  }

  #byField({ byField: shape, on }: With<'byField'>, value: unknown, around: Around): Shown {
    if (!isLoose(value)) return ABSENT;
    const out: Record<string, unknown> = {};
    for (const [id, given] of Object.entries(value)) {
      if (!isShown(this.at, id) || this.#ruleOf(id, around.projectId)?.read === undefined) continue;
      if (on !== undefined && writeOn(id, on, around, this.at) === undefined) continue;
      const shown = this.show(shape, given, { ...around, fieldId: id, ...(on === undefined ? {} : { screen: on }) });
      if (shown !== ABSENT) out[id] = shown;
    }
    return out;
  }

  /** What a screen says of one field, which it names itself. */
  #fieldRow({ fieldRow, on }: With<'fieldRow'>, value: unknown, around: Around): Shown {
    const id = textOf(member(value, 'fieldId')) ?? '';
    const shown = this.#byField({ byField: fieldRow, on }, { [id]: value }, around);
    return member(shown, id) ?? ABSENT;
  }

  #allowed(value: unknown, around: Around): Shown {
    const allowed = allowedOn(value, around, this.at);
    if (allowed === undefined) return ABSENT;
    const inProject = { ...around, projectId: allowed.projectId };
    return allowed.values.map(({ shape, each }) => this.show(shape, each, inProject)).filter((each) => each !== ABSENT);
  }

  /** What is of the very desk or request that the call is about. */
  #ofDesk({ ofDesk, show: shape }: With<'ofDesk'>, value: unknown, around: Around): Shown {
    if (!isOfDesk(ofDesk, value, this.at)) return ABSENT;
    if (ofDesk === 'cycle') return this.show(shape, value, around);
    const [projectId] = this.at.projectIds;
    const issue = ofDesk === 'issue' ? this.at.proven.get(idOf(value) ?? '') : this.at.issue;
    return this.show(shape, value, { issueId: issue?.id, projectId: issue?.projectId ?? projectId });
  }

  #requestField(value: unknown, around: Around): Shown {
    const id = textOf(member(value, 'fieldId')) ?? '';
    const shown = this.#fields({ [id]: member(value, 'value') ?? null }, around);
    const label = textOf(member(value, 'label')) ?? '';
    return isLoose(shown) && Object.hasOwn(shown, id) ? { fieldId: id, label, value: shown[id] } : ABSENT;
  }

  #fields(value: unknown, around: Around): Shown {
    if (!isLoose(value)) return ABSENT;
    const out: Record<string, unknown> = {};
    for (const [id, given] of Object.entries(value)) {
      const rule = this.#ruleOf(id, around.projectId);
      if (rule?.read === undefined || !isShown(this.at, id)) continue;
      if (rule.readNeeds !== undefined && !this.#holds(rule.readNeeds, around)) continue;
      const shown = this.show(rule.read, given, { ...around, fieldId: id });
      // A field that lost all its values looks like one that never had any: custom ones are null then, and one is not there.
      const isEmptied = Array.isArray(shown) && shown.length === 0;
      if (isEmptied && id.startsWith('customfield_')) out[id] = null;
      else if (shown !== ABSENT && !(isEmptied && id === 'closedSprints')) out[id] = shown;
    }
    return out;
  }

  /** The rule of a field in a project; without a project, in any granted one. */
  #ruleOf(id: string, projectId: string | undefined): ReturnType<typeof fieldRule> {
    const lexicons = projectId === undefined ? [...this.at.lexicons.values()] : [this.at.lexicons.get(projectId)];
    const custom = lexicons
      .map((lexicon) => lexicon?.fields.find((field) => field.id === id)?.custom)
      .find((each) => each !== undefined);
    return fieldRule(id, custom) ?? (isOfSoftware(this.at.call) ? AGILE_FIELDS.get(id) : undefined);
  }

  #holds(permission: Permission, around: Around): boolean {
    return (
      around.projectId !== undefined &&
      (this.at.principal.grants.get(around.projectId)?.permissions.has(permission) ?? false)
    );
  }

  #reference(shape: With<'ref'>, value: unknown, around: Around): Shown {
    const foreign = shape.ifForeign === 'null' ? null : ABSENT;
    switch (shape.ref) {
      case 'issue': {
        const own = parseIssueFact(value);
        if (own !== undefined) {
          return mayRead(inside(matching(own, this.at.matchingId), this.at.principal), this.at.principal)
            ? this.show(shape.show, value, { issueId: own.id, projectId: own.projectId })
            : foreign;
        }
        const end = linkedInside(value, this.at);
        return end === undefined ? foreign : this.show(shape.show, end, { issueId: idOf(value), projectId: undefined });
      }
      case 'project': {
        const id = idOf(value) ?? idOf(member(value, 'project'));
        if (shape.needs !== undefined && !this.#holds(shape.needs, { ...TOP, projectId: id })) return foreign;
        return id !== undefined && isRead(id, around, this.at)
          ? this.show(shape.show, value, { issueId: undefined, projectId: id })
          : foreign;
      }
      case 'comment':
      case 'worklog':
      case 'remoteLink':
        return isChildInside(shape.ref, value, around.issueId, this.at)
          ? this.show(shape.show, value, { ...around, issueId: around.issueId ?? this.at.issue?.id })
          : foreign;
      case 'link':
        return this.#link(shape.show, value, around);
      case 'board':
      case 'sprint':
        return isPlanInside(shape.ref, value, around.fieldId, this.at) ? this.show(shape.show, value, around) : foreign;
      case 'field':
        return this.#isField(textOf(member(value, 'id') ?? member(value, 'fieldId')) ?? '')
          ? this.show(shape.show, value, around)
          : foreign;
      case 'option':
        return isOptionOf(idOf(value), around, this.at.lexicons) ? this.show(shape.show, value, around) : foreign;
      default:
        return hasNamed(shape.ref, idOf(value), lexiconsRead(around, this.at))
          ? this.show(shape.show, value, around)
          : foreign;
    }
  }

  /** A link is shown with every end that Jira gave, or not at all. */
  #link(shape: Shape, value: unknown, around: Around): Shown {
    const ends = [member(value, 'inwardIssue'), member(value, 'outwardIssue')].filter(
      (end) => end !== undefined && end !== null,
    );
    return ends.length > 0 && ends.every((end) => linkedInside(end, this.at) !== undefined)
      ? this.show(shape, value, around)
      : ABSENT;
  }

  #isField(id: string): boolean {
    // Of the project that the issue of the call is in: a value of a field that it does not have is told nowhere.
    return !this.at.hidden.has(id) && this.#ruleOf(id, this.at.issue?.projectId)?.read !== undefined;
  }

  /** A version or component of a project of this call, and the very one that was asked for. */
  #placed(shape: Shape, value: unknown, around: Around): Shown {
    const fact = parsePlacedFact(value);
    if (fact === undefined || !this.at.projectIds.has(fact.projectId)) return ABSENT;
    const asked = this.at.call.places.get('version') ?? this.at.call.places.get('component') ?? fact.id;
    return asked === fact.id ? this.show(shape, value, { ...around, projectId: fact.projectId }) : ABSENT;
  }

  /** Addresses by the names of roles, anew and below the one project that was asked about. */
  #roles(value: unknown): Shown {
    const [projectId] = this.at.projectIds;
    if (!isLoose(value) || projectId === undefined) return ABSENT;
    return Object.fromEntries(rolesIn(value).map(([name, id]) => [name, this.#url(`project/${projectId}/role/${id}`)]));
  }

  #self(kind: SelfKind, value: unknown, around: Around): Shown {
    const id = idOf(value) ?? textOf(member(value, 'id'));
    if (id === undefined || !/^[0-9]{1,18}$/.test(id)) return ABSENT;
    if (kind === 'comment' || kind === 'worklog' || kind === 'remoteLink') {
      const issueId = around.issueId ?? this.at.issue?.id;
      return issueId === undefined ? ABSENT : this.#url(`issue/${issueId}/${CHILD_SEGMENTS[kind]}/${id}`);
    }
    const isListed = kind === 'issue' && around.projectId !== undefined && isOfSoftware(this.at.call);
    return `${this.at.principal.baseUrl}${selfPath(kind, id, this.at.version, isListed)}`;
  }

  #url(path: string): string {
    return `${this.at.principal.baseUrl}/rest/api/${this.at.version}/${path}`;
  }
}
