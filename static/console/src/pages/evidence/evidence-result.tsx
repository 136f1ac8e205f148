/** What was found: the smallest grants in words, and each call with its answer. */
import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import { useNavigate } from '../../app/navigation';
import type { ProjectChoice } from '../../grant-form/key-form';
import { inWords, phrasesOf } from '../../words/permissions';
import { createRouteFor } from '../create/prefill';
import { EvidenceLines } from './evidence-lines';
import type { Reading } from './reading';

export type EvidenceResultProps = {
  readonly reading: Reading;
  readonly projects: readonly ProjectChoice[];
  readonly isRunning: boolean;
  /** Before the form for a key is opened. */
  readonly onGoOn: () => void;
};

export const EvidenceResult = ({ reading, projects, isRunning, onGoOn }: EvidenceResultProps) => {
  const navigate = useNavigate();
  const { lines, grants, next } = reading;
  const useful = grants.filter(({ permissions }) => permissions.length > 0);
  const refused = lines.filter(({ answer }) => answer?.allowed === false).length;
  const unread = lines.filter(({ answer }) => answer === undefined).length;
  const keyOf = (projectId: string) => projects.find(({ id }) => id === projectId)?.key ?? projectId;
  return (
    <section className="sk-evidence-result" aria-label="What was found">
      <h2 className="sk-section-title">The smallest key</h2>
      {useful.length === 0 ? (
        <p>
          {isRunning
            ? 'No permission is needed so far.'
            : 'No permission that a key can hold was needed for what could be read.'}
        </p>
      ) : (
        <ul className="sk-evidence-grants">
          {useful.map(({ projectId, permissions }) => (
            <li key={projectId}>{`In ${keyOf(projectId)} it can ${inWords(phrasesOf(permissions))}.`}</li>
          ))}
        </ul>
      )}
      {refused + unread === 0 || isRunning ? null : (
        <SectionMessage appearance="information" title={leftOut(refused, unread)}>
          <p>
            The table says why: no key of {projects.length === 1 ? 'this project' : 'these projects'} allows it, or the
            text does not say enough.
          </p>
        </SectionMessage>
      )}
      {useful.length === 0 || isRunning ? null : (
        <div className="sk-actions">
          <Button
            appearance="primary"
            onClick={() => {
              onGoOn();
              navigate(createRouteFor(useful));
            }}
          >
            Create a key with these
          </Button>
          {next === undefined ? null : <span className="sk-help">Only a part of the text was read.</span>}
        </div>
      )}
      {lines.length === 0 ? null : <EvidenceLines lines={lines} isLoading={isRunning} />}
    </section>
  );
};

const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

const leftOut = (refused: number, unread: number): string =>
  [
    ...(refused === 0 ? [] : [`${counted(refused, 'call')} refused`]),
    ...(unread === 0 ? [] : [`${counted(unread, 'line')} not read`]),
  ].join(', ');
