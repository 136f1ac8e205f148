/**
 * The fields that a query may filter or sort by: an allow-list.
 *
 * A name that stands neither here nor among the custom fields of a granted project is refused, whatever it means
 * to Jira. `reads` ties each field to what an answer would show of it: filterable ⊆ readable. Data, no I/O.
 */
import { fieldRule } from '../catalogue/fields';
import type { LexiconField } from '../storage/records/lexicon';
import type { Field, Operator } from './ast';

const LEXICON_KINDS = ['issueTypes', 'statuses', 'priorities', 'resolutions', 'versions', 'components'] as const;

/** Kinds whose values are a list of a project's lexicon, under the same name. */
type LexiconKind = (typeof LEXICON_KINDS)[number];

/** What the values of a field are. */
export type FieldKind =
  | LexiconKind
  | 'projects'
  | 'issues'
  | 'categories'
  | 'people'
  | 'sprints'
  | 'linkTypes'
  | 'options'
  | 'label'
  | 'url'
  | 'text'
  | 'date'
  | 'number'
  | 'duration';

export type JqlField = {
  /** The one name by which it is sent. */
  readonly name: string;
  readonly kind: FieldKind;
  readonly operators: ReadonlySet<Operator>;
  /** Fields of an answer that show what this one filters by; one of them hidden hides it too. */
  readonly reads: readonly string[];
  readonly needs?: 'comments' | 'worklogs' | 'links' | 'sprints';
  readonly sortable: boolean;
  /** Never empty, and not to be asked about it. */
  readonly always?: true;
};

/** The row of a system field by any of its names; undefined for everything else, known to Jira or not. */
export function systemField(field: Field): JqlField | undefined {
  return field.customId === undefined ? SYSTEM_FIELDS.get(field.name.toLowerCase()) : undefined;
}

/** Are the values of such fields listed in a lexicon? */
export const isLexiconKind = (kind: FieldKind): kind is LexiconKind => LEXICON_KINDS.some((each) => each === kind);

/** Every name of a system field, in lower case. */
export const systemFieldNames = (): readonly string[] => [...SYSTEM_FIELDS.keys()];

/** The row of a custom field by its type; undefined for types whose values are not understood. */
export function customField(field: LexiconField): JqlField | undefined {
  // Filterable ⊆ readable: what answers never show must not be found by asking for it.
  if (fieldRule(field.id, field.custom)?.read === undefined) return undefined;
  const number = /^customfield_([1-9][0-9]{0,17})$/.exec(field.id)?.[1];
  const type = field.custom?.split(':').at(-1) ?? '';
  const system = SYSTEM_FIELDS.get(SYSTEM_TYPES.get(type) ?? '');
  if (system !== undefined) return { ...system, reads: [...system.reads, field.id] };
  const [kind] = CUSTOM_TYPES.find(([, types]) => types.split(' ').includes(type)) ?? [];
  if (number === undefined || kind === undefined) return undefined;
  // A value of another project is shown as none, but Jira would sort by it.
  const sortable = kind !== 'options' && kind !== 'versions' && kind !== 'projects';
  return { name: `cf[${number}]`, kind, operators: operatorsOf(kind), reads: [field.id], sortable };
}

const EMPTINESS: readonly Operator[] = ['is', 'is not'];
const EQUALITY: readonly Operator[] = ['=', '!=', 'in', 'not in'];
const ORDER: readonly Operator[] = ['<', '<=', '>', '>='];
const MATCH: readonly Operator[] = ['~', '!~'];
const HISTORY: readonly Operator[] = ['was', 'was not', 'was in', 'was not in', 'changed'];

const NAMED = new Set([...EQUALITY, ...EMPTINESS]);
const ORDERED = new Set([...NAMED, ...ORDER]);
const MATCHED = new Set([...MATCH, ...EMPTINESS]);
const WITH_HISTORY = new Set([...NAMED, ...HISTORY]);

/** Where a field takes more, or other, than equality and emptiness. */
const OPERATORS: Readonly<Partial<Record<FieldKind, ReadonlySet<Operator>>>> = {
  statuses: WITH_HISTORY,
  priorities: new Set([...WITH_HISTORY, ...ORDER]),
  resolutions: WITH_HISTORY,
  url: new Set([...NAMED, ...MATCH]),
  text: MATCHED,
  date: ORDERED,
  number: ORDERED,
  duration: ORDERED,
};

const operatorsOf = (kind: FieldKind): ReadonlySet<Operator> => OPERATORS[kind] ?? NAMED;

