/**
 * What Jira does of itself when something changes: numbers, history, mail, and the state before staying as it was.
 */
import {
  addComment,
  childrenOf,
  commentsOf,
  createIssue,
  deleteIssue,
  deleteProject,
  editComment,
  editIssue,
  issueByKeyOrId,
  linkIssues,
  linksOf,
  moveIssue,
  put,
  remove,
  removeComment,
  renameProjectKey,
  transitionIssue,
  unlink,
} from '../../local/jira/change';
import { TABLES } from '../../local/jira/change/tables';
import { toDocument } from '../../local/jira/rich-text';
import { LINK_TYPE, RESOLUTION, STATUS, TYPE } from '../../local/jira/seeds/base';
import { demoState } from '../../local/jira/seeds/demo';
import { FIXTURE, fixtureState } from '../../local/jira/seeds/fixture';
import type { HistoryItem, Issue, JiraState } from '../../local/jira/state';

const now = Date.UTC(2026, 10, 25, 12);
const state = fixtureState(Date.UTC(2026, 10, 25));
const { issues, projects, people, fields } = FIXTURE;
const act = { by: people.member, now };

function issueOf(from: JiraState, id: string): Issue {
  const issue = from.issues.get(id);
  if (!issue) throw new Error(`no issue ${id}`);
  return issue;
}

/** The items that were written by the last change. */
const lastItems = (from: JiraState, id: string): readonly HistoryItem[] =>
  issueOf(from, id).history.at(-1)?.items ?? [];

const newMails = (next: JiraState) => [...next.mails.values()].filter((mail) => !state.mails.has(mail.id));

describe('a site grows the same way each time', () => {
  it.each([
    ['fixture', fixtureState],
    ['demo', demoState],
  ])('%s', (_name, seed) => {
    expect(seed(now)).toEqual(seed(now));
  });

  it.each([
    ['fixture', fixtureState(now)],
    ['demo', demoState(now)],
  ])('%s: history is in order of time and nothing lies in the future', (_name, site) => {
    for (const issue of site.issues.values()) {
      const times = issue.history.map((entry) => entry.created);
      expect(times).toEqual([...times].sort());
      expect([issue.created, ...times].every((time) => time <= new Date(now).toISOString())).toBe(true);
    }
  });

  it('every reference of the fixture leads somewhere', () => {
    for (const issue of state.issues.values()) {
      expect(state.projects.has(issue.projectId)).toBe(true);
      expect(state.issueTypes.has(issue.typeId)).toBe(true);
      expect(state.statuses.has(issue.statusId)).toBe(true);
      if (issue.parentId !== null) expect(state.issues.has(issue.parentId)).toBe(true);
      for (const id of [issue.assignee, issue.reporter, issue.creator]) if (id) expect(state.people.has(id)).toBe(true);
      for (const id of issue.sprintIds) expect(state.sprints.has(String(id))).toBe(true);
      for (const id of [...issue.fixVersionIds, ...issue.affectsVersionIds]) expect(state.versions.has(id)).toBe(true);
    }
    for (const [name, { id, key }] of Object.entries(issues)) {
      expect([name, state.issues.get(id)?.key]).toEqual([name, key]);
    }
    for (const id of Object.values(FIXTURE.comments)) expect(state.comments.has(id)).toBe(true);
    for (const id of Object.values(FIXTURE.links)) expect(state.links.has(id)).toBe(true);
  });
});

it('the list of tables names every table', () => {
  const maps = Object.entries(state).flatMap(([name, table]) => (table instanceof Map ? [name] : []));
  expect([...TABLES].sort()).toEqual(maps.sort());
});

describe('single entities', () => {
  it('are put and removed without touching the state before', () => {
    const person = { ...state.people.get(people.member), displayName: 'Someone Else' };
    const before = state.people.get(people.member);
    if (!before) throw new Error('no such person');
    const next = put(state, 'people', { ...before, displayName: person.displayName });
    expect(next.people.get(people.member)?.displayName).toBe('Someone Else');
    expect(state.people.get(people.member)).toBe(before);
    expect(next.issues).toBe(state.issues);
    const gone = remove(next, 'people', people.member);
    expect(gone.people.has(people.member)).toBe(false);
    expect(remove(state, 'people', people.nobody)).toBe(state);
  });
});

