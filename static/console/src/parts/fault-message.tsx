/** Why something was not done, and what would mend it. Announced when it appears. */
import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import type { AdministrationFault } from '../../../../src/console/contract';

export type FaultMessageProps = {
  readonly fault: AdministrationFault;
  /** Offered where trying again may do. */
  readonly onRetry?: (() => void) | undefined;
  readonly retry?: string;
};

export const FaultMessage = ({ fault, onRetry, retry = 'Try again' }: FaultMessageProps) => (
  <div role="alert" className="sk-fault">
    <SectionMessage appearance={fault.reason === 'conflict' ? 'warning' : 'error'} title={fault.message}>
      <p>{fault.mend}</p>
      {onRetry === undefined ? null : (
        <Button spacing="compact" onClick={onRetry}>
          {retry}
        </Button>
      )}
    </SectionMessage>
  </div>
);
