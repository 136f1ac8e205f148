/** What a call comes to: allowed, or refused by which rule, and what would mend it. */
import Button from '@atlaskit/button/new';
import Lozenge from '@atlaskit/lozenge';
import type { CallAnswer } from '../../../../../src/console/contract';
import { PERMISSION_WORDS } from '../../words/permissions';
import { reasonWords } from '../audit/reason-words';

export const CallVerdict = ({ answer, onEdit }: { answer: CallAnswer; onEdit: () => void }) => (
  <section className="sk-verdict" aria-label="Answer">
    <div className="sk-actions">
      <Lozenge appearance={answer.allowed ? 'success' : 'removed'}>{answer.allowed ? 'Allowed' : 'Refused'}</Lozenge>
      <strong>{answer.allowed ? 'Jira would be asked' : answer.title}</strong>
    </div>
    <dl className="sk-facts">
      <div>
        <dt>Operation</dt>
        <dd>
          {answer.operation === 'none' ? (
            'None that keys are offered'
          ) : (
            <code className="sk-code">{answer.operation}</code>
          )}
        </dd>
      </div>
      {answer.allowed ? <AllowedBy answer={answer} /> : <RefusedBy answer={answer} onEdit={onEdit} />}
    </dl>
  </section>
);

type Allowed = Extract<CallAnswer, { allowed: true }>;
type Refused = Extract<CallAnswer, { allowed: false }>;

const AllowedBy = ({ answer }: { answer: Allowed }) => (
  <div>
    <dt>By</dt>
    <dd>
      {answer.permission === undefined
        ? 'No permission is needed'
        : `the permission "${PERMISSION_WORDS[answer.permission].title}"`}
    </dd>
  </div>
);

const RefusedBy = ({ answer, onEdit }: { answer: Refused; onEdit: () => void }) => (
  <>
    <div>
      <dt>Rule</dt>
      <dd>
        <code className="sk-code">{answer.rule}</code>, status {answer.status}
      </dd>
    </div>
    <div>
      <dt>What a caller is told</dt>
      <dd>{answer.detail}</dd>
    </div>
    <div>
      <dt>What would mend it</dt>
      <dd>
        {answer.missing.length === 0 ? (
          (reasonWords(answer.rule) ?? 'No permission does.')
        ) : (
          <>
            <ul className="sk-permission-list">
              {answer.missing.map((permission) => (
                <li key={permission}>{PERMISSION_WORDS[permission].title}</li>
              ))}
            </ul>
            <Button spacing="compact" onClick={onEdit}>
              Edit permissions
            </Button>
          </>
        )}
      </dd>
    </div>
    {Object.keys(answer.more).length === 0 ? null : (
      <div>
        <dt>And besides</dt>
        <dd>
          <pre className="sk-code sk-verdict-more">{JSON.stringify(answer.more, null, 2)}</pre>
        </dd>
      </div>
    )}
  </>
);
