/** The examples of a form: asked of the enforcement code once the form has been still for a moment. */
import { useEffect, useRef, useState } from 'react';
import type { AdministrationFault, CallAnswer } from '../../../../src/console/contract';
import { call } from '../app/app-call';
import { type Example, exampleCalls, tellingExamples } from './example-calls';
import { exampleIssueOf } from './jira-lookups';
import { draftOf, type KeyForm } from './key-form';
import { useLookUp } from './use-lookup';

const STILL_MS = 600;

export type Examples = {
  readonly examples: readonly Example[];
  readonly fault?: AdministrationFault;
  readonly isLoading: boolean;
  readonly retry: () => void;
};

export const useExamples = (form: KeyForm): Examples => {
  const project = form.grants.find(({ permissions }) => permissions.length > 0)?.project;
  const issue = useLookUp(project === undefined ? undefined : `example ${project.id}`, () =>
    exampleIssueOf(project?.id ?? ''),
  );
  const [known, setKnown] = useState<Pick<Examples, 'examples' | 'fault'>>({ examples: [] });
  const [isLoading, setLoading] = useState(false);
  const [round, setRound] = useState(0);
  const turn = useRef(0);
  const draft = JSON.stringify(askedAbout(form));
  const isReady = project !== undefined && issue.state !== 'loading' && form.grants.every(hasPermissions);
  const seen = issue.state === 'known' ? (issue.value ?? undefined) : undefined;
  // Who does not see the issues of a project can still make keys for it: then its first issue is as good as any.
  const example = seen ?? (project === undefined ? undefined : { key: `${project.key}-1` });
  const isSeen = seen !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `draft` and the key stand for form and issue, `round` asks again
  useEffect(() => {
    turn.current += 1;
    if (!isReady || project === undefined) {
      setKnown({ examples: [] });
      setLoading(false);
      return undefined;
    }
    const mine = turn.current;
    const calls = exampleCalls(project.key, example);
    setLoading(true);
    const timer = setTimeout(async () => {
      const answer = await call('tryCalls', {
        of: { draft: JSON.parse(draft) },
        calls: calls.map(({ label: _, ...asked }) => asked),
      });
      if (turn.current !== mine) return;
      setLoading(false);
      if (!answer.ok) {
        setKnown({ examples: [], fault: answer.fault });
        return;
      }
      const examples = calls.flatMap((asked, at) => {
        const said = answer.value.answers[at];
        return said === undefined || (!isSeen && isAbsent(said)) ? [] : [{ call: asked, answer: said }];
      });
      setKnown({ examples: tellingExamples(examples) });
    }, STILL_MS);
    return () => clearTimeout(timer);
  }, [draft, example?.key, isReady, round]);
  return { ...known, isLoading, retry: () => setRound((before) => before + 1) };
};

/** What is typed as name and purpose changes nothing of what the key may do. */
const askedAbout = (form: KeyForm): Readonly<Record<string, unknown>> => draftOf({ ...form, name: '', purpose: '' });

const isAbsent = (answer: CallAnswer): boolean => !answer.allowed && answer.rule === 'absent';

const hasPermissions = ({ permissions }: KeyForm['grants'][number]): boolean => permissions.length > 0;
