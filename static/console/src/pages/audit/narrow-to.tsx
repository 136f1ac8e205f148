/** Filters that narrow to one key or one project: sought by name, shown as chosen, and taken away again. */
import { call } from '../../app/app-call';
import { Picked } from '../../parts/picked';
import { noteProject, useProject } from '../../parts/project-name';
import { findProjects, type ProjectRef } from '../../parts/project-picker';
import { type Found, SearchBox } from '../../parts/search-box';
import { noteKeyName, useKeyNames } from './key-names';

export type NarrowToProps = {
  /** The id of what is chosen; empty where nothing is. */
  readonly chosen: string;
  readonly onChange: (id: string) => void;
};

const OFFERED_MAX = 10;

export const KeyFilter = ({ chosen, onChange }: NarrowToProps) => {
  const name = useKeyNames(chosen === '' ? [] : [chosen]).get(chosen);
  return chosen === '' ? (
    <SearchBox
      label="Key"
      placeholder="All keys"
      search={findKeys}
      onPick={(key) => {
        noteKeyName(key.id, key.name);
        onChange(key.id);
      }}
    />
  ) : (
    <Picked label="Key" things={[{ id: chosen, title: name ?? chosen }]} onRemove={() => onChange('')} />
  );
};

export const ProjectFilter = ({ chosen, onChange }: NarrowToProps) => {
  const project = useProject(chosen === '' ? undefined : chosen);
  return chosen === '' ? (
    <SearchBox<ProjectRef>
      label="Project"
      placeholder="All projects"
      search={(text) => findProjects(text, false)}
      onPick={(found) => {
        noteProject(found);
        onChange(found.id);
      }}
    />
  ) : (
    <Picked label="Project" things={[{ id: chosen, title: project?.key ?? chosen }]} onRemove={() => onChange('')} />
  );
};

type NamedKey = { readonly id: string; readonly name: string };

/** Keys whose name, id or sponsor has this text, those used last first. */
const findKeys = async (text: string): Promise<readonly Found<NamedKey>[] | undefined> => {
  const narrowed = text === '' ? {} : { text };
  const found = await call('listKeys', { ...narrowed, rows: OFFERED_MAX, sort: 'lastUsed', descending: true });
  if (!found.ok) return undefined;
  return found.value.keys.map(({ id, name }) => ({ id, title: name, detail: id, value: { id, name } }));
};
