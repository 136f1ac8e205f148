/** Asks what a call with this key would come to: by the code that serves calls, and nothing is done. */
import Button from '@atlaskit/button/new';
import { type FormEvent, useState } from 'react';
import type { CallAnswer, KeyView } from '../../../../../src/console/contract';
import { useAnnounce } from '../../app/notify';
import { useAction } from '../../app/use-answer';
import { FaultMessage } from '../../parts/fault-message';
import { SelectField, TextAreaField, TextField } from '../../parts/field';
import { type CallFault, callToTry, METHODS, takesBody } from './call-to-try';
import { CallVerdict } from './call-verdict';

export const TryCall = ({ view, onEdit }: { view: KeyView; onEdit: () => void }) => {
  const [method, setMethod] = useState<(typeof METHODS)[number]>('GET');
  const [path, setPath] = useState(() => firstPath(view));
  const [body, setBody] = useState('');
  const [wrong, setWrong] = useState<CallFault>();
  const [answer, setAnswer] = useState<CallAnswer>();
  const { run, isRunning, fault } = useAction('tryCalls');
  const announce = useAnnounce();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const call = callToTry({ method, path, body });
    setAnswer(undefined);
    setWrong('where' in call ? call : undefined);
    if ('where' in call) return;
    const tried = await run({ of: { keyId: view.id }, calls: [call] });
    const [first] = tried.ok ? tried.value.answers : [];
    if (first === undefined) return;
    setAnswer(first);
    announce(first.allowed ? 'This call would be allowed' : `This call would be refused: ${first.title}`);
  };
  const errorAt = (where: CallFault['where']) => (wrong?.where === where ? wrong.message : undefined);
  return (
    <>
      <p className="sk-subtle">
        What would come of a call with this key now? The same code answers that serves calls. Nothing is changed, and
        nothing is counted against the key.
      </p>
      <form className="sk-try" noValidate onSubmit={(event) => void submit(event)}>
        <div className="sk-try-line">
          <SelectField<(typeof METHODS)[number]>
            label="Method"
            value={method}
            options={METHODS.map((one) => ({ value: one, label: one }))}
            onChange={setMethod}
          />
          <TextField
            label="Path"
            help="With its query, as a client would send it. A whole URL will do."
            error={errorAt('path')}
            value={path}
            onChange={setPath}
          />
        </div>
        {takesBody(method) ? (
          <TextAreaField
            label="Body (JSON)"
            isMonospaced
            rows={6}
            error={errorAt('body')}
            value={body}
            onChange={setBody}
          />
        ) : null}
        <div className="sk-actions">
          <Button type="submit" appearance="primary" isLoading={isRunning}>
            Try the call
          </Button>
        </div>
      </form>
      {fault === undefined ? null : <FaultMessage fault={fault} />}
      {answer === undefined ? null : <CallVerdict answer={answer} onEdit={onEdit} />}
    </>
  );
};

const firstPath = ({ grants }: KeyView): string => `/rest/api/3/issue/${grants[0]?.projectKey ?? 'DEMO'}-1`;
