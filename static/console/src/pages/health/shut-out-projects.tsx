/** Projects with keys that the app cannot serve, each with what is wrong and what mends it. */
import Lozenge from '@atlaskit/lozenge';
import type { HealthView } from '../../../../../src/console/contract';
import { useConsole } from '../../app/console-context';
import { ExternalLink } from '../../parts/app-link';
import { type Column, DataTable } from '../../parts/data-table';
import { reachedWords } from './reached-words';

type Project = HealthView['projects'][number];

const PROBLEMS: Readonly<Record<Project['problem'], string>> = {
  gone: 'Deleted',
  archived: 'Archived',
  shut_out: 'App shut out',
  cannot_write: 'App cannot write',
};

export const ShutOutProjects = ({ health }: { readonly health: HealthView }) => {
  const { siteUrl } = useConsole();
  const { projects, projectsLookedAt } = health;
  const columns: readonly Column<Project>[] = [
    { id: 'project', title: 'Project', cell: ({ projectKey }) => projectKey },
    {
      id: 'problem',
      title: 'Problem',
      cell: ({ problem }) => <Lozenge appearance="moved">{PROBLEMS[problem]}</Lozenge>,
    },
    { id: 'message', title: 'What is wrong', cell: ({ message }) => message },
    {
      id: 'mend',
      title: 'What to do',
      cell: ({ mend, problem, projectKey }) => (
        <p>
          {mend}{' '}
          {problem === 'shut_out' || problem === 'cannot_write' ? (
            <ExternalLink href={`${siteUrl}/plugins/servlet/project-config/${projectKey}/permissions`}>
              Permissions of {projectKey}
            </ExternalLink>
          ) : null}
        </p>
      ),
    },
  ];
  return (
    <section className="sk-section">
      <h2 className="sk-section-title">Projects that the app cannot serve</h2>
      {projects.length === 0 ? (
        <p className="sk-subtle">{reachedWords(projectsLookedAt)}</p>
      ) : (
        <DataTable
          caption="Projects that the app cannot serve"
          columns={columns}
          rows={projects}
          rowId={({ projectId, problem }) => `${projectId} ${problem}`}
        />
      )}
    </section>
  );
};
