/**
 * A Jira of a few lines for tests of the platform: it answers who called and what, keeps two people and one
 * project, and tells its listeners of what a test changes.
 */
import type { JiraKit } from '../../local/forge/jira-kit';
import type { SiteDatabase } from '../../local/forge/storage/database';
import type { Jira, JiraAnswer, JiraRequest, ProductEvent } from '../../local/jira/jira';
import type { JiraState } from '../../local/jira/state';
import { defaultSwitches } from '../../local/jira/switches';

export const ADA = '557058:ada';
export const BEN = '557058:ben';

const person = (accountId: string, siteAdmin: boolean) => ({
  accountId,
  displayName: accountId,
  emailAddress: `${accountId.slice(7)}@example.com`,
  active: true,
  accountType: 'atlassian',
  timeZone: 'UTC',
  locale: 'en_US',
  siteAdmin,
  groups: [],
});

/** Only the members that the platform reads; the rest of a state is Jira's own business. */
export function smallState(title = 'small'): JiraState {
  return {
    site: { baseUrl: 'https://small.atlassian.example', cloudId: '99999999-0000-4000-8000-000000000000', title },
    people: new Map([ADA, BEN].map((accountId) => [accountId, person(accountId, accountId === ADA)])),
    projects: new Map([['10001', { id: '10001', key: 'DEMO' }]]),
  } as unknown as JiraState;
}

export type TestJira = Jira & {
  change(next: JiraState, events?: readonly ProductEvent[]): void;
  answer: (request: JiraRequest) => JiraAnswer | Promise<JiraAnswer>;
};

function createTestJira({ state }: { state: JiraState }): TestJira {
  let current = state;
  const listeners: Parameters<Jira['onChange']>[0][] = [];
  const change = (next: JiraState, events: readonly ProductEvent[] = []) => {
    const previous = current;
    current = next;
    for (const listener of listeners) listener(next, previous, events);
  };
  const jira: TestJira = {
    call: async (request) => jira.answer(request),
    answer: (request) => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    }),
    change,
    state: () => current,
    replaceState: (next) => change(next),
    onChange: (listener) => void listeners.push(listener),
    switches: defaultSwitches(),
    calls: [],
    faults: [],
    beforeCall: undefined,
    unknownRoutes: [],
  };
  return jira;
}

const TABLE = 'CREATE TABLE IF NOT EXISTS small_jira (title TEXT)';

/** Keeps only the site's title, which is enough to see whether a change was saved. */
export const testKit: JiraKit & { last: TestJira | undefined } = {
  last: undefined,
  createJira(options) {
    testKit.last = createTestJira(options);
    return testKit.last;
  },
  seed: (name) => smallState(name),
  loadState(database: SiteDatabase) {
    database.exec(TABLE);
    const row = database.prepare('SELECT title FROM small_jira').raw().get();
    return Array.isArray(row) ? smallState(String(row[0])) : undefined;
  },
  saveChanges(database, _previous, next) {
    database.exec(TABLE);
    database.exec('DELETE FROM small_jira');
    database.prepare('INSERT INTO small_jira (title) VALUES (?)').run(next.site.title);
  },
  digestOutside: (state, projectIds) => `${state.site.title} ${projectIds.join()}`,
  island: (state) => state,
};
