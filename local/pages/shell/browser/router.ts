/** Where `router` of the bridge leads: an address as it is, or one of Jira's own places by its name. */
type Target = Readonly<Record<string, unknown>>;

const PLACES: Readonly<Record<string, (target: Target) => string>> = {
  issue: ({ issueKey }) => `/browse/${issueKey}`,
  userProfile: ({ accountId }) => `/jira/people/${accountId}`,
  dashboard: ({ dashboardId }) => `/jira/dashboards/${dashboardId}`,
  projectSettingsDetails: ({ projectKey }) => `/jira/software/projects/${projectKey}/settings/details`,
};

/** The address of a target; throws where the local site has no such place. */
export function urlOf(target: Target): URL {
  if (typeof target['url'] === 'string') return new URL(target['url'], window.location.origin);
  const name = String(target['target']);
  const place = Object.hasOwn(PLACES, name) ? PLACES[name] : undefined;
  if (place === undefined) throw new Error(`The local site does not know the place ${name}.`);
  return new URL(place(target), window.location.origin);
}

/** Goes there, in this tab or a new one. No script hides in an address. */
export function openAddress(url: URL, inNewTab: boolean): void {
  if (!/^(https?|mailto):$/.test(url.protocol)) throw new Error(`Jira does not open ${url.protocol} addresses.`);
  if (inNewTab) window.open(url, '_blank', 'noopener');
  else window.location.assign(url);
}
