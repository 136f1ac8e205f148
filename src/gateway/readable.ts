/**
 * What queries may filter and sort by beyond an issue's own fields. Filterable ⊆ readable: restricted comments
 * and worklogs are never shown, so full text over them would read them word by word; links to foreign issues
 * are not shown, so asking whether there are any would count them. Sprints are asked about by those that are shown. What an
 * issue was before it came into its project is not shown either: only a site admin lets a key ask about it.
 */
import { hiddenTogether } from '../catalogue/field-families';
import type { Readable } from '../jql/admit';
import type { ApiKeyRecord } from '../storage/records/api-key';
import type { Lexicon } from '../storage/records/lexicon';

export const NO_READABLE: Readable = {
  comments: false,
  worklogs: false,
  links: false,
  sprints: false,
  past: false,
  hiddenFields: new Set(),
};

/**
 * What this key may filter and sort by: fields that are hidden from it are not there for its queries either. Of which types
 * custom fields are, only `lexicons` say: without them, what is certain.
 */
export const readableFor = (
  { hiddenFields = [], reveals }: ApiKeyRecord,
  sprints: boolean,
  lexicons?: ReadonlyMap<string, Lexicon>,
): Readable => ({
  ...NO_READABLE,
  sprints,
  past: reveals?.includes('pastInQueries') ?? false,
  hiddenFields: hiddenTogether(hiddenFields, lexicons && [...lexicons.values()].flatMap(({ fields }) => fields)),
});
