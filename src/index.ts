/** The function of the request path, as manifest.yml names it, and nothing else. */
export { gateway } from './entry/web-trigger';
