/** Which keys the list shows: by text, state, sponsor, project and end. */
import { useEffect, useState } from 'react';
import type { KeyListView, KeyStanding } from '../../../../../src/console/contract';
import { Field, SelectField, TextField } from '../../parts/field';
import { STANDING_WORDS } from '../../parts/key-words';
import { usePersonName } from '../../parts/people';
import { ProjectPicker, type ProjectRef } from '../../parts/project-picker';
import type { KeysQuestion, StateFilter } from './keys-question';

export type KeysFiltersProps = {
  readonly question: KeysQuestion;
  readonly onChange: (change: Partial<KeysQuestion>) => void;
  /** The last answer, for the choices that it brings. */
  readonly list: KeyListView | undefined;
  /** On the site's page keys are also told apart by project. */
  readonly hasProjects: boolean;
};

const PAUSE_MS = 300;

export const KeysFilters = ({ question, onChange, list, hasProjects }: KeysFiltersProps) => (
  <search className="sk-filters" aria-label="Keys">
    <SearchText text={question.text} onChange={(text) => onChange({ text })} />
    <SelectField<StateFilter>
      label="State"
      value={question.state}
      options={stateOptions(list)}
      onChange={(state) => onChange({ state })}
    />
    <SponsorFilter
      sponsor={question.sponsor}
      sponsors={list?.sponsors ?? []}
      onChange={(sponsor) => onChange({ sponsor })}
    />
    <SelectField
      label="Expires"
      value={question.ends}
      options={[
        { value: '', label: 'Whenever' },
        { value: '7', label: 'Within 7 days' },
        { value: '14', label: 'Within 14 days' },
        { value: '30', label: 'Within 30 days' },
        { value: '90', label: 'Within 90 days' },
      ]}
      onChange={(ends) => onChange({ ends })}
    />
    {hasProjects ? <ProjectFilter project={question.project} onChange={(project) => onChange({ project })} /> : null}
  </search>
);

/** Asks once typing has paused. */
const SearchText = ({ text, onChange }: { text: string; onChange: (text: string) => void }) => {
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts the pause
  useEffect(() => {
    if (typed === text) return undefined;
    const timer = setTimeout(() => onChange(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <TextField
      label="Search keys"
      type="search"
      placeholder="Name, purpose or id"
      maxLength={100}
      value={typed}
      onChange={setTyped}
    />
  );
};

const STANDINGS: readonly KeyStanding[] = ['in_force', 'not_yet', 'suspended', 'expired', 'revoked'];

const stateOptions = (list: KeyListView | undefined): { value: StateFilter; label: string }[] => {
  const counted = (title: string, count: number | undefined) => (count === undefined ? title : `${title} (${count})`);
  const sum = (standings: readonly KeyStanding[]) =>
    list === undefined ? undefined : standings.reduce((total, standing) => total + list.states[standing], 0);
  return [
    { value: 'kept', label: counted('All but revoked', sum(STANDINGS.filter((standing) => standing !== 'revoked'))) },
    { value: 'all', label: counted('All', sum(STANDINGS)) },
    ...STANDINGS.map((standing) => ({
      value: standing,
      label: counted(STANDING_WORDS[standing].title, list?.states[standing]),
    })),
  ];
};

const SponsorFilter = ({
  sponsor,
  sponsors,
  onChange,
}: {
  sponsor: string;
  sponsors: readonly string[];
  onChange: (sponsor: string) => void;
}) => {
  const offered = sponsor === '' || sponsors.includes(sponsor) ? sponsors : [...sponsors, sponsor];
  return (
    <Field label="Sponsor">
      {(control) => (
        <select {...control} className="sk-control" value={sponsor} onChange={(event) => onChange(event.target.value)}>
          <option value="">Anyone</option>
          {offered.map((accountId) => (
            <PersonOption key={accountId} accountId={accountId} />
          ))}
        </select>
      )}
    </Field>
  );
};

const PersonOption = ({ accountId }: { accountId: string }) => (
  <option value={accountId}>{usePersonName(accountId)}</option>
);

/** The address knows the project's id; its name is known once it was picked here. */
const ProjectFilter = ({ project, onChange }: { project: string; onChange: (project: string) => void }) => {
  const [picked, setPicked] = useState<ProjectRef>();
  const shown =
    project === '' ? [] : [picked?.id === project ? picked : { id: project, key: project, name: 'Project' }];
  return (
    <ProjectPicker
      label="Project"
      picked={shown}
      projectsMax={1}
      onChange={([chosen]) => {
        setPicked(chosen);
        onChange(chosen?.id ?? '');
      }}
    />
  );
};
