/**
 * Confinement as text: what is sent to Jira for a query over granted projects, by the cases of the catalogue.
 *
 * `FOREIGN` has the names that exist in OMEGA only, `INVENTED` names that exist nowhere: each row is run with both, and
 * the results must be the same to the byte.
 */
import { hiddenTogether } from '../../src/catalogue/field-families';
import { admitJql } from '../../src/jql/admit';
import { confineJql } from '../../src/jql/confine';
import type { JqlScope } from '../../src/jql/facts';
import { parseJql } from '../../src/jql/parse';
import { ALPHA, ALPHA_AND_BETA, ANN, scopeOf, ZOE } from './three-projects';

/** What would be sent, `nothing`, or the reason of a refusal; admission comes first, as on the gateway's way. */
function confined(text: string, scope: JqlScope = ALPHA): string {
  const parsed = parseJql(text);
  if (!parsed.ok) return parsed.error.reason;
  const admitted = admitJql(parsed.value, scope.readable);
  if (!admitted.ok) return admitted.error.reason;
  const result = confineJql(parsed.value, scope);
  if (!result.ok) return result.error.reason;
  return result.value.kind === 'empty' ? 'nothing' : result.value.jql;
}

const LINKS: JqlScope = {
  ...ALPHA,
  readable: { ...ALPHA.readable, links: true },
  linkTypes: [{ name: 'Blocks', inward: 'is blocked by', outward: 'blocks' }],
};
/** Fields that are hidden, by each of their names in these projects. */
const hidden = (ids: readonly string[], { projects }: JqlScope): ReadonlySet<string> =>
  hiddenTogether(
    ids,
    projects.flatMap(({ lexicon }) => lexicon.fields),
  );
/** Keys that read sprints in each of their projects. */
const withSprints = (scope: JqlScope, ...ids: string[]): JqlScope => ({
  ...scope,
  readable: { ...scope.readable, sprints: true, hiddenFields: hidden(ids, scope) },
});
/** A key that a site admin lets ask about the past. */
const PAST: JqlScope = { ...ALPHA, readable: { ...ALPHA.readable, past: true } };
const SPRINTS = withSprints(ALPHA);
const SPRINTS_OF_BOTH = withSprints(ALPHA_AND_BETA);
const NO_SPRINTS: JqlScope = { ...SPRINTS, projects: SPRINTS.projects.map((each) => ({ ...each, sprints: [] })) };
const FULL: JqlScope = { ...LINKS, readable: { ...LINKS.readable, comments: true, worklogs: true } };
const hiding = (...ids: string[]): JqlScope => ({
  ...FULL,
  readable: { ...FULL.readable, hiddenFields: hidden(ids, FULL) },
});

const only = (clause: string) => `project = 10001 AND (${clause})`;
const both = (clause: string) => `project in (10001, 10004) AND (${clause})`;
const ALL = 'project = 10001';
const SPRINTS_BUT_51 = only('sprint in (51, 52, 53) AND sprint != 51');

type Row = readonly [id: string, query: string, sent: string, scope?: JqlScope];

