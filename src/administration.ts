/**
 * The functions behind the app's pages and its background work, as manifest.yml names them, and nothing else.
 * A bundle of its own, so that a call by a key does not load the code that issues keys.
 */
export { adminPage } from './entry/admin-page';
export { onIssueEvent } from './entry/issue-events';
export { onNameEvent } from './entry/name-events';
export { onProjectEvent } from './entry/product-events';
export { projectPage } from './entry/project-page';
export { hourly } from './entry/schedule';
