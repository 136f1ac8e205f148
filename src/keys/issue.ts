/**
 * Issues a key: for whom, for which projects, until when, and at which URL it works.
 *
 * Guarantees: nothing is stored before Jira has said that this person administers every granted project (or the
 * site, on the site's page); the secret leaves here once and only its hash is kept; a key whose audit could not
 * be written is not handed out.
 */
import { whoMayIssue } from '../policy/ceilings';
import { err, ok, type Result } from '../result';
import type { ApiKeyRecord, Grant, Home, Revealable } from '../storage/records/api-key';
import { RECORD_BYTES_MAX } from '../storage/records/api-key';
import { auditDaysOf, type SiteRecord } from '../storage/records/site';
import { administrationRecord } from './administration-record';
import { type Actor, firstNotAdministered, mayActAt, type Place } from './authority';
import { generateKey, hashSecret } from './credential';
import { faultOf, type KeyDraft, parseDraft } from './draft';
import { type AdministrationFault, invalid, notAllowed, unavailable } from './fault';
import { homeOf, noteReach } from './home-endpoint';
import type { KeyWorld } from './key-store';
import { takePlace } from './places';
import { rightsOfActor, type SponsorRights } from './sponsor';

export type IssuedKey = {
  readonly record: ApiKeyRecord;
  /** The whole key. Shown once; it can never be shown again. */
  readonly text: string;
  readonly gatewayUrl: string;
  /** The ceilings under which it was issued. */
  readonly site: SiteRecord;
};

/** Issues a key from an administrator's request. */
export const issueKey = async (
  world: KeyWorld,
  actor: Actor,
  place: Place,
  input: unknown,
): Promise<Result<IssuedKey, AdministrationFault>> => {
  const considered = await considerDraft(world, place, input);
  if (!considered.ok) return considered;
  const home = await homeOf(world, considered.value.grants);
  if (!home.ok) return home;
  return storeNewKey(world, actor, { ...considered.value, ...home.value });
};

/** A draft that this person may issue here, with all that its key would hold but its secret and its URL. */
export type Considered = {
  readonly draft: KeyDraft;
  readonly grants: Grant[];
  /** The ceilings that it was held against. */
  readonly site: SiteRecord;
  /** Of the person who issues the key, and answers for it. */
  readonly rights: SponsorRights | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
};

/** Holds a draft against the ceilings and the person's rights. Stores nothing. */
export const considerDraft = async (
  world: KeyWorld,
  place: Place,
  input: unknown,
): Promise<Result<Considered, AdministrationFault>> => {
  const now = world.now();
  const site = await world.store.readSite();
  if (!site.ok) return err(unavailable(site.error));
  const draft = parseDraft(input);
  if (!draft.ok) return draft;
  const revealing = revealFault(place, draft.value.reveals ?? [], []);
  if (revealing !== undefined) return err(revealing);
  const entitled = await entitledTo(world, place, draft.value.grants, site.value);
  if (!entitled.ok) return entitled;
  const fault = faultOf(draft.value, site.value, { createdAt: now, now });
  return fault === undefined ? ok({ draft: draft.value, ...entitled.value, site: site.value, now }) : err(fault);
};

/**
 * Addresses of people, and what is restricted to some of them, a key shows only where a site admin wants it: the app can
 * see more of it than an administrator of the project. `held`: what the key shows already.
 */
export const revealFault = (
  place: Place,
  wanted: readonly Revealable[],
  held: readonly Revealable[],
): AdministrationFault | undefined =>
  place.page === 'site' || wanted.every((each) => held.includes(each))
    ? undefined
    : notAllowed('reveals', 'Only site admins let a key show this.', 'Leave it out, or ask a Jira administrator.');

/** The grants that this person may give to a key here, with their own rights there; or why they may not. */
export const entitledTo = async (
  world: KeyWorld,
  place: Place,
  wanted: KeyDraft['grants'],
  site: SiteRecord,
): Promise<Result<Pick<Considered, 'grants' | 'rights'>, AdministrationFault>> => {
  const refused = await refusal(world, place, wanted, site);
  if (!refused.ok) return refused;
  const grants = await grantsOf(world, { grants: wanted });
  if (!grants.ok) return grants;
  const rights = await rightsOfActor(world, grants.value);
  return rights.ok ? ok({ grants: grants.value, rights: rights.value }) : err(unavailable(rights.error));
};

const refusal = async (
  world: KeyWorld,
  place: Place,
  wanted: KeyDraft['grants'],
  site: SiteRecord,
): Promise<Result<void, AdministrationFault>> => {
  const here = await mayActAt(world.person, place);
  if (!here.ok) return here;
  if (!here.value) return err(notAllowed('', 'You do not administer this.', 'Ask an administrator to issue the key.'));
  if (place.page === 'site') return ok(undefined);
  if (!wanted.some(({ projectId }) => projectId === place.projectId)) {
    return err(
      invalid('grants', 'No grant is for the project of this page.', 'Issue the key from the page of its project.'),
    );
  }
  const other = await firstNotAdministered(
    world.person,
    wanted.map(({ projectId }) => projectId),
  );
  if (!other.ok) return other;
  const at = wanted.findIndex(({ projectId }) => projectId === other.value);
  if (at >= 0) {
    return err(
      notAllowed(
        `grants.${at}.projectId`,
        'You do not administer this project, or it does not exist.',
        'Leave this grant out, or let someone issue the key who administers all of its projects.',
      ),
    );
  }
  // Last: what is set for a project is told to nobody who does not administer it.
  return wanted.some(({ projectId }) => whoMayIssue(site, projectId) === 'site-admins')
    ? err(notAllowed('', 'Here only site admins issue keys.', 'Ask a Jira administrator.'))
    : ok(undefined);
};

