/** The rows of the list of keys. */
import Button from '@atlaskit/button/new';
import Lozenge from '@atlaskit/lozenge';
import type { KeyRowView } from '../../../../../src/console/contract';
import { appNow } from '../../app/app-clock';
import { keyRoute } from '../../app/routes';
import { AppLink } from '../../parts/app-link';
import { type Column, DataTable } from '../../parts/data-table';
import { DayBars } from '../../parts/day-bars';
import { isOver } from '../../parts/key-end';
import { Expiry, LastUse, StandingLozenge } from '../../parts/key-words';
import { PersonName } from '../../parts/people';
import { PermissionVerbs } from '../../parts/permission-words';
import { unusedAs } from '../../parts/watched';
import type { KeysQuestion } from './keys-question';
import type { Reissue } from './use-reissue';

export type KeysTableProps = {
  readonly keys: readonly KeyRowView[];
  readonly question: KeysQuestion;
  readonly isLoading: boolean;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (ids: ReadonlySet<string>) => void;
  readonly onAsk: (change: Partial<KeysQuestion>) => void;
  readonly reissue: Reissue;
};

export const KeysTable = ({ keys, question, isLoading, selected, onSelect, onAsk, reissue }: KeysTableProps) => (
  <DataTable
    caption="API keys"
    columns={columns(reissue)}
    rows={keys}
    rowId={({ id }) => id}
    isLoading={isLoading}
    sort={{ by: question.sort, descending: question.descending }}
    onSort={({ by, descending }) => {
      const sort = (['name', 'ends', 'lastUsed'] as const).find((known) => known === by);
      // Of a key's uses the newest are looked for first.
      if (sort !== undefined)
        onAsk({ sort, descending: sort === 'lastUsed' && question.sort !== sort ? true : descending });
    }}
    selection={{ ids: selected, nameOf: ({ name }) => name, onChange: onSelect }}
  />
);

const columns = (reissue: Reissue): readonly Column<KeyRowView>[] => [
  { id: 'name', title: 'Name', isSortable: true, cell: (key) => <NameCell view={key} reissue={reissue} /> },
  { id: 'projects', title: 'Projects', cell: (key) => <Projects view={key} /> },
  {
    id: 'permissions',
    title: 'Permissions',
    cell: (key) => <PermissionVerbs permissions={[...new Set(key.grants.flatMap(({ permissions }) => permissions))]} />,
  },
  { id: 'sponsor', title: 'Sponsor', cell: (key) => <PersonName accountId={key.sponsor} /> },
  {
    id: 'lastUsed',
    title: 'Last used',
    isSortable: true,
    cell: (key) => <LastUse view={key} at={key.lastUsedAt} summedUntil={key.summedUntil} />,
  },
  {
    id: 'week',
    title: 'Calls in 7 days',
    cell: (key) => <DayBars days={key.week} isKnown={unusedAs(key, key.summedUntil, appNow()) !== 'not_yet'} />,
  },
  { id: 'ends', title: 'Expires', isSortable: true, cell: (key) => <Expiry view={key} /> },
  { id: 'state', title: 'State', cell: (key) => <StandingLozenge standing={key.state} /> },
];

const NameCell = ({ view, reissue }: { view: KeyRowView; reissue: Reissue }) => {
  const barred = view.barred?.rotate;
  return (
    <div className="sk-key-name">
      <AppLink to={keyRoute(view.id)}>
        <bdi>{view.name}</bdi>
      </AppLink>
      {view.purpose === '' ? null : (
        <div className="sk-subtle sk-key-purpose" dir="auto">
          {view.purpose}
        </div>
      )}
      {view.secretCopied || isOver(view) ? null : (
        <div className="sk-not-copied">
          <Lozenge appearance="moved">Secret not copied</Lozenge>
          <Button
            spacing="compact"
            isDisabled={reissue.isRunning || barred !== undefined}
            aria-label={`Issue a new secret for ${view.name}`}
            onClick={() => void reissue.reissue(view)}
          >
            Issue a new secret
          </Button>
          {barred === undefined ? null : (
            <p className="sk-help">
              {barred.message} {barred.mend}
            </p>
          )}
        </div>
      )}
      {view.sponsorLeftAt === undefined ? null : <Lozenge appearance="moved">Sponsor has left</Lozenge>}
    </div>
  );
};

const PROJECTS_SHOWN = 3;

const Projects = ({ view }: { view: KeyRowView }) => {
  const keys = view.grants.map(({ projectKey }) => projectKey);
  const more = keys.length - PROJECTS_SHOWN;
  return (
    <span title={keys.join(', ')}>
      {keys.slice(0, PROJECTS_SHOWN).join(', ')}
      {more > 0 ? ` and ${more} more` : ''}
      {view.otherProjects ? <span className="sk-subtle"> and others</span> : null}
    </span>
  );
};
