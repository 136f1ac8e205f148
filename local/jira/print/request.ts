/** Customer requests, what stands below them, and how their clocks stand. */
import { toText } from '../rich-text';
import type { Comment, Issue, StatusCategory } from '../state';
import type { CustomerRequest, RequestType, Sla } from '../state-desk';
import { deskUrl, printDeskPerson, printMoment } from './desk';
import { printIssue } from './issue';
import { type Printing, siteUrl } from './printing';
import { printHtml } from './rendered';

const CATEGORY: Readonly<Record<StatusCategory, string>> = {
  new: 'NEW',
  indeterminate: 'INDETERMINATE',
  done: 'DONE',
};

export function printRequest(p: Printing, issue: Issue, type: RequestType): Record<string, unknown> {
  const ids = type.fields.map(({ fieldId }) => fieldId);
  const shown = printIssue(p, issue, { fields: ids, expand: new Set(), properties: [], place: 'list' });
  const values: Readonly<Record<string, unknown>> = Object(shown['fields']);
  return {
    _expands: ['participant', 'status', 'sla', 'requestType', 'serviceDesk', 'attachment', 'action', 'comment'],
    issueId: issue.id,
    issueKey: issue.key,
    summary: issue.summary,
    requestTypeId: type.id,
    serviceDeskId: type.deskId,
    createdDate: printMoment(p, issue.created),
    reporter: printDeskPerson(p, issue.reporter),
    requestFieldValues: type.fields.flatMap(({ fieldId, name }) =>
      values[fieldId] === undefined
        ? []
        : [
            {
              fieldId,
              label: name,
              value: values[fieldId],
              ...(fieldId === 'description' && issue.description
                ? { renderedValue: { html: printHtml(p, issue.description) } }
                : {}),
            },
          ],
    ),
    currentStatus: printStatuses(p, issue)[0],
    _links: {
      jiraRest: siteUrl(p, `rest/api/2/issue/${issue.id}`),
      web: siteUrl(p, `servicedesk/customer/portal/${type.deskId}/${issue.key}`),
      self: deskUrl(p, `request/${issue.id}`),
      agent: siteUrl(p, `browse/${issue.key}`),
    },
  };
}

/** The statuses that it went through, newest first; where it went through none, the one that it has. */
export function printStatuses(p: Printing, issue: Issue): readonly Record<string, unknown>[] {
  const print = (name: string, id: string | null, at: string) => ({
    status: name,
    statusCategory: CATEGORY[p.state.statuses.get(id ?? '')?.category ?? 'new'],
    statusDate: printMoment(p, at),
  });
  const changes = issue.history.flatMap(({ created, items }) =>
    items.filter(({ field }) => field === 'status').map((item) => print(item.toString ?? '', item.to, created)),
  );
  const now = p.state.statuses.get(issue.statusId)?.name ?? '';
  return changes.length === 0 ? [print(now, issue.statusId, issue.statusChanged)] : changes.reverse();
}

/** The restriction of a comment to a role or group is nothing that a service desk tells. */
export function printRequestComment(p: Printing, comment: Comment): Record<string, unknown> {
  return {
    _expands: ['attachment', 'renderedBody'],
    id: comment.id,
    body: toText(comment.body),
    renderedBody: { html: printHtml(p, comment.body) },
    public: comment.jsdPublic ?? true,
    author: printDeskPerson(p, comment.authorAccountId),
    created: printMoment(p, comment.created),
    _links: { self: deskUrl(p, `request/${comment.issueId}/comment/${comment.id}`) },
  };
}

const span = (millis: number) => ({ millis, friendly: `${Math.floor(millis / 3_600_000)}h` });

export function printSla(p: Printing, request: CustomerRequest, sla: Sla): Record<string, unknown> {
  const cycle = (start: string, end: string) => {
    const elapsed = Date.parse(end) - Date.parse(start);
    return {
      startTime: printMoment(p, start),
      breachTime: printMoment(p, new Date(Date.parse(start) + sla.goalMillis).toISOString()),
      breached: elapsed > sla.goalMillis,
      goalDuration: span(sla.goalMillis),
      elapsedTime: span(elapsed),
      remainingTime: span(sla.goalMillis - elapsed),
    };
  };
  return {
    id: sla.id,
    name: sla.name,
    _links: { self: deskUrl(p, `request/${request.id}/sla/${sla.id}`) },
    completedCycles: sla.completed.map(({ start, stop }) => ({
      ...cycle(start, stop),
      stopTime: printMoment(p, stop),
    })),
    ...(sla.ongoingSince === null
      ? {}
      : {
          ongoingCycle: {
            ...cycle(sla.ongoingSince, new Date(p.now).toISOString()),
            paused: false,
            withinCalendarHours: true,
          },
        }),
    slaDisplayFormat: 'NEW_SLA_FORMAT',
  };
}
