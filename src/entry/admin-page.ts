/** Forge module jira:adminPage: the resolver of the site's admin page. */
import { adminResolver } from '../console/resolver-admin';
import { deployed } from '../keys/key-store';

export const adminPage = adminResolver(deployed);