/** Last parts of Jira's own names of custom field types, by what their values are. */
const CUSTOM_TYPES: readonly (readonly [kind: FieldKind, types: string])[] = [
  ['text', 'textfield textarea'],
  ['url', 'url'],
  ['number', 'float jsw-story-points'],
  ['date', 'datepicker datetime'],
  ['options', 'select radiobuttons multiselect multicheckboxes'],
  ['label', 'labels'],
  ['people', 'userpicker multiuserpicker'],
  ['versions', 'version multiversion'],
  ['projects', 'project'],
];

/** Types that Jira keeps as custom fields and knows by a name of its own in queries. */
const SYSTEM_TYPES: ReadonlyMap<string, string> = new Map([
  ['gh-sprint', 'sprint'],
  ['gh-lexo-rank', 'rank'],
  ['gh-epic-link', 'parent'],
]);

const SYSTEM_FIELDS: ReadonlyMap<string, JqlField> = rows([
  ['project space', 'projects', 'project', { always: true }],
  [
    'key id issue issuekey workitem work-item workitemkey',
    'issues',
    'key',
    { always: true, operators: [...EQUALITY, ...ORDER] },
  ],
  ['issuetype type worktype', 'issueTypes', 'issuetype', {}],
  ['status', 'statuses', 'status', {}],
  ['statusCategory', 'categories', 'status', {}],
  ['priority', 'priorities', 'priority', {}],
  ['resolution', 'resolutions', 'resolution', {}],
  ['labels', 'label', 'labels', {}],
  ['created createdDate', 'date', 'created', {}],
  ['updated updatedDate', 'date', 'updated', {}],
  ['resolutiondate resolved', 'date', 'resolutiondate', {}],
  ['duedate due', 'date', 'duedate', {}],
  ['summary', 'text', 'summary', {}],
  ['description', 'text', 'description', {}],
  ['environment', 'text', 'environment', {}],
  ['comment', 'text', 'comment', { needs: 'comments', operators: MATCH, sortable: false }],
  // Jira's `text` looks into every text field and all comments.
  ['text', 'text', 'summary description environment comment', { needs: 'comments', operators: MATCH, sortable: false }],
  ['assignee', 'people', 'assignee', {}],
  ['reporter', 'people', 'reporter', {}],
  ['creator', 'people', 'creator', {}],
  ['fixVersion', 'versions', 'fixVersions', {}],
  ['affectedVersion', 'versions', 'versions', {}],
  ['component', 'components', 'components', {}],
  // The old names of the relation are deprecated for `parent`, which finds the same children.
  // A parent may be hidden, and asking whether there is any other would tell.
  ['parent epic-link parent-link', 'issues', 'parent', { sortable: false, operators: ['=', 'in'] }],
  // Sprints of foreign boards are shown as none, but Jira would sort by them.
  ['sprint', 'sprints', 'sprint closedSprints', { needs: 'sprints', sortable: false }],
  ['originalEstimate timeOriginalEstimate', 'duration', 'timeoriginalestimate timetracking', {}],
  ['remainingEstimate timeEstimate', 'duration', 'timeestimate timetracking', {}],
  ['worklogDate', 'date', 'worklog', { needs: 'worklogs', sortable: false }],
  ['worklogAuthor', 'people', 'worklog', { needs: 'worklogs', sortable: false }],
  ['issueLinkType', 'linkTypes', 'issuelinks', { needs: 'links', sortable: false }],
  ['linkedIssue linkedWorkItem', 'issues', 'issuelinks', { needs: 'links', sortable: false, operators: EQUALITY }],
  ['rank', 'number', 'rank', { operators: [] }],
]);

type Row = readonly [
  /** The canonical name first; a hyphen stands for a space. */
  names: string,
  kind: FieldKind,
  reads: string,
  rest: { operators?: readonly Operator[]; needs?: JqlField['needs']; sortable?: false; always?: true },
];

function rows(table: readonly Row[]): ReadonlyMap<string, JqlField> {
  return new Map(table.flatMap((row) => row[0].split(' ').map((name) => [spaced(name).toLowerCase(), rowField(row)])));
}

function rowField([names, kind, reads, { operators, needs, sortable, always }]: Row): JqlField {
  return {
    name: spaced(names.split(' ')[0] ?? ''),
    kind,
    operators: operators === undefined ? operatorsOf(kind) : new Set(operators),
    reads: reads.split(' '),
    sortable: sortable ?? true,
    ...(needs === undefined ? {} : { needs }),
    ...(always === undefined ? {} : { always }),
  };
}

function spaced(name: string): string {
  return name.replace('-', ' ');
}
