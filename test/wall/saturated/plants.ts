/**
 * For the guard alone: an honest answer, as the gateway itself prints it, with one foreign thing in it at a time, in
 * every place where one can stand. Foreign things come as Jira prints them: named by id, key or address, their texts
 * canaries; or as a bare key, id or address. Not planted, because no guard without a list of names could tell: words
 * in prose and names, people (the site's, not a project's), and an id that stands beside no address.
 */
import { FIXTURE } from '../site';
import type { Source } from './answers';

export type Plant = { readonly at: string; readonly what: string; readonly answer: unknown };

type Loose = Readonly<Record<string, unknown>>;
const isLoose = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const { issues, projects, comments, versions, links, sprints, fields } = FIXTURE;
export const CANARY = 'CANARY-0-0-x';
export const PLANTED: ReadonlyMap<string, Source> = new Map([[CANARY, 'foreign']]);
/** Strings that people chose. */
const PROSE: ReadonlySet<string> = new Set([
  ...['summary', 'description', 'environment', 'body', 'text', 'name', 'untranslatedName', 'displayName', 'value'],
  ...['labels', 'filename', 'clauseNames', 'inward', 'outward', fields.text, fields.notes],
  ...['comment', 'field', 'fromString', 'toString', 'title', 'relationship', 'globalId'],
]);

/** Every place of `answer` with every plant that fits it; each of them once, however many rows there are. */
export function plantsIn(answer: unknown, gateway: string, site: string): readonly Plant[] {
  const plants: Plant[] = [];
  const seen = new Set<string>();
  const things = foreignThings(gateway);
  const keys = [issues.omega1.key, issues.omega1.key.toLowerCase()];
  const addresses = [gateway, site].flatMap((base) =>
    [`issue/${issues.omega1.id}`, `project/${projects.omega.id}/statuses`].map((path) => `${base}/rest/api/3/${path}`),
  );
  const visit = (value: unknown, at: string, name: string, put: (changed: unknown) => unknown): void => {
    if (Array.isArray(value)) {
      value.forEach((item, index) => {
        visit(item, `${at}[]`, name, (changed) => put(value.with(index, changed)));
      });
    } else if (isLoose(value)) {
      if (value['type'] === 'doc') return;
      if (!seen.has(at)) {
        seen.add(at);
        for (const [what, members] of Object.entries(things))
          plants.push({ at, what, answer: put({ ...value, ...members }) });
        const twin = foreignTwin(value, gateway);
        if (at !== 'answer' && twin !== undefined) plants.push({ at, what: 'its foreign twin', answer: put(twin) });
      }
      for (const [each, inner] of Object.entries(value))
        visit(inner, `${at}.${each}`, each, (changed) => put({ ...value, [each]: changed }));
    } else if (typeof value === 'string' && !seen.has(at)) {
      seen.add(at);
      // What a name in `names` says is a name.
      if (PROSE.has(name) || at.includes('.names.')) return;
      for (const key of keys) plants.push({ at, what: `the key ${key}`, answer: put(key) });
      for (const address of addresses) plants.push({ at, what: 'an address', answer: put(address) });
    }
  };
  visit(answer, 'answer', 'answer', (changed) => changed);
  return plants;
}

/** Members that speak of something outside. */
function foreignThings(gateway: string): Readonly<Record<string, Loose>> {
  const api = `${gateway}/rest/api/3`;
  const { id, key } = issues.omega1;
  const project = { id: projects.omega.id, key: projects.omega.key, name: CANARY };
  const issue = { id, key, self: `${api}/issue/${id}`, fields: { summary: CANARY } };
  const comment = { id: comments.omega1, self: `${issue.self}/comment/${comments.omega1}`, body: CANARY };
  return {
    'a parent': { parent: issue },
    'a parent by id alone': { parent: { id, fields: { summary: CANARY } } },
    'a subtask': { subtasks: [issue] },
    'a link': { issuelinks: [{ id: links.foreign, inwardIssue: issue }] },
    'the end of a link by id': { outwardIssue: { id, fields: { summary: CANARY } } },
    'a row': { issues: [{ ...issue, fields: { summary: CANARY, project } }] },
    'ids of issues': { issues: [id] },
    'a project': { project },
    'a project by key': { project: { key: project.key, name: CANARY } },
    'the key of a project': { project: project.key },
    'an id of a project': { projectId: Number(project.id) },
    'a scope': { scope: { type: 'PROJECT', project: { id: project.id } } },
    'a version': { fixVersions: [{ id: versions.omega1, name: CANARY, projectId: Number(project.id) }] },
    'a comment': { comment: { comments: [comment], total: 1 } },
    'a comment without address': { comment: { comments: [{ id: comments.omega1, body: CANARY }] } },
    'a project in a field': { customfield_10999: project },
    'an issue key in a field': { customfield_10999: key },
    'a sprint': {
      customfield_10999: [{ id: sprints.omegaActive, name: CANARY, boardId: Number(project.id), state: 'active' }],
    },
    'a member that nobody knows': { neverSeen: CANARY },
    'a person with an address': { creator: { accountId: FIXTURE.people.outsider, emailAddress: CANARY } },
    'a page elsewhere': { nextPage: `${api}/project/search?startAt=1&query=${key}` },
    'another key': { key },
  };
}

/** The same thing as if it were one of OMEGA; undefined where it says nowhere what it is. */
function foreignTwin(thing: Loose, gateway: string): unknown {
  const path = String(thing['self']).replace(/^.*\/rest\/api\/[23]\//, '');
  const { id, key } = issues.omega1;
  const project = { id: projects.omega.id, key: projects.omega.key, name: CANARY };
  const self = (to: string): string => `${gateway}/rest/api/3/${to}`;
  if (/\/comment\//.test(path))
    return { ...thing, id: comments.omega1, self: self(`issue/${id}/comment/${comments.omega1}`), body: CANARY };
  if (path.startsWith('issue/'))
    return {
      ...thing,
      ...{ id, key, self: self(`issue/${id}`) },
      ...(isLoose(thing['fields']) && 'project' in thing['fields'] ? { fields: { summary: CANARY, project } } : {}),
    };
  if (path.startsWith('project/')) return { ...thing, ...project, self: self(`project/${project.id}`) };
  if (path.startsWith('version/')) return { ...thing, name: CANARY, projectId: Number(project.id) };
  return undefined;
}
