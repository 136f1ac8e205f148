/** Does an endpoint rule fit anything that is served? One that fits nothing would shut its key out without a word. Pure. */
import { API_BASES, type Operation, PATH_VERSIONS } from '../catalogue/operation';
import { OPERATIONS } from '../catalogue/operations';
import type { EndpointRule } from './endpoint-rule';

/** Is there a call of an operation which is offered that the rule lets through? */
export const fitsSomething = (rule: EndpointRule): boolean =>
  OPERATIONS.some(
    (operation) =>
      operation.kind !== 'refused' &&
      (rule.method === '*' || rule.method === operation.method) &&
      pathsOf(operation).some((path) => fits(rule, path)),
  );

/** Its paths in each version, segment by segment; `{name}` stands for any. */
function pathsOf({ api = 'platform', path }: Operation): readonly (readonly string[])[] {
  const versions = api === 'platform' ? [...PATH_VERSIONS.keys()].map((version) => [version]) : [[]];
  return versions.map((version) => ['rest', ...API_BASES[api], ...version, ...path.split('/')]);
}

function fits({ segments }: EndpointRule, path: readonly string[]): boolean {
  const open = segments.at(-1) === '**';
  const fixed = open ? segments.slice(0, -1) : segments;
  if (open ? path.length < fixed.length : path.length !== fixed.length) return false;
  return fixed.every((wanted, at) => wanted === '*' || path[at]?.startsWith('{') || wanted === path[at]);
}
