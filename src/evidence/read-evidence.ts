/**
 * A text that shows what a script does → its calls, each once, with the line where it first stands. Never throws, whatever
 * the text is; work is bounded. Pure.
 */
import type { Result } from '../result';
import { readCurl } from './curl-command';
import { readLogLine } from './log-line';
import type { SeenCall } from './seen-call';
import { noVariables, readShellLine, type ShellLine } from './shell-words';

export type Evidence = {
  readonly calls: readonly (SeenCall & { readonly line: number; readonly times: number })[];
  /** Lines that look like a call and could not be read as one. */
  readonly problems: readonly { readonly line: number; readonly times: number; readonly problem: string }[];
};

/** Different calls that are looked at; a script with more is better given several keys. */
export const CALLS_MAX = 500;
const PROBLEMS_MAX = 100;
/** After a quote that does not end, what follows is no longer trusted to be one long command. */
const SHORT_LINE_CHARS = 2_000;
/** Characters beyond a line's end that may be read for no command; after that each line stands alone. */
const READ_IN_VAIN_MAX = 2_000_000;

/** Reads curl commands and lines of access logs, mixed as they come. */
export function readEvidence(text: string): Evidence {
  const found = new Collection();
  const variables = noVariables();
  let [at, line, charsMax, inVain]: [number, number, number | undefined, number] = [0, 1, undefined, 0];
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const single = text.slice(at, end).replace(/\r$/, '');
    let next = end + 1;
    if (mayBeCommand(single)) {
      const shell = readShellLine(text, at, variables, inVain > READ_IN_VAIN_MAX ? single.length : charsMax);
      if (variables.room < 0) found.problem(line, 'Variables come to too much here: they stay as they are written.');
      if (!shell.isOpen && (collectCurl(shell, line, found) || ASSIGNS.test(single))) {
        next = Math.max(next, shell.end);
      } else {
        inVain += Math.max(0, shell.end - next);
        if (!shell.isOpen) found.add(line, readLogLine(single));
        else {
          charsMax = SHORT_LINE_CHARS;
          if (CURL.test(single)) found.problem(line, 'A quote in this command does not end.');
        }
      }
    } else {
      found.add(line, readLogLine(single));
    }
    line += linesIn(text, at, next);
    at = next;
  }
  return found.evidence();
}

const CURL = /(?:^|[\s;|&(`$/\\])curl(?:\.exe)?(?:\s|$)/;
const ASSIGNS = /^\s*(?:export\s+)?[A-Za-z_][A-Za-z0-9_]*=/;
/** A quoted request line stands in a log, also where its client was curl. */
const mayBeCommand = (line: string): boolean =>
  (CURL.test(line) || ASSIGNS.test(line)) && !/" \d{3} /.test(line) && !/^\s*\{/.test(line);

function collectCurl({ commands }: ShellLine, line: number, found: Collection): boolean {
  const calls = commands.flatMap((command) => readCurl(command) ?? []);
  for (const call of calls) found.add(line, call);
  return calls.length > 0;
}

const linesIn = (text: string, from: number, to: number): number => {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
};

class Collection {
  private readonly calls = new Map<string, { call: SeenCall; line: number; times: number }>();
  private readonly problems = new Map<string, { line: number; times: number; problem: string }>();
  private isCut = false;

  add(line: number, read: Result<SeenCall, string> | undefined): void {
    if (read === undefined) return;
    if (!read.ok) {
      this.problem(line, read.error);
      return;
    }
    const { method, target, body = '', isBodyUnknown } = read.value;
    const name = JSON.stringify([method, target, body, isBodyUnknown]);
    const known = this.calls.get(name);
    if (known !== undefined) known.times += 1;
    else if (this.calls.size < CALLS_MAX) this.calls.set(name, { call: read.value, line, times: 1 });
    else if (!this.isCut) {
      this.isCut = true;
      this.problem(line, `Only the first ${CALLS_MAX} different calls are looked at.`);
    }
  }

  /** The same problem is told once, with how often it was met. */
  problem(line: number, problem: string): void {
    const known = this.problems.get(problem);
    if (known !== undefined) known.times += 1;
    else if (this.problems.size < PROBLEMS_MAX) this.problems.set(problem, { line, times: 1, problem });
  }

  evidence(): Evidence {
    return {
      calls: [...this.calls.values()].map(({ call, line, times }) => ({ ...call, line, times })),
      problems: [...this.problems.values()],
    };
  }
}
