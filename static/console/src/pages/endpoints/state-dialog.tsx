/** Closes a URL, or opens it, and says first what follows. */
import { useAction } from '../../app/use-answer';
import { ConfirmDialog } from '../../parts/confirm-dialog';
import { titleOf } from './endpoint-table';
import { countOf, type EndpointDialogProps } from './replace-dialog';

export const StateDialog = ({ endpoint, onClose, onDone, onReload }: EndpointDialogProps) => {
  const change = useAction('setEndpoint');
  const isOpen = endpoint.state === 'open';
  const confirm = async () => {
    const answer = await change.run({ endpointId: endpoint.id, state: isOpen ? 'closed' : 'open' });
    if (answer.ok) onDone(answer.value);
    else if (answer.fault.reason === 'conflict') onReload();
  };
  return (
    <ConfirmDialog
      title={`${isOpen ? 'Close' : 'Open'} ${titleOf(endpoint)}?`}
      confirm={isOpen ? 'Close the URL' : 'Open the URL'}
      appearance={isOpen ? 'danger' : 'primary'}
      isRunning={change.isRunning}
      fault={change.fault}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    >
      <p>
        {isOpen
          ? `Every call at this URL gets status 401 from now on: ${countOf(endpoint.keys)} cannot be used there. The keys stay as they are, and you can open the URL again at any time.`
          : `Calls at this URL are served again from now on, for ${countOf(endpoint.keys)}.`}
      </p>
    </ConfirmDialog>
  );
};