const SENT: readonly Row[] = [
  ['C-JQL-06', '', ALL],
  ['C-JQL-06', 'ORDER BY updated', `${ALL} ORDER BY updated`],
  ['C-JQL-06', '', 'project in (10001, 10004)', ALPHA_AND_BETA],
  ['C-ISS-12', '', `${ALL} AND level is EMPTY`, { ...ALPHA, secured: 'absent' }],
  [
    'C-ISS-12',
    'status = Open OR created > -1d ORDER BY key',
    `${ALL} AND level is EMPTY AND (status = 1 OR created > "-1d") ORDER BY key`,
    { ...ALPHA, secured: 'absent' },
  ],
  ['C-JQL-01', 'project = ALPHA', only('project = 10001')],
  ['C-JQL-01', 'project = alpha', only('project = 10001')],
  ['C-JQL-01', 'project = 10001', only('project = 10001')],
  ['C-JQL-01', 'project = BETA', 'nothing'],
  ['C-JQL-01', 'project in (ALPHA, BETA)', 'project in (10001, 10004) AND (project in (10001, 10004))', ALPHA_AND_BETA],
  ['C-JQL-01', 'project = "beta RELAUNCH"', 'project in (10001, 10004) AND (project = 10004)', ALPHA_AND_BETA],
  ['C-JQL-01', 'project != "Beta relaunch"', 'project in (10001, 10004) AND (project != 10004)', ALPHA_AND_BETA],
  ['C-JQL-01', 'project is EMPTY', 'nothing'],
  ['C-ISS-06', 'project = OLDALPHA', only('project = 10001')],
  ['C-JQL-03', 'summary ~ " ORDER BY " OR project = ALPHA', only('summary ~ " ORDER BY " OR project = 10001')],
  ['C-JQL-04', 'summary ~ "\\u0022 OR project = OMEGA"', only('summary ~ "\\" OR project = OMEGA"')],
  ['C-JQL-04', 'summary ~ \'say "x"\'', only('summary ~ "say \\"x\\""')],
  ['C-JQL-05', '!status = Open & created > -1d', only('status != 1 AND created > "-1d"')],
  ['C-JQL-07', 'space = ALPHA and workType = Task', only('project = 10001 AND issuetype = 1')],
  ['C-JQL-07', 'issue in linkedWorkItems(ALPHA-1)', only('key in linkedIssues("ALPHA-1")'), LINKS],
  ['C-JQL-08', 'key = ALPHA-1', only('key = 20001')],
  ['C-JQL-08', 'issuekey = alpha-1', only('key = 20001')],
  ['C-JQL-08', 'id = 20001', only('key = 20001')],
  ['C-JQL-08', 'key = OMEGA-3', only('key = 20012')],
  ['C-JQL-08', 'key >= OMEGA-3', only('key >= 20012')],
  ['C-JQL-08', 'key not in (ALPHA-1, "20002")', only('key not in (20001, 20002)')],
  ['C-JQL-09', 'parent = ALPHA-1', only('parent = 20001')],
  ['C-JQL-09', '"Epic Link" = ALPHA-1', only('parent = 20001')],
  ['C-JQL-09', 'parent is not EMPTY', 'jql_operator_not_allowed'],
  [
    'C-JQL-10',
    'issue in linkedIssues(ALPHA-1, BLOCKS)',
    only('key in (linkedIssues("ALPHA-1", "Blocks"), linkedIssues("ALPHA-1", "blocks"))'),
    LINKS,
  ],
  ['C-JQL-13', 'sprint in openSprints()', only('sprint = 51'), SPRINTS],
  ['C-JQL-13', 'sprint in closedSprints()', only('sprint = 52'), SPRINTS],
  ['C-JQL-13', 'sprint in futureSprints()', only('sprint = 53'), SPRINTS],
  ['C-JQL-13', 'sprint in (openSprints(), FUTURESPRINTS())', only('sprint in (51, 53)'), SPRINTS],
  ['C-JQL-13', 'sprint in openSprints()', 'project in (10001, 10004) AND (sprint in (51, 54))', SPRINTS_OF_BOTH],
  ['C-JQL-13', 'sprint not in openSprints()', only('sprint in (51, 52, 53) AND sprint != 51'), SPRINTS],
  ['C-JQL-13', 'NOT sprint in openSprints()', only('sprint in (51, 52, 53) AND sprint != 51'), SPRINTS],
  ['C-JQL-13', 'sprint is EMPTY', only('sprint is EMPTY OR sprint not in (51, 52, 53)'), SPRINTS],
  ['C-JQL-13', 'NOT sprint is EMPTY', only('sprint in (51, 52, 53)'), SPRINTS],
  ['C-JQL-13', 'NOT sprint is not EMPTY', only('sprint is EMPTY OR sprint not in (51, 52, 53)'), SPRINTS],
  ['C-JQL-13', 'sprint is not EMPTY', only('sprint in (51, 52, 53)'), SPRINTS],
  [
    'C-JQL-13',
    'sprint in (51, EMPTY)',
    only('sprint = 51 OR (sprint is EMPTY OR sprint not in (51, 52, 53))'),
    SPRINTS,
  ],
  ['C-JQL-13', 'sprint = "sprint 1"', only('sprint = 51'), SPRINTS],
  ['C-JQL-13', 'sprint in (51, "sprint 0")', only('sprint in (51, 52)'), SPRINTS],
  ['C-JQL-13', 'sprint != 51', only('sprint in (51, 52, 53) AND sprint != 51'), SPRINTS],
  ['C-JQL-13', 'cf[10014] in openSprints()', only('sprint = 51'), SPRINTS],
  ['C-JQL-13', 'Iteration is EMPTY', only('sprint is EMPTY OR sprint not in (51, 52, 53)'), SPRINTS],
  ['C-JQL-13', 'sprint in openSprints()', 'nothing', NO_SPRINTS],
  ['C-JQL-13', 'sprint is EMPTY', ALL, NO_SPRINTS],
  ['C-JQL-13', 'sprint != 51', 'nothing', NO_SPRINTS],
  ['C-JQL-14', 'fixVersion = 1.0', only('fixVersion = 101')],
  ['C-JQL-14', 'fixVersion in ("1.0", "2.0")', only('fixVersion in (101, 102)')],
  ['C-JQL-14', 'affectedVersion != 101', only('affectedVersion != 101')],
  ['C-JQL-14', 'fixVersion = 1.0', 'project in (10001, 10004) AND (fixVersion in (101, 104))', ALPHA_AND_BETA],
  ['C-JQL-15', 'fixVersion in releasedVersions()', only('fixVersion in releasedVersions("ALPHA")')],
  ['C-JQL-15', 'fixVersion in releasedVersions(ALPHA)', only('fixVersion in releasedVersions("ALPHA")')],
  [
    'C-JQL-15',
    'fixVersion in unreleasedVersions()',
    'project in (10001, 10004) AND (fixVersion in unreleasedVersions("ALPHA", "BETA"))',
    ALPHA_AND_BETA,
  ],
  ['C-JQL-15', 'fixVersion = latestReleasedVersion(ALPHA)', only('fixVersion = latestReleasedVersion("ALPHA")')],
  ['C-JQL-16', 'component = core', only('component = 201')],
  ['C-JQL-19', `assignee = "${ANN}"`, only(`assignee = "${ANN}"`)],
  ['C-JQL-22', 'status WAS Open', only('status was 1'), PAST],
  ['C-JQL-22', 'status was not in (Open, Done) BEFORE -1w', only('status was not in (1, 3) BEFORE "-1w"'), PAST],
  [
    'C-JQL-22',
    `status CHANGED FROM Open TO (Done, "In Progress") BY "${ANN}"`,
    only(`status changed FROM 1 TO (3, 2) BY "${ANN}"`),
    PAST,
  ],
  [
    'C-JQL-22',
    'priority changed during ("2026/01/01", now())',
    only('priority changed DURING ("2026/01/01", now())'),
    PAST,
  ],
  // BETA does not have the field: there it counts as empty, whatever its issues brought along.
  ['C-JQL-31', 'Points > 1', both('project = 10001 AND cf[10011] > 1'), ALPHA_AND_BETA],
  ['C-JQL-31', 'cf[10012] ~ "wom*"', both('project = 10001 AND cf[10012] ~ "wom*"'), ALPHA_AND_BETA],
  ['C-JQL-31', 'NOT Points = 5', both('project = 10001 AND cf[10011] != 5'), ALPHA_AND_BETA],
  ['C-JQL-31', 'Points != 5', both('project = 10001 AND cf[10011] != 5'), ALPHA_AND_BETA],
  ['C-JQL-31', 'Points is not EMPTY', both('project = 10001 AND cf[10011] is not EMPTY'), ALPHA_AND_BETA],
  ['C-JQL-31', 'Points is EMPTY', both('(project = 10001 AND cf[10011] is EMPTY) OR project = 10004'), ALPHA_AND_BETA],
  ['C-JQL-31', 'NOT Points in (5, EMPTY)', both('project = 10001 AND cf[10011] != 5'), ALPHA_AND_BETA],
  ['C-JQL-31', '"Secret note" !~ plum', both('project = 10001 AND cf[10012] !~ "plum"'), ALPHA_AND_BETA],
  ['C-JQL-31', 'Points > 1', only('cf[10011] > 1')],
  ['C-JQL-23', 'issueLinkType = blocks', only('issueLinkType in ("Blocks", "blocks")'), LINKS],
  ['C-JQL-24', 'text ~ plum AND comment ~ plum', only('text ~ "plum" AND comment ~ "plum"'), FULL],
  ['C-JQL-24', 'worklogDate > -1d', only('worklogDate > "-1d"'), FULL],
  ['C-JQL-24', 'summary ~ "description:plum"', only('summary ~ "description\\\\:plum"')],
  ['C-JQL-24', 'summary ~ "plum~ pear~0.8 c\\\\~d"', only('summary ~ "plum pear c\\\\~d"')],
  ['C-JQL-24', String.raw`summary ~ "\"a~b: c\"~10 d"`, only(String.raw`summary ~ "\"a\\~b\\: c\" d"`)],
  ['C-JQL-24', String.raw`summary ~ "\"a plum~"`, only(String.raw`summary ~ "\"a plum"`)],
  ['C-JQL-24', 'summary ~ "a~b ~c (d~)"', only('summary ~ "a\\\\~b \\\\~c (d)"')],
  ['C-JQL-24', 'summary ~ "~2"', 'jql_value_not_allowed'],
  ['C-JQL-25', 'ORDER BY "Secret note", duedate desc', `${ALL} ORDER BY cf[10012], duedate DESC`],
  ['C-JQL-30', 'issuetype = Task and priority > Low', only('issuetype = 1 AND priority > 3')],
  ['C-JQL-30', 'status in (Open, DONE)', only('status in (1, 3)')],
  ['C-JQL-30', 'resolution = Unresolved', only('resolution is EMPTY')],
  ['C-JQL-30', 'resolution in (Unresolved, Fixed)', only('resolution = 21 OR resolution is EMPTY')],
  ['C-JQL-30', 'statusCategory = "In Progress"', only('statusCategory = 4')],
  ['C-JQL-31', 'Points >= 5', only('cf[10011] >= 5')],
  ['C-JQL-31', 'cf[10011] = 5', only('cf[10011] = 5')],
  ['C-JQL-31', '"Weight[Dropdown]" = small', only('cf[10010] = 501')],
  ['C-JQL-31', '"Secret note" ~ plum', only('cf[10012] ~ "plum"')],
  ['C-JQL-31', `Approver = "${ANN}"`, only(`cf[10013] = "${ANN}"`)],
  ['C-JQL-32', 'Weight in (Small, Large)', only('cf[10010] in (501, 502)')],
  ['labels are text', 'labels in (red, "no such label")', only('labels in ("red", "no such label")')],
  [
    'dates',
    'created >= startOfWeek(-1w) and due < "2026/01/31 12:00"',
    only('created >= startOfWeek("-1w") AND duedate < "2026/01/31 12:00"'),
  ],
  ['estimates', 'originalEstimate > 2h', only('originalEstimate > "2h"')],
];

