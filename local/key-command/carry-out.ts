/**
 * Issues, lists and ends keys on a running local site, through the functions of the app's pages and as a person of
 * the site. It has no right of its own: what the app refuses this person, it refuses here.
 */
import * as z from 'zod/mini';
import { curl } from '../start/calls-to-try';
import { usualPort } from '../start/directory';
import { DEFAULT_PORT } from '../start/options';
import { keyHelp, type Order, readOrder } from './options';
import { day, KEY_VIEW, type KeyView, printGrants, printKeys, projectsOf, stateInWords } from './print-key';
import {
  type Fault,
  KeyCommandError,
  type PageAnswer,
  type PageOf,
  type SiteClient,
  type SitePerson,
  type SiteProject,
  siteAt,
} from './site-client';

const CREATED = z.object({ key: z.string(), gatewayUrl: z.string(), view: KEY_VIEW });
const LISTED = z.object({ keys: z.array(KEY_VIEW), total: z.number(), complete: z.boolean() });
const ROWS_A_PAGE = 100;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Whoever does it, about which projects, on which page. */
type Ground = {
  readonly site: SiteClient;
  readonly person: SitePerson;
  readonly projects: readonly SiteProject[];
  readonly page: PageOf;
};

/** What the command printed, and how it ended. */
export type Carried = { readonly code: 0 | 1 | 2; readonly stdout: string; readonly stderr: string };

/** Does what the words typed behind `npm run key --` ask for. */
export async function carryOut(typed: readonly string[]): Promise<Carried> {
  const order = readOrder(typed);
  if (!order.ok) return { code: 2, stdout: '', stderr: `${order.fault.message} ${order.fault.mend}\n` };
  try {
    return { code: 0, stdout: await answerTo(order.value), stderr: '' };
  } catch (error) {
    if (!(error instanceof KeyCommandError)) throw error;
    return { code: 1, stdout: '', stderr: `${error.message}\n` };
  }
}

async function answerTo(order: Order): Promise<string> {
  if (order.verb === 'help') return keyHelp();
  const ground = await groundOf(order);
  switch (order.verb) {
    case 'create':
      return create(order, ground);
    case 'list':
      return list(order, ground);
    default:
      return change(order, ground);
  }
}

async function create(order: Order & { verb: 'create' }, ground: Ground): Promise<string> {
  const { name, purpose, permissions, rules, days } = order;
  const draft = {
    name,
    ...(purpose === undefined ? {} : { purpose }),
    grants: ground.projects.map(({ id }) => ({
      projectId: id,
      permissions,
      ...(rules.length === 0 ? {} : { endpointRules: rules }),
    })),
    expiresAt: new Date(Date.now() + days * DAY_MS).toISOString(),
  };
  const answer = await ground.site.call(ground.person, ground.page, 'createKey', draft);
  const created = read(CREATED, answer, (fault) => refusal(ground, fault, typedAt(fault.where, order, ground)));
  // Whoever typed this has the key in the terminal: no page has to warn that it may be lost.
  const { key, gatewayUrl, view } = created;
  await ground.site.call(ground.person, ground.page, 'confirmCopied', { keyId: view.id });
  if (order.json) return line(created);
  return `${ground.person.name} issued "${view.name}" for ${projectsOf(view)}, ${stateInWords(view)} until ${day(view.expiresAt)}.

  key         ${key}
              shown this once; only a hash of it is kept
  URL         ${gatewayUrl}
  id          ${view.id}
${printGrants(view)}

Try it:
${curl({ key, gatewayUrl }, '/rest/api/3/myself')}
`;
}

async function list(order: Order, ground: Ground): Promise<string> {
  const listed = await everyPage(ground);
  if (order.json) return line(listed);
  const place = ground.projects[0] === undefined ? 'this site' : ground.projects[0].key;
  if (listed.keys.length === 0) return `There is no key for ${place}.\n`;
  return `${printKeys(listed.keys)}\n${listed.complete ? '' : 'There are more keys than are shown here.\n'}`;
}

/** All keys, newest first. A page may be short, so where the next one begins does not depend on what it holds. */
async function everyPage(ground: Ground): Promise<{ readonly keys: readonly KeyView[]; readonly complete: boolean }> {
  const keys = new Map<string, KeyView>();
  for (let from = 0; ; from += ROWS_A_PAGE) {
    const answer = await ground.site.call(ground.person, ground.page, 'listKeys', { from, rows: ROWS_A_PAGE });
    const { total, complete, ...page } = read(LISTED, answer, (fault) => refusal(ground, fault));
    for (const key of page.keys) keys.set(key.id, key);
    if (from + ROWS_A_PAGE >= total) return { keys: [...keys.values()], complete };
  }
}

const CHANGES = { revoke: 'revokeKey', suspend: 'suspendKey', resume: 'resumeKey' } as const;
const CHANGED: Readonly<Record<keyof typeof CHANGES, string>> = {
  revoke: 'It never works again, from its next call on.',
  suspend: 'It works again once it is resumed.',
  resume: 'It works again from its next call on.',
};

