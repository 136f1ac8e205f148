/**
 * Names of parameters and members that Jira documents and that stand in no row, or not in this one. They are nobody's, so
 * a refusal may tell them; every other unknown name is told by its number alone.
 */
export const DOCUMENTED: ReadonlySet<string> = new Set(
  (
    'visibility properties historyMetadata expand startAt maxResults validateQuery fieldsByKeys notifyUsers ' +
    'username name key issueKey issueId globalId moveUnfixedIssuesTo lead leadUserName parentId ' +
    'raiseOnBehalfOf requestParticipants channel form'
  ).split(' '),
);
