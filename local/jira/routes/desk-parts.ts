/** Operations of service desks and requests, which have no versions. */
import * as desks from './desks';
import * as requests from './requests';
import { type Route, row, type Scopes } from './route';

const own = (verb: 'read' | 'write', ...things: readonly string[]): readonly string[] =>
  things.map((thing) => `${verb}:${thing}:jira-service-management`);
const USER = 'read:user:jira';

const READS = (...granular: readonly string[]): Scopes => [['read:servicedesk-request'], granular];
const WORK = (...granular: readonly string[]): Scopes => [['read:jira-work'], granular];
const WRITES = (thing: string): Scopes => [
  ['write:servicedesk-request'],
  [...own('read', thing), ...own('write', thing), USER],
];

const PAGE = ['start', 'limit'];
const desk = (...args: Parameters<typeof row>): Route => ({ ...row(...args), api: 'desk' });
const D = '/servicedesk/{serviceDeskId}';
const R = '/request/{issueIdOrKey}';
const TYPES = READS(...own('read', 'requesttype'));
const QUEUES = WORK(...own('read', 'queue'), USER, 'read:jql:jira');
const STATUS = READS(...own('read', 'request.status'), USER);
const COMMENT = READS(...own('read', 'request.comment'), USER);
const SLA = WORK(...own('read', 'request.sla'));

export const DESK_PARTS: readonly Route[] = [
  desk('GET', '/info', 'getInfo', desks.getInfo, [[], []]),
  desk('GET', '/servicedesk', 'getServiceDesks', desks.listDesks, READS(...own('read', 'servicedesk')), PAGE),
  desk('GET', D, 'getServiceDeskById', desks.getDesk, READS(...own('read', 'servicedesk'))),
  desk('GET', `${D}/requesttype`, 'getRequestTypes', desks.listRequestTypes, TYPES, [
    ...['groupId', 'expand', 'searchQuery', ...PAGE, 'includeHiddenRequestTypesInSearch', 'restrictionStatus'],
  ]),
  desk('GET', `${D}/requesttype/{requestTypeId}`, 'getRequestTypeById', desks.getRequestType, TYPES, ['expand']),
  desk('GET', `${D}/requesttype/{requestTypeId}/field`, 'getRequestTypeFields', desks.getForm, TYPES, ['expand']),
  desk('GET', `${D}/requesttypegroup`, 'getRequestTypeGroups', desks.listGroups, TYPES, PAGE),
  desk('GET', `${D}/queue`, 'getQueues', desks.listQueues, QUEUES, ['includeCount', ...PAGE]),
  desk('GET', `${D}/queue/{queueId}`, 'getQueue', desks.getQueue, QUEUES, ['includeCount']),
  desk(
    'GET',
    `${D}/queue/{queueId}/issue`,
    'getIssuesInQueue',
    desks.listQueueIssues,
    WORK(...own('read', 'queue'), USER, 'read:issue:jira'),
    PAGE,
  ),
  desk('POST', '/request', 'createCustomerRequest', requests.postRequest, WRITES('request')),
  desk('GET', R, 'getCustomerRequestByIdOrKey', requests.getRequest, READS(...own('read', 'request'), USER), [
    'expand',
  ]),
  desk('GET', `${R}/comment`, 'getRequestComments', requests.listRequestComments, COMMENT, [
    ...['public', 'internal', 'expand', ...PAGE],
  ]),
  desk('POST', `${R}/comment`, 'createRequestComment', requests.postRequestComment, WRITES('request.comment')),
  desk('GET', `${R}/comment/{commentId}`, 'getRequestCommentById', requests.getRequestComment, COMMENT, ['expand']),
  desk(
    'GET',
    `${R}/participant`,
    'getRequestParticipants',
    requests.listParticipants,
    READS(...own('read', 'request.participant'), USER),
    PAGE,
  ),
  desk('GET', `${R}/status`, 'getCustomerRequestStatus', requests.listStatuses, STATUS, PAGE),
  desk('GET', `${R}/sla`, 'getSlaInformation', requests.listSlas, SLA, PAGE),
  desk('GET', `${R}/sla/{slaMetricId}`, 'getSlaInformationById', requests.getSla, SLA),
  desk('GET', `${R}/transition`, 'getCustomerTransitions', requests.listRequestTransitions, STATUS, PAGE),
  desk(
    'POST',
    `${R}/transition`,
    'performCustomerTransition',
    requests.postRequestTransition,
    WRITES('request.status'),
  ),
];
