/** What a person asks of the audit, and the question to the app that it comes to. Pure; the clock is handed in. */
import type { PayloadOf } from '../../app/app-call';

export const SPANS = ['hour', 'day', 'week', 'month', 'own'] as const;
export type Span = (typeof SPANS)[number];
export const OUTCOMES = ['allowed', 'denied', 'failed', 'administration'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Empty texts do not narrow. */
export type AuditFilter = {
  readonly keyId: string;
  readonly projectId: string;
  readonly outcome: Outcome | '';
  readonly operation: string;
  readonly span: Span;
  /** Of an own span, as `<input type="datetime-local">` writes them: in the time of the browser. */
  readonly from: string;
  readonly to: string;
};

export const WIDE_FILTER: AuditFilter = {
  keyId: '',
  projectId: '',
  outcome: '',
  operation: '',
  span: 'week',
  from: '',
  to: '',
};

export type AuditSpan = { readonly from: string; readonly to: string };

const HOUR_MS = 3_600_000;
const SPAN_MS: Readonly<Record<Exclude<Span, 'own'>, number>> = {
  hour: HOUR_MS,
  day: 24 * HOUR_MS,
  week: 7 * 24 * HOUR_MS,
  month: 30 * 24 * HOUR_MS,
};
/** Clocks of browser and app differ a little; what was done just now is to be there. */
const AHEAD_MS = 60_000;

export type SpanFault = { readonly at: 'from' | 'to'; readonly message: string };

/** The moments that a filter means at `now`, or what is wrong with those that were typed. */
export const spanOf = (filter: AuditFilter, now: number): AuditSpan | SpanFault => {
  if (filter.span !== 'own') {
    return { from: isoOf(now - SPAN_MS[filter.span]), to: isoOf(now + AHEAD_MS) };
  }
  const from = Date.parse(filter.from);
  if (Number.isNaN(from)) return { at: 'from', message: 'Choose the day and time from which to show records.' };
  // Without an end: until now.
  const to = filter.to === '' ? now + AHEAD_MS : Date.parse(filter.to);
  if (Number.isNaN(to)) return { at: 'to', message: 'Choose a day and time, or leave it empty for now.' };
  if (to <= from) return { at: 'to', message: 'Choose an end that is later than the beginning.' };
  return { from: isoOf(from), to: isoOf(to) };
};

/** The question without a cursor. */
export const questionOf = (filter: AuditFilter, span: AuditSpan): PayloadOf<'readAudit'> => ({
  ...span,
  ...(filter.keyId === '' ? {} : { keyId: filter.keyId }),
  ...(filter.projectId === '' ? {} : { about: filter.projectId }),
  ...(filter.outcome === '' ? {} : { outcome: filter.outcome }),
  ...(filter.operation.trim() === '' ? {} : { operation: filter.operation.trim() }),
});

const isoOf = (ms: number): string => new Date(ms).toISOString();
