/** Who watches an issue, and who votes for it. */
import { printPerson } from '../print/person';
import { selfUrl } from '../print/printing';
import { readableIssue } from './access';
import { answer, type Handler } from './call';

export const listWatchers: Handler = (call) => {
  const issue = readableIssue(call, call.params.issueIdOrKey ?? '');
  return answer({
    self: selfUrl(call.print, `issue/${issue.key}/watchers`),
    isWatching: call.viewer !== null && issue.watchers.includes(call.viewer),
    watchCount: issue.watchers.length,
    watchers: issue.watchers.map((accountId) => printPerson(call.print, accountId)),
  });
};

export const listVoters: Handler = (call) => {
  const issue = readableIssue(call, call.params.issueIdOrKey ?? '');
  return answer({
    self: selfUrl(call.print, `issue/${issue.key}/votes`),
    votes: issue.voters.length,
    hasVoted: call.viewer !== null && issue.voters.includes(call.viewer),
    voters: issue.voters.map((accountId) => printPerson(call.print, accountId)),
  });
};
