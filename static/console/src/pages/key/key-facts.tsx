/** What is known of a key besides its rights: whose it is, where it works, from when until when, and its secrets. */
import Button from '@atlaskit/button/new';
import { type ReactNode, useState } from 'react';
import type { KeyView } from '../../../../../src/console/contract';
import { useConsole } from '../../app/console-context';
import { useNotify } from '../../app/notify';
import { useTimeWords } from '../../app/time-words';
import { useAction } from '../../app/use-answer';
import { ConfirmDialog } from '../../parts/confirm-dialog';
import { isOver } from '../../parts/key-end';
import { Expiry } from '../../parts/key-words';
import { PersonName } from '../../parts/people';
import { CopyField } from '../create/copy';
import type { OnChanged } from './key-page';
import { offerOf } from './offered-acts';

export const KeyFacts = ({ view, onChanged }: { view: KeyView; onChanged: OnChanged }) => {
  const words = useTimeWords();
  return (
    <>
      <dl className="sk-facts">
        <Fact title="Sponsor">
          <PersonName accountId={view.sponsor} />
        </Fact>
        <Fact title="Expires">
          <Expiry view={view} />
        </Fact>
        {view.notBefore === undefined ? null : <Fact title="Good from">{words.exact(view.notBefore)}</Fact>}
        <Fact title="Created">
          {words.day(view.createdAt)} by <PersonName accountId={view.createdBy} />
        </Fact>
        {view.unusedDaysMax === undefined ? null : (
          <Fact title="When unused">
            Suspended after {view.unusedDaysMax} {view.unusedDaysMax === 1 ? 'day' : 'days'}
          </Fact>
        )}
        {view.noticeIssueId === undefined ? null : <Fact title="Expiry notice">On issue {view.noticeIssueId}</Fact>}
        <Fact title="Key id">
          <code className="sk-code">{view.id}</code>
        </Fact>
      </dl>
      {view.gatewayUrl === undefined ? null : <CopyField label="URL" value={view.gatewayUrl} copy="Copy URL" />}
      {isOver(view) ? null : <Secrets view={view} onChanged={onChanged} />}
    </>
  );
};

const Fact = ({ title, children }: { title: string; children: ReactNode }) => (
  <div>
    <dt>{title}</dt>
    <dd>{children}</dd>
  </div>
);

type Which = 'older' | 'newer';

const Secrets = ({ view, onChanged }: { view: KeyView; onChanged: OnChanged }) => {
  const words = useTimeWords();
  const { place } = useConsole();
  const [asking, setAsking] = useState<Which>();
  const isRotating = view.secrets.length > 1;
  return (
    <section className="sk-secrets">
      <h2 className="sk-section-title">{isRotating ? 'Secrets' : 'Secret'}</h2>
      <ul>
        {view.secrets.map(({ createdAt, endsAt }, index) => {
          const which: Which = index === 0 ? 'older' : 'newer';
          return (
            <li key={createdAt}>
              <span>
                {isRotating ? (which === 'older' ? 'Older, from ' : 'Newer, from ') : 'From '}
                <time dateTime={createdAt} title={words.exact(createdAt)}>
                  {words.day(createdAt)}
                </time>
                {endsAt === undefined ? '' : `, ends ${words.exact(endsAt)}`}
              </span>
              {isRotating ? (
                <Button
                  spacing="compact"
                  isDisabled={offerOf(which === 'older' ? 'endOlder' : 'endNewer', view, place).is !== 'offered'}
                  onClick={() => setAsking(which)}
                >
                  {`End the ${which} secret`}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
      {asking === undefined ? null : (
        <EndSecret
          view={view}
          which={asking}
          onClose={() => setAsking(undefined)}
          onChanged={(changed) => {
            setAsking(undefined);
            onChanged(changed);
          }}
        />
      )}
    </section>
  );
};

const EndSecret = ({
  view,
  which,
  onClose,
  onChanged,
}: {
  view: KeyView;
  which: Which;
  onClose: () => void;
  onChanged: OnChanged;
}) => {
  const { run, isRunning, fault } = useAction('endSecret');
  const notify = useNotify();
  return (
    <ConfirmDialog
      title={`End the ${which} secret?`}
      confirm="End secret"
      appearance="warning"
      isRunning={isRunning}
      fault={fault}
      onCancel={onClose}
      onConfirm={async () => {
        const answer = await run({ keyId: view.id, version: view.version, which });
        if (!answer.ok) return;
        notify({ title: `The ${which} secret has ended` });
        onChanged(answer.value);
      }}
    >
      <p>
        Calls with it are refused from now on. The {which === 'older' ? 'newer' : 'older'} one stays good as long as the
        key.
      </p>
    </ConfirmDialog>
  );
};
