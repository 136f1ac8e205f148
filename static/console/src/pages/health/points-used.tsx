/** What the keys of this site use of the points that Jira gives the app, and which of them most. */
import type { HealthView } from '../../../../../src/console/contract';
import { keyRoute, ROUTES } from '../../app/routes';
import { AppLink } from '../../parts/app-link';
import { type Column, DataTable } from '../../parts/data-table';

type Points = HealthView['points'];
type Heavy = Points['heaviest'][number];

/** From here on single keys are stopped for the rest of the hour. */
const MUCH = 0.5;
const TOO_MUCH = 0.9;

export const PointsUsed = ({ points }: { readonly points: Points }) => {
  const { used, share, heaviest } = points;
  const part = share === 0 ? 1 : used / share;
  const columns: readonly Column<Heavy>[] = [
    { id: 'key', title: 'Key', cell: ({ keyId, name }) => <AppLink to={keyRoute(keyId)}>{name ?? keyId}</AppLink> },
    { id: 'points', title: 'Points', isNumeric: true, cell: (key) => key.points.toLocaleString('en') },
    {
      id: 'part',
      title: 'Of the share',
      isNumeric: true,
      cell: (key) => percent(share === 0 ? 1 : key.points / share),
    },
  ];
  return (
    <section className="sk-section">
      <h2 className="sk-section-title">Jira points in this hour</h2>
      <p className="sk-page-description">
        Jira counts the work of calls in points. A key that has used half of the site's share is stopped for the rest of
        the hour, and the others go on. The count is an estimate from a sample of calls. The share is set on the page{' '}
        <AppLink to={ROUTES.ceilings}>Ceilings</AppLink>.
      </p>
      <div className="sk-health-points">
        <meter
          aria-label="Points used of the site's share"
          min={0}
          max={Math.max(share, 1)}
          low={share * MUCH}
          high={share * TOO_MUCH}
          optimum={0}
          value={Math.min(used, share)}
        />
        <span>
          {used.toLocaleString('en')} of {share.toLocaleString('en')} ({percent(part)})
        </span>
      </div>
      {heaviest.length === 0 ? (
        <p className="sk-subtle">No key has used any that were counted.</p>
      ) : (
        <DataTable
          caption="Keys that used most points"
          columns={columns}
          rows={heaviest}
          rowId={({ keyId }) => keyId}
        />
      )}
    </section>
  );
};

const percent = (part: number): string => part.toLocaleString('en', { style: 'percent', maximumFractionDigits: 1 });
