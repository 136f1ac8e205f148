/** Transitions of an issue: what it can do, and doing it. */
import { transitionIssue } from '../change';
import { refused } from '../errors';
import { printTransition, transitionsOf, workflowOf } from '../print/transition';
import { mayOnIssue, readableIssue, writableIssue } from './access';
import { actOf, writeOptions } from './act';
import { isRecord, members, text } from './body';
import { after, answer, done, type Handler } from './call';
import { editState } from './issues';

/** `skipRemoteOnlyCondition` and `sortByOpsBarAndStatus` change nothing here. */
export const listTransitions: Handler = (call) => {
  const issue = readableIssue(call, call.params.issueIdOrKey ?? '');
  const id = call.query.text('transitionId');
  const all = call.query.flag('includeUnavailableTransitions')
    ? (workflowOf(call.state, issue)?.transitions ?? [])
    : mayOnIssue(call, 'TRANSITION_ISSUES', issue)
      ? transitionsOf(call.state, issue)
      : [];
  const withFields = call.query.set('expand').has('transitions.fields');
  const shown = all.filter((transition) => id === undefined || transition.id === id);
  return answer({
    expand: 'transitions',
    transitions: shown.map((transition) => printTransition(call.print, issue, transition, withFields)),
  });
};

export const doTransition: Handler = (call) => {
  const issue = writableIssue(call, call.params.issueIdOrKey ?? '');
  const asked = members(call.body).transition;
  const id = text(isRecord(asked) ? asked.id : asked);
  if (id === undefined) throw refused(400, "Missing 'transition' identifier");
  if (!/^\d+$/.test(id)) throw refused(400, "'transition' identifier must be an integer");
  const transition = mayOnIssue(call, 'TRANSITION_ISSUES', issue)
    ? transitionsOf(call.state, issue).find((one) => one.id === id)
    : undefined;
  if (transition === undefined) throw refused(400, `Transition id '${id}' is not valid for this issue.`);
  const options = writeOptions(call, issue);
  const moved = transitionIssue(call.state, issue.id, transition, {}, actOf(call, options));
  return done(editState(after(call, moved), moved.issues.get(issue.id) ?? issue, { ...options, notify: false }));
};
