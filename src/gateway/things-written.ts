/**
 * How many things of Jira a call writes: what limits of writes count. By the form of the request alone, before anything is
 * looked up, so that the number tells nothing. Pure.
 */
import type { Call, Draft } from './call';

/** 0 for a read; of what a row lists one by one each; comments and links that go along with a change are things too. */
export function thingsWritten({ operation, body }: Call): number {
  if (operation.kind !== 'relay' || operation.check !== 'before') return 0;
  const { changesEach } = operation;
  const listed = changesEach !== undefined && body?.kind === 'object' ? body.members.get(changesEach) : undefined;
  const bodies = listed?.kind === 'list' ? listed.items : [body];
  return Math.max(
    1,
    bodies.reduce((sum, each) => sum + thingsIn(each), 0),
  );
}

function thingsIn(body: Draft | undefined): number {
  if (body?.kind !== 'object') return 1;
  let own = 0;
  let beside = 0;
  for (const [name, member] of body.members) {
    if (BESIDE.has(name) && member.kind === 'object') beside += 1;
    else if (name === 'update' && member.kind === 'fields') {
      for (const [id, field] of member.members) {
        const added = BESIDE.has(id) && field.kind === 'system' && field.draft.kind === 'list' ? field.draft.items : [];
        beside += added.length;
        if (!BESIDE.has(id)) own = 1;
      }
    } else if (member.kind !== 'fields' || member.members.size > 0) own = 1;
  }
  return own + beside;
}

/** Members that add a thing to the one that is written, and fields of `update` that add several. */
const BESIDE: ReadonlySet<string> = new Set(['comment', 'additionalComment', 'issuelinks']);
