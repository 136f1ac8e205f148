/**
 * Where references stand in queries: each field of Jira's language with what it may be compared to, in each form of
 * a clause, at each door through which a query goes.
 */
import { FIXTURE } from '../../../local/jira/seeds/fixture';
import type { Place } from './place';
import {
  COMPONENTS,
  type ForeignNames,
  ISSUE_TYPES,
  ISSUES,
  NEVER_NAMED,
  NEVER_PROJECT,
  OPTIONS,
  PEOPLE,
  PROJECTS,
  type Reference,
  VERSIONS,
} from './references';

const { issues, projects, people, versions, components, options, fields, missing, statuses, priorities, sprints } =
  FIXTURE;

/** A query with the reference in it. */
type Form = { readonly name: string; readonly jql: (value: string) => string };
type Field = {
  readonly name: string;
  readonly row: string;
  readonly own: string;
  readonly references: readonly Reference[];
  readonly forms: readonly Form[];
  readonly refused?: string;
};

const number = (id: string): string => id.slice('customfield_'.length);
const quoted = (value: string): string => (/^[0-9]+$/.test(value) ? value : `"${value}"`);

const form = (name: string, jql: Form['jql']): Form => ({ name, jql });
const equal = (field: string): readonly Form[] => [
  form('=', (v) => `${field} = ${quoted(v)}`),
  form('in', (v) => `${field} in (${quoted(v)})`),
  // Without an order, Jira's own would tell of words elsewhere (`whole-site.test.ts`).
  form('or', (v) => `${field} = ${quoted(v)} OR summary ~ payment ORDER BY created DESC`),
  form(
    'nested',
    (v) => `(created > "2020/01/01" AND (${field} = ${quoted(v)} OR labels = batch)) ORDER BY created DESC`,
  ),
  form('twice', (v) => `${field} = ${quoted(v)} OR ${field} in (${quoted(v)}, ${quoted(v)})`),
  form('NOT', (v) => `NOT ${field} = ${quoted(v)}`),
];
const unequal = (field: string): readonly Form[] => [
  form('!=', (v) => `${field} != ${quoted(v)}`),
  form('not in', (v) => `${field} not in (${quoted(v)})`),
  form('NOT in', (v) => `NOT (${field} in (${quoted(v)}) OR labels = batch)`),
];
const beside = (field: string, own: string): readonly Form[] => [
  form('in beside an own one', (v) => `${field} in (${quoted(own)}, ${quoted(v)})`),
];
const order = (field: string): readonly Form[] =>
  ['<', '<=', '>', '>='].map((sign) => form(sign, (v) => `${field} ${sign} ${quoted(v)}`));
/** Why queries about it are refused. */
const PAST = 'Jira would answer for the time before an issue came into its project as well';
const past = (field: string): readonly Form[] => [
  form('WAS', (v) => `${field} WAS ${quoted(v)}`),
  form('WAS NOT', (v) => `${field} WAS NOT ${quoted(v)}`),
  form('WAS IN', (v) => `${field} WAS IN (${quoted(v)})`),
  form('CHANGED FROM', (v) => `${field} CHANGED FROM ${quoted(v)}`),
  form('CHANGED TO', (v) => `NOT ${field} CHANGED TO ${quoted(v)}`),
];
const call = (field: string, name: string): readonly Form[] => [
  form(`in ${name}`, (v) => `${field} in ${name}(${quoted(v)})`),
  form(`not in ${name}`, (v) => `${field} not in ${name}(${quoted(v)})`),
  form(`NOT in ${name}`, (v) => `NOT ${field} in ${name}(${quoted(v)}) ORDER BY key`),
];

