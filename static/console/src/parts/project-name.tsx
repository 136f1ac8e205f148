/**
 * Names of projects by their ids. Jira is asked as the person who looks, for all that a page shows at once, each once. A
 * project that the person does not see, or that is gone, stands with its id.
 */
import { requestJira } from '@forge/bridge';
import { useEffect, useSyncExternalStore } from 'react';
import { type ProjectRef, parseProject } from './project-picker';

/** Within this time a page has said all ids that it needs. */
const GATHER_MS = 20;
const IDS_A_REQUEST = 50;

/** Kept while the console is open; replaced when something is learnt, so that React sees it. */
let known: ReadonlyMap<string, ProjectRef> = new Map();
const asked = new Set<string>();
let waiting: string[] = [];
const listeners = new Set<() => void>();

/** The project; undefined until Jira has answered, and where it shows none. */
export const useProject = (projectId: string | undefined): ProjectRef | undefined => {
  const projects = useProjects(projectId === undefined ? [] : [projectId]);
  return projectId === undefined ? undefined : projects.get(projectId);
};

/** All of these projects, as far as they are known. */
export const useProjects = (projectIds: readonly string[]): ReadonlyMap<string, ProjectRef> => {
  const projects = useSyncExternalStore(subscribe, () => known);
  const ids = projectIds.join(' ');
  useEffect(() => {
    for (const id of ids === '' ? [] : ids.split(' ')) ask(id);
  }, [ids]);
  return projects;
};

/** A project's key, with its name on hover. */
export const ProjectName = ({ projectId }: { readonly projectId: string }) => {
  const project = useProject(projectId);
  return <span title={project?.name}>{project?.key ?? projectId}</span>;
};

/** Notes a project that came with something else. */
export const noteProject = (project: ProjectRef): void => learn([project]);

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const learn = (projects: readonly ProjectRef[]): void => {
  if (projects.length === 0) return;
  known = new Map([...known, ...projects.map((project) => [project.id, project] as const)]);
  for (const listener of listeners) listener();
};

const ask = (projectId: string): void => {
  if (known.has(projectId) || asked.has(projectId)) return;
  asked.add(projectId);
  if (waiting.length === 0) setTimeout(send, GATHER_MS);
  waiting.push(projectId);
};

const send = (): void => {
  const ids = waiting;
  waiting = [];
  for (let from = 0; from < ids.length; from += IDS_A_REQUEST) {
    void lookUp(ids.slice(from, from + IDS_A_REQUEST)).then(learn);
  }
};

const lookUp = async (projectIds: readonly string[]): Promise<readonly ProjectRef[]> => {
  const query = new URLSearchParams(projectIds.map((id) => ['id', id]));
  query.set('maxResults', String(projectIds.length));
  try {
    const response = await requestJira(`/rest/api/3/project/search?${query}`);
    if (!response.ok) throw new Error('Jira did not answer');
    const body: unknown = await response.json();
    const values = typeof body === 'object' && body !== null && 'values' in body ? body.values : [];
    return Array.isArray(values) ? values.flatMap(parseProject) : [];
  } catch {
    // Not known is not the same as not there: whoever shows the id next asks again.
    for (const id of projectIds) asked.delete(id);
    return [];
  }
};
