/** (call, facts, principal) → permission or denial: what is not inside has one face, and nothing else is permitted. */

import { admit } from '../../src/gateway/admit';
import type { Call } from '../../src/gateway/call';
import { decide, decideByAnswer, decideProject, decideSubtasks } from '../../src/gateway/decide';
import type { Facts } from '../../src/gateway/facts';
import type { IssueFact } from '../../src/jira/answers';
import type { Permission } from '../../src/policy/permissions';
import fc from '../seeded-fast-check';
import { FOREIGN, facts, issueFact, OTHER, OWN, principal, theCall } from './gateway-world';

const path = '/rest/api/2/issue/ALPHA-24';
const child = { id: '40010', issue: '11024', seenBy: 'everyone' } as const;
const ends = (a: IssueFact, b: IssueFact): Facts['link'] => ({ id: '41010', ends: [a, b] });
const own = issueFact('11024', 'ALPHA-24', OWN);
const ownToo = issueFact('11025', 'ALPHA-25', OWN);
const foreign = issueFact('20001', 'OMEGA-1', FOREIGN);
const secured = issueFact('11020', 'ALPHA-20', OWN, { secured: true });

/** Calls about ALPHA-24, with the permission that each needs. */
const ABOUT_ISSUE: readonly (readonly [name: string, call: Call, needs: Permission])[] = [
  ['getTransitions', theCall('GET', `${path}/transitions`), 'issue:read'],
  ['getComments', theCall('GET', `${path}/comment`), 'comment:read'],
  ['getComment', theCall('GET', `${path}/comment/40010`), 'comment:read'],
  ['editIssue', theCall('PUT', path, { fields: { summary: 'x' } }), 'issue:edit'],
  ['assignIssue', theCall('PUT', `${path}/assignee`, { accountId: null }), 'issue:assign'],
  ['doTransition', theCall('POST', `${path}/transitions`, { transition: { id: '21' } }), 'issue:transition'],
  ['addComment', theCall('POST', `${path}/comment`, { body: 'x' }), 'comment:create'],
  ['updateComment', theCall('PUT', `${path}/comment/40010`, { body: 'x' }), 'comment:edit'],
  ['deleteComment', theCall('DELETE', `${path}/comment/40010`), 'comment:delete'],
  ['deleteIssue', theCall('DELETE', path), 'issue:delete'],
];
const about = (issue: IssueFact | undefined, more: Partial<Facts> = {}): Facts =>
  facts({ issues: new Map(issue === undefined ? [] : [['ALPHA-24', issue]]), child, ...more });

describe.each(ABOUT_ISSUE)('%s', (_, call, needs) => {
  test('is permitted inside, in the project that it touches', () => {
    const decided = decide(call, about(own), principal());
    expect(decided.ok && { projectIds: decided.value.projectIds, issue: decided.value.issue }).toEqual({
      projectIds: [OWN],
      issue: own,
    });
  });

  test('has one face for an issue that is foreign, hidden or never was', () => {
    const never = decide(call, about(undefined), principal());
    expect(never).toEqual({ ok: false, error: { reason: 'absent', thing: 'issue' } });
    for (const issue of [foreign, secured]) expect(decide(call, about(issue), principal())).toEqual(never);
  });

  test('has that face too for a key that lacks the right, so that a status tells nothing', () => {
    const key = principal([needs], ['project:read']);
    const never = decide(call, about(undefined), key);
    // One that may do nothing about issues there is told no more of its own project.
    for (const issue of [foreign, own]) expect(decide(call, about(issue), key)).toEqual(never);
    expect(decide(call, about(own), principal([needs], ['attachment:read']))).toMatchObject({
      ok: false,
      error: { reason: 'permission_missing', missing: [needs] },
    });
  });

  test('is admitted where some grant holds what it needs, before anything is looked up', () => {
    expect(admit(call, principal([], [needs])).ok).toBe(true);
    expect(admit(call, principal([], ['project:read']))).toMatchObject({
      ok: false,
      error: { reason: 'permission_missing', missing: [needs] },
    });
  });
});

describe('a comment', () => {
  const write = theCall('DELETE', `${path}/comment/40010`);
  test.each([
    ['of another issue', { ...child, issue: '20001' }],
    ['of another id', { ...child, id: '40011' }],
    ['that not everyone may see', { ...child, seenBy: 'some' as const }],
    ['that never was', undefined],
  ])('%s is absent', (_, fact) => {
    const decided = decide(write, about(own, { child: fact }), principal());
    expect(decided).toEqual({ ok: false, error: { reason: 'absent', thing: 'comment' } });
  });
});

