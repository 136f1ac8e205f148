/** Properties of issues: what apps keep beside them. Any app reads and writes all of them. */
import { put } from '../change';
import { refused } from '../errors';
import { selfUrl } from '../print/printing';
import type { Issue } from '../state';
import { mayOnIssue, readableIssue, writableIssue } from './access';
import { answer, type Call, done, type Handler } from './call';

export const listProperties: Handler = (call) => {
  const issue = readableIssue(call, call.params.issueIdOrKey ?? '');
  const self = (key: string) => selfUrl(call.print, `issue/${issue.key}/properties/${key}`);
  return answer({ keys: Object.keys(issue.properties).map((key) => ({ self: self(key), key })) });
};

export const getProperty: Handler = (call) => {
  const issue = readableIssue(call, call.params.issueIdOrKey ?? '');
  const key = call.params.propertyKey ?? '';
  if (!Object.hasOwn(issue.properties, key)) throw propertyAbsent(key);
  return answer({ key, value: issue.properties[key] });
};

export const putProperty: Handler = (call) => {
  const issue = editableIssue(call);
  const key = call.params.propertyKey ?? '';
  const known = Object.hasOwn(issue.properties, key);
  const properties = { ...issue.properties, [key]: call.body };
  return done(put(call.state, 'issues', { ...issue, properties }), known ? 200 : 201);
};

export const deleteProperty: Handler = (call) => {
  const issue = editableIssue(call);
  const key = call.params.propertyKey ?? '';
  if (!Object.hasOwn(issue.properties, key)) throw propertyAbsent(key);
  const properties = Object.fromEntries(Object.entries(issue.properties).filter(([name]) => name !== key));
  return done(put(call.state, 'issues', { ...issue, properties }));
};

function editableIssue(call: Call): Issue {
  const issue = writableIssue(call, call.params.issueIdOrKey ?? '');
  if (!mayOnIssue(call, 'EDIT_ISSUES', issue)) throw refused(403, 'You do not have permission to edit this issue.');
  return issue;
}

const propertyAbsent = (key: string) => refused(404, `The property ${key} does not exist.`);
