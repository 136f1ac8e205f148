/** One key: what it is, what it may do, how it is used, what was done to it, and what may be done now. */
import Tabs, { Tab, TabList, TabPanel } from '@atlaskit/tabs';
import { useState } from 'react';
import type { KeyView, RotatedKey } from '../../../../../src/console/contract';
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
              fault={asked.fault}
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

const KEYS = { title: 'Keys', to: ROUTES.keys };

const Parts = ({ view, onChanged, onEdit }: { view: KeyView; onChanged: OnChanged; onEdit: () => void }) => (
  <Tabs id="key-parts">
    <TabList>
      <Tab>Overview</Tab>
      <Tab>Use</Tab>
      <Tab>Try it</Tab>
      <Tab>Audit</Tab>
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
