/** The list of keys: who uses what. Asked for a page at a time; what narrows and sorts it stands in the address. */
import SectionMessage from '@atlaskit/section-message';
import { useEffect, useMemo, useState } from 'react';
import type { KeyListView, KeyRowView, KeyView } from '../../../../../src/console/contract';
import { useConsole } from '../../app/console-context';
import { useLocation, useNavigate } from '../../app/navigation';
import { ROUTES } from '../../app/routes';
import { useAnswer } from '../../app/use-answer';
import { useWhatHolds } from '../../app/what-holds-here';
import { AppLinkButton } from '../../parts/app-link';
import { EmptyState } from '../../parts/empty-state';
import { FaultMessage } from '../../parts/fault-message';
import { Loading } from '../../parts/loading';
import { OnlySiteAdminsIssue } from '../../parts/only-site-admins';
import { PageHeader } from '../../parts/page-header';
import { PagesOfRows } from '../../parts/pages-of-rows';
import { SecretScreen } from '../create/secret-screen';
import { BulkActions } from './bulk-actions';
import { KeysFilters } from './keys-filters';
import {
  addressOf,
  FIRST_QUESTION,
  isNarrowed,
  type KeysQuestion,
  payloadOf,
  ROWS_A_PAGE,
  readQuestion,
} from './keys-question';
import { KeysTable } from './keys-table';
import { NoKeysYet } from './no-keys-yet';
import { type Reissue, useReissue } from './use-reissue';
import './keys.css';

export const KeysPage = () => {
  const reissue = useReissue();
  const { shown, close } = reissue;
  const location = useLocation();
  // Also the way to this very page leads away from the secret.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever goes anywhere is done with it
  useEffect(close, [location]);
  return shown === undefined ? (
    <KeysList reissue={reissue} />
  ) : (
    <SecretScreen title="New secret" secret={shown.key} view={shown.view} onDone={close} />
  );
};

const KeysList = ({ reissue }: { reissue: Reissue }) => {
  const { place } = useConsole();
  const { search } = useLocation();
  const navigate = useNavigate();
  const { doOnlySiteAdminsIssue } = useWhatHolds();
  const question = useMemo(() => readQuestion(search), [search]);
  const asked = useAnswer('listKeys', payloadOf(question));
  const ask = (change: Partial<KeysQuestion>) =>
    navigate(addressOf({ ...question, from: 0, ...change }), { replace: change.from === undefined });
  const list = asked.value;
  const isEmptySite = list !== undefined && isEverythingZero(list) && !isNarrowed(question);
  return (
    <>
      <PageHeader
        title="API keys"
        description={
          place.page === 'site'
            ? 'Keys for scripts and tools, each limited to projects and permissions. These are the keys of the whole site.'
            : `Keys for scripts and tools, each limited to what it needs. These are the keys that reach ${place.projectKey}.`
        }
        actions={
          doOnlySiteAdminsIssue ? null : (
            <>
              <AppLinkButton to={ROUTES.evidence}>Create from evidence</AppLinkButton>
              <AppLinkButton to={ROUTES.create} appearance="primary">
                Create key
              </AppLinkButton>
            </>
          )
        }
      />
      {doOnlySiteAdminsIssue ? <OnlySiteAdminsIssue /> : null}
      {asked.fault === undefined ? null : <FaultMessage fault={asked.fault} onRetry={asked.reload} />}
      {reissue.fault === undefined ? null : <FaultMessage fault={reissue.fault} />}
      {isEmptySite ? (
        <NoKeysYet />
      ) : (
        <>
          <KeysFilters question={question} onChange={ask} list={list} hasProjects={place.page === 'site'} />
          <p className="sk-only-heard" role="status">
            {list === undefined || asked.isLoading ? '' : foundWords(list.total)}
          </p>
          {list === undefined ? (
            asked.isLoading ? (
              <Loading label="Loading keys" />
            ) : null
          ) : (
            <Rows
              list={list}
              question={question}
              isLoading={asked.isLoading}
              reissue={reissue}
              onAsk={ask}
              onReload={asked.reload}
            />
          )}
        </>
      )}
    </>
  );
};

type RowsProps = {
  readonly list: KeyListView;
  readonly question: KeysQuestion;
  readonly isLoading: boolean;
  readonly reissue: Reissue;
  readonly onAsk: (change: Partial<KeysQuestion>) => void;
  readonly onReload: () => void;
};

const Rows = ({ list, question, isLoading, reissue, onAsk, onReload }: RowsProps) => {
  const { place } = useConsole();
  // Keys stay selected while one turns pages, so what was selected is kept as it was seen.
  const [selected, setSelected] = useState<ReadonlyMap<string, KeyView>>(new Map());
  const select = (ids: ReadonlySet<string>) => {
    const seen = new Map<string, KeyRowView | KeyView>([
      ...selected,
      ...list.keys.map((key) => [key.id, key] as const),
    ]);
    setSelected(new Map([...seen].filter(([id]) => ids.has(id))));
  };
  if (list.total === 0) {
    return (
      <EmptyState
        title="No key matches"
        actions={
          <button
            type="button"
            className="sk-link sk-button-link"
            onClick={() => onAsk({ ...FIRST_QUESTION, state: 'all' })}
          >
            Show all keys
          </button>
        }
      >
        <p>Search for something else, or take a filter away.</p>
      </EmptyState>
    );
  }
  return (
    <>
      {list.complete ? null : (
        <SectionMessage appearance="warning" title="There are more keys than are looked through">
          <p>
            Those that were not looked through are in no count, and a search finds them by their whole id
            {place.page === 'site' ? ', their sponsor or a project of theirs' : ''} alone.
          </p>
        </SectionMessage>
      )}
      {selected.size === 0 ? null : (
        <BulkActions
          keys={[...selected.values()]}
          canHandOver={place.page === 'site'}
          onClear={() => setSelected(new Map())}
          onDone={(refused) => {
            setSelected(new Map(refused.map(({ thing }) => [thing.id, thing])));
            onReload();
          }}
        />
      )}
      <KeysTable
        keys={list.keys}
        question={question}
        isLoading={isLoading}
        selected={new Set(selected.keys())}
        onSelect={select}
        onAsk={onAsk}
        reissue={reissue}
      />
      <PagesOfRows
        things={list.total === 1 ? 'key' : 'keys'}
        from={question.from}
        rows={ROWS_A_PAGE}
        total={list.total}
        onFrom={(from) => onAsk({ from })}
      />
    </>
  );
};

const foundWords = (total: number): string => (total === 1 ? '1 key found' : `${total} keys found`);

const isEverythingZero = ({ states }: KeyListView): boolean => Object.values(states).every((count) => count === 0);
