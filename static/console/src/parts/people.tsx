/**
 * Names of people. Jira is asked as the person who looks, for all names that a page shows at once, each name once.
 * Whoever may not be looked up, or no longer is there, stands with the account id.
 */
import { requestJira } from '@forge/bridge';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';

export type Person = { readonly accountId: string; readonly name: string; readonly isActive: boolean };

type People = {
  readonly known: ReadonlyMap<string, Person>;
  readonly ask: (accountId: string) => void;
};

const PeopleContext = createContext<People>({ known: new Map(), ask: () => undefined });

/** Within this time a page has said all names that it needs. */
const GATHER_MS = 20;
const IDS_A_REQUEST = 50;

export const PeopleProvider = ({ children }: { children: ReactNode }) => {
  const [known, setKnown] = useState<ReadonlyMap<string, Person>>(new Map());
  const people = useMemo(
    () =>
      gatherer((found) => {
        setKnown((before) => new Map([...before, ...found.map((person) => [person.accountId, person] as const)]));
      }),
    [],
  );
  const value = useMemo(() => ({ known, ask: people }), [known, people]);
  return <PeopleContext.Provider value={value}>{children}</PeopleContext.Provider>;
};

const gatherer = (onFound: (people: readonly Person[]) => void): ((accountId: string) => void) => {
  const asked = new Set<string>();
  let waiting: string[] = [];
  const send = () => {
    const ids = waiting;
    waiting = [];
    for (let from = 0; from < ids.length; from += IDS_A_REQUEST) {
      void lookUp(ids.slice(from, from + IDS_A_REQUEST)).then(onFound);
    }
  };
  return (accountId) => {
    if (asked.has(accountId)) return;
    asked.add(accountId);
    if (waiting.length === 0) setTimeout(send, GATHER_MS);
    waiting.push(accountId);
  };
};

const lookUp = async (accountIds: readonly string[]): Promise<readonly Person[]> => {
  const query = new URLSearchParams(accountIds.map((id) => ['accountId', id]));
  query.set('maxResults', String(accountIds.length));
  try {
    const response = await requestJira(`/rest/api/3/user/bulk?${query}`);
    if (!response.ok) return [];
    const body: unknown = await response.json();
    const values = typeof body === 'object' && body !== null && 'values' in body ? body.values : [];
    return Array.isArray(values) ? values.flatMap(parsePerson) : [];
  } catch {
    return [];
  }
};

/** A user as Jira describes one; none where it is no person. */
export const parsePerson = (user: unknown): readonly Person[] => {
  if (typeof user !== 'object' || user === null || !('accountId' in user)) return [];
  const { accountId } = user;
  if (typeof accountId !== 'string') return [];
  const name = 'displayName' in user && typeof user.displayName === 'string' ? user.displayName : accountId;
  return [{ accountId, name, isActive: !('active' in user) || user.active !== false }];
};

/** The app's own words for those who act without being people. */
const OTHERS: Readonly<Record<string, string>> = {
  schedule: 'the hourly schedule',
  'product-event': 'a change in Jira',
  gateway: 'the gateway',
};

const otherName = (by: string): string | undefined => {
  if (by.startsWith('key:')) return 'the key itself';
  return Object.hasOwn(OTHERS, by) ? OTHERS[by] : undefined;
};

/** What to call this account; its id until Jira has answered. */
export const usePersonName = (accountId: string): string => usePerson(accountId).name;

const usePerson = (accountId: string): Person => {
  const { known, ask } = useContext(PeopleContext);
  const other = otherName(accountId);
  useEffect(() => {
    if (other === undefined) ask(accountId);
  }, [ask, accountId, other]);
  return known.get(accountId) ?? { accountId, name: other ?? accountId, isActive: true };
};

/** A person's name, and that the account is closed where it is. */
export const PersonName = ({ accountId }: { accountId: string }) => {
  const { name, isActive } = usePerson(accountId);
  return (
    <span title={name === accountId ? undefined : accountId} className="sk-person">
      {name}
      {isActive ? null : <span className="sk-subtle"> (deactivated)</span>}
    </span>
  );
};
