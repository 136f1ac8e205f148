/**
 * What a page can be made to ask by whoever writes its scripts: from the frame of a project admin through the bridge, and
 * from the browser of someone for whom Jira loads no page at all, each function with a good payload about what is foreign.
 */
import { FIXTURE } from '../../../local/jira/seeds/fixture/ids';
import type { CreatedKey, payloads } from '../../../src/console/contract';
import { type ConsoleSite, openConsoleSite, type Visit } from './browser';
import { ALPHA, answerOf, keyNamed, statusOf } from './key-at-hand';
import { frameOf } from './look';

const { people, projects } = FIXTURE;
const SPAN = { from: '2026-01-01T00:00:00Z', to: '2030-01-01T00:00:00Z' };

let opened: ConsoleSite;
/** A key of OMEGA, which the admin of ALPHA does not even see. */
let foreign: CreatedKey;
beforeAll(async () => {
  opened = await openConsoleSite();
  foreign = await keyNamed(opened, 'Foreign', {
    grants: [{ projectId: projects.omega.id, permissions: ['issue:read'] }],
  });
});
afterEach(() => opened.expectNoFaults());
afterAll(() => opened?.stop());

type Asked = { readonly functionKey: string; readonly payload: object };

/** Every function with a payload that is about OMEGA or the whole site. */
const everything = (): readonly Asked[] => {
  const keyId = foreign.view.id;
  const { id: projectId } = projects.omega;
  const draft = {
    name: 'Forged',
    grants: [{ projectId, permissions: ['issue:read'] }],
    expiresAt: foreign.view.expiresAt,
  };
  const payloadsOf: Readonly<Record<Exclude<keyof typeof payloads, 'whoAmI'>, object>> = {
    listKeys: {},
    readKey: { keyId },
    createKey: draft,
    confirmCopied: { keyId },
    editKey: { keyId, version: foreign.view.version, change: { name: 'Forged' } },
    rotateKey: { keyId, version: foreign.view.version, overlapSeconds: 0 },
    endSecret: { keyId, version: foreign.view.version, which: 'older' },
    revokeKey: { keyId },
    suspendKey: { keyId },
    resumeKey: { keyId },
    handOver: { from: people.siteAdmin, to: people.alphaAdmin },
    tryCalls: { of: { keyId }, calls: [{ method: 'GET', path: '/rest/api/3/myself' }] },
    readEvidence: { text: 'GET /rest/api/3/myself', projectIds: [projectId] },
    readAudit: SPAN,
    keyUsage: { keyId },
    exportAudit: SPAN,
    describeProject: {},
    describeAnyProject: { projectId },
    getSettings: {},
    changeSettings: { version: 0, change: { allKeysSuspended: true } },
    listEndpoints: {},
    rotateEndpoint: { home: projectId },
    setEndpoint: { endpointId: 'a'.repeat(64), state: 'closed' },
    health: {},
  };
  return Object.entries(payloadsOf).map(([functionKey, payload]) => ({ functionKey, payload }));
};

/** Rows of storage but for what looking leaves: what was read is counted, and an export of one's own project noted. */
const stored = (): string =>
  JSON.stringify(
    opened.site.storage.dump().filter(({ key, value }) => !key.startsWith('reads:') && !isOwnExport(value)),
  );
const isOwnExport = (value: unknown): boolean =>
  JSON.stringify(value).includes(`"act":"audit_exported","by":"${people.alphaAdmin}"`);

const isGood = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true;

test("from the frame of ALPHA's page its admin gets nothing of OMEGA, whatever project the call says it is about", async () => {
  const visit = await opened.visit(people.alphaAdmin, ALPHA);
  await visit.app.getByRole('heading', { level: 1 }).waitFor();
  const frame = await frameOf(visit);
  const before = stored();
  for (const { functionKey, payload } of everything()) {
    for (const about of [{}, { projectId: projects.omega.id }]) {
      const answer = await frame.evaluate(
        ([key, asked]) =>
          (globalThis as unknown as Bridged).__bridge
            .callBridge('invoke', { functionKey: key, payload: asked })
            .catch((error: unknown) => ({ thrown: String(error) })),
        [functionKey, { ...payload, ...about }] as const,
      );
      const shown = JSON.stringify(answer);
      // The lists of ALPHA's own are there; of OMEGA nothing is.
      if (isGood(answer)) expect(['listKeys', 'readAudit', 'exportAudit', 'describeProject']).toContain(functionKey);
      expect(shown).not.toContain(projects.omega.key);
      expect(shown).not.toContain(foreign.view.id);
    }
  }
  expect(stored()).toBe(before);
  expect(await statusOf(foreign, `/rest/api/3/issue/${projects.omega.key}-1`)).toBe(200);
  await visit.close();
});
type Bridged = { readonly __bridge: { callBridge(op: string, payload: object): Promise<unknown> } };

describe.each([
  ['a member of ALPHA', people.member],
  ['the admin of another project', people.betaAdmin],
  ['someone who can no longer log in', people.leaver],
])('%s', (_who, person) => {
  test('sees no page, and calls that are made without one get nothing, at either place', async () => {
    const path = new URL(opened.site.consoleUrl(ALPHA)).pathname;
    const visit = await opened.visitAddress(person, path);
    expect(await visit.page.locator('iframe').count()).toBe(0);
    const before = stored();
    const good: string[] = [];
    for (const place of [{ module: 'admin' }, { module: 'project', projectId: projects.alpha.id }]) {
      for (const asked of everything()) {
        for (const payload of [asked.payload, { ...asked.payload, projectId: projects.alpha.id }]) {
          // A page can claim any place; here it claims one that its person would administer, were it so.
          const extension = { project: { id: projects.alpha.id, key: projects.alpha.key } };
          const answer = await invokeBeside(visit, { ...place, functionKey: asked.functionKey, payload, extension });
          if (isGood(answer.value)) good.push(`${place.module} ${asked.functionKey}`);
        }
      }
    }
    expect(good).toEqual([]);
    expect(stored()).toBe(before);
    await visit.close();
  });
});

/** The same call as Jira's page makes it, with the session of this browser. */
const invokeBeside = async ({ context }: Visit, data: object): Promise<{ readonly value?: unknown }> => {
  const answer = await context.request.post(`${opened.site.url}/bridge/invoke`, { data });
  return (await answer.json()) as { readonly value?: unknown };
};

test('the same calls by a site admin are answered: what was refused above was well asked', async () => {
  const place = { place: { module: 'admin' } } as const;
  const asked = everything().filter(({ functionKey }) =>
    ['listKeys', 'readKey', 'tryCalls', 'readEvidence', 'readAudit', 'keyUsage', 'exportAudit', 'getSettings'].includes(
      functionKey,
    ),
  );
  for (const { functionKey, payload } of asked) await answerOf(opened, functionKey, payload, place);
  expect(asked).toHaveLength(8);
});
