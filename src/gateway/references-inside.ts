/**
 * What a call refers to → the projects in which that is, each reference being inside. Whatever is not has one face, in
 * whichever way it is not: `absent`. Pure.
 */
import { type IssueFact, isChildOf } from '../jira/answers';
import type { AbsentThing, Denial } from '../policy/denials';
import type { Principal } from '../policy/principal';
import { err, ok, type Result } from '../result';
import { type Call, childPlace, type Draft } from './call';
import { isBelowDesk } from './desk-facts';
import type { Facts } from './facts';
import { inside } from './inside';

/** What is judged: a call, by what was found out about it, for whom it was made. */
export type Judged = { readonly call: Call; readonly facts: Facts; readonly principal: Principal };

type Projects = Result<readonly string[], Denial>;
type WithIssue = Judged & { readonly issue: IssueFact | undefined };

export const absent = (thing: AbsentThing): Result<never, Denial> => err({ reason: 'absent', thing });

/** The issue that the path names, which has to be inside. */
export function namedIssue({ call, facts, principal }: Judged): Result<IssueFact | undefined, Denial> {
  const spelled = call.places.get('issue');
  const issue = spelled === undefined ? undefined : inside(facts.issues.get(spelled), principal);
  if (spelled !== undefined && issue === undefined) return absent('issue');
  return ok(issue);
}

/** Projects of everything that the call refers to; that of the issue in its path is the first. */
export function touchedProjects(judged: WithIssue): Projects {
  const { issue } = judged;
  const projects = new Set(issue === undefined ? [] : [issue.projectId]);
  for (const judge of IN_ORDER) {
    const found = judge(judged);
    if (!found.ok) return found;
    for (const projectId of found.value) projects.add(projectId);
  }
  return ok([...projects]);
}

function otherIssues({ call, facts, principal }: Judged): Projects {
  const projects: string[] = [];
  for (const spelling of call.references.issues) {
    const other = inside(facts.issues.get(spelling), principal);
    if (other !== undefined) projects.push(other.projectId);
    // An issue in a custom field is judged where its field is: prose that looks like a key is no reference.
    else if (isReference(call, spelling)) return absent('issue');
  }
  return ok(projects);
}

function namedProjects({ call, facts, principal }: Judged): Projects {
  const projects: string[] = [];
  for (const spelling of call.references.projects) {
    const project = facts.projects.get(spelling);
    if (project === undefined || !principal.grants.has(project.id)) return absent('project');
    projects.push(project.id);
  }
  return ok(projects);
}

/** Projects of the versions, components, boards and sprints that the call names. */
export function placedProjects({ call, facts, principal }: Judged): Projects {
  const projects: string[] = [];
  for (const place of call.references.placed) {
    const projectId = facts.placed.get(place);
    const thing = PLACED_THINGS.find((one) => place.startsWith(`${one}/`)) ?? 'setting';
    if (projectId === undefined || !principal.grants.has(projectId)) return absent(thing);
    projects.push(projectId);
  }
  return ok(projects);
}

const PLACED_THINGS = ['version', 'component', 'board', 'sprint'] as const;

/** What the path names below its issue, where the call changes it or the answer does not say whose it is. */
function childOfIssue({ call, facts, issue }: WithIssue): Projects {
  const { operation } = call;
  const child = childPlace(call);
  const isJudged = operation.kind === 'relay' && (operation.check === 'before' || operation.check === 'desk');
  if (child === undefined || !isJudged) return ok([]);
  const fact = facts.child;
  if (fact === undefined || fact.id !== child.id || issue === undefined || !isChildOf(fact, issue))
    return absent(child.kind);
  // A change could show to everyone what was restricted: also a key that sees it does not change it. A service desk does
  // not say whom a comment is for.
  return fact.seenBy === 'everyone' ? ok([]) : absent(child.kind);
}

/** The request type or queue, which has to be of the desk that the call names. */
function belowDesk({ call, facts }: Judged): Projects {
  const isNamed = call.operation.kind === 'relay' && call.operation.lookUp?.below === true;
  return isNamed && !isBelowDesk(call, facts.below) ? absent('setting') : ok([]);
}

/** Both ends of the link that the path names. */
function linkEnds({ call, facts, principal }: Judged): Projects {
  if (!call.places.has('link')) return ok([]);
  const ends = facts.link?.ends.map((end) => inside(end, principal)) ?? [];
  if (ends.length !== 2 || facts.link?.id !== call.places.get('link')) return absent('link');
  const projects: string[] = [];
  for (const end of ends) {
    if (end === undefined) return absent('link');
    projects.push(end.projectId);
  }
  return ok(projects);
}

/** Which absence is told is a matter of the call, and not of Jira: the first that is absent in this order. */
const IN_ORDER: readonly ((judged: WithIssue) => Projects)[] = [
  otherIssues,
  namedProjects,
  placedProjects,
  childOfIssue,
  belowDesk,
  linkEnds,
];

function isReference(call: Call, spelling: string): boolean {
  return call.body === undefined || namesIssue(call.body, spelling);
}

function namesIssue(draft: Draft, spelling: string): boolean {
  switch (draft.kind) {
    case 'issue':
      return draft.spelling === spelling;
    case 'object':
      return [...draft.members.values()].some((member) => namesIssue(member, spelling));
    case 'list':
      return draft.items.some((item) => namesIssue(item, spelling));
    case 'fields':
      return [...draft.members.values()].some((field) => field.kind === 'system' && namesIssue(field.draft, spelling));
    default:
      return false;
  }
}
