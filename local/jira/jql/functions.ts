/**
 * Jira's functions in queries: each gives ids, or moments, or complains.
 *
 * What a function sees is the whole site as the caller sees it: that is what makes some of them oracles.
 */
import { childrenOf, commentsOf, linksOf, worklogsOf } from '../change';
import { holds } from '../permissions';
import type { Issue, PermissionKey, Project, Version } from '../state';
import type { Sprint } from '../state-boards';
import { boundaryOf, momentOf } from './moments';
import { issueBy, peopleBy, projectsBy, seen } from './names';
import type { Call } from './read-query';
import type { World } from './world';

/** Ids in a set; or moments. An error has been told to the world, and the result is then empty. */
export type Called = { readonly ids: readonly string[] } | { readonly moments: readonly number[] };

/** Calls a function of a query. `label` is the field that it is compared with. */
export function callFunction(world: World, call: Call, label: string): Called {
  const moment = momentFunction(world, call);
  if (moment !== undefined) return { moments: moment };
  const make = FUNCTIONS.get(call.name.toLowerCase());
  if (make === undefined) {
    world.error(`Unable to find JQL function '${call.name}(${call.args.join(', ')})'.`);
    return { ids: [] };
  }
  const [least, most, body] = make;
  if (call.args.length < least || call.args.length > most) {
    world.error(
      `Function '${call.name}' expected '${call.args.length < least ? least : most}' arguments but received '${call.args.length}'.`,
    );
    return { ids: [] };
  }
  return { ids: body(world, call.args, label) };
}

function momentFunction(world: World, { name, args }: Call): readonly number[] | undefined {
  if (/^(now|currentLogin|lastLogin)$/i.test(name)) {
    if (args.length > 0) world.error(`Function '${name}' expected '0' arguments but received '${args.length}'.`);
    return [world.clock.now];
  }
  const [, edge, unit] = /^(start|end)of(day|week|month|year)$/i.exec(name) ?? [];
  if (edge === undefined || unit === undefined) return undefined;
  const moment = boundaryOf(edge.toLowerCase(), unit, args[0], world.clock);
  if (moment !== undefined && args.length <= 1) return [moment];
  world.error(`Duration for function '${name}' should have the format (+/-)n(yMwdhm), e.g -1M for 1 month earlier.`);
  return [];
}

type Body = (world: World, args: readonly string[], label: string) => readonly string[];

const idsOf = (entities: readonly { readonly id: string | number }[]): readonly string[] =>
  entities.map(({ id }) => String(id));

const types =
  (isIt: (level: number) => boolean): Body =>
  (world) =>
    idsOf([...world.state.issueTypes.values()].filter(({ level }) => isIt(level)));

const sprints =
  (state: Sprint['state']): Body =>
  (world) =>
    idsOf([...world.state.sprints.values()].filter((sprint) => sprint.state === state));

/** Versions of the projects named, or of all; `pick` chooses among those of each project. */
const versions =
  (pick: (versions: readonly Version[]) => readonly Version[]): Body =>
  (world, args, label) => {
    const projects = args.length === 0 ? visibleProjects(world) : args.flatMap((arg) => project(world, arg, label));
    const all = [...world.state.versions.values()];
    return idsOf(
      projects.flatMap(({ id }) => pick(all.filter(({ projectId, archived }) => projectId === id && !archived))),
    );
  };

const released = (all: readonly Version[]): readonly Version[] => all.filter((version) => version.released);
const unreleased = (all: readonly Version[]): readonly Version[] => all.filter((version) => !version.released);

/** "Projects are resolved by project key first, then name, then id": an argument is a text, however it is spelled. */
function project(world: World, text: string, label: string): readonly Project[] {
  const found = projectsBy(world, { kind: 'value', text, number: false }).flatMap(
    (id) => world.state.projects.get(id) ?? [],
  );
  if (found.length > 0) return found;
  world.unknownValue(`The value '${text}' does not exist for the field '${label}'.`);
  return [];
}

const visibleProjects = (world: World): readonly Project[] =>
  [...world.state.projects.values()].filter((each) => world.seesProject(each));

