/** Transitions that an issue can take now, with their fields when expanded. */
import type { Issue, JiraState, Transition, Workflow } from '../state';
import { printFieldMetadata } from './field-metadata';
import { type Printing, present } from './printing';
import { printStatus } from './status';

export function printTransition(
  p: Printing,
  issue: Issue,
  transition: Transition,
  withFields: boolean,
): Record<string, unknown> {
  const to = p.state.statuses.get(transition.to);
  return present({
    id: transition.id,
    name: transition.name,
    to: to && printStatus(p, to),
    hasScreen: transition.fields.length > 0,
    isGlobal: transition.from.length === 0,
    isInitial: false,
    isAvailable: true,
    isConditional: false,
    isLooped: transition.to === issue.statusId,
    fields: withFields
      ? Object.fromEntries(
          transition.fields.flatMap((id) => {
            const metadata = printFieldMetadata(p, id, { projectId: issue.projectId, typeId: issue.typeId, issue });
            return metadata === undefined ? [] : [[id, metadata]];
          }),
        )
      : undefined,
  });
}

/** The transitions of the issue's workflow that start from its status. */
export function transitionsOf(state: JiraState, issue: Issue): readonly Transition[] {
  const all = workflowOf(state, issue)?.transitions ?? [];
  return all.filter((transition) => transition.from.length === 0 || transition.from.includes(issue.statusId));
}

export function workflowOf(state: JiraState, issue: Issue): Workflow | undefined {
  const project = state.projects.get(issue.projectId);
  return project && state.workflows.get(project.workflowId);
}
