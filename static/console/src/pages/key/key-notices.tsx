/** What about a key wants someone's attention: a secret that nobody has, an end that is near, a sponsor who left. */
import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import type { KeyView, RotatedKey } from '../../../../../src/console/contract';
import { appNow } from '../../app/app-clock';
import { useConsole } from '../../app/console-context';
import { useNotify } from '../../app/notify';
import { DAY_MS, useTimeWords } from '../../app/time-words';
import { useAction } from '../../app/use-answer';
import { FaultMessage } from '../../parts/fault-message';
import { endOf, isOver } from '../../parts/key-end';
import { PersonName } from '../../parts/people';
import { inWords } from '../../words/permissions';
import { actorWords, detailWords } from '../audit/act-words';
import type { OnChanged } from './key-page';
import { type KeyAct, offerOf } from './offered-acts';

export type KeyNoticesProps = {
  readonly view: KeyView;
  readonly onRotated: (rotated: RotatedKey) => void;
  readonly onChanged: OnChanged;
};

const NEAR_DAYS = 30;

export const KeyNotices = ({ view, onRotated, onChanged }: KeyNoticesProps) => {
  const words = useTimeWords();
  const left = Date.parse(endOf(view)) - appNow();
  return (
    <div className="sk-notices">
      <Stopped view={view} />
      {view.secretCopied || isOver(view) ? null : <NotCopied view={view} onRotated={onRotated} onChanged={onChanged} />}
      <Barred view={view} />
      {!isOver(view) && left <= NEAR_DAYS * DAY_MS ? (
        <SectionMessage appearance="warning" title={`This key ends ${words.relative(endOf(view))}`}>
          <p>
            After {words.exact(endOf(view))} every call with it is refused.
            {view.endsAt === undefined
              ? view.barred?.widen === undefined
                ? ' Edit it to choose a later day.'
                : ''
              : ' A ceiling ends it before its own day; a site admin can raise the ceiling.'}
          </p>
        </SectionMessage>
      ) : null}
      {view.sponsorLeftAt === undefined ? null : (
        <SectionMessage appearance="warning" title="The sponsor's account is closed">
          <p>Since {words.day(view.sponsorLeftAt)} nobody answers for this key. A site admin can hand it over.</p>
        </SectionMessage>
      )}
    </div>
  );
};

const ACTS: readonly { readonly act: KeyAct; readonly title: string }[] = [
  { act: 'resume', title: 'resume it' },
  { act: 'rotate', title: 'rotate its secret' },
  { act: 'endNewer', title: 'end its newer secret' },
  { act: 'widen', title: 'let it do more' },
  { act: 'drop', title: 'take this project out of it' },
];

/** What the buttons that stand disabled would hear. */
const Barred = ({ view }: { view: KeyView }) => {
  const { place } = useConsole();
  const barred = ACTS.flatMap(({ act, title }) => {
    const offer = offerOf(act, view, place);
    return offer.is === 'barred' ? [{ title, why: offer.why }] : [];
  });
  const reasons = new Map(barred.map(({ why }) => [why.message, why]));
  return [...reasons.values()].map(({ message, mend, reason }) => {
    const titles = barred.flatMap(({ title, why }) => (why.message === message ? [title] : []));
    // What the state of the key forbids to everyone is over with that state.
    const when = reason === 'not_allowed' ? 'here' : 'now';
    return (
      <SectionMessage key={message} title={`You cannot ${inWords(titles, 'or')} ${when}`}>
        <p>
          {message} {mend}
        </p>
      </SectionMessage>
    );
  });
};

/** What a person wrote is told as theirs; a part of the app has sentences of its own. */
const reasonOf = (reason: string, by: string | undefined): string =>
  by !== undefined && actorWords(by) === undefined ? `Reason: ${reason}` : detailWords(reason, by);

const Stopped = ({ view }: { view: KeyView }) => {
  const words = useTimeWords();
  if (view.state !== 'suspended' && view.state !== 'revoked') return null;
  return (
    <SectionMessage
      appearance={view.state === 'revoked' ? 'error' : 'warning'}
      title={view.state === 'revoked' ? 'This key is revoked' : 'This key is suspended'}
    >
      <p>
        {view.changedAt === undefined ? '' : `${words.exact(view.changedAt)}, `}
        {view.changedBy === undefined ? null : (
          <>
            by <PersonName accountId={view.changedBy} />.{' '}
          </>
        )}
        {view.reason === undefined ? null : reasonOf(view.reason, view.changedBy)}
      </p>
    </SectionMessage>
  );
};

const NotCopied = ({ view, onRotated, onChanged }: KeyNoticesProps) => {
  const { place } = useConsole();
  const rotate = useAction('rotateKey');
  const confirm = useAction('confirmCopied');
  const notify = useNotify();
  const fault = rotate.fault ?? confirm.fault;
  return (
    <SectionMessage appearance="warning" title="Secret not copied">
      <p>Nobody said that the secret of this key was put away, and it is shown only once.</p>
      <div className="sk-actions">
        <Button
          appearance="primary"
          isDisabled={offerOf('rotate', view, place).is !== 'offered'}
          isLoading={rotate.isRunning}
          onClick={async () => {
            const answer = await rotate.run({ keyId: view.id, version: view.version, overlapSeconds: 0 });
            if (answer.ok) onRotated(answer.value);
          }}
        >
          Issue a new secret
        </Button>
        <Button
          isLoading={confirm.isRunning}
          onClick={async () => {
            const answer = await confirm.run({ keyId: view.id });
            if (!answer.ok) return;
            onChanged(answer.value);
            notify({ title: 'Noted that the secret was put away' });
          }}
        >
          I have put it away
        </Button>
      </div>
      {fault === undefined ? null : <FaultMessage fault={fault} />}
    </SectionMessage>
  );
};
