/**
 * Reads what a web trigger function returned, and says what the platform makes of it. Pure.
 *
 * A header whose value is a plain string is answered with 424, any other wrong format with 500: live apps
 * met both, and an app that gets it wrong here would get it wrong there.
 */

export type PlatformAnswer = {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
};

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** Headers that the platform sets for itself. */
const OWNED_BY_PLATFORM =
  /^(connection|content-length|transfer-encoding|keep-alive|upgrade|x-ratelimit-(limit|remaining|reset))$/i;

/** The function's answer, or the platform's own where the format is wrong. */
export function readWebTriggerResponse(value: unknown): { readonly ok: boolean; readonly answer: PlatformAnswer } {
  if (!isObject(value)) return wrongFormat('no object was returned');
  const { statusCode, headers, body } = value;
  if (typeof statusCode !== 'number' || !Number.isInteger(statusCode) || statusCode < 200 || statusCode > 599) {
    return wrongFormat('statusCode is no integer from 200 to 599');
  }
  if (body !== undefined && typeof body !== 'string') return wrongFormat('body is no string');
  const pairs = readHeaders(headers);
  if (pairs === 'string-value') return refused(424, 'A header value is a string and not a list of strings.');
  if (pairs === undefined) return wrongFormat('headers are no lists of strings by name');
  return {
    ok: true,
    answer: { status: statusCode, headers: pairs.filter(([name]) => !OWNED_BY_PLATFORM.test(name)), body: body ?? '' },
  };
}

/** The platform's own answer where no answer of the function's is passed on. */
export function platformRefusal(status: number, message: string): PlatformAnswer {
  const body = JSON.stringify({ code: status, message });
  return { status, headers: [['Content-Type', 'application/json']], body };
}

function readHeaders(headers: unknown): [string, string][] | 'string-value' | undefined {
  if (headers === undefined) return [];
  if (!isObject(headers)) return undefined;
  const pairs: [string, string][] = [];
  for (const [name, values] of Object.entries(headers)) {
    if (typeof values === 'string') return 'string-value';
    if (!HEADER_NAME.test(name) || !Array.isArray(values)) return undefined;
    for (const value of values) {
      if (typeof value !== 'string' || !HEADER_VALUE.test(value)) return undefined;
      pairs.push([name, value]);
    }
  }
  return pairs;
}

const refused = (status: number, message: string) => ({ ok: false, answer: platformRefusal(status, message) });
const wrongFormat = (fault: string) => refused(500, `The web trigger function answered in a wrong format: ${fault}.`);

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
