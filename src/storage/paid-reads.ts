/**
 * Who is charged for what is read. A page's function runs for someone, and each request to storage that it makes, however
 * deep below it, is asked about before and told of after. Calls of keys and the schedule are charged to nobody here.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

export type Payer = {
  /** May something be read now? */
  readonly may: () => Promise<boolean>;
  /** What was read, in the platform's units. */
  readonly took: (units: number) => void;
};

const payers = new AsyncLocalStorage<Payer | undefined>();

/** The platform counts reads in units of 10 kB and gives a site 4,000 a minute. */
export const UNIT_BYTES = 10_000;

/** Runs something for a payer; for nobody where none is named. */
export const paidBy = <T>(payer: Payer | undefined, run: () => Promise<T>): Promise<T> => payers.run(payer, run);

/** Runs one request to storage, charged to whom it is made for; `refused` where it may not be made. */
export const charged = async <T>(ask: () => Promise<T>): Promise<{ readonly answer: T } | 'refused'> => {
  const payer = payers.getStore();
  if (payer === undefined) return { answer: await ask() };
  if (!(await payer.may())) return 'refused';
  const answer = await ask();
  payer.took(Math.max(1, Math.ceil(Buffer.byteLength(JSON.stringify(answer) ?? '') / UNIT_BYTES)));
  return { answer };
};
