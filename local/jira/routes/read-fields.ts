/**
 * `fields` and `update` of a create, edit or transition body, read into a change of the state.
 *
 * Accepts what any Jira may accept: ids, keys and names, field names in any case, the same field in both
 * places (`update` comes second), and references to things of any project. Errors are collected by field.
 */
import type { IssuePatch } from '../change';
import { fieldErrors } from '../errors';
import { kindOf } from '../print/custom-value';
import { type Field, fieldNamed, fieldsOfProject } from '../print/field';
import type { Issue, Project } from '../state';
import { findIssue } from './access';
import { isRecord, items, members, text } from './body';
import type { Call } from './call';
import { accountNamed, entityNamed, issueNamed, projectNamed } from './named';
import { readCustom } from './read-custom';
import { readRich } from './read-rich';
import { readSideWrite, type SideWrite } from './side-writes';

type Draft = { -readonly [K in keyof Omit<IssuePatch, 'custom'>]: IssuePatch[K] } & { custom: Record<string, unknown> };

export type FieldsReading = {
  readonly patch: IssuePatch;
  /** Comments, links and worklogs that ride along. */
  readonly sideWrites: readonly SideWrite[];
  /** Set when the body names a project: where a new issue goes, or where an old one is moved. */
  readonly project: Project | undefined;
};

/** What the readers share: where values belong, what was there before, and what was found wrong. */
type Desk = {
  readonly call: Call;
  readonly project: Project;
  readonly issue: Issue | undefined;
  readonly draft: Draft;
  readonly errors: Record<string, string>;
};

export function readFields(call: Call, body: unknown, project: Project, issue?: Issue): FieldsReading {
  const { fields, update } = members(body);
  const desk: Desk = { call, project, issue, draft: { custom: {} }, errors: {} };
  const sideWrites: SideWrite[] = [];
  let moved: Project | undefined;
  const apply = (name: string, verb: string, value: unknown) => {
    const field = fieldNamed(call.state, fieldsOfProject(call.state, project), name);
    if (field === undefined || field.operations.length === 0) {
      desk.errors[name] = `Field '${name}' cannot be set. It is not on the appropriate screen, or unknown.`;
    } else if (field.id === 'comment' || field.id === 'issuelinks' || field.id === 'worklog') {
      sideWrites.push(...readSideWrite(call, field.id, verb, value, desk.errors));
    } else if (field.id === 'project') {
      moved = projectNamed(call.state, value) ?? moved;
    } else {
      applyVerb(desk, field, verb, value);
    }
  };
  for (const [name, value] of Object.entries(members(fields))) apply(name, 'set', value);
  for (const [name, operations] of Object.entries(members(update))) {
    const list = isRecord(operations) ? [operations] : items(operations);
    for (const operation of list)
      for (const [verb, value] of Object.entries(members(operation))) apply(name, verb, value);
  }
  if (Object.keys(desk.errors).length > 0) throw fieldErrors(desk.errors);
  const { custom, ...rest } = desk.draft;
  return { patch: Object.keys(custom).length > 0 ? { ...rest, custom } : rest, sideWrites, project: moved };
}

function applyVerb(desk: Desk, field: Field, verb: string, value: unknown): void {
  if (verb === 'copy') {
    copyField(desk, field, value);
  } else if (verb === 'add' || verb === 'remove') {
    const before = currentList(desk, field).map(String);
    const changed: readonly unknown[] | undefined = elementsOf(desk, field, Array.isArray(value) ? value : [value]);
    if (changed === undefined) return;
    const names = changed.map(String);
    setList(
      desk,
      field,
      verb === 'add' ? [...new Set([...before, ...names])] : before.filter((one) => !names.includes(one)),
    );
  } else {
    setField(desk, field, value);
  }
}

/** `{copy: {<field>: {sourceIssues: [{key}]}}}`: another issue's value, whatever project it is in. */
function copyField(desk: Desk, field: Field, value: unknown): void {
  const source = members(Object.values(members(value))[0] ?? value);
  const from = items(source.sourceIssues).flatMap((one) => issueNamed(desk.call.state, one) ?? []);
  const copied = from.flatMap((issue) => currentList({ ...desk, issue, draft: { custom: {} } }, field).map(String));
  setList(desk, field, [...new Set([...currentList(desk, field).map(String), ...copied])]);
}

