/**
 * Endpoint rules: `GET /rest/api/3/issue/*` narrows a grant to calls of that form. They never widen one.
 *
 * `*` stands for exactly one segment, `**` at the end for any rest, and `*` as method for every method. Pure.
 */
import { err, ok, type Result } from '../result';

export type EndpointRule = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH' | '*';
  readonly segments: readonly string[];
};

export type EndpointRuleFault = { readonly reason: 'bad_endpoint_rule'; readonly rule: string };

export const RULE_CHARS_MAX = 200;
const RULE = /^(GET|POST|PUT|DELETE|PATCH|\*) (\/rest(?:\/(?:[A-Za-z0-9._-]+|\*)){1,12}(?:\/\*\*)?)$/;
const DOTS = /^\.+$/;

/** Reads a rule; the fault carries the text as it was given. */
export const parseEndpointRule = (text: string): Result<EndpointRule, EndpointRuleFault> => {
  const fault = err({ reason: 'bad_endpoint_rule', rule: text.slice(0, RULE_CHARS_MAX) } as const);
  if (text.length > RULE_CHARS_MAX) return fault;
  const [, method, path] = RULE.exec(text) ?? [];
  if (method === undefined || path === undefined || !isMethod(method)) return fault;
  const segments = path.split('/').slice(1);
  return segments.some((segment) => DOTS.test(segment)) ? fault : ok({ method, segments });
};

/** Does a call of this method and these path segments (as parsed, without a leading slash) match the rule? */
export const matchesEndpointRule = (rule: EndpointRule, method: string, segments: readonly string[]): boolean => {
  if (rule.method !== '*' && rule.method !== method) return false;
  const open = rule.segments.at(-1) === '**';
  const fixed = open ? rule.segments.slice(0, -1) : rule.segments;
  if (open ? segments.length < fixed.length : segments.length !== fixed.length) return false;
  return fixed.every((wanted, at) => wanted === '*' || wanted === segments[at]);
};

const isMethod = (text: string): text is EndpointRule['method'] =>
  ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', '*'].includes(text);
