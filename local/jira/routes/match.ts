/**
 * Which row serves a path. A literal wins over a parameter, with no way back, and the method is looked at last.
 */
import { plainNumber } from '../change/plain-number';
import { API_BASES, type Api, type Route } from './route';
import { ELSEWHERE, ROUTES } from './table';

export type Match =
  | { readonly kind: 'route'; readonly route: Route; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'method'; readonly allow: readonly string[] }
  | { readonly kind: 'unknown' };

type Node = { readonly literals: Map<string, Node>; parameter: Node | undefined; path: string | undefined };

const node = (): Node => ({ literals: new Map(), parameter: undefined, path: undefined });

const ROOTS: ReadonlyMap<string, Node> = new Map(
  Object.keys(API_BASES).map((api) => [
    api,
    ROUTES.filter((route) => route.api === api).reduce((root, { path }) => {
      let here = root;
      for (const segment of path.split('/').slice(1)) here = below(here, segment);
      here.path = path;
      return root;
    }, node()),
  ]),
);

function below(here: Node, segment: string): Node {
  if (segment.startsWith('{')) {
    here.parameter ??= node();
    return here.parameter;
  }
  const literal = segment.toLowerCase();
  const next = here.literals.get(literal) ?? node();
  here.literals.set(literal, next);
  return next;
}

/** `segments` are those below the family's address, decoded. Literals match in any case. */
export function matchRoute(method: string, api: Api, segments: readonly string[]): Match {
  let here: Node | undefined = ROOTS.get(api);
  for (const segment of segments) here = here?.literals.get(segment.toLowerCase()) ?? here?.parameter;
  const path = here?.path;
  if (path === undefined) return { kind: 'unknown' };
  const rows = ROUTES.filter((route) => route.api === api && route.path === path);
  const route = rows.find((one) => one.method === method);
  if (route !== undefined) return { kind: 'route', route, params: paramsOf(path, segments) };
  if (api === 'platform' && ELSEWHERE[path]?.includes(method) === true) return { kind: 'unknown' };
  return { kind: 'method', allow: rows.map((one) => one.method) };
}

const paramsOf = (path: string, segments: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    path
      .split('/')
      .slice(1)
      .flatMap((part, at) => (part.startsWith('{') ? [[part.slice(1, -1), spelled(part, segments[at] ?? '')]] : [])),
  );

/** The name of a property is what the caller says; a number that names anything else is read in any spelling. */
const spelled = (part: string, text: string): string => (part === '{propertyKey}' ? text : plainNumber(text));
