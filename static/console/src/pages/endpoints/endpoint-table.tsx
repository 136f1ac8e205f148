/** All URLs, those of one home together: the present one first. */
import Button from '@atlaskit/button/new';
import Lozenge from '@atlaskit/lozenge';
import type { EndpointView } from '../../../../../src/console/contract';
import { useTimeWords } from '../../app/time-words';
import { type Column, DataTable } from '../../parts/data-table';
import { ProjectName } from '../../parts/project-name';
import { CopyField } from '../create/copy';

export type EndpointTableProps = {
  readonly endpoints: readonly EndpointView[];
  readonly isLoading: boolean;
  readonly onReplace: (endpoint: EndpointView) => void;
  readonly onState: (endpoint: EndpointView) => void;
};

export const EndpointTable = ({ endpoints, isLoading, onReplace, onState }: EndpointTableProps) => {
  const { day } = useTimeWords();
  const columns: readonly Column<EndpointView>[] = [
    {
      id: 'home',
      title: 'Keys of',
      cell: ({ home, projectKey, current }) => (
        <>
          {home === 'site' ? 'Several projects (site)' : (projectKey ?? <ProjectName projectId={home} />)}
          {current ? null : <div className="sk-subtle">Earlier URL</div>}
        </>
      ),
    },
    {
      id: 'url',
      title: 'URL',
      cell: (endpoint) => (
        <div className="sk-endpoint-url">
          <CopyField label={`${titleOf(endpoint)}`} isLabelHidden value={endpoint.url} copy="Copy" />
        </div>
      ),
    },
    { id: 'keys', title: 'Keys in force', isNumeric: true, cell: ({ keys }) => keys.toLocaleString('en') },
    {
      id: 'state',
      title: 'State',
      cell: ({ state, until }) => (
        <div className="sk-actions">
          <Lozenge appearance={state === 'open' ? 'success' : 'removed'}>
            {state === 'open' ? 'Open' : 'Closed'}
          </Lozenge>
          {until === undefined ? null : <span className="sk-subtle">Until {day(lastMoment(until))}</span>}
        </div>
      ),
    },
    {
      id: 'actions',
      title: 'Actions',
      isTitleHidden: true,
      cell: (endpoint) => (
        <div className="sk-actions">
          {endpoint.current ? (
            <Button spacing="compact" onClick={() => onReplace(endpoint)}>
              Replace
              <span className="sk-only-heard"> {titleOf(endpoint)}</span>
            </Button>
          ) : null}
          <Button spacing="compact" onClick={() => onState(endpoint)}>
            {endpoint.state === 'open' ? 'Close' : 'Open'}
            <span className="sk-only-heard"> {titleOf(endpoint)}</span>
          </Button>
        </div>
      ),
    },
  ];
  return (
    <DataTable caption="Endpoints" columns={columns} rows={endpoints} rowId={({ id }) => id} isLoading={isLoading} />
  );
};

/** A URL that ends with a day ends at the first moment of the next. */
const lastMoment = (until: string): string => new Date(Date.parse(until) - 1).toISOString();

/** "the URL of WEB", "the earlier URL of the site". */
export const titleOf = ({ home, projectKey, current }: EndpointView): string => {
  const owner = home === 'site' ? 'the site' : (projectKey ?? `project ${home}`);
  return `the ${current ? '' : 'earlier '}URL of ${owner}`;
};
