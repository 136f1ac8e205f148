/** One record: a row of the table, which opens to the whole decision. */
import Button from '@atlaskit/button/new';
import ChevronDown from '@atlaskit/icon/core/chevron-down';
import ChevronRight from '@atlaskit/icon/core/chevron-right';
import Lozenge from '@atlaskit/lozenge';
import { type ReactNode, useId, useState } from 'react';
import type { AuditRecord } from '../../../../../src/console/contract';
import { keyRoute } from '../../app/routes';
import { AppLink } from '../../parts/app-link';
import { ROLES } from '../../parts/data-table';
import { PersonName } from '../../parts/people';
import { actorWords, actWords } from './act-words';
import { AuditDecision } from './audit-decision';
import { durationWords, useMomentWords } from './moment-words';
import { OutcomeLozenge } from './outcome-lozenge';

export type AuditRowProps = {
  readonly record: AuditRecord;
  /** Absent on the page of one key, where every row is about it. */
  readonly keyName?: string | undefined;
  readonly hasKeyColumn: boolean;
  readonly columns: number;
};

export const AuditRow = ({ record, keyName, hasKeyColumn, columns }: AuditRowProps) => {
  const [isOpen, setOpen] = useState(false);
  const detailId = useId();
  const moment = useMomentWords()(record.at);
  const { event } = record;
  const what = event.kind === 'call' ? event.operation : actWords(event.act);
  return (
    <>
      <tr {...ROLES.row} className={isOpen ? 'sk-audit-row-open' : undefined}>
        <td {...ROLES.cell} className="sk-audit-toggle">
          <Button
            appearance="subtle"
            spacing="compact"
            iconBefore={isOpen ? ChevronDown : ChevronRight}
            aria-expanded={isOpen}
            aria-controls={detailId}
            onClick={() => setOpen(!isOpen)}
          >
            <span className="sk-only-heard">
              Details of {what}, {moment}
            </span>
          </Button>
        </td>
        <td {...ROLES.cell} data-title="Time" className="sk-audit-time">
          <time dateTime={record.at}>{moment}</time>
        </td>
        {hasKeyColumn ? (
          <td {...ROLES.cell} data-title="Key" className="sk-audit-key">
            {record.keyId === NO_KEY ? (
              NOTHING
            ) : (
              <AppLink to={keyRoute(record.keyId)}>
                <bdi>{keyName ?? record.keyId}</bdi>
              </AppLink>
            )}
          </td>
        ) : null}
        {event.kind === 'call' ? <CallCells call={event} /> : <ActCells act={event} />}
      </tr>
      {isOpen ? (
        <tr {...ROLES.row} id={detailId} className="sk-audit-detail">
          <td {...ROLES.cell} colSpan={columns}>
            <AuditDecision record={record} />
          </td>
        </tr>
      ) : null}
    </>
  );
};

/** What stands for the key where an act is about none. */
const NO_KEY = 'none';
const NOTHING = '–';

type Event = AuditRecord['event'];

const CallCells = ({ call }: { readonly call: Extract<Event, { readonly kind: 'call' }> }) => (
  <>
    <Cell title="Who or what">{call.client ?? NOTHING}</Cell>
    <Cell title="Operation">
      <code className="sk-code">{call.operation === 'none' ? `${call.method} (unknown)` : call.operation}</code>
    </Cell>
    <Cell title="Outcome">
      <span className="sk-actions">
        <OutcomeLozenge outcome={call.outcome} />
        {call.alarm === true ? <Lozenge appearance="removed">Alarm</Lozenge> : null}
      </span>
    </Cell>
    <Cell title="Status" isNumeric>
      {call.status}
    </Cell>
    <Cell title="Duration" isNumeric>
      {durationWords(call.durationMs)}
    </Cell>
    <Cell title="Jira calls" isNumeric>
      {call.jiraCalls ?? NOTHING}
    </Cell>
    <Cell title="Points" isNumeric>
      {call.points ?? NOTHING}
    </Cell>
  </>
);

/** What only calls have: status, duration, Jira calls, points. */
const OF_CALLS = 4;

const ActCells = ({ act }: { readonly act: Extract<Event, { readonly kind: 'administration' }> }) => (
  <>
    <Cell title="Who or what">
      <Actor by={act.by} />
    </Cell>
    <Cell title="Operation">{actWords(act.act)}</Cell>
    <Cell title="Outcome">
      <Lozenge>Administration</Lozenge>
    </Cell>
    <td {...ROLES.cell} colSpan={OF_CALLS} />
  </>
);

const Cell = ({
  title,
  isNumeric = false,
  children,
}: {
  readonly title: string;
  readonly isNumeric?: boolean;
  readonly children: ReactNode;
}) => (
  <td {...ROLES.cell} data-title={title} className={isNumeric ? 'sk-cell-numeric' : undefined}>
    <div>{children}</div>
  </td>
);

/** A person by name, or a part of the app in words. */
const Actor = ({ by }: { readonly by: string }) => {
  const words = actorWords(by);
  return words === undefined ? <PersonName accountId={by} /> : words;
};
