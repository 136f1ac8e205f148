/** What a person chooses on the page "Audit", and the question that it comes to. */
import { payloads } from '../../../src/console/contract';
import { DENIALS } from '../../../src/policy/denials';
import { questionOf, spanOf, WIDE_FILTER } from '../../../static/console/src/pages/audit/audit-filter';
import { reasonWords } from '../../../static/console/src/pages/audit/reason-words';

const NOW = Date.parse('2026-11-08T12:00:00Z');
const HOUR = { from: '2026-11-08T11:00:00.000Z', to: '2026-11-08T12:01:00.000Z' };

test('a usual span ends a minute ahead, so that what was just done is in it', () => {
  expect(spanOf({ ...WIDE_FILTER, span: 'hour' }, NOW)).toEqual(HOUR);
});

test('a span of one’s own without an end goes on until now', () => {
  const span = spanOf({ ...WIDE_FILTER, span: 'own', from: '2026-11-01T00:00' }, NOW);
  expect(span).toEqual({ from: new Date('2026-11-01T00:00').toISOString(), to: HOUR.to });
});

test('a span of one’s own is told at its control what is wrong with it', () => {
  const own = { ...WIDE_FILTER, span: 'own' } as const;
  expect(spanOf(own, NOW)).toMatchObject({ at: 'from' });
  expect(spanOf({ ...own, from: '2026-11-02T00:00', to: '2026-11-01T00:00' }, NOW)).toMatchObject({ at: 'to' });
});

test('only what was chosen narrows the question, and the app takes it', () => {
  const wide = questionOf(WIDE_FILTER, HOUR);
  expect(wide).toEqual(HOUR);
  const narrow = questionOf(
    { ...WIDE_FILTER, keyId: 'abcdefghijkl', projectId: '10001', outcome: 'denied', operation: ' getIssue ' },
    HOUR,
  );
  expect(narrow).toEqual({
    ...HOUR,
    keyId: 'abcdefghijkl',
    about: '10001',
    outcome: 'denied',
    operation: 'getIssue',
  });
  for (const question of [wide, narrow]) expect(payloads.readAudit.safeParse(question).success).toBe(true);
});

test('every reason of the registry has its words, and an unknown one has none', () => {
  for (const reason of Object.keys(DENIALS)) expect(reasonWords(reason)).toMatch(/\.$/);
  expect(reasonWords('constructor')).toBeUndefined();
});