const LISTS = {
  labels: 'labels',
  components: 'componentIds',
  fixVersions: 'fixVersionIds',
  versions: 'affectsVersionIds',
} as const;

function listMember(field: Field): (typeof LISTS)[keyof typeof LISTS] | undefined {
  return field.id === 'labels' || field.id === 'components' || field.id === 'fixVersions' || field.id === 'versions'
    ? LISTS[field.id]
    : undefined;
}

function currentList(desk: Desk, field: Field): readonly unknown[] {
  const member = listMember(field);
  if (member !== undefined) return desk.draft[member] ?? desk.issue?.[member] ?? [];
  return items(desk.draft.custom[field.id] ?? desk.issue?.custom[field.id]);
}

function setList(desk: Desk, field: Field, value: readonly string[]): void {
  const member = listMember(field);
  if (member !== undefined) desk.draft[member] = value;
  else desk.draft.custom[field.id] = value;
}

/** Elements of a list field as the state keeps them: ids, labels or texts. */
function elementsOf(desk: Desk, field: Field, values: readonly unknown[]): readonly unknown[] | undefined {
  const { call, project, errors } = desk;
  if (field.custom !== undefined) {
    const reading = readCustom(call, project, field.custom, values);
    if (!reading.ok) errors[field.id] = reading.error;
    return reading.ok ? items(reading.value) : undefined;
  }
  if (field.id === 'labels') {
    const spaced = values.find((one) => /\s/.test(String(one)));
    if (spaced !== undefined) errors.labels = `The label '${String(spaced)}' contains spaces which is invalid.`;
    return values.flatMap((one) => text(one) ?? []);
  }
  const [table, word] =
    field.id === 'components'
      ? ([call.state.components, 'Component'] as const)
      : ([call.state.versions, 'Version'] as const);
  return values.flatMap((value) => {
    const found = entityNamed<{ id: string; name: string; projectId: string }>(
      table.values(),
      value,
      (one) => one.projectId === project.id,
    );
    if (found === undefined)
      errors[field.id] =
        `${word} name '${text(isRecord(value) ? (value.name ?? value.id) : value) ?? 'null'}' is not valid`;
    return found === undefined ? [] : [found.id];
  });
}

function setField(desk: Desk, field: Field, value: unknown): void {
  const { draft, errors } = desk;
  if (listMember(field) !== undefined) {
    if (value !== null && !Array.isArray(value)) errors[field.id] = 'data was not an array';
    const elements = elementsOf(desk, field, items(value));
    if (elements !== undefined) setList(desk, field, elements.map(String));
    return;
  }
  if (field.custom !== undefined) {
    setCustom(desk, field, value);
    return;
  }
  const setter = SETTERS[field.id];
  const error = setter === undefined ? undefined : setter(desk, draft, value);
  if (error !== undefined) errors[error[0]] = error[1];
}

function setCustom(desk: Desk, field: Field, value: unknown): void {
  const { call, project, issue, draft, errors } = desk;
  if (field.custom === undefined) return;
  const kind = kindOf(field.custom);
  if (kind === 'gh-lexo-rank') {
    draft.rank = text(value) ?? issue?.rank ?? '0|i00000:';
    return;
  }
  if (kind === 'gh-sprint') {
    const sprint = typeof value === 'number' ? call.state.sprints.get(String(value)) : undefined;
    if (value !== null && sprint === undefined) errors[field.id] = 'Number value expected as the Sprint id.';
    const closed = (issue?.sprintIds ?? []).filter((id) => call.state.sprints.get(String(id))?.state === 'closed');
    draft.sprintIds = sprint === undefined ? closed : [...closed, sprint.id];
    return;
  }
  const reading = readCustom(call, project, field.custom, value);
  if (reading.ok) draft.custom[field.id] = reading.value;
  else errors[field.id] = reading.error;
}

type Wrong = readonly [field: string, text: string];
type Setter = (desk: Desk, draft: Draft, value: unknown) => Wrong | undefined;

const rich =
  (member: 'description' | 'environment'): Setter =>
  ({ call }, draft, value) => {
    const reading = readRich(call, value);
    if (!reading.ok) return [member, reading.error];
    draft[member] = reading.value;
    return undefined;
  };

