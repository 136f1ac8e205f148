/** A project's versions. Counts by status come only with their expand, and count what the caller may not see. */
import type { StatusCategory, Version } from '../state';
import { type Printing, present, selfUrl } from './printing';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function printVersion(
  p: Printing,
  version: Version,
  expand: ReadonlySet<string> = new Set(),
): Record<string, unknown> {
  return present({
    self: selfUrl(p, `version/${version.id}`),
    id: version.id,
    description: version.description,
    name: version.name,
    archived: version.archived,
    released: version.released,
    startDate: version.startDate ?? undefined,
    releaseDate: version.releaseDate ?? undefined,
    overdue: version.releaseDate === null ? undefined : !version.released && Date.parse(version.releaseDate) < p.now,
    userStartDate: version.startDate === null ? undefined : userDate(version.startDate),
    userReleaseDate: version.releaseDate === null ? undefined : userDate(version.releaseDate),
    projectId: Number(version.projectId),
    issuesStatusForFixVersion: expand.has('issuesstatus') ? statusCounts(p, version) : undefined,
  });
}

/** Inside an issue a version says less. */
export function printVersionRef(p: Printing, version: Version): Record<string, unknown> {
  return present({
    self: selfUrl(p, `version/${version.id}`),
    id: version.id,
    description: version.description,
    name: version.name,
    archived: version.archived,
    released: version.released,
    releaseDate: version.releaseDate ?? undefined,
  });
}

function userDate(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${date}/${MONTHS[Number(month) - 1] ?? ''}/${year.slice(2)}`;
}

function statusCounts(p: Printing, version: Version): Record<string, number> {
  const counts: Record<StatusCategory, number> = { new: 0, indeterminate: 0, done: 0 };
  for (const issue of p.state.issues.values()) {
    if (!issue.fixVersionIds.includes(version.id)) continue;
    const status = p.state.statuses.get(issue.statusId);
    if (status !== undefined) counts[status.category] += 1;
  }
  return { unmapped: 0, toDo: counts.new, inProgress: counts.indeterminate, done: counts.done };
}
