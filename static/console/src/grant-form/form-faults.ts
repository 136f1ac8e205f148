/**
 * All that is missing or wrong with a form, found before the app is asked: it names one fault at a time, and a person mends
 * several at once. No more than can be known here; the app looks at everything for itself. Pure; the clock is handed in.
 */
import type { AdministrationFault, Limits } from '../../../../src/console/contract';
import { LIMIT_MOST, LIMIT_NAMES } from '../words/limits';
import { isReading } from '../words/permissions';
import { dayInWords, dayOf, lastOfDays, startOfDay } from './days';
import type { Faults } from './fault-at';
import { type GrantForm, type KeyForm, linesOf } from './key-form';

export type FormBounds = {
  /** The longest life of a key here. */
  readonly daysMax: number;
  /** What every key here must keep to. */
  readonly ceiling: Limits;
  readonly now: Date;
  /** From when its life is counted; absent: now. */
  readonly issuedAt?: Date;
};

/** In the order of the form, where the first of them takes the focus. */
export const faultsOf = (form: KeyForm, bounds: FormBounds): Faults => [
  ...(form.grants.length > 0 ? [] : [fault('grants', 'The key reaches no project.', 'Choose at least one.')]),
  ...(form.name.trim() === '' ? [fault('name', 'The key has no name.', 'Say what uses it.')] : []),
  ...faultOfLastDay(form, bounds),
  ...form.grants.flatMap(faultsOfGrant),
  ...faultsOfLimits(form, bounds),
  ...faultsOfKey(form),
];

/** Those that came with the change: what a key held when it was opened stays in it, and need not be repaired. */
export const faultsOfChange = (form: KeyForm, opened: KeyForm, bounds: FormBounds): Faults => {
  const before = new Set(faultsOf(opened, bounds).map(({ where }) => where));
  return faultsOf(form, bounds).filter(({ where }) => !before.has(where));
};

const fault = (where: string, message: string, mend: string): AdministrationFault => ({
  reason: 'invalid',
  where,
  message,
  mend,
});

const faultOfLastDay = ({ lastDay }: KeyForm, { daysMax, now, issuedAt = now }: FormBounds): Faults => {
  // Days are written so that their texts are in the order of time.
  const [today, latest] = [dayOf(now), lastOfDays(daysMax, issuedAt)];
  if (startOfDay(lastDay) === undefined) return [fault('expiresAt', 'The key has no last day.', 'Choose one.')];
  if (lastDay < today) return [fault('expiresAt', 'This day is over.', 'Choose today or a later day.')];
  const mend = `Choose ${dayInWords(latest)} or an earlier day.`;
  return lastDay > latest ? [fault('expiresAt', `A key may live for at most ${daysMax} days here.`, mend)] : [];
};

const REMOVE = 'or remove the condition';

const faultsOfGrant = (grant: GrantForm, at: number): Faults => {
  const { permissions, issueTypes, transitions, jql, endpointRules } = grant;
  const condition = (name: string, message: string, mend: string) =>
    fault(`grants.${at}.conditions.${name}`, message, `${mend}, ${REMOVE}.`);
  return [
    ...(permissions.length > 0
      ? []
      : [fault(`grants.${at}.permissions`, 'The key can do nothing here.', 'Choose at least one permission.')]),
    ...(issueTypes?.length === 0 ? [condition('issueTypes', 'No issue type is chosen.', 'Choose at least one')] : []),
    ...(transitions?.length === 0 ? [condition('transitions', 'No transition is chosen.', 'Choose at least one')] : []),
    ...(jql?.trim() === '' ? [condition('jql', 'The filter is empty.', 'Write one')] : []),
    ...(jql !== undefined && jql.trim() !== '' && !permissions.every(isReading)
      ? [
          condition(
            'jql',
            'A filter is for keys that only read here.',
            'Take the permissions that change something away',
          ),
        ]
      : []),
    ...(endpointRules !== undefined && linesOf(endpointRules).length === 0
      ? [fault(`grants.${at}.endpointRules`, 'There is no rule.', `Write at least one, ${REMOVE}.`)]
      : []),
  ];
};

const faultsOfLimits = ({ limits }: KeyForm, { ceiling }: FormBounds): Faults =>
  LIMIT_NAMES.flatMap((name) => {
    const typed = limits[name]?.trim() ?? '';
    const most = ceiling[name];
    if (typed === '') return [];
    if (!isCount(typed) || Number(typed) > LIMIT_MOST[name]) {
      const range = `from 1 to ${LIMIT_MOST[name].toLocaleString('en')}`;
      return [fault(`limits.${name}`, `This is no whole number ${range}.`, 'Enter one, or leave it empty.')];
    }
    if (most === undefined || Number(typed) <= most) return [];
    const words = `A site admin lets keys have at most ${most.toLocaleString('en')} here.`;
    return [fault(`limits.${name}`, words, 'Enter less, or leave it empty: the ceiling holds without it.')];
  });

const DAYS_UNUSED_MAX = 365;

const faultsOfKey = ({ firstDay, lastDay, unusedDaysMax, noticeIssueId }: KeyForm): Faults => [
  ...(firstDay !== undefined && startOfDay(firstDay) === undefined
    ? [fault('notBefore', 'No first day is chosen.', `Choose one, ${REMOVE}.`)]
    : []),
  ...(firstDay !== undefined && lastDay !== '' && firstDay > lastDay
    ? [fault('notBefore', 'The key would begin when it has ended.', 'Choose a first day before its last.')]
    : []),
  ...(unusedDaysMax !== undefined && !(isCount(unusedDaysMax) && Number(unusedDaysMax) <= DAYS_UNUSED_MAX)
    ? [fault('unusedDaysMax', `This is no number from 1 to ${DAYS_UNUSED_MAX}.`, `Enter one, ${REMOVE}.`)]
    : []),
  ...(noticeIssueId !== undefined && noticeIssueId.id === ''
    ? [fault('noticeIssueId', 'No issue was found yet.', `Enter its key and press "Find the issue", ${REMOVE}.`)]
    : []),
];

const isCount = (typed: string): boolean => /^0*[1-9]\d{0,14}$/.test(typed.trim());
