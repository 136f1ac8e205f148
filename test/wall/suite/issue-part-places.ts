/**
 * Where references can stand in the operations on what belongs to single issues beside their fields: logged work and
 * the like.
 */
import { FIXTURE } from '../../../local/jira/seeds/fixture';
import { type OperationPlaces, type Place, rich, type Version } from './place';
import type { PathPlace } from './places';
import {
  type ForeignNames,
  HIDDEN_REMOTE_LINKS,
  ISSUES,
  PEOPLE,
  PROJECTS,
  REMOTE_LINKS,
  type Reference,
  WORKLOGS,
} from './references';

const { issues, projects, people, worklogs, remoteLinks } = FIXTURE;

/** Places in paths. */
export const ISSUE_PART_SEGMENTS: Readonly<Record<string, PathPlace>> = {
  'getWorklog id': { own: worklogs.alpha, references: WORKLOGS },
  'updateWorklog id': { own: worklogs.alpha, references: WORKLOGS },
  'getRemoteIssueLinkById linkId': { own: remoteLinks.alpha1, references: REMOTE_LINKS },
  'updateRemoteIssueLink linkId': { own: remoteLinks.alpha1, references: REMOTE_LINKS },
  'deleteRemoteIssueLinkById linkId': { own: remoteLinks.alpha1, references: REMOTE_LINKS },
  'deleteWorklog id': { own: worklogs.alpha, references: WORKLOGS },
};

const ids = (references: readonly Reference[]) => references.filter(({ foreign }) => /^[0-9]+$/.test(foreign));

/** Above every id of the fixture. */
const NO_ENTRY = '59999';

