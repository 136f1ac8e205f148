/** What of a new key the ceilings allow: a key never begins with what it could not use. Pure. */
import type { Limits, Preset } from '../../../../../src/console/contract';
import { type Ceilings, daysMax } from '../../grant-form/ceilings';
import { usualLastDay } from '../../grant-form/days';
import type { KeyForm } from '../../grant-form/key-form';
import { LIMIT_NAMES } from '../../words/limits';

export type Bounds = {
  readonly ceilings: Ceilings;
  /** The narrowest limits of the chosen projects. */
  readonly ceiling: Limits;
  readonly preset: Preset | undefined;
  readonly now: Date;
};

/** The form as it would be created: without forbidden permissions, and with an end. */
export const withinCeilings = (form: KeyForm, { ceilings, ceiling, preset, now }: Bounds): KeyForm => ({
  ...form,
  grants: form.grants.map((grant) => {
    const project = ceilings.projects[grant.project.id];
    return {
      ...grant,
      permissions: grant.permissions.filter((permission) => project?.permissions.includes(permission) ?? true),
    };
  }),
  lastDay:
    form.lastDay === ''
      ? usualLastDay(
          daysMax(
            form.grants.map(({ project }) => project.id),
            ceilings,
          ),
          now,
        )
      : form.lastDay,
  limits: Object.fromEntries(
    LIMIT_NAMES.flatMap((name) => {
      const typed = form.limits[name];
      return typed === undefined || isPresetsOver(typed, preset?.limits?.[name], ceiling[name]) ? [] : [[name, typed]];
    }),
  ),
});

/** A limit that only the preset chose and that lies above the ceiling is left out: the ceiling holds without it. */
const isPresetsOver = (typed: string, presets: number | undefined, most: number | undefined): boolean =>
  presets !== undefined && most !== undefined && typed === String(presets) && presets > most;
