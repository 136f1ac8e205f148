/** Someone else saved first: what they changed beside what was typed here, and the choice between the two. */
import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import { useEffect, useRef } from 'react';
import type { SettingsView } from '../../../../../src/console/contract';
import { useProjects } from '../../parts/project-name';
import { DifferenceList } from './difference-list';
import { differences } from './differences';
import { draftOf } from './settings-draft';
import type { SettingsForm } from './use-settings-form';

export type ConflictMessageProps = {
  readonly settings: SettingsForm;
  readonly theirs: SettingsView;
  /** One of the two was chosen, and this message goes. */
  readonly onChosen: () => void;
};

export const ConflictMessage = ({ settings, theirs, onChosen }: ConflictMessageProps) => {
  const message = useRef<HTMLDivElement>(null);
  const before = draftOf(settings.base);
  const after = draftOf(theirs);
  const projects = useProjects([...Object.keys(settings.draft.projects), ...Object.keys(after.projects)]);
  const nameOf = (id: string) => projects.get(id)?.key ?? `Project ${id}`;
  const their = differences(before, after, nameOf);
  useEffect(() => message.current?.focus(), []);
  return (
    <div ref={message} role="alert" tabIndex={-1} className="sk-ceilings-conflict">
      <SectionMessage appearance="warning" title="Someone else changed the ceilings since you opened them">
        <p>Nothing of yours was saved, and nothing that you typed is lost.</p>
        {their.length === 0 ? (
          <p>They pressed the emergency stop, or changed something and changed it back.</p>
        ) : (
          <DifferenceList caption="What they changed" differences={their} />
        )}
        <DifferenceList caption="What you changed" differences={differences(before, settings.draft, nameOf)} />
        <div className="sk-actions">
          <Button
            appearance="primary"
            onClick={() => {
              settings.keepMine();
              onChosen();
            }}
          >
            Keep my changes over theirs
          </Button>
          <Button
            onClick={() => {
              settings.takeTheirs();
              onChosen();
            }}
          >
            Drop my changes
          </Button>
        </div>
        <p className="sk-help">Kept changes are not saved yet: you can look at them together with theirs first.</p>
      </SectionMessage>
    </div>
  );
};
