/**
 * The cases of the suite: every operation of the simulated Jira's own route table, in both versions, each place in
 * it where a reference can stand, and every kind of foreign reference there. A route that is added there is a case
 * here; one whose places nobody has named is an error.
 */

import { baseOf } from '../../../local/jira/routes/route';
import { ROUTES, type Route } from '../../../local/jira/routes/table';
import { FIXTURE } from '../../../local/jira/seeds/fixture';
import { jqlPlaces, QUERY_DOORS, WHOLE_QUERIES } from './jql-places';
import type { OperationPlaces, Place, Request, Version } from './place';
import { placesOf, segmentPlace } from './places';
import type { ForeignNames } from './references';

export type Sent = { readonly method: string; readonly path: string; readonly body?: unknown };

export type Case = {
  /** `C-WRITE-05 · createIssue · body update.issuelinks.add.outwardIssue · moved-out · v2`. */
  readonly line: string;
  /** Row of the confinement catalogue. */
  readonly row: string;
  readonly operation: string;
  readonly version: Version;
  /** Cases of a group share their sibling. */
  readonly group: string;
  readonly writes: boolean;
  /** The sibling: the same request about something inside. */
  readonly own: Sent;
  readonly foreign: Sent;
  readonly never: Sent;
  /** Why keys are not offered it; absent: it must be served. */
  readonly refused: string | undefined;
  /** False: no request of this operation is for keys, so that Jira never hears of one. */
  readonly offered: boolean;
};

/** What these name is the key's own, and so another on each site: test/wall/issue-parts.test.ts attacks them. */
const BY_HAND: ReadonlySet<string> = new Set([
  ...['getIssuePropertyKeys', 'getIssueProperty', 'setIssueProperty', 'deleteIssueProperty'],
]);

export const VERSIONS: readonly Version[] = ['2', '3'];

/** All cases, always in the same order. Throws where a route has a reference that no list speaks of. */
export function allCases(names: ForeignNames): readonly Case[] {
  const listed = placesOf(names);
  const known = new Set(ROUTES.map(({ operationId }) => operationId));
  const lost = Object.keys(listed).filter((operation) => !known.has(operation));
  if (lost.length > 0) throw new Error(`places of operations that no route serves: ${lost.join(', ')}`);
  return ROUTES.filter(({ operationId }) => !BY_HAND.has(operationId)).flatMap((route) =>
    versionsOf(route).flatMap((version) => {
      const operation = listed[route.operationId] ?? {};
      return [
        ...placesIn(route, version, operation, names).flatMap((place) => casesAt(route, version, operation, place)),
        ...wholeCases(route, version, operation),
      ];
    }),
  );
}

/** Outside of the platform there is one version, in which text is text. */
const versionsOf = ({ api }: Route): readonly Version[] => (api === 'platform' ? VERSIONS : ['2']);

function placesIn(route: Route, version: Version, operation: OperationPlaces, names: ForeignNames): readonly Place[] {
  return [
    ...segments(route).flatMap((name): readonly Place[] => {
      const place = segmentOf(route, name);
      return [{ at: `path ${name}`, ...place, fill: (reference) => ({ params: { [name]: reference } }) }];
    }),
    ...(operation.places ?? []),
    ...jqlPlaces(route.operationId, version, names),
  ];
}

function casesAt(route: Route, version: Version, operation: OperationPlaces, place: Place): readonly Case[] {
  const request = (reference: string) => sentOf(route, version, operation, place.fill(reference, version));
  const own = request(place.own);
  return place.references.map(({ row, kind, foreign, never }) => ({
    ...described(place.row ?? row, route, place.at, kind, version),
    writes: writes(route),
    own,
    foreign: request(foreign),
    never: request(never),
    refused: operation.refused ?? place.refused,
    offered: operation.refused === undefined,
  }));
}

/** What an operation shows or does without a reference to anything foreign: on the site as on the island. */
function wholeCases(route: Route, version: Version, operation: OperationPlaces): readonly Case[] {
  const one = (row: string, at: string, kind: string, more: Partial<Request>, refused?: string): Case => {
    const sent = sentOf(route, version, operation, more);
    return {
      ...described(row, route, at, kind, version),
      writes: writes(route),
      own: sent,
      foreign: sent,
      never: sent,
      refused: operation.refused ?? refused,
      offered: operation.refused === undefined,
    };
  };
  const door = QUERY_DOORS[route.operationId];
  return [
    one(WHOLE_ROWS[route.operationId] ?? 'C-SIDE-09', 'whole', 'as it is', {}),
    ...carried(route).map(([row, kind, params, query]) =>
      one(row, 'carried', kind, { params, ...(query === undefined ? {} : { query }) }),
    ),
    ...(door === undefined
      ? []
      : WHOLE_QUERIES.map(([row, jql, refused]) =>
          one(row, 'query', jql === '' ? 'no query' : jql, door(jql), refused),
        )),
  ];
}

