/** How the tests of the simulated Jira's routes call it: as the app, as a person, or as nobody. */
import { createJira } from '../../local/jira/create-jira';
import type { Actor, Jira, JiraAnswer } from '../../local/jira/jira';
import { FIXTURE, fixtureState } from '../../local/jira/seeds/fixture';
import type { Switches } from '../../local/jira/switches';

export const NOW = Date.parse('2026-10-01T12:00:00.000Z');

export const APP: Actor = { kind: 'app', scopes: ['read:jira-work', 'write:jira-work', 'read:jira-user'] };
export const NOBODY: Actor = { kind: 'anonymous' };
export const person = (name: keyof typeof FIXTURE.people, scopes?: readonly string[]): Actor => ({
  kind: 'person',
  accountId: FIXTURE.people[name],
  ...(scopes === undefined ? {} : { scopes }),
});

export type Site = {
  readonly jira: Jira;
  readonly clock: { now: number };
  /** `GET /rest/api/3/…`, or with a method and a body. */
  readonly ask: (line: string, body?: unknown, actor?: Actor) => Promise<Answer>;
};

export type Answer = {
  readonly status: number;
  readonly headers: JiraAnswer['headers'];
  readonly text: string;
  readonly json: unknown;
};

export function site(switches: Partial<Switches> = {}): Site {
  const clock = { now: NOW };
  const jira = createJira({ state: fixtureState(NOW), now: () => clock.now, switches });
  return {
    jira,
    clock,
    async ask(line, body, actor = APP) {
      const [method = 'GET', path = '/'] = line.split(' ');
      const answer = await jira.call({
        actor,
        method,
        path: path.startsWith('/rest') || path.startsWith('//') ? path : `/rest/api/3${path}`,
        headers: body === undefined ? {} : { 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body),
      });
      return { status: answer.status, headers: answer.headers, text: answer.body, json: read(answer.body) };
    },
  };
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The value at a dotted path of an answer: `fields.status.name`, `issues.0.key`. */
export function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((here, name) => {
    if (typeof here !== 'object' || here === null) return undefined;
    return Object.entries(here).find(([member]) => member === name)?.[1];
  }, value);
}

/** A paragraph as a document. */
export const doc = (text: string): unknown => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});
