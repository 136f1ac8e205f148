/** The page "Audit": who and what used keys, and what administrators did with them. */
import { PageHeader } from '../../parts/page-header';
import { AuditTable } from './audit-table';

export const AuditPage = () => (
  <>
    <PageHeader
      title="Audit"
      description="Every call with a key, allowed or not, and everything that was done to keys. Never a body, a query or a secret."
    />
    <AuditTable />
  </>
);
