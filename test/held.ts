/** Something that happens while a call is under way, however slow the machine is: the call is held until then. */
import { setTimeout as delay } from 'node:timers/promises';

type HeldFault = { readonly times: 1; readonly fault: { readonly kind: 'held'; readonly until: Promise<void> } };
/** `met` resolves once a call has come to the fault, which holds it until `release`. */
type Held = { met(): Promise<void>; release(): void };

/** Puts a fault for the next call of this kind among those of a site's storage or of its Jira. */
export function holdNext<Which extends object>(
  faults: Pick<(Which & HeldFault)[], 'push' | 'includes'>,
  which: Which,
): Held {
  let release = (): void => undefined;
  const until = new Promise<void>((go) => {
    release = go;
  });
  const fault = { ...which, times: 1, fault: { kind: 'held', until } } as const;
  faults.push(fault);
  return {
    release: () => release(),
    async met() {
      while (faults.includes(fault)) await delay(5);
    },
  };
}
