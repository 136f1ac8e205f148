/**
 * Who may do what: people by their roles, the app everywhere but where a rule or a level keeps it out.
 */
import { put } from '../../local/jira/change';
import {
  canFindIssue,
  canSeeIssue,
  canSeeProject,
  holds,
  isAppAccount,
  visibleComments,
} from '../../local/jira/permissions';
import { FIXTURE, fixtureState } from '../../local/jira/seeds/fixture';
import type { Issue, PermissionKey, Project } from '../../local/jira/state';
import { defaultSwitches } from '../../local/jira/switches';

const state = fixtureState(Date.UTC(2026, 10, 25));
const { issues, people, projects, comments } = FIXTURE;
const switches = defaultSwitches();

function project(id: string): Project {
  const found = state.projects.get(id);
  if (!found) throw new Error(`no project ${id}`);
  return found;
}
function issue(id: string): Issue {
  const found = state.issues.get(id);
  if (!found) throw new Error(`no issue ${id}`);
  return found;
}

describe('a permission in a project', () => {
  const cases: readonly [
    who: keyof typeof people,
    permission: PermissionKey,
    where: keyof typeof projects,
    yes: boolean,
  ][] = [
    ['alphaAdmin', 'ADMINISTER_PROJECTS', 'alpha', true],
    ['alphaAdmin', 'ADMINISTER_PROJECTS', 'beta', false],
    ['betaAdmin', 'ADMINISTER_PROJECTS', 'beta', true],
    ['betaAdmin', 'BROWSE_PROJECTS', 'alpha', false],
    ['bothAdmin', 'ADMINISTER_PROJECTS', 'alpha', true],
    ['bothAdmin', 'ADMINISTER_PROJECTS', 'beta', true],
    ['bothAdmin', 'BROWSE_PROJECTS', 'omega', false],
    ['member', 'BROWSE_PROJECTS', 'alpha', true],
    ['member', 'EDIT_ISSUES', 'alpha', true],
    ['member', 'DELETE_ISSUES', 'alpha', false],
    ['member', 'ADMINISTER_PROJECTS', 'alpha', false],
    ['member', 'BROWSE_PROJECTS', 'omega', true],
    ['outsider', 'BROWSE_PROJECTS', 'alpha', false],
    ['outsider', 'BROWSE_PROJECTS', 'omega', true],
    ['leaver', 'BROWSE_PROJECTS', 'alpha', false],
    ['nobody', 'BROWSE_PROJECTS', 'alpha', false],
    ['siteAdmin', 'ADMINISTER_PROJECTS', 'alpha', true],
    ['siteAdmin', 'BROWSE_PROJECTS', 'alpha', false],
    ['siteAdmin', 'ADMINISTER', 'alpha', true],
    ['alphaAdmin', 'ADMINISTER', 'alpha', false],
    ['app', 'DELETE_ISSUES', 'alpha', true],
    ['app', 'BROWSE_PROJECTS', 'omega', true],
    ['app', 'BROWSE_PROJECTS', 'blocked', false],
    ['omegaLead', 'BROWSE_PROJECTS', 'blocked', true],
    ['app', 'BROWSE_PROJECTS', 'bin', false],
    ['omegaLead', 'BROWSE_PROJECTS', 'bin', false],
    ['omegaLead', 'BROWSE_PROJECTS', 'archived', true],
    ['omegaLead', 'EDIT_ISSUES', 'archived', false],
  ];
  it.each(cases)('%s, %s in %s: %s', (who, permission, where, yes) => {
    expect(holds(state, { accountId: people[who] }, permission, project(projects[where].id))).toBe(yes);
  });

  it('without a project means: in any', () => {
    expect(holds(state, { accountId: people.alphaAdmin }, 'ADMINISTER_PROJECTS')).toBe(true);
    expect(holds(state, { accountId: people.colleague }, 'ADMINISTER_PROJECTS')).toBe(false);
    expect(holds(state, { accountId: null }, 'BROWSE_PROJECTS')).toBe(false);
  });

  it('for anyone is also for those who did not log in', () => {
    const open = { ...project(projects.beta.id), permissions: { BROWSE_PROJECTS: [{ kind: 'anyone' }] } } as const;
    expect(canSeeProject(put(state, 'projects', open), null, open)).toBe(true);
    expect(canSeeProject(state, null, project(projects.beta.id))).toBe(false);
  });

  it('through a group', () => {
    const outsider = state.people.get(people.outsider);
    const group = outsider?.groups.at(-1) ?? '';
    const colleague = state.people.get(people.colleague);
    if (!colleague) throw new Error('no such person');
    const joined = put(state, 'people', { ...colleague, groups: [group] });
    expect(canSeeProject(state, people.colleague, project(projects.omega.id))).toBe(false);
    expect(canSeeProject(joined, people.colleague, project(projects.omega.id))).toBe(true);
  });
});

