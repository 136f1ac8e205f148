/** Links from an issue to pages elsewhere, and who watches and votes for it. */
import type { Operation, Shape } from './operation';

const issue = { ref: 'issue' } as const;
const remoteLink = { ref: 'remoteLink', under: 'issue' } as const;

/** One that leads to an Atlassian site is not shown at all. Pictures are left out: their addresses lead anywhere. */
const REMOTE_LINK: Shape = {
  ref: 'remoteLink',
  show: {
    members: {
      id: 'number',
      self: { self: 'remoteLink' },
      globalId: 'keyed',
      application: { members: { type: 'text', name: 'text' } },
      relationship: 'text',
      object: {
        members: { url: { form: 'webUrl' }, title: 'text', summary: 'text', status: { members: { resolved: 'flag' } } },
      },
    },
  },
  ifForeign: 'remove',
};

const BODY: Shape = {
  members: {
    globalId: 'keyed',
    application: { members: { type: { form: 'appType' }, name: 'text' } },
    relationship: 'text',
    object: {
      members: {
        url: { form: 'secureUrl' },
        title: 'text',
        summary: 'text',
        status: { members: { resolved: 'flag' } },
      },
      required: ['url', 'title'],
    },
  },
  required: ['object'],
};

export const REMOTE_LINKS: readonly Operation[] = [
  {
    id: 'getRemoteIssueLinks',
    method: 'GET',
    path: 'issue/{issue}/remotelink',
    kind: 'relay',
    needs: 'issue:read',
    places: { issue },
    answer: { list: REMOTE_LINK },
    status: 200,
    check: 'beside',
  },
  {
    id: 'createOrUpdateRemoteIssueLink',
    method: 'POST',
    path: 'issue/{issue}/remotelink',
    kind: 'relay',
    needs: 'issue:link',
    places: { issue },
    body: BODY,
    answer: { members: { id: 'number', self: { self: 'remoteLink' } } },
    status: 201,
    check: 'before',
  },
  {
    id: 'getRemoteIssueLinkById',
    method: 'GET',
    path: 'issue/{issue}/remotelink/{remoteLink}',
    kind: 'relay',
    needs: 'issue:read',
    places: { issue, remoteLink },
    answer: REMOTE_LINK,
    status: 200,
    check: 'beside',
  },
  {
    id: 'updateRemoteIssueLink',
    method: 'PUT',
    path: 'issue/{issue}/remotelink/{remoteLink}',
    kind: 'relay',
    needs: 'issue:link',
    places: { issue, remoteLink },
    body: BODY,
    answer: 'empty',
    status: 204,
    check: 'before',
  },
  {
    id: 'deleteRemoteIssueLinkById',
    method: 'DELETE',
    path: 'issue/{issue}/remotelink/{remoteLink}',
    kind: 'relay',
    needs: 'issue:link',
    places: { issue, remoteLink },
    answer: 'empty',
    status: 204,
    check: 'before',
  },
  {
    id: 'getIssueWatchers',
    method: 'GET',
    path: 'issue/{issue}/watchers',
    kind: 'relay',
    needs: 'issue:read',
    places: { issue },
    answer: { members: { watchers: { list: 'human' }, watchCount: { countOf: 'watchers' } } },
    status: 200,
    check: 'beside',
    tells: ['watches'],
  },
  {
    id: 'getVotes',
    method: 'GET',
    path: 'issue/{issue}/votes',
    kind: 'relay',
    needs: 'issue:read',
    places: { issue },
    answer: { members: { voters: { list: 'human' }, votes: { countOf: 'voters' } } },
    status: 200,
    check: 'beside',
    tells: ['votes'],
  },
];
