/**
 * Queries: what names something foreign is as good as what names nothing, at every door and whatever Jira itself
 * says to such names; and what could look beyond the key's projects is refused by its shape alone.
 */
import { canaries } from '../../local/jira/seeds/fixture';
import { asked, CLAUSE, DOORS, type Door, idsOf, jqlOf } from './jql-case';
import { comparable, expectNoCanary, expectTwins, FIXTURE, openWall, type Wall } from './site';

const { issues, versions, components, options, missing, people, boards, sprints, projects } = FIXTURE;

let wall: Wall;
beforeAll(async () => {
  // The clock stands still, so that no list of names grows old between two twins.
  wall = await openWall({ now: Date.parse('2026-11-25T12:00:00Z') });
});
beforeEach(() => wall.reset());
afterAll(() => wall.stop());

const canary = (word: string): string => `"${canaries(wall.site.fork()).find((one) => one.endsWith(`-${word}`))}"`;
/** Of the same form as a foreign name, because the form of a value decides what is looked up. */
const NEVER = '"CANARY-9999-never"';

/** A clause with `@` in the place of a name: what the foreign one is, and what never was. */
type Pair = readonly [id: string, clause: string, foreign: string | (() => string), never: string];

/** By themselves these find nothing. */
const NOTHING: readonly Pair[] = [
  ['C-JQL-01', 'project = @', 'OMEGA', 'NOPES'],
  ['C-JQL-01', 'project = @', '"omega"', '"nopes"'],
  ['C-JQL-01', 'project = @', projects.omega.id, missing.projectId],
  ['C-JQL-01', 'project = @', () => `"Omega ${canary('project').slice(1)}`, NEVER],
  ['C-JQL-01', 'project = @', projects.gamma.formerKey, 'NOPES'],
  ['C-JQL-01', 'project = @', projects.namedAlpha.key, 'NOPES'],
  ['C-JQL-01', 'project in (@, NOPE1)', 'OMEGA', 'NOPES'],
  ['C-JQL-07', 'space = @', 'OMEGA', 'NOPES'],
  ['C-JQL-07', '"work item" = @', 'OMEGA-1', 'OMEGA-99999'],
  ['C-JQL-07', 'workType = @', () => canary('type'), NEVER],
  ['C-JQL-08', 'key = @', 'OMEGA-1', 'OMEGA-99999'],
  ['C-JQL-08', 'key = @', 'omega-1', 'omega-99999'],
  ['C-JQL-08', 'key = @', 'ALPHA-7', missing.alphaKey],
  ['C-JQL-08', 'key = @', 'OMEGA-3', missing.omegaKey],
  ['C-JQL-08', 'key = @', issues.secret.key, missing.alphaKey],
  ['C-JQL-08', 'id = @', issues.omega1.id, missing.issueId],
  ['C-JQL-08', 'issue in (@)', 'OMEGA-1', 'OMEGA-99999'],
  ['C-JQL-08', 'issuekey in (@, NOPES-1)', 'OMEGA-1', 'OMEGA-99999'],
  ['C-JQL-08', 'key >= @', 'OMEGA-1', 'OMEGA-99999'],
  ['C-JQL-08', 'key < @', 'OMEGA-9', 'OMEGA-99999'],
  ['C-JQL-08', 'key > @ AND key < OMEGA-99998', 'OMEGA-1', 'OMEGA-99999'],
  ['C-JQL-07', 'issue in linkedWorkItems(@)', 'OMEGA-1', missing.omegaKey],
  ['C-JQL-10', 'issue in linkedIssues(@)', 'ALPHA-7', missing.alphaKey],
  ['C-JQL-10', 'issue in linkedIssues(@)', 'ALPHA-20', missing.alphaKey],
  ['C-JQL-09', 'parent = @', issues.omegaEpic.key, missing.omegaKey],
  ['C-JQL-09', 'parent = @', issues.omegaEpic.id, missing.issueId],
  ['C-JQL-09', 'parent in (@)', issues.omega1.key, missing.omegaKey],
  ['C-JQL-09', '"Epic Link" = @', issues.omegaEpic.key, missing.omegaKey],
  ['C-JQL-09', '"Parent Link" = @', issues.omegaEpic.key, missing.omegaKey],
  ['C-JQL-13', 'sprint = @', String(sprints.omegaActive), String(missing.sprintId)],
  ['C-JQL-13', 'sprint = @', `"${sprints.omegaFuture}"`, `"${missing.sprintId}"`],
  ['C-JQL-13', 'sprint in (@)', () => canary('sprint'), NEVER],
  ['C-JQL-13', 'sprint = @', () => canary('nextsprint').toLowerCase(), NEVER.toLowerCase()],
  ['C-JQL-13', 'cf[10020] = @', String(sprints.omegaActive), String(missing.sprintId)],
  ['C-JQL-14', 'fixVersion = @', () => canary('version'), NEVER],
  ['C-JQL-14', 'fixVersion = @', versions.omega1, missing.versionId],
  ['C-JQL-14', 'affectedVersion = @', versions.omega2, missing.versionId],
  ['C-JQL-14', 'cf[10062] = @', versions.omega1, missing.versionId],
  ['C-JQL-14', '"Found in" = @', () => canary('version'), NEVER],
  ['C-JQL-15', 'fixVersion in releasedVersions(@)', 'OMEGA', 'NOPES'],
  ['C-JQL-15', 'fixVersion in unreleasedVersions(@)', '"10002"', '"10003"'],
  ['C-JQL-15', 'fixVersion = latestReleasedVersion(@)', 'OMEGA', 'NOPES'],
  ['C-JQL-15', 'fixVersion = earliestUnreleasedVersion(@)', 'OMEGA', 'NOPES'],
  ['C-JQL-16', 'component = @', () => canary('component'), NEVER],
  ['C-JQL-16', 'component = @', components.omega1, missing.componentId],
  ['C-JQL-19', 'assignee = @', `"${people.outsider}"`, `"${people.nobody}"`],
  ['C-JQL-19', 'reporter = @', `"${people.omegaLead}"`, `"${people.nobody}"`],
  ['C-JQL-19', 'cf[10058] = @', `"${people.outsider}"`, `"${people.nobody}"`],
  ['C-JQL-30', 'issuetype = @', () => canary('type'), NEVER],
  ['C-JQL-30', 'issuetype = @', FIXTURE.types.omegaTeam, missing.typeId],
  ['C-JQL-30', 'status = @', () => canary('status'), NEVER],
  ['C-JQL-30', 'status = @', FIXTURE.statuses.omegaTeamSameName, missing.statusId],
  ['C-JQL-30', 'priority = @', () => canary('status'), NEVER],
  ['C-JQL-30', 'resolution = @', () => canary('status'), NEVER],
  ['C-JQL-31', 'cf[10061] = @', 'OMEGA', 'NOPES'],
  ['C-JQL-32', 'cf[10055] = @', () => canary('scopedoption'), NEVER],
  ['C-JQL-32', 'cf[10055] = @', options.omegaCritical, missing.optionId],
  ['C-JQL-32', 'Severity = @', options.omegaSeverity, missing.optionId],
  ['C-JQL-32', 'Severity = @', () => canary('option'), NEVER],
];