function issueOf(world: World, text: string, call: string): Issue | undefined {
  const found = issueBy(world, text)?.issue;
  if (found === undefined) world.unknownKey(`Issue '${text}' could not be found in function '${call}'.`);
  return found;
}

const linked: Body = (world, [key = '', word]) => {
  const issue = issueOf(world, key, 'linkedIssues');
  if (issue === undefined) return [];
  const known = [...world.state.linkTypes.values()].flatMap(({ name, inward, outward }) => [name, inward, outward]);
  if (word !== undefined && !known.some((each) => each.toLowerCase() === word.toLowerCase())) {
    world.unknownValue(`Issue link type '${word}' could not be found in function 'linkedIssues'.`);
    return [];
  }
  return linksOf(world.state, issue.id).flatMap((link) => {
    const type = world.state.linkTypes.get(link.typeId);
    const [other, direction] =
      link.inwardIssueId === issue.id ? [link.outwardIssueId, type?.outward] : [link.inwardIssueId, type?.inward];
    const words = [type?.name, direction].map((each) => each?.toLowerCase());
    return word === undefined || words.includes(word.toLowerCase()) ? [other] : [];
  });
};

function below(world: World, id: string, found = new Set<string>()): ReadonlySet<string> {
  for (const child of childrenOf(world.state, id)) {
    if (found.has(child.id)) continue;
    found.add(child.id);
    below(world, child.id, found);
  }
  return found;
}

const members: Body = (world, [group = '']) => {
  const found = [...world.state.people.values()].filter(({ groups }) =>
    groups.some((each) => each.toLowerCase() === group.toLowerCase()),
  );
  if (found.length === 0) {
    world.error(
      `Function 'membersOf' can not generate a list of usernames for group '${group}'; the group does not exist.`,
    );
  }
  return found.map(({ accountId }) => accountId);
};

/** The person named, or the caller. */
function somebody(world: World, text: string | undefined, label: string): readonly string[] {
  if (text === undefined) return world.context.accountId === null ? [] : [world.context.accountId];
  const found = peopleBy(world, text);
  if (found.length === 0) world.unknownValue(`The value '${text}' does not exist for the field '${label}'.`);
  return found;
}

const updatedBy: Body = (world, [who, from, to], label) => {
  const people = somebody(world, who, label);
  const start = from === undefined ? 0 : (momentOf(from, false, world.clock) ?? 0);
  const end = to === undefined ? Number.POSITIVE_INFINITY : (momentOf(to, false, world.clock) ?? 0);
  const by = (account: string, at: string): boolean =>
    people.includes(account) && Date.parse(at) >= start && Date.parse(at) <= end;
  return idsOf(
    [...world.state.issues.values()].filter(
      (issue) =>
        by(issue.creator, issue.created) ||
        issue.history.some((entry) => by(entry.authorAccountId, entry.created)) ||
        commentsOf(world.state, issue.id).some((comment) => by(comment.updateAuthorAccountId, comment.updated)) ||
        worklogsOf(world.state, issue.id).some((worklog) => by(worklog.authorAccountId, worklog.updated)),
    ),
  );
};

const mine =
  (people: (issue: Issue) => readonly string[]): Body =>
  (world) => {
    const me = world.context.accountId;
    return me === null ? [] : idsOf([...world.state.issues.values()].filter((issue) => people(issue).includes(me)));
  };

const withRole: Body = (world, [role = ''], label) => {
  const found = [...world.state.roles.values()].find(({ name }) => name.toLowerCase() === role.toLowerCase());
  const me = world.context.accountId;
  if (found === undefined) {
    world.unknownValue(`The value '${role}' does not exist for the field '${label}'.`);
    return [];
  }
  const groups = (me === null ? undefined : world.state.people.get(me))?.groups ?? [];
  return idsOf(
    visibleProjects(world).filter(({ roleMembers }) =>
      (roleMembers[found.id] ?? []).some(
        (holder) =>
          (holder.kind === 'person' && holder.accountId === me) ||
          (holder.kind === 'group' && groups.includes(holder.group)),
      ),
    ),
  );
};

