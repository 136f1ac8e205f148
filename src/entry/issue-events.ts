/**
 * Forge module trigger: Jira tells that an issue was changed. Only a move to another project matters: a write that
 * was under way at that moment may have landed there, and Jira's answer to it did not say. Its key is suspended
 * until someone has looked. A fault is thrown, because then the platform brings the event again.
 */
import * as z from 'zod/mini';
import { deployed, type KeyWorld } from '../keys/key-store';
import { stopAfterMismatch } from '../keys/stop-after-mismatch';
import { keysWritingAt } from '../storage/writes-between';

export const onIssueEvent = (event: unknown): Promise<void> => noteIssueEvent(deployed, keysWritingAt, event);

/** What `onIssueEvent` does, in a world that is handed in. */
export const noteIssueEvent = async (
  world: Pick<KeyWorld, 'store' | 'random' | 'now'>,
  writing: typeof keysWritingAt,
  event: unknown,
): Promise<void> => {
  const parsed = z.safeParse(issueEvent, event);
  if (!parsed.success) return;
  const { issue, changelog } = parsed.data;
  const left = changelog.items.filter(
    ({ field, from }) => field.toLowerCase() === 'project' && PROJECT_ID.test(from ?? ''),
  );
  const moment = Date.parse(issue.fields.updated);
  if (left.length === 0 || Number.isNaN(moment)) return;
  const keys = await writing(moment, String(issue.id), [...left.map(({ from }) => from ?? ''), 'site']);
  if (!keys.ok) throw new Error(`Could not look for writes that met a move: ${keys.error.reason}`);
  for (const keyId of keys.value) {
    if (!(await stopAfterMismatch(keyId, world))) throw new Error('Could not suspend a key whose write met a move');
  }
};

const PROJECT_ID = /^[1-9][0-9]{0,17}$/;

const issueEvent = z.object({
  eventType: z.literal('avi:jira:updated:issue'),
  issue: z.object({ id: z.union([z.string(), z.int()]), fields: z.object({ updated: z.string() }) }),
  changelog: z.object({ items: z.array(z.object({ field: z.string(), from: z.optional(z.nullable(z.string())) })) }),
});
