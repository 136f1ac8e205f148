/**
 * How other gateways fare on the cases that count: each is asked what the app was asked, on the site and on the
 * island, and judged by the same oracles.
 */
import type { Opponent, OpponentRequest } from '../opponents/opponent';
import type { Case, Sent } from './cases';
import type { FindForeign } from './foreign';
import { type Asked, type Ground, parsed, type Side } from './ground';
import { harm, islandFaults } from './judge';

/** True where the opponent lets something through: a leak, a difference or a touch. */
export async function failsAgainst(one: Case, opponent: Opponent, ground: Ground, find: FindForeign): Promise<boolean> {
  const full = await ask(opponent, ground.full, one.foreign);
  const never = await ask(opponent, ground.full, one.never);
  if (harm(full, never, ground, find).length > 0) return true;
  return islandFaults(full, await ask(opponent, ground.island, one.foreign), ground).length > 0;
}

/** At most one call reaches Jira, so that what it made of the state is what the opponent did. */
async function ask(opponent: Opponent, side: Side, sent: Sent): Promise<Asked> {
  let made: Asked | undefined;
  const { status, text } = await opponent.serve(sent, async (request: OpponentRequest) => {
    if (made !== undefined) throw new Error(`${opponent.name} asks Jira twice`);
    made = await side.direct(request);
    return { status: made.status, text: made.text };
  });
  const json = parsed(text);
  return {
    status,
    text,
    json,
    compared: `${status} ${text}`,
    work: '',
    calls: 0,
    alarms: [],
    after: made?.after ?? side.start,
  };
}
