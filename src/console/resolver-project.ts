/** The functions of a project's settings page, for administrators of that project. */
import type { KeyWorld } from '../keys/key-store';
import { defineResolver } from './authorise';
import { projectFunctions } from './functions';

export const projectResolver = (world: KeyWorld) => defineResolver('project', world, projectFunctions);
