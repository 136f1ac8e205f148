/** Jira's answers as the person who looks at a page sees them, and what can be taken out of them. */
import { requestJira } from '@forge/bridge';

/** What stands at a path; `undefined` where Jira does not say. */
export const readJira = async (path: string): Promise<unknown> => {
  try {
    const response = await requestJira(path, { headers: { Accept: 'application/json' } });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
};

export const rowsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

export const membersOf = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : undefined;

export const memberOf = (value: unknown, name: string, inner: string): unknown =>
  membersOf(membersOf(value)?.[name])?.[inner];
