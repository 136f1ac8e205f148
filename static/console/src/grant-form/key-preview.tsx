/** What the key comes to, always in sight while it is made: one sentence, and calls with what would happen to them. */
import Lozenge from '@atlaskit/lozenge';
import type { AdministrationFault } from '../../../../src/console/contract';
import { FaultMessage } from '../parts/fault-message';
import { useIsSlow } from '../parts/loading';
import { keySentence } from '../words/key-sentence';
import { inWords, lowerFirst, PERMISSION_WORDS } from '../words/permissions';
import type { Example } from './example-calls';
import { inFull } from './fault-at';
import type { KeyForm } from './key-form';
import { useExamples } from './use-examples';

export type KeyPreviewProps = {
  readonly form: KeyForm;
  /** The person issues no such key, so the app tells them of no draft of it what its calls come to. */
  readonly isShut?: boolean;
  /** Why the app did not take the form, told beside the preview: it is not told here once more. */
  readonly refused?: AdministrationFault | undefined;
};

export const KeyPreview = ({ form, isShut = false, refused }: KeyPreviewProps) => {
  const { examples, fault, isLoading, retry } = useExamples(isShut ? undefined : form);
  const isSlow = useIsSlow(isLoading);
  return (
    <section className="sk-preview" aria-label="What this key can do">
      <h2 className="sk-section-title">What this key can do</h2>
      <p className="sk-preview-sentence">
        <strong>
          <bdi>{form.name.trim() === '' ? 'This key' : form.name.trim()}</bdi>
        </strong>{' '}
        {keySentence(form)}.
      </p>
      <h3 className="sk-preview-title">Examples</h3>
      {fault === undefined ? null : fault.message === refused?.message ? (
        <p className="sk-help">What is to be mended first is told below.</p>
      ) : (
        <FaultMessage
          fault={inFull(fault)}
          onRetry={fault.reason === 'unavailable' || fault.reason === 'too_many' ? retry : undefined}
          retry="Ask again"
        />
      )}
      {examples.length === 0 && fault === undefined && !isLoading ? (
        <p className="sk-help">
          {isShut
            ? 'What calls come to is told to those who may issue such a key. Of the key as it is, "Try it" tells.'
            : 'Choose a project and permissions to see what calls with this key would come to.'}
        </p>
      ) : null}
      <ul className="sk-examples" aria-busy={isLoading}>
        {examples.map((example) => (
          <OneExample key={example.call.label} example={example} />
        ))}
      </ul>
      <p className="sk-help" role="status">
        {isSlow ? 'Asking about this key…' : ''}
      </p>
    </section>
  );
};

const OneExample = ({ example: { call, answer } }: { readonly example: Example }) => (
  <li className="sk-example">
    <div className="sk-example-head">
      <Lozenge appearance={answer.allowed ? 'success' : 'removed'}>{answer.allowed ? 'Allowed' : 'Refused'}</Lozenge>
      <span>{call.label}</span>
    </div>
    <code className="sk-example-call">
      {call.method} {call.path.replace(/\?.*$/, '')}
    </code>
    {answer.allowed ? null : (
      <p className="sk-help">
        {answer.title}
        {answer.missing.length === 0
          ? ''
          : ` Missing: ${inWords(answer.missing.map((one) => lowerFirst(PERMISSION_WORDS[one].title)))}.`}
      </p>
    )}
  </li>
);