async function change(order: Order & { verb: keyof typeof CHANGES }, ground: Ground): Promise<string> {
  const { verb, keyId, reason } = order;
  const payload = { keyId, ...(reason === undefined || verb === 'resume' ? {} : { reason }) };
  const answer = await ground.site.call(ground.person, ground.page, CHANGES[verb], payload);
  const view: KeyView = read(KEY_VIEW, answer, (fault) =>
    refusal(ground, fault, fault.where === 'keyId' && fault.reason === 'invalid' ? keyId : undefined),
  );
  return order.json
    ? line(view)
    : `"${view.name}" (${view.id}) for ${projectsOf(view)} is now ${stateInWords(view)}. ${CHANGED[verb]}\n`;
}

async function groundOf(order: Order): Promise<Ground> {
  const site = siteAt(order.port ?? usualPort() ?? DEFAULT_PORT);
  const people = await site.people();
  const person = order.as === undefined ? administrator(people, order.projectKeys) : named(people, order.as);
  const projects = await Promise.all(
    order.projectKeys.map(async (key) => {
      const project = await site.project(person, key);
      if (project !== undefined) return project;
      throw new KeyCommandError(
        order.as === undefined
          ? `There is no project ${key}. The start page of the site lists its projects.`
          : `There is no project ${key} that ${person.name} can see. Check the key, or name another person (--as).`,
      );
    }),
  );
  return { site, person, projects, page: pageFor(person, projects) };
}

/** A project's own page where it can be: several projects are shown together only on the page of the site. */
function pageFor(person: SitePerson, [first, ...more]: readonly SiteProject[]): PageOf {
  if (first === undefined || (more.length > 0 && person.siteAdmin)) return { module: 'admin' };
  return { module: 'project', projectId: first.id };
}

/** Rather someone who administers just these projects than someone who administers everything. */
function administrator(people: readonly SitePerson[], projectKeys: readonly string[]): SitePerson {
  const all = projectKeys.map((key) => key.toUpperCase());
  const inProject = people.find(
    ({ siteAdmin, administers }) => !siteAdmin && all.length > 0 && all.every((key) => administers.includes(key)),
  );
  const found = inProject ?? people.find(({ siteAdmin }) => siteAdmin);
  if (found === undefined) throw new KeyCommandError('Nobody administers this. Name a person with --as.');
  return found;
}

function named(people: readonly SitePerson[], wanted: string): SitePerson {
  const text = wanted.toLowerCase();
  const found = people.find(({ name, accountId, emailAddress }) =>
    [name, accountId, emailAddress].some((one) => one.toLowerCase() === text),
  );
  if (found !== undefined) return found;
  const [byFirst, ...others] = people.filter(({ name }) => name.toLowerCase().startsWith(`${text} `));
  if (byFirst !== undefined && others.length === 0) return byFirst;
  throw new KeyCommandError(
    `There is nobody called "${wanted}". There are: ${people.map(({ name }) => name).join(', ')}.`,
  );
}

/** The value of an answer, or an error that says why there is none. */
function read<T>(schema: z.ZodMiniType<T>, answer: PageAnswer, refused: (fault: Fault) => string): T {
  if (!answer.ok) throw new KeyCommandError(refused(answer.fault));
  const parsed = schema.safeParse(answer.value);
  if (!parsed.success) throw new KeyCommandError('The app answered in a form that this command does not know.');
  return parsed.data;
}

/** `typed` is what the person wrote that the fault is about, where that is known. */
function refusal({ person, page }: Ground, { reason, message, mend }: Fault, typed?: string): string {
  // A schema's messages go on after the name of what they are about.
  const isPredicate = /^[a-z]/.test(message);
  const told = isPredicate ? `${typed ?? 'It'} ${message}.` : `${typed === undefined ? '' : `${typed}: `}${message}`;
  if (reason !== 'not_allowed') return isPredicate ? told : `${told} ${mend}`;
  const hint = page.module === 'admin' ? ' Or name a project of theirs (--project KEY).' : '';
  return `Refused to ${person.name} (${person.role}): ${told} ${mend}${hint}`;
}

/** The app names the place in the draft; the person typed an option. */
function typedAt(where: string, order: Order & { verb: 'create' }, ground: Ground): string | undefined {
  const [, grantAt, permissionAt, ruleAt] =
    /^grants\.(\d+)(?:\.permissions\.(\d+)|\.endpointRules\.(\d+))?/.exec(where) ?? [];
  if (permissionAt !== undefined) return order.permissions[Number(permissionAt)];
  if (ruleAt !== undefined) return order.rules[Number(ruleAt)];
  return grantAt === undefined ? OPTION_OF[where] : ground.projects[Number(grantAt)]?.key;
}

const OPTION_OF: Readonly<Record<string, string>> = { name: '--name', purpose: '--purpose', expiresAt: '--days' };

const line = (content: unknown): string => `${JSON.stringify(content)}\n`;
