/**
 * The door to the outside: a local site reaches no host. What the manifest does not declare is refused as
 * the platform would refuse it, and what it does declare is refused with another message, since nothing
 * outside stands ready to answer.
 */

/** The global `fetch` of a bundle; `onRefusal` learns of each try. */
export function createEgressDoor(declared: readonly string[], onRefusal: (url: string) => void) {
  return async (input: unknown): Promise<Response> => {
    const url = urlOf(input);
    onRefusal(url);
    const host = URL.canParse(url) ? new URL(url).hostname : url;
    const isDeclared = declared.some((entry) => matches(entry, host));
    const error = new Error(
      isDeclared
        ? `The local site reaches no host outside, not even the declared ${host}.`
        : `URL not included in the external fetch backend permissions: ${host}. Visit go.atlassian.com/forge-egress for more information.`,
    );
    error.name = 'REQUEST_EGRESS_ALLOWLIST_ERR';
    throw error;
  };
}

function urlOf(input: unknown): string {
  return typeof input === 'object' && input !== null && 'url' in input ? String(input.url) : String(input);
}

function matches(entry: string, host: string): boolean {
  const name = entry.replace(/^[a-z]+:\/\//, '').replace(/[:/].*$/, '');
  return name.startsWith('*.') ? host.endsWith(name.slice(1)) : name === host;
}
