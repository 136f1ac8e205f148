/** Would these calls be allowed? Asked of a key or of a draft, before anyone relies on it. */
import { jiraAsApp } from '../jira/as-app';
import { fewAtOnce } from '../jira/few-at-once';
import type { AdministrationFault } from '../keys/fault';
import { ok, type Result } from '../result';
import { consoleFunction } from './authorise';
import { answerCall, notServed } from './call-answer';
import { type CallAnswers, payloads } from './contract';
import { draftInQuestion, keyInQuestion } from './judged';

/** A page's function has 25 seconds; what is not answered by then is told as Jira's delay. */
export const ANSWERS_MS = 20_000;
const AT_ONCE = 4;

const tryCalls = consoleFunction({
  right: 'administrator',
  payload: payloads.tryCalls,
  run: async ({ world, actor, place }, { of, calls }): Promise<Result<CallAnswers, AdministrationFault>> => {
    const subject =
      'keyId' in of
        ? await keyInQuestion(world, place, of.keyId)
        : await draftInQuestion(world, actor, place, of.draft);
    if (!subject.ok) return subject;
    const { judged, stopped } = subject.value;
    if (stopped !== undefined) return ok({ answers: calls.map(() => notServed(stopped.why, stopped.more)) });
    const asking = { judged, jira: jiraAsApp(Date.now() + ANSWERS_MS, Date.now), now: world.now() };
    const answers = await fewAtOnce(calls, AT_ONCE, async ({ body, ...call }) => {
      const text = body === undefined ? undefined : JSON.stringify(body);
      return (await answerCall(asking, { ...call, body: text })).answer;
    });
    return ok({ answers });
  },
});

export const tryFunctions = { tryCalls };
