/** What stands in place of an empty list: what keys are for, and presets to begin with. */
import { useEffect, useState } from 'react';
import type { Preset } from '../../../../../src/console/contract';
import { call } from '../../app/app-call';
import { type ConsolePlace, useConsole } from '../../app/console-context';
import { ROUTES } from '../../app/routes';
import { useWhatHolds } from '../../app/what-holds-here';
import { AppLink, AppLinkButton } from '../../parts/app-link';
import { EmptyState } from '../../parts/empty-state';
import { findProjects } from '../../parts/project-picker';

export const NoKeysYet = () => {
  const presets = usePresets();
  const { doOnlySiteAdminsIssue } = useWhatHolds();
  return (
    <EmptyState
      title="No API keys yet"
      actions={
        doOnlySiteAdminsIssue ? null : (
          <>
            <AppLinkButton to={ROUTES.create} appearance="primary">
              Create the first key
            </AppLinkButton>
            <AppLinkButton to={ROUTES.evidence} appearance="subtle">
              Start from what a script does
            </AppLinkButton>
          </>
        )
      }
    >
      <p className="sk-page-description">
        An API token of Jira can do all that its owner can, in every project. A key of this app reaches only the
        projects and permissions that you choose; what lies outside does not exist for it. It speaks Jira&apos;s own
        REST API, and ends on a day.
      </p>
      {presets.length === 0 || doOnlySiteAdminsIssue ? null : (
        <ul className="sk-presets">
          {presets.map(({ id, title, purpose }) => (
            <li key={id}>
              <AppLink to={`${ROUTES.create}?preset=${encodeURIComponent(id)}`}>{title}</AppLink>
              <div className="sk-subtle">{purpose}</div>
            </li>
          ))}
        </ul>
      )}
    </EmptyState>
  );
};

/** The app tells its presets with a project; on the site's page any that the person sees will do. */
const usePresets = (): readonly Preset[] => {
  const { place } = useConsole();
  const [presets, setPresets] = useState<readonly Preset[]>([]);
  useEffect(() => {
    void presetsAt(place).then(setPresets);
  }, [place]);
  return presets;
};

const presetsAt = async (place: ConsolePlace): Promise<readonly Preset[]> => {
  const projectId = place.page === 'project' ? place.projectId : (await findProjects('', false))?.[0]?.id;
  if (projectId === undefined) return [];
  const described = await call('describeProject', { projectId });
  return described.ok ? described.value.presets : [];
};