/** All other places, by operation. */
export function issuePartPlaces(names: ForeignNames): Readonly<Record<string, OperationPlaces>> {
  const logged = (version: Version, mention?: string) => ({
    body: { timeSpentSeconds: 1200, comment: rich(version, 'Logged by a key.', mention) },
  });
  const mention: Place = {
    at: 'body comment mention',
    row: 'C-WRITE-20',
    own: people.colleague,
    references: PEOPLE,
    fill: (person, version) => logged(version, person),
  };
  const bothForeign: Place = {
    at: 'path issueIdOrKey and id, both foreign',
    row: 'C-ISS-11',
    own: worklogs.alpha,
    references: WORKLOGS.slice(0, 1),
    fill: (id) => ({
      params: {
        issueIdOrKey: id === worklogs.alpha ? issues.alpha1.key : id === worklogs.omega ? issues.omega1.key : 'NOPES-1',
        id,
      },
    }),
  };
  const estimate = (name: string, adjustEstimate: string): Place => ({
    at: `path issueIdOrKey with ${name}`,
    row: 'C-WRITE-22',
    own: issues.alpha1.id,
    references: ids(ISSUES),
    fill: (issueIdOrKey) => ({ params: { issueIdOrKey }, query: { adjustEstimate, [name]: '2h 30m' } }),
  });
  const linked = () => ({ body: { object: { url: 'https://pages.example.com/new', title: 'The page' } } });
  const hiddenLink: Place = {
    at: 'path linkId below its own issue',
    own: remoteLinks.alpha2,
    references: HIDDEN_REMOTE_LINKS,
    fill: (linkId) => ({
      params: { issueIdOrKey: linkId === remoteLinks.alpha2 ? issues.alpha2.key : issues.alpha3.key, linkId },
    }),
  };
  const entries: readonly Reference[] = [
    { row: 'C-ISS-11', kind: 'entry of a foreign issue', foreign: names.foreignEntry, never: NO_ENTRY },
    { row: 'C-READ-05', kind: 'entry from before it came in', foreign: names.earlierEntry, never: NO_ENTRY },
  ];
  const many = (issue: string, more: object = {}) => ({ body: { issueIdsOrKeys: [issues.alpha1.id, issue], ...more } });
  return {
    getCreateIssueMeta: {
      request: () => ({ query: { projectKeys: projects.alpha.key, expand: 'projects.issuetypes.fields' } }),
      places: (
        [
          ['projectIds', projects.alpha.id, ids(PROJECTS)],
          ['projectKeys', projects.alpha.key, PROJECTS.filter(({ foreign }) => !/^[0-9]/.test(foreign))],
        ] as const
      ).flatMap(([name, own, references]): readonly Place[] => [
        { at: `query ${name}`, row: 'C-READ-10', own, references, fill: (each) => ({ query: { [name]: each } }) },
        {
          at: `query ${name} beside an own one`,
          row: 'C-READ-10',
          own,
          references,
          fill: (each) => ({ query: { [name]: `${own},${each}` } }),
        },
      ]),
    },
    getCreateIssueMetaIssueTypes: {},
    getCreateIssueMetaIssueTypeId: {},
    getEditIssueMeta: {},
    getChangeLogs: {},
    getChangeLogsByIds: {
      request: () => ({
        params: { issueIdOrKey: issues.movedIn.key },
        body: { changelogIds: [Number(names.ownEntry)] },
      }),
      places: [
        {
          at: 'body changelogIds',
          own: names.ownEntry,
          references: entries,
          fill: (id) => ({ body: { changelogIds: [Number(id)] } }),
        },
        {
          at: 'body changelogIds beside an own one',
          own: names.ownEntry,
          references: entries,
          fill: (id) => ({ body: { changelogIds: [Number(names.ownEntry), Number(id)] } }),
        },
      ],
    },
    getBulkChangelogs: {
      request: () => many(issues.movedIn.key),
      places: [
        {
          at: 'body issueIdsOrKeys',
          row: 'C-CHILD-01',
          own: issues.everyField.key,
          references: ISSUES,
          fill: (issue) => many(issue),
        },
        {
          at: 'body issueIdsOrKeys of one field',
          row: 'C-READ-05',
          own: issues.everyField.key,
          references: ISSUES,
          fill: (issue) => many(issue, { fieldIds: ['summary'] }),
        },
      ],
    },
    matchIssues: {
      request: () => ({ body: { issueIds: [Number(issues.alpha1.id)], jqls: ['created > "2020/01/01"'] } }),
      places: [
        {
          at: 'body issueIds',
          row: 'C-JQL-36',
          own: issues.plain.id,
          references: ids(ISSUES),
          fill: (id) => ({
            body: {
              issueIds: [Number(issues.alpha1.id), Number(id)],
              jqls: ['created > "2020/01/01"', 'labels is EMPTY'],
            },
          }),
        },
      ],
    },
    getRemoteIssueLinks: {},
    createOrUpdateRemoteIssueLink: {
      request: linked,
      places: [
        {
          at: 'body object.url',
          row: 'C-WRITE-24',
          own: 'https://pages.example.com/other',
          references: [
            {
              row: 'C-WRITE-24',
              kind: 'address of a foreign issue',
              foreign: `https://example.atlassian.net/browse/${issues.omega1.key}`,
              never: 'https://example.atlassian.net/browse/NOPES-1',
            },
          ],
          fill: (url) => ({ body: { object: { url, title: 'See' } } }),
        },
      ],
    },
    getRemoteIssueLinkById: { places: [hiddenLink] },
    updateRemoteIssueLink: { request: linked, places: [hiddenLink] },
    deleteRemoteIssueLinkById: { places: [hiddenLink] },
    getIssueWatchers: {},
    getVotes: {},
    addWorklog: { request: logged, places: [mention, estimate('newEstimate', 'new'), estimate('reduceBy', 'manual')] },
    getWorklog: { places: [bothForeign] },
    updateWorklog: { request: logged, places: [mention, bothForeign, estimate('newEstimate', 'new')] },
    deleteWorklog: { places: [bothForeign, estimate('increaseBy', 'manual')] },
  };
}
