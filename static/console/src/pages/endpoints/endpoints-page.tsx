/** The page "Endpoints": the URLs at which keys are used, and what a site admin does with them. */
import SectionMessage from '@atlaskit/section-message';
import { useState } from 'react';
import type { EndpointView } from '../../../../../src/console/contract';
import { useNotify } from '../../app/notify';
import { useAnswer } from '../../app/use-answer';
import { FaultMessage } from '../../parts/fault-message';
import { Loading } from '../../parts/loading';
import { PageHeader } from '../../parts/page-header';
import { EndpointTable } from './endpoint-table';
import { ReplaceDialog } from './replace-dialog';
import { StateDialog } from './state-dialog';
import './endpoints.css';

type Asking = { readonly about: EndpointView; readonly what: 'replace' | 'state' };

export const EndpointsPage = () => {
  const list = useAnswer('listEndpoints', {});
  const [asking, setAsking] = useState<Asking>();
  const notify = useNotify();
  const close = () => setAsking(undefined);
  return (
    <>
      <PageHeader
        title="Endpoints"
        description="Keys of one project are used at that project's URL, keys over several projects at the site's. A URL is no secret: without a key it answers nothing."
      />
      {list.fault === undefined ? null : <FaultMessage fault={list.fault} onRetry={list.reload} />}
      {list.value === undefined && list.isLoading ? <Loading label="Loading endpoints" /> : null}
      {list.value === undefined || list.value.complete ? null : (
        <SectionMessage appearance="warning" title="There are more keys than were counted">
          <p>All URLs are here. Numbers of keys may be too small.</p>
        </SectionMessage>
      )}
      {list.value === undefined ? null : (
        <EndpointTable
          endpoints={list.value.endpoints}
          isLoading={list.isLoading}
          onReplace={(about) => setAsking({ about, what: 'replace' })}
          onState={(about) => setAsking({ about, what: 'state' })}
        />
      )}
      {asking?.what === 'replace' ? (
        <ReplaceDialog
          endpoint={asking.about}
          onClose={close}
          onReload={list.reload}
          onDone={(after) => {
            list.replace(after);
            close();
            notify({
              title: 'The URL was replaced',
              description: 'The new one is in the list. Give it to every client.',
            });
          }}
        />
      ) : null}
      {asking?.what === 'state' ? (
        <StateDialog
          endpoint={asking.about}
          onClose={close}
          onReload={list.reload}
          onDone={(after) => {
            list.replace(after);
            close();
            notify({ title: asking.about.state === 'open' ? 'The URL was closed' : 'The URL was opened' });
          }}
        />
      ) : null}
    </>
  );
};
