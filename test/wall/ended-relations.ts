/**
 * What a write ends across the border when it sets a field of a granted issue: whatever the field held before.
 */
import type { JiraState } from '../../local/jira/state';

const MEMBER_OF: Readonly<Record<string, object>> = {
  parent: { parentId: null },
  fixVersions: { fixVersionIds: [] },
  versions: { affectsVersionIds: [] },
  components: { componentIds: [] },
};

/** Those of the fields that hold something else in one state than in the other. */
export function changedFields(
  before: JiraState,
  after: JiraState,
  issueId: string,
  fieldIds: readonly string[],
): readonly string[] {
  const heldBy = (state: JiraState, id: string): string => {
    const issue = state.issues.get(issueId);
    const [member] = Object.keys(MEMBER_OF[id] ?? {});
    return JSON.stringify(member === undefined ? issue?.custom[id] : Object(issue)[member]);
  };
  return fieldIds.filter((id) => heldBy(before, id) !== heldBy(after, id));
}

/** The state in which these fields of an issue, by id, hold nothing; its history and its links are as they were. */
export function withFieldsEmptied(state: JiraState, issueId: string, fieldIds: readonly string[]): JiraState {
  const issue = state.issues.get(issueId);
  if (issue === undefined) return state;
  const custom = Object.fromEntries(Object.entries(issue.custom).filter(([id]) => !fieldIds.includes(id)));
  const emptied = Object.assign({}, ...fieldIds.map((id) => MEMBER_OF[id]));
  return { ...state, issues: new Map(state.issues).set(issueId, { ...issue, ...emptied, custom }) };
}

/** The state in which an issue has left its open sprints; it can be in one alone, and keeps those that are closed. */
export function withoutOpenSprints(state: JiraState, issueId: string): JiraState {
  const issue = state.issues.get(issueId);
  if (issue === undefined) return state;
  const sprintIds = issue.sprintIds.filter((id) => state.sprints.get(String(id))?.state === 'closed');
  return { ...state, issues: new Map(state.issues).set(issueId, { ...issue, sprintIds }) };
}
