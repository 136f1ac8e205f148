/**
 * The Epic Link field, which keeps the epic's key as text and so must follow when that key changes.
 */
import type { CustomField, JiraState, Table } from '../state';
import { remember } from './remember';
import { putAll } from './tables';

/** Company-managed projects keep this field beside `parent`. */
export const epicLinkField = (state: JiraState): CustomField | undefined => epicLinkIn(state.customFields);

const epicLinkIn = remember((fields: Table<CustomField>) =>
  [...fields.values()].find((field) => field.custom === 'com.pyxis.greenhopper.jira:gh-epic-link'),
);

/** Rewrites the epic links that hold one of these keys; `null` empties the field. */
export function followEpicLinks(state: JiraState, newKeys: ReadonlyMap<string, string | null>): JiraState {
  const field = epicLinkField(state);
  if (!field) return state;
  const children = [...state.issues.values()].flatMap((issue) => {
    const held = issue.custom[field.id];
    const now = typeof held === 'string' ? newKeys.get(held) : undefined;
    return now === undefined ? [] : [{ ...issue, custom: { ...issue.custom, [field.id]: now } }];
  });
  return children.length === 0 ? state : putAll(state, 'issues', children);
}
