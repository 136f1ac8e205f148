/** Chooses projects, by name or key, among those that the person sees. */
import { requestJira } from '@forge/bridge';
import type { FieldProps } from './field';
import { PickedTag } from './picked';
import { type Found, SearchBox } from './search-box';

export type ProjectRef = { readonly id: string; readonly key: string; readonly name: string };

export type ProjectPickerProps = FieldProps & {
  readonly picked: readonly ProjectRef[];
  readonly onChange: (picked: readonly ProjectRef[]) => void;
  /** So many at most; one replaces the one before. */
  readonly projectsMax?: number;
  /** Only projects that the person administers. */
  readonly isAdministered?: boolean;
};

export const ProjectPicker = (props: ProjectPickerProps) => {
  const { picked, onChange, projectsMax = 20, isAdministered = false, ...field } = props;
  const isFull = projectsMax > 1 && picked.length >= projectsMax;
  return (
    <div className="sk-project-picker">
      <SearchBox
        {...field}
        {...(isFull ? { help: `No more than ${projectsMax} projects.` } : {})}
        placeholder="Type a project's name or key"
        search={async (text) => {
          const found = await findProjects(text, isAdministered);
          return found?.filter(({ id }) => !picked.some((project) => project.id === id));
        }}
        onPick={(project) => {
          if (projectsMax === 1) onChange([project]);
          else if (!isFull) onChange([...picked, project]);
        }}
      />
      {picked.length === 0 ? null : (
        <div className="sk-picked">
          {picked.map((project) => (
            <PickedTag
              key={project.id}
              title={`${project.name} (${project.key})`}
              onRemove={() => onChange(picked.filter(({ id }) => id !== project.id))}
            />
          ))}
        </div>
      )}
    </div>
  );
};

/** Projects whose name or key has this text, the first twenty; undefined where Jira did not answer. */
export const findProjects = async (
  text: string,
  isAdministered: boolean,
): Promise<readonly Found<ProjectRef>[] | undefined> => {
  const query = new URLSearchParams({
    maxResults: '20',
    orderBy: 'name',
    ...(isAdministered ? { action: 'edit' } : {}),
  });
  if (text !== '') query.set('query', text);
  try {
    const response = await requestJira(`/rest/api/3/project/search?${query}`);
    if (!response.ok) return undefined;
    const body: unknown = await response.json();
    const values = typeof body === 'object' && body !== null && 'values' in body ? body.values : undefined;
    if (!Array.isArray(values)) return undefined;
    return values
      .flatMap(parseProject)
      .map((project) => ({ id: project.id, title: project.name, detail: project.key, value: project }));
  } catch {
    return undefined;
  }
};

/** A project as Jira describes one; none where it is not. */
export const parseProject = (project: unknown): readonly ProjectRef[] => {
  if (typeof project !== 'object' || project === null) return [];
  if (!('id' in project) || !('key' in project) || !('name' in project)) return [];
  const { id, key, name } = project;
  return typeof key === 'string' && typeof name === 'string' ? [{ id: String(id), key, name }] : [];
};