const fieldsOf = (names: ForeignNames): readonly Field[] => {
  const named = (kind: string, foreign: string): Reference => ({ row: '', kind, foreign, never: NEVER_NAMED });
  const field = (
    row: string,
    name: string,
    own: string,
    references: readonly Reference[],
    more: readonly Form[] = [],
    refused?: string,
  ): Field => ({
    name,
    row,
    own,
    references,
    forms: [...equal(name), ...unequal(name), ...beside(name, own), ...more],
    ...(refused === undefined ? {} : { refused }),
  });
  const only = (
    row: string,
    name: string,
    own: string,
    references: readonly Reference[],
    forms: readonly Form[],
    refused?: string,
  ): Field => ({
    name,
    row,
    own,
    references,
    forms,
    ...(refused === undefined ? {} : { refused }),
  });
  const projectReferences = [
    ...PROJECTS,
    { row: '', kind: 'foreign project by name', foreign: names.project, never: NEVER_PROJECT },
  ];
  const versionReferences = [
    ...VERSIONS,
    named('foreign version by name', names.version),
    named('foreign released version by name', names.released),
  ];
  const componentReferences = [...COMPONENTS, named('foreign component by name', names.component)];
  const peopleReferences = [
    ...PEOPLE,
    { row: '', kind: 'address of a foreign person', foreign: 'o.outsider@example.com', never: 'n.nobody@example.com' },
  ];
  const HIDDEN = 'asking whether there is another parent would tell of hidden ones';
  const family = (name: string): readonly Field[] => [
    only('C-JQL-09', name, issues.epic.key, ISSUES, [...equal(name).slice(0, 5), ...beside(name, issues.epic.key)]),
    only(
      'C-JQL-09',
      `${name}, unequal`,
      issues.epic.key,
      ISSUES.slice(0, 6),
      [...unequal(name), ...equal(name).slice(5)],
      HIDDEN,
    ),
  ];
  return [
    field('C-JQL-01', 'project', projects.alpha.key, projectReferences),
    field('C-JQL-07', 'space', projects.alpha.key, projectReferences.slice(0, 6)),
    field('C-JQL-08', 'key', issues.plain.key, ISSUES, order('key')),
    field('C-JQL-08', 'issue', issues.plain.key, ISSUES),
    field('C-JQL-08', 'id', issues.plain.id, ISSUES.slice(0, 12)),
    field('C-JQL-07', '"work item"', issues.plain.key, ISSUES.slice(0, 6)),
    ...family('parent'),
    ...family('"Epic Link"'),
    only('C-JQL-10', 'linkedIssues', issues.alpha2.key, ISSUES, call('issue', 'linkedIssues')),
    field('C-JQL-14', 'fixVersion', versions.alpha2, versionReferences),
    field('C-JQL-14', 'affectedVersion', versions.alpha1, versionReferences),
    field('C-JQL-14', `cf[${number(fields.versionPicker)}]`, versions.alpha1, versionReferences),
    only(
      'C-JQL-15',
      'releasedVersions',
      projects.alpha.key,
      PROJECTS.slice(0, 12),
      call('fixVersion', 'releasedVersions'),
    ),
    only(
      'C-JQL-15',
      'unreleasedVersions',
      projects.alpha.key,
      PROJECTS.slice(0, 12),
      call('fixVersion', 'unreleasedVersions'),
    ),
    only('C-JQL-15', 'latestReleasedVersion', projects.alpha.key, PROJECTS.slice(0, 6), [
      form('= latestReleasedVersion', (v) => `affectedVersion = latestReleasedVersion(${quoted(v)})`),
    ]),
    field('C-JQL-16', 'component', components.alpha2, componentReferences),
    field('C-JQL-19', 'assignee', people.colleague, peopleReferences),
    field('C-JQL-19', 'reporter', people.member, peopleReferences),
    field('C-JQL-19', 'creator', people.member, peopleReferences),
    field('C-JQL-19', `cf[${number(fields.approver)}]`, people.bothAdmin, peopleReferences),
    field('C-JQL-30', 'issuetype', 'Story', [...ISSUE_TYPES, named('foreign type by name', names.type)]),
    field('C-JQL-30', 'status', 'In Progress', [
      { row: '', kind: 'foreign status', foreign: statuses.omegaTeam, never: missing.statusId },
      { row: '', kind: 'foreign status of an own name', foreign: statuses.omegaTeamSameName, never: missing.statusId },
      named('foreign status by name', names.status),
    ]),
    only(
      'C-JQL-22',
      'status in the past',
      'To Do',
      [
        { row: '', kind: 'foreign status', foreign: statuses.omegaTeam, never: missing.statusId },
        named('foreign status by name', names.status),
      ],
      past('status'),
      PAST,
    ),
    only(
      'C-JQL-22',
      'priority in the past',
      'High',
      [{ row: '', kind: 'foreign priority', foreign: priorities.omega, never: missing.priorityId }],
      past('priority'),
      PAST,
    ),
    field('C-JQL-32', `cf[${number(fields.severity)}]`, options.major, [
      ...OPTIONS,
      named('option of a foreign context by name', names.scopedoption),
      named('option of a foreign field by name', names.option),
    ]),
    field('C-JQL-31', 'Severity', 'Major', [...OPTIONS, named('option of a foreign field by name', names.option)]),
    only(
      'C-JQL-31',
      'a field',
      'Team note',
      [{ row: '', kind: 'field of a foreign project', foreign: names.field, never: NEVER_NAMED }],
      [
        form('~', (v) => `"${v}" ~ short`),
        form('is EMPTY', (v) => `"${v}" is EMPTY`),
        form('NOT ~', (v) => `NOT "${v}" ~ short AND labels = everything`),
        form('ORDER BY', (v) => `ORDER BY "${v}"`),
      ],
    ),
    only(
      'C-JQL-31',
      'a field by its number',
      number(fields.text),
      [
        {
          row: '',
          kind: 'field of a foreign project',
          foreign: number(fields.omegaOnly),
          never: number(missing.fieldId),
        },
      ],
      [
        form('~', (v) => `cf[${v}] ~ short`),
        form('is EMPTY', (v) => `cf[${v}] is EMPTY`),
        form('ORDER BY', (v) => `ORDER BY cf[${v}]`),
      ],
    ),
    field('C-JQL-13', 'sprint', String(sprints.alphaActive), [
      { row: '', kind: 'foreign sprint', foreign: String(sprints.omegaActive), never: String(missing.sprintId) },
      {
        row: '',
        kind: 'foreign sprint to come',
        foreign: String(sprints.omegaFuture),
        never: String(missing.sprintId),
      },
      named('foreign sprint by name', names.sprint),
      {
        row: '',
        kind: 'foreign sprint in other case',
        foreign: names.sprint.toLowerCase(),
        never: NEVER_NAMED.toLowerCase(),
      },
    ]),
    field('C-JQL-13', `cf[${number(fields.sprint)}]`, 'Alpha Sprint 1', [
      { row: '', kind: 'foreign sprint', foreign: String(sprints.omegaActive), never: String(missing.sprintId) },
      named('foreign sprint by name', names.sprint),
    ]),
    field('C-JQL-06', 'labels', 'batch', [named('foreign label', names.label)]),
    only(
      'C-JQL-06',
      'summary',
      'payment',
      [named('foreign words', names.summary)],
      [
        form('~', (v) => `summary ~ "${v}"`),
        form('!~', (v) => `summary !~ "${v}"`),
        form('NOT ~', (v) => `NOT summary ~ "${v}" ORDER BY updated`),
        form('description or', (v) => `description ~ "${v}" OR summary ~ "${v}"`),
      ],
    ),
    field('C-JQL-30', 'type', 'Bug', [named('foreign type by name', names.type)]),
  ];
};