/** Foreign names beside own ones: the own part is served as if the other were not there. */
const MIXED: readonly Pair[] = [
  ['C-JQL-01', 'project in (ALPHA, @)', 'OMEGA', 'NOPES'],
  ['C-JQL-08', 'key in (ALPHA-1, @)', 'OMEGA-1', missing.omegaKey],
  ['C-JQL-13', `sprint in (${sprints.alphaActive}, @)`, String(sprints.omegaActive), String(missing.sprintId)],
  ['C-JQL-13', 'sprint not in ("Alpha Sprint 3", @)', () => canary('sprint'), NEVER],
  ['C-JQL-13', 'NOT sprint = @', String(sprints.omegaActive), String(missing.sprintId)],
  ['C-JQL-14', 'fixVersion in ("2.0", @)', () => canary('version'), NEVER],
  ['C-JQL-15', 'fixVersion in unreleasedVersions(ALPHA, @)', 'OMEGA', 'NOPES'],
  ['C-JQL-19', `assignee in ("${people.colleague}", @)`, `"${people.outsider}"`, `"${people.nobody}"`],
  ['C-JQL-30', 'status in ("In Progress", @)', () => canary('status'), NEVER],
  ['C-JQL-32', 'cf[10055] in (Major, @)', () => canary('scopedoption'), NEVER],
];

