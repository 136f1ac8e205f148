/** Service desks, their request types and queues, and the page in which lists of theirs stand. */
import type { Id, Project } from '../state';
import type { Queue, RequestType, ServiceDesk } from '../state-desk';
import { type Printing, siteUrl, time } from './printing';

export const deskUrl = (p: Printing, path: string): string => siteUrl(p, `rest/servicedeskapi/${path}`);

/** A moment in the four forms in which the service desk tells one. */
export function printMoment(p: Printing, instant: string): Record<string, unknown> {
  const jira = time(p, instant);
  return {
    iso8601: jira.replace(/\.\d+/, ''),
    jira,
    friendly: new Date(instant).toUTCString().slice(0, 22),
    epochMillis: Date.parse(instant),
  };
}

export function printDeskPerson(p: Printing, accountId: string | null): Record<string, unknown> | null {
  if (accountId === null) return null;
  const person = p.state.people.get(accountId);
  const self = siteUrl(p, `rest/api/2/user?accountId=${accountId}`);
  return {
    accountId,
    emailAddress: person?.emailAddress ?? '',
    displayName: person?.displayName ?? 'Former user',
    active: person?.active ?? false,
    timeZone: person?.timeZone ?? p.state.site.timeZone,
    _links: { jiraRest: self, avatarUrls: { '48x48': `${self}&size=48` }, self },
  };
}

export function printDesk(p: Printing, desk: ServiceDesk, project: Project): Record<string, unknown> {
  return {
    id: desk.id,
    projectId: project.id,
    projectName: project.name,
    projectKey: project.key,
    projectTypeKey: 'service_desk',
    _links: { self: deskUrl(p, `servicedesk/${desk.id}`) },
  };
}

export function printRequestType(p: Printing, type: RequestType): Record<string, unknown> {
  return {
    _expands: ['field'],
    id: type.id,
    _links: { self: deskUrl(p, `servicedesk/${type.deskId}/requesttype/${type.id}`) },
    name: type.name,
    description: type.description,
    helpText: type.helpText,
    defaultName: type.name,
    issueTypeId: type.issueTypeId,
    serviceDeskId: type.deskId,
    portalId: type.deskId,
    groupIds: type.groupIds,
    icon: { id: '10500', _links: { iconUrls: { '48x48': siteUrl(p, 'secure/viewavatar?avatarId=10500') } } },
    canCreateRequest: true,
    restrictionStatus: 'OPEN',
  };
}

/** What a form asks for. Options are listed with their children, projects and priorities as the site has them. */
export function printForm(p: Printing, type: RequestType): Record<string, unknown> {
  return {
    requestTypeFields: type.fields.map(({ fieldId, name, required }) => {
      const field = p.state.customFields.get(fieldId);
      return {
        fieldId,
        name,
        description: '',
        required,
        defaultValues: [],
        validValues: validValues(p, fieldId, p.state.serviceDesks.get(type.deskId)?.projectId),
        presetValues: [],
        jiraSchema:
          field === undefined
            ? { type: 'string', system: fieldId }
            : { type: field.schemaType, custom: field.custom, customId: Number(field.id.replace(/\D+/, '')) },
        visible: true,
      };
    }),
    canRaiseOnBehalfOf: true,
    canAddRequestParticipants: true,
  };
}

type Value = { readonly value: Id; readonly label: string; readonly children: readonly Value[] };

function validValues(p: Printing, fieldId: string, projectId: Id | undefined): readonly Value[] {
  const named = (things: Iterable<{ readonly id: Id; readonly name: string }>): readonly Value[] =>
    [...things].map(({ id, name }) => ({ value: id, label: name, children: [] }));
  const own = <T extends { readonly projectId: Id }>(things: Iterable<T>): readonly T[] =>
    [...things].filter((thing) => thing.projectId === projectId);
  if (fieldId === 'priority') return named(p.state.priorities.values());
  if (fieldId === 'components') return named(own(p.state.components.values()));
  const field = p.state.customFields.get(fieldId);
  if (field === undefined) return [];
  if (field.schemaType === 'project') return named(p.state.projects.values());
  if (field.schemaItems === 'version') return named(own(p.state.versions.values()));
  const below = (parentId: Id | undefined): readonly Value[] =>
    field.options
      .filter((option) => option.parentId === parentId)
      .map(({ id, value }) => ({ value: id, label: value, children: below(id) }));
  return below(undefined);
}

export function printQueue(p: Printing, queue: Queue, issueCount: number | undefined): Record<string, unknown> {
  return {
    id: queue.id,
    name: queue.name,
    jql: queue.jql,
    fields: queue.fields,
    ...(issueCount === undefined ? {} : { issueCount }),
    _links: { self: deskUrl(p, `servicedesk/${queue.deskId}/queue/${queue.id}`) },
  };
}
