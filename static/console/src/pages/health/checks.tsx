/** How the app runs: each part with how it stands, and what to do where it does not. */
import Lozenge from '@atlaskit/lozenge';
import type { HealthView } from '../../../../../src/console/contract';
import { type TimeWords, useTimeWords } from '../../app/time-words';

type Check = {
  readonly what: string;
  /** `none`: nothing that could be good or bad. */
  readonly looks: 'good' | 'bad' | 'none';
  readonly state: string;
  readonly words: string;
  readonly mend?: string;
};

export const Checks = ({ health }: { readonly health: HealthView }) => {
  const times = useTimeWords();
  return (
    <section className="sk-section">
      <h2 className="sk-section-title">How the app runs</h2>
      <ul className="sk-health-checks">
        {checksOf(health, times).map(({ what, looks, state, words, mend }) => (
          <li key={what}>
            <h3>{what}</h3>
            <Lozenge appearance={LOOKS[looks]}>{state}</Lozenge>
            <p>
              {words}
              {mend === undefined ? null : <strong> {mend}</strong>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
};

const LOOKS = { good: 'success', bad: 'moved', none: 'default' } as const;

const punctual = (isLate: boolean, last: string | undefined): Pick<Check, 'looks' | 'state'> => {
  if (isLate) return { looks: 'bad', state: 'Late' };
  return last === undefined ? { looks: 'none', state: 'Not yet due' } : { looks: 'good', state: 'On time' };
};

const GOING_ON = { looks: 'none', state: 'Going on' } as const;

const checksOf = (health: HealthView, times: TimeWords): readonly Check[] => [
  licence(health),
  schedule(health, times),
  sums(health, times),
];

const licence = ({ licence: state }: HealthView): Check => {
  const what = 'Licence';
  if (state === 'inactive') {
    const words = 'The licence of this app has ended here.';
    return { what, looks: 'bad', state: 'Inactive', words, mend: 'Renew it in Jira settings, Apps, Manage apps.' };
  }
  return state === 'active'
    ? { what, looks: 'good', state: 'Active', words: 'The app is licensed here.' }
    : { what, looks: 'none', state: 'Not needed', words: 'This copy of the app is not sold, so it needs no licence.' };
};

const schedule = ({ schedule: { lastRunAt, isLate, unfinishedAt } }: HealthView, { ago, exact }: TimeWords): Check => {
  const last = lastRunAt === undefined ? 'It has not run yet.' : `It ran ${ago(lastRunAt)}, ${exact(lastRunAt)}.`;
  const unfinished =
    unfinishedAt === undefined
      ? undefined
      : `A run ${ago(unfinishedAt)} did not come to all keys: the next one goes on from there.`;
  const said = [lastRunAt === undefined && unfinished !== undefined ? '' : last, unfinished ?? '']
    .filter((words) => words !== '')
    .join(' ');
  return {
    what: 'Hourly schedule',
    ...(unfinished === undefined || isLate ? punctual(isLate, lastRunAt) : GOING_ON),
    words: `${said} It looks at sponsors, notices and unused keys; the end of a key never waits for it.`,
    ...(isLate ? { mend: 'If it stays late for some hours, tell the maintainers of the app.' } : {}),
  };
};

const sums = ({ sums: { until, isLate } }: HealthView, { ago, exact }: TimeWords): Check => {
  const words =
    until === undefined ? 'Nothing is summed yet.' : `Everything is summed until ${ago(until)}, ${exact(until)}.`;
  return {
    what: 'Sums of the audit',
    ...punctual(isLate, until),
    words: `${words} Last use and calls by day come from them.`,
    ...(isLate ? { mend: 'They catch up with the hourly schedule; no record is lost meanwhile.' } : {}),
  };
};