describe('a new issue', () => {
  it('gets the next number of its project and an id of the site, and a number is never used again', () => {
    const draft = { projectId: projects.alpha.id, typeId: TYPE.task, summary: 'New' };
    const first = createIssue(state, draft, act);
    expect(first.issue.key).toBe('ALPHA-71');
    expect(first.issue.statusId).toBe(STATUS.toDo);
    const deleted = deleteIssue(first.state, first.issue.id, { withSubtasks: false }, act);
    const second = createIssue(deleted, draft, act);
    expect(second.issue.key).toBe('ALPHA-72');
    expect(Number(second.issue.id)).toBeGreaterThan(Number(first.issue.id));
    expect(state.issues.has(first.issue.id)).toBe(false);
  });
});

describe('an edit', () => {
  const cases: readonly [what: string, patch: Parameters<typeof editIssue>[2], item: Partial<HistoryItem>][] = [
    [
      'summary',
      { summary: 'Other' },
      { field: 'summary', fieldId: 'summary', fromString: 'Plain work', toString: 'Other' },
    ],
    ['description', { description: toDocument('text') }, { field: 'description', from: null, toString: 'text' }],
    ['labels', { labels: ['a', 'b'] }, { field: 'labels', fromString: '', toString: 'a b' }],
    [
      'priority',
      { priorityId: '1' },
      { field: 'priority', from: '3', fromString: 'Medium', to: '1', toString: 'Highest' },
    ],
    [
      'assignee',
      { assignee: people.colleague },
      { field: 'assignee', from: null, to: people.colleague, toString: 'Kim Colleague' },
    ],
    [
      'fix version',
      { fixVersionIds: ['10501'] },
      { field: 'Fix Version', fieldId: 'fixVersions', to: '10501', toString: '2.0' },
    ],
    [
      'component',
      { componentIds: ['10520'] },
      { field: 'Component', fieldId: 'components', to: '10520', toString: 'Backend' },
    ],
    [
      'sprint',
      { sprintIds: [1001] },
      { field: 'Sprint', fieldId: fields.sprint, from: '', to: '1001', toString: 'Alpha Sprint 2' },
    ],
    [
      'parent',
      { parentId: issues.epic.id },
      { field: 'IssueParentAssociation', fieldId: null, to: issues.epic.id, toString: 'ALPHA-5' },
    ],
    [
      'select',
      { custom: { [fields.severity]: '10701' } },
      { field: 'Severity', fieldtype: 'custom', to: '10701', toString: 'Minor' },
    ],
    ['number', { custom: { [fields.points]: 3 } }, { field: 'Story Points', fieldId: fields.points, toString: '3' }],
    [
      'epic link',
      { custom: { [fields.epicLink]: 'ALPHA-5' } },
      { field: 'Epic Link', to: issues.epic.id, toString: 'ALPHA-5' },
    ],
  ];
  it.each(cases)('of %s is written down under the name that Jira gives it', (_what, patch, item) => {
    const next = editIssue(state, issues.plain.id, patch, act);
    expect(lastItems(next, issues.plain.id)).toContainEqual(expect.objectContaining(item));
    expect(issueOf(next, issues.plain.id).updated).toBe(new Date(now).toISOString());
  });

  it('that changes nothing leaves no history', () => {
    const next = editIssue(state, issues.plain.id, { summary: 'Plain work' }, act);
    expect(issueOf(next, issues.plain.id).history).toEqual(issueOf(state, issues.plain.id).history);
  });

  it('leaves custom fields alone that it does not name', () => {
    const next = editIssue(state, issues.everyField.id, { custom: { [fields.points]: 8 } }, act);
    const custom = issueOf(next, issues.everyField.id).custom;
    expect(custom[fields.points]).toBe(8);
    expect(custom[fields.text]).toBe('a short note');
  });

  it('sends mail to watchers, assignee, reporter and whoever is mentioned, but not to the one who made it', () => {
    const text = toDocument(`ask [~accountid:${people.bothAdmin}]`);
    const next = editIssue(state, issues.alpha2.id, { description: text, assignee: people.leaver }, act);
    // The member acts, the leaver cannot log in any more.
    expect(
      newMails(next)
        .map((mail) => mail.to)
        .sort(),
    ).toEqual([people.bothAdmin, people.colleague].sort());
    expect(newMails(next).every((mail) => mail.projectId === projects.alpha.id)).toBe(true);
    const quiet = editIssue(state, issues.alpha2.id, { description: text }, { ...act, notify: false });
    expect(newMails(quiet)).toEqual([]);
  });
});