/** Refused by shape, with the same text for what exists and what was invented. */
const REFUSED: readonly Pair[] = [
  ['C-JQL-02', 'project = @) OR (summary ~ zzz', 'OMEGA', 'NOPES'],
  ['C-JQL-03', 'summary ~ " ORDER BY " OR project = @)', 'OMEGA', 'NOPES'],
  ['C-JQL-05', 'project = @ /* note */', 'OMEGA', 'NOPES'],
  ['C-JQL-05', 'project = @ -- note', 'OMEGA', 'NOPES'],
  ['C-JQL-05', 'project = @;', 'OMEGA', 'NOPES'],
  ['C-JQL-05', 'project = @ XOR summary ~ x', 'OMEGA', 'NOPES'],
  ['C-JQL-07', 'project in spacesLeadByUser(@)', `"${people.omegaLead}"`, `"${people.nobody}"`],
  ['C-JQL-07', 'issue in workItemHistory(@)', '', ''],
  ['C-JQL-09', 'NOT parent = @', issues.omegaEpic.key, missing.omegaKey],
  ['C-JQL-09', 'NOT (labels = x OR "Epic Link" in (@))', issues.omegaEpic.key, missing.omegaKey],
  ['C-JQL-10', 'issue in linkedIssues(@, "blocks")', 'OMEGA-1', missing.omegaKey],
  ['C-JQL-10', 'linkedIssue = @', 'OMEGA-1', missing.omegaKey],
  ['C-JQL-11', 'issue in childIssuesOf(@)', 'OMEGA-5', missing.omegaKey],
  ['C-JQL-11', 'issue in portfolioChildIssuesOf(@)', 'OMEGA-5', missing.omegaKey],
  // The filter of a foreign board, which exists, and one that does not.
  ['C-JQL-12', 'filter = @', '10201', '10299'],
  ['C-JQL-12', 'savedFilter = @', () => canary('board').replace('"', '"Filter for '), '"Filter for nothing"'],
  ['C-JQL-12', 'searchRequest = @', '10201', '10299'],
  ['C-JQL-12', 'request = @', '10201', '10299'],
  ['C-JQL-16', 'component in componentsLeadByUser(@)', `"${people.outsider}"`, `"${people.nobody}"`],
  ['C-JQL-17', 'project in projectsLeadByUser(@)', `"${people.omegaLead}"`, `"${people.nobody}"`],
  ['C-JQL-17', 'project in projectsWhereUserHasRole(@)', 'Administrators', '"Never existed"'],
  ['C-JQL-17', 'project in projectsWhereUserHasPermission(@)', '"Edit Issues"', '"Never existed"'],
  ['C-JQL-18', 'assignee in membersOf(@)', '"omega-people"', '"Never existed"'],
  ['C-JQL-18', 'assignee in membersOf(@)', '"id:team-1"', '"id:team-2"'],
  ['C-JQL-19', 'creator = @', '"outsider@example.com"', '"nobody@example.com"'],
  ['C-JQL-19', 'assignee != @', '"Omega Lead"', '"Nobody At All"'],
  ['C-JQL-20', 'assignee = currentUser(@)', '', ''],
  ['C-JQL-20', 'issue in watchedIssues(@)', '', ''],
  ['C-JQL-20', 'issue in votedIssues(@)', '', ''],
  ['C-JQL-20', 'issue in issueHistory(@)', '', ''],
  ['C-JQL-20', 'created > lastLogin(@)', '', ''],
  ['C-JQL-20', 'created > currentLogin(@)', '', ''],
  ['C-JQL-21', 'issuekey in updatedBy(@, "-1d")', `"${people.outsider}"`, `"${people.nobody}"`],
  ['C-JQL-22', 'status WAS @', () => canary('status'), NEVER],
  ['C-JQL-22', 'status WAS IN (@)', FIXTURE.statuses.omegaTeam, missing.statusId],
  ['C-JQL-22', 'status CHANGED FROM @', () => canary('status'), NEVER],
  ['C-JQL-22', 'status CHANGED BY @', `"${people.outsider}"`, `"${people.nobody}"`],
  ['C-JQL-22', 'fixVersion WAS @', () => canary('version'), NEVER],
  ['C-JQL-22', 'project WAS @', 'OMEGA', 'NOPES'],
  ['C-JQL-22', 'assignee CHANGED FROM @', `"${people.outsider}"`, `"${people.nobody}"`],
  ['C-JQL-22', 'cf[10055] WAS @', () => canary('scopedoption'), NEVER],
  ['C-JQL-13', 'sprint WAS @', String(sprints.omegaActive), String(missing.sprintId)],
  ['C-JQL-13', 'sprint CHANGED FROM @', () => canary('sprint'), NEVER],
  ['C-JQL-13', 'sprint in openSprints(@)', String(boards.omega), String(missing.boardId)],
  ['C-JQL-25', 'created > -1d ORDER BY @', 'sprint', '"Sprint"'],
  ['C-JQL-23', 'issueLinkType = @', '"is blocked by"', '"Never existed"'],
  ['C-JQL-23', 'issueLink = @', '"is blocked by"', '"Never existed"'],
  ['C-JQL-23', 'hasLinks is @', 'EMPTY', 'EMPTY'],
  ['C-JQL-24', 'text ~ @', '"administrators"', '"Never existed"'],
  ['C-JQL-24', 'comment ~ @', '"administrators"', '"Never existed"'],
  ['C-JQL-24', 'worklogComment ~ @', '"x"', '"Never existed"'],
  ['C-JQL-24', 'attachments is @', 'EMPTY', 'EMPTY'],
  ['C-JQL-24', 'worklogAuthor = @', `"${people.outsider}"`, `"${people.nobody}"`],
  ['C-JQL-25', 'level = @', '"Administrators only"', '"Never existed"'],
  ['C-JQL-25', 'level is @', 'EMPTY', 'EMPTY'],
  ['C-JQL-25', 'created > -1d ORDER BY @', 'level', 'votes'],
  ['C-JQL-25', 'created > -1d ORDER BY @', 'watchers', 'lastViewed'],
  ['C-JQL-26', 'issue.property[@].p = x', 'mark', 'never'],
  ['C-JQL-26', 'comment.property[@].p = x', 'mark', 'never'],
  ['C-JQL-26', 'project.property[@].p = x', 'example.dashboard', 'never'],
  ['C-JQL-27', 'issueFunction in linkedIssuesOf(@)', '"project = OMEGA"', '"project = NOPES"'],
  ['C-JQL-27', 'issue in @()', 'aqlFunction', 'inventedName'],
  ['C-JQL-28', 'issue in @()', 'customerDetail', 'inventedName'],
  ['C-JQL-28', 'issue in @()', 'entitlementProduct', 'inventedName'],
  ['C-JQL-28', 'reporter in organizationMembers(@)', '"Omega"', '"Never existed"'],
  ['C-JQL-28', 'issue in approver(@)', `"${people.outsider}"`, `"${people.nobody}"`],
  ['C-JQL-32', 'cf[10055] in cascadeOption(@)', () => canary('scopedoption'), NEVER],
  ['C-JQL-32', 'cf[10055] in choiceOption(@)', options.omegaCritical, missing.optionId],
];

