/** A project's components, with the people who lead them. */
import type { Component } from '../state';
import { printPerson } from './person';
import { type Printing, present, selfUrl } from './printing';

export function printComponent(p: Printing, component: Component): Record<string, unknown> {
  const project = p.state.projects.get(component.projectId);
  const lead = printPerson(p, component.leadAccountId) ?? undefined;
  const assigneeType = lead === undefined ? 'PROJECT_DEFAULT' : 'COMPONENT_LEAD';
  return present({
    ...printComponentRef(p, component),
    lead,
    assigneeType,
    assignee: lead,
    realAssigneeType: assigneeType,
    realAssignee: lead,
    isAssigneeTypeValid: true,
    project: project?.key,
    projectId: Number(component.projectId),
  });
}

export function printComponentRef(p: Printing, component: Component): Record<string, unknown> {
  return {
    self: selfUrl(p, `component/${component.id}`),
    id: component.id,
    name: component.name,
    description: component.description,
  };
}
