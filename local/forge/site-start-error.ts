/**
 * The one error with which a site refuses to start. Its message is for a person: it says what is wrong and
 * what would mend it, and holds no stack of the store or the server.
 */
export class SiteStartError extends Error {
  override readonly name = 'SiteStartError';
}