describe('a transition', () => {
  const workflow = state.workflows.get('10420');
  const named = (name: string) => {
    const found = workflow?.transitions.find((transition) => transition.name === name);
    if (!found) throw new Error(`no transition ${name}`);
    return found;
  };

  it('to a done status sets resolution and time, and one away from it clears both', () => {
    const done = transitionIssue(state, issues.plain.id, named('Done'), {}, act);
    expect(issueOf(done, issues.plain.id)).toMatchObject({
      statusId: STATUS.done,
      resolutionId: RESOLUTION.done,
      resolved: new Date(now).toISOString(),
      statusChanged: new Date(now).toISOString(),
    });
    const back = transitionIssue(done, issues.plain.id, named('To Do'), {}, act);
    expect(issueOf(back, issues.plain.id)).toMatchObject({ statusId: STATUS.toDo, resolutionId: null, resolved: null });
  });

  it('takes the resolution that it is given', () => {
    const next = transitionIssue(state, issues.plain.id, named('Done'), { resolutionId: RESOLUTION.wontDo }, act);
    expect(issueOf(next, issues.plain.id).resolutionId).toBe(RESOLUTION.wontDo);
  });
});

describe('a link', () => {
  const ends = { typeId: LINK_TYPE.blocks, inwardIssueId: issues.plain.id, outwardIssueId: issues.omega1.id };

  it('writes the key of the other end into the history of both, and mail to people of both', () => {
    const { state: next } = linkIssues(state, ends, act);
    expect(lastItems(next, issues.plain.id)).toEqual([
      expect.objectContaining({ field: 'Link', fieldId: null, to: 'OMEGA-1', toString: 'This issue blocks OMEGA-1' }),
    ]);
    expect(lastItems(next, issues.omega1.id)).toEqual([
      expect.objectContaining({ to: 'ALPHA-24', toString: 'This issue is blocked by ALPHA-24' }),
    ]);
    expect(newMails(next).map((mail) => mail.to)).toContain(people.outsider);
  });

  it('that is there already changes nothing', () => {
    const first = linkIssues(state, ends, act);
    const again = linkIssues(first.state, ends, act);
    expect(first.existed).toBe(false);
    expect(again).toEqual({ state: first.state, link: first.link, existed: true });
  });

  it('is taken away at both ends', () => {
    const { state: linked, link } = linkIssues(state, ends, act);
    const next = unlink(linked, link.id, act);
    expect(linksOf(next, issues.plain.id)).toEqual([]);
    expect(lastItems(next, issues.omega1.id)).toEqual([
      expect.objectContaining({ from: 'ALPHA-24', to: null, fromString: 'This issue is blocked by ALPHA-24' }),
    ]);
  });
});

describe('a comment', () => {
  it('is added, edited and removed, and touches its issue when added', () => {
    const added = addComment(state, { issueId: issues.plain.id, body: toDocument('one') }, act);
    expect(commentsOf(added.state, issues.plain.id).map((comment) => comment.id)).toEqual([added.comment.id]);
    expect(issueOf(added.state, issues.plain.id).updated).toBe(new Date(now).toISOString());
    const edited = editComment(
      added.state,
      added.comment.id,
      { body: toDocument('two') },
      { ...act, by: people.alphaAdmin },
    );
    expect(edited.comments.get(added.comment.id)).toMatchObject({
      authorAccountId: people.member,
      updateAuthorAccountId: people.alphaAdmin,
      body: toDocument('two'),
    });
    expect(commentsOf(removeComment(edited, added.comment.id), issues.plain.id)).toEqual([]);
  });
});

describe('deleting an issue', () => {
  it('takes all that hangs on it, and its subtasks when asked for', () => {
    const next = deleteIssue(state, issues.alpha1.id, { withSubtasks: true }, act);
    expect(next.issues.has(issues.alpha1.id)).toBe(false);
    expect(next.issues.has(issues.subtask.id)).toBe(false);
    expect(next.comments.has(FIXTURE.comments.alpha1)).toBe(false);
    expect(next.links.has(FIXTURE.links.within)).toBe(false);
    expect(next.attachments.has(FIXTURE.attachments.alpha)).toBe(false);
    expect(next.worklogs.has(FIXTURE.worklogs.alpha)).toBe(false);
    expect(next.issues.has(issues.alpha2.id)).toBe(true);
  });

  it('of an epic frees its children and leaves them where they are', () => {
    const next = deleteIssue(state, issues.epic.id, { withSubtasks: true }, act);
    expect(issueOf(next, issues.childOfEpic.id).parentId).toBeNull();
    expect(issueOf(next, issues.epicLink.id).custom[fields.epicLink]).toBeNull();
    expect(childrenOf(next, issues.epic.id)).toEqual([]);
  });
});

