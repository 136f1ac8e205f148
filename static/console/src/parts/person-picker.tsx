/** Chooses a person of the Jira site, by name. */
import { requestJira } from '@forge/bridge';
import type { FieldProps } from './field';
import { type Person, parsePerson } from './people';
import { Picked } from './picked';
import { type Found, SearchBox } from './search-box';

export type PersonPickerProps = FieldProps & {
  readonly picked: Person | undefined;
  readonly onChange: (person: Person | undefined) => void;
};

export const PersonPicker = ({ picked, onChange, ...field }: PersonPickerProps) =>
  picked === undefined ? (
    <SearchBox {...field} placeholder="Type a name" search={findPeople} onPick={onChange} />
  ) : (
    <Picked
      takesFocus
      {...field}
      things={[{ id: picked.accountId, title: picked.name }]}
      onRemove={() => onChange(undefined)}
    />
  );

const findPeople = async (text: string): Promise<readonly Found<Person>[] | undefined> => {
  try {
    const query = new URLSearchParams({ query: text, maxResults: '10' });
    const response = await requestJira(`/rest/api/3/user/search?${query}`);
    if (!response.ok) return undefined;
    const users: unknown = await response.json();
    if (!Array.isArray(users)) return undefined;
    return users
      .filter(isHuman)
      .flatMap(parsePerson)
      .filter(({ isActive }) => isActive)
      .map((person) => ({ id: person.accountId, title: person.name, value: person }));
  } catch {
    return undefined;
  }
};

/** Apps and customers of a portal are accounts too, and cannot answer for a key. */
const isHuman = (user: unknown): boolean =>
  typeof user === 'object' && user !== null && (!('accountType' in user) || user.accountType === 'atlassian');