const withPermission: Body = (world, [permission = '']) => {
  const wanted = permission.toUpperCase().replace(/ /g, '_');
  const isKey = (text: string): text is PermissionKey => PERMISSIONS.has(text);
  if (!isKey(wanted)) {
    world.error(`The value '${permission}' does not exist for the field 'permission'.`);
    return [];
  }
  const account = { accountId: world.context.accountId };
  return idsOf(visibleProjects(world).filter((each) => holds(world.state, account, wanted, each)));
};

const PERMISSIONS: ReadonlySet<string> = new Set([
  'ADMINISTER_PROJECTS',
  'BROWSE_PROJECTS',
  'CREATE_ISSUES',
  'EDIT_ISSUES',
  'DELETE_ISSUES',
  'ASSIGN_ISSUES',
  'TRANSITION_ISSUES',
  'LINK_ISSUES',
  'ADD_COMMENTS',
  'WORK_ON_ISSUES',
  'SCHEDULE_ISSUES',
]);

/** Options by id, or parent and child by value. */
const options: Body = (world, args) => {
  const all = [...world.state.customFields.values()].flatMap((field) => seen(world, field.options));
  return args.flatMap((arg) => {
    const found = all.filter(({ id, value }) => id === arg || value.toLowerCase() === arg.toLowerCase());
    if (found.length === 0 && arg.toLowerCase() !== 'none') {
      world.unknownValue(`The option '${arg}' does not exist.`);
    }
    return idsOf(found);
  });
};

const FUNCTIONS: ReadonlyMap<string, readonly [least: number, most: number, Body]> = new Map(
  (
    [
      ['currentUser', 0, 0, (world, _args, label) => somebody(world, undefined, label)],
      ['membersOf', 1, 1, members],
      ['standardIssueTypes standardWorkTypes', 0, 0, types((level) => level >= 0)],
      ['subtaskIssueTypes subtaskWorkTypes', 0, 0, types((level) => level < 0)],
      ['openSprints', 0, 0, sprints('active')],
      ['closedSprints', 0, 0, sprints('closed')],
      ['futureSprints', 0, 0, sprints('future')],
      ['releasedVersions', 0, 100, versions(released)],
      ['unreleasedVersions', 0, 100, versions(unreleased)],
      ['latestReleasedVersion', 1, 1, versions((all) => released(all).slice(-1))],
      ['earliestUnreleasedVersion', 1, 1, versions((all) => unreleased(all).slice(0, 1))],
      ['linkedIssues linkedWorkItems', 1, 2, linked],
      [
        'childIssuesOf childWorkItemsOf portfolioChildIssuesOf',
        1,
        1,
        (world, [key = '']) => {
          const issue = issueOf(world, key, 'childIssuesOf');
          return issue === undefined ? [] : [...below(world, issue.id)];
        },
      ],
      [
        'projectsLeadByUser spacesLeadByUser',
        0,
        1,
        (world, [who], label) => {
          const leads = somebody(world, who, label);
          return idsOf(visibleProjects(world).filter(({ leadAccountId }) => leads.includes(leadAccountId)));
        },
      ],
      ['projectsWhereUserHasRole spacesWhereUserHasRole', 1, 1, withRole],
      ['projectsWhereUserHasPermission spacesWhereUserHasPermission', 1, 1, withPermission],
      [
        'componentsLeadByUser',
        0,
        1,
        (world, [who], label) => {
          const leads = somebody(world, who, label);
          const all = seen(world, world.state.components.values());
          return idsOf(all.filter(({ leadAccountId }) => leadAccountId !== null && leads.includes(leadAccountId)));
        },
      ],
      ['updatedBy', 1, 3, updatedBy],
      ['watchedIssues watchedWorkItems', 0, 0, mine(({ watchers }) => watchers)],
      ['votedIssues votedWorkItems', 0, 0, mine(({ voters }) => voters)],
      // Whoever has an account has opened every issue that there is.
      [
        'issueHistory workItemHistory',
        0,
        0,
        ({ state, context }) => (context.accountId === null ? [] : [...state.issues.keys()]),
      ],
      ['cascadeOption', 1, 2, options],
      ['choiceOption', 1, 100, options],
    ] satisfies (readonly [string, number, number, Body])[]
  ).flatMap(([names, least, most, body]) =>
    names.split(' ').map((name) => [name.toLowerCase(), [least, most, body] as const] as const),
  ),
);
