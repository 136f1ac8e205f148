/**
 * Fields that tell the same under several names: as fields of an answer, in the words of Jira Software, as a sum over
 * subtasks, or as a custom field that holds it too. Where one of them is hidden from a key, all of them are. Data, and the
 * reading of it. Pure.
 */
import { AGILE_FIELDS, SYSTEM_FIELDS } from './fields';

type Family = {
  readonly ids: readonly string[];
  /** The last part of Jira's name of the type of custom field that holds it. */
  readonly custom?: string;
};

const FAMILIES = {
  status: { ids: ['status', 'statusCategory', 'statuscategorychangedate'] },
  resolution: { ids: ['resolution', 'resolutiondate'] },
  issuetype: { ids: ['issuetype'] },
  parent: { ids: ['parent', 'subtasks', 'epic'], custom: 'gh-epic-link' },
  sprint: { ids: ['sprint', 'closedSprints'], custom: 'gh-sprint' },
  rank: { ids: ['rank'], custom: 'gh-lexo-rank' },
  issuelinks: { ids: ['issuelinks'] },
  timetracking: {
    ids: [
      ...['timetracking', 'timeoriginalestimate', 'timeestimate'],
      ...['aggregatetimeoriginalestimate', 'aggregatetimeestimate'],
    ],
  },
  worklog: { ids: ['worklog', 'timespent', 'aggregatetimespent'] },
  comment: { ids: ['comment'] },
  watches: { ids: ['watches'] },
  votes: { ids: ['votes'] },
  attachment: { ids: ['attachment', 'thumbnail'] },
} as const satisfies Readonly<Record<string, Family>>;

export type FamilyName = keyof typeof FAMILIES;

/** Jira's own fields that no answer shows. */
const NEVER_SHOWN = ['security', 'lastViewed', 'workratio', 'progress', 'aggregateprogress', 'issuerestriction'];

const families: readonly Family[] = Object.values(FAMILIES);
const NAMES: ReadonlyMap<string, string> = new Map(
  [...SYSTEM_FIELDS.keys(), ...AGILE_FIELDS.keys(), ...families.flatMap(({ ids }) => ids), ...NEVER_SHOWN].map(
    (name) => [name.toLowerCase(), name],
  ),
);

const isCustom = (id: string): boolean => /^customfield_[1-9][0-9]{0,17}$/.test(id);

/** The field that is meant, letter case aside; undefined for a word that is no field of Jira's, and so would hide nothing. */
export const fieldNamed = (text: string): string | undefined => (isCustom(text) ? text : NAMES.get(text.toLowerCase()));

/**
 * All fields that a key does not see from which these are hidden. `listed`: the fields in the lists of its projects, which
 * say of which type a custom field is; one that is in none may be any. Absent: not known yet, so only what is certain.
 */
export function hiddenTogether(
  hidden: Iterable<string>,
  listed?: readonly { readonly id: string; readonly custom?: string }[],
): ReadonlySet<string> {
  const named = [...hidden].map((text) => fieldNamed(text) ?? text);
  const types = new Map(listed?.map(({ id, custom }) => [id, custom]));
  const together = families.filter(({ ids, custom }) => {
    const isHeldBy = (id: string): boolean =>
      custom !== undefined &&
      listed !== undefined &&
      isCustom(id) &&
      (types.has(id) ? isOfType(types.get(id), custom) : true);
    return named.some((id) => ids.includes(id) || isHeldBy(id));
  });
  const others = together.flatMap(({ ids, custom }) => [
    ...ids,
    ...(custom === undefined ? [] : [...types].filter(([, type]) => isOfType(type, custom)).map(([id]) => id)),
  ]);
  return new Set([...named, ...others]);
}

/** Is any of them hidden? */
export const isFamilyHidden = (name: FamilyName, hidden: ReadonlySet<string>): boolean =>
  FAMILIES[name].ids.some((id) => hidden.has(id));

const isOfType = (type: string | undefined, custom: string): boolean => type?.endsWith(`:${custom}`) ?? false;
