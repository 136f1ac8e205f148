/**
 * What `npm start` can be told, from the words typed to values that are sure to make sense.
 */
import { type Option, printOptions, readArguments, type Usage, usage, wholeNumber } from '../command-line';
import { SWITCH_FORMS } from '../jira/switches';
import type { SiteOptions } from '../site';
import { PLATFORM_FORMS, readSwitches } from './switches';

export const DEFAULT_PORT = 8137;
export const DEFAULT_DIRECTORY = '.local-site';

export type StartOptions = {
  readonly help: boolean;
  /** Absent: the port that the data directory was made for, or the default. */
  readonly port: number | undefined;
  readonly dataDirectory: string;
  readonly fresh: boolean;
  readonly fixture: boolean;
  readonly json: boolean;
  readonly build: boolean;
  readonly switches: NonNullable<SiteOptions['switches']>;
  readonly jiraSwitches: NonNullable<SiteOptions['jiraSwitches']>;
};

const OPTIONS: readonly Option[] = [
  { name: 'port', takes: 'N', help: `listen on this port of 127.0.0.1 (default ${DEFAULT_PORT}; 0: any free one)` },
  { name: 'data', takes: 'DIR', help: `keep everything in this directory (default ${DEFAULT_DIRECTORY})` },
  { name: 'fresh', help: 'forget what the directory holds and begin anew; keys issued before stop working' },
  { name: 'fixture', help: 'begin with the data of the confinement tests instead of the demonstration' },
  {
    name: 'switch',
    takes: 'NAME=FORM',
    many: true,
    help: 'how the simulated Jira or platform behaves where the real one is\nnot documented; may be given more than once',
  },
  { name: 'json', help: 'print one line of JSON when ready: url, consoleUrl, gatewayUrl, keys, people' },
  { name: 'build', help: 'build the app before it is run, as npm start does' },
  { name: 'help', help: 'print this' },
];

/** Reads the arguments of `npm start`. */
export function readStartOptions(argv: readonly string[]): Usage<StartOptions> {
  const read = readArguments(OPTIONS, argv);
  if (!read.ok) return read;
  const { flags, values, words } = read.value;
  if (words[0] !== undefined) return usage(`"${words[0]}" is no option.`, 'Options begin with two dashes; see --help.');
  const portText = values.get('port')?.[0];
  const port =
    portText === undefined
      ? undefined
      : wholeNumber('port', portText, { least: 0, most: 65_535, example: DEFAULT_PORT });
  if (port !== undefined && !port.ok) return port;
  const switches = readSwitches(values.get('switch') ?? []);
  if (!switches.ok) return switches;
  return {
    ok: true,
    value: {
      help: flags.has('help'),
      port: port?.value,
      dataDirectory: values.get('data')?.[0] ?? DEFAULT_DIRECTORY,
      fresh: flags.has('fresh'),
      fixture: flags.has('fixture'),
      json: flags.has('json'),
      build: flags.has('build'),
      ...switches.value,
    },
  };
}

/** The text of `npm start -- --help`. */
export function startHelp(): string {
  const forms = Object.entries({ ...PLATFORM_FORMS, ...SWITCH_FORMS }).map(
    ([name, form]) => `  ${name} = ${form === 'number' ? 'a number' : form.join(' | ')}`,
  );
  return `npm start -- [options]

Starts a whole Jira site on this machine, with the app installed and two keys to try. Nothing leaves the machine.

${printOptions(OPTIONS)}

Switches, the first form being the default:
${forms.join('\n')}

Exit code: 0 when stopped, 1 when the site could not start, 2 when the options make no sense.
More: docs/local-site.md
`;
}
