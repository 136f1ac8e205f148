/**
 * In which form a field is written, in words for whoever sent another. Own words only: nothing of what was sent is told,
 * and a field is named only where the catalogue, or a lexicon of the key, knows it.
 */
import type { Write } from '../catalogue/fields';
import type { ApiVersion } from '../catalogue/operation';
import type { Denial } from '../policy/denials';

const NAMED = '{"name": "…"} or {"id": "…"}';
const PERSON = '{"accountId": "…"}';
const KEYED = '{"key": "…"} or {"id": "…"}';
const OPTION = '{"value": "…"} or {"id": "…"}';

const FORMS: Readonly<Record<Exclude<Write, object | 'rich'>, string>> = {
  text: 'text of at most 40,000 characters',
  number: 'a number',
  date: '"YYYY-MM-DD"',
  time: '"YYYY-MM-DDThh:mm:ss.000+0000"',
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
