/** What `npm run key` can be told: a verb, its object, and options. */
import { type Option, printOptions, readArguments, type Usage, usage, wholeNumber } from '../command-line';
import { DEFAULT_DIRECTORY, DEFAULT_PORT } from '../start/options';

export type Order = {
  /** Of the site to talk to; absent: the one for which the usual directory was made, or the default. */
  readonly port: number | undefined;
  /** Account id, name or mail address; absent: an administrator is chosen. */
  readonly as: string | undefined;
  readonly json: boolean;
  readonly projectKeys: readonly string[];
} & (
  | { readonly verb: 'help' }
  | { readonly verb: 'list' }
  | {
      readonly verb: 'create';
      readonly name: string;
      readonly purpose: string | undefined;
      readonly permissions: readonly string[];
      readonly rules: readonly string[];
      readonly days: number;
    }
  | { readonly verb: 'revoke' | 'suspend' | 'resume'; readonly keyId: string; readonly reason: string | undefined }
);

const DAYS_DEFAULT = 30;
/** The app lets no key live longer; a site may lower it. */
const DAYS_MAX = 365;

const OPTIONS: readonly Option[] = [
  { name: 'project', takes: 'KEY', help: "the project's key, e.g. WEB; several: WEB,APP" },
  { name: 'name', takes: 'TEXT', help: 'create: what the key is called' },
  { name: 'permissions', takes: 'LIST', help: 'create: e.g. issue:read,comment:create (docs/permissions.md)' },
  { name: 'days', takes: 'N', help: `create: how long it lives, 1 to ${DAYS_MAX} (default ${DAYS_DEFAULT})` },
  { name: 'purpose', takes: 'TEXT', help: 'create: what it is for' },
  {
    name: 'rule',
    takes: 'RULE',
    many: true,
    help: 'create: only calls that match, e.g. "GET /rest/api/3/issue/*"; may be\ngiven more than once',
  },
  { name: 'reason', takes: 'TEXT', help: 'revoke, suspend: why' },
  {
    name: 'as',
    takes: 'PERSON',
    help: 'who does it: name (the first will do), mail address or\naccount id (default: an administrator)',
  },
  {
    name: 'port',
    takes: 'N',
    help: `where the site listens (default: the port of ${DEFAULT_DIRECTORY}, else ${DEFAULT_PORT})`,
  },
  { name: 'json', help: 'print the answer as JSON' },
  { name: 'help', help: 'print this' },
];

/** Reads the arguments of `npm run key`. */
export function readOrder(argv: readonly string[]): Usage<Order> {
  const read = readArguments(OPTIONS, argv);
  if (!read.ok) return read;
  const { flags, values, words } = read.value;
  const one = (name: string): string | undefined => values.get(name)?.[0];
  const portText = one('port');
  const port =
    portText === undefined
      ? undefined
      : wholeNumber('port', portText, { least: 1, most: 65_535, example: DEFAULT_PORT });
  if (port !== undefined && !port.ok) return port;
  const common = {
    port: port?.value,
    as: one('as'),
    json: flags.has('json'),
    projectKeys: list(one('project')),
  };
  const [verb, keyId, more] = words;
  if (flags.has('help') || verb === 'help') return { ok: true, value: { ...common, verb: 'help' } };
  switch (verb) {
    case undefined:
      return usage('Nothing was asked for.', 'Say create, list, revoke, suspend or resume; see --help.');
    case 'list':
      if (keyId !== undefined) return usage(`"${keyId}" is too much.`, 'Write list, and options.');
      return { ok: true, value: { ...common, verb } };
    case 'create': {
      if (keyId !== undefined) return usage(`"${keyId}" is too much.`, 'Put texts with spaces into quotation marks.');
      const name = one('name');
      const permissions = list(one('permissions'));
      if (common.projectKeys.length === 0) return usage('A key needs a project.', 'Add --project, e.g. --project WEB.');
      if (name === undefined) return usage('A key needs a name.', 'Add --name, e.g. --name "CI".');
      if (permissions.length === 0) {
        return usage('A key needs permissions.', 'Add --permissions, e.g. --permissions issue:read,comment:create.');
      }
      const days = wholeNumber('days', one('days') ?? String(DAYS_DEFAULT), {
        least: 1,
        most: DAYS_MAX,
        example: DAYS_DEFAULT,
      });
      if (!days.ok) return days;
      const rules = values.get('rule') ?? [];
      return {
        ok: true,
        value: { ...common, verb, name, purpose: one('purpose'), permissions, rules, days: days.value },
      };
    }
    case 'revoke':
    case 'suspend':
    case 'resume':
      if (keyId === undefined) return usage(`Which key is to ${verb}?`, `Write ${verb} and the id that list shows.`);
      if (more !== undefined) return usage(`"${more}" is too much.`, `Write ${verb} and one id.`);
      return { ok: true, value: { ...common, verb, keyId, reason: one('reason') } };
    default:
      return usage(`"${verb}" is none of its verbs.`, 'Say create, list, revoke, suspend or resume; see --help.');
  }
}

/** The text of `npm run key -- --help`. */
export const keyHelp = (): string => `npm run key -- VERB [options]

Issues and ends keys on the local site that npm start runs, as the app's pages do.

  create            issue a key; its text is shown once
  list              the keys of a project, or of the whole site
  revoke ID         end a key for ever, from its next call on
  suspend ID        stop a key until it is resumed
  resume ID         let a suspended key work again

${printOptions(OPTIONS)}

Examples:
  npm run key -- create --project WEB --name "CI" --permissions issue:read,comment:create --days 30
  npm run key -- list --project WEB
  npm run key -- revoke 4fXk29Qm1ZpA

With --project the page of that project is used, which its administrators may; without it the page of the site,
which site admins may.
Exit code: 0 when done, 1 when refused or when no site answers, 2 when the command makes no sense.
`;

const list = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
