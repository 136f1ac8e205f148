/** Before ceilings are saved: what changes, and what that does to keys which exist. */
import SectionMessage from '@atlaskit/section-message';
import { ConfirmDialog } from '../../parts/confirm-dialog';
import { FaultMessage } from '../../parts/fault-message';
import { Progress, useIsSlow } from '../../parts/loading';
import { useProjects } from '../../parts/project-name';
import { inWords } from '../../words/permissions';
import { consequences } from './consequences';
import { DifferenceList } from './difference-list';
import { differences } from './differences';
import type { Effect } from './effects';
import { draftOf, settingsOf } from './settings-draft';
import { type AffectedKeys, useAffectedKeys } from './use-affected-keys';
import type { SettingsForm } from './use-settings-form';

export type SaveDialogProps = {
  readonly settings: SettingsForm;
  readonly onSave: () => void;
  readonly onClose: () => void;
};

export const SaveDialog = ({ settings, onSave, onClose }: SaveDialogProps) => {
  const { base, draft } = settings;
  const before = draftOf(base);
  const projects = useProjects([...Object.keys(before.projects), ...Object.keys(draft.projects)]);
  const affected = useAffectedKeys(base, settingsOf(base, draft));
  const told = consequences(before, draft);
  return (
    <ConfirmDialog
      title="Save these ceilings?"
      confirm="Save ceilings"
      width="medium"
      isRunning={settings.isSaving}
      fault={settings.fault}
      onConfirm={onSave}
      onCancel={onClose}
    >
      <DifferenceList
        caption="What you change"
        differences={differences(before, draft, (id) => projects.get(id)?.key ?? `Project ${id}`)}
      />
      <Affected affected={affected} />
      {told.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </ConfirmDialog>
  );
};

const Affected = ({ affected }: { readonly affected: AffectedKeys }) => {
  const isSlow = useIsSlow(affected.is === 'looking');
  if (affected.is === 'looking') {
    return isSlow ? <Progress label="Looking at keys" done={affected.done} of={affected.of} /> : null;
  }
  if (affected.is === 'failed') {
    return (
      <>
        <FaultMessage fault={affected.fault} />
        <p>Which keys this touches could not be looked up. It can be saved all the same.</p>
      </>
    );
  }
  const { effects, looked, total } = affected;
  if (looked === 0) return null;
  return (
    <div role="status">
      {effects.length === 0 ? (
        <p>None of the {looked.toLocaleString('en')} keys that exist loses anything by this.</p>
      ) : (
        <SectionMessage appearance="warning" title="This takes from keys that exist">
          <ul>
            {effects.map((effect) => (
              <li key={effect.kind}>
                {sentenceOf(effect)} <span className="sk-subtle">{namesOf(effect)}</span>
              </li>
            ))}
          </ul>
          <p>From their next call on. What a key holds above a ceiling it gets back when the ceiling is raised.</p>
        </SectionMessage>
      )}
      {looked < total ? (
        <p>
          Of {total.toLocaleString('en')} keys the {looked.toLocaleString('en')} oldest were looked at.
        </p>
      ) : null}
    </div>
  );
};

const WHAT: Readonly<Record<Effect['kind'], readonly [one: string, several: string]>> = {
  ends_now: ['ends at once and does not come back', 'end at once and do not come back'],
  stops: ['can do nothing any more', 'can do nothing any more'],
  ends_earlier: ['ends earlier', 'end earlier'],
  loses_permissions: ['loses permissions', 'lose permissions'],
  narrower_limits: ['gets a lower limit', 'get lower limits'],
};

const sentenceOf = ({ kind, keys }: Effect): string =>
  keys.length === 1 ? `1 key ${WHAT[kind][0]}:` : `${keys.length} keys ${WHAT[kind][1]}:`;

const NAMED = 5;

const namesOf = ({ keys }: Effect): string => {
  const named = keys.slice(0, NAMED).map(({ name }) => name);
  const more = keys.length - named.length;
  return inWords(more === 0 ? named : [...named, `${more} more`]);
};
