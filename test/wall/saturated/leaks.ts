/**
 * What of a saturated answer came out: foreign ids, keys and addresses in structured positions, and canaries by where
 * they were planted. Prose of things inside is exempt, since people of the project typed it: texts of version 2,
 * documents of version 3. So are names and other strings of things inside, but only under the names in READABLE.
 */
import type { Source } from './answers';
import { namesForeign } from './identities';

export type Leak = { readonly at: string; readonly what: 'reference' | Source };

/** Members under which a key may read a string of a thing inside (confinement: answer fields). */
const READABLE: ReadonlySet<string> = new Set([
  ...['summary', 'name', 'description', 'environment', 'displayName', 'value', 'labels', 'filename', 'mimeType'],
  ...['created', 'updated', 'duedate', 'resolutiondate', 'statuscategorychangedate', 'startDate', 'releaseDate'],
  ...['inward', 'outward', 'statusColor', 'colorName', 'key', 'originalEstimate', 'remainingEstimate'],
  ...['type', 'items', 'system', 'custom', 'operations', 'clauseNames', 'fieldId', 'style', 'projectTypeKey'],
  ...[
    'assigneeType',
    'untranslatedName',
    'customfield_10050',
    'fromString',
    'toString',
    'field',
    'timeSpent',
    'started',
  ],
  ...['title', 'relationship'],
]);

/** Every leak, each with the path of its members. `planted` says where each canary was. */
export function leaksOf(answer: unknown, planted: ReadonlyMap<string, Source>): readonly Leak[] {
  const leaks: Leak[] = [];
  const visit = (value: unknown, at: string, name: string, prose: boolean): void => {
    if (Array.isArray(value)) for (const each of value) visit(each, `${at}[]`, name, prose);
    else if (typeof value === 'object' && value !== null) {
      const inProse = prose || ('type' in value && value.type === 'doc');
      for (const [member, each] of Object.entries(value)) visit(each, `${at}.${member}`, member, inProse);
    } else if (typeof value === 'string' || typeof value === 'number') {
      const text = String(value);
      const source = planted.get(/CANARY-[0-9]+-[0-9]+-x/.exec(text)?.[0] ?? '');
      const names = at.includes('.names.');
      if (source === 'foreign' || source === 'unknown') leaks.push({ at, what: source });
      else if (source === 'own' && !READABLE.has(name) && !names) leaks.push({ at, what: source });
      else if (!prose && source !== 'prose' && namesForeign(text)) leaks.push({ at, what: 'reference' });
    }
  };
  visit(answer, 'answer', 'answer', false);
  return leaks;
}
