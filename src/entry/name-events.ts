/**
 * Forge module trigger: Jira tells that a version or component was made, changed or taken away. What names mean in its
 * project is forgotten, so that the next call asks Jira. An event that cannot be read is ignored; a fault is thrown,
 * because then the platform brings the event again.
 */
import * as z from 'zod/mini';
import { dropLexicons } from '../storage/lexicons';

export const onNameEvent = (event: unknown): Promise<void> => noteNameEvent(dropLexicons, event);

/** What `onNameEvent` does, with a storage that is handed in. */
export const noteNameEvent = async (forget: typeof dropLexicons, event: unknown): Promise<void> => {
  const parsed = z.safeParse(nameEvent, event);
  if (!parsed.success) return;
  const projectId = String((parsed.data.version ?? parsed.data.component)?.projectId);
  if (!PROJECT_ID.test(projectId)) return;
  const forgotten = await forget(projectId);
  if (!forgotten.ok) throw new Error(`Could not forget the names of a project: ${forgotten.error.reason}`);
};

const PROJECT_ID = /^[1-9][0-9]{0,17}$/;

const placed = z.optional(z.object({ projectId: z.union([z.string(), z.int()]) }));
const nameEvent = z.object({
  eventType: z.string().check(z.regex(/^avi:jira:[a-z]+:(?:version|component)$/)),
  version: placed,
  component: placed,
});
