/**
 * What a page offers for a key is what the app does: for every person, place, state of the key and act, the button stands
 * enabled where the function behind it accepts, and is barred, with the same reason, where it refuses.
 */
import type { KeyView, payloads } from '../../src/console/contract';
import { adminResolver } from '../../src/console/resolver-admin';
import { projectResolver } from '../../src/console/resolver-project';
import type { ApiKeyRecord } from '../../src/storage/records/api-key';
import type { SiteRecord } from '../../src/storage/records/site';
import { KEY_ACTS, type KeyAct, offerOf } from '../../static/console/src/pages/key/offered-acts';
import { aKey, keysWorld, NOW } from '../unit/keys-world';

type Page = 'site' | 'project';
type People = Parameters<typeof keysWorld>[0];

/** Who looks: on each page only those who get it. */
const PERSONS: Readonly<Record<string, { readonly page: Page; readonly accountId: string; readonly may: People }>> = {
  'a site admin': { page: 'site', accountId: 'person-b', may: { siteAdmin: true } },
  'the sponsor, on the page of the project': {
    page: 'project',
    accountId: 'person-a',
    may: { administers: ['10001'], ownRights: ['issue:read'] },
  },
  'an administrator of the project with all rights': {
    page: 'project',
    accountId: 'person-b',
    may: { administers: ['10001'] },
  },
  'an administrator of the project with fewer rights': {
    page: 'project',
    accountId: 'person-b',
    may: { administers: ['10001'], ownRights: ['issue:read'] },
  },
  'an administrator of both projects': {
    page: 'project',
    accountId: 'person-b',
    may: { administers: ['10001', '10003'] },
  },
};

const secret = (count: number, more: object = {}) => ({ hash: `hash-${count}`, createdAt: NOW - 10 + count, ...more });
const both = [
  { projectId: '10001', projectKey: 'ALPHA', permissions: ['issue:read', 'issue:delete'] },
  { projectId: '10003', projectKey: 'BETA', permissions: ['issue:read'] },
] satisfies ApiKeyRecord['grants'];

const STATES: Readonly<Record<string, Partial<ApiKeyRecord>>> = {
  'in force': {},
  'not yet in force': { notBefore: NOW + 1_000 },
  'not copied': { secrets: [secret(1, { notCopied: true })] },
  'being rotated': { secrets: [secret(1, { endsAt: NOW + 5_000 }), secret(2, { notCopied: true })] },
  'with restricted things to show': { reveals: ['restrictedEntries'] },
  suspended: { status: { state: 'suspended', at: NOW, by: 'person-a' } },
  'held by the site': { status: { state: 'suspended', at: NOW, by: 'person-c', bySiteAdmin: true } },
  'stopped by the gateway': { status: { state: 'suspended', at: NOW, by: 'gateway', reason: 'moved' } },
  'stopped since its sponsor left': {
    sponsor: 'person-gone',
    status: { state: 'suspended', at: NOW, by: 'schedule', reason: 'sponsor_left' },
  },
  'over two projects': { home: { kind: 'site' }, grants: both },
  'over two projects, being rotated': {
    home: { kind: 'site' },
    grants: both,
    secrets: [secret(1, { endsAt: NOW + 5_000 }), secret(2)],
  },
  expired: { expiresAt: NOW - 1 },
  revoked: { status: { state: 'revoked', at: NOW, by: 'person-a' }, secrets: [] },
};

const SITES: Readonly<Record<string, Partial<SiteRecord>>> = {
  'project admins issue keys': {},
  'only site admins issue keys': { whoMayIssue: 'site-admins' },
  'keys reach one project only': { severalProjects: false },
};

const rows = Object.keys(PERSONS).flatMap((person) =>
  Object.keys(STATES).flatMap((state) => Object.keys(SITES).map((site) => ({ person, state, site }))),
);

const ID = aKey().id;

