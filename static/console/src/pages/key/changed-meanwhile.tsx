/** Someone else changed the key: what they made of it, what one has typed, and how to go on with either. */
import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import type { KeyForm } from '../../grant-form/key-form';
import { changesOfBoth } from './form-changes';

export type ChangedMeanwhileProps = {
  readonly opened: KeyForm;
  readonly theirs: KeyForm;
  readonly mine: KeyForm;
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
};

export const ChangedMeanwhile = ({ opened, theirs, mine, onKeepMine, onTakeTheirs }: ChangedMeanwhileProps) => (
  <div role="alert">
    <SectionMessage appearance="warning" title="Someone else changed this key since you opened it">
      <p>Nothing that you typed is lost. Compare, then save again.</p>
      <table className="sk-plain-table sk-both">
        <caption className="sk-only-heard">The key as it is now, and as you have it</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">Now</th>
            <th scope="col">With your changes</th>
          </tr>
        </thead>
        <tbody>
          {changesOfBoth(opened, theirs, mine).map(({ member, title, theirs: now, mine: own, isContested }) => (
            <tr key={member}>
              <th scope="row">
                {title}
                {isContested ? <div className="sk-danger-text">Changed by both</div> : null}
              </th>
              <td>{now === '' ? '–' : now}</td>
              <td>{own === '' ? '–' : own}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="sk-actions">
        <Button appearance="primary" onClick={onKeepMine}>
          Put my changes on top
        </Button>
        <Button onClick={onTakeTheirs}>Discard my changes</Button>
      </div>
    </SectionMessage>
  </div>
);
