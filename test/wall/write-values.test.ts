/**
 * Values in a body that belong to a project: versions, components, options, types, people and custom fields. What
 * another project has is as good as what never existed, and own names reach Jira as ids.
 */
import { canaries } from '../../local/jira/seeds/fixture';
import { FIXTURE, openWall, type Wall } from './site';
import { create, editField, expectRefusedAlike, expectShapeRefused, expectWritten, update } from './write-case';

const { fields, versions, components, options, missing, people } = FIXTURE;

let wall: Wall;
beforeAll(async () => {
  // The clock stands still, so that no list of names grows old between two twins.
  wall = await openWall({ now: Date.parse('2026-11-25T12:00:00Z') });
});
beforeEach(() => wall.reset());
afterAll(() => wall.stop());

describe('values that belong to a project', () => {
  const canary = (word: string): string => canaries(wall.site.fork()).find((one) => one.endsWith(`-${word}`)) ?? '';
  const NEVER = 'Never existed';
  const values: readonly (readonly [string, string, () => unknown, unknown, unknown, unknown])[] = [
    [
      'fixVersions by id',
      'fixVersions',
      () => [{ id: versions.omega1 }],
      [{ id: missing.versionId }],
      [{ id: versions.alpha2 }],
      [{ id: versions.alpha2 }],
    ],
    [
      'fixVersions by name',
      'fixVersions',
      () => [{ name: canary('version') }],
      [{ name: NEVER }],
      [{ name: '2.0' }],
      [{ id: versions.alpha2 }],
    ],
    [
      'versions by id',
      'versions',
      () => [{ id: versions.omega2 }],
      [{ id: missing.versionId }],
      [{ id: versions.alpha1 }],
      [{ id: versions.alpha1 }],
    ],
    [
      'components by id',
      'components',
      () => [{ id: components.omega1 }],
      [{ id: missing.componentId }],
      [{ id: components.alpha2 }],
      [{ id: components.alpha2 }],
    ],
    [
      'components by name',
      'components',
      () => [{ name: canary('component') }],
      [{ name: NEVER }],
      [{ name: 'Frontend' }],
      [{ id: components.alpha2 }],
    ],
    [
      'own and foreign mixed',
      'components',
      () => [{ id: components.alpha1 }, { id: components.omega1 }],
      [{ id: components.alpha1 }, { id: missing.componentId }],
      [{ id: components.alpha1 }, { id: components.alpha2 }],
      [{ id: components.alpha1 }, { id: components.alpha2 }],
    ],
    [
      'option by id',
      fields.severity,
      () => ({ id: options.omegaSeverity }),
      { id: missing.optionId },
      { id: options.minor },
      { id: options.minor },
    ],
    [
      'option by value',
      fields.severity,
      () => ({ value: canary('scopedoption') }),
      { value: NEVER },
      { value: 'Minor' },
      { id: options.minor },
    ],
    [
      'option of another context',
      fields.severity,
      () => ({ id: options.omegaCritical }),
      { id: missing.optionId },
      { value: 'Major' },
      { id: options.major },
    ],
    [
      'options',
      fields.channels,
      () => [{ id: options.omegaSeverity }],
      [{ id: missing.optionId }],
      [{ value: 'Web' }],
      [{ id: options.web }],
    ],
    [
      'version picker',
      fields.versionPicker,
      () => [{ id: versions.omega1 }],
      [{ id: missing.versionId }],
      [{ name: '1.0' }],
      [{ id: versions.alpha1 }],
    ],
    [
      'issue type',
      'issuetype',
      () => ({ id: FIXTURE.types.omegaTeam }),
      { id: missing.typeId },
      { name: 'bug' },
      { id: '10103' },
    ],
    [
      'issue type by name',
      'issuetype',
      () => ({ name: canary('type') }),
      { name: NEVER },
      { name: 'Story' },
      { id: '10101' },
    ],
    [
      'reporter',
      'reporter',
      () => ({ accountId: people.outsider }),
      { accountId: people.nobody },
      { id: people.member },
      { accountId: people.member },
    ],
    [
      'assignee',
      'assignee',
      () => ({ accountId: people.outsider }),
      { accountId: people.nobody },
      { accountId: people.colleague },
      { accountId: people.colleague },
    ],
    [
      'user picker',
      fields.approver,
      () => ({ accountId: people.outsider }),
      { accountId: people.nobody },
      { accountId: people.colleague },
      { accountId: people.colleague },
    ],
  ];

  test.each(values)(
    'C-WRITE-17 C-WRITE-18 · foreign is as good as none · %s',
    async (_, id, foreign, never, own, sent) => {
      await expectRefusedAlike(wall, wall.alpha, editField(id, foreign()), editField(id, never), 400);
      await expectRefusedAlike(wall, wall.alpha, create({ [id]: foreign() }), create({ [id]: never }), 400);
      await expectRefusedAlike(wall, wall.alpha, update(id, { set: foreign() }), update(id, { set: never }), 400);
      await expectWritten(wall, wall.alpha, editField(id, own), { status: 204, body: { fields: { [id]: sent } } });
    },
  );

  test.each([
    ['security', { id: FIXTURE.levels.alpha }, { id: FIXTURE.levels.omega }],
    ['watches', [people.member], [people.outsider]],
    ['watchers', [people.member], [people.outsider]],
    ['status', { id: '10203' }, { id: FIXTURE.statuses.omegaTeam }],
    ['creator', { accountId: people.member }, { accountId: people.outsider }],
    ['issuelinks', [], [{ outwardIssue: { key: 'OMEGA-1' } }]],
    ['subtasks', [], [{ key: 'OMEGA-1' }]],
    ['votes', 1, 2],
    ['timespent', 1, 2],
  ])('C-WRITE-17 · a field that is not offered is refused · %s', async (id, own, foreign) => {
    await expectShapeRefused(wall, wall.alpha, [editField(id, own), editField(id, foreign)], 400);
    await expectShapeRefused(wall, wall.alpha, [create({ [id]: own }), create({ [id]: foreign })], 400);
  });

  test.each([
    ['the field of a foreign project', fields.omegaOnly, missing.fieldId],
    ['a foreign field of the same name', fields.omegaSeverity, missing.fieldId],
    ['sprint', fields.sprint, missing.fieldId],
    ['rank', fields.rank, missing.fieldId],
    ['project picker', fields.projectPicker, missing.fieldId],
    ['a type that is not known', fields.unknown, missing.fieldId],
  ])('C-WRITE-18 · a field that this project does not offer is as good as none · %s', async (_, foreign, never) => {
    for (const value of ['x', 2001, { id: '10002' }, [{ id: '10002' }]]) {
      await expectRefusedAlike(wall, wall.alpha, editField(foreign, value), editField(never, value), 400);
    }
  });
});
