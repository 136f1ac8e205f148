/** Forge module jira:projectSettingsPage: the resolver of a project's page. */
import { projectResolver } from '../console/resolver-project';
import { deployed } from '../keys/key-store';

export const projectPage = projectResolver(deployed);
