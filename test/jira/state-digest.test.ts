/**
 * The fingerprint of what lies outside: it moves if, and only if, something outside was touched.
 */
import crypto from 'node:crypto';
import {
  addComment,
  createIssue,
  deleteIssue,
  editIssue,
  linkIssues,
  moveIssue,
  put,
  putAll,
  removeComment,
  takeId,
} from '../../local/jira/change';
import { digestInside, digestOutside } from '../../local/jira/digest';
import { toDocument } from '../../local/jira/rich-text';
import { LINK_TYPE, TYPE } from '../../local/jira/seeds/base';
import { FIXTURE, fixtureState } from '../../local/jira/seeds/fixture';
import type { EntityOf, JiraState, TableName } from '../../local/jira/state';

const now = Date.UTC(2026, 10, 25);
const state = fixtureState(now);
const { issues, projects, people, fields } = FIXTURE;
const granted = [projects.alpha.id, projects.beta.id];
const act = { by: people.member, now };
const outside = (of: JiraState) => digestOutside(of, granted);
const body = toDocument('text');

function changed<K extends TableName>(table: K, id: string, patch: Partial<EntityOf<K>>): JiraState {
  const entity: EntityOf<K> | undefined = new Map<string, EntityOf<K>>(Object.entries(entriesOf(table))).get(id);
  if (!entity) throw new Error(`nothing at ${table} ${id}`);
  return put(state, table, { ...entity, ...patch });
}

function entriesOf<K extends TableName>(table: K): Record<string, EntityOf<K>> {
  const tables: { readonly [T in TableName]: ReadonlyMap<string, EntityOf<T>> } = state;
  return Object.fromEntries(tables[table]);
}

const link = (inwardIssueId: string, outwardIssueId: string) =>
  linkIssues(state, { typeId: LINK_TYPE.blocks, inwardIssueId, outwardIssueId }, act).state;

describe('stays the same', () => {
  const cases: readonly [what: string, next: () => JiraState][] = [
    ['when an issue inside is edited, with mail', () => editIssue(state, issues.alpha2.id, { summary: 'x' }, act)],
    [
      'when an issue is made inside',
      () => createIssue(state, { projectId: '10001', typeId: TYPE.task, summary: 'x' }, act).state,
    ],
    [
      'when one inside is deleted after mail went out',
      () =>
        deleteIssue(
          editIssue(state, issues.plain.id, { assignee: people.colleague }, act),
          issues.plain.id,
          { withSubtasks: false },
          act,
        ),
    ],
    [
      'when a comment inside comes and goes',
      () => {
        const added = addComment(state, { issueId: issues.alpha2.id, body }, act);
        return removeComment(added.state, added.comment.id);
      },
    ],
    ['when two issues inside are linked', () => link(issues.plain.id, issues.plainToo.id)],
    ['when issues of two granted projects are linked', () => link(issues.plain.id, issues.beta1.id)],
    ['when an issue moves between granted projects', () => moveIssue(state, issues.plain.id, projects.beta.id, now)],
    ['when an id is taken', () => takeId(state).state],
    [
      'when a table is written anew in another order',
      () => ({ ...state, issues: new Map([...state.issues].reverse()) }),
    ],
    [
      'when an entity is an equal copy',
      () =>
        putAll(
          state,
          'people',
          [...state.people.values()].map((it) => ({ ...it })),
        ),
    ],
  ];
  it.each(cases)('%s', (_what, next) => {
    expect(outside(next())).toBe(outside(state));
  });
});

describe('changes', () => {
  const cases: readonly [what: string, next: () => JiraState][] = [
    [
      'when an issue outside is edited',
      () => editIssue(state, issues.omega1.id, { labels: [] }, { ...act, notify: false }),
    ],
    ['when only its rank moves', () => changed('issues', issues.omega1.id, { rank: '0|i999999:' })],
    ['when it gets a watcher', () => changed('issues', issues.omega1.id, { watchers: [people.member] })],
    ['when a comment outside is removed', () => removeComment(state, FIXTURE.comments.omega1)],
    ['when a comment outside is edited', () => changed('comments', FIXTURE.comments.omega1, { body })],
    [
      'when a mail goes out over there',
      () =>
        put(state, 'mails', {
          id: '1',
          issueId: issues.omega1.id,
          projectId: projects.omega.id,
          to: people.outsider,
          subject: 'x',
        }),
    ],
    [
      'when a mail goes out that belongs to no project',
      () => put(state, 'mails', { id: '1', issueId: null, projectId: null, to: people.member, subject: 'x' }),
    ],
    [
      'when a task runs on foreign and own issues',
      () => put(state, 'tasks', { id: '1', issueIds: [issues.alpha1.id, issues.omega1.id], description: 'x' }),
    ],
    ['when a link crosses the border', () => link(issues.plain.id, issues.omega1.id)],
    [
      'when an issue inside gets a parent outside',
      () => editIssue(state, issues.plain.id, { parentId: issues.omegaEpic.id }, { ...act, notify: false }),
    ],
    [
      'when an issue inside enters a sprint outside',
      () => editIssue(state, issues.plain.id, { sprintIds: [FIXTURE.sprints.omegaFuture] }, { ...act, notify: false }),
    ],
    [
      'when an issue inside gets an epic link outside',
      () => editIssue(state, issues.plain.id, { custom: { [fields.epicLink]: 'OMEGA-5' } }, { ...act, notify: false }),
    ],
    ['when an issue leaves', () => moveIssue(state, issues.plain.id, projects.omega.id, now)],
    ['when an issue comes in', () => moveIssue(state, issues.omegaPlain.id, projects.alpha.id, now)],
    ['when a version outside is renamed', () => changed('versions', FIXTURE.versions.omega1, { name: 'x' })],
    [
      'when a sprint outside is closed',
      () => changed('sprints', String(FIXTURE.sprints.omegaActive), { state: 'closed' }),
    ],
    ['when a person is changed', () => changed('people', people.member, { active: false })],
    ['when a status of all is renamed', () => changed('statuses', '10200', { name: 'x' })],
  ];
  it.each(cases)('%s', (_what, next) => {
    expect(outside(next())).not.toBe(outside(state));
  });
});

it('the fingerprint of the inside moves with the inside only', () => {
  const inside = (of: JiraState) => digestInside(of, granted);
  expect(inside(editIssue(state, issues.plain.id, { summary: 'x' }, act))).not.toBe(inside(state));
  expect(inside(editIssue(state, issues.omega1.id, { summary: 'x' }, act))).toBe(inside(state));
});

it('a second look at the same site does not hash it all again', () => {
  const fresh = fixtureState(now + 1);
  const hashes = jest.spyOn(crypto, 'createHash');
  const hashed = (): number => {
    hashes.mockClear();
    outside(fresh);
    return hashes.mock.calls.length;
  };
  const [first, later] = [hashed(), hashed()];
  hashes.mockRestore();
  expect(first).toBeGreaterThan(100);
  // The sum itself, and for each issue with a link across the border what crosses it.
  expect(later).toBeLessThan(first / 4);
});