const person =
  (member: 'assignee' | 'reporter'): Setter =>
  ({ call, project }, draft, value) => {
    const accountId = accountNamed(value);
    if (isRecord(value) && value.name !== undefined && value.accountId === undefined && value.id === undefined) {
      return [member, "'accountId' must be the only user identifying query parameter in GDPR strict mode."];
    }
    if (accountId !== undefined && accountId !== '-1' && call.state.people.get(accountId) === undefined) {
      return [member, `User '${accountId}' cannot be assigned issues.`];
    }
    draft[member] = accountId === '-1' ? project.leadAccountId : (accountId ?? null);
    return undefined;
  };

/** Null prototype: a field called `constructor` finds nothing. */
const SETTERS: Readonly<Record<string, Setter>> = Object.assign(Object.create(null), {
  summary: (_desk, draft, value) => {
    const said = text(value) ?? '';
    if (said.trim() === '') return ['summary', 'You must specify a summary of the issue.'];
    if (said.length > 255) return ['summary', 'Summary must be less than 255 characters.'];
    draft.summary = said;
    return undefined;
  },
  description: rich('description'),
  environment: rich('environment'),
  assignee: person('assignee'),
  reporter: person('reporter'),
  issuetype: ({ call, project }, draft, value) => {
    const type = entityNamed(call.state.issueTypes.values(), value, (one) => project.issueTypeIds.includes(one.id));
    if (type === undefined) return ['issuetype', 'The issue type selected is invalid.'];
    draft.typeId = type.id;
    return undefined;
  },
  priority: ({ call, project }, draft, value) => {
    const found = entityNamed(call.state.priorities.values(), value, (one) => project.priorityIds.includes(one.id));
    if (value !== null && found === undefined) return ['priority', 'The priority selected is invalid.'];
    draft.priorityId = found?.id ?? null;
    return undefined;
  },
  resolution: ({ call }, draft, value) => {
    const found = entityNamed(call.state.resolutions.values(), value, () => true);
    if (value !== null && found === undefined) return ['resolution', 'The resolution selected is invalid.'];
    draft.resolutionId = found?.id ?? null;
    return undefined;
  },
  security: ({ call, project }, draft, value) => {
    const found = entityNamed(call.state.securityLevels.values(), value, (one) => one.projectId === project.id);
    if (value !== null && found === undefined) return ['security', 'The security level is invalid.'];
    draft.securityLevelId = found?.id ?? null;
    return undefined;
  },
  duedate: (_desk, draft, value) => {
    if (value !== null && !(typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value))) {
      return ['duedate', `Error parsing date string: ${String(value)}`];
    }
    draft.dueDate = value;
    return undefined;
  },
  parent: ({ call }, draft, value) => {
    const named = issueNamed(call.state, isRecord(value) && isRecord(value.set) ? value.set : value);
    const clears = value === null || (isRecord(value) && value.none === true);
    const found = named === undefined ? undefined : findIssue(call, named.id);
    if (!clears && found === undefined) return ['parent', 'Could not find issue by id or key.'];
    draft.parentId = found?.issue.id ?? null;
    return undefined;
  },
  timetracking: (_desk, draft, value) => {
    const { originalEstimate, remainingEstimate } = members(value);
    if (originalEstimate !== undefined) draft.originalEstimateSeconds = secondsOf(originalEstimate);
    if (remainingEstimate !== undefined) draft.remainingEstimateSeconds = secondsOf(remainingEstimate);
    return undefined;
  },
} satisfies Record<string, Setter>);

const UNITS: Readonly<Record<string, number>> = { w: 144_000, d: 28_800, h: 3_600, m: 60 };

/** `1w 2d 3h 4m`, or minutes. */
export function secondsOf(value: unknown): number | null {
  const said = text(value)?.trim() ?? '';
  if (/^\d+$/.test(said)) return Number(said) * 60;
  const parts = [...said.matchAll(/(\d+)\s*([wdhm])/g)];
  return parts.length === 0
    ? null
    : parts.reduce((sum, part) => sum + Number(part[1]) * (UNITS[part[2] ?? ''] ?? 0), 0);
}
