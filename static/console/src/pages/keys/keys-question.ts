/** What the list of keys is asked for, as it stands in the page's address, so that reload and back lead to the same rows. */
import type { KeyStanding } from '../../../../../src/console/contract';
import type { PayloadOf } from '../../app/app-call';

export const ROWS_A_PAGE = 25;

const SORTS = ['created', 'name', 'ends', 'lastUsed'] as const;
type SortName = (typeof SORTS)[number];
const STANDINGS = ['in_force', 'not_yet', 'suspended', 'expired', 'revoked'] as const satisfies readonly KeyStanding[];

/** `kept`: every key but the revoked ones, which only ever grow more. */
export type StateFilter = 'kept' | 'all' | KeyStanding;

export type KeysQuestion = {
  readonly text: string;
  readonly state: StateFilter;
  readonly project: string;
  readonly sponsor: string;
  /** Days within which the key ends; empty: whenever. */
  readonly ends: string;
  readonly sort: SortName;
  readonly descending: boolean;
  readonly from: number;
};

export const FIRST_QUESTION: KeysQuestion = {
  text: '',
  state: 'kept',
  project: '',
  sponsor: '',
  ends: '',
  sort: 'created',
  descending: true,
  from: 0,
};

/** The question of an address; what makes no sense in it is as if it were not there. */
export const readQuestion = (search: string): KeysQuestion => {
  const query = new URLSearchParams(search);
  const member = (name: string) => query.get(name) ?? '';
  const state = ['kept' as const, 'all' as const, ...STANDINGS].find((known) => known === member('state'));
  const sort = SORTS.find((known) => known === member('sort')) ?? FIRST_QUESTION.sort;
  return {
    text: member('text').slice(0, 100),
    state: state ?? FIRST_QUESTION.state,
    project: /^[1-9][0-9]{0,17}$/.test(member('project')) ? member('project') : '',
    sponsor: member('sponsor').slice(0, 128),
    ends: /^(7|14|30|90)$/.test(member('ends')) ? member('ends') : '',
    sort,
    descending: query.has('order') ? member('order') === 'down' : sort === 'created',
    from: /^[0-9]{1,5}$/.test(member('from')) ? Number(member('from')) : 0,
  };
};

/** The address of a question: only what differs from the first one. */
export const addressOf = (question: KeysQuestion): string => {
  const query = new URLSearchParams();
  for (const name of ['text', 'state', 'project', 'sponsor', 'ends', 'sort'] as const) {
    if (question[name] !== FIRST_QUESTION[name]) query.set(name, question[name]);
  }
  if (question.descending !== (question.sort === 'created')) query.set('order', question.descending ? 'down' : 'up');
  if (question.from > 0) query.set('from', String(question.from));
  const said = query.toString();
  return said === '' ? '/' : `/?${said}`;
};

/** What the app is asked. */
export const payloadOf = (question: KeysQuestion): PayloadOf<'listKeys'> => ({
  ...(question.text.trim() === '' ? {} : { text: question.text.trim() }),
  ...(question.state === 'all' ? {} : { states: statesOf(question.state) }),
  ...(question.project === '' ? {} : { about: question.project }),
  ...(question.sponsor === '' ? {} : { sponsor: question.sponsor }),
  ...(question.ends === '' ? {} : { endsWithinDays: Number(question.ends) }),
  sort: question.sort,
  descending: question.descending,
  from: question.from,
  rows: ROWS_A_PAGE,
});

const statesOf = (state: Exclude<StateFilter, 'all'>): KeyStanding[] =>
  state === 'kept' ? STANDINGS.filter((standing) => standing !== 'revoked') : [state];

/** Does it leave keys out by more than the first question does? */
export const isNarrowed = ({ text, state, project, sponsor, ends }: KeysQuestion): boolean =>
  text.trim() !== '' || (state !== 'kept' && state !== 'all') || project !== '' || sponsor !== '' || ends !== '';
