/**
 * What is shown of an issue at the other end of a relation. The answer that names it was read before the look-up that proved
 * it, and may hold what the issue was called when it was not inside: so it is shown as the look-up itself tells it. Pure.
 */
import { isLoose, member, textOf } from '../jira/answers';
import type { Lexicon } from '../storage/records/lexicon';

/** Asked for with what decides. */
export const END_FIELDS: readonly string[] = ['summary', 'status', 'priority', 'issuetype'];

const EPIC_NAME = 'com.pyxis.greenhopper.jira:gh-epic-label';

/** The same, with the fields in which projects keep another name of an epic. */
export function endFields(lexicons: ReadonlyMap<string, Lexicon>): readonly string[] {
  const fields = [...lexicons.values()].flatMap((lexicon) => lexicon.fields);
  return [...END_FIELDS, ...fields.filter(({ custom }) => custom === EPIC_NAME).map(({ id }) => id)];
}

/** A relation's end, as its look-up tells it. A key alone is what the look-up was about. */
export function asTold(end: unknown, told: Readonly<Record<string, unknown>>): unknown {
  if (!isLoose(end)) return end;
  const fields = end['fields'];
  if (isLoose(fields)) {
    const same = Object.keys(fields).flatMap((name) =>
      Object.hasOwn(told, name) ? [[name, told[name]] as const] : [],
    );
    return { ...end, fields: Object.fromEntries(same) };
  }
  // An epic has members of its own, which no look-up tells: they are of the issue as it is now if its names are.
  const { id, key, self } = end;
  return isNamedAlike(end, told) ? end : { id, key, self, summary: told['summary'] };
}

function isNamedAlike(epic: unknown, told: Readonly<Record<string, unknown>>): boolean {
  const [name, summary] = [textOf(member(epic, 'name')), textOf(member(epic, 'summary'))];
  const names = Object.entries(told).flatMap(([id, value]) => (/^(?:summary$|customfield_)/.test(id) ? [value] : []));
  return summary === told['summary'] && names.includes(name);
}
