/** One key: what it is, what it may do, how it is used, what was done to it, and what may be done now. */
import Tabs, { Tab, TabList, TabPanel } from '@atlaskit/tabs';
import { useState } from 'react';
import type { AdministrationFault, KeyView, RotatedKey } from '../../../../../src/console/contract';
import { useLocation, useNavigate } from '../../app/navigation';
import { editRoute, keyRoute, ROUTES } from '../../app/routes';
import { useAnswer } from '../../app/use-answer';
import { AppLinkButton } from '../../parts/app-link';
import { FaultMessage } from '../../parts/fault-message';
import { StandingLozenge } from '../../parts/key-words';
import { Loading } from '../../parts/loading';
import { PageHeader } from '../../parts/page-header';
import { AuditTable } from '../audit/audit-table';
import { SecretScreen } from '../create/secret-screen';
import { EditKey } from './edit-key';
import { KeyActions } from './key-actions';
import { KeyFacts } from './key-facts';
import { KeyNotices } from './key-notices';
import { KeyRights } from './key-rights';
import { KeyUse } from './key-use';
import { TryCall } from './try-call';
import './key.css';

/** What a part of the page does with the key as it is after a change. */
export type OnChanged = (view: KeyView) => void;

export const KeyPage = ({ keyId }: { keyId: string }) => {
  const asked = useAnswer('readKey', { keyId });
  const navigate = useNavigate();
  const isEditing = new URLSearchParams(useLocation().search).has('edit');
  const [rotated, setRotated] = useState<RotatedKey>();
  const view = asked.value;
  if (view === undefined) {
    return (
      <>
        <PageHeader title="API key" parent={KEYS} />
        {asked.fault === undefined ? (
          <Loading label="Loading the key" />
        ) : (
          <>
            <FaultMessage
              fault={asked.fault.reason === 'no_such_key' ? NO_SUCH_KEY : asked.fault}
              onRetry={asked.fault.reason === 'unavailable' ? asked.reload : undefined}
            />
            <AppLinkButton to={ROUTES.keys}>Back to the list of keys</AppLinkButton>
          </>
        )}
      </>
    );
  }
  // An answer to a change need not say the URL, which no change of a key changes.
  const onChanged: OnChanged = (changed) =>
    asked.replace({ ...(view.gatewayUrl === undefined ? {} : { gatewayUrl: view.gatewayUrl }), ...changed });
  if (rotated !== undefined) {
    return (
      <SecretScreen
        title="New secret"
        secret={rotated.key}
        gatewayUrl={rotated.view.gatewayUrl ?? view.gatewayUrl}
        view={rotated.view}
        onDone={(changed) => {
          setRotated(undefined);
          onChanged(changed);
        }}
      />
    );
  }
  if (isEditing) {
    return (
      <EditKey
        view={view}
        onSaved={(changed) => {
          onChanged(changed);
          navigate(keyRoute(keyId), { replace: true });
        }}
        onSeen={onChanged}
      />
    );
  }
  return (
    <>
      <PageHeader
        title={view.name}
        parent={KEYS}
        description={
          <>
            <StandingLozenge standing={view.state} />
            {view.purpose === '' ? null : <p>{view.purpose}</p>}
          </>
        }
        actions={
          <KeyActions
            view={view}
            onEdit={() => navigate(editRoute(keyId))}
            onRotated={setRotated}
            onChanged={onChanged}
          />
        }
      />
      {asked.fault === undefined ? null : <FaultMessage fault={asked.fault} onRetry={asked.reload} />}
      <KeyNotices view={view} onRotated={setRotated} onChanged={onChanged} />
      <Parts view={view} onChanged={onChanged} onEdit={() => navigate(editRoute(keyId))} />
    </>
  );
};

/** What the app says of it is said to those who name keys by their ids. */
const NO_SUCH_KEY: AdministrationFault = {
  reason: 'no_such_key',
  where: '',
  message: 'There is no such key here.',
  mend: 'The address may be wrong, or the key is one of other projects. Look for it in the list of keys.',
};
const KEYS = { title: 'Keys', to: ROUTES.keys };

type PartsProps = { readonly view: KeyView; readonly onChanged: OnChanged; readonly onEdit: () => void };

/** The parts in the order of their tabs, by what stands for each in the address. */
const PARTS = [
  { id: 'overview', title: 'Overview' },
  { id: 'use', title: 'Use' },
  { id: 'try', title: 'Try it' },
  { id: 'audit', title: 'Audit' },
] as const;

/** Which part is open stands in the address, so that a reload and a link show the same. */
const usePart = (keyId: string) => {
  const navigate = useNavigate();
  const part = new URLSearchParams(useLocation().search).get('part');
  const at = Math.max(
    0,
    PARTS.findIndex(({ id }) => id === part),
  );
  const open = (index: number) => {
    const id = PARTS[index]?.id ?? PARTS[0].id;
    navigate(index === 0 ? keyRoute(keyId) : `${keyRoute(keyId)}?part=${id}`, { replace: true });
  };
  return { at, open };
};

const Parts = ({ view, onChanged, onEdit }: PartsProps) => {
  const { at, open } = usePart(view.id);
  return (
    <Tabs id="key-parts" selected={at} onChange={open}>
      <TabList>
        {PARTS.map(({ id, title }) => (
          <Tab key={id}>{title}</Tab>
        ))}
      </TabList>
      <TabPanel>
        <div className="sk-panel sk-key-columns">
          <div className="sk-key-main">
            <KeyRights view={view} onChanged={onChanged} />
          </div>
          <aside aria-label="Details">
            <KeyFacts view={view} onChanged={onChanged} />
          </aside>
        </div>
      </TabPanel>
      <TabPanel>
        <div className="sk-panel sk-key-main">
          <KeyUse view={view} onChanged={onChanged} />
        </div>
      </TabPanel>
      <TabPanel>
        <div className="sk-panel sk-key-main">
          <TryCall view={view} onEdit={onEdit} />
        </div>
      </TabPanel>
      <TabPanel>
        <div className="sk-panel sk-key-main">
          <AuditTable keyId={view.id} />
        </div>
      </TabPanel>
    </Tabs>
  );
};
