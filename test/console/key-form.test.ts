/** What a form asks the app for: nothing that nobody chose, nothing that did not change. */

import type { CallAnswer, KeyView, Limits, Permission, ProjectView } from '../../src/console/contract';
import { faultOf, parseDraft } from '../../src/keys/draft';
import { PERMISSIONS } from '../../src/policy/permissions';
import { PRESETS } from '../../src/policy/presets';
import { DEFAULT_SITE } from '../../src/storage/records/site';
import { dayOf, endOfDay, lastOfDays, startOfDay } from '../../static/console/src/grant-form/days';
import { exampleCalls, tellingExamples } from '../../static/console/src/grant-form/example-calls';
import { errorAt } from '../../static/console/src/grant-form/fault-at';
import {
  changeOf,
  draftOf,
  emptyForm,
  formOf,
  grantOf,
  type KeyForm,
  withPreset,
} from '../../static/console/src/grant-form/key-form';
import { createRouteFor, prefillOf } from '../../static/console/src/pages/create/prefill';
import { withinCeilings } from '../../static/console/src/pages/create/within-ceilings';
import fc from '../seeded-fast-check';

const NOW = new Date(2026, 5, 15, 10, 0, 0);
const DEMO = { id: '10001', key: 'DEMO', name: 'Demo' };

const form: KeyForm = {
  ...emptyForm,
  name: ' CI ',
  grants: [{ project: DEMO, permissions: ['issue:read'], endpointRules: 'GET /rest/api/3/issue/*\n\n' }],
  lastDay: '2026-07-01',
  limits: { callsPerMinute: '60' },
};

/** What the app says to this form on a site without ceilings of its own, or why it does not take it. */
const taken = (filled: KeyForm) => {
  const read = parseDraft(draftOf(filled));
  if (!read.ok) return read;
  const error = faultOf(read.value, DEFAULT_SITE, { createdAt: NOW.getTime(), now: NOW.getTime() });
  return error === undefined ? read : { ok: false as const, error };
};

const view: KeyView = {
  id: 'abcdefghijkl',
  name: 'CI',
  purpose: '',
  sponsor: 'account-1',
  state: 'in_force',
  grants: [
    {
      projectId: '10001',
      projectKey: 'DEMO',
      permissions: ['issue:read'],
      withheld: [],
      conditions: { jql: 'labels = a' },
    },
  ],
  otherProjects: false,
  home: 'project',
  expiresAt: '2026-07-01T08:30:00.000Z',
  limits: { callsPerMinute: 60 },
  hiddenFields: ['duedate'],
  unusedDaysMax: 30,
  secrets: [],
  secretCopied: true,
  version: 3,
  createdAt: '2026-06-01T00:00:00.000Z',
  createdBy: 'account-1',
};

const projectView = (more: Partial<ProjectView>): ProjectView => ({
  ...DEMO,
  maxLifetimeDays: 365,
  whoMayIssue: 'project-admins',
  permissions: PERMISSIONS,
  limits: {},
  severalProjects: true,
  presets: PRESETS,
  ...more,
});

const bounded = (wished: KeyForm, project: ProjectView, ceiling: Limits = {}) =>
  withinCeilings(wished, {
    ceilings: { projects: { [project.id]: project }, faults: {}, retry: () => undefined },
    ceiling,
    preset: PRESETS.find(({ id }) => id === 'ai-agent'),
    now: NOW,
  });

describe('a new key', () => {
  test('is asked for with what was filled in, and with nothing else', () => {
    expect(draftOf(form)).toEqual({
      name: 'CI',
      purpose: '',
      grants: [{ projectId: '10001', permissions: ['issue:read'], endpointRules: ['GET /rest/api/3/issue/*'] }],
      expiresAt: new Date(2026, 6, 2).toISOString(),
      limits: { callsPerMinute: 60 },
    });
  });

  test.each(PRESETS.map((preset) => [preset.id, preset] as const))(
    'of preset %s is one that the app takes',
    (_, preset) => {
      const filled = withPreset({ ...form, grants: [{ project: DEMO, permissions: [] }] }, preset, () => true);
      expect(taken(filled).ok).toBe(true);
    },
  );

  test('may last as many days as the ceiling says, and not one more', () => {
    const lasting = (days: number) => taken({ ...form, lastDay: lastOfDays(days, NOW) }).ok;
    expect(lasting(365)).toBe(true);
    expect(lasting(366)).toBe(false);
  });

  test('with a limit that is no number is refused at that limit', () => {
    const read = taken({ ...form, limits: { callsPerMinute: 'many' } });
    expect(read.ok ? undefined : errorAt([read.error], 'limits.callsPerMinute')).toBe('This must be at least 1.');
  });

  test('does not begin with what a ceiling forbids', () => {
    const wished = { ...form, grants: [grantOf(DEMO, PRESETS[7], () => true)], lastDay: '' };
    const made = bounded(wished, projectView({ permissions: ['issue:read'], maxLifetimeDays: 30 }));
    expect(made.grants[0]?.permissions).toEqual(['issue:read']);
    expect(made.lastDay).toBe(lastOfDays(30, NOW));
  });

  test("leaves out a preset's limit above the ceiling, and keeps one that was typed", () => {
    const preset = { ...form, limits: { callsPerMinute: '120', writesPerDay: '70' } };
    expect(bounded(preset, projectView({}), { callsPerMinute: 100, writesPerDay: 60 }).limits).toEqual({
      writesPerDay: '70',
    });
    expect(bounded(preset, projectView({}), { callsPerMinute: 200 }).limits).toEqual(preset.limits);
  });
});

