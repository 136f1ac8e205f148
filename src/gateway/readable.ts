/**
 * What queries may filter and sort by beyond an issue's own fields. Filterable ⊆ readable: restricted comments
 * and worklogs are never shown, so full text over them would read them word by word; links to foreign issues
 * and sprints of foreign boards are not shown, so asking whether there are any would count them.
 */
import type { Readable } from '../jql/admit';
import type { ApiKeyRecord } from '../storage/records/api-key';

export const NO_READABLE: Readable = {
  comments: false,
  worklogs: false,
  links: false,
  sprints: false,
  hiddenFields: new Set(),
};

/** What this key may filter and sort by: fields that are hidden from it are not there for its queries either. */
export const readableFor = (key: ApiKeyRecord): Readable =>
  key.hiddenFields === undefined ? NO_READABLE : { ...NO_READABLE, hiddenFields: new Set(key.hiddenFields) };
