/** For sites that are not tested for time: how long a function takes is the machine's affair, and not the test's. */
import type { TimeLimits } from '../local/forge/time-limits';

export const PATIENT: TimeLimits = { webTriggerMs: 600_000, resolverMs: 600_000, backgroundMs: 600_000 };
