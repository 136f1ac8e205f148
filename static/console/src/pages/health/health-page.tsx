/** The page "Health": is the app able to serve keys, what do they use of Jira, and what is to be mended where. */
import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import { useAnswer } from '../../app/use-answer';
import { FaultMessage } from '../../parts/fault-message';
import { Loading } from '../../parts/loading';
import { PageHeader } from '../../parts/page-header';
import { Checks } from './checks';
import { PointsUsed } from './points-used';
import { ShutOutProjects } from './shut-out-projects';
import './health.css';

export const HealthPage = () => {
  const health = useAnswer('health', {});
  const { value, fault, isLoading, reload } = health;
  return (
    <>
      <PageHeader
        title="Health"
        description="Whether the app runs as it should here, what keys use of Jira, and projects that it cannot serve."
        actions={
          <Button onClick={reload} isDisabled={isLoading}>
            Refresh
          </Button>
        }
      />
      {fault === undefined ? null : <FaultMessage fault={fault} onRetry={reload} />}
      {isLoading ? <Loading label="Looking" /> : null}
      {value === undefined ? null : (
        <div aria-busy={isLoading}>
          {value.complete ? null : (
            <SectionMessage appearance="warning" title="There are more keys than were looked through">
              <p>Projects that only those keys reach are not looked at below.</p>
            </SectionMessage>
          )}
          <Checks health={value} />
          <PointsUsed points={value.points} />
          <ShutOutProjects health={value} />
        </div>
      )}
    </>
  );
};
