/**
 * The guard's vocabulary of service desks: their members, and which of their things and addresses are inside. Imports
 * neither filter nor catalogue, like the guard itself.
 */

type Loose = Readonly<Record<string, unknown>>;

/** What of a service desk is known to be inside. */
export type InsideDesk = {
  readonly deskIds: ReadonlySet<string>;
  readonly issueIds: ReadonlySet<string>;
  readonly baseUrl: string;
};

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Strings that people chose. */
export const DESK_PROSE = words('label helpText projectName');

export const DESK_MEMBERS = words(`
  _links start limit isLastPage issueKey requestTypeId serviceDeskId createdDate requestFieldValues currentStatus statusDate
  iso8601 jira friendly epochMillis projectKey issueTypeId groupIds canCreateRequest requestTypeFields validValues
  jiraSchema visible public completedCycles ongoingCycle startTime stopTime breachTime breached goalDuration elapsedTime
  remainingTime millis paused withinCalendarHours slaDisplayFormat platformVersion buildChangeSet isLicensedForUse`);

/** Is the answer, or one of its rows, a desk of a granted project? */
export const isDesk = (bean: Loose, projectIds: ReadonlySet<string>): boolean =>
  projectIds.has(String(bean['projectId'])) && typeof bean['projectName'] === 'string';

/** Members that only things of a desk have, which say in their address to which one they belong. */
const BELOW_DESKS = ['projectName', 'requestTypeId', 'helpText', 'completedCycles', 'public', 'groupIds'] as const;

/** A thing of a desk that is not inside, or that does not say so. */
export function wrongDeskThing(value: Loose, { deskIds }: InsideDesk): 'project' | 'issue' | undefined {
  if (value['serviceDeskId'] !== undefined && !deskIds.has(String(value['serviceDeskId']))) return 'project';
  // One that is not for customers is for nobody here.
  if (value['public'] !== undefined && value['public'] !== true) return 'issue';
  return BELOW_DESKS.some((own) => value[own] !== undefined) && value['_links'] === undefined ? 'issue' : undefined;
}

/** Each of the addresses leads to the gateway, and there to the very thing in which they stand. */
export function areOwnLinks(links: unknown, thing: Loose, inside: InsideDesk): boolean {
  if (typeof links !== 'object' || links === null || Array.isArray(links)) return false;
  const addresses = Object.entries(links);
  return addresses.every(([name, address]) => {
    if (typeof address !== 'string' || !address.startsWith(inside.baseUrl)) return false;
    const path = address.slice(inside.baseUrl.length);
    return name === 'self' ? isSelf(path, thing, inside) : name === 'jiraRest' && isIssue(path, thing, inside);
  });
}

function isSelf(path: string, thing: Loose, { deskIds, issueIds }: InsideDesk): boolean {
  if (path === '/rest/servicedeskapi/info') return thing['id'] === undefined;
  const [, place, above, , below] =
    /^\/rest\/servicedeskapi\/(servicedesk|request)\/([0-9]+)(\/(?:requesttype|queue|comment|sla)\/([0-9]+))?$/.exec(
      path,
    ) ?? [];
  if (above === undefined || !(place === 'request' ? issueIds : deskIds).has(above)) return false;
  return below === undefined ? above === String(thing['issueId'] ?? thing['id']) : below === String(thing['id']);
}

const isIssue = (path: string, thing: Loose, { issueIds }: InsideDesk): boolean => {
  const id = /^\/rest\/api\/2\/issue\/([0-9]+)$/.exec(path)?.[1];
  return id !== undefined && id === String(thing['issueId']) && issueIds.has(id);
};