/** Rows with a name that is foreign in one run and invented in the other. */
const TWINS: readonly (readonly [
  id: string,
  query: string,
  foreign: string,
  invented: string,
  sent: string,
  scope?: JqlScope,
])[] = [
  ['C-JQL-01', 'project = %', 'OMEGA', 'NOPEE', 'nothing'],
  ['C-JQL-01', 'project = %', '10002', '10999', 'nothing'],
  ['C-JQL-01', 'project = "%"', 'Canary project', 'Nowhere project', 'nothing'],
  ['C-JQL-01', 'project = "%"', 'Beta relaunch', 'Nowhere project', 'nothing'],
  ['C-JQL-01', 'project != %', 'OMEGA', 'NOPEE', ALL],
  ['C-JQL-01', 'NOT project = %', 'OMEGA', 'NOPEE', ALL],
  ['C-JQL-01', 'project in (ALPHA, %)', 'OMEGA', 'NOPEE', only('project = 10001')],
  ['C-JQL-01', 'project = % OR status = Open', 'OMEGA', 'NOPEE', only('status = 1')],
  ['C-JQL-08', 'key = %', 'OMEGA-1', 'OMEGA-99999', 'nothing'],
  ['C-JQL-08', 'key = %', 'ALPHA-7', 'ALPHA-99999', 'nothing'],
  ['C-JQL-08', 'id = %', '30001', '39999', 'nothing'],
  ['C-JQL-08', 'issue in (ALPHA-1, %)', 'OMEGA-1', 'NOPE-1', only('key = 20001')],
  ['C-JQL-08', 'key >= %', 'OMEGA-1', 'NOPE-1', 'nothing'],
  ['C-JQL-08', 'key != %', 'OMEGA-1', 'NOPE-1', ALL],
  ['C-JQL-08', 'key < %', 'ALPHA-7', 'ALPHA-99999', 'nothing'],
  ['C-JQL-09', 'parent = %', 'OMEGA-1', 'NOPE-1', 'nothing'],
  ['C-JQL-09', 'parentEpic = %', 'OMEGA-1', 'ALPHA-1', 'jql_field_unknown'],
  ['C-JQL-09', '"Epic Link" = %', 'OMEGA-1', 'NOPE-1', 'nothing'],
  ['C-JQL-09', '"Parent Link" != %', 'OMEGA-1', 'NOPE-1', 'jql_operator_not_allowed'],
  ['C-JQL-10', 'issue in linkedIssues(%)', 'OMEGA-1', 'NOPE-1', 'nothing'],
  ['C-JQL-10', 'issue not in linkedIssues(%)', 'ALPHA-7', 'ALPHA-99999', ALL],
  ['C-JQL-10', 'issue in linkedIssues(%, blocks)', 'OMEGA-1', 'NOPE-1', 'nothing', LINKS],
  ['C-JQL-10', 'linkedIssue = %', 'OMEGA-1', 'NOPE-1', 'nothing', LINKS],
  ['C-JQL-13', 'sprint = %', '59', '77', 'nothing', SPRINTS],
  ['C-JQL-13', 'sprint = "%"', 'Canary sprint', 'No sprint', 'nothing', SPRINTS],
  ['C-JQL-13', 'sprint = "%"', 'CANARY SPRINT', 'NO SPRINT', 'nothing', SPRINTS],
  ['C-JQL-13', 'sprint in (51, %)', '57', '77', only('sprint = 51'), SPRINTS],
  ['C-JQL-13', 'sprint != %', '59', '77', only('sprint in (51, 52, 53)'), SPRINTS],
  ['C-JQL-13', 'sprint not in ("%", 51)', 'Canary sprint', 'No sprint', SPRINTS_BUT_51, SPRINTS],
  ['C-JQL-13', 'NOT sprint = %', '59', '77', only('sprint in (51, 52, 53)'), SPRINTS],
  ['C-JQL-13', 'cf[10014] = %', '59', '77', 'nothing', SPRINTS],
  ['C-JQL-14', 'fixVersion = "%"', 'Canary version', 'No version', 'nothing'],
  ['C-JQL-14', 'affectedVersion = %', '109', '999', 'nothing'],
  ['C-JQL-15', 'fixVersion in releasedVersions(%)', 'OMEGA', 'NOPEE', 'nothing'],
  ['C-JQL-15', 'fixVersion = latestReleasedVersion(%)', 'OMEGA', 'NOPEE', 'nothing'],
  ['C-JQL-16', 'component = "%"', 'Canary component', 'No component', 'nothing'],
  ['C-JQL-19', 'assignee = "%"', ZOE, '5b10a2844c20165700ed9999', 'nothing'],
  ['C-JQL-19', 'reporter = "%"', 'zoe@example.com', 'nobody@example.com', 'jql_value_not_allowed'],
  ['C-JQL-19', 'assignee != "%"', 'Zoe Outside', 'No Body', 'jql_value_not_allowed'],
  ['C-JQL-22', 'status WAS "%"', 'Canary status', 'No status', 'nothing', PAST],
  ['C-JQL-22', 'status WAS NOT "%"', 'Canary status', 'No status', ALL, PAST],
  ['C-JQL-22', 'status CHANGED FROM "%"', 'Canary status', 'No status', 'nothing', PAST],
  ['C-JQL-22', 'status CHANGED BY "%"', ZOE, '5b10a2844c20165700ed9999', 'nothing', PAST],
  ['C-JQL-23', 'issueLinkType = "%"', 'relates', 'no such type', 'nothing', LINKS],
  ['C-JQL-30', 'issuetype = "%"', 'Canary type', 'No type', 'nothing'],
  ['C-JQL-30', 'status = "%"', 'Canary status', 'No status', 'nothing'],
  ['C-JQL-30', 'status != "%"', 'Canary status', 'No status', only('status is not EMPTY')],
  ['C-JQL-30', 'NOT status = "%"', 'Canary status', 'No status', only('status is not EMPTY')],
  ['C-JQL-30', 'status in (Open, "%")', 'Canary status', 'No status', only('status = 1')],
  ['C-JQL-30', 'status not in ("%")', 'Canary status', 'No status', only('status is not EMPTY')],
  ['C-JQL-30', 'priority > "%"', 'Canary priority', 'No priority', 'nothing'],
  ['C-JQL-30', 'resolution = "%" ORDER BY created', 'Canary resolution', 'No resolution', 'nothing'],
  ['C-JQL-31', '"%" ~ x', 'Canary field', 'No field', 'jql_field_unknown'],
  ['C-JQL-31', 'cf[%] ~ x', '10021', '10999', 'jql_field_unknown'],
  ['C-JQL-31', 'ORDER BY "%"', 'Canary field', 'No field', 'jql_field_unknown'],
  ['C-JQL-31', 'project = NOPE AND "%" ~ x', 'Canary field', 'No field', 'jql_field_unknown'],
  ['C-JQL-32', 'Weight = "%"', 'Canary size', 'No size', 'nothing'],
  ['C-JQL-32', 'Weight = %', '602', '699', 'nothing'],
];

