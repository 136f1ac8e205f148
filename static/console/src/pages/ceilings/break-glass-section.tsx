/** The switch that suspends every key of the site at once, and the one that lets them go on. */
import Button from '@atlaskit/button/new';
import Lozenge from '@atlaskit/lozenge';
import { useState } from 'react';
import type { SettingsView } from '../../../../../src/console/contract';
import { call } from '../../app/app-call';
import { useNotify } from '../../app/notify';
import { useAction } from '../../app/use-answer';
import { noteBreakGlass } from '../../app/what-holds-here';
import { ConfirmDialog } from '../../parts/confirm-dialog';

export type BreakGlassSectionProps = {
  readonly settings: SettingsView;
  readonly onSettings: (settings: SettingsView) => void;
};

export const BreakGlassSection = ({ settings, onSettings }: BreakGlassSectionProps) => {
  const [isAsking, setAsking] = useState(false);
  const change = useAction('changeSettings');
  const notify = useNotify();
  const isOn = settings.breakGlass;

  const close = () => {
    setAsking(false);
    change.clear();
  };
  const turn = async () => {
    // To stop every key the app waits for nobody. To let them go on, what it is now is looked at first.
    const present = isOn ? await call('getSettings', {}) : undefined;
    const version = present?.ok === true ? present.value.version : settings.version;
    const answer = await change.run({ version, change: { breakGlass: !isOn } });
    if (!answer.ok) return;
    onSettings(answer.value);
    noteBreakGlass(answer.value.breakGlass);
    setAsking(false);
    notify(
      answer.value.breakGlass
        ? { title: 'All keys of this site are suspended', kind: 'warning' }
        : { title: 'Keys of this site are served again' },
    );
  };

  return (
    <section className="sk-section">
      <h2 className="sk-section-title">
        Emergency stop {isOn ? <Lozenge appearance="removed">All keys suspended</Lozenge> : null}
      </h2>
      <p className="sk-page-description">
        {isOn
          ? 'No call with any key of this site is served. Each key keeps its own state and goes on when you let them.'
          : 'Suspends every key of this site from its next call on, whatever its own state is. Nothing is lost: you can let them go on at any time.'}
      </p>
      <div className="sk-ceilings-stop">
        <Button appearance={isOn ? 'default' : 'danger'} onClick={() => setAsking(true)}>
          {isOn ? 'Let keys go on' : 'Suspend all keys'}
        </Button>
      </div>
      {isAsking ? (
        <ConfirmDialog
          title={isOn ? 'Let all keys go on?' : 'Suspend all keys of this site?'}
          confirm={isOn ? 'Let keys go on' : 'Suspend all keys'}
          appearance={isOn ? 'primary' : 'danger'}
          isRunning={change.isRunning}
          fault={change.fault}
          onConfirm={() => void turn()}
          onCancel={close}
        >
          <p>
            {isOn
              ? 'Keys that are in force are served again from their next call on. Keys that are suspended, revoked or expired stay so.'
              : 'Every script, dashboard and agent that uses a key of this site gets status 401 from its next call on, in all projects, until you let the keys go on. A call that is under way now is still finished.'}
          </p>
        </ConfirmDialog>
      ) : null}
    </section>
  );
};
