/**
 * Goes through all that there is, a part at a time, over as many runs as it takes: what one run did not come to is the next
 * one's, and nothing is passed over without being told. Whoever walks sees groups: the keys of one person, or of one home.
 *
 * Two runs at once do things twice at worst, and everything that is done here may be.
 */
import { err, ok, type Result } from '../result';
import type { StorageFault } from '../storage/fault';
import type { ApiKeyRecord } from '../storage/records/api-key';
import type { WalkName, WalkPosition } from '../storage/walks';
import { type AdministrationFault, unavailable } from './fault';
import type { KeyWorld } from './key-store';

export type Walked = {
  /** Groups, and what was in them. */
  readonly groups: number;
  readonly looked: number;
  /** True where with this run everything was gone through, and nothing failed on the way. */
  readonly isWhole: boolean;
};

/** A part of all, by the names of its groups. */
type Part<T> = {
  readonly groups: ReadonlyMap<string, readonly T[]>;
  readonly to: string;
  readonly isLast: boolean;
};

export type Walk<T> = {
  readonly name: WalkName;
  /** The part that begins at `from`; up to `to`, where that is known. */
  readonly part: (from: string, to: string | undefined) => Promise<Result<Part<T>, StorageFault>>;
  /** What fails here leaves the other groups alone; a group that could not be done to its end is the next run's first. */
  readonly visit: (group: string, members: readonly T[]) => Promise<Result<'done' | 'cut', AdministrationFault>>;
  /** Is the time of this run over, after so many groups? */
  readonly isOver: (groups: number) => boolean;
};

type WalkWorld = { readonly store: Pick<KeyWorld['store'], 'readWalk' | 'saveWalk'> };

const BEGIN: WalkPosition = { v: 1, from: '', after: '' };

/** Goes on with a walk for as long as this run may, or to its end. */
export const walkOn = async <T>({ store }: WalkWorld, walk: Walk<T>): Promise<Result<Walked, AdministrationFault>> => {
  const stored = await store.readWalk(walk.name);
  if (!stored.ok) return err(unavailable(stored.error));
  let noted = stored.value;
  let position = noted ?? BEGIN;
  let fault: AdministrationFault | undefined;
  let [groups, looked] = [0, 0];
  const end = async (at: WalkPosition, isWhole: boolean): Promise<Result<Walked, AdministrationFault>> => {
    // Where one run comes to all there is nothing to note.
    const saved = at === BEGIN && noted === undefined ? ok(undefined) : await store.saveWalk(walk.name, at);
    if (!saved.ok) fault ??= unavailable(saved.error);
    return fault === undefined ? ok({ groups, looked, isWhole }) : err(fault);
  };
  for (;;) {
    const part = await walk.part(position.from, position.to);
    if (!part.ok) {
      fault ??= unavailable(part.error);
      return end(position, false);
    }
    const { to } = part.value;
    const names = [...part.value.groups.keys()].sort().filter((name) => name > position.after);
    for (const name of names) {
      if (walk.isOver(groups)) return end({ ...position, to }, false);
      const members = part.value.groups.get(name) ?? [];
      const done = await walk.visit(name, members);
      if (done.ok && done.value === 'cut') return end({ ...position, to }, false);
      if (!done.ok) fault ??= done.error;
      position = { ...position, after: name, ...(done.ok ? {} : { missed: true }) };
      groups += 1;
      looked += members.length;
    }
    if (part.value.isLast) return end(BEGIN, position.missed !== true);
    const { missed } = position;
    position = { v: 1, from: behind(to), after: '', ...(missed === true ? { missed } : {}) };
    // A run that is ended from outside then goes on from here.
    noted = position;
    const saved = await store.saveWalk(walk.name, position);
    if (!saved.ok) fault ??= unavailable(saved.error);
  }
};

/** The first text after a moment, so that nothing of that moment is seen again. */
const behind = (moment: string): string => `${moment} `;

/** Walks through all active keys whose end is not over, in groups by `groupOf`. */
export const walkActiveKeys = (
  world: {
    readonly store: Pick<KeyWorld['store'], 'readWalk' | 'saveWalk' | 'activeKeys'>;
    readonly now: () => number;
  },
  { name, groupOf, ...walk }: Omit<Walk<ApiKeyRecord>, 'part'> & { readonly groupOf: (key: ApiKeyRecord) => string },
): Promise<Result<Walked, AdministrationFault>> =>
  walkOn(world, {
    ...walk,
    name,
    part: async (from, to) => {
      const span = await world.store.activeKeys(from === '' ? behind(new Date(world.now()).toISOString()) : from, to);
      if (!span.ok) return span;
      const groups = new Map<string, ApiKeyRecord[]>();
      for (const key of span.value.keys) {
        const members = groups.get(groupOf(key)) ?? [];
        members.push(key);
        groups.set(groupOf(key), members);
      }
      return ok({ ...span.value, groups });
    },
  });
