/** How a key was used in the last thirty days, by day, outcome and operation, and which of its permissions were not. */
import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { KeyUsageView, KeyView, Permission } from '../../../../../src/console/contract';
import { appNow } from '../../app/app-clock';
import { useNotify } from '../../app/notify';
import { useTimeWords } from '../../app/time-words';
import { useAction, useAnswer } from '../../app/use-answer';
import { ConfirmDialog } from '../../parts/confirm-dialog';
import { DataTable } from '../../parts/data-table';
import { UsageChart } from '../../parts/day-bars';
import { FaultMessage } from '../../parts/fault-message';
import { isOver } from '../../parts/key-end';
import { LastUse } from '../../parts/key-words';
import { Loading } from '../../parts/loading';
import { PermissionList } from '../../parts/permission-words';
import { DAYS_TO_TELL, unusedAs, type Watched, watchedFor } from '../../parts/watched';
import { PERMISSION_WORDS } from '../../words/permissions';
import { withoutPermissions } from './grant-drafts';
import type { OnChanged } from './key-page';

export const KeyUse = ({ view, onChanged }: { view: KeyView; onChanged: OnChanged }) => {
  const { value, fault, isLoading, reload } = useAnswer('keyUsage', { keyId: view.id });
  if (value === undefined) {
    if (fault !== undefined) return <FaultMessage fault={fault} onRetry={reload} />;
    return isLoading ? <Loading label="Adding up calls" /> : null;
  }
  return (
    <>
      <Sums view={view} usage={value} />
      <UsageChart days={value.days} title="Calls by day and outcome, the last 30 days" />
      <Operations usage={value} />
      <NotUsed
        view={view}
        usage={value}
        onChanged={(changed) => {
          onChanged(changed);
          reload();
        }}
      />
    </>
  );
};

const Sums = ({ view, usage }: { view: KeyView; usage: KeyUsageView }) => {
  const words = useTimeWords();
  const isKnown = usage.callsOfWeek > 0 || unusedAs(view, usage.summedUntil, appNow()) !== 'not_yet';
  const count = (calls: number) =>
    isKnown ? calls.toLocaleString('en') : <span className="sk-subtle">Not known yet</span>;
  return (
    <>
      <dl className="sk-facts sk-facts-row">
        <div>
          <dt>Last used</dt>
          <dd>
            <LastUse view={view} at={usage.lastUsedAt} summedUntil={usage.summedUntil} />
          </dd>
        </div>
        <div>
          <dt>Calls in 7 days</dt>
          <dd>{count(usage.callsOfWeek)}</dd>
        </div>
        <div>
          <dt>Of them refused</dt>
          <dd>{count(usage.deniedOfWeek)}</dd>
        </div>
      </dl>
      <p className="sk-subtle">
        {usage.summedUntil === undefined
          ? 'Calls are added up every hour; nothing is added up yet. The audit shows calls at once.'
          : `Added up every hour, until ${words.exact(usage.summedUntil)}. The audit shows later calls.`}
      </p>
    </>
  );
};

const Operations = ({ usage }: { usage: KeyUsageView }) =>
  usage.operations.length === 0 ? null : (
    <section className="sk-section">
      <h2 className="sk-section-title">Operations</h2>
      <DataTable
        caption="Operations that the key called in the last 30 days"
        rows={usage.operations}
        rowId={({ operation }) => operation}
        columns={[
          {
            id: 'operation',
            title: 'Operation',
            cell: ({ operation }) => <code className="sk-code">{operation}</code>,
          },
          {
            id: 'permission',
            title: 'Needs',
            cell: ({ permission }) =>
              permission === undefined ? (
                <span className="sk-subtle">No permission</span>
              ) : (
                PERMISSION_WORDS[permission].title
              ),
          },
          { id: 'calls', title: 'Calls', isNumeric: true, cell: ({ calls }) => calls.toLocaleString('en') },
        ]}
      />
    </section>
  );

