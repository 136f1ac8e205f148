/** Links from an issue to pages elsewhere, and who watches and votes for it. */
import type { Operation, Shape } from './operation';

const issue = { ref: 'issue' } as const;
const remoteLink = { ref: 'remoteLink', under: 'issue' } as const;

const reads = { kind: 'relay', method: 'GET', places: { issue }, status: 200, check: 'beside' } as const;
const readsOne = { kind: 'relay', method: 'GET', status: 200, check: 'beside' } as const;
const writes = { kind: 'relay', check: 'before' } as const;

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
    path: 'issue/{issue}/remotelink',
    ...reads,
    needs: 'issue:read',
    answer: { list: REMOTE_LINK },
  },
  {
    id: 'createOrUpdateRemoteIssueLink',
    method: 'POST',
    path: 'issue/{issue}/remotelink',
    ...writes,
    needs: 'issue:link',
    places: { issue },
    body: BODY,
    answer: { members: { id: 'number', self: { self: 'remoteLink' } } },
    status: 201,
  },
  {
    id: 'getRemoteIssueLinkById',
    path: 'issue/{issue}/remotelink/{remoteLink}',
    ...readsOne,
    needs: 'issue:read',
    places: { issue, remoteLink },
    answer: REMOTE_LINK,
  },
  {
    id: 'updateRemoteIssueLink',
    method: 'PUT',
    path: 'issue/{issue}/remotelink/{remoteLink}',
    ...writes,
    needs: 'issue:link',
    places: { issue, remoteLink },
    body: BODY,
    answer: 'empty',
    status: 204,
  },
  {
    id: 'deleteRemoteIssueLinkById',
    method: 'DELETE',
    path: 'issue/{issue}/remotelink/{remoteLink}',
    ...writes,
    needs: 'issue:link',
    places: { issue, remoteLink },
    answer: 'empty',
    status: 204,
  },
  {
    id: 'getIssueWatchers',
    path: 'issue/{issue}/watchers',
    ...reads,
    needs: 'issue:read',
    answer: { members: { watchers: { list: 'human' }, watchCount: { countOf: 'watchers' } } },
    tells: ['watches'],
  },
  {
    id: 'getVotes',
    path: 'issue/{issue}/votes',
    ...reads,
    needs: 'issue:read',
    answer: { members: { voters: { list: 'human' }, votes: { countOf: 'voters' } } },
    tells: ['votes'],
  },
];
