/**
 * In which form a value is written, and what to do instead of what is not taken, in words for whoever sent another. Own words
 * only: nothing of what was sent is told, and a name only where the catalogue, a lexicon of the key, or Jira's documents know it.
 */
import { DOCUMENTED } from '../catalogue/documented';
import type { Write } from '../catalogue/fields';
import { insteadOf } from '../catalogue/nearest';
import type { ApiVersion, Form, Shape } from '../catalogue/operation';
import type { Denial } from '../policy/denials';

export const NEEDED = 'It is needed.';
export const atMost = (most: number): string => `It takes ${most} at most in one call.`;
export const ONE_AT_LEAST = 'It takes one at least.';

const NAMED = '{"name": "…"} or {"id": "…"}';
const PERSON = '{"accountId": "…"}';
const KEYED = '{"key": "…"} or {"id": "…"}';
const OPTION = '{"value": "…"} or {"id": "…"}';
const TEXT = 'text of at most 40,000 characters';
const NUMBER = 'a number';
const DAY = '"YYYY-MM-DD"';
const TIME = '"YYYY-MM-DDThh:mm:ss.000+0000"';

const FORMS: Readonly<Record<Exclude<Write, object | 'rich'>, string>> = {
  text: TEXT,
  number: NUMBER,
  date: DAY,
  time: TIME,
  labels: 'a list of texts',
  person: PERSON,
  people: `a list of ${PERSON}`,
  project: KEYED,
  issue: KEYED,
  issueKey: 'the key of an issue, as text',
  timeTracking: '{"originalEstimate": "2d", "remainingEstimate": "4h"}',
  option: OPTION,
  options: `a list of ${OPTION}`,
  cascade: '{"value": "…", "child": {"value": "…"}}, or both by "id"',
};

const OF_FORM: Readonly<Partial<Record<Form, string>>> = {
  day: DAY,
  time: TIME,
  duration: '"3h 30m"',
  secureUrl: 'an https address outside of Jira',
};
const OF_SCALAR: ReadonlyMap<Shape, string> = new Map([
  ['text', TEXT],
  ['flag', 'true or false'],
  ['number', NUMBER],
  ['digits', NUMBER],
  ['figure', NUMBER],
  ['issueId', 'the key or id of an issue, as text'],
]);

/** What rich text has to be. */
export const richForm = (version: ApiVersion): string =>
  version === '3'
    ? 'Version 3 takes an Atlassian document (ADF) here; plain text goes to /rest/api/2.'
    : 'Text of at most 40,000 characters is taken here; an Atlassian document (ADF) goes to /rest/api/3.';

/** What would mend a document that holds something which no key may send. */
export const PLAIN_DOCUMENT = 'Leave media, extensions and what else is not plain rich text out of the document.';

/** What would mend a value of a field. `update`: it stands in `update`, as a list of verbs. */
export function formOf(write: Write, version: ApiVersion, update: boolean): string {
  if (write === 'rich') return richForm(version);
  const form = wordsOf(write);
  if (!update) return `The form is ${form}.`;
  const verbs = elementOf(write) === undefined ? '{"set": …}' : '{"set": …}, {"add": …} or {"remove": …}';
  return `Send a list of ${verbs}; all of the field is ${form}.`;
}

const wordsOf = (write: Exclude<Write, 'rich'>): string =>
  typeof write === 'string' ? FORMS[write] : 'picks' in write ? `a list of ${NAMED}` : NAMED;

/** The refusal of a value for its form, with the form that it takes; what is known better, or is about a part of it, stays. */
export function toldOfShape(denial: Denial, shape: Shape, where: string): Denial {
  if (denial.reason !== 'body_invalid' || denial.where !== where || denial.field !== undefined) return denial;
  const form = shapeWords(shape);
  return form === undefined ? denial : { ...denial, mend: denial.mend ?? `The form is ${form}.` };
}

/** Undefined for shapes whose names say it, and for those whose parts are told one by one. */
function shapeWords(shape: Shape): string | undefined {
  if (typeof shape === 'string') return OF_SCALAR.get(shape);
  if ('form' in shape) return OF_FORM[shape.form];
  if ('oneOf' in shape) return `one of ${shape.oneOf.map((word) => `"${word}"`).join(', ')}`;
  if ('list' in shape) return 'a list';
  if ('projectAs' in shape) return 'the key or id of a project, as text';
  return 'ref' in shape && shape.ref === 'issue' ? KEYED : undefined;
}

/** Fields of several values can also be added to and removed from, one value at a time. */
export function elementOf(write: Write): Write | undefined {
  if (typeof write === 'object') return 'picks' in write ? { pick: write.picks } : undefined;
  if (write === 'labels') return 'text';
  if (write === 'options') return 'option';
  return write === 'people' ? 'person' : undefined;
}

/** The same refusal, told under the field's own name; what is known better already stays. */
export const toldOf = (denial: Denial, field: string, mend: string): Denial =>
  denial.reason === 'body_invalid' || denial.reason === 'body_not_offered'
    ? { ...denial, field, mend: denial.mend ?? mend }
    : denial;

/** The same refusal of one thing in a list, told with its place there. */
export const toldIn = <D extends { readonly field?: string; readonly mend?: string | undefined }>(
  denial: D,
  place: string,
): D => (denial.field === undefined ? denial : { ...denial, mend: `${place}: ${denial.mend ?? ''}` });

/** What is said of a field that no call of this kind sets. */
export const notSet = (id: string): string => `It cannot be set by this call${SET_BY.get(id) ?? ''}.`;
const SET_BY: ReadonlyMap<string, string> = new Map([
  ['status', ': use POST issue/{issue}/transitions'],
  ['sprint', ': use POST /rest/agile/1.0/sprint/{sprint}/issue'],
  ['resolution', ': use POST issue/{issue}/transitions'],
  ['comment', ': use POST issue/{issue}/comment'],
  ['worklog', ': use POST issue/{issue}/worklog'],
  ['issuelinks', ': use POST issueLink'],
]);

/** The same of all custom fields, foreign and invented ones among them; what scripts mostly mean is the sprint. */
export const NO_SUCH_FIELD =
  'The project has no such field that a call sets. A sprint is filled by POST /rest/agile/1.0/sprint/{sprint}/issue.';

/** The place and the mend of a parameter or member that the row does not take. */
export function untaken(
  name: string,
  index: number,
  known: object,
  around: string,
): readonly [where: string, mend: string | undefined] {
  const where = DOCUMENTED.has(name) ? `${around}.${name}` : `${around}, member ${index}`;
  const [by = '', mend] = MENDS.get(name) ?? [];
  return [where, Object.hasOwn(known, by) ? mend : insteadOf(name, Object.keys(known))];
}

type Mend = readonly [by: string, mend: string];
const BY_PROJECT: Mend = ['projectKey', 'Leave it out, and name the project of the issue by projectKey.'];
const BY_ACCOUNT: Mend = ['accountId', 'Name people by accountId.'];
/** By a name of Jira's, the parameter or member that stands for it here, and the sentence. */
const MENDS: ReadonlyMap<string, Mend> = new Map([
  ['startAt', ['nextPageToken', 'Leave it out, and page on with nextPageToken.']],
  ['issueKey', BY_PROJECT],
  ['issueId', BY_PROJECT],
  ['name', BY_ACCOUNT],
  ['username', BY_ACCOUNT],
]);
