/**
 * Product events on their way to the app: kept in the store until a function took them.
 *
 * At least once and in no promised order: an event may come twice, and one that a function fails on comes
 * again up to four times. The queue outlives the process.
 */
import type { ProductEvent } from '../jira/jira';
import type { PlatformSwitches } from '../site';
import type { Installation } from './installation';
import type { Invoker } from './invoke';
import type { Manifest } from './manifest';
import type { SiteDatabase } from './storage/database';

const RETRIES_MAX = 4;

export type EventQueue = {
  add(events: readonly ProductEvent[]): void;
  /** Delivers what waits now; returns how many invocations that made. */
  deliver(): Promise<number>;
};
export type EventGround = {
  readonly database: SiteDatabase;
  readonly manifest: Manifest;
  readonly invoker: Invoker;
  readonly installation: () => Installation;
  readonly switches: PlatformSwitches;
  readonly limitMs: number;
};
type Waiting = {
  readonly id: number;
  readonly module: string;
  readonly type: string;
  readonly payload: string;
  readonly attempts: number;
};

/** The queue of one site. */
export function createEventQueue(ground: EventGround): EventQueue {
  const { database, manifest, invoker, installation, switches } = ground;
  const insert = database.prepare('INSERT INTO waiting_event (module, type, payload, attempts) VALUES (?, ?, ?, 0)');
  const every = database.prepare('SELECT id, module, type, payload, attempts FROM waiting_event ORDER BY id').raw();
  const erase = database.prepare('DELETE FROM waiting_event WHERE id = ?');
  const retry = database.prepare('UPDATE waiting_event SET attempts = ? WHERE id = ?');

  const invoke = async (waiting: Waiting): Promise<boolean> => {
    const module = manifest.triggers.find(({ key }) => key === waiting.module);
    if (module === undefined) return true;
    const payload: unknown = JSON.parse(waiting.payload);
    const result = await invoker.invoke({
      functionKey: module.functionKey,
      moduleKey: module.key,
      moduleType: 'trigger',
      accountId: undefined,
      payload: {
        ...(typeof payload === 'object' ? payload : {}),
        eventType: waiting.type,
        context: { cloudId: installation().cloudId, moduleKey: module.key, userAccess: { enabled: false } },
      },
      limitMs: ground.limitMs,
    });
    return result.kind === 'answered';
  };

  return {
    add(events) {
      for (const { eventType, payload } of events) {
        for (const { key, events: wanted } of manifest.triggers) {
          if (wanted.includes(eventType)) insert.run(key, eventType, JSON.stringify(payload));
        }
      }
    },
    async deliver() {
      let invocations = 0;
      for (const waiting of every.all().map(readWaiting)) {
        const times = switches['events.delivery'] === 'twice' ? 2 : 1;
        let done = false;
        for (let time = 0; time < times; time += 1) {
          done = await invoke(waiting);
          invocations += 1;
        }
        if (done || waiting.attempts >= RETRIES_MAX) erase.run(waiting.id);
        else retry.run(waiting.attempts + 1, waiting.id);
      }
      return invocations;
    },
  };
}

function readWaiting(row: unknown): Waiting {
  const [id, module, type, payload, attempts] = Array.isArray(row) ? row : [];
  return {
    id: Number(id),
    module: String(module),
    type: String(type),
    payload: String(payload),
    attempts: Number(attempts),
  };
}
