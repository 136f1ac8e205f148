/**
 * Calls by day: small bars for a row of a list, and a chart with its outcomes. The picture is never alone: the small one
 * has its words, the large one a table behind it.
 */
import type { DayView } from '../../../../src/console/contract';

const callsOf = ({ allowed, denied, failed }: DayView): number => allowed + denied + failed;
const sum = (days: readonly DayView[], of: (day: DayView) => number): number =>
  days.reduce((total, day) => total + of(day), 0);

const SMALL = { bar: 6, gap: 2, height: 20 } as const;

/** Bars as high as a line of text. `isKnown`: false where nothing is summed that could show in them. */
export const DayBars = ({ days, isKnown }: { days: readonly DayView[]; isKnown: boolean }) => {
  const calls = sum(days, callsOf);
  const denied = sum(days, (day) => day.denied);
  if (!isKnown && calls === 0) {
    return (
      <span className="sk-subtle">
        <span aria-hidden="true">–</span>
        <span className="sk-only-heard">Not known yet</span>
      </span>
    );
  }
  const most = Math.max(1, ...days.map(callsOf));
  const words =
    calls === 0
      ? 'No calls'
      : `${counted(calls, 'call')} in ${counted(days.length, 'day')}${denied === 0 ? '' : `, ${denied} refused`}`;
  return (
    <span className="sk-day-bars" title={words}>
      <svg
        width={days.length * (SMALL.bar + SMALL.gap)}
        height={SMALL.height}
        aria-hidden="true"
        className="sk-day-bars-picture"
      >
        {days.map((day, index) => {
          const height = callsOf(day) === 0 ? 1 : Math.max(2, (SMALL.height * callsOf(day)) / most);
          const refused = (height * day.denied) / Math.max(1, callsOf(day));
          const x = index * (SMALL.bar + SMALL.gap);
          return (
            <g key={day.day}>
              <rect className="sk-bar-allowed" x={x} y={SMALL.height - height} width={SMALL.bar} height={height} />
              <rect className="sk-bar-denied" x={x} y={SMALL.height - height} width={SMALL.bar} height={refused} />
            </g>
          );
        })}
      </svg>
      <span aria-hidden="true">{calls.toLocaleString('en')}</span>
      <span className="sk-only-heard">{words}</span>
    </span>
  );
};

const OUTCOMES = [
  { id: 'allowed', title: 'Allowed' },
  { id: 'denied', title: 'Refused' },
  { id: 'failed', title: 'Failed' },
] as const;

const CHART = { width: 640, height: 160, left: 44, bottom: 22 } as const;

/** Stacked bars of each day, with a legend, a scale and the numbers as a table. */
export const UsageChart = ({ days, title }: { days: readonly DayView[]; title: string }) => {
  const most = ceiling(Math.max(1, ...days.map(callsOf)));
  const step = (CHART.width - CHART.left) / Math.max(1, days.length);
  const inner = CHART.height - CHART.bottom;
  return (
    <figure className="sk-chart">
      <figcaption className="sk-chart-legend">
        <span className="sk-only-heard">{title}. The numbers are in the table below.</span>
        {OUTCOMES.map(({ id, title: outcome }) => (
          <span key={id} className="sk-legend-item">
            <span aria-hidden="true" className={`sk-legend-sign sk-legend-${id}`} />
            {outcome} {sum(days, (day) => day[id]).toLocaleString('en')}
          </span>
        ))}
        <span className="sk-subtle">by day of UTC</span>
      </figcaption>
      <svg viewBox={`0 0 ${CHART.width} ${CHART.height}`} aria-hidden="true" className="sk-chart-picture">
        {[0, most / 2, most].map((level) => {
          const y = inner - (inner - 8) * (level / most);
          return (
            <g key={level}>
              <line className="sk-chart-line" x1={CHART.left} x2={CHART.width} y1={y} y2={y} />
              <text className="sk-chart-text" x={CHART.left - 6} y={y + 4} textAnchor="end">
                {short(level)}
              </text>
            </g>
          );
        })}
        {days.map((day, index) => (
          <Stack key={day.day} day={day} x={CHART.left + index * step} width={step} inner={inner} most={most} />
        ))}
        {days.map((day, index) =>
          index % 7 === 0 ? (
            <text key={day.day} className="sk-chart-text" x={CHART.left + index * step} y={CHART.height - 6}>
              {shortDay(day.day)}
            </text>
          ) : null,
        )}
      </svg>
      <details>
        <summary>Show the numbers as a table</summary>
        <DaysTable days={days} title={title} />
      </details>
    </figure>
  );
};

type StackProps = { day: DayView; x: number; width: number; inner: number; most: number };

const Stack = ({ day, x, width, inner, most }: StackProps) => {
  let top = inner;
  return (
    <g>
      <title>{`${day.day}: ${day.allowed} allowed, ${day.denied} refused, ${day.failed} failed`}</title>
      {OUTCOMES.map(({ id }) => {
        const height = (inner - 8) * (day[id] / most);
        top -= height;
        return (
          <rect key={id} className={`sk-bar-${id}`} x={x + 1} y={top} width={Math.max(1, width - 3)} height={height} />
        );
      })}
    </g>
  );
};

const DaysTable = ({ days, title }: { days: readonly DayView[]; title: string }) => (
  <table className="sk-plain-table">
    <caption className="sk-only-heard">{title}</caption>
    <thead>
      <tr>
        <th scope="col">Day (UTC)</th>
        {OUTCOMES.map((outcome) => (
          <th key={outcome.id} scope="col" className="sk-cell-numeric">
            {outcome.title}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {[...days].reverse().map((day) => (
        <tr key={day.day}>
          <th scope="row">{day.day}</th>
          {OUTCOMES.map(({ id }) => (
            <td key={id} className="sk-cell-numeric">
              {day[id].toLocaleString('en')}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);

/** 1, 2 or 5 and noughts: the first such number that is large enough, and even so that half of it is whole. */
const ceiling = (most: number): number => {
  for (let power = 1; ; power *= 10) {
    for (const lead of [2, 4, 10]) if (lead * power >= most) return lead * power;
  }
};

/** "Oct 27", of a day of UTC. */
const shortDay = (day: string): string =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString('en', { month: 'short', day: 'numeric', timeZone: 'UTC' });

const short = (count: number): string =>
  new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }).format(count);

const counted = (count: number, thing: string): string =>
  `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`;
