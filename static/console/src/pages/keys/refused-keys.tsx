/** Keys for which something was refused, each with why and what would mend it. */
import SectionMessage from '@atlaskit/section-message';
import type { KeyView } from '../../../../../src/console/contract';
import type { Refused } from './use-each';

export const RefusedKeys = ({ refused }: { refused: readonly Refused<KeyView>[] }) =>
  refused.length === 0 ? null : (
    <div role="alert">
      <SectionMessage
        appearance="error"
        title={refused.length === 1 ? '1 key was left as it is' : `${refused.length} keys were left as they are`}
      >
        <ul className="sk-key-names">
          {refused.map(({ thing, fault }) => (
            <li key={thing.id}>
              {thing.name}: {fault.message} {fault.mend}
            </li>
          ))}
        </ul>
      </SectionMessage>
    </div>
  );
