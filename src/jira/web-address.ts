/**
 * Addresses that lead out of Atlassian's sites. One that may lead to an issue, page or board of a site is told by its host,
 * or where the site has a domain of its own, by its path: it could name what lies outside of a key's projects.
 */
const HOST =
  /^https?:\/\/(?![^/?#:]*\b(?:atlassian\.(?:net|com)|atl-paas\.net|jira\.com)\.?(?:[:/?#]|$))[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?(?:[/?#][!-~]*)?$/i;
const OF_JIRA =
  /\/browse\/|\/rest\/|\/secure\/|\/servicedesk\/|\/jira\/(?:software|core|discovery|polaris|dashboards|plans)\b|[?&](?:selectedIssue|jql|issueKey|projectKey)=/i;
const CHARS_MAX = 2_000;

/** Is it an http or https address of something that is on no Atlassian site? */
export const isWebAddress = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= CHARS_MAX && HOST.test(value) && !OF_JIRA.test(unescaped(value));

/** A letter of a path may be written as its number, and is the same letter to a site. */
const unescaped = (url: string): string =>
  url.replace(/%([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
