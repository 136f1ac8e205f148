/** When a key ends, and whether it has. Pure. */
import type { KeyView } from '../../../../src/console/contract';

/** When it really ends: a ceiling may end it before its own day. */
export const endOf = (view: KeyView): string => view.endsAt ?? view.expiresAt;

/** A key that is over does not come back. */
export const isOver = (view: KeyView): boolean => view.state === 'revoked' || view.state === 'expired';
