/** What a key may do, project by project in words: also what is taken away at present, and why. */
import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import { useState } from 'react';
import type { Cap, GrantView, KeyView, Permission } from '../../../../../src/console/contract';
import { useConsole } from '../../app/console-context';
import { useNavigate } from '../../app/navigation';
import { useNotify } from '../../app/notify';
import { ROUTES } from '../../app/routes';
import { useAction } from '../../app/use-answer';
import { formOf } from '../../grant-form/key-form';
import { ConfirmDialog } from '../../parts/confirm-dialog';
import { PermissionList } from '../../parts/permission-words';
import { conditionsInWords, keySentence } from '../../words/key-sentence';
import { LIMIT_NAMES, LIMIT_WORDS } from '../../words/limits';
import { inWords, PERMISSION_WORDS } from '../../words/permissions';
import { REVEALED_WORDS } from '../../words/revealed';
import { withoutProject } from './grant-drafts';
import type { OnChanged } from './key-page';
import { useNamedForm } from './named-form';
import { offerOf } from './offered-acts';

export const KeyRights = ({ view, onChanged }: { view: KeyView; onChanged: OnChanged }) => {
  const { place } = useConsole();
  const form = useNamedForm(formOf(view));
  const canDrop = offerOf('drop', view, place).is === 'offered';
  return (
    <>
      <p className="sk-sentence">This key {keySentence(form)}.</p>
      {view.grants.map((grant, at) => (
        <section key={grant.projectId} className="sk-grant-view" aria-label={`Rights in ${grant.projectKey}`}>
          <div className="sk-grant-head">
            <h2 className="sk-section-title">In {grant.projectKey}</h2>
            {canDrop ? <DropGrant view={view} grant={grant} onChanged={onChanged} /> : null}
          </div>
          <Withheld grant={grant} />
          <PermissionList permissions={grant.permissions} />
          <Narrowed narrower={form.grants[at] === undefined ? [] : conditionsInWords(form.grants[at])} />
        </section>
      ))}
      {view.otherProjects ? <p className="sk-subtle">It also reaches projects that this page does not show.</p> : null}
      <Limits view={view} hidden={form.hiddenFields?.map(({ name }) => name) ?? []} />
    </>
  );
};

const WHY: Readonly<Record<Cap, string>> = {
  ceiling: 'A ceiling of the site or the project forbids it.',
  sponsor: 'The sponsor may not do it in Jira, or that was not asked about for too long.',
};

const Withheld = ({ grant }: { grant: GrantView }) => {
  if (grant.withheld.length === 0) return null;
  const by = (cap: Cap): readonly Permission[] =>
    grant.withheld.filter((one) => one.by === cap).map(({ permission }) => permission);
  return (
    <SectionMessage appearance="warning" title="Some of these permissions count for nothing at present">
      <ul className="sk-permission-list">
        {(['ceiling', 'sponsor'] as const).map((cap) =>
          by(cap).length === 0 ? null : (
            <li key={cap}>
              {inWords(by(cap).map((permission) => PERMISSION_WORDS[permission].title))}: {WHY[cap]}
            </li>
          ),
        )}
      </ul>
    </SectionMessage>
  );
};

const Narrowed = ({ narrower }: { narrower: readonly string[] }) =>
  narrower.length === 0 ? null : (
    <>
      <h3 className="sk-label">Narrowed further</h3>
      <ul className="sk-permission-list">
        {narrower.map((words) => (
          <li key={words}>{words.slice(0, 1).toUpperCase() + words.slice(1)}</li>
        ))}
      </ul>
    </>
  );

const Limits = ({ view, hidden }: { view: KeyView; hidden: readonly string[] }) => {
  const set = LIMIT_NAMES.flatMap((name) => {
    const limit = view.limits[name];
    return limit === undefined ? [] : [{ name, limit }];
  });
  return (
    <section className="sk-grant-view" aria-label="Limits">
      <h2 className="sk-section-title">Limits</h2>
      {set.length === 0 ? (
        <p className="sk-subtle">None of its own; the ceilings of the site hold for it as for every key.</p>
      ) : (
        <dl className="sk-facts sk-facts-row">
          {set.map(({ name, limit }) => (
            <div key={name}>
              <dt>{LIMIT_WORDS[name].title}</dt>
              <dd>{limit.toLocaleString('en')}</dd>
            </div>
          ))}
        </dl>
      )}
      {hidden.length === 0 ? null : <p>Never shows these fields: {inWords(hidden)}.</p>}
      {view.reveals === undefined ? null : (
        <p>Also shows {inWords(view.reveals.map((each) => REVEALED_WORDS[each]))}.</p>
      )}
    </section>
  );
};

const DropGrant = ({ view, grant, onChanged }: { view: KeyView; grant: GrantView; onChanged: OnChanged }) => {
  const [isAsking, setAsking] = useState(false);
  const { run, isRunning, fault } = useAction('editKey');
  const notify = useNotify();
  const navigate = useNavigate();
  const drop = async () => {
    const grants = withoutProject(view, grant.projectId);
    const answer = await run({ keyId: view.id, version: view.version, change: { grants } });
    if (!answer.ok) return;
    setAsking(false);
    notify({ title: `The key no longer reaches ${grant.projectKey}` });
    // A key that reaches nothing of this page is no longer this page's.
    if (answer.value.grants.length === 0) navigate(ROUTES.keys, { replace: true });
    else onChanged(answer.value);
  };
  return (
    <>
      <Button spacing="compact" onClick={() => setAsking(true)}>
        {`Drop ${grant.projectKey}`}
      </Button>
      {isAsking ? (
        <ConfirmDialog
          title={`Drop ${grant.projectKey} from this key?`}
          confirm={`Drop ${grant.projectKey}`}
          appearance="warning"
          isRunning={isRunning}
          fault={fault}
          onConfirm={() => void drop()}
          onCancel={() => setAsking(false)}
        >
          <p>
            From now on {grant.projectKey} does not exist for the key. Its other projects stay as they are. Only someone
            who administers all of its projects can give it back.
          </p>
        </ConfirmDialog>
      ) : null}
    </>
  );
};
