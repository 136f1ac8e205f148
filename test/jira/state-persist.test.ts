/**
 * What is saved is what is loaded, and a save writes only what changed.
 */
import Database from 'libsql';
import { addComment, deleteIssue, editIssue, moveIssue } from '../../local/jira/change';
import { loadState, saveChanges } from '../../local/jira/persist';
import { toDocument } from '../../local/jira/rich-text';
import { demoState } from '../../local/jira/seeds/demo';
import { FIXTURE, fixtureState } from '../../local/jira/seeds/fixture';

const now = Date.UTC(2026, 10, 25);
const { issues, people, projects } = FIXTURE;
const act = { by: people.member, now };

let db: Database.Database;
beforeEach(() => {
  db = new Database(':memory:');
});
afterEach(() => {
  db.close();
});

it('an empty database holds no state', () => {
  expect(loadState(db)).toBeUndefined();
});

it.each([
  ['fixture', fixtureState(now)],
  ['demo', demoState(now)],
])('a saved site comes back equal: %s', (_name, state) => {
  saveChanges(db, undefined, state);
  const loaded = loadState(db);
  expect(loaded).toEqual(state);
  expect([...(loaded?.issues.keys() ?? [])]).toEqual([...state.issues.keys()]);
});

it('changes upon changes come back equal, deletions and awkward text included', () => {
  const first = fixtureState(now);
  saveChanges(db, undefined, first);
  const edited = editIssue(first, issues.plain.id, { summary: 'a\u0000b \ud83d\ude00 \' " \ud800' }, act);
  const commented = addComment(edited, { issueId: issues.plain.id, body: toDocument('x') }, act).state;
  saveChanges(db, first, commented);
  const moved = moveIssue(commented, issues.alpha2.id, projects.omega.id, now);
  const deleted = deleteIssue(moved, issues.alpha1.id, { withSubtasks: true }, act);
  saveChanges(db, commented, deleted);
  expect(loadState(db)).toEqual(deleted);
});

it('an entity that is the same object is not written again', () => {
  const first = fixtureState(now);
  saveChanges(db, undefined, first);
  db.exec("UPDATE jira SET json = json_set(json, '$.summary', 'marked') WHERE kind = 'issues'");
  saveChanges(db, first, editIssue(first, issues.plain.id, { summary: 'new' }, act));
  const loaded = loadState(db);
  expect(loaded?.issues.get(issues.plain.id)?.summary).toBe('new');
  expect(loaded?.issues.get(issues.plainToo.id)?.summary).toBe('marked');
});

it('a save without a previous state replaces what was there', () => {
  saveChanges(db, undefined, fixtureState(now));
  const demo = demoState(now);
  saveChanges(db, undefined, demo);
  expect(loadState(db)).toEqual(demo);
});
