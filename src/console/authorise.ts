/**
 * The one door of the console: every resolver function is defined through it, so that none can forget to ask.
 *
 * Trusts `context.accountId` alone, which the platform sets. Extension and payload come from a browser: the
 * project that they name is a hint, about which Jira is asked as the person. Refuses people without an account.
 * Catches nothing: `NeedsAuthenticationError` must reach the platform, or no consent screen appears.
 */
import Resolver from '@forge/resolver';
import * as z from 'zod/mini';
import { type Actor, mayActAt, type Place } from '../keys/authority';
import { type AdministrationFault, invalid, invalidBySchema, notAllowed } from '../keys/fault';
import type { KeyWorld } from '../keys/key-store';
import { err, ok, type Result } from '../result';
import { paidBy } from '../storage/paid-reads';
import { askOfPeopleOnce, askOnce } from './ask-once';
import type { DatedAnswer } from './contract';
import { pageReads, shareUsed } from './page-reads';

/** Who calls, from where, proven; and the world in which Jira is asked each question once. */
export type Caller = {
  readonly actor: Actor;
  readonly place: Place;
  readonly world: KeyWorld;
  /** As the platform says it; `none` where the app is not sold. */
  readonly licence: 'active' | 'inactive' | 'none';
};

/** `identified`: any person with an account. `administrator`: of the site or of the page's project. */
export type Right = 'identified' | 'administrator';

export type ConsoleFunction = {
  readonly right: Right;
  /** Does it change something? Then it is not refused in the middle for what it reads. */
  readonly isAct: boolean;
  /** What is answered instead of a refusal to someone who has to wait so many seconds before reading on. */
  readonly whileWaiting: (payload: unknown, seconds: number) => object | undefined;
  readonly answer: (caller: Caller, payload: unknown) => Promise<Result<object, AdministrationFault>>;
};

/** Binds a payload's schema to what runs with it. */
export const consoleFunction = <T>(definition: {
  readonly right: Right;
  readonly isAct?: true;
  readonly whileWaiting?: (payload: T, seconds: number) => object | undefined;
  readonly payload: z.ZodMiniType<T>;
  readonly run: (caller: Caller, payload: T) => Promise<Result<object, AdministrationFault>>;
}): ConsoleFunction => ({
  right: definition.right,
  isAct: definition.isAct === true,
  whileWaiting: (payload, seconds) => {
    const parsed = z.safeParse(definition.payload, payload);
    return parsed.success ? definition.whileWaiting?.(parsed.data, seconds) : undefined;
  },
  answer: async (caller, payload) => {
    const parsed = z.safeParse(definition.payload, payload);
    return parsed.success ? definition.run(caller, parsed.data) : err(invalidBySchema(parsed.error));
  },
});

/** The handler of one page: all of its functions, each behind its right. */
export const defineResolver = (
  page: Place['page'],
  world: KeyWorld,
  functions: Readonly<Record<string, ConsoleFunction>>,
): ReturnType<Resolver['getDefinitions']> => {
  const resolver = new Resolver();
  for (const [name, definition] of Object.entries(functions)) {
    resolver.define(name, async (request: { payload: unknown; context: unknown }) =>
      toAnswer(await admit(page, world, definition, request), world.now()),
    );
  }
  const answer = resolver.getDefinitions();
  return async (request, runtime) => {
    // The platform's table has a prototype: `constructor` would be a function of it, behind no right.
    if (Object.hasOwn(functions, request.call.functionKey)) return answer(request, runtime);
    throw new Error(`Resolver has no definition for '${request.call.functionKey}'.`);
  };
};

const admit = async (
  page: Place['page'],
  world: KeyWorld,
  definition: ConsoleFunction,
  request: { readonly payload: unknown; readonly context: unknown },
): Promise<Result<object, AdministrationFault>> => {
  const context = z.safeParse(callContext, request.context);
  if (!context.success) return err(nobody);
  const split = splitPayload(page, request.payload, context.data.extension?.project?.id);
  if (!split.ok) return split;
  const actor: Actor = { kind: 'person', accountId: context.data.accountId };
  const { place } = split.value;
  const reads = pageReads(world, actor, place, definition.isAct);
  const caller: Caller = {
    actor,
    place,
    world: { ...world, person: askOnce(world.person), people: askOfPeopleOnce(world.people) },
    licence: licenceOf(context.data.license),
  };
  if (definition.right === 'administrator') {
    const allowed = await mayActAt(caller.world.person, caller.place);
    if (!allowed.ok) return allowed;
    if (!allowed.value) return err(notAdministrator);
  }
  if (!(await reads.begin())) return err(shareUsed(reads.waitSeconds() ?? 1));
  const { payload } = split.value;
  const answer = await paidBy(reads.payer, () => definition.answer(caller, payload));
  const seconds = reads.waitSeconds();
  await reads.end();
  if (definition.isAct || seconds === undefined) return answer;
  // Something was not read, so whatever came out is not the whole of it.
  const told = definition.whileWaiting(payload, seconds);
  return told === undefined ? err(shareUsed(seconds)) : ok(told);
};

/** `unidentified` is what the platform calls a person without an account. */
const callContext = z.object({
  license: z.nullish(z.object({ active: z.optional(z.boolean()) })),
  accountId: z.string().check(
    z.minLength(1),
    z.refine((accountId) => accountId !== 'unidentified'),
  ),
  extension: z.optional(
    z.object({ project: z.optional(z.object({ id: z.optional(z.union([z.string(), z.number()])) })) }),
  ),
});

/** An app that is not sold has no licence; what the platform says otherwise is not known to be one. */
const licenceOf = (license: { readonly active?: boolean | undefined } | null | undefined): Caller['licence'] =>
  license === null || license === undefined ? 'none' : license.active === true ? 'active' : 'inactive';

const pagePayload = z.looseObject({ projectId: z.optional(z.string()) });
const PROJECT_ID = /^[1-9][0-9]{0,17}$/;

/** Takes the page's project out of the payload; what remains is the function's own. */
const splitPayload = (
  page: Place['page'],
  payload: unknown,
  extensionProjectId: string | number | undefined,
): Result<{ readonly place: Place; readonly payload: unknown }, AdministrationFault> => {
  if (page === 'site') return ok({ place: { page }, payload });
  const parsed = z.safeParse(pagePayload, payload);
  if (!parsed.success) return err(invalidBySchema(parsed.error));
  const { projectId = String(extensionProjectId ?? ''), ...rest } = parsed.data;
  return PROJECT_ID.test(projectId)
    ? ok({ place: { page, projectId }, payload: rest })
    : err(invalid('projectId', 'The page did not say which project it is about.', 'Open the page from a project.'));
};

const toAnswer = (result: Result<object, AdministrationFault>, nowMs: number): DatedAnswer<object> => {
  const now = new Date(nowMs).toISOString();
  return result.ok ? { ...result, now } : { ok: false, fault: result.error, now };
};

const nobody = notAllowed('', 'Nobody is signed in.', 'Sign in to Jira.');
const notAdministrator = notAllowed(
  '',
  'You do not administer this, or it does not exist.',
  'Ask an administrator, or sign in as one.',
);
