/**
 * Web trigger URLs of the gateway, from the platform. The URL is no secret and no wall: the key is.
 */
import { webTrigger } from '@forge/api/out/webTrigger';
import { err, ok, type Result } from '../result';

/** Module key of the web trigger in manifest.yml. */
const GATEWAY_MODULE = 'gateway';

export type UrlFault = { readonly reason: 'platform_unavailable' };

export type GatewayUrls = {
  /** The site's own URL: the same at each call. */
  site(): Promise<Result<string, UrlFault>>;
  /** One URL more; a fault where the platform gives no more of them. */
  another(): Promise<Result<string, UrlFault>>;
  /** Gives back a URL that is not needed after all. */
  giveBack(url: string): Promise<Result<void, UrlFault>>;
};

export const gatewayUrls: GatewayUrls = {
  site: () => asking(() => webTrigger.getUrl(GATEWAY_MODULE)),
  another: () => asking(() => webTrigger.getUrl(GATEWAY_MODULE, { forceCreate: true })),
  giveBack: (url) => asking(() => webTrigger.deleteUrl(url)),
};

/** The platform's errors are texts without a code: all of them are one fault here. */
const asking = async <T>(ask: () => Promise<T>): Promise<Result<T, UrlFault>> => {
  try {
    return ok(await ask());
  } catch {
    return err({ reason: 'platform_unavailable' });
  }
};