/** Fields that no granted project offers: Jira knows the first of each, and nobody the second. */
const UNKNOWN_FIELDS: readonly (readonly [id: string, foreign: string | (() => string), never: string])[] = [
  ['C-JQL-20', 'voter', 'inventedName'],
  ['C-JQL-20', 'watcher', 'inventedName'],
  ['C-JQL-20', 'lastViewed', 'inventedName'],
  ['C-JQL-28', 'organizations', 'inventedName'],
  ['C-JQL-29', 'category', 'inventedName'],
  ['C-JQL-29', 'projectType', 'inventedName'],
  ['C-JQL-29', 'team', 'inventedName'],
  ['C-JQL-29', 'development[pullrequests].open', 'inventedName[pullrequests].open'],
  ['C-JQL-31', () => canary('field'), NEVER],
  ['C-JQL-31', 'cf[10072]', 'cf[10099]'],
  ['C-JQL-31', 'cf[10071]', 'cf[10099]'],
  ['C-JQL-31', 'cf[10063]', 'cf[10099]'],
  ['C-JQL-31', '"Roadmap card"', NEVER],
];

const textOf = (name: string | (() => string)): string => (typeof name === 'string' ? name : name());
const label = ([id, clause, foreign]: Pair): string =>
  `${id} · ${clause} · ${typeof foreign === 'string' ? foreign : 'by name'}`;
