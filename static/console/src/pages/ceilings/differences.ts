/** What differs between two states of the ceilings, in words: for "what you change" and "what someone else changed". Pure. */
import { LIMIT_NAMES, LIMIT_WORDS } from '../../words/limits';
import { inWords, PERMISSION_WORDS, PERMISSIONS } from '../../words/permissions';
import type { LimitsDraft, ProjectDraft, SettingsDraft } from './settings-draft';
import { AS_THE_SITE } from './settings-draft';

export type Difference = { readonly what: string; readonly before: string; readonly after: string };

/** In the order of the page. `nameOf` names a project by its id. */
export const differences = (
  before: SettingsDraft,
  after: SettingsDraft,
  nameOf: (projectId: string) => string,
): readonly Difference[] => [
  ...permissionDifference('Permissions', before.permissions, after.permissions),
  ...difference('Longest lifetime', days(before.maxLifetimeDays), days(after.maxLifetimeDays)),
  ...difference('Who may create keys', issuers(before.whoMayIssue), issuers(after.whoMayIssue)),
  ...difference('Keys for several projects', yesNo(before.severalProjects), yesNo(after.severalProjects)),
  ...limitDifferences('', before.limits, after.limits, 'not limited'),
  ...difference('When a sponsor leaves', leaving(before.whenSponsorLeaves), leaving(after.whenSponsorLeaves)),
  ...difference('Check of sponsors holds for', days(before.sponsorCheckDays), days(after.sponsorCheckDays)),
  ...difference("Site's share of Jira points an hour", before.pointsPerHour, after.pointsPerHour),
  ...difference('Audit is kept for', days(before.auditDays), days(after.auditDays)),
  ...projectDifferences(before.projects, after.projects, nameOf),
];

const difference = (what: string, before: string, after: string): readonly Difference[] =>
  before === after ? [] : [{ what, before, after }];

const projectDifferences = (
  before: Readonly<Record<string, ProjectDraft>>,
  after: Readonly<Record<string, ProjectDraft>>,
  nameOf: (projectId: string) => string,
): readonly Difference[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((id) => {
    const [was, is] = [before[id] ?? AS_THE_SITE, after[id] ?? AS_THE_SITE];
    const inside = [
      ...permissionDifference('permissions', was.permissions, is.permissions),
      ...difference('longest lifetime', days(was.maxLifetimeDays), days(is.maxLifetimeDays)),
      ...difference('who may create keys', issuers(was.whoMayIssue), issuers(is.whoMayIssue)),
      ...limitDifferences('', was.limits, is.limits, SAME),
    ];
    return inside.map((each) => ({ ...each, what: `${nameOf(id)}: ${lowered(each.what)}` }));
  });

const limitDifferences = (
  prefix: string,
  before: LimitsDraft,
  after: LimitsDraft,
  none: string,
): readonly Difference[] =>
  LIMIT_NAMES.flatMap((name) =>
    difference(`${prefix}${LIMIT_WORDS[name].title}`, before[name].trim() || none, after[name].trim() || none),
  );

type Permissions = SettingsDraft['permissions'];

/** Only those that came or went: the whole list is too long to compare. */
const permissionDifference = (
  what: string,
  before: Permissions | undefined,
  after: Permissions | undefined,
): readonly Difference[] => {
  if (before === undefined || after === undefined) {
    return difference(what, allowed(before), allowed(after));
  }
  const titles = (in1: Permissions, in2: Permissions) =>
    inWords(in1.filter((one) => !in2.includes(one)).map((one) => PERMISSION_WORDS[one].title));
  const [gone, come] = [titles(before, after), titles(after, before)];
  return [
    ...(gone === '' ? [] : [{ what: `${what} taken away`, before: gone, after: 'may not be granted' }]),
    ...(come === '' ? [] : [{ what: `${what} added`, before: 'may not be granted', after: come }]),
  ];
};

const SAME = 'as the site';
const allowed = (permissions: Permissions | undefined): string =>
  permissions === undefined ? SAME : `${permissions.length} of ${PERMISSIONS.length}`;
const days = (typed: string): string => (typed.trim() === '' ? SAME : typed.trim() === '1' ? '1 day' : `${typed} days`);
const yesNo = (value: boolean): string => (value ? 'allowed' : 'not allowed');
const issuers = (who: SettingsDraft['whoMayIssue'] | ''): string =>
  who === '' ? SAME : who === 'site-admins' ? 'site admins only' : 'project admins and site admins';
const leaving = (what: SettingsDraft['whenSponsorLeaves']): string =>
  what === 'stop' ? 'keys are suspended' : 'keys go on and are marked';
const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
