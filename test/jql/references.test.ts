/** What a query names, found from its text alone. */
import { parseJql } from '../../src/jql/parse';
import { references } from '../../src/jql/references';
import { sprintStates } from '../../src/jql/sprint-states';
import { ALPHA } from './three-projects';

const of = (text: string) => {
  const parsed = parseJql(text);
  if (!parsed.ok) throw new Error('valid JQL');
  return references(parsed.value);
};

describe('references of a query', () => {
  test.each([
    ['key = alpha-1', ['ALPHA-1']],
    ['id in (20001, "ALPHA-2", ALPHA-2)', ['20001', 'ALPHA-2']],
    ['NOT (issue >= ALPHA-1 OR parent in (OMEGA-1, (B2_X-3)))', ['ALPHA-1', 'OMEGA-1', 'B2_X-3']],
    ['"Epic Link" = ALPHA-1 and "Parent Link" = ALPHA-2', ['ALPHA-1', 'ALPHA-2']],
    ['issue in linkedIssues(ALPHA-1, blocks) and linkedIssue = ALPHA-2', ['ALPHA-1', 'ALPHA-2']],
    ['key in ("ALPHA-01", "020001", "ALPHA-", "-1", "ſX-1", "A-1 ", "1e4", "")', []],
    ['summary ~ "ALPHA-1" or labels = ALPHA-1', []],
  ])('issues of %s', (text, issues) => {
    expect(of(text).issues).toEqual(issues);
  });

  test.each([
    ['assignee = ann', ['ann']],
    ['reporter in (x, y) or creator = x', ['x', 'y']],
    ['worklogAuthor = x', ['x']],
    ['status changed by (x, "y") or status was Open by z', ['x', 'y', 'z']],
    ['Approver = "712020:0aa0-11" and Weight = Large', ['712020:0aa0-11']],
    ['status = "5b10a2844c20165700ed0001"', []],
  ])('people of %s', (text, people) => {
    expect(of(text).people).toEqual(people);
  });

  test.each([
    ['created > -1d order by key', false, false],
    ['statusCategory = Done', false, false],
    ['status = Open', true, false],
    ['Weight = Large', true, false],
    ['order by Weight', true, false],
    ['sprint in openSprints()', false, true],
    ['created > -1d or not SPRINT is empty', false, true],
    ['sprint = 5', false, true],
    ['cf[10014] = 5', true, false],
  ])('%s needs a lexicon: %s, asks about sprints: %s', (text, needsLexicon, asksAboutSprints) => {
    expect(of(text)).toMatchObject({ needsLexicon, asksAboutSprints });
  });

  test.each([
    ['status = Open', ''],
    ['sprint in openSprints()', 'active'],
    ['sprint in (openSprints(), futureSprints())', 'active future'],
    ['NOT sprint in (openSprints(), futureSprints())', 'active closed future'],
    ['NOT (created > -1d OR sprint not in openSprints())', 'active'],
    ['sprint in openSprints() or (created > -1d and "sprint" in closedSprints())', 'active closed'],
    ['cf[10014] in openSprints()', 'active'],
    ['Iteration in openSprints()', 'active'],
    ['cf[10999] in openSprints()', ''],
    ['sprint not in openSprints()', 'active closed future'],
    ['sprint in (openSprints(), 51)', 'active closed future'],
    ['sprint in (openSprints(), EMPTY)', 'active closed future'],
    ['sprint in openSprints() and sprint = 51', 'active closed future'],
    ['sprint is EMPTY', 'active closed future'],
    ['cf[10014] != 51', 'active closed future'],
  ])('of %s, sprints have to be known in the states: %s', (text, states) => {
    const parsed = parseJql(text);
    if (!parsed.ok) throw new Error('valid JQL');
    expect([...sprintStates(parsed.value, ALPHA)].toSorted().join(' ')).toBe(states);
  });
});