const pairsOf = (pairs: readonly Pair[]) => pairs.map((pair) => ({ title: label(pair), pair }));

/** Every form in which a clause may stand. */
const FORMS: readonly ((clause: string) => string)[] = [
  (clause) => clause,
  (clause) => `NOT (${clause})`,
  (clause) => `${clause} OR summary ~ "payment"`,
  (clause) => `summary ~ "payment" AND NOT (${clause} OR created > now()) ORDER BY created`,
];

/** Asks both at one door; each answer is confined. */
async function twins(foreign: string, never: string, door: Door) {
  const [one, other] = await expectTwins(wall, wall.alpha, asked(foreign, door), asked(never, door));
  expect(one.status).toBe(200);
  expect(jqlOf(one)).toEqual(jqlOf(other));
  for (const jql of jqlOf(one)) expect(String(jql).startsWith(CLAUSE)).toBe(true);
  for (const id of idsOf(one))
    expect(wall.site.jira.state().issues.get(id)).toMatchObject({ projectId: '10001', securityLevelId: null });
  return one;
}

describe.each([
  ['400', '400'],
  ['empty', 'skip'],
  ['warnings', 'skip'],
] as const)('where Jira answers %s to unknown values and %s to unknown keys', (unknownValue, unknownKey) => {
  beforeEach(() => {
    wall.site.jira.switches['jql.unknownValue'] = unknownValue;
    wall.site.jira.switches['jql.unknownKey'] = unknownKey;
  });

  test.each(pairsOf(NOTHING))('$title · foreign is as good as none', async ({ pair: [, clause, foreign, never] }) => {
    const by = (name: string, form: (clause: string) => string) => form(clause.replace('@', name));
    for (const door of unknownValue === '400' ? DOORS : (['POST search', 'POST count'] as const)) {
      const alone = await twins(clause.replace('@', textOf(foreign)), clause.replace('@', never), door);
      expect(door === 'POST count' ? alone.json : { ...alone.json }).toEqual(
        door === 'POST count' ? { count: 0 } : { issues: [], isLast: true },
      );
    }
    if (unknownValue !== '400') return;
    // NOT before a parent asks for another one, and is refused.
    const forms = clause.startsWith('parent') || clause.startsWith('"') ? FORMS.slice(2, 3) : FORMS.slice(1);
    for (const form of forms) await twins(by(textOf(foreign), form), by(never, form), 'POST search');
  });

  test.each(pairsOf(MIXED))('$title · the own part is served', async ({ pair: [, clause, foreign, never] }) => {
    const one = await twins(clause.replace('@', textOf(foreign)), clause.replace('@', never), 'POST search');
    expect(idsOf(one).length).toBeGreaterThan(0);
    const count = await twins(clause.replace('@', textOf(foreign)), clause.replace('@', never), 'POST count');
    expect(count.json.count).toBeGreaterThan(0);
  });

  test('C-JQL-33 · no warning of Jira is passed on', async () => {
    for (const jql of ['project in (ALPHA, OMEGA)', 'fixVersion = "Never"', 'key in (ALPHA-1, OMEGA-1)']) {
      const answer = await wall.send(wall.alpha, asked(jql));
      expect(Object.keys(answer.json).filter((name) => /warn/i.test(name))).toEqual([]);
    }
  });
});

