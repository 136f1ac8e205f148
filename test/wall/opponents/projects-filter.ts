/**
 * A project filter as tool servers and proxies in front of Jira have it: a list of project keys in the
 * configuration, and each call judged by the keys that can be read from it. Ids say nothing to such a filter.
 */
import type { OpponentAnswer, OpponentRequest } from './opponent';

const ALLOWED: readonly string[] = ['ALPHA'];

/** Is every key that the request spells one of an allowed project? Numbers pass, since they have no prefix. */
export function isAllowed({ path, body }: OpponentRequest): boolean {
  const [, thing, named] =
    /^\/rest\/api\/[23]\/(issue|project)\/([^/?]+)/.exec(new URL(path, 'https://jira.example.com').pathname) ?? [];
  if (thing === 'issue' && named !== undefined && !isAllowedIssue(decodeURIComponent(named))) return false;
  if (thing === 'project' && named !== undefined && named !== 'search' && !isAllowedProject(decodeURIComponent(named)))
    return false;
  const fields = member(body, 'fields');
  const project = member(fields, 'project');
  if (project !== undefined && !isAllowedProject(String(member(project, 'key') ?? ALLOWED[0]))) return false;
  const others = [member(fields, 'parent'), member(body, 'inwardIssue'), member(body, 'outwardIssue')];
  return others.every((issue) => isAllowedIssue(String(member(issue, 'key') ?? 'ALPHA-1')));
}

/** Leaves out of a page of issues or projects the rows of other projects, told by the key's prefix. */
export function withoutOtherRows(answer: OpponentAnswer): OpponentAnswer {
  const json = parsed(answer.text);
  const issues = member(json, 'issues');
  const values = member(json, 'values');
  if (typeof json !== 'object' || json === null) return answer;
  const kept = {
    ...json,
    ...(Array.isArray(issues)
      ? { issues: issues.filter((row) => isAllowedIssue(String(member(row, 'key') ?? 'ALPHA-1'))) }
      : {}),
    ...(Array.isArray(values)
      ? { values: values.filter((row) => isAllowedProject(String(member(row, 'key') ?? ALLOWED[0]))) }
      : {}),
  };
  return Array.isArray(json) ? answer : { ...answer, text: JSON.stringify(kept) };
}

export const REFUSED: OpponentAnswer = {
  status: 403,
  text: '{"errorMessages":["Not in an allowed project."],"errors":{}}',
};

const isAllowedIssue = (key: string): boolean =>
  /^\d+$/.test(key) || ALLOWED.some((project) => key.toUpperCase().startsWith(`${project}-`));
const isAllowedProject = (key: string): boolean => /^\d+$/.test(key) || ALLOWED.includes(key.toUpperCase());

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([each]) => each === name)?.[1]
    : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
