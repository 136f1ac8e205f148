/** Which projects a key reaches: the first ones stand ready to be chosen with one press, others are searched for. */
import Button from '@atlaskit/button/new';
import Checkbox from '@atlaskit/checkbox';
import { useEffect, useId, useState } from 'react';
import { Required, TextField } from '../parts/field';
import { Loading } from '../parts/loading';
import { findProjects, type ProjectPage } from './jira-lookups';
import type { ProjectChoice } from './key-form';
import { type LookUp, useLookUp } from './use-lookup';

const TYPING_MS = 300;
const SEARCH_FROM = 9;

export type ProjectsFieldProps = {
  readonly value: readonly ProjectChoice[];
  readonly onToggle: (project: ProjectChoice, isChosen: boolean) => void;
  readonly page: LookUp<ProjectPage>;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** The project of the page, which every key of the page reaches. */
  readonly fixedId?: string | undefined;
  /** Why no second project can be chosen; undefined where it can. */
  readonly whyOnlyOne?: string | undefined;
  readonly error?: string | undefined;
  readonly isRequired?: boolean;
};

/** Projects by what is typed, asked for when the typing pauses. */
export const useProjectSearch = (isWanted: boolean, administered: boolean) => {
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const page = useLookUp(isWanted ? `projects ${administered} ${asked}` : undefined, () =>
    findProjects(asked, { administered }),
  );
  return { text, setText, page };
};

export const ProjectsField = (props: ProjectsFieldProps) => {
  const { value, onToggle, page, text, onText, fixedId, whyOnlyOne, error, isRequired = false } = props;
  const id = useId();
  const found = page.state === 'known' ? page.value.projects : [];
  // On its own page a project is known by its key alone until Jira has named it.
  const chosen = value.map((project) => found.find(({ id: foundId }) => foundId === project.id) ?? project);
  const all = [...chosen, ...found.filter((project) => value.every((one) => one.id !== project.id))];
  const hasMany = text !== '' || (page.state === 'known' && page.value.total >= SEARCH_FROM);
  return (
    <fieldset className="sk-named-choice" aria-describedby={`${id}-help`}>
      <legend className="sk-label">
        Projects
        {isRequired ? <Required /> : null}
      </legend>
      <div id={`${id}-help`}>
        <p className="sk-help">{whyOnlyOne ?? 'What lies outside of them does not exist for the key.'}</p>
        {error === undefined ? null : (
          <p className="sk-error" role="alert">
            {error}
          </p>
        )}
      </div>
      {hasMany ? <TextField label="Find a project" type="search" value={text} onChange={onText} /> : null}
      <div className="sk-named-list">
        {all.map((project) => {
          const isChosen = value.some((one) => one.id === project.id);
          return (
            <Checkbox
              key={project.id}
              label={`${project.name} (${project.key})`}
              isChecked={isChosen}
              isDisabled={project.id === fixedId}
              onChange={(event) => onToggle(project, event.target.checked)}
            />
          );
        })}
      </div>
      {page.state === 'loading' ? <Loading label="Asking Jira for projects" /> : null}
      {page.state === 'failed' ? (
        <p className="sk-error" role="alert">
          Jira did not answer.{' '}
          <Button spacing="compact" onClick={page.retry}>
            Ask again
          </Button>
        </p>
      ) : null}
      {page.state === 'known' && page.value.projects.length < page.value.total ? (
        <p className="sk-help">
          {`${page.value.total - page.value.projects.length} more projects: type a part of the name or key.`}
        </p>
      ) : null}
      {page.state === 'known' && all.length === 0 ? <p className="sk-help">No project was found.</p> : null}
      {page.state === 'known' && text === '' && all.length > 0 && all.length === value.length ? (
        <p className="sk-help">There is no further project that you could choose.</p>
      ) : null}
    </fieldset>
  );
};
