/**
 * Which of the projects with keys the app cannot serve, asked as the app itself: what is hidden from it, archived or gone,
 * and where it may not do what keys there are for. A bounded number of questions, however many projects there are.
 */
import { idOf, items, member, textOf } from '../jira/answers';
import type { Jira } from '../jira/as-app';
import type { AsPerson, JiraFault as PersonFault } from '../jira/as-user';
import { fewAtOnce } from '../jira/few-at-once';
import { jiraPermissionsOf, PROJECTS_A_CHECK_MAX } from '../jira/permission-keys';
import type { Permission } from '../policy/permissions';
import { err, ok, type Result } from '../result';

/** A project with keys, and all that its keys may do there. */
export type KeyedProject = {
  readonly projectId: string;
  readonly projectKey: string;
  readonly permissions: ReadonlySet<Permission>;
};

export type UnservedProject = Omit<KeyedProject, 'permissions'> & {
  readonly problem: 'gone' | 'archived' | 'shut_out' | 'cannot_write';
  readonly message: string;
  readonly mend: string;
};

const IDS_A_SEARCH = 50;
const AT_ONCE = 4;
/** Names of permissions in Jira's own words are in its administration; their keys say the same. */
const wordsOf = (key: string): string =>
  key
    .toLowerCase()
    .replace(/_permission$/, '')
    .replaceAll('_', ' ');

/** The projects among these that are not served as their keys promise. */
export async function unservedProjects(
  jira: Jira,
  person: Pick<AsPerson, 'project'>,
  projects: readonly KeyedProject[],
): Promise<Result<readonly UnservedProject[], PersonFault>> {
  if (projects.length === 0) return ok([]);
  const [live, archived, held] = await Promise.all([
    seenByApp(jira, projects, 'live'),
    seenByApp(jira, projects, 'archived'),
    heldByApp(jira, projects),
  ]);
  if (!live.ok) return live;
  if (!archived.ok) return archived;
  if (!held.ok) return held;
  const judged = await fewAtOnce(
    projects,
    AT_ONCE,
    async (project): Promise<Result<UnservedProject[], PersonFault>> => {
      const { projectId } = project;
      if (archived.value.has(projectId)) return ok([unserved(project, ARCHIVED)]);
      if (live.value.has(projectId) && held.value.get('BROWSE_PROJECTS')?.has(projectId)) {
        const lacking = lackingIn(project, held.value);
        return ok(lacking.length === 0 ? [] : [unserved(project, cannotWrite(lacking))]);
      }
      const seen = await person.project(projectId);
      return seen.ok ? ok([unserved(project, seen.value === undefined ? GONE : SHUT_OUT)]) : seen;
    },
  );
  const found: UnservedProject[] = [];
  for (const each of judged) {
    if (!each.ok) return each;
    found.push(...each.value);
  }
  return ok(found);
}

type Problem = Pick<UnservedProject, 'problem' | 'message' | 'mend'>;

const unserved = ({ projectId, projectKey }: KeyedProject, problem: Problem): UnservedProject => ({
  projectId,
  projectKey,
  ...problem,
});

const GONE: Problem = {
  problem: 'gone',
  message: 'The project was deleted, or lies in the bin.',
  mend: 'Restore it, or revoke the keys that are for it alone.',
};
const ARCHIVED: Problem = {
  problem: 'archived',
  message: 'The project is archived: keys find nothing in it by search and can change nothing.',
  mend: 'Restore the project from the archive, or revoke its keys.',
};
const SHUT_OUT: Problem = {
  problem: 'shut_out',
  message: 'Jira does not show the project to this app: every call of its keys hears that nothing is there.',
  mend: "Let the app in: look at the organisation's app access rules, and at Browse projects in the permission scheme.",
};
const cannotWrite = (lacking: readonly string[]): Problem => ({
  problem: 'cannot_write',
  message: `Keys here hold permissions that the app itself lacks in Jira: ${lacking.map(wordsOf).join(', ')}.`,
  mend: "Give them to the app's role, atlassian-addons-project-access, in the permission scheme of the project.",
});

/** Jira permissions that the keys of a project rest on and the app does not hold there. */
const lackingIn = ({ projectId, permissions }: KeyedProject, held: Held): readonly string[] => [
  ...new Set([...permissions].flatMap(jiraPermissionsOf).filter((key) => held.get(key)?.has(projectId) === false)),
];

async function seenByApp(
  jira: Jira,
  projects: readonly KeyedProject[],
  status: 'live' | 'archived',
): Promise<Result<ReadonlySet<string>, PersonFault>> {
  const chunks = chunked(projects, IDS_A_SEARCH);
  const answers = await fewAtOnce(chunks, AT_ONCE, (chunk) =>
    jira.call({
      method: 'GET',
      path: '/rest/api/3/project/search',
      query: [
        ...chunk.map(({ projectId }) => ['id', projectId] as const),
        ['status', status],
        ['maxResults', String(IDS_A_SEARCH)],
      ],
      body: undefined,
    }),
  );
  const ids = new Set<string>();
  for (const answer of answers) {
    if (!answer.ok) return err(fault('projects'));
    if (answer.value.status !== 200) return err(fault('projects', answer.value.status));
    for (const row of items(member(answer.value.body, 'values'))) ids.add(idOf(row) ?? '');
  }
  return ok(ids);
}

/** Ids of projects by the Jira permission that the app holds there. */
type Held = ReadonlyMap<string, ReadonlySet<string>>;

/** A site without Jira Software may refuse a question about sprints: then nothing is said of them. */
const SPRINTS = 'MANAGE_SPRINTS_PERMISSION';

async function heldByApp(jira: Jira, projects: readonly KeyedProject[]): Promise<Result<Held, PersonFault>> {
  const wanted = new Set(projects.flatMap(({ permissions }) => [...permissions].flatMap(jiraPermissionsOf)));
  wanted.add('BROWSE_PROJECTS');
  wanted.delete(SPRINTS);
  const answers = await fewAtOnce(chunked(projects, PROJECTS_A_CHECK_MAX), AT_ONCE, (chunk) =>
    jira.call({
      method: 'POST',
      path: '/rest/api/3/permissions/check',
      query: [],
      body: JSON.stringify({
        projectPermissions: [{ permissions: [...wanted], projects: chunk.map(({ projectId }) => Number(projectId)) }],
      }),
    }),
  );
  const held = new Map([...wanted].map((key) => [key, new Set<string>()]));
  for (const answer of answers) {
    if (!answer.ok) return err(fault('permissions'));
    if (answer.value.status !== 200) return err(fault('permissions', answer.value.status));
    for (const row of items(member(answer.value.body, 'projectPermissions'))) {
      const ids = held.get(textOf(member(row, 'permission')) ?? '');
      for (const id of items(member(row, 'projects'))) ids?.add(String(id));
    }
  }
  return ok(held);
}

const fault = (question: string, status?: number): PersonFault => ({
  reason: 'jira_unavailable',
  question,
  ...(status === undefined ? {} : { status }),
});

const chunked = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