/** Refused by the query's own shape, with a sibling that is served. */
const REFUSED: readonly (readonly [id: string, query: string, reason: string, sibling: string, scope?: JqlScope])[] = [
  ['C-JQL-02', 'project = OMEGA) OR (summary ~ zzz', 'jql_syntax', 'project = ALPHA OR (summary ~ zzz)'],
  ['C-JQL-03', 'summary ~ " ORDER BY " OR project = OMEGA)', 'jql_syntax', 'summary ~ " ORDER BY "'],
  ['C-JQL-05', 'status = Open -- project', 'jql_syntax', 'status = "Open -- project" or status = Open'],
  ['C-JQL-07', 'project in spacesLeadByUser()', 'jql_function_not_allowed', 'project in (ALPHA)'],
  ['C-JQL-07', 'issue in workItemHistory()', 'jql_function_not_allowed', 'issue in (ALPHA-1)'],
  ['C-JQL-10', 'issue in linkedIssues(ALPHA-1, blocks)', 'jql_field_not_readable', 'issue in linkedIssues(ALPHA-1)'],
  ['C-JQL-09', 'parent = EMPTY', 'jql_value_not_allowed', 'parent = ALPHA-1'],
  ['C-JQL-09', '"Epic Link" in (ALPHA-1, EMPTY)', 'jql_value_not_allowed', '"Epic Link" in (ALPHA-1)'],
  // Jira reads NOT as the opposite operator: it finds those that have another parent, also a hidden one.
  ['C-JQL-09', 'NOT parent = ALPHA-1', 'jql_operator_not_allowed', 'NOT NOT parent = ALPHA-1'],
  [
    'C-JQL-09',
    'NOT (labels = x OR parent in (ALPHA-1))',
    'jql_operator_not_allowed',
    'labels = x OR parent in (ALPHA-1)',
  ],
  ['C-JQL-09', '!(!(NOT "Epic Link" = OMEGA-1))', 'jql_operator_not_allowed', '!(!("Epic Link" = OMEGA-1))'],
  ['C-JQL-09', 'parent in linkedIssues(ALPHA-1)', 'jql_field_not_readable', 'issue in linkedIssues(ALPHA-1)'],
  ['C-JQL-25', 'issue in linkedIssues(ALPHA-1)', 'jql_field_not_readable', 'key = ALPHA-1', hiding('issuelinks')],
  ['C-JQL-25', 'issue in linkedIssues(ALPHA-1)', 'jql_field_not_readable', 'key = ALPHA-1', hiding('parent')],
  ['C-JQL-25', 'sprint is EMPTY', 'jql_field_not_readable', 'labels is EMPTY'],
  ['C-JQL-25', 'sprint in openSprints()', 'jql_field_not_readable', 'created > startOfDay()'],
  ['C-JQL-25', 'cf[10014] in openSprints()', 'jql_field_not_readable', 'cf[10011] = 5'],
  ['C-JQL-25', 'ORDER BY sprint', 'jql_sort_not_allowed', 'ORDER BY created', SPRINTS],
  ['C-JQL-25', 'ORDER BY cf[10014]', 'jql_sort_not_allowed', 'ORDER BY cf[10011]', SPRINTS],
  ['C-JQL-25', 'sprint = 51', 'jql_field_not_readable', 'status = 1', withSprints(ALPHA, 'sprint')],
  ['C-JQL-25', 'sprint = 51', 'jql_field_not_readable', 'status = 1', withSprints(ALPHA, 'closedSprints')],
  ['C-JQL-25', 'sprint = 51', 'jql_field_not_readable', 'status = 1', withSprints(ALPHA, 'customfield_10014')],
  ['C-JQL-25', 'cf[10014] = 51', 'jql_field_not_readable', 'status = 1', withSprints(ALPHA, 'customfield_10014')],
  // It may be the field of sprints: no list says what it is.
  ['C-JQL-25', 'sprint = 51', 'jql_field_not_readable', 'status = 1', withSprints(ALPHA, 'customfield_10999')],
  ['C-JQL-22', 'sprint was 51', 'jql_operator_not_allowed', 'sprint = 51', withSprints(ALPHA, 'customfield_10010')],
  ['C-JQL-22', 'sprint changed', 'jql_operator_not_allowed', 'sprint = 51', SPRINTS],
  ['C-JQL-13', 'sprint = openSprints()', 'jql_operator_not_allowed', 'sprint in openSprints()', SPRINTS],
  ['C-JQL-13', 'sprint in openSprints(9)', 'jql_value_not_allowed', 'sprint in openSprints()', SPRINTS],
  ['C-JQL-13', 'status in openSprints()', 'jql_function_not_allowed', 'status in (Open)', SPRINTS],
  ['C-JQL-25', 'ORDER BY Weight', 'jql_sort_not_allowed', 'ORDER BY Points'],
  ['C-JQL-25', 'ORDER BY Points', 'jql_sort_not_allowed', 'ORDER BY created', ALPHA_AND_BETA],
  ['C-JQL-25', 'parent is EMPTY', 'jql_operator_not_allowed', 'parent = ALPHA-1'],
  ['C-JQL-25', 'parent not in (ALPHA-1)', 'jql_operator_not_allowed', 'parent in (ALPHA-1)'],
  ['C-JQL-10', 'linkedIssue = ALPHA-1', 'jql_field_not_readable', 'parent = ALPHA-1'],
  ['C-JQL-11', 'issue in childIssuesOf(ALPHA-1)', 'jql_function_not_allowed', 'parent = ALPHA-1'],
  ['C-JQL-11', 'issue in portfolioChildIssuesOf(OMEGA-1)', 'jql_function_not_allowed', 'parent = ALPHA-1'],
  ['C-JQL-12', 'filter = 10100', 'jql_field_unknown', 'status = Open'],
  ['C-JQL-12', 'savedFilter = "Name"', 'jql_field_unknown', 'status = Open'],
  ['C-JQL-12', 'request = 1', 'jql_field_unknown', 'status = Open'],
  ['C-JQL-16', 'component in componentsLeadByUser()', 'jql_function_not_allowed', 'component in (Core)'],
  ['C-JQL-17', 'project in projectsLeadByUser(u)', 'jql_function_not_allowed', 'project in (ALPHA)'],
  ['C-JQL-17', 'project in projectsWhereUserHasRole(r)', 'jql_function_not_allowed', 'project in (ALPHA)'],
  ['C-JQL-17', 'project in projectsWhereUserHasPermission(p)', 'jql_function_not_allowed', 'project in (ALPHA)'],
  ['C-JQL-18', 'assignee in membersOf("g")', 'jql_function_not_allowed', `assignee in ("${ANN}")`],
  ['C-JQL-20', 'assignee = currentUser()', 'jql_function_not_allowed', `assignee = "${ANN}"`],
  ['C-JQL-20', 'issue in watchedIssues()', 'jql_function_not_allowed', 'issue in (ALPHA-1)'],
  ['C-JQL-20', 'issue in votedIssues()', 'jql_function_not_allowed', 'issue in (ALPHA-1)'],
  ['C-JQL-20', 'issue in issueHistory()', 'jql_function_not_allowed', 'issue in (ALPHA-1)'],
  ['C-JQL-20', 'created > lastLogin()', 'jql_function_not_allowed', 'created > now()'],
  ['C-JQL-20', 'voter = x', 'jql_field_unknown', `reporter = "${ANN}"`],
  ['C-JQL-20', 'watcher = x', 'jql_field_unknown', `reporter = "${ANN}"`],
  ['C-JQL-20', 'lastViewed > -1d', 'jql_field_unknown', 'updated > -1d'],
  ['C-JQL-20', 'ORDER BY lastViewed', 'jql_field_unknown', 'ORDER BY updated'],
  ['C-JQL-21', 'issuekey in updatedBy(u, "-1d")', 'jql_function_not_allowed', 'issuekey in (ALPHA-1)'],
  ['C-JQL-22', 'fixVersion WAS "1.0"', 'jql_operator_not_allowed', 'fixVersion = "1.0"'],
  ['C-JQL-22', 'project WAS OMEGA', 'jql_operator_not_allowed', 'status WAS Open', PAST],
  ['C-JQL-22', `assignee WAS "${ANN}"`, 'jql_operator_not_allowed', `assignee = "${ANN}"`],
  ['C-JQL-22', 'status CHANGED BY currentUser()', 'jql_function_not_allowed', 'status CHANGED', PAST],
  ['C-JQL-22', 'status WAS Open', 'jql_past_not_allowed', 'status = Open'],
  ['C-JQL-22', 'status WAS NOT Open', 'jql_past_not_allowed', 'status != Open'],
  ['C-JQL-22', 'priority WAS IN (High)', 'jql_past_not_allowed', 'priority in (High)'],
  ['C-JQL-22', 'resolution WAS NOT IN (Fixed)', 'jql_past_not_allowed', 'resolution not in (Fixed)'],
  ['C-JQL-22', 'status CHANGED AFTER -1d', 'jql_past_not_allowed', 'updated > -1d'],
  ['C-JQL-22', 'NOT (labels = x AND priority CHANGED)', 'jql_past_not_allowed', 'NOT (labels = x AND priority = High)'],
  ['C-JQL-23', 'issueLinkType = Blocks', 'jql_field_not_readable', 'issuetype = Task'],
  ['C-JQL-23', 'issueLink = ALPHA-1', 'jql_field_unknown', 'key = ALPHA-1'],
  ['C-JQL-23', 'hasLinks = "blocks"', 'jql_field_unknown', 'key = ALPHA-1'],
  ['C-JQL-24', 'text ~ plum', 'jql_field_not_readable', 'summary ~ plum'],
  ['C-JQL-24', 'comment ~ plum', 'jql_field_not_readable', 'description ~ plum'],
  ['C-JQL-24', 'worklogComment ~ plum', 'jql_field_unknown', 'environment ~ plum'],
  ['C-JQL-24', 'worklogAuthor = x', 'jql_field_not_readable', `creator = "${ANN}"`],
  ['C-JQL-24', 'attachments is not EMPTY', 'jql_field_unknown', 'labels is not EMPTY'],
  ['C-JQL-25', 'level = "Secret"', 'jql_field_unknown', 'priority = High'],
  ['C-JQL-25', '"Secret note" ~ "a*"', 'jql_field_not_readable', 'Points > 1', hiding('customfield_10012')],
  ['C-JQL-25', 'cf[10012] ~ "a*"', 'jql_field_not_readable', 'Points > 1', hiding('customfield_10012')],
  ['C-JQL-25', 'ORDER BY "Secret note"', 'jql_field_not_readable', 'ORDER BY Points', hiding('customfield_10012')],
  ['C-JQL-25', 'ORDER BY assignee', 'jql_field_not_readable', 'ORDER BY reporter', hiding('assignee')],
  ['C-JQL-25', `assignee = "${ANN}"`, 'jql_field_not_readable', `reporter = "${ANN}"`, hiding('assignee')],
  ['C-JQL-25', 'statusCategory = Done', 'jql_field_not_readable', 'priority = High', hiding('status')],
  ['C-JQL-25', 'status = Done', 'jql_field_not_readable', 'priority = High', hiding('statuscategorychangedate')],
  ['C-JQL-25', 'resolved > -1d', 'jql_field_not_readable', 'updated > -1d', hiding('resolution')],
  ['C-JQL-25', 'resolution is EMPTY', 'jql_field_not_readable', 'labels is EMPTY', hiding('resolutiondate')],
  ['C-JQL-25', 'originalEstimate > 1h', 'jql_field_not_readable', 'Points > 1', hiding('timeestimate')],
  [
    'C-JQL-25',
    'ORDER BY remainingEstimate',
    'jql_field_not_readable',
    'ORDER BY Points',
    hiding('timeoriginalestimate'),
  ],
  ['C-JQL-25', 'parent = ALPHA-1', 'jql_field_not_readable', 'key = ALPHA-1', hiding('subtasks')],
  // It may be the link to an epic.
  ['C-JQL-25', 'parent = ALPHA-1', 'jql_field_not_readable', 'key = ALPHA-1', hiding('customfield_10999')],
  ['C-JQL-25', 'DueDate is EMPTY', 'jql_field_not_readable', 'labels is EMPTY', hiding('dueDate')],
  ['C-JQL-25', 'text ~ plum', 'jql_field_not_readable', 'comment ~ plum', hiding('description')],
  ['C-JQL-25', 'text ~ plum', 'jql_field_not_readable', 'comment ~ plum', hiding('customfield_10012')],
  ['C-JQL-25', 'fixVersion = 1.0', 'jql_field_not_readable', 'affectedVersion = 1.0', hiding('fixVersions')],
  ['C-JQL-26', 'issue.property[k].p = x', 'jql_field_unknown', 'labels = x'],
  ['C-JQL-26', 'comment.property[k].p = x', 'jql_field_unknown', 'labels = x'],
  ['C-JQL-26', '"Weight"[k] = x', 'jql_field_unknown', 'Weight = x'],
  ['C-JQL-27', 'issueFunction in linkedIssuesOf("project = OMEGA")', 'jql_function_not_allowed', 'key in (ALPHA-1)'],
  ['C-JQL-27', 'issue in aqlFunction("…")', 'jql_function_not_allowed', 'key in (ALPHA-1)'],
  ['C-JQL-27', 'issue in noSuchFunction("…")', 'jql_function_not_allowed', 'key in (ALPHA-1)'],
  ['C-JQL-28', 'organizations in organizationMembers()', 'jql_function_not_allowed', 'labels in (x)'],
  ['C-JQL-28', 'organizations = x', 'jql_field_unknown', 'labels = x'],
  ['C-JQL-29', 'category = "Canary category"', 'jql_field_unknown', 'labels = x'],
  ['C-JQL-29', 'projectType = software', 'jql_field_unknown', 'labels = x'],
  ['C-JQL-29', 'development[pullrequests].open > 0', 'jql_field_unknown', 'labels = x'],
  ['C-JQL-32', 'Weight in cascadeOption("Canary")', 'jql_function_not_allowed', 'Weight in (Small)'],
  ['C-JQL-32', 'Weight = choiceOption(99)', 'jql_function_not_allowed', 'Weight = Small'],
  ['operators', 'status ~ Open', 'jql_operator_not_allowed', 'status = Open'],
  ['operators', 'summary = x', 'jql_operator_not_allowed', 'summary ~ x'],
  ['operators', 'Points ~ 5', 'jql_operator_not_allowed', 'Points = 5'],
  ['operators', 'fixVersion = releasedVersions()', 'jql_operator_not_allowed', 'fixVersion in releasedVersions()'],
  ['functions', 'status = now()', 'jql_function_not_allowed', 'created < now()'],
  ['values', 'created > yesterday', 'jql_value_not_allowed', 'created > "2026-01-31"'],
  ['values', 'created > startOfDay("x) OR (1")', 'jql_value_not_allowed', 'created > startOfDay("-1d")'],
  ['values', 'summary ~ " "', 'jql_value_not_allowed', 'summary ~ x'],
  ['values', 'Points = five', 'jql_value_not_allowed', 'Points = "5.5"'],
  ['values', 'status changed during (now())', 'jql_value_not_allowed', 'status changed during (-1d, now())', PAST],
  ['sorts', 'ORDER BY text', 'jql_sort_not_allowed', 'ORDER BY summary', FULL],
  [
    'sorts',
    'ORDER BY key, status, priority, created, updated, due, summary, labels',
    'jql_sort_not_allowed',
    'ORDER BY key, status, priority, created, updated, due, summary',
  ],
];

