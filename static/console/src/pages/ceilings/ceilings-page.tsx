/** The page "Ceilings": the most that keys of this site may have, and the switch that stops all of them. */
import { useAnswer } from '../../app/use-answer';
import { FaultMessage } from '../../parts/fault-message';
import { Loading } from '../../parts/loading';
import { PageHeader } from '../../parts/page-header';
import { CeilingsForm } from './ceilings-form';
import './ceilings.css';

export const CeilingsPage = () => {
  const settings = useAnswer('getSettings', {});
  return (
    <>
      <PageHeader
        title="Ceilings"
        description="The most that keys of this site may have. A ceiling holds for every key from its next call on; what a key holds above it counts for nothing until the ceiling is raised again."
      />
      {settings.value === undefined && settings.isLoading ? <Loading label="Loading ceilings" /> : null}
      {settings.fault === undefined ? null : <FaultMessage fault={settings.fault} onRetry={settings.reload} />}
      {settings.value === undefined ? null : <CeilingsForm loaded={settings.value} />}
    </>
  );
};
