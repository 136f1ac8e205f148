/**
 * What a key can know to be there. Of a granted project, things of a kind that none of its permissions there is about are to it
 * as if they had never been: a refusal by rights would tell that one is. Where it may do anything about them, the refusal says
 * what is missing. Pure.
 */
import type { IssueFact } from '../jira/answers';
import type { Principal } from '../policy/principal';
import type { Facts } from './facts';

/** By kind of thing, what the permissions are about that show it; projects of a key are known to it. */
const SHOWN_BY = {
  issue: ['issue', 'comment', 'worklog', 'changelog', 'attachment', 'request'],
  version: ['version', 'issue', 'metadata'],
  component: ['component', 'issue', 'metadata'],
  board: ['board', 'sprint'],
  sprint: ['sprint'],
  desk: ['request'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** May the key know of things of this kind in the project? One without a grant is judged where grants are. */
export function knows(kind: string, projectId: string, { grants }: Principal): boolean {
  const families: readonly string[] | undefined = Object.hasOwn(SHOWN_BY, kind)
    ? SHOWN_BY[kind as keyof typeof SHOWN_BY]
    : undefined;
  const held = grants.get(projectId)?.permissions;
  if (held === undefined || families === undefined) return true;
  return [...held].some((permission) => families.includes(permission.replace(/:.*$/, '')));
}

/** The facts without what the key cannot know of. */
export function knownFacts(facts: Facts, principal: Principal): Facts {
  const isKnown = (issue: IssueFact): boolean => knows('issue', issue.projectId, principal);
  return {
    ...facts,
    issues: new Map([...facts.issues].filter(([, issue]) => isKnown(issue))),
    placed: new Map([...facts.placed].filter(([place, id]) => knows(place.replace(/\/.*$/, ''), id, principal))),
    link: facts.link?.ends.every(isKnown) === true ? facts.link : undefined,
  };
}
