/**
 * Two people change one key: what each of them changed, in words, and the one form that keeps both. Pure.
 */

import { dayInWords } from '../../grant-form/days';
import type { KeyForm } from '../../grant-form/key-form';
import { conditionsInWords } from '../../words/key-sentence';
import { LIMIT_NAMES, LIMIT_WORDS } from '../../words/limits';
import { inWords, phrasesOf } from '../../words/permissions';
import { REVEALED_WORDS } from '../../words/revealed';

type Member = keyof KeyForm;

/** What a member is called, and what it says. */
const MEMBERS: Readonly<Record<Member, { readonly title: string; readonly words: (form: KeyForm) => string }>> = {
  name: { title: 'Name', words: ({ name }) => name },
  purpose: { title: 'Purpose', words: ({ purpose }) => purpose },
  grants: {
    title: 'Permissions',
    words: ({ grants }) =>
      grants
        .map((grant) => {
          const narrower = conditionsInWords(grant);
          const able = grant.permissions.length === 0 ? 'nothing' : inWords(phrasesOf(grant.permissions));
          return `${grant.project.key}: ${able}${narrower.length === 0 ? '' : ` (${narrower.join('; ')})`}`;
        })
        .join('. '),
  },
  lastDay: { title: 'Last day', words: ({ lastDay }) => dayInWords(lastDay) },
  limits: {
    title: 'Limits',
    words: ({ limits }) =>
      inWords(LIMIT_NAMES.flatMap((name) => (limits[name] ? [LIMIT_WORDS[name].of(limits[name])] : []))),
  },
  firstDay: { title: 'First day', words: ({ firstDay }) => (firstDay === undefined ? '' : dayInWords(firstDay)) },
  hiddenFields: {
    title: 'Hidden fields',
    words: ({ hiddenFields = [] }) => inWords(hiddenFields.map(({ name }) => name)),
  },
  reveals: {
    title: 'Shows what answers hide by themselves',
    words: ({ reveals = [] }) => inWords(reveals.map((each) => REVEALED_WORDS[each])),
  },
  unusedDaysMax: {
    title: 'Suspend when unused',
    words: ({ unusedDaysMax = '' }) => (unusedDaysMax === '' ? '' : `after ${unusedDaysMax} days`),
  },
  noticeIssueId: { title: 'Expiry notice', words: ({ noticeIssueId }) => noticeIssueId?.name ?? '' },
};

export type MemberChange = {
  readonly member: Member;
  readonly title: string;
  readonly theirs: string;
  readonly mine: string;
  /** Both changed it: mine would replace theirs. */
  readonly isContested: boolean;
};

/** What differs between the key as it is now and as I have it, where either was changed since it was opened. */
export const changesOfBoth = (opened: KeyForm, theirs: KeyForm, mine: KeyForm): readonly MemberChange[] =>
  memberNames.flatMap((member) => {
    const [they, i] = [isChanged(opened, theirs, member), isChanged(opened, mine, member)];
    if (!they && !i) return [];
    const { title, words } = MEMBERS[member];
    return [{ member, title, theirs: words(theirs), mine: words(they && !i ? theirs : mine), isContested: they && i }];
  });

/** Their form with what I changed. */
export const mineOnTheirs = (opened: KeyForm, theirs: KeyForm, mine: KeyForm): KeyForm => {
  const merged = { ...theirs, ...pick(mine, (member) => isChanged(opened, mine, member)) };
  const gone = memberNames.filter((member) => isChanged(opened, mine, member) && mine[member] === undefined);
  return { ...emptyMembers, ...pick(merged, (member) => !gone.includes(member)) };
};

const memberNames = Object.keys(MEMBERS) as readonly Member[];
const emptyMembers: KeyForm = { name: '', purpose: '', grants: [], lastDay: '', limits: {} };

const pick = (form: KeyForm, wanted: (member: Member) => boolean): Partial<KeyForm> =>
  Object.fromEntries(
    memberNames.flatMap((member) => (wanted(member) && form[member] !== undefined ? [[member, form[member]]] : [])),
  );

/** Names that were looked up meanwhile are no change. */
const isChanged = (before: KeyForm, after: KeyForm, member: Member): boolean =>
  JSON.stringify(before[member], onlyIds) !== JSON.stringify(after[member], onlyIds);

const onlyIds = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'id' in value && 'name' in value ? value.id : value;
