/**
 * What keys and administrators did: filters, rows that open to the whole decision, older ones at a press, and the file.
 * On the page of one key it is about that key alone.
 */
import Button from '@atlaskit/button/new';
import { useMemo, useState } from 'react';
import type { AdministrationFault, AuditRecord } from '../../../../../src/console/contract';
import { appNow } from '../../app/app-clock';
import { ROLES } from '../../parts/data-table';
import { EmptyState } from '../../parts/empty-state';
import { FaultMessage } from '../../parts/fault-message';
import { Loading } from '../../parts/loading';
import { AuditExport } from './audit-export';
import { type AuditFilter, type AuditSpan, questionOf, spanOf, WIDE_FILTER } from './audit-filter';
import { AuditFilters } from './audit-filters';
import { AuditRow } from './audit-row';
import { useKeyNames } from './key-names';
import { type AuditPages, useAuditPages } from './use-audit-pages';
import { useSettled } from './use-settled';
import './audit.css';

export type AuditTableProps = {
  /** Only records of this key, without a filter for keys. */
  readonly keyId?: string;
};

export const AuditTable = ({ keyId }: AuditTableProps) => {
  const [filter, setFilter] = useState(WIDE_FILTER);
  const [round, setRound] = useState(0);
  const asked = useSettled(filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round means another now
  const span = useMemo(() => spanOf(asked, appNow()), [asked, round]);
  const fault = 'at' in span ? span : undefined;
  const question = useMemo(
    () => ('at' in span ? undefined : questionOf({ ...asked, keyId: keyId ?? asked.keyId }, span)),
    [asked, keyId, span],
  );
  const pages = useAuditPages(question);
  const operations = useMemo(() => operationsOf(pages.records), [pages.records]);
  return (
    <div className="sk-audit">
      <AuditFilters
        filter={filter}
        onChange={setFilter}
        fault={fault}
        operations={operations}
        hasKeyFilter={keyId === undefined}
        onRefresh={() => setRound(round + 1)}
      />
      {fault === undefined ? <Records pages={pages} hasKeyColumn={keyId === undefined} /> : null}
      <AuditExport keyId={keyId ?? filter.keyId} spanNow={() => spanNow(filter)} isNarrower={isNarrower(filter)} />
    </div>
  );
};

const spanNow = (filter: AuditFilter): AuditSpan | undefined => {
  const span = spanOf(filter, appNow());
  return 'at' in span ? undefined : span;
};

const isNarrower = ({ projectId, outcome, operation }: AuditFilter): boolean =>
  projectId !== '' || outcome !== '' || operation.trim() !== '';

const operationsOf = (records: readonly AuditRecord[]): readonly string[] =>
  [...new Set(records.flatMap(({ event }) => (event.kind === 'call' ? [event.operation] : [])))].sort();

const TITLES = [
  'Details',
  'Time',
  'Key',
  'Who or what',
  'Operation',
  'Outcome',
  'Status',
  'Duration',
  'Jira calls',
  'Points',
];
const NUMERIC = new Set(['Status', 'Duration', 'Jira calls', 'Points']);

const Records = ({ pages, hasKeyColumn }: { readonly pages: AuditPages; readonly hasKeyColumn: boolean }) => {
  const { records, state } = pages;
  const names = useKeyNames(hasKeyColumn ? records.map(({ keyId }) => keyId).filter((id) => id !== 'none') : []);
  const titles = TITLES.filter((title) => hasKeyColumn || title !== 'Key');
  if (records.length === 0 && state === 'end') {
    return (
      <EmptyState title="Nothing was done">
        <p>
          There is no record of this kind at that time. Choose a longer time, or fewer filters; an operation is named in
          full, as the table names it.
        </p>
      </EmptyState>
    );
  }
  return (
    <>
      {records.length === 0 ? null : (
        <div className="sk-table-frame">
          <table {...ROLES.table} className="sk-table sk-audit-table" aria-busy={state === 'looking'}>
            <caption className="sk-only-heard">Audit, newest first</caption>
            <thead {...ROLES.rowgroup}>
              <tr {...ROLES.row}>
                {titles.map((title) => (
                  <th
                    {...ROLES.columnheader}
                    key={title}
                    scope="col"
                    className={NUMERIC.has(title) ? 'sk-cell-numeric' : undefined}
                  >
                    {title === 'Details' ? <span className="sk-only-heard">{title}</span> : title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody {...ROLES.rowgroup}>
              {records.map((record) => (
                <AuditRow
                  key={`${record.at} ${record.id}`}
                  record={record}
                  keyName={names.get(record.keyId)}
                  hasKeyColumn={hasKeyColumn}
                  columns={titles.length}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Further pages={pages} />
    </>
  );
};

/** How far one has looked, and how to go on. */
const Further = ({ pages }: { readonly pages: AuditPages }) => {
  const { records, state, fault, answers, showOlder } = pages;
  const count = `${records.length.toLocaleString('en')} ${records.length === 1 ? 'record' : 'records'}`;
  return (
    <div className="sk-audit-further">
      <p role="status" className="sk-subtle">
        {state === 'more' ? `${count} so far.` : ''}
        {state === 'end' ? `${count}: that is all.` : ''}
        {state === 'paused' ? `${count} as far as was looked. There is more to look through.` : ''}
      </p>
      {state === 'looking' ? (
        <Loading label={answers === 0 ? 'Loading records' : `Looking further back, ${count} so far`} />
      ) : null}
      {state === 'more' ? <Button onClick={showOlder}>Show older</Button> : null}
      {state === 'paused' ? <Button onClick={showOlder}>Look further back</Button> : null}
      {state === 'failed' && fault !== undefined ? <Failed fault={fault} onRetry={showOlder} /> : null}
    </div>
  );
};

const Failed = ({ fault, onRetry }: { readonly fault: AdministrationFault; readonly onRetry: () => void }) => (
  <FaultMessage fault={fault} {...(fault.reason === 'unavailable' ? { onRetry } : {})} />
);
