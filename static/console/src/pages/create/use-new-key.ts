/** The state of the page that creates a key: what is filled in, and what the ceilings make of it. */
import { useState } from 'react';
import type { Permission, Preset } from '../../../../../src/console/contract';
import { appNow } from '../../app/app-clock';
import { useConsole } from '../../app/console-context';
import { useLocation } from '../../app/navigation';
import { ceilingOf } from '../../grant-form/ceilings';
import {
  emptyForm,
  type GrantForm,
  grantOf,
  type KeyForm,
  type ProjectChoice,
  withPreset,
} from '../../grant-form/key-form';
import { useProjectSearch } from '../../grant-form/project-choice';
import { areAlike } from '../../grant-form/rights-fields';
import { useCeilings } from '../../grant-form/use-ceilings';
import { prefillOf } from './prefill';
import { CUSTOM } from './preset-choice';
import { withinCeilings } from './within-ceilings';

const anything = () => true;

export const useNewKey = () => {
  const { place } = useConsole();
  const { search } = useLocation();
  const [prefill] = useState(() => prefillOf(search));
  const [now] = useState(() => new Date(appNow()));
  const [wished, setWished] = useState<KeyForm>(() => ({ ...emptyForm, grants: firstGrants(place, prefill.grants) }));
  const [presetId, setPresetId] = useState(prefill.preset ?? (prefill.grants.length > 0 ? CUSTOM : ''));
  const [appliedId, setAppliedId] = useState<string>();
  const [isSplit, setSplit] = useState(() => !areAlike(wished.grants));
  const [wantsMore, setWantsMore] = useState(false);
  /** Something was filled in that one more press would not bring back, as it does a preset. */
  const [isFilledIn, setFilledIn] = useState(false);

  const isSite = place.page === 'site';
  const projects = useProjectSearch(isSite || wantsMore, !isSite);
  const chosenIds = wished.grants.map(({ project }) => project.id);
  // Presets are the same everywhere and told with a project: before one is chosen, with the first in the list.
  const firstFound = projects.page.state === 'known' ? projects.page.value.projects[0]?.id : undefined;
  const ceilings = useCeilings(chosenIds.length > 0 || firstFound === undefined ? chosenIds : [firstFound]);
  const presets = Object.values(ceilings.projects)[0]?.presets ?? [];
  const preset = presets.find(({ id }) => id === presetId);

  if (preset !== undefined && appliedId !== preset.id) {
    setAppliedId(preset.id);
    setWished(withPreset(wished, preset, anything));
  }

  const ceiling = ceilingOf(chosenIds, ceilings);
  const form = withNames(withinCeilings(wished, { ceilings, ceiling, preset, now }), ceilings.projects);

  const change = (next: (before: KeyForm) => KeyForm) => {
    setFilledIn(true);
    setWished(next);
  };
  const choosePreset = (id: string) => {
    setPresetId(id);
    setAppliedId(id);
    const chosen = presets.find((one) => one.id === id);
    setWished((before) => (chosen === undefined ? before : withPreset(before, chosen, anything)));
    if (chosen !== undefined) setSplit(false);
  };
  const toggleProject = (project: ProjectChoice, isChosen: boolean) =>
    setWished((before) => ({ ...before, grants: toggled(before.grants, project, isChosen, preset) }));
  const changeGrants = (grants: readonly GrantForm[]) => {
    if (!haveSamePermissions(grants, form.grants)) setPresetId(CUSTOM);
    change((before) => ({ ...before, grants }));
  };
  return {
    form,
    change,
    isFilledIn,
    ceilings,
    ceiling,
    presets,
    presetId,
    choosePreset,
    toggleProject,
    changeGrants,
    isSplit,
    split: () => setSplit(true),
    projects,
    wantsMore: isSite || wantsMore,
    askForMore: () => setWantsMore(true),
    fixedId: place.page === 'project' ? place.projectId : undefined,
  };
};

const firstGrants = (
  place: ReturnType<typeof useConsole>['place'],
  wanted: readonly { readonly projectId: string; readonly permissions: readonly Permission[] }[],
): readonly GrantForm[] => {
  const own =
    place.page === 'project' && wanted.every(({ projectId }) => projectId !== place.projectId)
      ? [{ project: { id: place.projectId, key: place.projectKey, name: place.projectKey }, permissions: [] }]
      : [];
  return [
    ...own,
    ...wanted.map(({ projectId, permissions }) => ({
      project: { id: projectId, key: `project ${projectId}`, name: `Project ${projectId}` },
      permissions,
    })),
  ];
};

/** A further project gets what the preset gives, or what the first one has. */
const toggled = (
  grants: readonly GrantForm[],
  project: ProjectChoice,
  isChosen: boolean,
  preset: Preset | undefined,
): readonly GrantForm[] => {
  const others = grants.filter((grant) => grant.project.id !== project.id);
  if (!isChosen) return others;
  const like = grants[0];
  return like === undefined || preset !== undefined
    ? [...others, grantOf(project, preset, anything)]
    : [...others, { project, permissions: like.permissions }];
};

const haveSamePermissions = (a: readonly GrantForm[], b: readonly GrantForm[]): boolean =>
  a.every(({ permissions }, at) => permissions.join() === b[at]?.permissions.join());

/** Projects as the app calls them, once it has said so. */
const withNames = (
  form: KeyForm,
  known: Readonly<Record<string, { readonly id: string; readonly key: string; readonly name: string }>>,
): KeyForm => ({
  ...form,
  grants: form.grants.map((grant) => {
    const project = known[grant.project.id];
    return project === undefined
      ? grant
      : { ...grant, project: { id: project.id, key: project.key, name: project.name } };
  }),
});
