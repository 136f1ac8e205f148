/**
 * Random requests to a gateway, for properties: from what a client would send, over single wrong parts and foreign
 * references, down to plain noise. Everything that is valid stands here in the words of Jira's documentation.
 */
import fc from 'fast-check';
import { FIXTURE } from '../wall/site';

export type RandomRequest = {
  readonly method: string;
  /** Segments joined by `/`, below the URL of the key. */
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | undefined;
  /** Which key is used; `none` sends what stands in `headers`. */
  readonly key: 'alpha' | 'mixed' | 'reader' | 'none';
};

const { issues, projects, comments, links, people, versions, components, options, fields, missing } = FIXTURE;
const { boards, sprints, desks, requestTypes, queues } = FIXTURE;

const pick = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const noise = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ maxLength: 20 }),
  pick(
    '',
    '..',
    '.',
    '%2e%2e',
    '%2F',
    '\u0000',
    'ſ',
    '__proto__',
    'constructor',
    '*',
    '0',
    '-1',
    '1e3',
    '١',
    '9'.repeat(40),
  ),
);
/** Mostly the one, sometimes the other. */
const mostly = <A, B>(usual: fc.Arbitrary<A>, odd: fc.Arbitrary<B>, weight = 12): fc.Arbitrary<A | B> =>
  fc.oneof({ arbitrary: usual, weight }, { arbitrary: odd, weight: 1 });

const issue = mostly(
  pick(
    ...Object.values(issues).flatMap((each) => [each.id, each.key]),
    ...[issues.plain.key, issues.plainToo.key, issues.alpha1.key, 'alpha-24', 'OLDAL-24', 'omega-11', 'DELTA-1'],
    ...[missing.issueKey, missing.issueId, missing.alphaKey, 'issue', 'createmeta', 'bulkfetch', 'picker'],
  ),
  noise,
);
const project = mostly(
  pick(
    ...Object.values(projects).flatMap(({ id, key }) => [id, key]),
    'Omega',
    'alpha',
    'search',
    'recent',
    missing.projectKey,
  ),
  noise,
);
const comment = mostly(pick(...Object.values(comments), missing.commentId), noise);
const link = mostly(pick(...Object.values(links), missing.linkId), noise);
const person = mostly(pick(...Object.values(people), null, '-1', 'currentUser()'), noise);
const id = mostly(
  pick(
    ...Object.values(versions),
    ...Object.values(components),
    ...Object.values(options),
    '10101',
    '10102',
    '21',
    '31',
    '3',
  ),
  noise,
);
const name = pick(
  'Task',
  'Bug',
  'To Do',
  'Done',
  'High',
  'Blocks',
  'Omega 3',
  'Alpha 2',
  'Relates',
  'Severity',
  'nothing',
);

const segments: fc.Arbitrary<readonly unknown[]> = fc.oneof(
  { arbitrary: fc.tuple(pick('issue'), issue), weight: 6 },
  { arbitrary: fc.tuple(pick('issue'), issue, pick('transitions', 'comment', 'assignee')), weight: 6 },
  { arbitrary: fc.tuple(pick('issue'), issue, pick('comment'), comment), weight: 4 },
  { arbitrary: fc.tuple(pick('issueLink'), link), weight: 3 },
  { arbitrary: fc.tuple(pick('project'), project), weight: 3 },
  { arbitrary: pick(['issue'], ['issueLink'], ['search', 'jql'], ['search', 'approximate-count']), weight: 10 },
  {
    arbitrary: pick(
      ['project', 'search'],
      ['field'],
      ['priority'],
      ['status'],
      ['issuetype'],
      ['myself'],
      ['serverInfo'],
    ),
    weight: 3,
  },
  {
    arbitrary: fc.tuple(
      pick('issue'),
      issue,
      pick(
        'changelog',
        'worklog',
        'editmeta',
        'notify',
        'votes',
        'watchers',
        'remotelink',
        'properties',
        'attachments',
      ),
    ),
    weight: 1,
  },
  { arbitrary: fc.tuple(pick('version', 'component', 'filter', 'user', 'attachment', 'sprint'), id), weight: 1 },
  {
    arbitrary: fc.array(mostly(pick('issue', 'rest', 'api', '3', 'search', 'bulk', 'jql', 'project'), noise, 2), {
      maxLength: 5,
    }),
    weight: 1,
  },
);
const board = mostly(pick(...Object.values(boards).map(String), String(missing.boardId)), noise);
const sprint = mostly(pick(...Object.values(sprints).map(String), String(missing.sprintId)), noise);
const below = pick(
  'issue',
  'backlog',
  'sprint',
  'epic',
  'version',
  'project',
  'configuration',
  'issue/approximate-count',
);
/** Below the address of Jira Software, in either of its families. */
const planning = fc
  .tuple(
    pick('agile', 'agile', 'software'),
    fc.oneof(
      fc.tuple(pick('board'), board),
      fc.tuple(pick('board'), board, below),
      fc.tuple(pick('board'), board, pick('sprint'), sprint, pick('issue')),
      fc.tuple(pick('board'), board, pick('epic'), issue, pick('issue')),
      fc.tuple(pick('sprint'), sprint),
      fc.tuple(pick('sprint'), sprint, pick('issue')),
      fc.tuple(pick('backlog'), board, pick('issue')),
      fc.tuple(pick('epic', 'issue'), issue),
      fc.tuple(pick('epic', 'issue'), issue, pick('issue', 'estimation', 'rank')),
      pick(['board'], ['sprint'], ['issue', 'rank'], ['epic', 'none', 'issue']),
    ),
  )
  .map(([family, rest]) => `/rest/${family}/1.0/${rest.join('/')}`);
