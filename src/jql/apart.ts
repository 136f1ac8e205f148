/**
 * A custom field is filtered by in each project as answers show it there: where the project's own list does not have it, it
 * counts as empty, and an option counts where the list has it. What an issue brought along from elsewhere is thereby not
 * found. Pure.
 */
import type { LexiconField } from '../storage/records/lexicon';
import type { Operand } from './ast';
import { withId } from './entries';
import type { JqlScope } from './facts';
import type { JqlField } from './fields';

/** Projects in which the field means the same; without a field: they do not have it. */
export type Part = { readonly projectIds: readonly string[]; readonly inProjects: readonly LexiconField[] };

/** Is it one that a project has or has not? Jira's own fields are everywhere, by whatever name. */
export const isPerProject = ({ name }: JqlField): boolean => name.startsWith('cf[');

/** The projects of the scope by what they have of the field; one part where it is the same in all of them. */
export function partsOf({ name, kind }: JqlField, { projects }: JqlScope): readonly Part[] {
  const id = `customfield_${name.replace(/\D/g, '')}`;
  const parts = new Map<string, { projectIds: string[]; inProjects: LexiconField[] }>();
  for (const { id: projectId, lexicon } of projects) {
    const [field] = withId(lexicon.fields, id);
    const options = kind === 'options' ? (field?.options ?? []).map((option) => option.id).sort() : [];
    const mark = field === undefined ? '' : `has ${options.join(' ')}`;
    const part = parts.get(mark) ?? { projectIds: [], inProjects: [] };
    parts.set(mark, part);
    part.projectIds.push(projectId);
    if (field !== undefined) part.inProjects.push(field);
  }
  return [...parts.values()];
}

/** Does a field hold this value in the projects that have it so? An option is of those whose lists have it. */
export const isIn = (value: Operand, { kind }: JqlField, inProjects: readonly LexiconField[]): boolean =>
  inProjects.some(
    ({ options = [] }) => kind !== 'options' || (value.kind === 'value' && withId(options, value.text).length > 0),
  );

/** Is it missing in a project? Jira would sort by what issues of that one brought along. */
export const isMissing = (row: JqlField, scope: JqlScope): boolean =>
  isPerProject(row) && partsOf(row, scope).some(({ inProjects }) => inProjects.length === 0);
