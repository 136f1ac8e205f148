/**
 * Calls that show what a key comes to: first the ones that a key with these permissions is made for, then one that it is
 * refused. Some are asked about, and those are shown that tell most. Pure; whether one is allowed is never guessed here.
 */
import type { CallAnswer, Permission } from '../../../../src/console/contract';
import type { ExampleIssue, ExampleRequestType, Named } from './example-things';

export type ExampleCall = {
  readonly label: string;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
};

export type Example = { readonly call: ExampleCall; readonly answer: CallAnswer };

/** What there is in the project to make an example of; what is absent makes none. */
export type ExampleThings = {
  readonly projectKey: string;
  readonly issue?: ExampleIssue | undefined;
  /** Type of a new issue. */
  readonly typeId?: string | undefined;
  readonly transition?: Named | undefined;
  readonly requestType?: ExampleRequestType | undefined;
};

const HELD_MAX = 4;
const NOT_HELD_MAX = 3;

/** What may be asked about for a key that holds these permissions in one project; no more than the app takes at once. */
export const exampleCalls = (things: ExampleThings, held: readonly Permission[]): readonly ExampleCall[] => {
  const calls = callsOf(things);
  const own = calls.filter(({ permission }) => permission !== undefined && held.includes(permission));
  const others = calls.filter(({ permission }) => permission === undefined || !held.includes(permission));
  return [...own.slice(0, HELD_MAX), ...others.sort(gravestFirst).slice(0, NOT_HELD_MAX)].map(
    ({ permission: _, ...call }) => call,
  );
};

/** `permission`: the one that a key is given for the sake of this call; no key gets the call where there is none. */
type OneOf = ExampleCall & { readonly permission: Permission | undefined };

const TEXT = 'An example';
const DOCUMENT = { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: TEXT }] }] };
const CORE = '/rest/api/3';
const DESK = '/rest/servicedeskapi';

/**
 * In the order of what a key is made for: one that creates issues is not there for the comments that it may add to them, and
 * one that changes anything is not there for what it reads on the way.
 */
const callsOf = (things: ExampleThings): readonly OneOf[] => {
  const { projectKey, issue, transition, requestType } = things;
  const about = issue === undefined ? [] : callsAbout(issue.key, transition);
  const of = (permissions: readonly Permission[]) =>
    about.filter(({ permission }) => permission !== undefined && permissions.includes(permission));
  const jql = encodeURIComponent(`project = ${projectKey} ORDER BY updated`);
  return [
    ...(requestType === undefined ? [] : [openRequest(requestType)]),
    ...createIssue(things),
    ...of(['issue:transition', 'worklog:create']),
    {
      permission: 'version:create',
      label: `Create a version in ${projectKey}`,
      method: 'POST',
      path: `${CORE}/version`,
      body: { project: projectKey, name: TEXT },
    },
    ...of(['comment:create', 'issue:edit']),
    {
      permission: 'issue:read',
      label: `Search issues of ${projectKey}`,
      method: 'GET',
      path: `${CORE}/search/jql?jql=${jql}&fields=summary&maxResults=1`,
    },
    ...of(['issue:delete', 'comment:read', 'request:read', 'issue:read']),
    {
      permission: 'project:read',
      label: `Read the details of ${projectKey}`,
      method: 'GET',
      path: `${CORE}/project/${projectKey}`,
    },
    {
      permission: undefined,
      label: `Delete the project ${projectKey}`,
      method: 'DELETE',
      path: `${CORE}/project/${projectKey}`,
    },
  ];
};

const createIssue = ({ projectKey, typeId }: ExampleThings): readonly OneOf[] =>
  typeId === undefined
    ? []
    : [
        {
          permission: 'issue:create',
          label: `Create an issue in ${projectKey}`,
          method: 'POST',
          path: `${CORE}/issue`,
          body: { fields: { project: { key: projectKey }, issuetype: { id: typeId }, summary: TEXT } },
        },
      ];

const openRequest = ({ deskId, id, name }: ExampleRequestType): OneOf => ({
  permission: 'request:create',
  label: `Open a request: ${name}`,
  method: 'POST',
  path: `${DESK}/request`,
  body: { serviceDeskId: deskId, requestTypeId: id, requestFieldValues: { summary: TEXT } },
});

const callsAbout = (key: string, transition: Named | undefined): readonly OneOf[] => [
  ...(transition === undefined
    ? []
    : [
        {
          permission: 'issue:transition' as const,
          label: `Move ${key} by "${transition.name}"`,
          method: 'POST',
          path: `${CORE}/issue/${key}/transitions`,
          body: { transition: { id: transition.id } },
        },
      ]),
  {
    permission: 'worklog:create',
    label: `Log work on ${key}`,
    method: 'POST',
    path: `${CORE}/issue/${key}/worklog`,
    body: { timeSpentSeconds: 3_600 },
  },
  {
    permission: 'comment:create',
    label: `Add a comment to ${key}`,
    method: 'POST',
    path: `${CORE}/issue/${key}/comment`,
    body: { body: DOCUMENT },
  },
  {
    permission: 'issue:edit',
    label: `Edit the summary of ${key}`,
    method: 'PUT',
    path: `${CORE}/issue/${key}`,
    body: { fields: { summary: TEXT } },
  },
  { permission: 'issue:delete', label: `Delete ${key}`, method: 'DELETE', path: `${CORE}/issue/${key}` },
  {
    permission: 'comment:read',
    label: `Read the comments of ${key}`,
    method: 'GET',
    path: `${CORE}/issue/${key}/comment`,
  },
  { permission: 'request:read', label: `Read the request ${key}`, method: 'GET', path: `${DESK}/request/${key}` },
  {
    permission: 'issue:read',
    label: `Read ${key}`,
    method: 'GET',
    path: `${CORE}/issue/${key}?fields=summary,status`,
  },
];

/** Two that are allowed, the ones that the key is made for, and one that is refused: the gravest. */
export const tellingExamples = (examples: readonly Example[]): readonly Example[] => {
  const allowed = examples.filter(({ answer }) => answer.allowed).slice(0, 2);
  const refused = examples.filter(({ answer }) => !answer.allowed);
  const [gravest] = [...refused].sort((one, other) => gravestFirst(one.call, other.call));
  return gravest === undefined ? allowed : [...allowed, gravest];
};

/** To delete an issue is graver than to write, and that than what no key may do at all, or than to read. */
const gravityOf = ({ method, path }: ExampleCall): number => {
  if (method === 'DELETE') return path.includes('/issue/') ? 3 : 1;
  return method === 'GET' ? 0 : 2;
};
const gravestFirst = (one: ExampleCall, other: ExampleCall): number => gravityOf(other) - gravityOf(one);
