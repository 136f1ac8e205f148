/** Lower ceilings of single projects: what is not said is as the site says. */
import Button from '@atlaskit/button/new';
import Checkbox from '@atlaskit/checkbox';
import { useId, useRef, useState } from 'react';
import { PermissionPicker } from '../../grant-form/permission-picker';
import { SelectField, TextField } from '../../parts/field';
import { noteProject, useProjects } from '../../parts/project-name';
import { ProjectPicker } from '../../parts/project-picker';
import { LIMIT_NAMES } from '../../words/limits';
import { inWords, PERMISSIONS } from '../../words/permissions';
import { LimitCeilings } from './limit-ceilings';
import { AS_THE_SITE, type DraftFaults, inOrder, type ProjectDraft, type SettingsDraft } from './settings-draft';
import { type DraftProps, ISSUERS } from './site-ceilings';

const PROJECTS_MAX = 100;

export const ProjectCeilings = ({ draft, faults, onChange }: DraftProps) => {
  const ids = Object.keys(draft.projects);
  const projects = useProjects(ids);
  const [added, setAdded] = useState<string>();
  const heading = useRef<HTMLHeadingElement>(null);
  const set = (id: string, own: ProjectDraft | undefined) => {
    const { [id]: _, ...others } = draft.projects;
    onChange({ projects: own === undefined ? others : { ...draft.projects, [id]: own } });
  };
  return (
    <section className="sk-section">
      <h2 ref={heading} tabIndex={-1} className="sk-section-title">
        Single projects
      </h2>
      <p className="sk-page-description">
        Lower ceilings for keys that reach a project. Where site and project both say something, the lower one holds.
      </p>
      {ids.map((id) => (
        <OneProject
          key={id}
          id={id}
          title={projects.get(id)?.name ?? `Project ${id}`}
          projectKey={projects.get(id)?.key ?? id}
          own={draft.projects[id] ?? AS_THE_SITE}
          site={draft}
          faults={faults}
          isOpen={id === added}
          onChange={(own) => set(id, own)}
          onRemove={() => {
            set(id, undefined);
            heading.current?.focus();
          }}
        />
      ))}
      <div className="sk-ceilings-short">
        <ProjectPicker
          label="Add a project"
          picked={[]}
          projectsMax={1}
          {...(ids.length >= PROJECTS_MAX
            ? { error: `At most ${PROJECTS_MAX} projects have a ceiling of their own.` }
            : {})}
          onChange={([project]) => {
            if (project === undefined || ids.length >= PROJECTS_MAX) return;
            noteProject(project);
            setAdded(project.id);
            if (draft.projects[project.id] === undefined) set(project.id, AS_THE_SITE);
          }}
        />
      </div>
    </section>
  );
};

type OneProjectProps = {
  readonly id: string;
  readonly title: string;
  readonly projectKey: string;
  readonly own: ProjectDraft;
  readonly site: SettingsDraft;
  readonly faults: DraftFaults;
  readonly isOpen: boolean;
  readonly onChange: (own: ProjectDraft) => void;
  readonly onRemove: () => void;
};

const OneProject = ({ id, title, projectKey, own, site, faults, isOpen, onChange, onRemove }: OneProjectProps) => {
  const helpId = useId();
  const at = `projects.${id}`;
  return (
    <details className="sk-ceilings-project" open={isOpen}>
      <summary>
        <strong>
          {title} ({projectKey})
        </strong>{' '}
        <span className="sk-subtle">{summaryOf(own)}</span>
      </summary>
      <div className="sk-ceilings-fields">
        <div className="sk-ceilings-short">
          <TextField
            label={`Longest lifetime in ${projectKey}, in days`}
            inputMode="numeric"
            placeholder={`As the site: ${site.maxLifetimeDays}`}
            value={own.maxLifetimeDays}
            error={faults[`${at}.maxLifetimeDays`]}
            onChange={(maxLifetimeDays) => onChange({ ...own, maxLifetimeDays })}
          />
          <SelectField
            label={`Who may create keys in ${projectKey}`}
            value={own.whoMayIssue}
            options={[{ value: '', label: 'As the site' }, ...ISSUERS]}
            {...(site.whoMayIssue === 'site-admins' ? { help: 'On the whole site only site admins may.' } : {})}
            onChange={(whoMayIssue) => onChange({ ...own, whoMayIssue })}
          />
        </div>
        <div>
          <Checkbox
            label={`Fewer permissions in ${projectKey} than on the site`}
            isChecked={own.permissions !== undefined}
            onChange={(event) => {
              const { permissions: _, ...rest } = own;
              onChange(event.target.checked ? { ...rest, permissions: site.permissions } : rest);
            }}
          />
        </div>
        {own.permissions === undefined ? null : (
          <PermissionPicker
            legend={`Permissions that may be granted in ${projectKey}`}
            value={own.permissions}
            whyNot={(permission) =>
              site.permissions.includes(permission) ? undefined : 'The ceiling of the site does not allow it.'
            }
            onChange={(permissions) => onChange({ ...own, permissions: inOrder(permissions) })}
            error={faults[`${at}.permissions`]}
          />
        )}
        <fieldset className="sk-ceilings-group" aria-describedby={helpId}>
          <legend className="sk-label">Limits of keys in {projectKey}</legend>
          <p id={helpId} className="sk-help">
            Leave empty what is to be as the site says.
          </p>
          <LimitCeilings
            at={`${at}.limits`}
            value={own.limits}
            none="As the site"
            faults={faults}
            onChange={(limits) => onChange({ ...own, limits })}
          />
        </fieldset>
        <div>
          <Button onClick={onRemove}>Remove the ceiling of {projectKey}</Button>
        </div>
      </div>
    </details>
  );
};

const summaryOf = (own: ProjectDraft): string => {
  const limits = LIMIT_NAMES.filter((name) => own.limits[name].trim() !== '').length;
  const parts = [
    own.maxLifetimeDays.trim() === '' ? '' : `at most ${own.maxLifetimeDays} days`,
    own.whoMayIssue === 'site-admins' ? 'site admins only' : '',
    own.permissions === undefined ? '' : `${own.permissions.length} of ${PERMISSIONS.length} permissions`,
    limits === 0 ? '' : limits === 1 ? '1 limit' : `${limits} limits`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'as the site' : inWords(parts);
};