type NotUsedProps = { readonly view: KeyView; readonly usage: KeyUsageView; readonly onChanged: OnChanged };

const NotUsed = ({ view, usage, onChanged }: NotUsedProps) => {
  const [isAsking, setAsking] = useState(false);
  const held = new Set(view.grants.flatMap(({ permissions }) => permissions));
  const idle = usage.permissionsNotUsed.filter((permission) => held.has(permission));
  if (idle.length === 0) return null;
  const watched = watchedFor(view, usage.summedUntil, appNow());
  if (watched.is === 'unknown') {
    return (
      <section className="sk-section">
        <h2 className="sk-section-title">Permissions not used</h2>
        <p className="sk-subtle">
          It is not known yet what this key uses: no call of it is added up. The audit shows calls at once.
        </p>
      </section>
    );
  }
  const grants = withoutPermissions(view, idle);
  return (
    <section className="sk-section">
      <h2 className="sk-section-title">{titleOf(watched)}</h2>
      <PermissionList permissions={idle} />
      {isOver(view) ? null : watched.is !== 'enough' ? (
        <p className="sk-subtle">{WHY_KEPT[watched.is]}</p>
      ) : grants === undefined ? (
        <p className="sk-subtle">
          Nothing would be left of the key in one of its projects: edit, suspend or revoke it.
        </p>
      ) : (
        <p>
          <Button onClick={() => setAsking(true)}>Remove them</Button>
        </p>
      )}
      {isAsking && grants !== undefined ? (
        <RemoveUnused
          view={view}
          idle={idle}
          grants={grants}
          onClose={() => setAsking(false)}
          onChanged={(changed) => {
            setAsking(false);
            onChanged(changed);
          }}
        />
      ) : null}
    </section>
  );
};

type KnownWatch = Exclude<Watched, { readonly is: 'unknown' }>;

const titleOf = (watched: KnownWatch): string => {
  if (watched.is === 'behind') return 'Permissions not used, as far as calls are added up';
  if (watched.days === 0) return 'Permissions not used so far';
  return `Permissions not used in ${watched.days} ${watched.days === 1 ? 'day' : 'days'}`;
};

const WHY_KEPT = {
  too_short: `That is too short a time to tell what the key does not need. After ${DAYS_TO_TELL} days they can be removed here; Edit does so at any time.`,
  behind:
    'The sums of calls are more than a day behind, so one of these may have been used since. Once they have caught up, they can be removed here; Edit does so at any time.',
} as const;

type RemoveUnusedProps = {
  readonly view: KeyView;
  readonly idle: readonly Permission[];
  readonly grants: NonNullable<ReturnType<typeof withoutPermissions>>;
  readonly onClose: () => void;
  readonly onChanged: OnChanged;
};

const RemoveUnused = ({ view, idle, grants, onClose, onChanged }: RemoveUnusedProps) => {
  const { run, isRunning, fault } = useAction('editKey');
  const notify = useNotify();
  const remove = async () => {
    const answer = await run({ keyId: view.id, version: view.version, change: { grants } });
    if (!answer.ok) return;
    notify({ title: idle.length === 1 ? '1 permission removed' : `${idle.length} permissions removed` });
    onChanged(answer.value);
  };
  return (
    <ConfirmDialog
      title={idle.length === 1 ? 'Remove 1 permission?' : `Remove ${idle.length} permissions?`}
      confirm="Remove permissions"
      appearance="warning"
      isRunning={isRunning}
      fault={fault}
      onConfirm={() => void remove()}
      onCancel={onClose}
    >
      <p>
        Calls that need them are refused from now on. What runs less often, and what was allowed only lately, may still
        need one.
      </p>
      <ul className="sk-permission-list">
        {idle.map((permission) => (
          <li key={permission}>{PERMISSION_WORDS[permission].title}</li>
        ))}
      </ul>
    </ConfirmDialog>
  );
};