describe('what is refused', () => {
  test.each(pairsOf(REFUSED))(
    '$title · refused alike, without a call',
    async ({ pair: [, clause, foreign, never] }) => {
      for (const door of DOORS) {
        const [one, other] = await expectTwins(
          wall,
          wall.alpha,
          asked(clause.replace('@', textOf(foreign)), door),
          asked(clause.replace('@', never), door),
        );
        expect({ status: one.status, calls: [...one.calls, ...other.calls] }).toEqual({ status: 400, calls: [] });
      }
    },
  );

  test.each(UNKNOWN_FIELDS)(
    '%s · a field that is not offered is as one that was never heard of · %s',
    async (_, foreign, never) => {
      for (const form of [
        '@ = 1',
        `@ = "${people.outsider}"`,
        '@ is EMPTY',
        '@ ~ "a*"',
        'NOT @ in (1, 2)',
        'created > -1d ORDER BY @',
      ]) {
        for (const door of DOORS) {
          const [one] = await expectTwins(
            wall,
            wall.alpha,
            asked(form.replace('@', textOf(foreign)), door),
            asked(form.replace('@', never), door),
          );
          expect({ status: one.status, searches: jqlOf(one) }).toEqual({ status: 400, searches: [] });
        }
      }
    },
  );

  test.each([
    'validateQuery=none',
    'validateQuery=warn',
    'validation=warn',
    'startAt=9999',
    'properties=*all',
    'jql=x',
  ])('C-JQL-33 · a parameter that is not offered is refused · %s', async (parameter) => {
    const by = (project: string) => ({ ...asked(`project = ${project}`, 'GET search') });
    const answers = [];
    for (const project of ['ALPHA', 'OMEGA', 'NOPES']) {
      const sent = by(project);
      answers.push(await wall.send(wall.alpha, { ...sent, path: `${sent.path}&${parameter}` }));
    }
    for (const answer of answers) {
      expect({ status: answer.status, calls: answer.calls }).toEqual({ status: 400, calls: [] });
      expect(comparable(answer)).toEqual(comparable(answers[0] ?? answer));
      expectNoCanary(wall, answer);
    }
  });

  test.each([
    ['50,000 characters', `summary ~ "${'x'.repeat(50_000)}"`],
    ['a depth of 1,000', `${'('.repeat(1_000)}project = OMEGA${')'.repeat(1_000)}`],
    ['1,000 times NOT', `${'NOT '.repeat(1_000)}project = OMEGA`],
    ['5,000 values', `id in (${Array.from({ length: 5_000 }, (_, index) => index + 1).join(',')})`],
    ['500 clauses', Array.from({ length: 500 }, () => 'id = 1').join(' OR ')],
    ['8 sort fields', `ORDER BY ${Array.from({ length: 8 }, () => 'created').join(', ')}`],
  ])('C-JQL-45 · bounds hold before any work · %s', async (_, jql) => {
    const answer = await wall.send(wall.alpha, asked(jql));
    expect({ status: answer.status, calls: answer.calls }).toEqual({ status: 400, calls: [] });
    expect(answer.text.length).toBeLessThan(1_000);
  });
});
