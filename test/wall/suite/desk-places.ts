/**
 * Where references can stand in the operations of service desks: desks, request types and queues, requests by the key or id
 * of their issue, and what a new request's body names.
 */
import { FIXTURE } from '../../../local/jira/seeds/fixture';
import { fieldPlaces } from './field-places';
import type { OperationPlaces, Place } from './place';
import type { PathPlace } from './places';
import {
  COMMENTS,
  DESKS,
  type ForeignNames,
  HIDDEN_COMMENTS,
  ISSUES,
  PEOPLE,
  QUEUES,
  REQUEST_TYPES,
  type Reference,
  SLAS,
} from './references';

const { issues, desks, requestTypes, queues, slas, comments, people } = FIXTURE;

const REQUESTS = [
  ...['getCustomerRequestByIdOrKey', 'getRequestComments', 'createRequestComment', 'getRequestCommentById'],
  ...['getRequestParticipants', 'getCustomerRequestStatus', 'getSlaInformation', 'getSlaInformationById'],
  ...['getCustomerTransitions', 'performCustomerTransition'],
];
const ISSUE: PathPlace = { own: issues.alpha1.key, references: ISSUES, row: 'C-JSM-04' };

/** Places in paths. */
export const DESK_SEGMENTS: Readonly<Record<string, PathPlace>> = {
  serviceDeskId: { own: desks.alpha, references: DESKS },
  requestTypeId: { own: requestTypes.alpha, references: REQUEST_TYPES },
  queueId: { own: queues.alpha, references: QUEUES },
  commentId: { own: comments.alpha1, references: COMMENTS },
  slaMetricId: { own: slas.alpha, references: SLAS },
  ...Object.fromEntries(REQUESTS.map((operation) => [`${operation} issueIdOrKey`, ISSUE])),
};

const ids = (references: readonly Reference[]) => references.filter(({ foreign }) => /^[0-9]+$/.test(foreign));

/** All other places, by operation. */
export function deskPlaces(names: ForeignNames): Readonly<Record<string, OperationPlaces>> {
  const values = { summary: 'Made by a key' };
  const create = (more: object, fields: object = {}) => ({
    serviceDeskId: desks.alpha,
    requestTypeId: requestTypes.alpha,
    requestFieldValues: { ...values, ...fields },
    ...more,
  });
  const inBody = (name: string, own: string, references: readonly Reference[], row?: string): Place => ({
    at: `body ${name}`,
    ...(row === undefined ? {} : { row }),
    own,
    references,
    fill: (each) => ({ body: create({ [name]: each }) }),
  });
  const invites = 'nobody is invited, and nothing is done in anybody’s name';
  const mine = (own: string, references: readonly Reference[], name: string): Place => ({
    at: `path ${name} below the issue of all of them`,
    own,
    references,
    fill: (each) => ({ params: { issueIdOrKey: issues.movedIn.key, [name]: each } }),
  });
  return {
    createCustomerRequest: {
      request: () => ({ body: create({}) }),
      places: [
        inBody('serviceDeskId', desks.alpha, ids(DESKS), 'C-JSM-07'),
        inBody('requestTypeId', requestTypes.alpha, REQUEST_TYPES, 'C-JSM-07'),
        {
          at: 'body serviceDeskId and requestTypeId, both foreign',
          row: 'C-JSM-07',
          own: requestTypes.alpha,
          references: REQUEST_TYPES,
          fill: (requestTypeId) => ({
            body: create({
              requestTypeId,
              serviceDeskId: DESK_OF[requestTypeId] ?? FIXTURE.missing.deskId,
            }),
          }),
        },
        { ...inBody('raiseOnBehalfOf', people.colleague, PEOPLE, 'C-JSM-07'), refused: invites },
        {
          ...inBody('requestParticipants', people.colleague, PEOPLE, 'C-JSM-07'),
          fill: (each) => ({ body: create({ requestParticipants: [each] }) }),
          refused: invites,
        },
        ...fieldPlaces('create', ({ fields }) => create({}, fields), names)
          .filter(({ at }) => at.startsWith('body fields.'))
          .map((place) => ({
            ...place,
            at: place.at.replace('body fields.', 'body requestFieldValues.'),
            ...(NOT_ON_FORMS.test(place.at) ? { refused: 'a form asks for what a request is about' } : {}),
          })),
      ],
    },
    getIssuesInQueue: {
      places: [
        {
          at: 'path queueId of one that reaches further',
          row: 'C-JSM-09',
          own: queues.alphaWide,
          references: QUEUES,
          fill: (queueId) => ({ params: { queueId }, query: { limit: '30' } }),
        },
      ],
    },
    getRequestComments: {
      places: [
        {
          at: 'path issueIdOrKey with internal comments',
          row: 'C-JSM-06',
          own: issues.alpha1.key,
          references: ISSUES,
          fill: (issueIdOrKey) => ({ params: { issueIdOrKey }, query: { public: 'true', internal: 'true' } }),
        },
      ],
    },
    getRequestCommentById: {
      places: [
        { ...inComment(comments.alpha2), at: 'path commentId below its own issue' },
        {
          at: 'path issueIdOrKey and commentId, both foreign',
          row: 'C-ISS-11',
          own: comments.alpha1,
          references: COMMENTS.slice(0, 1),
          fill: (commentId) => ({
            params: {
              issueIdOrKey:
                commentId === comments.alpha1
                  ? issues.alpha1.key
                  : commentId === comments.omega1
                    ? issues.omega1.key
                    : FIXTURE.missing.issueKey,
              commentId,
            },
          }),
        },
      ],
    },
    createRequestComment: {
      request: () => ({ body: { body: 'Said by a key.', public: true } }),
      places: [
        {
          at: 'body body mention',
          row: 'C-WRITE-20',
          own: people.colleague,
          references: PEOPLE,
          fill: (person) => ({ body: { body: `Ask [~accountid:${person}]`, public: true } }),
        },
      ],
    },
    performCustomerTransition: {
      request: () => ({ params: { issueIdOrKey: issues.plain.key }, body: { id: '21' } }),
      places: [
        {
          at: 'body additionalComment.body mention',
          row: 'C-WRITE-20',
          own: people.colleague,
          references: PEOPLE,
          fill: (person) => ({ body: { id: '21', additionalComment: { body: `Ask [~accountid:${person}]` } } }),
        },
      ],
    },
    getSlaInformationById: { places: [mine(slas.alpha, SLAS, 'slaMetricId')] },
  };
}

const inComment = (own: string): Omit<Place, 'at'> => ({
  own,
  references: HIDDEN_COMMENTS,
  fill: (commentId) => ({ params: { issueIdOrKey: issues.alpha2.key, commentId } }),
});

const DESK_OF: Readonly<Record<string, string>> = {
  [requestTypes.alpha]: desks.alpha,
  [requestTypes.omega]: desks.omega,
  [requestTypes.beta]: desks.beta,
};

const NOT_ON_FORMS = /^body fields\.(?:project|issuetype|parent|reporter|assignee)\b/;
