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
import { askOnce } from './ask-once';
import type { ConsoleAnswer } from './contract';

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
  readonly answer: (caller: Caller, payload: unknown) => Promise<Result<object, AdministrationFault>>;
};

/** Binds a payload's schema to what runs with it. */
export const consoleFunction = <T>(definition: {
  readonly right: Right;
  readonly payload: z.ZodMiniType<T>;
  readonly run: (caller: Caller, payload: T) => Promise<Result<object, AdministrationFault>>;
}): ConsoleFunction => ({
  right: definition.right,
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
      toAnswer(await admit(page, world, definition, request)),
    );
  }
  return resolver.getDefinitions();
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
  const caller: Caller = {
    actor: { kind: 'person', accountId: context.data.accountId },
    place: split.value.place,
    world: { ...world, person: askOnce(world.person) },
    licence: licenceOf(context.data.license),
  };
  if (definition.right === 'administrator') {
    const allowed = await mayActAt(caller.world.person, caller.place);
    if (!allowed.ok) return allowed;
    if (!allowed.value) return err(notAdministrator);
  }
  return definition.answer(caller, split.value.payload);
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

const toAnswer = (result: Result<object, AdministrationFault>): ConsoleAnswer<object> =>
  result.ok ? result : { ok: false, fault: result.error };

const nobody = notAllowed('', 'Nobody is signed in.', 'Sign in to Jira.');
const notAdministrator = notAllowed(
  '',
  'You do not administer this, or it does not exist.',
  'Ask an administrator, or sign in as one.',
);
