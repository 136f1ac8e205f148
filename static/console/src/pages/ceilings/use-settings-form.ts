/**
 * The form of the ceilings: what was loaded, what was typed over it, and the way from one to the other. What was typed is
 * lost only when the person says so.
 */
import { useCallback, useState } from 'react';
import type { AdministrationFault, SettingsView } from '../../../../../src/console/contract';
import { call } from '../../app/app-call';
import {
  changedMembers,
  changeOf,
  type DraftFaults,
  draftOf,
  faultsOf,
  rebased,
  type SettingsDraft,
} from './settings-draft';

/** `to_mend`: something in the form comes first. `failed`: it may be tried again as it is. */
export type Saved = 'saved' | 'to_mend' | 'failed';

export type SettingsForm = {
  readonly base: SettingsView;
  readonly draft: SettingsDraft;
  readonly set: (change: Partial<SettingsDraft>) => void;
  readonly isDirty: boolean;
  /** By control. Empty until a save was tried; then as the form stands. */
  readonly faults: DraftFaults;
  /** True where the draft can be saved as it is; marks the controls otherwise. */
  readonly review: () => boolean;
  readonly save: () => Promise<Saved>;
  readonly isSaving: boolean;
  /** Why the last save was refused, where no control is to blame. */
  readonly fault?: AdministrationFault | undefined;
  readonly clearFault: () => void;
  readonly discard: () => void;
  /** What someone else has saved since; the form stays as it was typed until the person chooses. */
  readonly conflict?: SettingsView | undefined;
  /** Lays what was typed over what someone else saved. */
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
  /** Settings that were changed by another control of this page. */
  readonly adopt: (present: SettingsView) => void;
};

export const useSettingsForm = (loaded: SettingsView): SettingsForm => {
  const [base, setBase] = useState(loaded);
  const [draft, setDraft] = useState(() => draftOf(loaded));
  const [isTried, setTried] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [fault, setFault] = useState<AdministrationFault>();
  const [conflict, setConflict] = useState<SettingsView>();

  const start = useCallback((settings: SettingsView, as: SettingsDraft) => {
    setBase(settings);
    setDraft(as);
    setConflict(undefined);
    setFault(undefined);
    setTried(false);
  }, []);

  const save = async (): Promise<Saved> => {
    setSaving(true);
    setFault(undefined);
    const answer = await call('changeSettings', { version: base.version, change: changeOf(base, draft) });
    const saved = answer.ok ? 'saved' : await look(answer.fault);
    if (answer.ok) start(answer.value, draftOf(answer.value));
    setSaving(false);
    return saved;
  };

  const look = async (refused: AdministrationFault): Promise<Saved> => {
    const present = refused.reason === 'conflict' ? await call('getSettings', {}) : undefined;
    if (present?.ok === true) {
      setConflict(present.value);
      return 'to_mend';
    }
    setFault(refused);
    return refused.where === '' ? 'failed' : 'to_mend';
  };

  return {
    base,
    draft,
    set: (change) => setDraft((before) => ({ ...before, ...change })),
    isDirty: changedMembers(draftOf(base), draft).length > 0,
    faults: { ...(isTried ? faultsOf(draft) : {}), ...faultAtControl(fault) },
    review: () => {
      setTried(true);
      setFault(undefined);
      return Object.keys(faultsOf(draft)).length === 0;
    },
    save,
    isSaving,
    fault: fault !== undefined && fault.where === '' ? fault : undefined,
    clearFault: () => setFault(undefined),
    discard: () => start(base, draftOf(base)),
    conflict,
    keepMine: () => {
      if (conflict !== undefined) start(conflict, rebased(draftOf(base), draft, draftOf(conflict)));
    },
    takeTheirs: () => {
      if (conflict !== undefined) start(conflict, draftOf(conflict));
    },
    adopt: (present) => start(present, rebased(draftOf(base), draft, draftOf(present))),
  };
};

/** The app names a member as the form names its control. */
const faultAtControl = (fault: AdministrationFault | undefined): DraftFaults =>
  fault === undefined || fault.where === '' ? {} : { [fault.where]: `${fault.message} ${fault.mend}` };
