/**
 * Service desks and requests. A request is an issue, so what is done to it by this door needs what it needs by the other:
 * its comments the permissions of comments. Left out on purpose: how many issues a queue holds and its query, which may reach
 * into every project; addresses of portals; and everything that invites people or acts in somebody's name.
 */
import { REQUEST_COMMENT } from './comment-body';
import type { Operation, Query, Shape } from './operation';

const desk = { ref: 'desk' } as const;
const requestType = { ref: 'requestType', under: 'desk' } as const;
const queue = { ref: 'queue', under: 'desk' } as const;
const issue = { ref: 'issue', needs: 'request:read' } as const;

const PAGE: Readonly<Record<string, Query>> = { start: 'count', limit: 'count' };
const EXPAND: Readonly<Record<string, Query>> = { expand: { expand: {} } };
const never: Query = { only: ['false'] };

const page = (row: Shape): Shape => ({ members: { values: { list: row } } });
const MOMENT: Shape = { members: { iso8601: 'text', jira: 'text', friendly: 'text', epochMillis: 'number' } };
const SPAN: Shape = { members: { millis: 'number', friendly: 'text' } };
/** Without address, picture and links. */
const PERSON: Shape = { members: { accountId: 'text', displayName: 'text', active: 'flag' } };

const DESK = {
  ofDesk: 'desk',
  show: {
    members: {
      id: 'text',
      projectId: 'text',
      projectName: 'text',
      projectKey: 'text',
      _links: { links: { self: 'desk' } },
    },
  },
} as const satisfies Shape;

const TYPE: Shape = {
  ofDesk: 'requestType',
  show: {
    members: {
      id: 'text',
      _links: { links: { self: 'requestType' } },
      name: 'text',
      description: 'text',
      helpText: 'text',
      issueTypeId: 'text',
      serviceDeskId: 'text',
      groupIds: { list: 'text' },
      canCreateRequest: 'flag',
    },
  },
};

const QUEUE: Shape = {
  ofDesk: 'queue',
  show: {
    members: { id: 'text', name: 'text', fields: { list: 'shownField' }, _links: { links: { self: 'queue' } } },
  },
};

/** Columns of a queue do not say in which project an issue is: a look-up does. */
const QUEUED: Shape = {
  ofDesk: 'issue',
  show: { members: { id: 'text', self: { self: 'issue' }, key: 'text', fields: { issueFields: 'read' } } },
};

const STATUS: Shape = { members: { status: 'text', statusCategory: 'text', statusDate: MOMENT } };

const REQUEST: Shape = {
  ofDesk: 'request',
  show: {
    members: {
      issueId: 'text',
      issueKey: 'text',
      summary: { shape: 'text', field: 'summary' },
      // The request type says which type of issue it makes.
      requestTypeId: { shape: 'text', field: 'issuetype' },
      serviceDeskId: 'text',
      createdDate: { shape: MOMENT, field: 'created' },
      reporter: { shape: PERSON, field: 'reporter' },
      requestFieldValues: { list: 'requestField' },
      currentStatus: { shape: STATUS, field: 'status' },
      _links: { links: { jiraRest: 'issue', self: 'request' } },
    },
  },
};

const COMMENT: Shape = {
  ofDesk: 'comment',
  show: {
    members: {
      id: 'text',
      body: 'text',
      public: 'flag',
      author: PERSON,
      created: MOMENT,
      _links: { links: { self: 'comment' } },
    },
  },
};

const cycle = {
  startTime: MOMENT,
  breachTime: MOMENT,
  breached: 'flag',
  goalDuration: SPAN,
  elapsedTime: SPAN,
  remainingTime: SPAN,
} as const;
const SLA: Shape = {
  ofDesk: 'sla',
  show: {
    members: {
      id: 'text',
      name: 'text',
      _links: { links: { self: 'sla' } },
      completedCycles: { list: { ofDesk: 'cycle', show: { members: { ...cycle, stopTime: MOMENT } } } },
      ongoingCycle: {
        ofDesk: 'cycle',
        show: { members: { ...cycle, paused: 'flag', withinCalendarHours: 'flag' } },
      },
      slaDisplayFormat: 'text',
    },
  },
};

const FIELD: Shape = {
  fieldRow: {
    members: {
      fieldId: 'word',
      name: 'text',
      description: 'text',
      required: 'flag',
      validValues: 'validValues',
      jiraSchema: { named: 'fieldSchema' },
      visible: 'flag',
    },
  },
  on: 'create',
};

const read = {
  method: 'GET',
  api: 'desk',
  kind: 'relay',
  needs: 'request:read',
  status: 200,
  check: 'desk',
} as const;
const write = { method: 'POST', api: 'desk', kind: 'relay', check: 'before' } as const;

