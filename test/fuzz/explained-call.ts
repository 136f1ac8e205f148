/**
 * The calls to Jira that may follow from a request, written down by hand: method and path, and for a search its query.
 * What is in no line has no business with Jira, whatever a catalogue says.
 */
import type { RecordedCall } from '../../local/jira/jira';

const ID = '[1-9][0-9]{0,17}';
const ISSUE = `(?:${ID}|[A-Z][A-Z0-9_]{1,254}-${ID})`;
const PROJECT = `(?:${ID}|[A-Z][A-Z0-9_]{1,254})`;

const READS = [
  `issue/${ISSUE}(?:/transitions|/comment|/comment/${ID})?`,
  `issueLink/${ID}`,
  `project/${PROJECT}`,
  'project/search',
  `project/${ID}/(?:statuses|versions|components|securitylevel)`,
  `issue/createmeta/${ID}/issuetypes(?:/${ID})?`,
  '(?:field|priority|status|issuetype|resolution)',
  'user/assignable/search',
];
const LINES: readonly (readonly [methods: string, path: string])[] = [
  ...READS.map((path) => ['GET', path] as const),
  ['POST', 'search/(?:jql|approximate-count)'],
  ['POST', 'issue/bulkfetch'],
  ['POST', 'issue'],
  ['POST', 'issueLink'],
  ['PUT|DELETE', `issue/${ID}`],
  ['PUT', `issue/${ID}/assignee`],
  ['POST', `issue/${ID}/(?:transitions|comment)`],
  ['PUT|DELETE', `issue/${ID}/comment/${ID}`],
  ['DELETE', `issueLink/${ID}`],
];
const PATTERNS = LINES.map(([methods, path]) => new RegExp(`^(?:${methods}) /rest/api/[23]/${path}$`));

/** What of a call nothing explains; undefined where all of it is explained. `projectIds`: those of the key. */
export function unexplained(call: RecordedCall, projectIds: readonly string[]): string | undefined {
  const bare = call.rawPath.replace(/\?.*$/s, '');
  if (call.path !== bare) return `a path that a URL parser reads otherwise: ${bare}`;
  if (call.actor.kind !== 'app') return `acts as ${call.actor.kind}`;
  if (!PATTERNS.some((pattern) => pattern.test(`${call.method} ${bare}`))) return `${call.method} ${bare}`;
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
