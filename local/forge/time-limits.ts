/** How long an invocation may run, by the kind of its module, in real time: the platform's published limits. */
export type TimeLimits = { readonly webTriggerMs: number; readonly resolverMs: number; readonly backgroundMs: number };

export const TIME_LIMITS: TimeLimits = { webTriggerMs: 55_000, resolverMs: 25_000, backgroundMs: 55_000 };
