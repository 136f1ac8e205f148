/** Clauses that may already be decided: `true` and `false` vanish from the tree that contains them. */
import type { Clause } from './ast';

export type Folded = Clause | boolean;

/** True where nothing is left to satisfy. */
export function allOf(parts: readonly Folded[]): Folded {
  return joined('and', parts, false);
}

/** False where nothing is left to choose from. */
export function anyOf(parts: readonly Folded[]): Folded {
  return joined('or', parts, true);
}

export function noneOf(part: Folded): Folded {
  return typeof part === 'boolean' ? !part : { kind: 'not', clause: part };
}

function joined(kind: 'and' | 'or', parts: readonly Folded[], decides: boolean): Folded {
  if (parts.includes(decides)) return decides;
  const clauses = parts.filter((part) => typeof part !== 'boolean');
  const [only] = clauses;
  if (only === undefined) return !decides;
  return clauses.length === 1 ? only : { kind, clauses };
}
