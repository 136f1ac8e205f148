/** Permissions as people read them: short in a list, each with its sentence where there is room. */
import type { Permission } from '../../../../src/console/contract';
import { inWords, isDeleting, PERMISSION_WORDS, PERMISSIONS, phrasesOf } from '../words/permissions';

const VERBS_SHOWN = 4;

/** Verbs that say nothing without their thing. */
const VERBS_ALONE: Partial<Record<Permission, string>> = {
  'comment:create': 'comment',
};
const verbAlone = (permission: Permission): string => VERBS_ALONE[permission] ?? PERMISSION_WORDS[permission].verb;

/** "Read, comment and transition": verbs alone, with everything on hover. */
export const PermissionVerbs = ({ permissions }: { permissions: readonly Permission[] }) => {
  const verbs = [...new Set(inOrder(permissions).map(verbAlone))];
  const shown = verbs.length <= VERBS_SHOWN ? verbs : [...verbs.slice(0, VERBS_SHOWN - 1), 'more'];
  const words = verbs.length === 0 ? 'nothing' : inWords(shown);
  const whole = sentence(inWords(phrasesOf(permissions)));
  return (
    <span title={whole}>
      <span aria-hidden="true">{sentence(words)}</span>
      <span className="sk-only-heard">{whole}</span>
    </span>
  );
};

/** A line for each permission. */
export const PermissionList = ({ permissions }: { permissions: readonly Permission[] }) => (
  <ul className="sk-permission-list">
    {inOrder(permissions).map((permission) => (
      <li key={permission}>
        <span className={isDeleting(permission) ? 'sk-danger-text' : undefined}>
          {PERMISSION_WORDS[permission].title}
        </span>
        <span className="sk-subtle"> – {PERMISSION_WORDS[permission].sentence}</span>
      </li>
    ))}
  </ul>
);

const inOrder = (permissions: readonly Permission[]): readonly Permission[] => {
  const chosen = PERMISSIONS.filter((permission) => permissions.includes(permission));
  return [...chosen.filter((one) => !isDeleting(one)), ...chosen.filter(isDeleting)];
};

const sentence = (words: string): string => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
