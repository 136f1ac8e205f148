/** The whole catalogue: every operation that a key may use, and those that are refused with a reason of their own. */
import { BOARDS } from './boards';
import { DESKS } from './desk';
import { HISTORIES } from './histories';
import { ISSUES } from './issues';
import type { Operation } from './operation';
import { PLANNING } from './planning';
import { PROJECTS } from './projects';
import { PROPERTIES } from './properties';
import { REFUSED } from './refused';
import { REMOTE_LINKS } from './remote-links';
import { SCREENS } from './screens';
import { SEARCH } from './search';
import { SETTINGS } from './settings';
import { VERSIONS } from './versions';
import { WORKLOGS } from './worklogs';

export const OPERATIONS: readonly Operation[] = [
  ...ISSUES,
  ...WORKLOGS,
  ...HISTORIES,
  ...REMOTE_LINKS,
  ...PROPERTIES,
  ...SCREENS,
  ...PROJECTS,
  ...VERSIONS,
  ...SETTINGS,
  ...SEARCH,
  ...BOARDS,
  ...PLANNING,
  ...DESKS,
  ...REFUSED,
];
