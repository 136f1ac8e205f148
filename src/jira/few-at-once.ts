/** Asks many questions, a few at a time: neither Jira nor storage is to meet a hundred at once. */

/** The answers in the order of the questions. The first that throws ends it all. */
export async function fewAtOnce<T, A>(
  questions: readonly T[],
  atOnce: number,
  ask: (question: T) => Promise<A>,
): Promise<A[]> {
  const answers: A[] = [];
  const left = questions.entries();
  const askOn = async (): Promise<void> => {
    for (const [at, question] of left) answers[at] = await ask(question);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, questions.length) }, askOn));
  return answers;
}
