/**
 * Looks through an answer for anything that belongs outside: the fixture's marks, keys of foreign issues, and ids of
 * foreign things in members that hold ids. Escapes of JSON and HTML are undone first.
 */
import type { JiraState } from '../../../local/jira/state';
import { withoutEscapes } from '../site';

export type FindForeign = (text: string, json: unknown) => string | undefined;

const MARK = /CANARY-\d+-[a-z]+/;
const ID_MEMBER = /^(?:id|.*Id|.*Ids)$/;
/** Tables in which an id names one thing of one project. */
const TABLES = [
  'projects',
  'issues',
  'comments',
  'links',
  'versions',
  'components',
  'boards',
  'sprints',
  'attachments',
  'worklogs',
  'serviceDesks',
  'requestTypes',
  'queues',
] as const;

/** The finder for answers of a key that sees only what `inside` has of `whole`. */
export function foreignIn(whole: JiraState, inside: JiraState): FindForeign {
  const idsOf = (state: JiraState): ReadonlySet<string> =>
    new Set(TABLES.flatMap((table) => [...state[table].keys()].map(String)));
  const own = idsOf(inside);
  const ids = new Set([...idsOf(whole)].filter((id) => !own.has(id)));
  const keys = [...whole.projects.values()]
    .filter(({ id }) => !inside.projects.has(id))
    .flatMap(({ key, formerKeys }) => [key, ...formerKeys]);
  const key = new RegExp(`\\b(?:${keys.join('|')})-[0-9]+`);
  // What people of the granted project typed is theirs to read, and the island holds it too.
  const typed = [
    ...new Set(JSON.stringify([...inside.issues.values()]).match(/https?:\/\/[^\s"\\]+\/browse\/[A-Z]+-[0-9]+/g) ?? []),
  ];
  return (text, json) => {
    const decoded = typed.reduce((sofar, url) => sofar.replaceAll(url, '<typed>'), withoutEscapes({ text, json }));
    return MARK.exec(decoded)?.[0] ?? key.exec(decoded)?.[0] ?? foreignId(json, ids);
  };
}

function foreignId(value: unknown, ids: ReadonlySet<string>): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, member] of Object.entries(value)) {
    const isReference = ID_MEMBER.test(name) && (typeof member === 'string' || typeof member === 'number');
    const found = isReference && ids.has(String(member)) ? `${name} ${member}` : foreignId(member, ids);
    if (found !== undefined) return found;
  }
  return undefined;
}
