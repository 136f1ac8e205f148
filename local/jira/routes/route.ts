/** What a row of the table of operations is, and how it is written. */
import type { Handler } from './call';

/** Families of the API, each below an address of its own. */
export type Api = 'platform' | 'agile' | 'software' | 'desk';

/** Segments between `/rest/` and the path of a row; the platform's version follows its own. */
export const API_BASES: Readonly<Record<Api, readonly string[]>> = {
  platform: ['api'],
  agile: ['agile', '1.0'],
  software: ['software', '1.0'],
  desk: ['servicedeskapi'],
};

/** What stands before the path of a row. */
export const baseOf = ({ api }: Pick<Route, 'api'>, version: string): string =>
  api === 'platform' ? `/rest/api/${version}` : `/rest/${API_BASES[api].join('/')}`;

export type Route = {
  readonly api: Api;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the address of its family: `/rest/api/{version}` for the platform's. */
  readonly path: string;
  readonly operationId: string;
  readonly handler: Handler;
  readonly classic: readonly string[];
  readonly granular: readonly string[];
  readonly anonymousOk: boolean;
  readonly query: readonly string[];
};

export type Scopes = readonly [classic: readonly string[], granular: readonly string[]];

export const READ = ['read:jira-work'];
export const WRITE = ['write:jira-work'];
export const USER = ['read:jira-user'];

/** Granular scopes for reading these things. */
export const jira = (...things: readonly string[]): readonly string[] => things.map((thing) => `read:${thing}:jira`);

/** What reading projects takes, one or many. */
export const PROJECT_SCOPES = jira(
  'issue-type',
  'project',
  'project.property',
  'user',
  'application-role',
  'avatar',
  'group',
  'issue-type-hierarchy',
  'project-category',
  'project-version',
  'project.component',
);

export const row = (
  method: Route['method'],
  path: string,
  operationId: string,
  handler: Handler,
  [classic, granular]: Scopes,
  query: readonly string[] = [],
  anonymousOk = true,
): Route => ({ api: 'platform', method, path, operationId, handler, classic, granular, anonymousOk, query });
