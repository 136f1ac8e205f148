/**
 * Calls resolver functions for pages, as Jira's page frame does.
 *
 * The person is the one whom the platform vouches for and stands in the function's second argument; all
 * of `extension` passes through as the page said it, so that a forged one arrives forged.
 */
import { randomUUID } from 'node:crypto';
import type { JiraState } from '../jira/state';
import type { PlatformSwitches, ResolverPlace, ResolverResult } from '../site';
import { ENVIRONMENT_TYPE, type Installation } from './installation';
import type { Invoker } from './invoke';
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
export type Bridge = {
  invoke(call: BridgeCall): Promise<ResolverResult>;
  /** What `view.getContext()` of a page answers. */
  context(accountId: string, place: ResolverPlace): Record<string, unknown>;
};
export type BridgeGround = {
  readonly manifest: Manifest;
  readonly invoker: Invoker;
  readonly installation: () => Installation;
  readonly state: () => JiraState;
  readonly switches: PlatformSwitches;
  readonly limitMs: number;
};

/** The bridge of one site. */
export function createBridge(ground: BridgeGround): Bridge {
  const { manifest, invoker, installation, state, switches } = ground;
  const pageAt = (place: ResolverPlace) => manifest.pages.find(({ kind }) => kind === place.module);
  const context = (accountId: string, place: ResolverPlace, extension: unknown = extensionOf(place)) => {
    const person = state().people.get(accountId);
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
      const isAdmin = state().people.get(accountId)?.siteAdmin === true;
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
  };
}

function extensionOf(place: ResolverPlace): Record<string, unknown> {
  if (place.module === 'admin') return { type: 'jira:adminPage' };
  return { type: 'jira:projectSettingsPage', project: { id: place.projectId, key: place.projectKey } };
}

const failure = (error: string): ResolverResult => ({ ok: false, error, consent: false });
