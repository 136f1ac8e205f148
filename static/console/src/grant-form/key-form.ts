/**
 * A key as a form holds it while somebody fills it in, and what the app is asked for in the end. Pure.
 *
 * Numbers stay the text that was typed, so that nothing is lost where it is no number. Days are days of the person's own
 * calendar: a key is good until the end of the day that is shown.
 */
import type { Conditions, KeyView, Limits, Permission, Preset, Revealable } from '../../../../src/console/contract';
import { LIMIT_NAMES, type LimitName } from '../words/limits';
import { dayOf, endOfDay, startOfDay } from './days';

/** Something of Jira by its id, with what people call it. */
export type Named = { readonly id: string; readonly name: string };

export type ProjectChoice = { readonly id: string; readonly key: string; readonly name: string };

/** A condition that is absent was not opened; an empty one is asked for as it stands. */
export type GrantForm = {
  readonly project: ProjectChoice;
  readonly permissions: readonly Permission[];
  readonly issueTypes?: readonly Named[];
  readonly fields?: readonly Named[];
  readonly transitions?: readonly Named[];
  readonly jql?: string;
  /** One rule a line. */
  readonly endpointRules?: string;
};

export type KeyForm = {
  readonly name: string;
  readonly purpose: string;
  readonly grants: readonly GrantForm[];
  /** `2027-03-01`: the last day; empty where none is chosen. */
  readonly lastDay: string;
  readonly limits: Readonly<Partial<Record<LimitName, string>>>;
  /** The first day; absent: at once. */
  readonly firstDay?: string;
  readonly hiddenFields?: readonly Named[];
  readonly reveals?: readonly Revealable[];
  readonly unusedDaysMax?: string;
  readonly noticeIssueId?: Named;
};

/** What a key holds where a person has chosen nothing yet. */
export const emptyForm: KeyForm = { name: '', purpose: '', grants: [], lastDay: '', limits: {} };

/** What takes part in a form from a preset: rights for each of its projects, and limits. */
export const withPreset = (form: KeyForm, preset: Preset, mayHold: MayHold): KeyForm => ({
  ...form,
  limits: Object.fromEntries(LIMIT_NAMES.flatMap((name) => entryOf(name, preset.limits?.[name]?.toString()))),
  grants: form.grants.map(({ project }) => grantOf(project, preset, mayHold)),
});

/** May keys hold this permission in this project? */
export type MayHold = (projectId: string, permission: Permission) => boolean;

/** A grant for a project: a preset's, without what is forbidden there. */
export const grantOf = (project: ProjectChoice, preset: Preset | undefined, mayHold: MayHold): GrantForm => ({
  project,
  permissions: (preset?.permissions ?? []).filter((permission) => mayHold(project.id, permission)),
  ...conditionsInForm(preset?.conditions ?? {}),
});

/** The key as it is, for a form that changes it. Of what it names by ids, the names are not known yet. */
export const formOf = (view: KeyView): KeyForm => ({
  name: view.name,
  purpose: view.purpose,
  grants: view.grants.map((grant) => ({
    project: { id: grant.projectId, key: grant.projectKey, name: grant.projectKey },
    permissions: grant.permissions,
    ...(grant.endpointRules === undefined ? {} : { endpointRules: grant.endpointRules.join('\n') }),
    ...conditionsInForm(grant.conditions ?? {}),
  })),
  lastDay: dayOf(new Date(Date.parse(view.expiresAt) - 1)),
  limits: Object.fromEntries(LIMIT_NAMES.flatMap((name) => entryOf(name, view.limits[name]?.toString()))),
  ...(view.notBefore === undefined ? {} : { firstDay: dayOf(new Date(view.notBefore)) }),
  ...(view.hiddenFields.length === 0 ? {} : { hiddenFields: view.hiddenFields.map(unnamed) }),
  ...(view.reveals === undefined ? {} : { reveals: view.reveals }),
  ...(view.unusedDaysMax === undefined ? {} : { unusedDaysMax: view.unusedDaysMax.toString() }),
  ...(view.noticeIssueId === undefined ? {} : { noticeIssueId: unnamed(view.noticeIssueId) }),
});

