/**
 * Forge module trigger: Jira tells of a project that was changed, moved to the bin, deleted or brought back.
 *
 * What names mean in it is forgotten, and keys show it by its present key; after a deletion no key keeps a grant for it. An event that cannot be read
 * is ignored. A fault is thrown, because then the platform brings the event again; every step may be repeated.
 */
import * as z from 'zod/mini';
import { dropProject } from '../keys/drop-project';
import { deployed, type KeyWorld } from '../keys/key-store';
import { renameProject } from '../keys/rename-project';
import { dropLexicons } from '../storage/lexicons';

export const onProjectEvent = (event: unknown): Promise<void> => noteProjectEvent(deployed, dropLexicons, event);

/** What `onProjectEvent` does, in a world that is handed in. */
export const noteProjectEvent = async (
  world: Pick<KeyWorld, 'store' | 'random' | 'now'>,
  forget: typeof dropLexicons,
  event: unknown,
): Promise<void> => {
  const parsed = z.safeParse(projectEvent, event);
  if (!parsed.success) return;
  const { eventType, project } = parsed.data;
  const projectId = String(project.id);
  if (!PROJECT_ID.test(projectId)) return;
  const forgotten = await forget(projectId);
  if (!forgotten.ok) throw new Error(`Could not forget the names of a project: ${forgotten.error.reason}`);
  if (eventType !== 'avi:jira:deleted:project') {
    if (project.key === undefined) return;
    const renamed = await renameProject(world, projectId, project.key);
    if (!renamed.ok) throw new Error(`Could not note the new key of a project: ${renamed.error.reason}`);
    return;
  }
  const dropped = await dropProject(world, projectId);
  if (!dropped.ok) throw new Error(`Could not take a deleted project out of its keys: ${dropped.error.reason}`);
};

const PROJECT_ID = /^[1-9][0-9]{0,17}$/;

/** The id is read as text or as number: nothing that the platform documents promises one of them. */
const projectEvent = z.object({
  eventType: z.string().check(z.regex(/^avi:jira:[a-z]+:project$/)),
  project: z.object({
    id: z.union([z.string(), z.int()]),
    key: z.optional(z.string().check(z.regex(/^[A-Z][A-Z0-9_]{1,254}$/))),
  }),
});
