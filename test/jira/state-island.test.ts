/**
 * The site with only the granted projects: nothing of others is left in it, and nothing of the granted is missing.
 */
import {
  editIssue,
  issueByKeyOrId,
  linkIssues,
  moveIssue,
  projectByKeyOrId,
  renameProjectKey,
} from '../../local/jira/change';
import { island } from '../../local/jira/island';
import { LINK_TYPE } from '../../local/jira/seeds/base';
import { demoState } from '../../local/jira/seeds/demo';
import { canaries, FIXTURE, fixtureState } from '../../local/jira/seeds/fixture';
import type { JiraState } from '../../local/jira/state';

const now = Date.UTC(2026, 10, 25);
const state = fixtureState(now);
const { issues, projects, people, fields } = FIXTURE;
const granted: readonly string[] = [projects.alpha.id, projects.beta.id];
const cut = island(state, granted);

const text = (of: JiraState): string =>
  JSON.stringify(Object.values(of).map((table: unknown) => (table instanceof Map ? [...table.values()] : table)));

describe('an island', () => {
  it('carries no canary, while the whole site carries one for each foreign text', () => {
    expect(canaries(state).length).toBeGreaterThan(100);
    expect(canaries(cut)).toEqual([]);
    expect(canaries(island(state, [projects.omega.id])).length).toBeGreaterThan(50);
  });

  it('every canary stands once for one thing, so that a leak can be told', () => {
    const numbers = canaries(state).map((canary) => canary.split('-')[1]);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it.each([[projects.alpha.id], [projects.beta.id]])('of %s alone carries none either', (id) => {
    expect(canaries(island(state, [id]))).toEqual([]);
  });

  it('names no foreign project, issue or person by id', () => {
    const foreign = [
      ...[...state.projects.keys()].filter((id) => !granted.includes(id)),
      ...[...state.issues.values()].filter((issue) => !granted.includes(issue.projectId)).map((issue) => issue.id),
      people.outsider,
      people.omegaLead,
    ];
    const seen = text(cut);
    for (const id of foreign) expect([id, seen.includes(`"${id}"`)]).toEqual([id, false]);
  });

  it('names foreign keys only where people typed them or a board asks for them', () => {
    const { [issues.cards.id]: cards, ...others } = Object.fromEntries(cut.issues);
    expect(JSON.stringify(cards?.description)).toContain('OMEGA-1');
    const seen = text({ ...cut, boards: new Map(), remoteLinks: new Map(), issues: new Map(Object.entries(others)) });
    const foreign = [...state.projects.values()].filter(({ id }) => !granted.includes(id));
    for (const key of foreign.flatMap((project) => [project.key, ...project.formerKeys])) {
      expect([key, new RegExp(`\\b${key}\\b`).test(seen)]).toEqual([key, false]);
    }
  });

  it('keeps every issue of the granted projects under its id and key, and the next id', () => {
    const own = [...state.issues.values()].filter((issue) => granted.includes(issue.projectId));
    expect([...cut.issues.values()].map(({ id, key }) => [id, key])).toEqual(own.map(({ id, key }) => [id, key]));
    expect(cut.nextId).toBe(state.nextId);
  });

  it('hands out the very issue where nothing had to go', () => {
    expect(cut.issues.get(issues.plain.id)).toBe(state.issues.get(issues.plain.id));
    expect(cut.issues.get(issues.alpha1.id)).not.toBe(state.issues.get(issues.alpha1.id));
  });

  it('of everything is the site itself, but for what no project has', () => {
    const whole = island(state, [...state.projects.keys()]);
    expect(whole.issues).toEqual(state.issues);
    expect(whole.comments).toEqual(state.comments);
    expect(whole.links).toEqual(state.links);
    expect(whole.customFields).toEqual(state.customFields);
  });

  it('of the demonstration without its people project knows nothing of it', () => {
    const open = island(demoState(now), ['10001', '10002', '10003']);
    expect(text(open)).not.toContain('HR-');
    expect(text(open)).not.toContain('onfidential');
  });
});

describe('relations across the border', () => {
  const cases: readonly [what: string, read: (of: JiraState) => unknown, left: unknown][] = [
    ['parent', (of) => of.issues.get(issues.childOfForeignEpic.id)?.parentId, null],
    ['subtask parent', (of) => of.issues.get(issues.subtaskOfForeign.id)?.parentId, null],
    ['sprint', (of) => of.issues.get(issues.inForeignSprint.id)?.sprintIds, []],
    ['epic link', (of) => of.issues.get(issues.epicLinkToForeign.id)?.custom, {}],
    ['pickers', (of) => of.issues.get(issues.foreignPickers.id)?.custom, {}],
    ['unknown type', (of) => of.issues.get(issues.unknownTypeForeign.id)?.custom, {}],
    ['former key', (of) => of.issues.get(issues.movedIn.id)?.formerKeys, []],
    ['links', (of) => [...of.links.keys()].sort(), [FIXTURE.links.within, FIXTURE.links.toBeta].sort()],
  ];
  it.each(cases)('%s is cut', (_what, read, left) => {
    expect(read(cut)).toEqual(left);
    expect(read(state)).not.toEqual(left);
  });

  const kept: readonly [what: string, read: (of: JiraState) => unknown][] = [
    ['parent', (of) => of.issues.get(issues.childOfEpic.id)?.parentId],
    ['sprints', (of) => of.issues.get(issues.inSprint.id)?.sprintIds],
    ['epic link', (of) => of.issues.get(issues.epicLink.id)?.custom],
    ['pickers', (of) => of.issues.get(issues.ownPickers.id)?.custom],
    ['unknown type', (of) => of.issues.get(issues.unknownTypeOwn.id)?.custom],
    ['every field', (of) => of.issues.get(issues.everyField.id)],
    ['former key of the project', (of) => of.issues.get(issues.alpha1.id)?.formerKeys],
    ['former project key', (of) => of.projects.get(projects.alpha.id)?.formerKeys],
    ['comments', (of) => of.comments.get(FIXTURE.comments.restricted)],
  ];
  it.each(kept)('%s inside stays', (_what, read) => {
    expect(read(cut)).toEqual(read(state));
    expect(read(cut)).toBeTruthy();
  });

  it('a moved-out issue is not there under its old key', () => {
    expect(issueByKeyOrId(state, 'ALPHA-7')).toBeDefined();
    expect(issueByKeyOrId(cut, 'ALPHA-7')).toBeUndefined();
  });

  it('a former key that a foreign project has by now is not the own one any more', () => {
    const taken = renameProjectKey(state, projects.reborn.id, 'OLDAL');
    const left = island(taken, granted);
    expect(projectByKeyOrId(left, 'OLDAL')).toBeUndefined();
    expect(issueByKeyOrId(left, 'OLDAL-1')).toBeUndefined();
    expect(projectByKeyOrId(island(state, granted), 'OLDAL')?.id).toBe(projects.alpha.id);
  });
});

describe('history in an island', () => {
  it('begins after the issue came in', () => {
    const whole = state.issues.get(issues.movedIn.id)?.history ?? [];
    const left = cut.issues.get(issues.movedIn.id)?.history ?? [];
    expect(whole.length).toBeGreaterThan(100);
    expect(left).toEqual(whole.slice(-3));
  });

  it('keeps a move between two granted projects', () => {
    const moved = moveIssue(state, issues.plain.id, projects.beta.id, now);
    const left = island(moved, granted).issues.get(issues.plain.id);
    expect(left).toEqual(moved.issues.get(issues.plain.id));
    expect(island(moved, [projects.beta.id]).issues.get(issues.plain.id)).toMatchObject({
      history: [],
      formerKeys: [],
    });
  });

  it('names no foreign issue in links, parents and epics, even one that used to be here', () => {
    const named = ['Link', 'Parent', 'IssueParentAssociation', 'Epic Link'];
    const items = [...cut.issues.values()].flatMap((issue) => issue.history.flatMap((entry) => entry.items));
    const keys = items.filter(({ field }) => named.includes(field)).flatMap(({ toString: key }) => key ?? []);
    expect(keys.some((key) => key.includes('ALPHA-2'))).toBe(true);
    expect(keys.filter((key) => /OMEGA|ALPHA-7\b/.test(key))).toEqual([]);
  });

  it('drops an entry that has nothing left, and keeps the rest of one that has', () => {
    const edited = editIssue(
      state,
      issues.plain.id,
      { summary: 'Renamed', parentId: issues.omegaEpic.id },
      { by: people.member, now },
    );
    const entry = island(edited, granted).issues.get(issues.plain.id)?.history.at(-1);
    expect(entry?.items.map(({ field }) => field)).toEqual(['summary']);
    const ends = { typeId: LINK_TYPE.blocks, inwardIssueId: issues.plain.id, outwardIssueId: issues.omega1.id };
    const linked = linkIssues(state, ends, { by: people.member, now }).state;
    expect(island(linked, granted).issues.get(issues.plain.id)?.history).toEqual(
      state.issues.get(issues.plain.id)?.history,
    );
  });
});

describe('people of an island', () => {
  it('are those whom something names, and the administrators of the site', () => {
    expect([...cut.people.keys()].sort()).toEqual(
      [
        people.app,
        people.siteAdmin,
        people.alphaAdmin,
        people.betaAdmin,
        people.bothAdmin,
        people.member,
        people.colleague,
        people.betaMember,
        people.leaver,
      ].sort(),
    );
  });

  it('stay when only a mention in a text names them', () => {
    const mention = { type: 'mention', attrs: { id: people.outsider, text: '@x' } };
    const description = { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [mention] }] } as const;
    const next = editIssue(state, issues.plain.id, { description }, { by: people.member, now, notify: false });
    expect(island(next, granted).people.has(people.outsider)).toBe(true);
    expect(cut.people.has(people.outsider)).toBe(false);
  });
});

it('fields, options, types and statuses of foreign projects only are gone', () => {
  expect(cut.customFields.has(fields.omegaSeverity)).toBe(false);
  expect(cut.customFields.has(fields.omegaOnly)).toBe(false);
  expect(cut.customFields.get(fields.severity)?.options.map(({ id }) => id)).toEqual(['10701', '10702']);
  expect(cut.issueTypes.has(FIXTURE.types.omegaTeam)).toBe(false);
  expect(cut.statuses.has(FIXTURE.statuses.omegaTeamSameName)).toBe(false);
  expect(cut.statuses.size).toBe(4);
});
