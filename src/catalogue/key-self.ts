/** What a key may ask of this app about itself, below `<gateway URL>/key/self`: rows of our own, not of Jira. */
import type { Method } from './operation';

export type SelfRow = {
  readonly id: string;
  readonly method: Method;
  /** Segments below the gateway URL. */
  readonly path: readonly string[];
  readonly by: 'describe' | 'rotate' | 'end' | 'check';
};

export const KEY_SELF: readonly SelfRow[] = [
  { id: 'getKeySelf', method: 'GET', path: ['key', 'self'], by: 'describe' },
  { id: 'rotateKeySelf', method: 'POST', path: ['key', 'self', 'rotate'], by: 'rotate' },
  { id: 'deleteKeySelf', method: 'DELETE', path: ['key', 'self'], by: 'end' },
  { id: 'checkKeySelf', method: 'POST', path: ['key', 'self', 'check'], by: 'check' },
];

/** The row of a call about the key itself; undefined where it is about Jira. */
export const selfRow = (method: Method, segments: readonly string[]): SelfRow | undefined =>
  KEY_SELF.find((row) => row.method === method && row.path.join('/') === segments.join('/'));
