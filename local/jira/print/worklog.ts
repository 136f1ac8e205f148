/** Worklog entries, as the embedded page of an issue prints them. */
import type { Worklog } from '../state';
import { printRich } from './comment';
import { printPerson } from './person';
import { type Printing, present, selfUrl, time } from './printing';

export function printWorklog(p: Printing, worklog: Worklog): Record<string, unknown> {
  return present({
    self: selfUrl(p, `issue/${worklog.issueId}/worklog/${worklog.id}`),
    author: printPerson(p, worklog.authorAccountId),
    updateAuthor: printPerson(p, worklog.authorAccountId),
    comment: worklog.comment === null ? undefined : printRich(p, worklog.comment),
    created: time(p, worklog.created),
    updated: time(p, worklog.updated),
    visibility: worklog.visibility ?? undefined,
    started: time(p, worklog.started),
    timeSpent: duration(worklog.timeSpentSeconds),
    timeSpentSeconds: worklog.timeSpentSeconds,
    id: worklog.id,
    issueId: worklog.issueId,
  });
}

/** `1w 2d 3h 4m` with days of eight hours and weeks of five days, as a new site counts. */
export function duration(seconds: number): string {
  const units = [
    ['w', 144_000],
    ['d', 28_800],
    ['h', 3_600],
    ['m', 60],
  ] as const;
  let rest = seconds;
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count}${unit}`);
    rest -= count * size;
  }
  return parts.length === 0 ? '0m' : parts.join(' ');
}
