/** A question before something is done: says what follows, shows why it was refused, and gives the focus back. */
import Button from '@atlaskit/button/new';
import type { ReactNode } from 'react';
import type { AdministrationFault } from '../../../../src/console/contract';
import { Dialog } from './dialog';
import { FaultMessage } from './fault-message';

export type ConfirmDialogProps = {
  readonly title: string;
  /** What the button that does it says. */
  readonly confirm: string;
  readonly cancel?: string;
  readonly appearance?: 'primary' | 'danger' | 'warning';
  readonly isRunning?: boolean;
  readonly fault?: AdministrationFault | undefined;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  readonly width?: 'small' | 'medium';
  readonly children: ReactNode;
};

export const ConfirmDialog = (props: ConfirmDialogProps) => {
  const { title, confirm, cancel = 'Cancel', appearance = 'primary', isRunning = false } = props;
  return (
    <Dialog
      title={title}
      onClose={props.onCancel}
      {...(props.width === undefined ? {} : { width: props.width })}
      footer={
        <>
          <Button appearance="subtle" onClick={props.onCancel}>
            {cancel}
          </Button>
          <Button appearance={appearance} isLoading={isRunning} onClick={props.onConfirm}>
            {confirm}
          </Button>
        </>
      }
    >
      {props.children}
      {props.fault === undefined ? null : <FaultMessage fault={props.fault} />}
    </Dialog>
  );
};