describe('a confined query', () => {
  test.each(SENT.map(([id, query, sent, scope = ALPHA]) => ({ id, query, sent, scope })))(
    '$id: $query is sent as $sent',
    ({ query, sent, scope }) => {
      expect(confined(query, scope)).toBe(sent);
    },
  );

  test.each(
    TWINS.map(([id, query, foreign, invented, sent, scope = ALPHA]) => ({ id, query, foreign, invented, sent, scope })),
  )('$id: $query is the same for $foreign and $invented', ({ query, foreign, invented, sent, scope }) => {
    expect(confined(query.replace('%', foreign), scope)).toBe(sent);
    expect(confined(query.replace('%', invented), scope)).toBe(sent);
  });

  test.each(REFUSED.map(([id, query, reason, sibling, scope = ALPHA]) => ({ id, query, reason, sibling, scope })))(
    '$id: $query is refused, $sibling is not',
    ({ query, reason, sibling, scope }) => {
      expect(confined(query, scope)).toBe(reason);
      expect(confined(sibling, scope)).toMatch(/^(project (= 10001|in \(10001, 10004\))|nothing)/);
    },
  );

  test('C-JQL-31: a name of several granted projects means each of their fields', () => {
    const [beta] = scopeOf(['10004']).projects;
    const [size] = beta?.lexicon.fields ?? [];
    if (beta === undefined || size === undefined) throw new Error('BETA has the field Weight');
    const other = { ...size, id: 'customfield_10030', options: [{ id: '701', value: 'Small' }] };
    const scope = {
      ...ALPHA_AND_BETA,
      projects: [...ALPHA.projects, { ...beta, lexicon: { ...beta.lexicon, fields: [other] } }],
    };
    expect(confined('Weight = Small', scope)).toBe(
      both('(project = 10001 AND cf[10010] = 501) OR (project = 10004 AND cf[10030] = 701)'),
    );
    expect(confined('Weight != Large', scope)).toBe(
      both(
        '(project = 10001 AND (cf[10010] in (501, 502) AND cf[10010] != 502)) OR (project = 10004 AND cf[10030] = 701)',
      ),
    );
    expect(confined('ORDER BY Weight', scope)).toBe('jql_sort_not_allowed');
  });

  test('C-JQL-32: an option counts in the projects whose lists have it', () => {
    const [beta] = scopeOf(['10004']).projects;
    const [weight] = beta?.lexicon.fields ?? [];
    if (beta === undefined || weight === undefined) throw new Error('BETA has the field Weight');
    const small = { ...weight, options: [{ id: '501', value: 'Small' }] };
    const scope = {
      ...ALPHA_AND_BETA,
      projects: [...ALPHA.projects, { ...beta, lexicon: { ...beta.lexicon, fields: [small] } }],
    };
    expect(confined('Weight = Large', scope)).toBe(both('project = 10001 AND cf[10010] = 502'));
    expect(confined('Weight in (Small, Large)', scope)).toBe(
      both('(project = 10001 AND cf[10010] in (501, 502)) OR (project = 10004 AND cf[10010] = 501)'),
    );
    expect(confined('Weight is EMPTY', scope)).toBe(
      both(
        '(project = 10001 AND (cf[10010] is EMPTY OR cf[10010] not in (501, 502))) OR ' +
          '(project = 10004 AND (cf[10010] is EMPTY OR cf[10010] != 501))',
      ),
    );
    expect(confined('Weight != Small', scope)).toBe(
      both(
        '(project = 10001 AND (cf[10010] in (501, 502) AND cf[10010] != 501)) OR (project = 10004 AND (cf[10010] = 501 AND cf[10010] != 501))',
      ),
    );
  });

  test('C-JQL-08: an issue of a project outside this query is the empty set, even where it was handed in', () => {
    const scope = { ...ALPHA, issues: ALPHA_AND_BETA.issues };
    expect(confined('key = BETA-1', scope)).toBe('nothing');
    expect(confined('key = BETA-1', ALPHA_AND_BETA)).toBe('project in (10001, 10004) AND (key = 20401)');
  });

  test('C-ISS-08: a granted project without a numeric id is never printed', () => {
    const scope = { ...ALPHA, projects: ALPHA.projects.map((each) => ({ ...each, id: '10001 OR project = 10002' })) };
    expect(() => confined('', scope)).toThrow('numeric id');
  });
});

