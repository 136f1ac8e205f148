/**
 * The service desks of the granted projects. Jira lists all of the site; each project is asked for its own by its key, which
 * no desk's id can be mistaken for, and the desk that comes back says whose it is.
 */
import { idOf, items, member, parsePlacedFact, parseProjectFact } from '../jira/answers';
import type { Denial } from '../policy/denials';
import { projectsHolding } from '../policy/principal';
import { err, ok, type Result } from '../result';
import { deskPath } from './desk-facts';
import { get, lookUp, lookUpAll } from './look-up';
import { deskPage } from './serve-desk';
import type { Serving } from './show';
import { lookUpDenial } from './upstream-denial';

/** Jira takes fifty ids in one project search, and a key has fewer grants. */
const PROJECTS_MAX = 50;

export async function listDesks(at: Serving): Promise<Result<unknown, Denial>> {
  const ids = projectsHolding(at.principal, at.call.needs).slice(0, PROJECTS_MAX);
  const query = [...ids.map((id) => ['id', id] as const), ['maxResults', String(PROJECTS_MAX)] as const];
  const found = await lookUp(at.jira, get('/rest/api/3/project/search', query));
  if (!found.ok) return err(lookUpDenial(found.error));
  const projects = items(member(found.value, 'values'))
    .map(parseProjectFact)
    .filter((project) => project !== undefined)
    .filter(({ id }) => ids.includes(id));
  const desks = await lookUpAll(
    at.jira,
    projects.map(({ key }) => get(deskPath(key))),
  );
  if (!desks.ok) return err(lookUpDenial(desks.error));
  const rows = projects.flatMap(({ id, key }, index) => {
    const desk = desks.value[index];
    return parsePlacedFact(desk)?.projectId === id && member(desk, 'projectKey') === key ? [shown(desk, at)] : [];
  });
  const sorted = rows.toSorted((one, other) => Number(one['id']) - Number(other['id']));
  return ok(deskPage(sorted, true, at));
}

const DESK_MEMBERS = ['id', 'projectId', 'projectName', 'projectKey'] as const;

const shown = (desk: unknown, { principal }: Serving): Readonly<Record<string, unknown>> => ({
  ...Object.fromEntries(
    DESK_MEMBERS.flatMap((name) => (typeof member(desk, name) === 'string' ? [[name, member(desk, name)]] : [])),
  ),
  _links: { self: `${principal.baseUrl}/rest/servicedeskapi/servicedesk/${idOf(desk)}` },
});

/** Nothing in it differs from site to site. */
export const deskInfo = ({ principal }: Serving): unknown => ({
  version: '1001.0.0-SNAPSHOT',
  platformVersion: '1001.0.0-SNAPSHOT',
  buildDate: {
    iso8601: '2024-01-01T00:00:00+0000',
    jira: '2024-01-01T00:00:00.000+0000',
    friendly: '2024-01-01',
    epochMillis: 1_704_067_200_000,
  },
  buildChangeSet: '0000000000000000000000000000000000000000',
  isLicensedForUse: true,
  _links: { self: `${principal.baseUrl}/rest/servicedeskapi/info` },
});
