/** Keys as a person at a terminal reads them. */
import * as z from 'zod/mini';

export const KEY_VIEW = z.looseObject({
  id: z.string(),
  name: z.string(),
  state: z.string(),
  grants: z.array(
    z.object({
      projectKey: z.string(),
      permissions: z.array(z.string()),
      endpointRules: z.optional(z.array(z.string())),
    }),
  ),
  otherProjects: z.boolean(),
  expiresAt: z.string(),
});
export type KeyView = z.infer<typeof KEY_VIEW>;

/** A table, the columns as wide as they need to be. */
export function printKeys(keys: readonly KeyView[]): string {
  const rows = keys.map((key) => [key.id, stateInWords(key), projectsOf(key), day(key.expiresAt), key.name]);
  const table = [['id', 'state', 'projects', 'until', 'name'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}

/** One key with what it may do. */
export const printGrants = ({ grants }: KeyView): string =>
  grants
    .flatMap(({ projectKey, permissions, endpointRules = [] }) => [
      `  ${projectKey.padEnd(12)}${permissions.join(', ')}`,
      ...endpointRules.map((rule) => `  ${''.padEnd(12)}only ${rule}`),
    ])
    .join('\n');

export const projectsOf = ({ grants, otherProjects }: KeyView): string =>
  [...grants.map(({ projectKey }) => projectKey), ...(otherProjects ? ['others'] : [])].join(', ');

export const day = (iso: string): string => iso.slice(0, 10);

export const stateInWords = ({ state }: KeyView): string => state.replaceAll('_', ' ');