describe('C-JQL-45: what is sent is bounded by more than what was asked', () => {
  const versions = Array.from({ length: 3_000 }, (_, index) => index);
  const [LEXICON] = ALPHA.projects.map(({ lexicon }) => lexicon);
  if (LEXICON === undefined) throw new Error('ALPHA has a lexicon');
  const kind = 'com.atlassian.jira.plugin.system.customfieldtypes:multiversion';
  /** Projects with three thousand versions each, of the same names. */
  const large = (projects: number): JqlScope => ({
    ...ALPHA,
    projects: Array.from({ length: projects }, (_, at) => ({
      id: String(10_001 + at),
      key: `P${at}`,
      lexicon: {
        ...LEXICON,
        versions: versions.map((index) => ({
          id: String(100_000 * (at + 1) + index),
          name: `Version ${index}`,
          released: true,
          archived: false,
        })),
        fields: [{ id: 'customfield_10099', name: 'Found in', type: 'array', custom: kind }],
      },
    })),
  });
  const names = (count: number) => Array.from({ length: count }, (_, index) => `"Version ${index}"`).join(', ');

  test.each([
    ['many names that stand for an id in each project', `fixVersion in (${names(2_100)})`, 10, 9],
    ['a field that is compared with all that it may hold', '"Found in" is EMPTY', 7, 6],
    ['the same in many clauses', Array.from({ length: 7 }, () => '"Found in" is EMPTY').join(' OR '), 1, undefined],
    ['fewer of these clauses', Array.from({ length: 6 }, () => '"Found in" is EMPTY').join(' OR '), undefined, 1],
  ])('%s', (_, query, tooMany, enough) => {
    if (tooMany !== undefined) expect(confined(query, large(tooMany))).toBe('jql_too_many_values');
    if (enough !== undefined) expect(confined(query, large(enough))).toMatch(/^project (?:in|=) .* AND \(/);
  });

  test('thousands of names that none of thousands of versions has find nothing', () => {
    expect(confined(`fixVersion in (${names(2_400).replaceAll('Version', 'Gone')})`, large(6))).toBe('nothing');
  });
});

describe("a grant's own condition", () => {
  const withCondition = (text: string): JqlScope => {
    const parsed = parseJql(text);
    if (!parsed.ok || parsed.value.where === undefined) throw new Error('a condition is a query');
    const where = parsed.value.where;
    return {
      ...ALPHA_AND_BETA,
      projects: ALPHA_AND_BETA.projects.map((each, index) => (index === 0 ? { ...each, where } : each)),
    };
  };

  test.each([
    ['labels = red', '((project = 10001 AND (labels = "red")) OR project = 10004) AND (status = 1)'],
    [
      'status = Open or status = Done',
      '((project = 10001 AND (status = 1 OR status = 3)) OR project = 10004) AND (status = 1)',
    ],
    ['text ~ plum', '((project = 10001 AND (text ~ "plum")) OR project = 10004) AND (status = 1)'],
  ])('%s stands beside its project', (condition, sent) => {
    expect(confined('status = Open', withCondition(condition))).toBe(sent);
  });

  test.each([
    'status = Gone',
    'NOT status = Gone',
    'component != Gone',
    'assignee = currentUser()',
    '"No field" = 1',
    'sprint is EMPTY',
    'cf[10014] is EMPTY',
    'NOT Iteration in openSprints()',
    'NOT status was Open',
    'status changed',
  ])('%s, which means nothing any more or is never served, closes its project and not the other', (condition) => {
    const scopes = [withCondition(condition), withSprints(withCondition(condition))];
    const asking = { ...withCondition(condition), readable: PAST.readable };
    for (const scope of [...scopes, asking])
      expect(confined('status = Open', scope)).toBe('project = 10004 AND (status = 1)');
  });

  test('closing every project leaves nothing to ask', () => {
    const scope = withCondition('status = Gone');
    expect(confined('', { ...scope, projects: scope.projects.slice(0, 1) })).toBe('nothing');
  });
});
