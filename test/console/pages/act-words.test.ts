/** What a page says of an act: the app's own words for its own notes, and a person's words as they are. */
import { actorWords, detailWords } from '../../../static/console/src/pages/audit/act-words';

const NOTES = [
  ['sponsor_left', 'schedule', "The sponsor's account was closed."],
  ['project_deleted', 'product-event', 'A project of the key was deleted.'],
  ['write_landed_outside', 'gateway', 'A write of the key landed outside its projects.'],
  ['by_itself', 'key:AAAAAAAAAAAA', 'Whoever holds the key ended it.'],
] as const;

test.each(NOTES)('%s by %s is told in words', (detail, by, words) => {
  expect(actorWords(by)).toBeDefined();
  expect(detailWords(detail, by)).toBe(words);
});

test.each(NOTES)('%s, written by a person, stays what they wrote', (detail) => {
  expect(detailWords(detail, '5b10a2844c20165700ede21g')).toBe(detail);
  expect(detailWords(detail, undefined)).toBe(detail);
});

test.each(['constructor', 'toString', '__proto__'])('%s is no note of the app', (detail) => {
  expect(detailWords(detail, 'schedule')).toBe(detail);
});
