/** The functions of the site's admin page, for Jira administrators. */
import type { KeyWorld } from '../keys/key-store';
import { defineResolver } from './authorise';
import { siteFunctions } from './functions';

export const adminResolver = (world: KeyWorld) => defineResolver('site', world, siteFunctions);
