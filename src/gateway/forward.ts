/**
 * The only place where a caller's request reaches Jira. A write takes a `Confined`, which only a decision makes.
 * A read may go out beside its own look-ups; what comes back is sealed until there is a decision to open it with.
 * Nothing is ever sent twice: a write that timed out may have been done.
 */
import type { Jira, JiraAnswer, JiraFault } from '../jira/as-app';
import type { Result } from '../result';
import type { Confined, Probe } from './build';
import type { Permitted } from './decide';

/** An answer that nobody has looked at. */
export class Sealed {
  readonly #answer: JiraAnswer;
  constructor(answer: JiraAnswer) {
    this.#answer = answer;
  }
  /** What a decision may rest on, before there is one: taken out by a parser of facts and by nothing else. */
  facts<T>(parse: (body: unknown) => T): T | undefined {
    return this.#answer.status === 200 ? parse(this.#answer.body) : undefined;
  }
  get status(): number {
    return this.#answer.status;
  }
  /** Opened with the permission that was decided for this call. */
  open(_permit: Permitted): JiraAnswer {
    return this.#answer;
  }
}

export const isServed = (sealed: Sealed): boolean => sealed.status === 200;

export async function forwardProbe(request: Probe, jira: Jira): Promise<Result<Sealed, JiraFault>> {
  const answer = await jira.call(request);
  return answer.ok ? { ok: true, value: new Sealed(answer.value) } : answer;
}

export const forward = (request: Confined, jira: Jira): Promise<Result<JiraAnswer, JiraFault>> => jira.call(request);
