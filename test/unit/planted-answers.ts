/**
 * Answers of Jira with something planted that is not inside: each a whole answer, with the place of the plant. Filter
 * and guard are shown the same ones, each alone.
 */
import type { Shape } from '../../src/catalogue/operation';
import { BASE_URL, FOREIGN, OWN } from './gateway-world';

export const MARK = 'PLANTED';
const JIRA = 'https://site.example/rest/api/3';

export type Planted = {
  readonly what: string;
  readonly path: string;
  readonly shape: Shape;
  readonly answer: unknown;
  /** The same place with something of the key's own project, which has to stay. */
  readonly own: unknown;
  /** What of `own` is shown by its word. */
  readonly stays: string;
};

const issue = (id: string, key: string, projectId: string, fields: object = {}) => ({
  id,
  key,
  self: `${JIRA}/issue/${id}`,
  fields: {
    summary: 'Own work',
    project: { id: projectId, key: key.replace(/-.*$/, ''), name: 'Name' },
    security: null,
    ...fields,
  },
});
const own = (fields: object = {}) => issue('11024', 'ALPHA-24', OWN, fields);
const end = (id: string, key: string, summary: string) => ({
  id,
  key,
  self: `${JIRA}/issue/${id}`,
  fields: { summary, status: { id: '10200', name: 'To Do' } },
});
const foreignEnd = end('20001', 'OMEGA-1', MARK);
const ownEnd = end('11025', 'ALPHA-25', 'Stays');
const link = (inward: object) => ({
  id: '41010',
  self: `${JIRA}/issueLink/41010`,
  type: { id: '1', name: 'Blocks', inward: 'is blocked by', outward: 'blocks' },
  inwardIssue: inward,
});
const comment = (issueId: string, body: string, more: object = {}) => ({
  id: '40010',
  self: `${JIRA}/issue/${issueId}/comment/40010`,
  body,
  ...more,
});
const scope = (projectId: string, id: string) => ({
  id: '10200',
  name: 'To Do',
  description: 'Stays',
  scope: { type: 'PROJECT', project: { id: projectId, key: id } },
});

const ONE: Pick<Planted, 'path' | 'shape'> = { path: '/rest/api/2/issue/ALPHA-24', shape: { named: 'issue' } };

export const PLANTED: readonly Planted[] = [
  {
    ...ONE,
    what: 'a foreign issue at the end of a link',
    answer: own({ issuelinks: [link(foreignEnd)] }),
    own: own({ issuelinks: [link(ownEnd)] }),
    stays: 'ALPHA-25',
  },
  {
    ...ONE,
    what: 'a foreign parent',
    answer: own({ parent: foreignEnd }),
    own: own({ parent: ownEnd }),
    stays: 'ALPHA-25',
  },
  {
    ...ONE,
    what: 'a foreign subtask',
    answer: own({ subtasks: [foreignEnd] }),
    own: own({ subtasks: [ownEnd] }),
    stays: 'ALPHA-25',
  },
  {
    ...ONE,
    what: 'a comment of another issue',
    answer: own({ comment: { comments: [comment('20001', MARK)], total: 1 } }),
    own: own({ comment: { comments: [comment('11024', 'Stays')], total: 1 } }),
    stays: 'Stays',
  },
  {
    what: 'a row of a foreign project in a search',
    path: '/rest/api/2/search/jql?fields=summary,project',
    shape: { page: { named: 'issue' }, rows: 'issues', total: 'drop' },
    answer: { issues: [own(), issue('20001', 'OMEGA-1', FOREIGN, { summary: MARK })] },
    own: { issues: [own(), issue('11025', 'ALPHA-25', OWN, { summary: 'Stays' })] },
    stays: 'Stays',
  },
  {
    what: 'a row with a security level in a search',
    path: '/rest/api/2/search/jql?fields=summary,project',
    shape: { page: { named: 'issue' }, rows: 'issues', total: 'drop' },
    answer: {
      issues: [
        issue('20001', 'OMEGA-1', OWN, { summary: MARK, security: { id: '1' }, project: { id: OWN, key: 'ALPHA' } }),
      ],
    },
    own: { issues: [issue('11025', 'ALPHA-25', OWN, { summary: 'Stays', security: null })] },
    stays: 'Stays',
  },
  {
    what: 'a foreign project',
    path: '/rest/api/2/project/ALPHA',
    shape: { list: { ref: 'project', show: { named: 'project' }, ifForeign: 'remove' } },
    answer: [{ id: FOREIGN, key: 'OMEGA', name: MARK, self: `${JIRA}/project/${FOREIGN}` }],
    own: [{ id: OWN, key: 'ALPHA', name: 'Stays', self: `${JIRA}/project/${OWN}` }],
    stays: 'Stays',
  },
  {
    ...ONE,
    what: 'the project of a status that belongs to one project',
    answer: own({ status: scope(FOREIGN, MARK) }),
    own: own({ status: scope(OWN, 'ALPHA') }),
    stays: `"scope":{"type":"PROJECT","project":{"id":"${OWN}"}}`,
  },
  {
    ...ONE,
    what: 'members that no shape names',
    answer: { ...own(), changelog: { histories: [{ items: [{ toString: MARK }] }] }, properties: { a: MARK } },
    own: own(),
    stays: 'Own work',
  },
  {
    ...ONE,
    what: 'fields that no rule offers',
    answer: own({ votes: { self: MARK }, customfield_10099: MARK, customfield_10063: { key: MARK }, lastViewed: MARK }),
    own: own({ customfield_10050: 'Stays' }),
    stays: 'Stays',
  },
  {
    ...ONE,
    what: 'addresses that lead elsewhere',
    answer: own({ priority: { id: '1', name: 'High', self: `https://elsewhere.example/${MARK}`, iconUrl: MARK } }),
    own: own({ priority: { id: '1', name: 'High', self: `${JIRA}/priority/1` } }),
    stays: `${BASE_URL}/rest/api/2/priority/1`,
  },
  {
    ...ONE,
    what: "people's addresses and pictures",
    answer: own({ assignee: { accountId: 'a', displayName: 'Name', emailAddress: MARK, avatarUrls: { a: MARK } } }),
    own: own({ assignee: { accountId: 'a', displayName: 'Stays', active: true } }),
    stays: 'Stays',
  },
];