describe('a move', () => {
  const next = moveIssue(state, issues.alpha1.id, projects.omega.id, now, people.member);
  const moved = issueOf(next, issues.alpha1.id);

  it('keeps the id, gives the next key and remembers the old ones', () => {
    expect(moved.key).toBe('OMEGA-26');
    expect(moved.formerKeys).toEqual(['ALPHA-1', 'OLDAL-1']);
    expect(issueByKeyOrId(next, 'ALPHA-1')).toEqual({ issue: moved, moved: true });
    // Its subtask took the number after it.
    expect(next.projects.get(projects.omega.id)?.nextIssueNumber).toBe(28);
  });

  it('leaves behind what is of the old project only, and takes subtasks, links and comments along', () => {
    expect(moved).toMatchObject({ componentIds: [], fixVersionIds: [], affectsVersionIds: [], securityLevelId: null });
    expect(issueOf(next, issues.subtask.id).projectId).toBe(projects.omega.id);
    expect(linksOf(next, issues.alpha1.id)).toEqual(linksOf(state, issues.alpha1.id));
    expect(commentsOf(next, issues.alpha1.id)).toEqual(commentsOf(state, issues.alpha1.id));
  });

  it('is written down with both projects and both keys', () => {
    expect(lastItems(next, issues.alpha1.id)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          field: 'project',
          from: projects.alpha.id,
          fromString: 'Alpha',
          to: projects.omega.id,
        }),
        expect.objectContaining({ field: 'Key', fromString: 'ALPHA-1', toString: 'OMEGA-26' }),
      ]),
    );
  });

  it('of an epic takes the epic links of its children along', () => {
    const next = moveIssue(state, issues.epic.id, projects.beta.id, now);
    expect(issueOf(next, issues.epicLink.id).custom[fields.epicLink]).toBe('BETA-9');
    expect(issueOf(next, issues.epicLink.id).parentId).toBe(issues.epic.id);
  });

  it('into a team-managed project gives a type and a status that it has', () => {
    const next = moveIssue(state, issues.plain.id, projects.team.id, now);
    expect(issueOf(next, issues.plain.id)).toMatchObject({
      typeId: FIXTURE.types.omegaTeam,
      statusId: FIXTURE.statuses.omegaTeam,
    });
  });

  it('to the project where it is, or to none, changes nothing', () => {
    expect(moveIssue(state, issues.alpha1.id, projects.alpha.id, now)).toBe(state);
    expect(moveIssue(state, issues.alpha1.id, projects.nope.id, now)).toBe(state);
  });
});

describe('renaming a project', () => {
  const next = renameProjectKey(state, projects.alpha.id, 'NEWAL');

  it('gives every issue its new key and keeps ids and old keys', () => {
    expect(issueOf(next, issues.alpha1.id)).toMatchObject({ key: 'NEWAL-1', formerKeys: ['ALPHA-1', 'OLDAL-1'] });
    expect(issueOf(next, issues.movedOut.id).key).toBe('OMEGA-9');
    expect(next.projects.get(projects.alpha.id)).toMatchObject({ key: 'NEWAL', formerKeys: ['ALPHA', 'OLDAL'] });
    expect(issueOf(next, issues.epicLink.id).custom[fields.epicLink]).toBe('NEWAL-5');
  });

  it('back again takes the key off the list of former ones', () => {
    const back = renameProjectKey(next, projects.alpha.id, 'ALPHA');
    expect(back.projects.get(projects.alpha.id)?.formerKeys).toEqual(['NEWAL', 'OLDAL']);
    expect(issueOf(back, issues.alpha1.id).formerKeys).toEqual(['NEWAL-1', 'OLDAL-1']);
  });
});

describe('deleting a project', () => {
  const next = deleteProject(state, projects.omega.id);

  it('leaves nothing of it, and frees its key', () => {
    expect(issueByKeyOrId(next, 'OMEGA-1')).toBeUndefined();
    expect([...next.issues.values()].some((issue) => issue.projectId === projects.omega.id)).toBe(false);
    expect(next.links.has(FIXTURE.links.toForeign)).toBe(false);
    expect(next.comments.has(FIXTURE.comments.omega1)).toBe(false);
    expect(next.sprints.has(String(FIXTURE.sprints.omegaActive))).toBe(false);
    expect(issueOf(next, issues.childOfForeignEpic.id).parentId).toBeNull();
    expect(issueOf(next, issues.epicLinkToForeign.id).custom[fields.epicLink]).toBeNull();
  });

  it('leaves all others as they were', () => {
    expect(issueOf(next, issues.alpha1.id)).toBe(issueOf(state, issues.alpha1.id));
    expect(next.links.has(FIXTURE.links.within)).toBe(true);
    expect(deleteProject(state, projects.nope.id)).toBe(state);
  });
});
