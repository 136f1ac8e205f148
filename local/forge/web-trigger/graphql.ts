/**
 * The three GraphQL calls that `webTrigger.getUrl`, `deleteUrl` and `queryUrls` of `@forge/api` make.
 * Any other query is answered as GraphQL answers what it does not know.
 */
import * as z from 'zod/mini';
import type { WebTriggerUrls } from './urls';

const REQUEST = z.object({ query: z.string(), variables: z.optional(z.record(z.string(), z.unknown())) });
const CREATE = z.object({
  input: z.object({ triggerKey: z.string() }),
  forceCreate: z.optional(z.boolean()),
});
const REMOVE = z.object({ id: z.string() });

/** Answers one GraphQL request; `modules` are the keys of the manifest's web triggers. */
export function answerGraphql(
  urls: WebTriggerUrls,
  modules: readonly string[],
  urlOf: (token: string) => string,
  body: string,
): Response {
  const request = REQUEST.safeParse(parseJson(body));
  if (!request.success) return failure('The request is no GraphQL.');
  const { query, variables } = request.data;
  if (query.includes('createWebTriggerUrl(')) {
    const parsed = CREATE.safeParse(variables);
    if (!parsed.success || !modules.includes(parsed.data.input.triggerKey))
      return failure('There is no such web trigger.');
    const token = urls.create(parsed.data.input.triggerKey, { extra: parsed.data.forceCreate === true });
    return token === undefined ? failure('No more URLs.') : data({ createWebTriggerUrl: { url: urlOf(token) } });
  }
  if (query.includes('deleteWebTriggerUrl(')) {
    const parsed = REMOVE.safeParse(variables);
    const success = parsed.success && urls.remove(parsed.data.id);
    return data({ deleteWebTriggerUrl: { success, message: success ? 'deleted' : 'There is no such URL.' } });
  }
  if (query.includes('webTriggerUrlsByAppContext(')) {
    const listed = urls.all().map(({ token, module }) => ({ triggerKey: module, url: urlOf(token) }));
    return data({ webTriggerUrlsByAppContext: listed });
  }
  return failure('The local site does not know this query.');
}

const data = (content: unknown): Response => Response.json({ data: content });
const failure = (message: string): Response => Response.json({ data: null, errors: [{ message }] });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