/** What `createKey` and `tryCalls` are asked with; what nobody chose yet is left out. */
export const draftOf = (form: KeyForm): Readonly<Record<string, unknown>> =>
  withoutUndefined({
    name: form.name.trim() === '' ? undefined : form.name.trim(),
    // The control takes line breaks, which would make lists lie; the app takes one line.
    purpose: form.purpose.trim().replace(/\s*[\r\n]+\s*/g, ' '),
    grants: form.grants.map(grantDraftOf),
    expiresAt: momentOf(form.lastDay, endOfDay),
    notBefore: momentOf(form.firstDay ?? '', startOfDay),
    limits: isEmpty(limitsOf(form)) ? undefined : limitsOf(form),
    hiddenFields: form.hiddenFields === undefined || isEmpty(form.hiddenFields) ? undefined : idsOf(form.hiddenFields),
    reveals: isEmpty(form.reveals ?? []) ? undefined : form.reveals,
    unusedDaysMax: numberOf(form.unusedDaysMax),
    noticeIssueId: form.noticeIssueId?.id,
  });

/** What `editKey` is asked with: what differs from the key as it was opened, and null for what was taken away. */
export const changeOf = (form: KeyForm, opened: KeyForm): Readonly<Record<string, unknown>> => {
  const [now, before] = [draftOf(form), draftOf(opened)];
  const members = [...new Set([...Object.keys(now), ...Object.keys(before)])];
  return Object.fromEntries(
    members.flatMap((member) => (isEqual(now[member], before[member]) ? [] : [[member, now[member] ?? null]])),
  );
};

const grantDraftOf = (grant: GrantForm): object => {
  const conditions = withoutUndefined({
    issueTypes: grant.issueTypes && idsOf(grant.issueTypes),
    fields: grant.fields && idsOf(grant.fields),
    transitions: grant.transitions && idsOf(grant.transitions),
    jql: grant.jql?.trim(),
  });
  return withoutUndefined({
    projectId: grant.project.id,
    permissions: grant.permissions,
    endpointRules: grant.endpointRules === undefined ? undefined : linesOf(grant.endpointRules),
    conditions: isEmpty(conditions) ? undefined : conditions,
  });
};

const conditionsInForm = ({ issueTypes, fields, transitions, jql }: Conditions): Partial<GrantForm> => ({
  ...(issueTypes === undefined ? {} : { issueTypes: issueTypes.map(unnamed) }),
  ...(fields === undefined ? {} : { fields: fields.map(unnamed) }),
  ...(transitions === undefined ? {} : { transitions: transitions.map(unnamed) }),
  ...(jql === undefined ? {} : { jql }),
});

const limitsOf = (form: KeyForm): Limits =>
  Object.fromEntries(LIMIT_NAMES.flatMap((name) => entryOf(name, numberOf(form.limits[name]))));

/** Of what is no whole number the app says so; it cannot be sent as a number. */
const numberOf = (typed: string | undefined): number | undefined => {
  const text = typed?.trim() ?? '';
  if (text === '') return undefined;
  return /^\d{1,15}$/.test(text) ? Number(text) : -1;
};

const momentOf = (day: string, at: (day: string) => Date | undefined): string | undefined => at(day)?.toISOString();

/** The rules of a text, one a line. */
export const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const unnamed = (id: string): Named => ({ id, name: id });
const idsOf = (named: readonly Named[]): readonly string[] => named.map(({ id }) => id);
const entryOf = <T>(name: string, value: T | undefined): readonly [string, T][] =>
  value === undefined ? [] : [[name, value]];
const isEmpty = (value: object): boolean => Object.keys(value).length === 0;
const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const withoutUndefined = (value: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