/**
 * The grants with each project's key, as the person sees it. Those that the key `held` before keep theirs and are not asked
 * about: a project in the bin must not stand in the way of what is done to the others.
 */
export const grantsOf = async (
  world: Pick<KeyWorld, 'person'>,
  draft: Pick<KeyDraft, 'grants'>,
  held: readonly Grant[] = [],
): Promise<Result<Grant[], AdministrationFault>> => {
  const seen = await Promise.all(
    draft.grants.map(({ projectId }) => {
      const known = held.find((grant) => grant.projectId === projectId);
      return known === undefined ? world.person.project(projectId) : ok({ key: known.projectKey });
    }),
  );
  const grants: Grant[] = [];
  for (const [at, wanted] of draft.grants.entries()) {
    const project = seen[at];
    if (project === undefined || !project.ok) {
      return err(unavailable(project?.error ?? { reason: 'jira_unavailable', question: 'project' }));
    }
    if (project.value === undefined) {
      return err(invalid(`grants.${at}.projectId`, 'There is no such project.', 'Look up the id of the project.'));
    }
    grants.push({
      projectId: wanted.projectId,
      projectKey: project.value.key,
      permissions: [...new Set(wanted.permissions)],
      ...(wanted.endpointRules === undefined ? {} : { endpointRules: [...wanted.endpointRules] }),
      ...(wanted.conditions === undefined ? {} : { conditions: wanted.conditions }),
    });
  }
  return ok(grants);
};

type Wanted = Considered & { readonly home: Home; readonly gatewayUrl: string };

/** Two ids that meet by chance are as good as impossible; trying again costs nothing. */
const ID_ATTEMPTS = 3;

const storeNewKey = async (
  world: KeyWorld,
  actor: Actor,
  wanted: Wanted,
): Promise<Result<IssuedKey, AdministrationFault>> => {
  for (let attempt = 1; ; attempt += 1) {
    const key = generateKey(world.random);
    const record = recordOf(world, actor, wanted, { id: key.keyId, hash: hashSecret(key.secret) });
    if (holdsTooMuch(record)) return err(tooMuch);
    const placed = await takePlace(world, record.home, actor, record.id);
    if (!placed.ok) return placed;
    const shared = await noteReach(world, record);
    if (!shared.ok) return shared;
    const created = await world.store.createKey(record);
    if (!created.ok) {
      if (created.error.reason === 'conflict' && attempt < ID_ATTEMPTS) continue;
      // Only the answer may have been lost; a key that nobody holds and no audit tells of must not stand in lists.
      if (created.error.reason !== 'conflict') await world.store.withdrawKey(record.id);
      return err(unavailable(created.error));
    }
    const audited = await world.store.writeAudit(
      administrationRecord(world, record, { act: 'key_issued', by: actor.accountId, at: wanted.now }),
      auditDaysOf(wanted.site),
    );
    if (!audited.ok) {
      // Nobody has seen the secret. If this fails too, what stays is a key that no one can use.
      await world.store.withdrawKey(record.id);
      return err(unavailable(audited.error));
    }
    return ok({ record, text: key.text, gatewayUrl: wanted.gatewayUrl, site: wanted.site });
  }
};

/** The record of a key that is issued from a draft. */
export const recordOf = (
  world: Pick<KeyWorld, 'random'>,
  actor: Actor,
  { draft, grants, home, rights, now }: Considered & { readonly home: Home },
  secret: { readonly id: string; readonly hash: string },
): ApiKeyRecord => ({
  v: 1,
  id: secret.id,
  name: draft.name,
  purpose: draft.purpose,
  sponsor: actor.accountId,
  home,
  grants,
  ...(draft.notBefore === undefined ? {} : { notBefore: draft.notBefore }),
  ...optionalMembers(draft),
  ...(rights === undefined ? {} : { sponsorRights: rights }),
  expiresAt: draft.expiresAt,
  status: { state: 'active' },
  secrets: [{ hash: secret.hash, createdAt: now, notCopied: true }],
  cursorKey: Buffer.from(world.random(32)).toString('base64url'),
  version: 1,
  createdAt: now,
  createdBy: actor.accountId,
});

/** Rows are read with every call, and paid for by their size. */
export const holdsTooMuch = (record: ApiKeyRecord): boolean =>
  Buffer.byteLength(JSON.stringify(record)) > RECORD_BYTES_MAX;

export const tooMuch = invalid('grants', 'The key would hold too much.', 'Make two keys, or use fewer endpoint rules.');

/** Members of a record that are there only where they were asked for. */
export const optionalMembers = ({
  limits,
  hiddenFields,
  reveals,
  unusedDaysMax,
  noticeIssueId,
}: KeyDraft): Partial<ApiKeyRecord> => ({
  ...(limits === undefined ? {} : { limits }),
  ...(hiddenFields === undefined ? {} : { hiddenFields: [...hiddenFields] }),
  ...(reveals === undefined || reveals.length === 0 ? {} : { reveals: [...new Set(reveals)] }),
  ...(unusedDaysMax === undefined ? {} : { unusedDaysMax }),
  ...(noticeIssueId === undefined ? {} : { noticeIssueId }),
});
