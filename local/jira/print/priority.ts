/** Priorities and resolutions. */
import type { Priority, Resolution } from '../state';
import { type Printing, selfUrl, siteUrl } from './printing';

export function printPriority(p: Printing, priority: Priority): Record<string, unknown> {
  return {
    self: selfUrl(p, `priority/${priority.id}`),
    iconUrl: siteUrl(p, `images/icons/priorities/${priority.name.toLowerCase()}.svg`),
    name: priority.name,
    id: priority.id,
  };
}

/** The list of priorities says more than an issue does. */
export const printPriorityRow = (p: Printing, priority: Priority): Record<string, unknown> => ({
  ...printPriority(p, priority),
  statusColor: priority.color,
  description: priority.description,
  isDefault: false,
});

export function printResolution(p: Printing, resolution: Resolution): Record<string, unknown> {
  return {
    self: selfUrl(p, `resolution/${resolution.id}`),
    id: resolution.id,
    description: resolution.description,
    name: resolution.name,
  };
}