const desk = mostly(
  pick(...Object.values(desks), missing.deskId, ...Object.values(projects).map(({ id }) => id)),
  noise,
);
const requestType = mostly(pick(...Object.values(requestTypes), missing.requestTypeId), noise);
const queue = mostly(pick(...Object.values(queues), missing.queueId), noise);
/** Below the address of service desks. */
const serving = fc
  .oneof(
    fc.tuple(pick('servicedesk'), mostly(desk, project)),
    fc.tuple(pick('servicedesk'), desk, pick('requesttype', 'requesttypegroup', 'queue', 'customer')),
    fc.tuple(pick('servicedesk'), desk, pick('requesttype'), requestType, pick('field', 'property')),
    fc.tuple(pick('servicedesk'), desk, pick('queue'), queue, pick('issue')),
    fc.tuple(pick('request'), issue),
    fc.tuple(pick('request'), issue, pick('comment', 'participant', 'status', 'sla', 'transition', 'approval')),
    fc.tuple(pick('request'), issue, pick('comment', 'sla'), comment),
    pick(['servicedesk'], ['request'], ['requesttype'], ['info']),
  )
  .map((rest) => `/rest/servicedeskapi/${rest.join('/')}`);
const platform = fc
  .tuple(
    mostly(
      pick('rest/api/3', 'rest/api/2'),
      pick('rest/api/latest', 'rest/agile/1.0', 'REST/api/3', 'rest/api/3/..', ''),
      20,
    ),
    segments,
  )
  .map(([base, rest]) => `/${[base, ...rest].join('/')}`);
const path = fc.oneof(
  { arbitrary: platform, weight: 4 },
  { arbitrary: planning, weight: 1 },
  { arbitrary: serving, weight: 1 },
);

const value: fc.Arbitrary<unknown> = mostly(
  fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.record({ id }),
    fc.record({ name }),
    fc.record({ key: fc.oneof(issue, project) }),
    fc.record({ id: issue }),
    fc.record({ accountId: person }),
    fc.array(fc.oneof(fc.record({ id }), fc.record({ name }), name), { maxLength: 3 }),
    fc.integer(),
    pick<unknown>(null, true, '2026-12-01', 'https://example.com/browse/OMEGA-1'),
    fc.constant(documentOf('Prose about OMEGA-1.')),
  ),
  fc.jsonValue({ maxDepth: 3 }),
);
const fieldName = mostly(
  pick(
    ...['summary', 'description', 'project', 'issuetype', 'priority', 'parent', 'assignee', 'reporter', 'labels'],
    ...[
      'components',
      'fixVersions',
      'versions',
      'duedate',
      'security',
      'issuelinks',
      'comment',
      'status',
      'timetracking',
    ],
    ...Object.values(fields),
    missing.fieldId,
  ),
  noise,
);
const someFields = fc.dictionary(fieldName, value, { maxKeys: 3 });
const someUpdates = fc.dictionary(
  fieldName,
  mostly(
    fc.array(fc.dictionary(pick('set', 'add', 'remove', 'edit', 'copy'), value, { minKeys: 1, maxKeys: 2 }), {
      maxLength: 2,
    }),
    value,
  ),
  { maxKeys: 2 },
);
const created = fc
  .tuple(
    mostly(pick({ id: projects.alpha.id }, { key: projects.alpha.key }), fc.record({ key: project }), 4),
    someFields,
  )
  .map(([at, more]) => ({ fields: { project: at, issuetype: { name: 'Task' }, summary: 'Made by chance', ...more } }));
