/** What `npm start` prints once the site listens: for a person to read, or as one line for a program. */
import type { CallToTry } from './calls-to-try';
import type { DemoKey } from './demo-keys';
import { DEFAULT_PORT } from './options';
import type { PersonToBe } from './people';

export type Greeting = {
  readonly url: string;
  /** Of the app's page for the whole site. */
  readonly consoleUrl: string;
  /** Of the site itself, for keys over several projects. */
  readonly siteGatewayUrl: string;
  readonly title: string;
  readonly dataDirectory: string;
  readonly people: readonly PersonToBe[];
  readonly keys: readonly DemoKey[];
  readonly calls: readonly CallToTry[];
};

/** The text for a person. */
export function greet({
  url,
  consoleUrl,
  siteGatewayUrl,
  title,
  dataDirectory,
  people,
  keys,
  calls,
}: Greeting): string {
  const nameWidth = Math.max(0, ...people.map(({ name }) => name.length));
  const roleWidth = Math.max(0, ...people.map(({ role }) => role.length));
  const [first] = keys;
  const lines = [
    `${title} – a simulated Jira site with Scoped Keys installed`,
    '',
    `  Console      ${url}/`,
    `               ${consoleUrl}   (as it stands in Jira)`,
    `  Gateway      ${first?.gatewayUrl ?? siteGatewayUrl}${first === undefined ? '' : `   (keys of ${first.projectKey})`}`,
    `  Data         ${dataDirectory}   (begin anew: npm start -- --fresh)`,
    '',
    'People you can be:',
    ...people.map(
      ({ name, role, accountId }) => `  ${name.padEnd(nameWidth)}  ${role.padEnd(roleWidth)}  ${accountId}`,
    ),
    '',
    ...(keys.length === 0 ? [] : ['Keys to try (on this site only they are kept and shown again):']),
    ...keys.flatMap(({ job, projectKey, key, permissions }) => [
      `  ${job} in ${projectKey}   ${key}`,
      `      ${permissions.join(', ')}`,
    ]),
    '',
    ...(calls.length === 0 ? [] : ['Paste these into another terminal:', '']),
    ...calls.flatMap(({ shows, line }) => [`# ${shows}`, line, '']),
    `Issue and revoke keys: npm run key -- list${portOption(url)}, and npm run key -- --help`,
    'Stop: Ctrl+C',
  ];
  return `${lines.join('\n')}\n`;
}

/** What `npm run key` has to be told of the port, if anything. */
const portOption = (url: string): string => {
  const { port } = new URL(url);
  return port === String(DEFAULT_PORT) ? '' : ` --port ${port}`;
};

/** The line for a program. `gatewayUrl` is where the keys are used. */
export function greetingLine({ url, consoleUrl, siteGatewayUrl, people, keys }: Greeting): string {
  return `${JSON.stringify({ url, consoleUrl, gatewayUrl: keys[0]?.gatewayUrl ?? siteGatewayUrl, keys, people })}\n`;
}
