/**
 * Credential → key record, in one storage request. Every failure is the same 401 for the caller; only the log
 * learns which it was. An outage is told as an outage, never as an unknown key.
 */
import { type CredentialFault, hashSecret, parseCredential, verifySecret } from '../keys/credential';
import { type KeyStanding, keyStanding } from '../keys/standing';
import { policyOf } from '../policy/ceilings';
import { err, ok, type Result } from '../result';
import type { StorageFault } from '../storage/fault';
import { type RowsForCall, readForCall } from '../storage/read-for-call';
import type { ApiKeyRecord } from '../storage/records/api-key';
import { type EndpointRecord, endpointHash } from '../storage/records/endpoint';
import type { Lexicon } from '../storage/records/lexicon';
import type { SiteRecord } from '../storage/records/site';
import type { Envelope } from './receive';

export type Authenticated = {
  readonly key: ApiKeyRecord;
  /** Which of the key's secrets the call was proven by. */
  readonly secretHash: string;
  readonly site: SiteRecord;
  readonly endpointHash: string;
  readonly baseUrl: string;
  /** Of the endpoint's own project; possibly stale. */
  readonly lexicon: Lexicon | undefined;
  /** A sample of what all keys of the site use. */
  readonly siteUsage: RowsForCall['siteUsage'];
};

export type AuthenticationFault =
  | { readonly reason: 'key_invalid'; readonly inside: CredentialFault['reason'] | KeyStanding | InsideReason }
  | { readonly reason: 'storage_down'; readonly inside: string };

type InsideReason =
  | 'unknown_endpoint'
  | 'unknown_key'
  | 'wrong_secret'
  | 'endpoint_closed'
  | 'other_home'
  | 'break_glass'
  | 'changed';

/** Proves the credential of a call. `now` in epoch milliseconds. */
export async function authenticate(
  envelope: Envelope,
  now: number,
): Promise<Result<Authenticated, AuthenticationFault>> {
  const invalid = (inside: (AuthenticationFault & { reason: 'key_invalid' })['inside']) =>
    err({ reason: 'key_invalid', inside } as const);
  const credential = parseCredential(envelope.headers);
  if (!credential.ok) return invalid(envelope.exposed ? 'elsewhere' : credential.error.reason);
  if (envelope.endpointToken === undefined) return invalid('unknown_endpoint');
  const hash = endpointHash(envelope.endpointToken);
  const rows = await readForCall(credential.value.keyId, hash);
  if (!rows.ok) return err({ reason: 'storage_down', inside: faultName(rows.error) });
  const { key, site, endpoint, lexicon, siteUsage } = rows.value;
  // The comparison comes first and always, so that the time it takes says nothing about the rest.
  const proven = verifySecret(key, credential.value.secret, now);
  if (key === undefined) return invalid('unknown_key');
  if (!proven) return invalid('wrong_secret');
  const standing = keyStanding(key, site, now);
  if (standing !== 'in_force') return invalid(standing);
  if (site.breakGlass) return invalid('break_glass');
  if (endpoint === undefined) return invalid('unknown_endpoint');
  if (endpoint.state !== 'open' || (endpoint.until !== undefined && now >= endpoint.until))
    return invalid('endpoint_closed');
  if (!isHome(key, endpoint)) return invalid('other_home');
  return ok({
    key,
    secretHash: hashSecret(credential.value.secret),
    site,
    endpointHash: hash,
    baseUrl: endpoint.url.replace(/\/$/, ''),
    lexicon: ownLexicon(endpoint, lexicon),
    siteUsage,
  });
}

/** A proof is good for this long; a write that comes later, after slow look-ups, asks again. */
const PROOF_MS = 1_000;

/** Is the key still what it was when it was proven at `provenAt`? A change of what it may do ends the call; a rotation does not. */
export async function proveAgain(
  envelope: Envelope,
  proven: Authenticated,
  provenAt: number,
): Promise<Result<void, AuthenticationFault>> {
  const now = Date.now();
  if (now - provenAt < PROOF_MS) return ok(undefined);
  const again = await authenticate(envelope, now);
  if (!again.ok) return again;
  const same = policyOf(again.value.key, again.value.site) === policyOf(proven.key, proven.site);
  return same ? ok(undefined) : err({ reason: 'key_invalid', inside: 'changed' });
}

const faultName = (fault: StorageFault): string =>
  fault.reason === 'storage_down' ? `${fault.operation}: ${fault.code}` : fault.reason;

/** A project's own URL serves that project's keys; the site's URL serves the keys of the site, and of projects without one. */
function isHome(key: ApiKeyRecord, endpoint: EndpointRecord): boolean {
  if (key.home.kind === 'site' || endpoint.home.kind === 'site') return key.home.kind === endpoint.home.kind;
  return key.home.projectId === endpoint.home.projectId;
}

/** A lexicon is used only for the project that it names. */
function ownLexicon(endpoint: EndpointRecord, lexicon: Lexicon | undefined): Lexicon | undefined {
  return endpoint.home.kind === 'project' && lexicon?.projectId === endpoint.home.projectId ? lexicon : undefined;
}
