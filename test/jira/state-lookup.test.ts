/**
 * Finding issues and projects the way Jira does: keys in any case and former ones, ids exactly, live keys first.
 */
import { issueByKeyOrId, moveIssue, projectByKeyOrId, put, renameProjectKey } from '../../local/jira/change';
import { FIXTURE, fixtureState } from '../../local/jira/seeds/fixture';

const now = Date.UTC(2026, 10, 25);
const state = fixtureState(now);
const { issues, projects, missing } = FIXTURE;

describe('an issue is found', () => {
  const cases: readonly [how: string, spelled: string, id: string, moved: boolean][] = [
    ['by its key', 'ALPHA-1', issues.alpha1.id, false],
    ['by its key in lower case', 'alpha-1', issues.alpha1.id, false],
    ['by its id', issues.alpha1.id, issues.alpha1.id, false],
    ['by its id in another spelling', `+0${issues.alpha1.id}.0`, issues.alpha1.id, false],
    ['by its key with zeros in front', 'alpha-001', issues.alpha1.id, false],
    ['by the key it had before it moved out', 'ALPHA-7', issues.movedOut.id, true],
    ['by the key it had before it moved in, in any case', 'omega-3', issues.movedIn.id, true],
    ['by its key after it moved', 'ALPHA-12', issues.movedIn.id, false],
    ['by a key from before its project was renamed', 'OLDAL-1', issues.alpha1.id, true],
    ['by a former project key that it never had itself', 'OLDAL-24', issues.plain.id, true],
    ['by a foreign project key of old', 'DELTA-1', issues.gamma1.id, true],
  ];
  it.each(cases)('%s: %s', (_how, spelled, id, moved) => {
    const found = issueByKeyOrId(state, spelled);
    expect(found?.issue.id).toBe(id);
    expect(found?.moved).toBe(moved);
  });

  it.each([missing.issueId, missing.issueKey, missing.alphaKey, missing.omegaKey, `-${issues.alpha1.id}`, 'ALPHA', ''])(
    'but nothing is at %j',
    (spelled) => {
      expect(issueByKeyOrId(state, spelled)).toBeUndefined();
    },
  );

  it('again after a write, by what it is called then', () => {
    const issue = state.issues.get(issues.plain.id);
    if (!issue) throw new Error('no such issue');
    const next = put(state, 'issues', { ...issue, key: 'ALPHA-777' });
    expect(issueByKeyOrId(next, 'ALPHA-777')?.issue.id).toBe(issues.plain.id);
    expect(issueByKeyOrId(state, 'ALPHA-777')).toBeUndefined();
  });
});

describe('a project is found', () => {
  const cases: readonly [how: string, spelled: string, id: string][] = [
    ['by key', 'ALPHA', projects.alpha.id],
    ['by key in any case', 'alpha', projects.alpha.id],
    ['by id', projects.omega.id, projects.omega.id],
    ['by former key', 'DELTA', projects.gamma.id],
    ['when archived', 'VAULT', projects.archived.id],
  ];
  it.each(cases)('%s: %s', (_how, spelled, id) => {
    expect(projectByKeyOrId(state, spelled)?.id).toBe(id);
  });

  it('by no name', () => {
    expect(projectByKeyOrId(state, 'Beta')?.id).toBe(projects.beta.id); // its key, in another case
    expect(projectByKeyOrId(state, 'People (confidential)')).toBeUndefined();
  });

  it('in the bin only when asked for', () => {
    for (const spelled of [projects.bin.key, projects.bin.id]) {
      expect(projectByKeyOrId(state, spelled)).toBeUndefined();
      expect(projectByKeyOrId(state, spelled, { withBin: true })?.id).toBe(projects.bin.id);
    }
  });

  it('under the key it has now rather than the project that had the key before', () => {
    const renamed = renameProjectKey(state, projects.alpha.id, 'NEWAL');
    expect(projectByKeyOrId(renamed, 'ALPHA')?.id).toBe(projects.alpha.id);
    const taken = renameProjectKey(renamed, projects.reborn.id, 'ALPHA');
    expect(projectByKeyOrId(taken, 'ALPHA')?.id).toBe(projects.reborn.id);
    expect(projectByKeyOrId(taken, 'NEWAL')?.id).toBe(projects.alpha.id);
  });
});

describe('old keys go on working', () => {
  it('after a rename and a move together', () => {
    const moved = moveIssue(state, issues.plain.id, projects.beta.id, now);
    const renamed = renameProjectKey(moved, projects.beta.id, 'BETTER');
    const key = renamed.issues.get(issues.plain.id)?.key;
    expect(key).toBe('BETTER-9');
    for (const spelled of ['ALPHA-24', 'BETA-9', 'BETTER-9', 'better-9']) {
      expect(issueByKeyOrId(renamed, spelled)?.issue.id).toBe(issues.plain.id);
    }
  });
});
