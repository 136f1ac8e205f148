/**
 * Method + path → row of the catalogue. A literal segment always wins over a parameter and there is no way back
 * from it, and the method is looked at last: otherwise `DELETE /project/search` would delete the project named
 * "search". Nothing is decoded, folded or guessed: one path, one row, or none.
 */

import { KEY_SELF } from '../catalogue/key-self';
import {
  API_BASES,
  type ApiVersion,
  type Method,
  type Operation,
  PATH_VERSIONS,
  type Refused,
} from '../catalogue/operation';
import { OPERATIONS } from '../catalogue/operations';
import { BELOW_REST, type Denial, OF_THE_KEY, verbsOf } from '../policy/denials';
import { err, ok, type Result } from '../result';
import type { ServedOperation } from './call';

export type Routed = {
  readonly operation: ServedOperation;
  readonly version: ApiVersion;
  readonly segments: ReadonlyMap<string, string>;
};

type Node = {
  readonly literals: Map<string, Node>;
  parameter: { name: string; readonly node: Node } | undefined;
  readonly methods: Map<Method, Operation>;
};

const newNode = (): Node => ({ literals: new Map(), parameter: undefined, methods: new Map() });

const TRIE = build(OPERATIONS);

/** All verbs that any path takes. */
export const VERBS: readonly Method[] = (['GET', 'POST', 'PUT', 'DELETE', 'PATCH'] as const).filter((verb) =>
  OPERATIONS.some(({ method, kind }) => method === verb && kind !== 'refused'),
);

/** Finds the row; what is in none is refused, with one refusal for all that is unknown. */
export function route(method: Method, segments: readonly string[]): Result<Routed, Denial> {
  if (segments[0] !== 'rest')
    return err({ reason: 'operation_unknown', mend: segments[0] === SELF_ROOT ? OF_THE_KEY : BELOW_REST });
  const isPlatform = segments[1] === 'api';
  // Outside the platform there is one version; what is rich text there, is a string.
  const version = isPlatform ? PATH_VERSIONS.get(segments[2] ?? '') : '2';
  if (version === undefined) return err({ reason: 'operation_unknown' });
  const values = new Map<string, string>();
  let node = TRIE;
  for (const segment of isPlatform ? ['api', ...segments.slice(3)] : segments.slice(1)) {
    const literal = node.literals.get(segment);
    if (literal !== undefined) {
      node = literal;
    } else if (node.parameter !== undefined) {
      values.set(node.parameter.name, segment);
      node = node.parameter.node;
    } else {
      return err({ reason: 'operation_unknown' });
    }
  }
  const operation = node.methods.get(method);
  if (operation === undefined) return err(otherVerb(node));
  if (isRefused(operation)) return err({ reason: 'operation_refused', why: operation.why });
  return ok({ operation, version, segments: values });
}

const SELF_ROOT = KEY_SELF[0]?.path[0];

/** A path that is there, by a verb that it does not take: the served ones are told. */
function otherVerb({ methods }: Node): Denial {
  const served = VERBS.filter((verb) => (methods.get(verb)?.kind ?? 'refused') !== 'refused');
  return { reason: 'operation_unknown', mend: served.length === 0 ? undefined : verbsOf(served) };
}

const isRefused = (operation: Operation): operation is Operation & Refused => operation.kind === 'refused';

function build(operations: readonly Operation[]): Node {
  const root = newNode();
  for (const operation of operations) {
    let node = root;
    for (const segment of [...API_BASES[operation.api ?? 'platform'], ...operation.path.split('/')]) {
      const name = /^\{(\w*)\}$/.exec(segment)?.[1];
      if (name === undefined) {
        const next = node.literals.get(segment) ?? newNode();
        node.literals.set(segment, next);
        node = next;
      } else {
        node.parameter ??= { name, node: newNode() };
        // A path that is refused does not say what its segments are.
        if (name !== '') node.parameter.name = name;
        node = node.parameter.node;
      }
    }
    node.methods.set(operation.method, operation);
  }
  return root;
}