const edited = fc.record({ fields: someFields, update: someUpdates }, { requiredKeys: [] });
const jql = mostly(
  fc.oneof(
    fc
      .tuple(
        pick(
          'project',
          'key',
          'issue',
          'status',
          'fixVersion',
          'assignee',
          'parent',
          'text',
          'summary',
          'filter',
          'sprint',
          'cf[10050]',
          '"Severity"',
          'level',
          'issuetype',
        ),
        pick('=', '!=', 'in', 'not in', '~', '>', 'is', 'was', 'changed'),
        fc.oneof(
          issue,
          project,
          name,
          pick('EMPTY', '(OMEGA-1, ALPHA-1)', '(1', 'currentUser()', 'linkedIssues(OMEGA-1)', '"a" OR project = OMEGA'),
          pick('openSprints()', '(closedSprints(), futureSprints())', ...Object.values(sprints).map(String)),
        ),
        pick('', ' ORDER BY created', ' OR project = OMEGA', ') OR (project = OMEGA', ' AND status = "To Do"'),
      )
      .map(([field, operator, operand, end]) => `${field} ${operator} ${operand}${end}`),
    pick('', 'ORDER BY rank', 'project = 10002', 'status = "To Do"', 'NOT project = ALPHA'),
  ),
  noise,
);
const searched = fc.record(
  {
    jql,
    maxResults: mostly(fc.integer({ min: -1, max: 6 }), value),
    fields: fc.array(mostly(pick('summary', '*all', '-summary', 'issuelinks', 'security', 'comment'), noise), {
      maxLength: 3,
    }),
    expand: pick('names', 'schema', 'renderedFields', 'changelog'),
    nextPageToken: noise,
    reconcileIssues: fc.array(issue, { maxLength: 2 }),
  },
  { requiredKeys: ['jql'] },
);
const said = fc.oneof(
  fc.record({ body: fc.constant(documentOf('By chance.')) }),
  fc.record({ body: fc.string({ maxLength: 30 }) }),
  fc.record({ body: value, visibility: value }, { requiredKeys: ['body'] }),
);
const linked = fc.record(
  {
    type: fc.record({ name }),
    inwardIssue: fc.record({ key: issue }),
    outwardIssue: fc.record({ id: issue }),
    comment: said,
  },
  { requiredKeys: ['type', 'inwardIssue', 'outwardIssue'] },
);
const transition = fc.record(
  { transition: fc.record({ id }), fields: someFields, update: someUpdates },
  { requiredKeys: ['transition'] },
);
const assigned = fc.record({ accountId: person });
const moved = fc.record(
  { issues: fc.array(issue, { maxLength: 3 }), rankBeforeIssue: issue, rankAfterIssue: issue },
  { requiredKeys: ['issues'] },
);
const planned = fc.record(
  { name, goal: name, state: pick('future', 'active', 'closed', 'x'), originBoardId: board.map(Number) },
  { requiredKeys: ['name'] },
);
const requested = fc.record(
  {
    serviceDeskId: mostly(fc.constant(desks.alpha), desk, 4),
    requestTypeId: mostly(fc.constant(requestTypes.alpha), requestType, 4),
    requestFieldValues: someFields.map((more) => ({ summary: 'Asked by chance', ...more })),
    raiseOnBehalfOf: person,
  },
  { requiredKeys: ['serviceDeskId', 'requestTypeId', 'requestFieldValues'] },
);
const carriedOut = fc.record({ id, additionalComment: said }, { requiredKeys: ['id'] });
const content = mostly(fc.oneof(created, edited, searched, said, linked, transition, assigned), fc.jsonValue());
const bodyText = mostly(
  content.map((each) => JSON.stringify(each)),
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    content.map((each) => `${JSON.stringify(each)}{}`),
    content.map((each) => JSON.stringify(each).slice(0, -2)),
    content.map((each) => JSON.stringify(each).replace('{', '{"fields":{},')),
  ),
);
/** The body that belongs to a path, or any. */
const bodyFor = (method: string, target: string): fc.Arbitrary<string | undefined> => {
  const print = (each: fc.Arbitrary<unknown>) =>
    mostly(
      each.map((one) => JSON.stringify(one)),
      bodyText,
      6,
    );
  if (method === 'GET' || method === 'DELETE') return mostly(fc.constant(undefined), bodyText, 20);
  if (/\/1\.0\/sprint(\/[^/]*)?$/.test(target)) return print(planned);
  if (target.includes('/1.0/')) return print(moved);
  if (target.endsWith('/request')) return print(requested);
  if (target.endsWith('/transition')) return print(carriedOut);
  if (target.endsWith('/comment') || /\/comment\//.test(target)) return print(said);
  if (target.endsWith('/transitions')) return print(transition);
  if (target.endsWith('/assignee')) return print(assigned);
  if (target.includes('/search/')) return print(searched);
  if (target.endsWith('/issueLink')) return print(linked);
  if (target.endsWith('/issue')) return print(created);
  return print(edited);
};

const queryPair = fc.oneof(
  fc.tuple(pick('jql'), jql),
  fc.tuple(
    pick('fields', 'expand'),
    mostly(pick('*all', 'summary,status', '-description', 'issuelinks', 'names', 'renderedFields', 'changelog'), noise),
  ),
  fc.tuple(pick('maxResults', 'startAt', 'start', 'limit'), mostly(pick('0', '1', '5', '50', '-1'), noise)),
  fc.tuple(
    pick(
      'deleteSubtasks',
      'returnIssue',
      'notifyUsers',
      'overrideScreenSecurity',
      'updateHistory',
      'fieldsByKeys',
      'failFast',
    ),
    mostly(pick('true', 'false'), noise),
  ),
  fc.tuple(
    pick(
      'boardId',
      'state',
      'projectKeyOrId',
      'keys',
      'id',
      'projectKeys',
      'accountId',
      'orderBy',
      'nextPageToken',
      'reconcileIssues',
    ),
    fc.oneof(project, issue, board),
  ),
  fc.tuple(noise, noise),
);
const headers = fc.array(
  mostly(
    fc.tuple(
      pick(
        'accept',
        'user-agent',
        'x-http-method-override',
        'content-encoding',
        'x-atlassian-token',
        'x-forwarded-host',
        'cookie',
      ),
      pick('application/json', 'DELETE', 'gzip', 'no-check', 'text/html', 'application/problem+json'),
    ),
    fc.tuple(fc.string({ maxLength: 8 }), noise),
  ),
  { maxLength: 1 },
);
const mediaType: fc.Arbitrary<string | undefined> = mostly(
  pick('application/json', 'application/json; charset=utf-8'),
  pick(undefined, 'text/plain', 'application/json-patch+json', 'multipart/form-data; boundary=x'),
  20,
);
const method = mostly(
  pick('GET', 'GET', 'POST', 'PUT', 'DELETE'),
  pick('PATCH', 'HEAD', 'OPTIONS', 'get', 'TRACE', '', 'PROPFIND'),
  25,
);
const key = mostly(
  pick<RandomRequest['key']>('alpha', 'alpha', 'mixed', 'reader'),
  pick<RandomRequest['key']>('none'),
  30,
);

export const randomRequest: fc.Arbitrary<RandomRequest> = fc.tuple(method, path).chain(([verb, target]) =>
  fc.record({
    method: fc.constant(verb),
    path: fc.constant(target),
    query: fc.oneof(
      { arbitrary: fc.constant([]), weight: 3 },
      { arbitrary: fc.array(queryPair, { maxLength: 2 }), weight: 2 },
    ),
    headers: fc
      .tuple(headers, mediaType)
      .map(([more, type]) => (type === undefined ? more : [['content-type', type] as const, ...more])),
    body: bodyFor(verb, target),
    key,
  }),
);

function documentOf(text: string): object {
  return { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] };
}
