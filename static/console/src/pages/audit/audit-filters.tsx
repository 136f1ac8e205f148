/** What of the audit is shown: every choice holds at once. */
import Button from '@atlaskit/button/new';
import { useId } from 'react';
import { appNow } from '../../app/app-clock';
import { useConsole } from '../../app/console-context';
import { Field, SelectField, TextField } from '../../parts/field';
import { type AuditFilter, type Outcome, type Span, type SpanFault, WIDE_FILTER } from './audit-filter';
import { KeyFilter, ProjectFilter } from './narrow-to';

const SPAN_OPTIONS: readonly { readonly value: Span; readonly label: string }[] = [
  { value: 'hour', label: 'Last hour' },
  { value: 'day', label: 'Last 24 hours' },
  { value: 'week', label: 'Last 7 days' },
  { value: 'month', label: 'Last 30 days' },
  { value: 'own', label: 'Between two times' },
];

const OUTCOME_OPTIONS: readonly { readonly value: Outcome | ''; readonly label: string }[] = [
  { value: '', label: 'All outcomes' },
  { value: 'allowed', label: 'Allowed calls' },
  { value: 'denied', label: 'Refused calls' },
  { value: 'failed', label: 'Failed calls' },
  { value: 'administration', label: 'Administration' },
];

export type AuditFiltersProps = {
  readonly filter: AuditFilter;
  readonly onChange: (filter: AuditFilter) => void;
  readonly fault: SpanFault | undefined;
  /** Of records that were seen: offered while one types. */
  readonly operations: readonly string[];
  /** On the page of one key there is no key to choose. */
  readonly hasKeyFilter: boolean;
  /** Looks anew, until now. */
  readonly onRefresh: () => void;
};

export const AuditFilters = ({ filter, onChange, fault, operations, hasKeyFilter, onRefresh }: AuditFiltersProps) => {
  const { place, timeZone } = useConsole();
  const listId = useId();
  const set = (change: Partial<AuditFilter>) => onChange({ ...filter, ...change });
  const { keyId, projectId, outcome, operation } = filter;
  const isNarrow = [keyId, projectId, outcome, operation].some((chosen) => chosen !== '');
  return (
    <form className="sk-audit-filters" aria-label="Filter the audit" onSubmit={(event) => event.preventDefault()}>
      <SelectField
        label="Time"
        help={`Time zone: ${timeZone}`}
        value={filter.span}
        options={SPAN_OPTIONS}
        onChange={(span) => set(span === 'own' ? { span, ...lastWeek() } : { span, from: '', to: '' })}
      />
      {filter.span === 'own' ? (
        <div className="sk-audit-own">
          <TextField
            label="From"
            type="datetime-local"
            value={filter.from}
            error={fault?.at === 'from' ? fault.message : undefined}
            onChange={(from) => set({ from })}
          />
          <TextField
            label="To"
            type="datetime-local"
            value={filter.to}
            error={fault?.at === 'to' ? fault.message : undefined}
            onChange={(to) => set({ to })}
          />
        </div>
      ) : null}
      {hasKeyFilter ? <KeyFilter chosen={filter.keyId} onChange={(keyId) => set({ keyId })} /> : null}
      {hasKeyFilter && place.page === 'site' ? (
        <ProjectFilter chosen={filter.projectId} onChange={(projectId) => set({ projectId })} />
      ) : null}
      <SelectField
        label="Outcome"
        value={filter.outcome}
        options={OUTCOME_OPTIONS}
        onChange={(outcome) => set({ outcome })}
      />
      <Field label="Operation">
        {(control) => (
          <>
            <input
              {...control}
              className="sk-control"
              type="search"
              list={listId}
              maxLength={100}
              placeholder="All operations"
              autoComplete="off"
              value={filter.operation}
              onChange={(event) => set({ operation: event.target.value })}
            />
            <datalist id={listId}>
              {operations.map((operation) => (
                <option key={operation} value={operation} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <div className="sk-audit-buttons">
        <Button onClick={onRefresh} isDisabled={fault !== undefined}>
          Refresh
        </Button>
        {isNarrow ? (
          <Button
            appearance="subtle"
            onClick={() => onChange({ ...WIDE_FILTER, span: filter.span, from: filter.from, to: filter.to })}
          >
            Clear filters
          </Button>
        ) : null}
      </div>
    </form>
  );
};

const DAY_MS = 24 * 60 * 60 * 1000;

/** Something to begin with: the last seven days, until now. */
const lastWeek = (): { readonly from: string; readonly to: string } => {
  const from = new Date(appNow() - 7 * DAY_MS);
  // The control writes local time; of the ways to print a date only this one has its form.
  const local = new Date(from.getTime() - from.getTimezoneOffset() * 60_000);
  return { from: local.toISOString().slice(0, 16), to: '' };
};
