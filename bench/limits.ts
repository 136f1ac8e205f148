/**
 * How many writes does counting a call cost, by callers at once and by rows? Runs the claim and the waits of the gateway
 * in simulated time, so that the figures belong to no machine: storage answers after 5 to 50 ms and says of 1 % of the
 * writes that someone else was quicker. `node --import tsx bench/limits.ts`
 */
import { TRIES, waitMs } from '../src/gateway/reserve';
import { claim, type Row, type Rows, withClaim } from '../src/limits/windows';
import type { Limits } from '../src/storage/records/api-key';

const NOW = Date.parse('2026-11-25T00:00:00Z');
const CALL = { calls: 1, writes: 0, points: 0, refused: 0 };
const LIMIT = 2_000;
const LIMITS: Limits = { callsPerDay: LIMIT };
const FALSE_CONFLICTS = 0.01;
const CALLERS = [1, 5, 20, 100];
const ROWS = [1, 8, 16, 24];

const latencyMs = (): number => 5 + Math.random() * 45;

type Measured = { readonly allowed: number; readonly writes: number; readonly gaveUp: number };

/** So many calls by callers who each make the next when the last is answered. */
function run(callers: number, rows: number, calls: number): Measured {
  const stored: (Row | undefined)[] = Array.from({ length: rows }, () => undefined);
  const queue = createQueue();
  const measured = { allowed: 0, writes: 0, gaveUp: 0 };
  let left = calls;

  // Each step runs when storage looks at the request, in the middle of the time that its caller waits.
  const storage = (look: () => void, answered: () => void): void => {
    const [there, back] = [latencyMs() / 2, latencyMs() / 2];
    queue.after(there, look);
    queue.after(there + back, answered);
  };
  const call = (): void => {
    if (left === 0) return;
    left -= 1;
    storage(nothing, () => attempt(0));
  };
  const end = (): void => storage(nothing, call);
  const attempt = (lost: number): void => {
    if (lost === TRIES) {
      measured.gaveUp += 1;
      end();
      return;
    }
    let read: Rows = [];
    storage(
      () => {
        read = [...stored];
      },
      () => {
        const claimed = claim(read, LIMITS, CALL, NOW, Math.random);
        if (!claimed.ok) return end();
        const [{ shard, before } = { shard: 0, before: undefined }] = claimed.claim;
        let isWritten = false;
        measured.writes += 1;
        storage(
          () => {
            isWritten = stored[shard]?.version === before && Math.random() >= FALSE_CONFLICTS;
            if (isWritten) stored[shard] = withClaim(read, claimed.claim)[shard];
          },
          () => {
            if (isWritten) {
              measured.allowed += 1;
              end();
            } else queue.after(waitMs(lost, Math.random), () => attempt(lost + 1));
          },
        );
      },
    );
  };
  for (let at = 0; at < callers; at += 1) queue.after(latencyMs(), call);
  queue.run();
  return measured;
}

const nothing = (): void => undefined;

/** Things to do, by when. */
function createQueue() {
  const due: { readonly at: number; readonly act: () => void }[] = [];
  let now = 0;
  return {
    after: (ms: number, act: () => void): void => {
      const at = now + ms;
      let low = 0;
      for (let high = due.length; low < high; ) {
        const middle = (low + high) >> 1;
        if ((due[middle]?.at ?? 0) > at) low = middle + 1;
        else high = middle;
      }
      due.splice(low, 0, { at, act });
    },
    run: (): void => {
      for (let next = due.pop(); next !== undefined; next = due.pop()) {
        now = next.at;
        next.act();
      }
    },
  };
}

console.log(
  '| callers at once | rows | half a limit: writes a call | a whole limit, asked for 1.5 times: writes an allowed call | allowed | gave up |',
);
console.log('| ---: | ---: | ---: | ---: | ---: | ---: |');
for (const callers of CALLERS) {
  for (const rows of ROWS) {
    const half = run(callers, rows, LIMIT / 2);
    const full = run(callers, rows, LIMIT * 1.5);
    const percent = ((100 * full.allowed) / LIMIT).toFixed(1);
    console.log(
      `| ${callers} | ${rows} | ${(half.writes / half.allowed).toFixed(2)} | ${(full.writes / full.allowed).toFixed(2)} | ${percent} % | ${half.gaveUp + full.gaveUp} |`,
    );
  }
}