export const DESKS: readonly Operation[] = [
  { id: 'getInfo', method: 'GET', api: 'desk', path: 'info', kind: 'own', by: 'deskInfo' },
  {
    id: 'getServiceDesks',
    method: 'GET',
    api: 'desk',
    path: 'servicedesk',
    kind: 'own',
    by: 'listDesks',
    needs: 'request:read',
    query: PAGE,
  },
  {
    id: 'getServiceDeskById',
    ...read,
    path: 'servicedesk/{desk}',
    places: { desk },
    answer: DESK,
  },
  {
    id: 'getRequestTypes',
    ...read,
    path: 'servicedesk/{desk}/requesttype',
    places: { desk },
    query: { ...PAGE, ...EXPAND, groupId: 'count', searchQuery: 'text', includeHiddenRequestTypesInSearch: never },
    answer: page(TYPE),
    desk: { pages: true },
  },
  {
    id: 'getRequestTypeById',
    ...read,
    path: 'servicedesk/{desk}/requesttype/{requestType}',
    places: { desk, requestType },
    query: EXPAND,
    answer: TYPE,
  },
  {
    id: 'getRequestTypeFields',
    ...read,
    path: 'servicedesk/{desk}/requesttype/{requestType}/field',
    places: { desk, requestType },
    query: EXPAND,
    answer: { members: { requestTypeFields: { list: FIELD } } },
    lexicon: true,
    lookUp: { below: true },
  },
  {
    id: 'getRequestTypeGroups',
    ...read,
    path: 'servicedesk/{desk}/requesttypegroup',
    places: { desk },
    query: PAGE,
    answer: page({ members: { id: 'text', name: 'text' } }),
    desk: { pages: true },
  },
  {
    id: 'getQueues',
    ...read,
    path: 'servicedesk/{desk}/queue',
    places: { desk },
    query: { ...PAGE, includeCount: never },
    answer: page(QUEUE),
    lexicon: true,
    desk: { pages: true },
  },
  {
    id: 'getQueue',
    ...read,
    path: 'servicedesk/{desk}/queue/{queue}',
    places: { desk, queue },
    query: { includeCount: never },
    answer: QUEUE,
    lexicon: true,
  },
  {
    id: 'getIssuesInQueue',
    ...read,
    path: 'servicedesk/{desk}/queue/{queue}/issue',
    needs: 'issue:read',
    places: { desk: { ...desk, needs: 'request:read' }, queue },
    query: PAGE,
    answer: page(QUEUED),
    lexicon: true,
    desk: { pages: true, by: 'issues' },
    lookUp: { below: true },
  },
  {
    id: 'createCustomerRequest',
    ...write,
    path: 'request',
    needs: 'request:create',
    body: {
      members: {
        serviceDeskId: { ref: 'desk', show: 'text', ifForeign: 'remove' },
        requestTypeId: { ref: 'requestType', show: 'text', ifForeign: 'remove' },
        requestFieldValues: { issueFields: 'request' },
      },
      required: ['serviceDeskId', 'requestTypeId', 'requestFieldValues'],
    },
    creates: 'request',
    answer: REQUEST,
    status: 201,
    lexicon: true,
    lookUp: { below: true },
  },
  {
    id: 'getCustomerRequestByIdOrKey',
    ...read,
    path: 'request/{issue}',
    places: { issue },
    query: EXPAND,
    answer: REQUEST,
    lexicon: true,
    desk: { by: 'desk' },
  },
  {
    id: 'getRequestComments',
    ...read,
    path: 'request/{issue}/comment',
    needs: 'comment:read',
    places: { issue },
    query: { ...PAGE, ...EXPAND, public: { only: ['true'] }, internal: 'unused' },
    send: [
      ['public', 'true'],
      ['internal', 'false'],
    ],
    answer: page(COMMENT),
    desk: { pages: true, by: 'comments' },
    tells: ['comment'],
  },
  {
    id: 'createRequestComment',
    ...write,
    path: 'request/{issue}/comment',
    needs: 'comment:create',
    places: { issue },
    body: REQUEST_COMMENT,
    answer: COMMENT,
    status: 201,
  },
  {
    id: 'getRequestCommentById',
    ...read,
    path: 'request/{issue}/comment/{comment}',
    needs: 'comment:read',
    places: { issue, comment: { ref: 'comment', under: 'issue' } },
    query: EXPAND,
    answer: COMMENT,
    tells: ['comment'],
  },
  {
    id: 'getRequestParticipants',
    ...read,
    path: 'request/{issue}/participant',
    places: { issue },
    query: PAGE,
    answer: page(PERSON),
    desk: { pages: true },
  },
  {
    id: 'getCustomerRequestStatus',
    ...read,
    path: 'request/{issue}/status',
    places: { issue },
    query: PAGE,
    answer: page({ ofDesk: 'status', show: STATUS }),
    tells: ['status'],
    desk: { pages: true, by: 'arrival' },
  },
  {
    id: 'getSlaInformation',
    ...read,
    path: 'request/{issue}/sla',
    places: { issue },
    query: PAGE,
    answer: page(SLA),
    desk: { pages: true, by: 'arrival' },
    tells: ['status', 'resolution'],
  },
  {
    id: 'getSlaInformationById',
    ...read,
    path: 'request/{issue}/sla/{sla}',
    places: { issue, sla: { ref: 'sla', under: 'issue' } },
    answer: SLA,
    desk: { by: 'arrival' },
    tells: ['status', 'resolution'],
  },
  {
    id: 'getCustomerTransitions',
    ...read,
    path: 'request/{issue}/transition',
    places: { issue },
    query: PAGE,
    answer: page({ members: { id: 'text', name: 'text' } }),
    desk: { pages: true },
    tells: ['status'],
  },
  {
    id: 'performCustomerTransition',
    ...write,
    path: 'request/{issue}/transition',
    needs: 'request:edit',
    places: { issue },
    body: {
      members: {
        id: 'id',
        name: 'printed',
        additionalComment: {
          shape: { members: { body: 'rich' }, required: ['body'] },
          needs: 'comment:create',
        },
      },
      required: ['id'],
    },
    answer: 'empty',
    status: 204,
    lookUp: { transitions: true },
  },
];
