/** What a key can do, in one sentence: read on the page while it is made. Pure. */
import { dayInWords } from '../grant-form/days';
import type { GrantForm, KeyForm, Named } from '../grant-form/key-form';
import { linesOf } from '../grant-form/key-form';
import { LIMIT_NAMES, LIMIT_WORDS } from './limits';
import { inWords, phrasesOf } from './permissions';
import { REVEALED_WORDS } from './revealed';

/** "can read issues and add comments in DEMO until 1 March 2027, at most 60 calls a minute". */
export const keySentence = (form: KeyForm): string => {
  if (form.grants.length === 0) return 'reaches no project yet';
  const parts = [
    `can ${inWords(byRights(form.grants), 'and can')}`,
    form.firstDay ? `from ${dayInWords(form.firstDay)}` : '',
    form.lastDay === '' ? '' : `until ${dayInWords(form.lastDay)}`,
  ].filter((part) => part !== '');
  const after = [...limitsInWords(form), ...keyConditionsInWords(form)];
  return after.length === 0 ? parts.join(' ') : `${parts.join(' ')}, ${inWords(after)}`;
};

/** Projects with the same rights are told together. */
const byRights = (grants: readonly GrantForm[]): readonly string[] => {
  const projects = new Map<string, string[]>();
  for (const grant of grants) {
    const rights = rightsInWords(grant);
    projects.set(rights, [...(projects.get(rights) ?? []), grant.project.key]);
  }
  return [...projects].map(([rights, keys]) => rights.replace(PROJECTS, inWords(keys)));
};

const PROJECTS = '\u0000';

const rightsInWords = (grant: GrantForm): string => {
  const able = grant.permissions.length === 0 ? 'do nothing yet' : inWords(phrasesOf(grant.permissions));
  const only = conditionsInWords(grant);
  return `${able} in ${PROJECTS}${only.length === 0 ? '' : ` (${only.join('; ')})`}`;
};

/** How a grant is narrower than its permissions, each in a few words. */
export const conditionsInWords = (grant: GrantForm): readonly string[] =>
  [
    grant.issueTypes && typesOnly(grant.issueTypes),
    grant.fields && (grant.fields.length === 0 ? 'writes no field' : `writes only ${namesOf(grant.fields)}`),
    grant.transitions &&
      (grant.transitions.length === 0 ? 'makes no transition' : `transitions only by ${namesOf(grant.transitions)}`),
    grant.jql && `only issues that match ${grant.jql.trim()}`,
    grant.endpointRules && `only ${counted(linesOf(grant.endpointRules).length, 'endpoint rule')}`,
  ].flatMap((words) => (words === undefined || words === '' ? [] : [words]));

const limitsInWords = ({ limits }: KeyForm): readonly string[] => {
  const most = LIMIT_NAMES.flatMap((name) => {
    const typed = limits[name]?.trim() ?? '';
    return typed === '' ? [] : [LIMIT_WORDS[name].of(typed)];
  });
  return most.length === 0 ? [] : [`at most ${inWords(most)}`];
};

const keyConditionsInWords = ({ hiddenFields = [], reveals = [], unusedDaysMax = '' }: KeyForm): readonly string[] => [
  ...(reveals.length === 0 ? [] : [`also showing ${inWords(reveals.map((each) => REVEALED_WORDS[each]))}`]),
  ...(hiddenFields.length === 0 ? [] : [`never showing ${namesOf(hiddenFields)}`]),
  ...(unusedDaysMax.trim() === '' ? [] : [`suspended when unused for ${counted(unusedDaysMax.trim(), 'day')}`]),
];

const typesOnly = (types: readonly Named[]): string =>
  types.length === 0 ? 'issues of no type' : `only issues of type ${namesOf(types, 'or')}`;

const namesOf = (named: readonly Named[], last?: string): string =>
  inWords(
    named.map(({ name }) => name),
    last,
  );

const counted = (count: number | string, thing: string): string =>
  `${count} ${thing}${String(count) === '1' ? '' : 's'}`;
