/** Who acts, whether people are told, and what the caller wants written beside the history entry. */
import { type Act, put } from '../change';
import { refused } from '../errors';
import type { Issue, JiraState } from '../state';
import { actor, mayOnIssue } from './access';
import { members } from './body';
import type { Call } from './call';

export type WriteOptions = { readonly notify: boolean; readonly historyMetadata: unknown };

export const actOf = (call: Call, options: WriteOptions): Act => ({ by: actor(call), now: call.now, ...options });

/** Silence is a right of project administrators; what happens without it is a switch. */
export function writeOptions(call: Call, issue: Issue | undefined): WriteOptions {
  const asksSilence = call.query.text('notifyUsers')?.toLowerCase() === 'false';
  const { historyMetadata } = members(call.body);
  const options = { notify: !asksSilence, historyMetadata: historyMetadata ?? null };
  if (!asksSilence || issue === undefined || mayOnIssue(call, 'ADMINISTER_PROJECTS', issue)) return options;
  if (call.switches['notify.forbidden'] === 'ignored') return { ...options, notify: true };
  throw refused(
    call.switches['notify.forbidden'] === '400' ? 400 : 403,
    'To discard the user notification either admin or project admin permissions are required.',
  );
}

/** By switch, whoever writes to an issue watches it from then on. */
export function afterWrite(call: Call, state: JiraState, issueId: string): JiraState {
  const issue = state.issues.get(issueId);
  if (call.switches.autowatch === 'off' || issue === undefined || call.viewer === null) return state;
  if (issue.watchers.includes(call.viewer)) return state;
  return put(state, 'issues', { ...issue, watchers: [...issue.watchers, call.viewer] });
}