/** The doors of queries, by the operation's name. */
/** Own issues and foreign ones, of which a query finds some. */
const MATCHED: readonly number[] = Object.values(issues)
  .map(({ id }) => Number(id))
  .slice(0, 60);

type Door = (jql: string) => Pick<ReturnType<Place['fill']>, 'query' | 'body'>;

const listed: Door = (jql) => ({ query: { jql, fields: 'summary', maxResults: '100' } });

/** Lists of issues below boards, sprints and epics, which have one version. */
const BOARD_DOORS: Readonly<Record<string, Door>> = {
  getIssuesForBoard: listed,
  getIssuesForBacklog: listed,
  getIssuesForBacklogJSIS: listed,
  getApproximateIssueCountForBacklog: (jql) => ({ query: { jql } }),
  getBoardIssuesForSprint: listed,
  getBoardIssuesForEpic: listed,
  getIssuesForSprint: listed,
  getIssuesForEpic: listed,
  getIssuesForBoardJSIS: listed,
  getBoardIssuesForSprintJSIS: listed,
  getBoardIssuesForEpicJSIS: listed,
  getIssuesForSprintJSIS: listed,
  getIssuesForEpicJSIS: listed,
  getApproximateIssueCountForBoard: (jql) => ({ query: { jql } }),
};

export const QUERY_DOORS: Readonly<Record<string, (jql: string) => Pick<ReturnType<Place['fill']>, 'query' | 'body'>>> =
  {
    searchAndReconsileIssuesUsingJql: (jql) => ({ query: { jql, fields: 'summary', maxResults: '100' } }),
    searchAndReconsileIssuesUsingJqlPost: (jql) => ({ body: { jql, fields: ['summary'], maxResults: 100 } }),
    countIssues: (jql) => ({ body: { jql } }),
    ...BOARD_DOORS,
    matchIssues: (jql) => ({ body: { issueIds: MATCHED, jqls: [jql] } }),
  };

/**
 * Every field in every form as a place of one door. Forms take turns at the doors, but for plain equality, which
 * stands at each.
 */
