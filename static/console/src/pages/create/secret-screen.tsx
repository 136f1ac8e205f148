/**
 * Shows a secret the one time that there is: after a key was created, rotated or issued anew.
 *
 * The secret lives in the members of this screen and in what it draws, and nowhere else: whoever shows it drops it when
 * `onDone` is called. Leaving before it was put away asks first.
 */
import Button from '@atlaskit/button/new';
import Checkbox from '@atlaskit/checkbox';
import SectionMessage from '@atlaskit/section-message';
import Tabs, { Tab, TabList, TabPanel } from '@atlaskit/tabs';
import { useEffect, useRef, useState } from 'react';
import type { KeyView } from '../../../../../src/console/contract';
import { call } from '../../app/app-call';
import { useLeaveGuard } from '../../app/navigation';
import { useNotify } from '../../app/notify';
import { ConfirmDialog } from '../../parts/confirm-dialog';
import { PageHeader } from '../../parts/page-header';
import { CopyField } from './copy';
import { type Snippet, snippetsFor } from './snippets';
import '../../grant-form/grant-form.css';

export type SecretScreenProps = {
  /** E.g. "Key created". */
  readonly title: string;
  /** The whole key. */
  readonly secret: string;
  readonly gatewayUrl?: string | undefined;
  readonly view: KeyView;
  /** The screen is left; `view` is the key as it is now. */
  readonly onDone: (view: KeyView) => void;
};

const LEAVE = {
  title: 'Leave without copying the key?',
  body: 'It is shown only this once. Without it you would have to issue a new secret.',
  leave: 'Leave without it',
  stay: 'Stay here',
};

export const SecretScreen = ({ title, secret, gatewayUrl, view, onDone }: SecretScreenProps) => {
  const { isAway, isSaving, putAway, confirm, done, isAsked, leave, stay, hasLeft } = usePuttingAway(view, onDone);
  useLeaveGuard(!isAway && !hasLeft, LEAVE);
  const url = gatewayUrl ?? view.gatewayUrl;
  return (
    <div className="sk-secret">
      <PageHeader title={title} description={<p>{view.name}</p>} />
      <SectionMessage appearance="warning" title="Copy the key now: it is never shown again">
        <p>
          The app keeps only a fingerprint of it. Put it where the script or tool reads its secrets, never into source
          code.
        </p>
      </SectionMessage>
      <CopyField label="API key" value={secret} copy="Copy key" appearance="primary" onCopied={putAway} />
      {url === undefined ? null : (
        <CopyField
          label="URL"
          value={url}
          copy="Copy URL"
          help="In place of the address of your Jira site. The key works at this URL and nowhere else."
        />
      )}
      <h2 className="sk-section-title">Use it</h2>
      <Snippets snippets={snippetsFor(secret, url ?? 'https://…')} onKeyCopied={putAway} />
      <div className="sk-secret-done">
        <Checkbox
          label="I have put the key away"
          isChecked={isAway}
          onChange={(event) => confirm(event.target.checked)}
        />
        <Button appearance={isAway ? 'primary' : 'default'} isLoading={isSaving} onClick={() => void done()}>
          Done
        </Button>
      </div>
      {isAsked ? (
        <ConfirmDialog
          title={LEAVE.title}
          confirm={LEAVE.leave}
          cancel={LEAVE.stay}
          appearance="warning"
          onConfirm={leave}
          onCancel={stay}
        >
          <p>{LEAVE.body}</p>
        </ConfirmDialog>
      ) : null}
    </div>
  );
};

/** The app is told once that the key was put away: when it was copied, or when the person says so. */
const usePuttingAway = (shown: KeyView, onDone: (view: KeyView) => void) => {
  const [isAway, setAway] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const [hasLeft, setLeft] = useState(false);
  const told = useRef<Promise<KeyView | undefined>>();
  const notify = useNotify();
  const latest = useRef(onDone);
  latest.current = onDone;
  // Only after the guard against leaving is gone, or it would ask a second time.
  useEffect(() => {
    if (hasLeft) latest.current(shown);
  }, [hasLeft, shown]);
  const tell = () => {
    told.current ??= call('confirmCopied', { keyId: shown.id }).then((answer) =>
      answer.ok ? answer.value : undefined,
    );
    return told.current;
  };
  const putAway = () => {
    setAway(true);
    void tell();
  };
  const done = async () => {
    if (!isAway) {
      setAsked(true);
      return;
    }
    setSaving(true);
    let view = await tell();
    if (view === undefined) {
      told.current = undefined;
      view = await tell();
    }
    setSaving(false);
    if (view === undefined) {
      notify({
        kind: 'warning',
        title: 'The app could not note that the key was copied',
        description: 'It shows "secret not copied" until you say so again. The key works.',
      });
    }
    onDone(view ?? shown);
  };
  const confirm = (isChecked: boolean) => (isChecked ? setAway(true) : setAway(told.current !== undefined));
  return {
    isAway,
    isSaving,
    putAway,
    confirm,
    done,
    isAsked,
    hasLeft,
    leave: () => {
      setAsked(false);
      setLeft(true);
    },
    stay: () => setAsked(false),
  };
};

const Snippets = ({
  snippets,
  onKeyCopied,
}: {
  readonly snippets: readonly Snippet[];
  readonly onKeyCopied: () => void;
}) => (
  <Tabs id="snippets">
    <TabList>
      {snippets.map(({ id, title }) => (
        <Tab key={id}>{title}</Tab>
      ))}
    </TabList>
    {snippets.map(({ id, title, text, holdsKey }) => (
      <TabPanel key={id}>
        <div className="sk-snippet">
          <CopyField
            label={title}
            isLabelHidden
            isText
            value={text}
            copy={`Copy ${title === 'Environment variables' ? 'variables' : 'snippet'}`}
            onCopied={holdsKey ? onKeyCopied : undefined}
            help={holdsKey ? undefined : 'Reads the URL and the key from the environment variables of the last tab.'}
          />
        </div>
      </TabPanel>
    ))}
  </Tabs>
);
