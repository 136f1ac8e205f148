/** Statuses and their categories. A category's id is a number, a status's a string, as in the real Jira. */
import type { Status, StatusCategory } from '../state';
import { projectScope } from './issue-type';
import { type Printing, selfUrl, siteUrl } from './printing';

export function printStatus(p: Printing, status: Status): Record<string, unknown> {
  return {
    self: selfUrl(p, `status/${status.id}`),
    description: status.description,
    iconUrl: siteUrl(p, 'images/icons/statuses/generic.png'),
    name: status.name,
    untranslatedName: status.name,
    id: status.id,
    statusCategory: printCategory(p, status.category),
    ...projectScope(status.projectId),
  };
}

const CATEGORIES = {
  new: { id: 2, colorName: 'blue-gray', name: 'To Do' },
  indeterminate: { id: 4, colorName: 'yellow', name: 'In Progress' },
  done: { id: 3, colorName: 'green', name: 'Done' },
} as const;

export function printCategory(p: Printing, key: StatusCategory): Record<string, unknown> {
  const category = CATEGORIES[key];
  return {
    self: selfUrl(p, `statuscategory/${category.id}`),
    id: category.id,
    key,
    colorName: category.colorName,
    name: category.name,
  };
}