describe('a change of a key', () => {
  test('names only what differs', () => {
    const opened = formOf(view);
    expect(changeOf({ ...opened, name: 'CI of the shop' }, opened)).toEqual({ name: 'CI of the shop' });
    expect(changeOf(opened, opened)).toEqual({});
  });

  test('takes away what was removed', () => {
    const opened = formOf(view);
    const { hiddenFields: _, unusedDaysMax: __, ...rest } = opened;
    expect(changeOf({ ...rest, limits: {} }, opened)).toEqual({
      hiddenFields: null,
      unusedDaysMax: null,
      limits: null,
    });
  });

  test('keeps the conditions of a grant whose permissions change', () => {
    const opened = formOf(view);
    const grants = opened.grants.map((grant) => ({ ...grant, permissions: ['issue:read', 'comment:read'] as const }));
    expect(changeOf({ ...opened, grants }, opened)).toEqual({
      grants: [{ projectId: '10001', permissions: ['issue:read', 'comment:read'], conditions: { jql: 'labels = a' } }],
    });
  });
});

describe('days', () => {
  test('a day ends where the next one begins', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(2020, 0, 1), max: new Date(2090, 0, 1), noInvalidDate: true }), (date) => {
        const day = dayOf(date);
        const end = endOfDay(day);
        expect(end !== undefined && startOfDay(dayOf(end))?.getTime() === end.getTime()).toBe(true);
      }),
    );
  });

  test('a text that is no day has no moment', () => {
    expect(startOfDay('2027-02-30')).toBeUndefined();
    expect(endOfDay('')).toBeUndefined();
    expect(startOfDay('2027-02-28')).toBeDefined();
  });
});

describe('the address of a new key', () => {
  test('gives back the grants that it was made of', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.record({
            projectId: fc.integer({ min: 1, max: 1e9 }).map(String),
            permissions: fc.subarray([...PERMISSIONS]),
          }),
          { selector: ({ projectId }) => projectId, maxLength: 20 },
        ),
        (grants) => {
          const search = createRouteFor(grants).replace(/^[^?]*/, '');
          const read = prefillOf(search).grants;
          expect(read.map(({ projectId }) => projectId)).toEqual(grants.map(({ projectId }) => projectId));
          expect(read.map(({ permissions }) => [...permissions].sort())).toEqual(
            grants.map(({ permissions }) => [...permissions].sort()),
          );
        },
      ),
    );
  });

  test('is passed over where it is in no form that the page writes', () => {
    expect(prefillOf('?grant=../1,issue:read&grant=7,no:such&preset=ai-agent')).toEqual({
      preset: 'ai-agent',
      grants: [{ projectId: '7', permissions: [] }],
    });
  });
});

describe('examples', () => {
  const allowed: CallAnswer = { allowed: true, operation: 'x' };
  const refused: CallAnswer = {
    allowed: false,
    operation: 'x',
    status: 403,
    rule: 'r',
    title: 't',
    detail: 'd',
    missing: [],
    more: {},
  };
  const things = {
    projectKey: 'DEMO',
    issue: { key: 'DEMO-1' },
    typeId: '1',
    transition: { id: '11', name: 'Start' },
    requestType: { deskId: '1', id: '2', name: 'Ask for help' },
  };
  const shown = (held: readonly Permission[], isAllowed: (label: string) => boolean) =>
    tellingExamples(
      exampleCalls(things, held).map((call) => ({ call, answer: isAllowed(call.label) ? allowed : refused })),
    ).map(({ call, answer }) => `${answer.allowed ? 'allowed' : 'refused'}: ${call.label}`);

  test('are the two calls that a key is made for, and the gravest refusal', () => {
    const held: readonly Permission[] = ['issue:read', 'comment:create', 'issue:create', 'project:read'];
    expect(shown(held, (label) => !label.startsWith('Delete'))).toEqual([
      'allowed: Create an issue in DEMO',
      'allowed: Add a comment to DEMO-1',
      'refused: Delete DEMO-1',
    ]);
  });

  test('of a key that only reads are two reads and a write that is refused', () => {
    expect(shown(['issue:read', 'comment:read'], (label) => /^(Read|Search)/.test(label))).toEqual([
      'allowed: Search issues of DEMO',
      'allowed: Read the comments of DEMO-1',
      'refused: Delete DEMO-1',
    ]);
  });

  test('of a key that may delete issues show another write that is refused', () => {
    expect(shown(['issue:delete', 'issue:read'], (label) => /^(Search|Delete DEMO-1|Read)/.test(label))).toEqual([
      'allowed: Search issues of DEMO',
      'allowed: Delete DEMO-1',
      expect.stringMatching(/^refused: (?!Delete DEMO-1|Read)/),
    ]);
  });

  test('are no more than the app takes at once, whatever is held', () => {
    expect(exampleCalls(things, PERMISSIONS).length).toBeLessThanOrEqual(10);
    expect(exampleCalls(things, []).length).toBeGreaterThan(0);
  });
});
