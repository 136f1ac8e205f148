/**
 * Which issue keys point beyond a border: those of an issue there, and those under another project's key.
 */
import type { Border } from '../border';
import { issueByKeyOrId, projectByKeyOrId } from '../change';
import type { JiraState } from '../state';

/** Deleted issues have no project any more; there the key's prefix tells whose it was. */
export const keysBeyond =
  (state: JiraState, border: Border) =>
  (key: string): boolean => {
    const issue = issueByKeyOrId(state, key)?.issue;
    if (issue && !border.isInside(issue.projectId)) return true;
    const prefix = key.slice(0, Math.max(0, key.lastIndexOf('-')));
    return !border.isInside(projectByKeyOrId(state, prefix, { withBin: true })?.id);
  };
