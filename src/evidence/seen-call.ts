/** A call that stands in a text: what of it decides whether a key may make it, and nothing else. */
import { err, ok, type Result } from '../result';
import { readTarget, type Target } from './call-target';

export type SeenCall = {
  readonly method: string;
  readonly target: Target;
  /** JSON text; absent where there is none, or where it is not known. */
  readonly body?: string;
  /** It had a body that the text does not show, or one that may have been there. */
  readonly isBodyUnknown: boolean;
};

/** A method as a client sends it, or undefined for a word that is none. */
export const readMethod = (word: string): string | undefined =>
  /^(?:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS)$/i.test(word) ? word.toUpperCase() : undefined;

/** A call of which the text shows no body: whoever writes has most likely sent one. */
export const withoutBody = (method: string, address: string): Result<SeenCall, string> => {
  const target = readTarget(address);
  if (!target.ok) return err(target.error);
  return ok({ method, target: target.value, isBodyUnknown: ['POST', 'PUT', 'PATCH'].includes(method) });
};
