/**
 * Issues a key: for whom, for which projects, until when, and at which URL it works.
 *
 * Guarantees: nothing is stored before Jira has said that this person administers every granted project (or the
 * site, on the site's page); the secret leaves here once and only its hash is kept; a key whose audit could not
 * be written is not handed out.
 */
import { err, ok, type Result } from '../result';
import type { ApiKeyRecord, Grant, Home } from '../storage/records/api-key';
import { RECORD_BYTES_MAX } from '../storage/records/api-key';
import type { SiteRecord } from '../storage/records/site';
import { administrationRecord } from './administration-record';
import { type Actor, firstNotAdministered, mayActAt, type Place } from './authority';
import { generateKey, hashSecret } from './credential';
import { type KeyDraft, parseDraft } from './draft';
import { type AdministrationFault, invalid, notAllowed, unavailable } from './fault';
import { homeOf } from './home-endpoint';
import type { KeyWorld } from './key-store';

export type IssuedKey = {
  readonly record: ApiKeyRecord;
  /** The whole key. Shown once; it can never be shown again. */
  readonly text: string;
  readonly gatewayUrl: string;
};

/** Issues a key from an administrator's request. */
export const issueKey = async (
  world: KeyWorld,
  actor: Actor,
  place: Place,
  input: unknown,
): Promise<Result<IssuedKey, AdministrationFault>> => {
  const now = world.now();
  const site = await world.store.readSite();
  if (!site.ok) return err(unavailable(site.error));
  const draft = parseDraft(input, site.value, now);
  if (!draft.ok) return draft;
  const refused = await refusal(world, place, draft.value, site.value);
  if (!refused.ok) return refused;
  const grants = await grantsOf(world, draft.value);
  if (!grants.ok) return grants;
  const home = await homeOf(world, grants.value);
  if (!home.ok) return home;
  return storeNewKey(world, actor, { draft: draft.value, grants: grants.value, ...home.value }, now);
};

const refusal = async (
  world: KeyWorld,
  place: Place,
  draft: KeyDraft,
  site: SiteRecord,
): Promise<Result<void, AdministrationFault>> => {
  const here = await mayActAt(world.person, place);
  if (!here.ok) return here;
  if (!here.value) return err(notAllowed('', 'You do not administer this.', 'Ask an administrator to issue the key.'));
  if (place.page === 'site') return ok(undefined);
  if (site.whoMayIssue === 'site-admins') {
    return err(notAllowed('', 'On this site only site admins issue keys.', 'Ask a Jira administrator.'));
  }
  if (!draft.grants.some(({ projectId }) => projectId === place.projectId)) {
    return err(
      invalid('grants', 'No grant is for the project of this page.', 'Issue the key from the page of its project.'),
    );
  }
  const other = await firstNotAdministered(
    world.person,
    draft.grants.map(({ projectId }) => projectId),
  );
  if (!other.ok) return other;
  const at = draft.grants.findIndex(({ projectId }) => projectId === other.value);
  return at < 0
    ? ok(undefined)
    : err(
        notAllowed(
          `grants.${at}.projectId`,
          'You do not administer this project, or it does not exist.',
          'Leave this grant out, or let someone issue the key who administers all of its projects.',
        ),
      );
};

/** The grants with each project's present key, as the person sees it. */
const grantsOf = async (world: KeyWorld, draft: KeyDraft): Promise<Result<Grant[], AdministrationFault>> => {
  const seen = await Promise.all(draft.grants.map(({ projectId }) => world.person.project(projectId)));
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
      ...(wanted.endpointRules === undefined ? {} : { endpointRules: wanted.endpointRules }),
    });
  }
  return ok(grants);
};

type Wanted = {
  readonly draft: KeyDraft;
  readonly grants: Grant[];
  readonly home: Home;
  readonly gatewayUrl: string;
};

/** Two ids that meet by chance are as good as impossible; trying again costs nothing. */
const ID_ATTEMPTS = 3;

const storeNewKey = async (
  world: KeyWorld,
  actor: Actor,
  wanted: Wanted,
  now: number,
): Promise<Result<IssuedKey, AdministrationFault>> => {
  for (let attempt = 1; ; attempt += 1) {
    const key = generateKey(world.random);
    const record = recordOf(world, actor, wanted, { id: key.keyId, hash: hashSecret(key.secret) }, now);
    if (Buffer.byteLength(JSON.stringify(record)) > RECORD_BYTES_MAX) {
      return err(invalid('grants', 'The key would hold too much.', 'Make two keys, or use fewer endpoint rules.'));
    }
    const created = await world.store.createKey(record);
    if (!created.ok) {
      if (created.error.reason === 'conflict' && attempt < ID_ATTEMPTS) continue;
      return err(unavailable(created.error));
    }
    const audited = await world.store.writeAudit(
      administrationRecord(world, record, { act: 'key_issued', by: actor.accountId, at: now }),
    );
    if (!audited.ok) {
      // Nobody has seen the secret. If this fails too, what stays is a key that no one can use.
      await world.store.withdrawKey(record.id);
      return err(unavailable(audited.error));
    }
    return ok({ record, text: key.text, gatewayUrl: wanted.gatewayUrl });
  }
};

const recordOf = (
  world: KeyWorld,
  actor: Actor,
  { draft, grants, home }: Wanted,
  secret: { readonly id: string; readonly hash: string },
  now: number,
): ApiKeyRecord => ({
  v: 1,
  id: secret.id,
  name: draft.name,
  purpose: draft.purpose,
  sponsor: actor.accountId,
  home,
  grants,
  ...(draft.notBefore === undefined ? {} : { notBefore: draft.notBefore }),
  expiresAt: draft.expiresAt,
  status: { state: 'active' },
  secrets: [{ hash: secret.hash, createdAt: now }],
  cursorKey: Buffer.from(world.random(32)).toString('base64url'),
  version: 1,
  createdAt: now,
  createdBy: actor.accountId,
});