const WHOLE_ROWS: Readonly<Record<string, string>> = {
  getServerInfo: 'C-CHILD-21',
  getCurrentUser: 'C-CHILD-21',
  getFields: 'C-CHILD-14',
  getPriorities: 'C-CHILD-15',
  getStatuses: 'C-CHILD-15',
  getResolutions: 'C-CHILD-15',
  getIssueLinkTypes: 'C-CHILD-15',
  getIssueAllTypes: 'C-CHILD-15',
  searchProjects: 'C-CHILD-08',
  getAllProjects: 'C-CHILD-08',
  getRecent: 'C-CHILD-08',
  getProjectRoles: 'C-CHILD-17',
  getMyPermissions: 'C-CHILD-10',
  findAssignableUsers: 'C-CHILD-12',
  findComponentsForProjects: 'C-CHILD-07',
  getFieldsPaginated: 'C-CHILD-14',
  getProject: 'C-READ-14',
  getInfo: 'C-CHILD-21',
  getServiceDesks: 'C-JSM-01',
  getServiceDeskById: 'C-JSM-01',
  getRequestTypes: 'C-JSM-13',
  getRequestTypeById: 'C-JSM-13',
  getRequestTypeFields: 'C-JSM-13',
  getRequestTypeGroups: 'C-JSM-13',
  getQueues: 'C-JSM-09',
  getQueue: 'C-JSM-09',
  getIssuesInQueue: 'C-JSM-09',
  createCustomerRequest: 'C-JSM-07',
  getCustomerRequestByIdOrKey: 'C-JSM-05',
  getRequestComments: 'C-JSM-06',
  getSlaInformation: 'C-READ-25',
  getRequestParticipants: 'C-READ-25',
  createIssue: 'C-WRITE-01',
  getIssue: 'C-READ-01',
};

/** What single issues of the fixture carry across the border. */
const CARRIERS: readonly (readonly [row: string, kind: string, issue: string])[] = [
  ['C-READ-02', 'links', 'ALPHA-1'],
  ['C-READ-02', 'a link that leads in', 'ALPHA-2'],
  ['C-READ-02', 'a link to a project of other keys', 'ALPHA-3'],
  ['C-READ-03', 'a foreign epic', 'ALPHA-4'],
  ['C-READ-03', 'foreign children', 'ALPHA-5'],
  ['C-READ-03', 'an own epic', 'ALPHA-6'],
  ['C-READ-03', 'an own parent', 'ALPHA-8'],
  ['C-READ-03', 'a foreign parent', 'ALPHA-9'],
  ['C-READ-03', 'a foreign epic by its field', 'ALPHA-10'],
  ['C-READ-03', 'an own epic by its field', 'ALPHA-11'],
  ['C-READ-05', 'a past elsewhere', 'ALPHA-12'],
  ['C-READ-04', 'foreign pickers', 'ALPHA-13'],
  ['C-READ-04', 'own pickers', 'ALPHA-14'],
  ['C-READ-19', 'a foreign sprint', 'ALPHA-15'],
  ['C-READ-19', 'own sprints', 'ALPHA-16'],
  ['C-READ-04', 'a foreign thing in a field of unknown type', 'ALPHA-17'],
  ['C-READ-07', 'cards', 'ALPHA-19'],
  ['C-READ-26', 'every field', 'ALPHA-22'],
  ['C-ISS-10', 'an own archived issue', 'ALPHA-23'],
  ['C-READ-02', 'a link to an issue that moved out', 'ALPHA-25'],
  ['C-ISS-06', 'the old key of an own renamed project', `${FIXTURE.projects.alpha.formerKey}-1`],
];

function carried(route: Route): readonly (readonly [string, string, Request['params'], Request['query']?])[] {
  const reads = route.method === 'GET' && segments(route).join() === 'issueIdOrKey';
  const acts = ['editIssue', 'addComment'].includes(route.operationId);
  if (!reads && !acts) return [];
  const query: Request['query'] | undefined =
    route.operationId === 'getIssue'
      ? { fields: '*all' }
      : route.operationId === 'editIssue'
        ? { returnIssue: 'true' }
        : undefined;
  // An archived issue takes no writes.
  const carriers = acts ? CARRIERS.filter(([row]) => row !== 'C-ISS-10') : CARRIERS;
  return carriers.map(([row, kind, issueIdOrKey]) =>
    query === undefined ? [row, kind, { issueIdOrKey }] : [row, kind, { issueIdOrKey }, query],
  );
}

const described = (row: string, route: Route, at: string, kind: string, version: Version) => ({
  line: `${row} · ${route.operationId} · ${at} · ${kind} · v${version}`,
  row,
  operation: route.operationId,
  version,
  group: `${route.operationId} · ${at}${at === 'carried' || at === 'query' ? ` · ${kind}` : ''} · v${version}`,
});

const writes = (route: Route): boolean =>
  route.method !== 'GET' &&
  !['search', 'permissions', 'bulkfetch', 'changelog/list', 'jql/'].some((word) => route.path.includes(word));

const segments = (route: Route): readonly string[] =>
  [...route.path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name ?? '');

function segmentOf(route: Route, name: string) {
  const place = segmentPlace(route.operationId, name);
  if (place === undefined)
    throw new Error(`${route.operationId}: nobody has said what {${name}} in ${route.path} refers to`);
  return place;
}

function sentOf(route: Route, version: Version, operation: OperationPlaces, more: Partial<Request>): Sent {
  const base = operation.request?.(version) ?? {};
  const params: Readonly<Record<string, string>> = {
    ...Object.fromEntries(segments(route).map((name) => [name, segmentOf(route, name).own])),
    ...base.params,
    ...more.params,
  };
  const path = route.path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const query = Object.entries(more.query ?? base.query ?? {})
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  const body = more.body ?? base.body;
  return {
    method: route.method,
    path: `${baseOf(route, version)}${path}${query === '' ? '' : `?${query}`}`,
    ...(body === undefined ? {} : { body }),
  };
}
