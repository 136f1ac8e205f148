/**
 * People as Jira prints them.
 *
 * Every printed person carries the e-mail address and the time zone: a site may hide them, this one
 * never does. `self` escapes the account id inside issues and leaves it as it is elsewhere.
 */
import type { Person } from '../state';
import { type Printing, present, selfUrl } from './printing';

/** A person inside another entity; null where nobody is named. An account that is gone is printed as such. */
export function printPerson(p: Printing, accountId: string | null): Record<string, unknown> | null {
  if (accountId === null) return null;
  const person = p.state.people.get(accountId);
  return present({
    self: selfUrl(p, `user?accountId=${encodeURIComponent(accountId)}`),
    accountId,
    emailAddress: person?.emailAddress === '' ? undefined : person?.emailAddress,
    avatarUrls: avatars(accountId),
    displayName: person?.displayName ?? 'Former user',
    active: person?.active ?? false,
    timeZone: person?.timeZone ?? p.state.site.timeZone,
    accountType: person?.accountType ?? 'atlassian',
  });
}

/** `GET /user` and `GET /myself`; groups and roles are counted always and listed when expanded. */
export function printAccount(p: Printing, person: Person, expand: ReadonlySet<string>): Record<string, unknown> {
  const groups = person.groups.map((name) => ({
    name,
    groupId: groupId(name),
    self: selfUrl(p, `group?groupId=${groupId(name)}`),
  }));
  const roles = [
    {
      key: 'jira-software',
      groups: [...person.groups],
      name: 'Jira Software',
      defaultGroups: [],
      selectedByDefault: false,
      defined: true,
    },
  ];
  return {
    ...printPerson(p, person.accountId),
    self: selfUrl(p, `user?accountId=${person.accountId}`),
    locale: person.locale,
    groups: { size: groups.length, items: expand.has('groups') ? groups : [] },
    applicationRoles: { size: 1, items: expand.has('applicationRoles') ? roles : [] },
    expand: 'groups,applicationRoles',
  };
}

/** A stable invented id: this site names groups only. */
export const groupId = (name: string): string =>
  `00000000-0000-4000-8000-${Buffer.from(name.padEnd(6, '.')).toString('hex').slice(0, 12)}`;

function avatars(accountId: string): Record<string, string> {
  const picture = (size: number) =>
    `https://avatar-management--avatars.us-west-2.prod.public.atl-paas.net/${encodeURIComponent(accountId)}/${size}`;
  return { '48x48': picture(48), '24x24': picture(24), '16x16': picture(16), '32x32': picture(32) };
}
