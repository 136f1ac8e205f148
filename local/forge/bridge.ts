/**
 * Calls resolver functions for pages, and Jira as the person, as Jira's page frame does.
 *
 * The person is the one whom the platform vouches for and stands in the function's second argument; all
 * of `extension` passes through as the page said it, so that a forged one arrives forged.
 */
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Jira, JiraAnswer } from '../jira/jira';
import type { PlatformSwitches, ResolverPlace, ResolverResult } from '../site';
import { ENVIRONMENT_TYPE, type Installation } from './installation';
import type { Invoker } from './invoke';
import { type Consent, readInit } from './jira-door';
import type { Manifest } from './manifest';

const UPLOAD_BYTES_MAX = 500_000;

type BridgeCall = {
  readonly accountId: string;
  readonly place: ResolverPlace;
  readonly functionKey: string;
  readonly payload: unknown;
  /** What the page claims; absent: the truth. */
  readonly extension: unknown;
};
/** A call of Jira's REST API by a page, as `@forge/bridge` puts it. */
type ProductCall = {
  readonly accountId: string;
  readonly product: string;
  readonly restPath: string;
  readonly fetchRequestInit: unknown;
};
/** In the form from which `@forge/bridge` makes a `Response`. */
type ProductAnswer = {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isAttachment: false;
};
export type Bridge = {
  invoke(call: BridgeCall): Promise<ResolverResult>;
  /** Calls Jira as the person and with the app's scopes; `value` is a `ProductAnswer`. */
  fetchProduct(call: ProductCall): Promise<ResolverResult>;
  /** The person lets the app act in their name. */
  giveConsent(accountId: string): void;
  /** What `view.getContext()` of a page answers. */
  context(accountId: string, place: ResolverPlace): Record<string, unknown>;
};
export type BridgeGround = {
  readonly manifest: Manifest;
  readonly invoker: Invoker;
  readonly installation: () => Installation;
  readonly jira: Pick<Jira, 'state' | 'call'>;
  readonly consent: Consent;
  readonly switches: PlatformSwitches;
  readonly limitMs: number;
};

/** The bridge of one site. */
export function createBridge(ground: BridgeGround): Bridge {
  const { manifest, invoker, installation, jira, consent, switches } = ground;
  const pageAt = (place: ResolverPlace) => manifest.pages.find(({ kind }) => kind === place.module);
  const context = (accountId: string, place: ResolverPlace, extension: unknown = extensionOf(place)) => {
    const person = jira.state().people.get(accountId);
    return {
      accountId,
      cloudId: installation().cloudId,
      siteUrl: installation().siteUrl,
      localId: randomUUID(),
      moduleKey: pageAt(place)?.key,
      environmentId: installation().environmentId,
      environmentType: ENVIRONMENT_TYPE,
      locale: person?.locale ?? 'en_US',
      timezone: person?.timeZone ?? 'UTC',
      extension,
    };
  };
  return {
    context,
    async invoke({ accountId, place, functionKey, payload, extension }) {
      const page = pageAt(place);
      if (page === undefined) return failure(`The manifest has no ${place.module} page with a resolver.`);
      const isAdmin = jira.state().people.get(accountId)?.siteAdmin === true;
      if (place.module === 'admin' && switches['bridge.adminGate'] === 'closed' && !isAdmin) {
        return failure('The page can only be opened by an administrator.');
      }
      if (Buffer.byteLength(JSON.stringify(payload ?? null)) > UPLOAD_BYTES_MAX) {
        return failure('The payload is larger than 500 kB.');
      }
      const result = await invoker.invoke({
        functionKey: page.functionKey,
        moduleKey: page.key,
        moduleType: page.kind === 'admin' ? 'jira:adminPage' : 'jira:projectSettingsPage',
        accountId,
        payload: { call: { functionKey, payload }, context: context(accountId, place, extension) },
        limitMs: ground.limitMs,
      });
      if (result.kind === 'answered') return { ok: true, value: result.value };
      if (result.kind === 'threw') return { ok: false, error: result.message, consent: result.needsConsent };
      return failure(result.kind === 'timed-out' ? 'The function ran out of time.' : 'The answer is larger than 5 MB.');
    },
    async fetchProduct({ accountId, product, restPath, fetchRequestInit }) {
      if (product !== 'jira') return failure(`The site has no product ${product}.`);
      if (!jira.state().people.has(accountId)) return failure('Nobody is signed in.');
      if (consent.missing.has(accountId)) return { ok: false, error: NO_CONSENT, consent: true };
      const answer = await jira.call({
        actor: { kind: 'person', accountId, scopes: manifest.scopes },
        path: restPath.startsWith('/') ? restPath : `/${restPath}`,
        ...readInit(fetchRequestInit),
      });
      return { ok: true, value: toProductAnswer(answer) };
    },
    giveConsent: (accountId) => {
      consent.missing.delete(accountId);
    },
  };
}

const NO_CONSENT = 'The person has not let the app act in their name.';

const toProductAnswer = ({ status, headers, body }: JiraAnswer): ProductAnswer => ({
  status,
  statusText: STATUS_CODES[status] ?? '',
  headers,
  body,
  isAttachment: false,
});

function extensionOf(place: ResolverPlace): Record<string, unknown> {
  if (place.module === 'admin') return { type: 'jira:adminPage' };
  return { type: 'jira:projectSettingsPage', project: { id: place.projectId, key: place.projectKey } };
}

const failure = (error: string): ResolverResult => ({ ok: false, error, consent: false });
