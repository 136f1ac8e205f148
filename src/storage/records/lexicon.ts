/**
 * What names mean inside one project: name → id, as Jira itself lists them for that project.
 *
 * INVARIANT: a lexicon can make a result empty; it never decides scope. Scope is decided by the project id
 * in Jira's answers and by the project clause in front of each query.
 */
import { flag, list, literal, number, object, optional, type Parsed, text } from '../../parse';

const named = object({ id: text, name: text });

export const lexiconField = object({
  id: text,
  name: text,
  /** Jira's `schema.type`, e.g. `string`, `option`, `array`. */
  type: text,
  /** Jira's `schema.items` where `type` is `array`. */
  items: optional(text),
  /** Jira's `schema.custom`, e.g. `com.atlassian.jira.plugin.system.customfieldtypes:select`; absent for system fields. */
  custom: optional(text),
  /** Allowed values of an option field in this project. */
  options: optional(list(object({ id: text, value: text }))),
});

export const lexiconRecord = object({
  v: literal(1),
  projectId: text,
  /** Every key that this project has or had, the current one first. */
  projectKeys: list(text),
  /** Its present name; absent in rows of an earlier form. */
  projectName: optional(text),
  /** May any issue here be for some alone, by a security level or a restriction? If not, a linked issue of this project is not. */
  hasSecurityLevels: flag,
  /** Epoch milliseconds. */
  filledAt: number,
  issueTypes: list(object({ id: text, name: text, subtask: flag })),
  statuses: list(named),
  priorities: list(named),
  resolutions: list(named),
  versions: list(object({ id: text, name: text, released: flag, archived: flag })),
  components: list(named),
  fields: list(lexiconField),
});

export type LexiconField = Parsed<typeof lexiconField>;
export type Lexicon = Parsed<typeof lexiconRecord>;
