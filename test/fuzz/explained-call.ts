/**
 * The calls to Jira that may follow from a request, written down by hand: method and path, and for a search its query.
 * What is in no line has no business with Jira, whatever a catalogue says.
 */
import type { RecordedCall } from '../../local/jira/jira';

const ID = '[1-9][0-9]{0,17}';
const ISSUE = `(?:${ID}|[A-Z][A-Z0-9_]{1,254}-${ID})`;
const PROJECT = `(?:${ID}|[A-Z][A-Z0-9_]{1,254})`;

/** A name of a key's own. */
const OWN = 'scoped-keys\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9][A-Za-z0-9_.-]*';

const READS = [
  `issue/${ISSUE}(?:/(?:transitions|changelog|watchers|votes|editmeta)|/(?:comment|worklog|remotelink)(?:/${ID})?|/properties(?:/${OWN})?)?`,
  'issue/createmeta',
  `issueLink/${ID}`,
  `project/${PROJECT}`,
  'project/search',
  `project/${ID}/(?:statuses|versions|components|securitylevel|role(?:/${ID})?)`,
  `(?:version|component)/${ID}`,
  `issue/createmeta/${ID}/issuetypes(?:/${ID})?`,
  '(?:field|priority|status|issuetype|resolution|statuscategory|issueLinkType|issuetype/project)',
  `(?:priority|status|issuetype|resolution|issueLinkType)/${ID}`,
  'statuscategory/(?:[1-9][0-9]*|[a-z]+)',
  'user/assignable/search',
  'mypermissions',
];
const LINES: readonly (readonly [methods: string, path: string])[] = [
  ...READS.map((path) => ['GET', path] as const),
  ['POST', 'search/(?:jql|approximate-count)'],
  ['POST', '(?:issue|changelog)/bulkfetch'],
  ['POST', 'jql/match'],
  ['POST', 'issue/bulk'],
  ['POST', 'issue'],
  ['POST', 'issueLink'],
  ['POST', '(?:version|component)'],
  ['PUT|DELETE', `(?:version|component)/${ID}`],
  ['POST', `version/${ID}/move`],
  ['PUT|DELETE', `issue/${ID}`],
  ['PUT', `issue/${ID}/assignee`],
  ['POST', `issue/${ID}/(?:transitions|comment|worklog|remotelink)`],
  ['PUT|DELETE', `issue/${ID}/properties/${OWN}`],
  ['PUT|DELETE', `issue/${ID}/(?:comment|worklog|remotelink)/${ID}`],
  ['DELETE', `issueLink/${ID}`],
];
/** Lists of issues below boards, sprints and epics, each with its query; and how many of them a sprint holds. */
const LISTS = `(?:board/${ID}/(?:sprint/${ID}/|epic/${ID}/)?|sprint/${ID}/|epic/${ID}/)issue`;
/** Jira Software, in both of its families. */
const SOFTWARE: readonly (readonly [methods: string, path: string])[] = [
  ['GET', `agile/1.0/board(?:/${ID}(?:/(?:configuration|project|version|sprint|epic))?|/0)?`],
  ['GET', `(?:agile|software)/1.0/${LISTS}`],
  ['GET', `software/1.0/board/${ID}/issue/approximate-count`],
  ['GET', `agile/1.0/(?:epic|issue)/${ISSUE}(?:/estimation)?`],
  ['GET|PUT|POST|DELETE', `agile/1.0/sprint/${ID}`],
  ['POST', 'agile/1.0/sprint'],
  ['POST|PUT', `agile/1.0/epic/${ID}(?:/rank)?`],
  ['POST', `agile/1.0/(?:sprint|backlog|board|epic)/${ID}/issue`],
  ['PUT', `agile/1.0/issue/(?:rank|${ID}/estimation)`],
];
/** Service desks, each by its id; a project's own is asked for by the project's key. */
const DESKS: readonly (readonly [methods: string, path: string])[] = [
  ['GET', `servicedesk/${PROJECT}`],
  ['GET', `servicedesk/${ID}/(?:requesttype(?:/${ID}(?:/field)?)?|requesttypegroup|queue(?:/${ID}(?:/issue)?)?)`],
  ['GET', `request/${ISSUE}(?:/(?:participant|status|transition|(?:comment|sla)(?:/${ID})?))?`],
  ['POST', 'request'],
  ['POST', `request/${ID}/(?:comment|transition)`],
];
const PATTERNS = [
  ...DESKS.map(([methods, path]) => new RegExp(`^(?:${methods}) /rest/servicedeskapi/${path}$`)),
  ...LINES.map(([methods, path]) => new RegExp(`^(?:${methods}) /rest/api/[23]/${path}$`)),
  ...SOFTWARE.map(([methods, path]) => new RegExp(`^(?:${methods}) /rest/${path}$`)),
];
const LIST = new RegExp(`^/rest/(?:agile|software)/1.0/${LISTS}(?:/approximate-count)?$`);
/** All that a sprint holds is counted, or all that is outside, and nothing of it is read. */
const COUNTED = new RegExp(`^/rest/agile/1.0/sprint/${ID}/issue\\?(?:jql=[^&]+&)?fields=project&maxResults=1$`);
const OUTSIDE = /^NOT \((.*)\)$/s;

/** What of a call nothing explains; undefined where all of it is explained. `projectIds`: those of the key. */
export function unexplained(call: RecordedCall, projectIds: readonly string[]): string | undefined {
  const bare = call.rawPath.replace(/\?.*$/s, '');
  if (call.path !== bare) return `a path that a URL parser reads otherwise: ${bare}`;
  if (call.actor.kind !== 'app') return `acts as ${call.actor.kind}`;
  if (!PATTERNS.some((pattern) => pattern.test(`${call.method} ${bare}`))) return `${call.method} ${bare}`;
  if (call.method === 'GET' && LIST.test(bare)) {
    const jql = call.query.find(([name]) => name === 'jql')?.[1];
    const isCounted = COUNTED.test(call.rawPath);
    if (jql === undefined && isCounted) return undefined;
    const outside = isCounted ? OUTSIDE.exec(String(jql))?.[1] : undefined;
    return isConfined(outside ?? String(jql), projectIds) ? undefined : `a list that is not confined: ${jql}`;
  }
  if (!/\/search\/(?:jql|approximate-count)$/.test(bare)) return undefined;
  const { jql } = JSON.parse(call.body ?? '{}');
  return isConfined(String(jql), projectIds) ? undefined : `a search that is not confined: ${jql}`;
}

/** The query begins with the granted projects by their ids, and all that follows outside brackets narrows or sorts that. */
function isConfined(jql: string, projectIds: readonly string[]): boolean {
  const first = /^project (?:= (\d+)|in \((\d+(?:, \d+)*)\))(?= AND | ORDER BY |$)/.exec(jql);
  const named = (first?.[1] ?? first?.[2] ?? 'none').split(', ');
  return named.every((projectId) => projectIds.includes(projectId)) && !/\bor\b|[()|]/i.test(outermost(jql));
}

/** What stands outside quotes and brackets. A bracket that is left over stays. */
function outermost(jql: string): string {
  let text = jql.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/gs, '');
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(/\([^()]*\)/g, '');
  }
  return text;
}
