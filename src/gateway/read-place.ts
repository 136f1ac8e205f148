/**
 * A reference as it stands in a path, a parameter or a list of one → its only spelling, and what reading gathers of it. What
 * no id or key can look like has no spelling, and is never asked about. Pure.
 */
import type { Place } from '../catalogue/operation';
import type { Permission } from '../policy/permissions';
import { isId, isKeyable, spellIssue, spellName, spellProject } from './spelling';

/** Everything that reading gathers besides values. */
export type Gathered = {
  readonly issues: Set<string>;
  readonly projects: Set<string>;
  readonly people: Set<string>;
  readonly placed: Set<string>;
  readonly needs: Set<Permission>;
  lexicon: boolean;
};

/** The spelling of what stands in a place; undefined where nothing is called so. */
export function spell(place: Place, text: string): string | undefined {
  switch (place.ref) {
    case 'issue':
      return place.by === 'id' && !isId(text) ? undefined : spellIssue(text);
    case 'project': {
      const spelling = spellProject(text);
      const fits = spelling !== undefined && (place.by === undefined || isId(spelling) === (place.by === 'id'));
      return fits ? spelling : undefined;
    }
    case 'property':
      return spellIssue(text) === undefined && isKeyable(text) ? spellName(text) : undefined;
    case 'status':
      return spellName(text);
    case 'statusCategory':
      return /^(?:[1-9][0-9]{0,3}|[a-z]{1,20})$/.test(text) ? text : undefined;
    default:
      return isId(text) ? text : undefined;
  }
}

/** What says itself which project it is in. */
const PLACED: ReadonlySet<string> = new Set(['version', 'component', 'board', 'sprint', 'desk']);

/** Notes a reference, to be looked up, and what it needs. */
export function gather(place: Place, spelling: string, gathered: Gathered): void {
  if (place.ref === 'issue') gathered.issues.add(spelling);
  if (place.ref === 'project') gathered.projects.add(spelling);
  if (PLACED.has(place.ref)) gathered.placed.add(`${place.ref}/${spelling}`);
  if (place.needs !== undefined) gathered.needs.add(place.needs);
}
