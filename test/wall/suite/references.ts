/**
 * Every kind of reference to something foreign: as it is spelled, beside a spelling of the same form that never
 * meant anything, and the row of the confinement catalogue that speaks of it.
 *
 * `own` is not here: what is inside depends on the place. Spellings of digits are ids, all others keys or names.
 */
import { canaries, FIXTURE } from '../../../local/jira/seeds/fixture';
import type { JiraState } from '../../../local/jira/state';

const {
  issues,
  projects,
  comments,
  links,
  versions,
  components,
  options,
  people,
  worklogs,
  remoteLinks,
  missing,
  desks,
  requestTypes,
  queues,
  slas,
} = FIXTURE;
const { boards, sprints } = FIXTURE;

export type Reference = {
  readonly kind: string;
  /** Row of the catalogue, for places that have none of their own. */
  readonly row: string;
  readonly foreign: string;
  readonly never: string;
};

const of = (row: string, kind: string, foreign: string, never: string): Reference => ({ row, kind, foreign, never });
const both = (
  row: string,
  kind: string,
  issue: { readonly id: string; readonly key: string },
): readonly Reference[] => [
  of(row, kind, issue.key, missing.issueKey),
  of(row, `${kind} by id`, issue.id, missing.issueId),
];

export const ISSUES: readonly Reference[] = [
  ...both('C-ISS-01', 'foreign', issues.omega1),
  of('C-ISS-02', 'another id', issues.omega2.id, missing.issueId),
  of('C-ISS-03', 'moved-out', issues.movedOut.formerKey, missing.alphaKey),
  ...both('C-ISS-03', 'moved-out, its key now', issues.movedOut),
  of('C-ISS-04', 'moved-in, its old key', issues.movedIn.formerKey, missing.omegaKey),
  of('C-ISS-05', 'other case', issues.omega1.key.toLowerCase(), missing.issueKey.toLowerCase()),
  of('C-ISS-05', 'mixed case', 'Omega-1', 'Nopes-1'),
  of('C-ISS-05', 'moved-out in other case', issues.movedOut.formerKey.toLowerCase(), missing.alphaKey.toLowerCase()),
  ...both('C-ISS-06', 'of a renamed project', issues.gamma1),
  of('C-ISS-06', 'of a renamed project, its old key', issues.gamma1.formerKey, missing.issueKey),
  ...both('C-ISS-07', 'under a key used again', issues.reborn1),
  of('C-ISS-09', 'its id with a zero in front', `0${issues.omega1.id}`, `0${missing.issueId}`),
  of('C-ISS-09', 'its id with a sign', `+${issues.omega1.id}`, `+${missing.issueId}`),
  of('C-ISS-09', 'its key with a zero in front', 'OMEGA-01', 'NOPES-01'),
  ...both('C-ISS-10', 'in an archived project', issues.vault1),
  ...both('C-ISS-10', 'archived', issues.omegaArchived),
  ...both('C-ISS-10', 'in the bin', issues.trash1),
  of('C-ISS-12', 'with a security level', issues.secret.key, missing.alphaKey),
  of('C-ISS-12', 'with a security level by id', issues.secretToo.id, missing.issueId),
  ...both('C-ISS-01', 'in a team-managed project', issues.team1),
  ...both('C-SIDE-03', 'in a project that shuts apps out', issues.blocked1),
  ...both('C-ISS-01', 'foreign epic', issues.omegaEpic),
  ...both('C-ISS-01', 'foreign child of an own epic', issues.omegaChildOfAlphaEpic),
  ...both('C-ISS-01', 'foreign sub-task of an own issue', issues.omegaSubtaskOfAlpha),
  ...both('C-ISS-01', 'foreign in an own sprint', issues.omegaInAlphaSprint),
  ...both('C-ISS-01', 'in a project of other keys', issues.beta1),
];

const aProject = (row: string, kind: string, project: { readonly id: string; readonly key: string }) => [
  of(row, kind, project.key, missing.projectKey),
  of(row, `${kind} by id`, project.id, missing.projectId),
];

