/** How the app is doing, for site admins. */
import { readHealth } from '../health/read-health';
import { jiraAsApp } from '../jira/as-app';
import type { AdministrationFault } from '../keys/fault';
import { ok, type Result } from '../result';
import { consoleFunction } from './authorise';
import { type HealthView, payloads } from './contract';

/** A page's function has 25 seconds. */
const ANSWERS_MS = 15_000;

const health = consoleFunction({
  right: 'administrator',
  payload: payloads.health,
  run: async ({ world, licence }): Promise<Result<HealthView, AdministrationFault>> => {
    const read = await readHealth(world, jiraAsApp(Date.now() + ANSWERS_MS, Date.now));
    if (!read.ok) return read;
    const { schedule, sums, points, projects, projectsLookedAt, complete } = read.value;
    return ok({
      licence,
      schedule: {
        isLate: schedule.isLate,
        ...moment('lastRunAt', schedule.lastRunAt),
        ...moment('unfinishedAt', schedule.unfinishedAt),
      },
      sums: { isLate: sums.isLate, ...moment('until', sums.until) },
      points: {
        ...points,
        heaviest: points.heaviest.map(({ name, ...key }) => ({ ...key, ...(name === undefined ? {} : { name }) })),
      },
      projects,
      projectsLookedAt,
      complete,
    });
  },
});

/** For the site's page alone. */
export const healthFunctions = { health };

const moment = <N extends string>(name: N, at: number | undefined): { readonly [K in N]?: string } =>
  at === undefined ? {} : ({ [name]: new Date(at).toISOString() } as { readonly [K in N]?: string });
