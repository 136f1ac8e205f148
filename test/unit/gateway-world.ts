/**
 * A key, its project's names, and calls as the request path reads them, for tests of single stages. Nothing here
 * stands in for a stage: a call is made by the stages before.
 */
import type { Call } from '../../src/gateway/call';
import { type Facts, NO_FACTS } from '../../src/gateway/facts';
import { read } from '../../src/gateway/read';
import { NO_READABLE } from '../../src/gateway/readable';
import { receive } from '../../src/gateway/receive';
import { route } from '../../src/gateway/route';
import type { IssueFact } from '../../src/jira/answers';
import type { Denial } from '../../src/policy/denials';
import { PERMISSIONS, type Permission } from '../../src/policy/permissions';
import type { Principal } from '../../src/policy/principal';
import { err, type Result } from '../../src/result';
import type { Lexicon } from '../../src/storage/records/lexicon';
import { DEFAULT_SITE } from '../../src/storage/records/site';
import { aKey, NOW } from './keys-world';

export const BASE_URL = 'https://gateway.example/x1/token';
export const OWN = '10001';
export const OTHER = '10004';
export const FOREIGN = '10002';

/** All permissions in OWN; in OTHER those that are given. */
export const principal = (other: readonly Permission[] = [], own: readonly Permission[] = PERMISSIONS): Principal => {
  const grants: readonly (readonly [string, string, readonly Permission[]])[] = [
    [OWN, 'ALPHA', own],
    ...(other.length === 0 ? [] : ([[OTHER, 'BETA', other]] as const)),
  ];
  return {
    key: aKey(),
    site: DEFAULT_SITE,
    now: NOW,
    grants: new Map(
      grants.map(([projectId, rememberedKey, permissions]) => [
        projectId,
        { projectId, rememberedKey, permissions: new Set(permissions), conditions: {} },
      ]),
    ),
    baseUrl: BASE_URL,
    endpointHash: 'e'.repeat(64),
  };
};

export const eventOf = (
  method: string,
  path: string,
  more: { readonly query?: Readonly<Record<string, string[]>>; readonly body?: unknown } = {},
): object => ({
  method,
  path: `/public/token${path}`,
  userPath: path,
  headers: { 'content-type': ['application/json'] },
  queryParameters: more.query ?? {},
  ...(more.body === undefined ? {} : { body: typeof more.body === 'string' ? more.body : JSON.stringify(more.body) }),
});

/** Is a text without half pairs, as every text is that was UTF-8 once? */
export const isWellFormed = (text: string): boolean => Buffer.from(text, 'utf8').toString('utf8') === text;

/** What a request is read as. */
export function callOf(method: string, path: string, body?: unknown): Result<Call, Denial> {
  const { request } = receive(eventOf(method, path, { body }));
  if (!request.ok) return request;
  const routed = route(request.value.method, request.value.segments);
  return routed.ok ? read(request.value, routed.value, NO_READABLE) : err(routed.error);
}

/** The same for a request that is known to be readable. */
export function theCall(method: string, path: string, body?: unknown): Call {
  const call = callOf(method, path, body);
  if (!call.ok) throw new Error(`${method} ${path}: ${JSON.stringify(call.error)}`);
  return call.value;
}

export const issueFact = (id: string, key: string, projectId: string, more: Partial<IssueFact> = {}): IssueFact => ({
  id,
  key,
  projectId,
  projectKey: key.replace(/-.*$/, ''),
  typeId: '10102',
  secured: false,
  transitionIds: new Set(['21']),
  subtaskIds: [],
  matches: false,
  updated: undefined,
  ...more,
});

export const facts = (more: Partial<Facts> = {}): Facts => ({
  ...NO_FACTS,
  lexicons: new Map([[OWN, lexicon()]]),
  ...more,
});

const CUSTOM = 'com.atlassian.jira.plugin.system.customfieldtypes:';
export const lexicon = (more: Partial<Lexicon> = {}): Lexicon => ({
  v: 1,
  projectId: OWN,
  projectKeys: ['ALPHA', 'OLDAL'],
  hasSecurityLevels: false,
  filledAt: NOW,
  issueTypes: [
    { id: '10101', name: 'Story', subtask: false },
    { id: '10102', name: 'Task', subtask: false },
  ],
  statuses: [{ id: '10200', name: 'To Do' }],
  priorities: [
    { id: '1', name: 'High' },
    { id: '2', name: 'Low' },
  ],
  resolutions: [{ id: '7', name: 'Done' }],
  versions: [
    { id: '10500', name: '1.0', released: true, archived: false },
    { id: '10501', name: 'Twice', released: false, archived: false },
    { id: '10502', name: 'twice', released: false, archived: false },
  ],
  components: [{ id: '10520', name: 'Shop' }],
  fields: [
    { id: 'customfield_10050', name: 'Note', type: 'string', custom: `${CUSTOM}textfield` },
    {
      id: 'customfield_10055',
      name: 'Severity',
      type: 'option',
      custom: `${CUSTOM}select`,
      options: [
        { id: '10701', value: 'Minor' },
        { id: '10702', value: 'Major' },
      ],
    },
    { id: 'customfield_10063', name: 'Other app', type: 'any', custom: 'com.example.other:field' },
  ],
  ...more,
});