/** A fresh world with the key, and its functions as this person calls them. */
const open = ({ person, state, site }: (typeof rows)[number]) => {
  const { page, accountId, may } = PERSONS[person] ?? { page: 'site', accountId: '', may: {} };
  const made = keysWorld({ ...may, site: SITES[site] ?? {} });
  made.rights.set('person-c', ['issue:read', 'issue:delete']);
  made.gone.add('person-gone');
  const grants = [{ projectId: '10001', projectKey: 'ALPHA', permissions: both[0]?.permissions ?? [] }];
  const record = aKey({ grants, expiresAt: NOW + 86_400_000, secrets: [secret(1)], ...STATES[state] });
  made.keys.set(ID, record);
  const resolver = page === 'site' ? adminResolver(made.world) : projectResolver(made.world);
  const extension = page === 'site' ? {} : { project: { id: '10001', key: 'ALPHA' } };
  const platform = { installContext: 'ari:cloud:jira::site/x', principal: { accountId } };
  // biome-ignore lint/suspicious/noExplicitAny: the test looks into answers of every function
  const call = async (functionKey: string, payload: object): Promise<any> =>
    resolver({ call: { functionKey, payload }, context: { accountId, extension } }, platform);
  return { call, page, record };
};

/** How the page asks for each act. */
const REQUESTS: Readonly<Record<KeyAct, (view: KeyView) => readonly [name: keyof typeof payloads, payload: object]>> = {
  edit: ({ id, version, grants }) => [
    'editKey',
    {
      keyId: id,
      version,
      change: { grants: drafts(grants.map((grant) => ({ ...grant, permissions: ['issue:read'] }))) },
    },
  ],
  widen: ({ id, version, expiresAt }) => [
    'editKey',
    { keyId: id, version, change: { expiresAt: new Date(Date.parse(expiresAt) + 3_600_000).toISOString() } },
  ],
  rotate: ({ id, version }) => ['rotateKey', { keyId: id, version, overlapSeconds: 0 }],
  suspend: ({ id }) => ['suspendKey', { keyId: id }],
  resume: ({ id }) => ['resumeKey', { keyId: id }],
  handOver: ({ id, sponsor }) => ['handOver', { from: sponsor, to: 'person-c', keyIds: [id] }],
  revoke: ({ id }) => ['revokeKey', { keyId: id }],
  drop: ({ id, version, grants }) => [
    'editKey',
    { keyId: id, version, change: { grants: drafts(grants.filter(({ projectId }) => projectId !== '10001')) } },
  ],
  endOlder: ({ id, version }) => ['endSecret', { keyId: id, version, which: 'older' }],
  endNewer: ({ id, version }) => ['endSecret', { keyId: id, version, which: 'newer' }],
  confirmCopied: ({ id }) => ['confirmCopied', { keyId: id }],
};
const drafts = (grants: readonly { projectId: string; permissions: readonly string[] }[]) =>
  grants.map(({ projectId, permissions }) => ({ projectId, permissions }));

const viewOf = async (row: (typeof rows)[number]): Promise<KeyView> => {
  const read = await open(row).call('readKey', { keyId: ID });
  return read.value;
};

test.each(rows)(
  '$person · a key $state · $site: what is offered is done, and what is barred is refused',
  async (row) => {
    const view = await viewOf(row);
    const place = { page: open(row).page };
    for (const act of KEY_ACTS) {
      const offer = offerOf(act, view, place);
      if (offer.is === 'absent') continue;
      const [name, payload] = REQUESTS[act](view);
      const done = await open(row).call(name, payload);
      const isDone = done.ok && (done.value.left ?? []).length === 0;
      expect([act, isDone]).toEqual([act, offer.is === 'offered']);
      if (offer.is === 'barred') expect([act, done.fault.message]).toEqual([act, offer.why.message]);
    }
  },
);

test('nothing is offered for a key that is over, and every act is offered to somebody and barred from somebody, where it can be', async () => {
  const seen = new Map<KeyAct, Set<string>>(KEY_ACTS.map((act) => [act, new Set()]));
  for (const row of rows) {
    const view = await viewOf(row);
    for (const act of KEY_ACTS) {
      const { is } = offerOf(act, view, { page: open(row).page });
      seen.get(act)?.add(is);
      if (row.state === 'expired' || row.state === 'revoked') expect([row, act, is]).toEqual([row, act, 'absent']);
    }
  }
  for (const act of KEY_ACTS) expect([act, seen.get(act)?.has('offered')]).toEqual([act, true]);
  for (const act of ['rotate', 'resume', 'widen', 'endNewer', 'drop'] as const) {
    expect([act, seen.get(act)?.has('barred')]).toEqual([act, true]);
  }
});

test('a row of the list offers another secret where the page of the key does', async () => {
  for (const row of rows.filter(({ state }) => state === 'not copied' || state === 'being rotated')) {
    const listed = await open(row).call('listKeys', {});
    const view = await viewOf(row);
    expect([row, listed.value.keys[0].barred?.rotate]).toEqual([row, view.barred?.rotate]);
  }
});