export const PROJECTS: readonly Reference[] = [
  ...aProject('C-ISS-01', 'foreign project', projects.omega),
  of('C-ISS-05', 'project in other case', 'omega', 'nopes'),
  ...aProject('C-ISS-06', 'renamed project', projects.gamma),
  of('C-ISS-06', "renamed project's old key", projects.gamma.formerKey, missing.projectKey),
  ...aProject('C-ISS-07', 'key used again', projects.reborn),
  of('C-ISS-07', 'deleted project by id', projects.reborn.deletedId, missing.projectId),
  ...aProject('C-ISS-08', 'project named like an own key', projects.namedAlpha),
  ...aProject('C-ISS-08', 'project named like an own id', projects.namedId),
  of('C-ISS-09', 'its id with a zero in front', `0${projects.omega.id}`, `0${missing.projectId}`),
  ...aProject('C-ISS-10', 'archived project', projects.archived),
  ...aProject('C-ISS-10', 'project in the bin', projects.bin),
  ...aProject('C-ISS-01', 'team-managed project', projects.team),
  ...aProject('C-SIDE-03', 'project that shuts apps out', projects.blocked),
  ...aProject('C-ISS-01', 'project of other keys', projects.beta),
];

/** Below an issue of the key's own: comments of other issues, foreign and own, and those that a key never sees. */
export const COMMENTS: readonly Reference[] = [
  of('C-ISS-11', 'foreign comment', comments.omega1, missing.commentId),
  of('C-ISS-11', "foreign group's comment", comments.omega2, missing.commentId),
  of('C-ISS-11', 'comment of another own issue', comments.alpha2, missing.commentId),
  of('C-ISS-11', 'comment of a project of other keys', comments.beta1, missing.commentId),
];
export const HIDDEN_COMMENTS: readonly Reference[] = [
  of('C-READ-15', 'restricted comment', comments.restricted, missing.commentId),
  of('C-READ-15', 'internal comment', comments.internal, missing.commentId),
];

/** The same of logged work; restricted entries stand below the issue that they belong to. */
export const WORKLOGS: readonly Reference[] = [
  of('C-ISS-11', 'foreign worklog', worklogs.omega, missing.worklogId),
  of('C-ISS-11', 'worklog of another own issue', worklogs.alpha2, missing.worklogId),
  of('C-READ-16', 'restricted worklog', worklogs.alphaRestricted, missing.worklogId),
  of('C-ISS-11', 'worklog of a project of other keys', worklogs.beta, missing.worklogId),
];

/** The same of links to pages elsewhere; one that leads to a foreign issue is below its own. */
export const REMOTE_LINKS: readonly Reference[] = [
  of('C-ISS-11', 'foreign remote link', remoteLinks.omega, missing.remoteLinkId),
  of('C-ISS-11', 'remote link of another own issue', remoteLinks.alpha2, missing.remoteLinkId),
];
export const HIDDEN_REMOTE_LINKS: readonly Reference[] = [
  of('C-READ-18', 'remote link to a foreign issue', remoteLinks.alphaToForeign, missing.remoteLinkId),
];

export const LINKS: readonly Reference[] = [
  of('C-CHILD-05', 'foreign link', links.foreign, missing.linkId),
  of('C-CHILD-05', 'link that leads out', links.toForeign, missing.linkId),
  of('C-CHILD-05', 'link that leads in', links.fromForeign, missing.linkId),
  of('C-CHILD-05', 'link to a project of other keys', links.toBeta, missing.linkId),
];

/** Desks by their ids, and by the other spellings that Jira takes: keys and ids of projects. */
export const DESKS: readonly Reference[] = [
  of('C-JSM-02', 'foreign desk', desks.omega, missing.deskId),
  of('C-JSM-02', 'desk of a project of other keys', desks.beta, missing.deskId),
  of('C-JSM-02', 'foreign desk with the id of an own project', desks.ofAlphasId, missing.projectId),
  of('C-JSM-02', 'own project by its key', projects.alpha.key, missing.projectKey),
  of('C-JSM-02', 'foreign project by its key', projects.omega.key, missing.projectKey),
  of('C-JSM-02', 'foreign project by its id', projects.omega.id, missing.projectId),
];
export const REQUEST_TYPES: readonly Reference[] = [
  of('C-JSM-13', 'foreign request type', requestTypes.omega, missing.requestTypeId),
  of('C-JSM-13', 'request type of a project of other keys', requestTypes.beta, missing.requestTypeId),
];
export const QUEUES: readonly Reference[] = [
  of('C-JSM-09', 'foreign queue', queues.omega, missing.queueId),
  of('C-JSM-09', 'queue of a project of other keys', queues.beta, missing.queueId),
];
/** A clock of the desk that an issue came from. */
export const SLAS: readonly Reference[] = [of('C-READ-25', 'clock of a foreign desk', slas.omega, missing.slaId)];

