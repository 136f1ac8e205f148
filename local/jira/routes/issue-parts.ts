/** Rows of what belongs to single issues beside their fields: logged work and the like. */
import * as changelogs from './changelogs';
import * as properties from './properties';
import * as remoteLinks from './remote-links';
import { jira, READ, type Route, row, WRITE } from './route';
import * as screens from './screens';
import * as search from './search';
import * as watchers from './watchers';
import * as worklogs from './worklogs';

const WORKLOG_SCOPES = jira('group', 'issue-worklog', 'issue-worklog.property', 'project-role', 'user', 'avatar');
const WORKLOG_WRITE_SCOPES = ['write:issue-worklog:jira', 'write:issue-worklog.property:jira'];

const CHANGELOG_SCOPES = jira('issue-meta', 'avatar', 'issue.changelog');

export const ISSUE_PARTS: readonly Route[] = [
  row('POST', '/issue/{issueIdOrKey}/changelog/list', 'getChangeLogsByIds', changelogs.listChangelogByIds, [
    READ,
    CHANGELOG_SCOPES,
  ]),
  row('GET', '/issue/{issueIdOrKey}/properties', 'getIssuePropertyKeys', properties.listProperties, [
    READ,
    jira('issue.property'),
  ]),
  row('GET', '/issue/{issueIdOrKey}/properties/{propertyKey}', 'getIssueProperty', properties.getProperty, [
    READ,
    jira('issue.property'),
  ]),
  row('PUT', '/issue/{issueIdOrKey}/properties/{propertyKey}', 'setIssueProperty', properties.putProperty, [
    WRITE,
    ['write:issue.property:jira'],
  ]),
  row('DELETE', '/issue/{issueIdOrKey}/properties/{propertyKey}', 'deleteIssueProperty', properties.deleteProperty, [
    WRITE,
    ['delete:issue.property:jira'],
  ]),
  row(
    'GET',
    '/issue/createmeta',
    'getCreateIssueMeta',
    screens.listCreateMetadata,
    [READ, jira('issue-meta', 'avatar', 'field-configuration')],
    ['projectIds', 'projectKeys', 'issuetypeIds', 'issuetypeNames', 'expand'],
  ),
  row(
    'GET',
    '/issue/{issueIdOrKey}/remotelink',
    'getRemoteIssueLinks',
    remoteLinks.listRemoteLinks,
    [READ, jira('issue.remote-link', 'status')],
    ['globalId'],
  ),
  row('POST', '/issue/{issueIdOrKey}/remotelink', 'createOrUpdateRemoteIssueLink', remoteLinks.postRemoteLink, [
    WRITE,
    ['write:issue:jira', 'write:issue.remote-link:jira', 'read:issue.remote-link:jira'],
  ]),
  row('GET', '/issue/{issueIdOrKey}/remotelink/{linkId}', 'getRemoteIssueLinkById', remoteLinks.getRemoteLink, [
    READ,
    jira('issue.remote-link', 'status'),
  ]),
  row('PUT', '/issue/{issueIdOrKey}/remotelink/{linkId}', 'updateRemoteIssueLink', remoteLinks.putRemoteLink, [
    WRITE,
    ['write:issue:jira', 'write:issue.remote-link:jira'],
  ]),
  row(
    'DELETE',
    '/issue/{issueIdOrKey}/remotelink/{linkId}',
    'deleteRemoteIssueLinkById',
    remoteLinks.deleteRemoteLink,
    [WRITE, ['delete:issue.remote-link:jira', 'write:issue:jira']],
  ),
  row('GET', '/issue/{issueIdOrKey}/watchers', 'getIssueWatchers', watchers.listWatchers, [
    READ,
    jira('issue.watcher', 'user', 'avatar'),
  ]),
  row('GET', '/issue/{issueIdOrKey}/votes', 'getVotes', watchers.listVoters, [
    READ,
    jira('issue.vote', 'user', 'application-role', 'avatar', 'group'),
  ]),
  row(
    'POST',
    '/changelog/bulkfetch',
    'getBulkChangelogs',
    changelogs.bulkChangelogs,
    [READ, CHANGELOG_SCOPES],
    [],
    false,
  ),
  row('POST', '/jql/match', 'matchIssues', search.matchIssues, [READ, jira('issue-details')], [], false),
  row(
    'GET',
    '/issue/{issueIdOrKey}/worklog',
    'getIssueWorklog',
    worklogs.listWorklogs,
    [READ, WORKLOG_SCOPES],
    ['startAt', 'maxResults', 'startedAfter', 'startedBefore', 'expand'],
  ),
  row(
    'POST',
    '/issue/{issueIdOrKey}/worklog',
    'addWorklog',
    worklogs.postWorklog,
    [WRITE, [...WORKLOG_SCOPES, ...WORKLOG_WRITE_SCOPES]],
    ['notifyUsers', 'adjustEstimate', 'newEstimate', 'reduceBy', 'expand', 'overrideEditableFlag'],
  ),
  row(
    'GET',
    '/issue/{issueIdOrKey}/worklog/{id}',
    'getWorklog',
    worklogs.getWorklog,
    [READ, [...WORKLOG_SCOPES, 'read:comment:jira']],
    ['expand'],
  ),
  row(
    'PUT',
    '/issue/{issueIdOrKey}/worklog/{id}',
    'updateWorklog',
    worklogs.putWorklog,
    [WRITE, [...WORKLOG_SCOPES, 'read:comment:jira', 'write:comment:jira', ...WORKLOG_WRITE_SCOPES]],
    ['notifyUsers', 'adjustEstimate', 'newEstimate', 'expand', 'overrideEditableFlag'],
  ),
  row(
    'DELETE',
    '/issue/{issueIdOrKey}/worklog/{id}',
    'deleteWorklog',
    worklogs.deleteWorklog,
    [WRITE, ['delete:issue-worklog:jira', 'delete:issue-worklog.property:jira', 'write:issue.time-tracking:jira']],
    ['notifyUsers', 'adjustEstimate', 'newEstimate', 'increaseBy', 'overrideEditableFlag'],
  ),
];
