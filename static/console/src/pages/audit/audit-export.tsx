/** The audit as a file from one press, with how far it is, and how to look whether the file is whole. */
import Button from '@atlaskit/button/new';
import { FaultMessage } from '../../parts/fault-message';
import type { AuditSpan } from './audit-filter';
import { sizeWords } from './moment-words';
import { saveFile, useAuditExport } from './use-audit-export';

export type AuditExportProps = {
  readonly keyId: string;
  /** The moments that are meant when it is pressed; undefined where they cannot be read. */
  readonly spanNow: () => AuditSpan | undefined;
  /** Is more chosen than key and time? The file does not narrow by it. */
  readonly isNarrower: boolean;
};

export const AuditExport = ({ keyId, spanNow, isNarrower }: AuditExportProps) => {
  const { state, start, goOn, cancel } = useAuditExport(saveFile);
  const begin = () => {
    const span = spanNow();
    if (span !== undefined) start({ ...span, ...(keyId === '' ? {} : { keyId }) });
  };
  return (
    <section className="sk-audit-export" aria-label="Export">
      <div className="sk-actions">
        <Button onClick={begin} isDisabled={state.is === 'running'}>
          Export as NDJSON
        </Button>
        {state.is === 'running' ? <Button onClick={cancel}>Cancel export</Button> : null}
        {state.is === 'done' ? (
          <Button onClick={() => saveFile(state.file, state.name)}>Save the file again</Button>
        ) : null}
      </div>
      <div role="status" className="sk-audit-export-state">
        {state.is === 'running' ? (
          <>
            <progress aria-label="Export" />{' '}
            {state.lines === 0
              ? 'Reading…'
              : `${state.lines.toLocaleString('en')} lines, ${sizeWords(state.bytes)} so far. Keep this page open.`}
          </>
        ) : null}
        {state.is === 'done'
          ? `${state.name}: ${state.lines.toLocaleString('en')} lines, ${sizeWords(state.bytes)}.`
          : null}
      </div>
      {state.is === 'running' && state.waitSeconds > 1 ? (
        // Not announced: it changes every second.
        <p className="sk-help">
          Waits {state.waitSeconds} seconds before it reads on, so that calls of keys do not notice.
        </p>
      ) : null}
      {state.is === 'failed' ? (
        <>
          <FaultMessage fault={state.fault} onRetry={goOn} retry="Go on with the export" />
          <Button appearance="subtle" onClick={cancel}>
            Drop the {state.lines.toLocaleString('en')} lines
          </Button>
        </>
      ) : null}
      <p className="sk-help">
        The file holds every record of the chosen time{keyId === '' ? '' : ' and key'}
        {isNarrower ? ', whatever else is chosen above' : ''}. <code>npm run audit:verify -- file.ndjson</code>, run in
        the source of this app, says whether anything in it is missing or was altered. Who exported what, and when,
        stands in the audit.
      </p>
    </section>
  );
};
