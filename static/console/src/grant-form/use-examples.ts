/** The examples of a form: asked of the enforcement code once the form has been still for a moment. */
import { useEffect, useRef, useState } from 'react';
import type { AdministrationFault, CallAnswer } from '../../../../src/console/contract';
import { call } from '../app/app-call';
import { useConsole } from '../app/console-context';
import { type Example, type ExampleThings, exampleCalls, tellingExamples } from './example-calls';
import { exampleIssueOf, exampleRequestTypeOf, exampleTransitionOf, exampleTypeOf } from './example-things';
import { draftOf, type GrantForm, type KeyForm } from './key-form';
import { type LookUp, useLookUp } from './use-lookup';

const STILL_MS = 600;

export type Examples = {
  readonly examples: readonly Example[];
  readonly fault?: AdministrationFault;
  readonly isLoading: boolean;
  readonly retry: () => void;
};

/** Without a form nothing is asked. */
export const useExamples = (form: KeyForm | undefined): Examples => {
  const grant = form?.grants.find(({ permissions }) => permissions.length > 0);
  const { things, isReady: areThingsKnown, isSeen } = useExampleThings(grant);
  const [known, setKnown] = useState<Pick<Examples, 'examples' | 'fault'>>({ examples: [] });
  const [isLoading, setLoading] = useState(false);
  const [round, setRound] = useState(0);
  const turn = useRef(0);
  const { place } = useConsole();
  const draft = form === undefined ? '' : JSON.stringify(askedAbout(form, place.page));
  const isReady = areThingsKnown && form?.grants.every(hasPermissions) === true;
  // biome-ignore lint/correctness/useExhaustiveDependencies: texts stand for form and things, `round` asks again
  useEffect(() => {
    turn.current += 1;
    if (!isReady || grant === undefined || things === undefined) {
      setKnown({ examples: [] });
      setLoading(false);
      return undefined;
    }
    const mine = turn.current;
    const calls = exampleCalls(things, grant.permissions);
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
  }, [draft, JSON.stringify(things), isReady, round]);
  return { ...known, isLoading, retry: () => setRound((before) => before + 1) };
};

type KnownThings = { readonly things?: ExampleThings; readonly isReady: boolean; readonly isSeen: boolean };

/** What Jira has in the project of this grant; of each kind only where a call of the grant needs it. */
const useExampleThings = (grant: GrantForm | undefined): KnownThings => {
  const id = grant?.project.id;
  const typeIds = (grant?.issueTypes ?? []).map((type) => type.id);
  const issue = useLookUp(id === undefined ? undefined : `example ${id} ${typeIds.join()}`, () =>
    exampleIssueOf(id ?? '', typeIds),
  );
  const seen = issue.state === 'known' ? (issue.value ?? undefined) : undefined;
  const moves = grant?.permissions.includes('issue:transition') === true ? seen?.key : undefined;
  const transition = useLookUp(moves, () => exampleTransitionOf(moves ?? ''));
  const desk = grant?.permissions.includes('request:create') === true ? id : undefined;
  // A project without issues, or of which the person sees none, has types all the same.
  const isTypeUnknown = issue.state === 'known' && (typeIds[0] ?? seen?.typeId) === undefined;
  const makes = grant?.permissions.includes('issue:create') === true && isTypeUnknown ? id : undefined;
  const type = useLookUp(makes === undefined ? undefined : `type ${makes}`, () => exampleTypeOf(makes ?? ''));
  const requestType = useLookUp(desk, () => exampleRequestTypeOf(desk ?? ''));
  if (grant === undefined) return { isReady: false, isSeen: false };
  const { key } = grant.project;
  return {
    things: {
      projectKey: key,
      // Who does not see the issues of a project can still make keys for it: then its first issue is as good as any.
      issue: seen ?? { key: `${key}-1` },
      typeId: typeIds[0] ?? seen?.typeId ?? knownIn(type),
      transition: knownIn(transition),
      requestType: knownIn(requestType),
    },
    isReady: [issue, transition, type, requestType].every(({ state }) => state !== 'loading'),
    isSeen: seen !== undefined,
  };
};

const knownIn = <T>(looked: LookUp<T | null>): T | undefined =>
  looked.state === 'known' ? (looked.value ?? undefined) : undefined;

/**
 * What is typed as name and purpose changes nothing of what the key may do. Of what a site admin lets it show, a project's
 * page is told nothing.
 */
const askedAbout = (form: KeyForm, page: 'site' | 'project'): Readonly<Record<string, unknown>> =>
  draftOf({ ...form, name: '', purpose: '', ...(page === 'site' ? {} : { reveals: [] }) });

const isAbsent = (answer: CallAnswer): boolean => !answer.allowed && answer.rule === 'absent';

const hasPermissions = ({ permissions }: KeyForm['grants'][number]): boolean => permissions.length > 0;