describe('a link', () => {
  const call = theCall('DELETE', '/rest/api/2/issueLink/41010');
  const decided = (link: Facts['link'], key = principal()) => decide(call, facts({ link }), key);
  test('with both ends inside is permitted', () => expect(decided(ends(own, ownToo)).ok).toBe(true));
  test.each([
    ['to a foreign issue', ends(own, foreign)],
    ['from a foreign issue', ends(foreign, own)],
    ['to a hidden issue', ends(own, secured)],
    ['between foreign issues', ends(foreign, foreign)],
    ['that never was', undefined],
  ])('%s is absent', (_, link) => {
    expect(decided(link)).toEqual({ ok: false, error: { reason: 'absent', thing: 'link' } });
  });
  test('to a project where the right is missing is refused by that', () => {
    const beta = issueFact('14001', 'BETA-1', OTHER);
    expect(decided(ends(own, beta), principal(['issue:read']))).toMatchObject({
      error: { reason: 'permission_missing' },
    });
    expect(decided(ends(own, beta), principal(['issue:link'])).ok).toBe(true);
  });
});

describe('a creation', () => {
  const create = (project: object) =>
    theCall('POST', '/rest/api/2/issue', { fields: { project, issuetype: { name: 'Task' }, summary: 'x' } });
  const projects = (id: string) => facts({ projects: new Map([['ALPHA', { id, key: 'ALPHA' }]]) });
  test('in a granted project is permitted, and written with its id', () => {
    const decided = decide(create({ key: 'alpha' }), projects(OWN), principal());
    expect(decided.ok && decided.value.projectIds).toEqual([OWN]);
  });
  test.each([
    ['in a foreign project', create({ key: 'ALPHA' }), projects(FOREIGN)],
    ['in a project that never was', create({ key: 'ALPHA' }), facts()],
  ])('%s is absent', (_, call, known) => {
    expect(decide(call, known, principal())).toEqual({ ok: false, error: { reason: 'absent', thing: 'project' } });
  });
  test('without a project is refused', () => {
    const call = theCall('POST', '/rest/api/2/issue', { fields: { summary: 'x' } });
    expect(decide(call, facts(), principal())).toMatchObject({ ok: false });
  });
});

describe('a read that its own answer decides', () => {
  const call = theCall('GET', path);
  test('is permitted by the project in the answer', () => {
    expect(decideByAnswer(call, own, facts(), principal()).ok).toBe(true);
  });
  test.each([
    ['foreign', foreign],
    ['hidden', secured],
    ['missing', undefined],
  ])('is absent where it is %s', (_, issue) => {
    expect(decideByAnswer(call, issue, facts(), principal())).toEqual({
      ok: false,
      error: { reason: 'absent', thing: 'issue' },
    });
  });
  test('of a project goes by its id', () => {
    const project = theCall('GET', '/rest/api/2/project/ALPHA');
    expect(decideProject(project, OWN, facts(), principal()).ok).toBe(true);
    const absent = { ok: false, error: { reason: 'absent', thing: 'project' } };
    expect(decideProject(project, FOREIGN, facts(), principal())).toEqual(absent);
    expect(decideProject(project, undefined, facts(), principal())).toEqual(absent);
  });
});

test('subtasks are deleted only where each of them is inside, with the right', () => {
  const call = theCall('DELETE', path);
  const decided = decide(call, about({ ...own, subtaskIds: ['11025', '14001'] }), principal(['issue:delete']));
  if (!decided.ok) throw new Error('the deletion itself is permitted');
  const beta = issueFact('14001', 'BETA-1', OTHER);
  expect(decideSubtasks(decided.value, [ownToo, beta]).ok).toBe(true);
  const refused = { ok: false, error: { reason: 'subtasks_out_of_reach' } };
  expect(decideSubtasks(decided.value, [ownToo])).toEqual(refused);
  expect(decideSubtasks(decided.value, [ownToo, { ...beta, projectId: FOREIGN }])).toEqual(refused);
  expect(decideSubtasks(decided.value, [ownToo, { ...beta, secured: true }])).toEqual(refused);
});

test('whatever Jira says, what is permitted lies inside, with every right that is needed', () => {
  const projectId = fc.constantFrom(OWN, OTHER, FOREIGN);
  const fact = fc.option(
    fc
      .tuple(projectId, fc.boolean())
      .map(([project, level]) => issueFact('11024', 'ALPHA-24', project, { secured: level })),
    { nil: undefined },
  );
  const rights = fc.subarray<Permission>([...new Set(ABOUT_ISSUE.map(([, , needs]) => needs))]);
  fc.assert(
    fc.property(fc.constantFrom(...ABOUT_ISSUE), fact, rights, rights, ([, call, needs], issue, there, here) => {
      const key = principal(there, here);
      const decided = decide(call, about(issue), key);
      const holds = issue !== undefined && (key.grants.get(issue.projectId)?.permissions.has(needs) ?? false);
      expect(decided.ok).toBe(issue !== undefined && !issue.secured && holds);
    }),
    { numRuns: 2000 },
  );
});