describe('a security level', () => {
  const sees = (accountId: string | null) => canSeeIssue(state, accountId, issue(issues.secret.id), switches);

  it('hides the issue from members and shows it to its own', () => {
    expect(sees(people.alphaAdmin)).toBe(true);
    expect(sees(people.member)).toBe(false);
    expect(canSeeIssue(state, people.member, issue(issues.plain.id), switches)).toBe(true);
    expect(sees(null)).toBe(false);
  });

  it.each([
    ['visible', true, true],
    ['visible-not-searchable', true, false],
    ['invisible', false, false],
  ] as const)('shows itself to the app by switch: %s', (form, seen, found) => {
    const turned = { ...switches, 'app.securityLevel': form };
    expect(canSeeIssue(state, people.app, issue(issues.secret.id), turned)).toBe(seen);
    expect(canFindIssue(state, people.app, issue(issues.secret.id), turned)).toBe(found);
    expect(canFindIssue(state, people.app, issue(issues.plain.id), turned)).toBe(true);
  });
});

describe('search', () => {
  it.each([
    ['an archived issue', issues.archived.id],
    ['an issue of an archived project', issues.vault1.id],
    ['an issue in the bin', issues.trash1.id],
    ['an issue where apps are kept out', issues.blocked1.id],
  ])('does not find %s', (_what, id) => {
    expect(canFindIssue(state, people.app, issue(id), switches)).toBe(false);
  });

  it('finds any other issue for the app', () => {
    expect(canFindIssue(state, people.app, issue(issues.omega1.id), switches)).toBe(true);
    expect(isAppAccount(state, { accountId: people.app })).toBe(true);
    expect(isAppAccount(state, { accountId: people.member })).toBe(false);
  });
});

describe('comments', () => {
  const read = (accountId: string, id: string) =>
    visibleComments(state, accountId, issue(id)).map((comment) => comment.id);

  it('kept for a role are read by that role and by the app', () => {
    expect(read(people.member, issues.alpha2.id)).not.toContain(comments.restricted);
    expect(read(people.member, issues.alpha2.id)).toContain(comments.alpha2);
    expect(read(people.alphaAdmin, issues.alpha2.id)).toContain(comments.restricted);
    expect(read(people.app, issues.alpha2.id)).toEqual([comments.alpha2, comments.restricted, comments.internal]);
  });

  it('kept for a group are read by that group', () => {
    expect(read(people.outsider, issues.omega2.id)).toContain(comments.omega2);
    expect(read(people.member, issues.omega2.id)).toEqual([]);
  });

  it('that are internal are not for customers', () => {
    const colleague = state.people.get(people.colleague);
    if (!colleague) throw new Error('no such person');
    const asCustomer = put(state, 'people', { ...colleague, accountType: 'customer' });
    const ids = (of: typeof state) =>
      visibleComments(of, people.colleague, issue(issues.alpha2.id)).map(({ id }) => id);
    expect(ids(state)).toContain(comments.internal);
    expect(ids(asCustomer)).not.toContain(comments.internal);
  });
});
