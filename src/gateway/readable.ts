/**
 * What queries may filter and sort by beyond an issue's own fields. Filterable ⊆ readable: restricted comments
 * and worklogs are never shown, so full text over them would read them word by word; links to foreign issues
 * are hidden, so asking whether there are links would count them.
 */
import type { Readable } from '../jql/admit';

export const NO_READABLE: Readable = { comments: false, worklogs: false, links: false, hiddenFields: new Set() };
