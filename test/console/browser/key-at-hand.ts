/** Keys of a site for tests of its pages: made and read by the app's own functions, and used through the gateway. */
import { FIXTURE } from '../../../local/jira/seeds/fixture/ids';
import type { ResolverPlace } from '../../../local/site';
import type { CreatedKey } from '../../../src/console/contract';
import type { ConsoleSite, Visit } from './browser';

const { people, projects } = FIXTURE;
const DAY_MS = 24 * 60 * 60 * 1000;

export const ADMIN: ResolverPlace = { module: 'admin' };
export const placeOf = ({ id, key }: { readonly id: string; readonly key: string }): ResolverPlace => ({
  module: 'project',
  projectId: id,
  projectKey: key,
});
export const ALPHA = placeOf(projects.alpha);

/** What a call needs. */
export type KeyAtHand = { readonly key: string; readonly gatewayUrl: string };

/** The answer of a function of the console, which has to be a good one. */
export const answerOf = async <T>(
  { site }: ConsoleSite,
  name: string,
  payload: object,
  { person = people.siteAdmin, place = ADMIN }: { readonly person?: string; readonly place?: ResolverPlace } = {},
): Promise<T> => {
  const result = await site.invoke(person, place, name, payload);
  expect(result).toMatchObject({ ok: true, value: { ok: true } });
  return (result as unknown as { readonly value: { readonly value: T } }).value.value;
};

/** A key of ALPHA that reads issues and comments, and whose secret was put away. */
export const keyNamed = async (opened: ConsoleSite, name: string, change: object = {}): Promise<CreatedKey> => {
  const created = await answerOf<CreatedKey>(opened, 'createKey', {
    name,
    grants: [{ projectId: projects.alpha.id, permissions: ['issue:read', 'comment:read'] }],
    expiresAt: new Date(opened.site.clock.now() + 60 * DAY_MS).toISOString(),
    ...change,
  });
  await answerOf(opened, 'confirmCopied', { keyId: created.view.id });
  return created;
};

/** A call with a key through the gateway. */
export const callWith = (
  { key, gatewayUrl }: KeyAtHand,
  path = `/rest/api/3/issue/${projects.alpha.key}-1`,
  { method = 'GET', body }: { readonly method?: string; readonly body?: object } = {},
): Promise<Response> =>
  fetch(`${gatewayUrl}${path}`, {
    method,
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
export const statusOf = async (...call: Parameters<typeof callWith>): Promise<number> =>
  (await callWith(...call)).status;

/** The key that the page shows, the one time that it does. */
export const shownKey = async ({ app }: Visit): Promise<KeyAtHand> => ({
  key: await app.getByRole('textbox', { name: 'API key', exact: true }).inputValue(),
  gatewayUrl: await app.getByRole('textbox', { name: 'URL', exact: true }).inputValue(),
});

export const button = ({ app }: Visit, name: string) => app.getByRole('button', { name, exact: true });
export const inDialog = ({ app }: Visit, name: string) =>
  app.getByRole('dialog').getByRole('button', { name, exact: true });
