/** Would these calls be allowed? Asked of a key or of a draft, before anyone relies on it. */
import { fewAtOnce } from '../jira/few-at-once';
import type { AdministrationFault } from '../keys/fault';
import { ok, type Result } from '../result';
import { consoleFunction } from './authorise';
import { answerCall, jiraForEach, notServed } from './call-answer';
import { type CallAnswers, payloads } from './contract';
import { draftInQuestion, keyInQuestion, withNames } from './judged';
import { lookPrice, takeLooks } from './looks';

/** A page's function has 25 seconds; what is not answered by then is told as Jira's delay. */
export const ANSWERS_MS = 20_000;
const AT_ONCE = 4;

const tryCalls = consoleFunction({
  right: 'administrator',
  payload: payloads.tryCalls,
  run: async (caller, { of, calls }): Promise<Result<CallAnswers, AdministrationFault>> => {
    const { world, actor, place } = caller;
    const subject =
      'keyId' in of
        ? await keyInQuestion(world, place, of.keyId)
        : await draftInQuestion(world, actor, place, of.draft);
    if (!subject.ok) return subject;
    const { stopped } = subject.value;
    if (stopped !== undefined) return ok({ answers: calls.map(() => notServed(stopped.why, stopped.more)) });
    const judged = await withNames(subject.value.judged);
    if (!judged.ok) return judged;
    const asking = { judged: judged.value, jira: jiraForEach(Date.now() + ANSWERS_MS), now: world.now() };
    const asked = calls.map(({ body, ...call }) => ({
      ...call,
      body: body === undefined ? undefined : JSON.stringify(body),
    }));
    const taken = await takeLooks(
      caller,
      asking,
      asked.map((call) => lookPrice(asking, call)),
    );
    if (!taken.ok) return taken;
    const answers = await fewAtOnce(asked, AT_ONCE, async (call) => (await answerCall(asking, call)).answer);
    return ok({ answers });
  },
});

export const tryFunctions = { tryCalls };