export function jqlPlaces(operation: string, version: '2' | '3', names: ForeignNames): readonly Place[] {
  const door = QUERY_DOORS[operation];
  if (door === undefined) return [];
  const turns = Object.keys(QUERY_DOORS).flatMap((name) =>
    name in BOARD_DOORS ? [`${name} 2`] : [`${name} 2`, `${name} 3`],
  );
  const turn = turns.indexOf(`${operation} ${version}`);
  const isList = operation in BOARD_DOORS;
  const inDoor = isList || operation === 'searchAndReconsileIssuesUsingJql' ? 'query' : 'body';
  return fieldsOf(names).flatMap((field, index) =>
    field.forms.flatMap((each, at): readonly Place[] =>
      at > 0 && (index + at) % turns.length !== turn
        ? []
        : [
            {
              at: `${inDoor} jql: ${field.name} ${each.name}`,
              row: isList ? 'C-JQL-41' : field.row,
              own: field.own,
              references: field.references,
              fill: (value) => door(each.jql(value)),
              ...(field.refused === undefined ? {} : { refused: field.refused }),
            },
          ],
    ),
  );
}

/** Queries without a reference: what a search finds when it asks for everything. Some are refused, for a reason. */
export const WHOLE_QUERIES: readonly (readonly [row: string, jql: string, refused?: string])[] = [
  ['C-JQL-06', ''],
  ['C-JQL-06', 'ORDER BY created'],
  ['C-JQL-06', 'ORDER BY updated DESC, key'],
  ['C-JQL-06', 'created > "2020/01/01" ORDER BY key'],
  ['C-JQL-06', 'labels is EMPTY'],
  ['C-JQL-06', 'labels is not EMPTY ORDER BY created'],
  ['C-JQL-25', 'fixVersion is EMPTY'],
  ['C-JQL-25', 'fixVersion is not EMPTY'],
  ['C-JQL-25', 'component is EMPTY'],
  ['C-JQL-25', 'assignee is EMPTY ORDER BY priority'],
  ['C-JQL-25', 'resolution = Unresolved'],
  ['C-JQL-25', 'resolution is EMPTY ORDER BY status'],
  ['C-JQL-25', 'statusCategory = Done'],
  ['C-JQL-25', 'statusCategory != Done'],
  ['C-JQL-25', 'priority > Low'],
  ['C-JQL-25', `cf[${number(fields.severity)}] is EMPTY`],
  ['C-JQL-25', `cf[${number(fields.versionPicker)}] is EMPTY`],
  ['C-JQL-25', `cf[${number(fields.points)}] > 1`],
  ['C-JQL-13', 'sprint in openSprints()'],
  ['C-JQL-13', 'sprint in closedSprints() ORDER BY created'],
  ['C-JQL-13', 'sprint in (futureSprints(), openSprints())'],
  ['C-JQL-13', 'NOT sprint in openSprints() AND created > "2020/01/01"'],
  ['C-JQL-13', 'sprint not in openSprints()'],
  ['C-JQL-13', 'sprint is EMPTY'],
  ['C-JQL-13', 'sprint is not EMPTY'],
  ['C-JQL-13', `sprint != ${sprints.alphaClosed}`],
  ['C-JQL-13', `cf[${number(fields.sprint)}] is EMPTY`],
  ['C-JQL-15', 'fixVersion in unreleasedVersions()'],
  ['C-JQL-15', 'affectedVersion in releasedVersions()'],
  ['C-JQL-22', 'status CHANGED', PAST],
  ['C-JQL-22', 'NOT status CHANGED AFTER -50d', PAST],
  ['C-JQL-22', 'NOT status CHANGED BEFORE -50d', PAST],
  ['C-JQL-22', 'status WAS "In Review"', PAST],
  ['C-JQL-22', 'status WAS NOT IN (Done) ORDER BY key', PAST],
  ['C-JQL-22', 'priority CHANGED', PAST],
  ['C-JQL-22', 'priority CHANGED DURING (-80d, -70d)', PAST],
  ['C-JQL-22', 'resolution CHANGED', PAST],
  ['C-JQL-22', 'resolution WAS Done AND labels = loyalty', PAST],
  ['C-JQL-05', 'NOT NOT labels = batch'],
  ['C-JQL-05', '!(labels = batch) && summary ~ payment || labels = invoices ORDER BY created DESC'],
  ['C-JQL-06', 'issuetype in standardIssueTypes()'],
  ['C-JQL-06', 'issuetype in subtaskIssueTypes() ORDER BY key DESC'],
  ['C-JQL-06', 'updated >= startOfYear(-1) AND created <= now()'],
];
