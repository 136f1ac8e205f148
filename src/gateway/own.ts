/**
 * Operations that the gateway answers itself. About "me" it speaks of the key, because all keys share the app's
 * one account; about the site it says what any client needs and nothing that differs between sites.
 */
import { shapeNamed } from '../catalogue/shapes';
import { idOf, items, member, textOf } from '../jira/answers';
import type { Jira } from '../jira/as-app';
import type { Denial } from '../policy/denials';
import { type Principal, pageMaxOf, projectsHolding } from '../policy/principal';
import { err, ok, type Result } from '../result';
import type { Call, OwnOperation } from './call';
import { ABSENT, filter } from './filter';
import { get, lookUp } from './look-up';
import { myPermissions } from './my-permissions';
import { deskInfo, listDesks } from './own-desks';
import { parsedQueries } from './parse-jql';
import type { Serving } from './show';
import { lookUpDenial } from './upstream-denial';

/** Grants of one key; Jira takes fifty ids in one project search, and a key has fewer. */
const PROJECTS_MAX = 50;

export async function answerOwn(operation: OwnOperation, at: Serving): Promise<Result<unknown, Denial>> {
  const { call, principal, lexicon, jira, now } = at;
  switch (operation.by) {
    case 'myself':
      return ok(myself(call, principal));
    case 'serverInfo':
      return ok(serverInfo(principal, now));
    case 'parseJql':
      return ok(parsedQueries(call.query.lists.get('queries') ?? []));
    case 'myPermissions':
      return myPermissions(call, principal, lexicon);
    case 'deskInfo':
      return ok(deskInfo(at));
    case 'listDesks':
      return listDesks(at);
    case 'listProjects': {
      const projects = await grantedProjects(call, principal, jira);
      return projects.ok ? ok(sort(projects.value, 'key')) : projects;
    }
    case 'searchProjects': {
      const projects = await grantedProjects(call, principal, jira);
      return projects.ok ? ok(pageOfProjects(projects.value, call, principal)) : projects;
    }
  }
}

/** The key introduces itself. Its account id is no Jira account: nothing can be assigned to a key. */
const myself = (call: Call, principal: Principal): unknown => ({
  self: `${principal.baseUrl}/rest/api/${call.version}/myself`,
  accountId: `key:${principal.key.id}`,
  accountType: 'app',
  displayName: principal.key.name,
  active: true,
  timeZone: 'Etc/UTC',
  locale: 'en_US',
  groups: { size: 0, items: [] },
  applicationRoles: { size: 0, items: [] },
});

const serverInfo = (principal: Principal, now: number): unknown => ({
  baseUrl: principal.baseUrl,
  version: '1001.0.0-SNAPSHOT',
  versionNumbers: [1001, 0, 0],
  deploymentType: 'Cloud',
  buildNumber: 100000,
  buildDate: '2024-01-01T00:00:00.000+0000',
  serverTime: new Date(now).toISOString().replace('Z', '+0000'),
  scmInfo: '0000000000000000000000000000000000000000',
  serverTitle: 'Jira',
  defaultLocale: { locale: 'en_US' },
});

/** All granted projects are asked for by id, in one call. */
async function grantedProjects(
  call: Call,
  principal: Principal,
  jira: Jira,
): Promise<Result<readonly unknown[], Denial>> {
  const ids = projectsHolding(principal, call.needs).slice(0, PROJECTS_MAX);
  const expand = call.query.expand.size > 0 ? [['expand', [...call.query.expand].join(',')] as const] : [];
  const query = [...ids.map((id) => ['id', id] as const), ['maxResults', String(PROJECTS_MAX)] as const, ...expand];
  const answer = await lookUp(jira, get(`/rest/api/${call.version}/project/search`, query));
  if (!answer.ok) return err(lookUpDenial(answer.error));
  const showing = {
    call,
    principal,
    version: call.version,
    lexicons: new Map(),
    hidden: new Set<string>(),
    proven: new Map(),
    prefixes: new Set<string>(),
    issue: undefined,
    projectIds: new Set(ids),
    boards: new Map(),
    matchingId: undefined,
  };
  const shown = items(member(answer.value, 'values'))
    .filter((project) => ids.includes(idOf(project) ?? ''))
    .map((project) => filter({ ref: 'project', show: shapeNamed('project'), ifForeign: 'remove' }, project, showing))
    .filter((project) => project !== ABSENT);
  return ok(shown);
}

/** Narrowing, order and paging of projects happen here. */
function pageOfProjects(projects: readonly unknown[], call: Call, principal: Principal): unknown {
  const wanted = projects.filter((project) => isWanted(project, call));
  const sorted = sort(wanted, call.query.texts.get('orderBy') ?? 'key');
  const startAt = call.query.counts.get('startAt') ?? 0;
  const maxResults = Math.min(call.query.counts.get('maxResults') ?? 50, 100, pageMaxOf(principal));
  const values = sorted.slice(startAt, startAt + maxResults);
  return {
    self: `${principal.baseUrl}/rest/api/${call.version}/project/search?startAt=${startAt}&maxResults=${maxResults}`,
    ...(startAt + values.length < sorted.length && values.length > 0
      ? {
          nextPage: `${principal.baseUrl}/rest/api/${call.version}/project/search?startAt=${startAt + values.length}&maxResults=${maxResults}`,
        }
      : {}),
    maxResults,
    startAt,
    total: sorted.length,
    isLast: startAt + values.length >= sorted.length,
    values,
  };
}

/** The caller's narrowing, by what the rows themselves say. */
function isWanted(project: unknown, call: Call): boolean {
  const { texts, lists } = call.query;
  const text = (name: string): string => (textOf(member(project, name)) ?? '').toLowerCase();
  const query = texts.get('query')?.toLowerCase();
  if (query !== undefined && !text('key').includes(query) && !text('name').includes(query)) return false;
  const types = texts.get('typeKey')?.split(',');
  if (types !== undefined && !types.includes(text('projectTypeKey'))) return false;
  const ids = lists.get('id');
  if (ids !== undefined && !ids.includes(idOf(project) ?? '')) return false;
  const keys = lists.get('keys');
  return keys === undefined || keys.includes(textOf(member(project, 'key')) ?? '');
}

function sort(projects: readonly unknown[], orderBy: string): readonly unknown[] {
  const by = orderBy.replace(/^[-+ ]/, '');
  const sign = orderBy.startsWith('-') ? -1 : 1;
  const text = (project: unknown): string => textOf(member(project, by)) ?? '';
  return [...projects].sort((a, b) => sign * text(a).localeCompare(text(b), 'en'));
}
