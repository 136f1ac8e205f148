/** The functions that manifest.yml names, and nothing else. */
export { adminPage } from './entry/admin-page';
export { onProjectEvent } from './entry/product-events';
export { projectPage } from './entry/project-page';
export { hourly } from './entry/schedule';
export { gateway } from './entry/web-trigger';
