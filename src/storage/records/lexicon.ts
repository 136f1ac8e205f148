/**
 * What names mean inside one project: name → id, as Jira itself lists them for that project.
 *
 * INVARIANT: a lexicon can make a result empty; it never decides scope. Scope is decided by the project id
 * in Jira's answers and by the project clause in front of each query.
 */
import * as z from 'zod/mini';

const named = z.object({ id: z.string(), name: z.string() });

export const lexiconField = z.object({
  id: z.string(),
  name: z.string(),
  /** Jira's `schema.type`, e.g. `string`, `option`, `array`. */
  type: z.string(),
  /** Jira's `schema.items` where `type` is `array`. */
  items: z.optional(z.string()),
  /** Jira's `schema.custom`, e.g. `com.atlassian.jira.plugin.system.customfieldtypes:select`; absent for system fields. */
  custom: z.optional(z.string()),
  /** Allowed values of an option field in this project. */
  options: z.optional(z.array(z.object({ id: z.string(), value: z.string() }))),
});

export const lexiconRecord = z.object({
  v: z.literal(1),
  projectId: z.string(),
  /** Every key that this project has or had, the current one first. */
  projectKeys: z.array(z.string()),
  /** Does any issue security level exist here? If not, a linked issue of this project cannot be hidden by one. */
  hasSecurityLevels: z.boolean(),
  /** Epoch milliseconds. */
  filledAt: z.number(),
  issueTypes: z.array(z.object({ id: z.string(), name: z.string(), subtask: z.boolean() })),
  statuses: z.array(named),
  priorities: z.array(named),
  resolutions: z.array(named),
  versions: z.array(z.object({ id: z.string(), name: z.string(), released: z.boolean(), archived: z.boolean() })),
  components: z.array(named),
  fields: z.array(lexiconField),
});

export type LexiconField = z.infer<typeof lexiconField>;
export type Lexicon = z.infer<typeof lexiconRecord>;
