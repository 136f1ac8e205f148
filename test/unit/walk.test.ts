/** Going through everything a part at a time: nothing is passed over, whatever ends a run or fails in it. */
import { invalid } from '../../src/keys/fault';
import { type Walk, walkOn } from '../../src/keys/walk';
import { err, ok } from '../../src/result';
import type { WalkPosition } from '../../src/storage/walks';

/** Ten moments with three groups each, two moments a part; `groups` a run. */
function ground(perRun: number) {
  let position: WalkPosition | undefined;
  const seen: string[] = [];
  const failing = new Set<string>();
  const world = {
    store: {
      readWalk: async () => ok(position),
      saveWalk: async (_: string, at: WalkPosition) => {
        position = at;
        return ok(undefined);
      },
    },
  };
  const moments = Array.from({ length: 10 }, (_, at) => `m${at}`);
  const walk: Walk<string> = {
    name: 'keys',
    part: async (from, to) => {
      const left = moments.filter((moment) => moment >= from);
      const part = to === undefined ? left.slice(0, 2) : left.filter((moment) => moment <= to);
      const groups = new Map<string, string[]>();
      for (const moment of part)
        for (const group of ['c', 'a', 'b']) groups.set(group, [...(groups.get(group) ?? []), `${group}${moment}`]);
      return ok({ groups, to: part.at(-1) ?? '', isLast: to === undefined && left.length <= 2 });
    },
    isOver: (groups) => groups >= perRun,
    visit: async (_, members) => {
      if (members.some((member) => failing.has(member))) return err(invalid('', '', ''));
      seen.push(...members);
      return ok('done');
    },
  };
  return { seen, failing, run: () => walkOn(world, walk), position: () => position };
}

test.each([1, 2, 4, 7, 100])('comes to all of it, %i groups a run, each once, and says when it has', async (perRun) => {
  const { seen, run } = ground(perRun);
  const whole: boolean[] = [];
  do {
    const done = await run();
    if (!done.ok) throw new Error('It failed.');
    whole.push(done.value.isWhole);
  } while (whole.at(-1) !== true && whole.length < 40);
  expect(new Set(seen).size).toBe(30);
  expect(seen).toHaveLength(30);
  expect(whole).toEqual([...Array.from({ length: Math.ceil(15 / perRun) - 1 }, () => false), true]);
  await run();
  expect(seen.slice(30, 32)).toEqual(['am0', 'am1']);
});

test('what fails fails the run, leaves the others alone, and the round is not whole', async () => {
  const { seen, failing, run } = ground(8);
  failing.add('bm0');
  expect((await run()).ok).toBe(false);
  expect(seen).toContain('cm0');
  failing.clear();
  expect(await run()).toMatchObject({ ok: true, value: { isWhole: false } });
  expect(new Set(seen).size).toBe(28);
  for (let round = 0; round < 2; round += 1) await run();
  expect(new Set(seen).size).toBe(30);
});