export const PEOPLE: readonly Reference[] = [
  of('C-WRITE-17', 'person of a foreign project', people.outsider, people.nobody),
  of('C-WRITE-17', 'lead of a foreign project', people.omegaLead, people.nobody),
  of('C-WRITE-17', 'person of a project of other keys', people.betaMember, people.nobody),
];

export const BOARDS: readonly Reference[] = [
  of('C-AGILE-02', 'foreign board', String(boards.omega), String(missing.boardId)),
  of('C-AGILE-02', 'board of a project of other keys', String(boards.beta), String(missing.boardId)),
];
export const SPRINTS: readonly Reference[] = [
  of('C-AGILE-05', 'foreign sprint', String(sprints.omegaActive), String(missing.sprintId)),
  of('C-AGILE-05', 'foreign sprint to come', String(sprints.omegaFuture), String(missing.sprintId)),
];

export const VERSIONS: readonly Reference[] = [
  of('C-WRITE-18', 'foreign version', versions.omega1, missing.versionId),
  of('C-WRITE-18', 'foreign released version', versions.omega2, missing.versionId),
  of('C-WRITE-18', 'version of a project of other keys', versions.beta, missing.versionId),
];
export const COMPONENTS: readonly Reference[] = [
  of('C-WRITE-18', 'foreign component', components.omega1, missing.componentId),
  of('C-WRITE-18', 'component of a project of other keys', components.beta, missing.componentId),
];
export const OPTIONS: readonly Reference[] = [
  of('C-WRITE-18', 'option of a foreign context', options.omegaCritical, missing.optionId),
  of('C-WRITE-18', 'option of a foreign field', options.omegaSeverity, missing.optionId),
];
export const ISSUE_TYPES: readonly Reference[] = [
  of('C-WRITE-18', 'type of a foreign project', FIXTURE.types.omegaTeam, missing.typeId),
];

export const STATUSES: readonly Reference[] = [
  of('C-CHILD-15', 'status of a foreign project', FIXTURE.statuses.omegaTeam, missing.statusId),
  of(
    'C-CHILD-15',
    'status of a foreign project, named like an own one',
    FIXTURE.statuses.omegaTeamSameName,
    missing.statusId,
  ),
];
export const PRIORITIES: readonly Reference[] = [
  of('C-CHILD-15', 'priority of a foreign project', FIXTURE.priorities.omega, missing.priorityId),
];

/** Names that only foreign projects know, taken from the state itself. */
export type ForeignNames = Readonly<
  Record<
    | 'project'
    | 'version'
    | 'released'
    | 'component'
    | 'option'
    | 'scopedoption'
    | 'type'
    | 'status'
    | 'sprint'
    | 'field'
    | 'label'
    | 'summary'
    | 'priority'
    | 'outsider'
    /** Ids of entries in histories: of a foreign issue, of one from before it came in, and of an own issue. */
    | 'foreignEntry'
    | 'earlierEntry'
    | 'ownEntry',
    string
  >
>;

/** The marks of a state by the word in them; throws where one is missing, so that no case runs without its canary. */
export function foreignNames(state: JiraState): ForeignNames {
  const all = canaries(state);
  const named = (word: string): string => {
    const found = all.find((one) => one.endsWith(`-${word}`));
    if (found === undefined) throw new Error(`the fixture has no mark for a ${word}`);
    return found;
  };
  const name = (table: ReadonlyMap<string, { readonly name: string }>, id: string): string =>
    table.get(id)?.name ?? named('never');
  const entryOf = (issueId: string, at: number): string =>
    state.issues.get(issueId)?.history.at(at)?.id ?? named('never');
  return {
    project: name(state.projects, projects.omega.id),
    version: name(state.versions, versions.omega1),
    released: name(state.versions, versions.omega2),
    component: name(state.components, components.omega1),
    option: named('option'),
    scopedoption: named('scopedoption'),
    type: name(state.issueTypes, FIXTURE.types.omegaTeam),
    status: name(state.statuses, FIXTURE.statuses.omegaTeam),
    sprint: named('sprint'),
    field: named('field'),
    label: named('label'),
    summary: named('summary'),
    priority: named('priority'),
    outsider: named('outsider'),
    foreignEntry: entryOf(issues.omega1.id, 0),
    earlierEntry: entryOf(issues.movedIn.id, 0),
    ownEntry: entryOf(issues.movedIn.id, -1),
  };
}

/** In the form of the fixture's marks, so that it differs from them in nothing but its meaning. */
export const NEVER_NAMED = 'NOTHING-99-there';
export const NEVER_PROJECT = `Nopes ${NEVER_NAMED}`;
