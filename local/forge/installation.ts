/**
 * Who and where the app is, in the identifiers that the platform hands out. They are the same in every
 * local site but for the cloud id, which is that of the simulated Jira.
 */
export type Installation = {
  readonly appId: string;
  readonly cloudId: string;
  readonly siteUrl: string;
  readonly environmentId: string;
  readonly installationId: string;
  readonly contextAri: string;
  readonly installationAri: string;
};

const ENVIRONMENT_ID = '00000000-0000-4000-8000-0000000000e1';
const INSTALLATION_ID = '00000000-0000-4000-8000-0000000000a1';
export const APP_VERSION = '1.0.0';
export const ENVIRONMENT_TYPE = 'DEVELOPMENT';

/** The installation of app `appId` on one Jira site. */
export function installationOf(
  appId: string,
  site: { readonly cloudId: string; readonly baseUrl: string },
): Installation {
  return {
    appId,
    cloudId: site.cloudId,
    siteUrl: site.baseUrl,
    environmentId: ENVIRONMENT_ID,
    installationId: INSTALLATION_ID,
    contextAri: `ari:cloud:jira::site/${site.cloudId}`,
    installationAri: `ari:cloud:ecosystem::installation/${INSTALLATION_ID}`,
  };
}

/** The platform's second argument to every function. */
export function backendContext(installation: Installation, accountId: string | undefined): Record<string, unknown> {
  return {
    installContext: installation.contextAri,
    installation: { ari: installation.installationAri, contexts: [installation.contextAri] },
    ...(accountId !== undefined && { principal: { accountId } }),
  };
}
