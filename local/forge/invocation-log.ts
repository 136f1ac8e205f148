/**
 * What an invocation prints, one string a line, cut where the platform cuts: 100 lines and 200 kB.
 * It also makes the `console` that a bundle sees. Nothing is printed to the process's own console.
 */
import { inspect } from 'node:util';
import { currentScope } from './invocation-scope';

export type InvocationLog = { readonly lines: string[]; write(level: string, values: readonly unknown[]): void };

const LINES_MAX = 100;
const BYTES_MAX = 200_000;

/** An empty log. */
export function createInvocationLog(): InvocationLog {
  const lines: string[] = [];
  let bytes = 0;
  return {
    lines,
    write(level, values) {
      const text = values.map((value) => (typeof value === 'string' ? value : inspect(value, { depth: 5 }))).join(' ');
      for (const part of text.split('\n')) {
        const line = `${level} ${part}`;
        bytes += Buffer.byteLength(line);
        if (lines.length >= LINES_MAX || bytes > BYTES_MAX) return;
        lines.push(line);
      }
    },
  };
}

/** The console of a bundle: writes into the log of the invocation that prints, or nowhere. */
export function createBundleConsole(): Record<string, unknown> {
  const printer =
    (level: string) =>
    (...values: readonly unknown[]) =>
      currentScope()?.log.write(level, values);
  const nothing = () => undefined;
  return {
    log: printer('info'),
    info: printer('info'),
    debug: printer('debug'),
    trace: printer('debug'),
    dir: printer('info'),
    warn: printer('warn'),
    error: printer('error'),
    assert: (held: unknown, ...values: readonly unknown[]) => (held ? undefined : printer('error')(...values)),
    time: nothing,
    timeEnd: nothing,
    timeLog: nothing,
    group: nothing,
    groupEnd: nothing,
    count: nothing,
  };
}
