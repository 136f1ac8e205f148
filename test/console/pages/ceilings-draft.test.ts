/** The form of the ceilings: what it reads, what it sends, and what becomes of it when someone else saves first. */
import type { SettingsView } from '../../../src/console/contract';
import { limitsForm } from '../../../src/keys/draft';
import { AUDIT_DAYS, SITE_POINTS_PER_HOUR, SPONSOR_CHECK_DAYS } from '../../../src/storage/records/site';
import { differences } from '../../../static/console/src/pages/ceilings/differences';
import {
  AS_THE_SITE,
  changeOf,
  DEFAULTS,
  draftOf,
  faultsOf,
  rebased,
  type SettingsDraft,
} from '../../../static/console/src/pages/ceilings/settings-draft';
import { LIMIT_MOST } from '../../../static/console/src/words/limits';

const BASE: SettingsView = {
  v: 1,
  breakGlass: false,
  version: 7,
  maxLifetimeDays: 365,
  whoMayIssue: 'project-admins',
  limits: { callsPerMinute: 60 },
  projects: { '10001': { maxLifetimeDays: 30 }, '10002': { whoMayIssue: 'site-admins' } },
};

const edited = (change: Partial<SettingsDraft>): SettingsDraft => ({ ...draftOf(BASE), ...change });

describe('a change of the ceilings', () => {
  test('is empty where nothing was typed', () => {
    expect(changeOf(BASE, draftOf(BASE))).toEqual({});
  });

  test('names only what was typed, and null where it was taken away', () => {
    const draft = edited({ maxLifetimeDays: '90', limits: { ...draftOf(BASE).limits, callsPerMinute: '' } });
    expect(changeOf(BASE, draft)).toEqual({ maxLifetimeDays: 90, limits: null });
  });

  test('does not hold a project that was added and left as the site', () => {
    const { projects } = draftOf(BASE);
    expect(changeOf(BASE, edited({ projects: { ...projects, '10003': AS_THE_SITE } }))).toEqual({});
  });

  test('holds all projects where one of them was changed', () => {
    const { projects } = draftOf(BASE);
    const own = { ...AS_THE_SITE, maxLifetimeDays: '10' };
    expect(changeOf(BASE, edited({ projects: { ...projects, '10003': own } }))).toEqual({
      projects: { ...BASE.projects, '10003': { maxLifetimeDays: 10 } },
    });
  });

  test('takes the list of permissions away when all are allowed again', () => {
    const few: SettingsView = { ...BASE, permissions: ['issue:read'] };
    expect(changeOf(few, { ...draftOf(few), permissions: draftOf(BASE).permissions })).toEqual({ permissions: null });
  });
});

describe('when someone else saved first', () => {
  test('what both changed stays as this person typed it, and the rest is theirs', () => {
    const mine = edited({ maxLifetimeDays: '90', severalProjects: false });
    const theirs = draftOf({ ...BASE, version: 8, maxLifetimeDays: 180, whoMayIssue: 'site-admins' });
    const both = rebased(draftOf(BASE), mine, theirs);
    expect(both.maxLifetimeDays).toBe('90');
    expect(both.severalProjects).toBe(false);
    expect(both.whoMayIssue).toBe('site-admins');
  });

  test('two limits and two projects do not get in each other’s way', () => {
    const base = draftOf(BASE);
    const mine = edited({
      limits: { ...base.limits, pageMax: '50' },
      projects: { ...base.projects, '10003': { ...AS_THE_SITE, maxLifetimeDays: '10' } },
    });
    const theirs = draftOf({
      ...BASE,
      limits: { callsPerMinute: 30 },
      projects: { '10001': { maxLifetimeDays: 7 } },
    });
    const both = rebased(base, mine, theirs);
    expect(both.limits).toMatchObject({ callsPerMinute: '30', pageMax: '50' });
    expect(Object.keys(both.projects).sort()).toEqual(['10001', '10003']);
    expect(both.projects['10001']?.maxLifetimeDays).toBe('7');
  });

  test('a project that this person removed stays removed', () => {
    const base = draftOf(BASE);
    const { '10001': _, ...projects } = base.projects;
    const theirs = draftOf({ ...BASE, maxLifetimeDays: 180 });
    expect(Object.keys(rebased(base, edited({ projects }), theirs).projects)).toEqual(['10002']);
  });
});

describe('what was typed', () => {
  test('is refused at its control where it is no whole number within bounds', () => {
    const { limits, projects } = draftOf(BASE);
    const draft = edited({
      maxLifetimeDays: '366',
      auditDays: '6',
      sponsorCheckDays: '1.5',
      limits: { ...limits, pageMax: 'many' },
      projects: { ...projects, '10001': { ...AS_THE_SITE, maxLifetimeDays: '0' } },
    });
    expect(Object.keys(faultsOf(draft)).sort()).toEqual([
      'auditDays',
      'limits.pageMax',
      'maxLifetimeDays',
      'projects.10001.maxLifetimeDays',
      'sponsorCheckDays',
    ]);
  });

  test('is good where it is, also with blanks around it', () => {
    expect(faultsOf(edited({ maxLifetimeDays: ' 90 ', auditDays: '7' }))).toEqual({});
    expect(changeOf(BASE, edited({ maxLifetimeDays: ' 90 ' }))).toEqual({ maxLifetimeDays: 90 });
  });

  test('has the bounds that the app has', () => {
    for (const [name, most] of Object.entries(LIMIT_MOST)) {
      expect(limitsForm.safeParse({ [name]: most }).success).toBe(true);
      expect(limitsForm.safeParse({ [name]: most + 1 }).success).toBe(false);
    }
  });

  test('begins with what holds where the settings say nothing', () => {
    expect(DEFAULTS).toEqual({
      sponsorCheckDays: SPONSOR_CHECK_DAYS,
      pointsPerHour: SITE_POINTS_PER_HOUR,
      auditDays: AUDIT_DAYS,
    });
  });
});

describe('the words for a change', () => {
  test('name what was and what is, of projects by their keys', () => {
    const { projects } = draftOf(BASE);
    const draft = edited({
      maxLifetimeDays: '90',
      permissions: draftOf(BASE).permissions.filter((each) => each !== 'issue:delete'),
      projects: { ...projects, '10001': { ...AS_THE_SITE, maxLifetimeDays: '7' } },
    });
    expect(differences(draftOf(BASE), draft, () => 'WEB')).toEqual([
      { what: 'Permissions taken away', before: 'Delete issues', after: 'may not be granted' },
      { what: 'Longest lifetime', before: '365 days', after: '90 days' },
      { what: 'WEB: longest lifetime', before: '30 days', after: '7 days' },
    ]);
  });

  test('are none where nothing differs', () => {
    expect(differences(draftOf(BASE), draftOf(BASE), () => 'WEB')).toEqual([]);
  });
});
