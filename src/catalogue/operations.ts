/** The whole catalogue: every operation that a key may use, and those that are refused with a reason of their own. */
import { ISSUES } from './issues';
import type { Operation } from './operation';
import { PROJECTS } from './projects';
import { REFUSED } from './refused';
import { SEARCH } from './search';

export const OPERATIONS: readonly Operation[] = [...ISSUES, ...PROJECTS, ...SEARCH, ...REFUSED];
