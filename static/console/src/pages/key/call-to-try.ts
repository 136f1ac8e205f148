/** A call as a person types it: what the app is asked, or what has to be mended first. Pure. */

export type TypedCall = { readonly method: string; readonly path: string; readonly body: string };
export type CallToTry = { readonly method: string; readonly path: string; readonly body?: unknown };
export type CallFault = { readonly where: 'path' | 'body'; readonly message: string };

export const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;

/** Methods whose calls carry a body. */
export const takesBody = (method: string): boolean => method === 'POST' || method === 'PUT';

/** Reads what was typed. A whole URL is taken too: only what follows its host counts. */
export const callToTry = ({ method, path, body }: TypedCall): CallToTry | CallFault => {
  const at = pathOf(path.trim());
  if (at === undefined) {
    return { where: 'path', message: 'Write a path of the Jira REST API, such as /rest/api/3/issue/DEMO-1.' };
  }
  if (!takesBody(method) || body.trim() === '') return { method, path: at };
  try {
    return { method, path: at, body: JSON.parse(body) };
  } catch {
    return { where: 'body', message: 'This is not JSON. Check quotes and commas, or leave it empty.' };
  }
};

const pathOf = (typed: string): string | undefined => {
  const start = typed.indexOf('/rest/');
  if (start < 0 || /\s/.test(typed)) return undefined;
  return start === 0 || /^https?:\/\//.test(typed) ? typed.slice(start) : undefined;
};
