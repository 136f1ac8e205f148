/**
 * Search by JQL, its count, and the fetch of many issues by id.
 *
 * Search may run behind (`call.searched` is the state that the index knows): what matches is decided there,
 * what is printed is the present issue, and an issue that is gone lingers as it was. Checks come in Jira's
 * order: token, page size, query.
 */
import { issueByKeyOrId } from '../change';
import { Refused, refused, unreadableBody } from '../errors';
import { searchIssues } from '../jql/search';
import { canFindIssue } from '../permissions';
import type { Field } from '../print/field';
import { chosenFields, type IssueRequest, namesAndSchema, printIssue } from '../print/issue';
import { selfUrl } from '../print/printing';
import type { Issue, JiraState } from '../state';
import { findIssue } from './access';
import { idIn, isRecord, items, members, text, texts } from './body';
import { answer, type Call, type Handler, type Reply } from './call';
import { makeToken, readToken, type Token } from './page-token';

type Search = {
  readonly jql: string;
  readonly token: unknown;
  readonly maxResults: number;
  readonly fields: readonly string[];
  readonly expand: ReadonlySet<string>;
  readonly properties: readonly string[];
  readonly reconcileIssues: readonly string[];
};

export const getSearch: Handler = (call) => {
  const { query } = call;
  return search(call, {
    jql: query.text('jql') ?? '',
    token: query.text('nextPageToken'),
    maxResults: query.count('maxResults', 50),
    fields: query.list('fields'),
    expand: query.set('expand'),
    properties: query.list('properties'),
    reconcileIssues: query.list('reconcileIssues').map(idIn),
  });
};

const SEARCH_MEMBERS = new Set([
  'jql',
  'nextPageToken',
  'maxResults',
  'fields',
  'expand',
  'properties',
  'fieldsByKeys',
  'failFast',
  'reconcileIssues',
]);

/** Ignores its query string; refuses members that it does not know; `"5"` and `1.5` are numbers. */
export const postSearch: Handler = (call) => {
  const body = knownMembers(call, SEARCH_MEMBERS);
  return search(call, {
    jql: text(body.jql) ?? '',
    token: body.nextPageToken,
    maxResults: body.maxResults === undefined || body.maxResults === null ? 50 : Math.trunc(Number(body.maxResults)),
    fields: texts(body.fields),
    expand: new Set(texts(body.expand)),
    properties: texts(body.properties),
    reconcileIssues: texts(body.reconcileIssues).map(idIn),
  });
};

function knownMembers(call: Call, known: ReadonlySet<string>): Readonly<Record<string, unknown>> {
  const unknown = !isRecord(call.body) || Object.keys(call.body).some((member) => !known.has(member));
  if (unknown) throw unreadableBody('Invalid request payload. Refer to the REST API documentation and try again.');
  return members(call.body);
}

function search(call: Call, asked: Search): Reply {
  const token = readToken(call, asked.token, asked.jql);
  if (!(asked.maxResults >= 1 && asked.maxResults <= 5000)) {
    throw refused(400, 'The value for maxResults must be between 1 and 5,000.');
  }
  const found = matches(call, token.jql ?? asked.jql, asked.reconcileIssues);
  const end = token.offset + asked.maxResults;
  const page = found.issues.slice(token.offset, end);
  const request: IssueRequest = {
    fields: asked.fields,
    expand: asked.expand,
    properties: asked.properties,
    place: 'list',
  };
  const fields = union(call, page, asked.fields);
  return answer({
    ...namesAndSchema(fields, asked.expand),
    issues: page.map((issue) => row(call, issue, request)),
    ...tail(call, token.jql ?? asked.jql, token, end, end >= found.issues.length),
    ...(found.warnings.length === 0
      ? {}
      : { warnings: found.warnings.map((message) => ({ type: 'JQL_WARNING', message })) }),
  });
}

/** Without `fields`, Jira says hardly more than the id. */
function row(call: Call, issue: Issue, request: IssueRequest): Record<string, unknown> {
  const bare = request.fields.length === 0 && request.expand.size === 0 && request.properties.length === 0;
  if (!bare) return printIssue(call.print, issue, request);
  if (call.switches['search.rowDefault'] === 'id') return { id: issue.id };
  return { id: issue.id, key: issue.key, self: selfUrl(call.print, `issue/${issue.id}`) };
}

function tail(call: Call, jql: string, token: Token, end: number, isLast: boolean): Record<string, unknown> {
  const again = call.switches['token.repeat'] === 'once' && token.offset > 0 && !token.repeated;
  if (again) return { nextPageToken: makeToken(call, { offset: token.offset, jql, repeated: true }), isLast: false };
  if (!isLast) return { nextPageToken: makeToken(call, { offset: end, jql, repeated: false }), isLast };
  return call.switches['token.repeat'] === 'null-at-end' ? { nextPageToken: null, isLast } : { isLast };
}

/** Reconciled ids are looked at in the present state, all others in the one that search knows. */
function matches(
  call: Call,
  jql: string,
  reconcile: readonly string[],
): { issues: readonly Issue[]; warnings: readonly string[] } {
  if (reconcile.length > 50) throw refused(400, 'The reconcileIssues parameter accepts at most 50 ids.');
  const indexed = evaluate(call, call.searched, jql);
  if (call.searched === call.state) return indexed;
  const fresh = new Set(reconcile);
  const certain = fresh.size === 0 ? [] : evaluate(call, call.state, jql).issues.filter((issue) => fresh.has(issue.id));
  const lagging = indexed.issues
    .filter((issue) => !fresh.has(issue.id))
    .map((issue) => call.state.issues.get(issue.id) ?? issue);
  return { issues: [...lagging, ...certain], warnings: indexed.warnings };
}

function evaluate(
  call: Call,
  state: JiraState,
  jql: string,
): { issues: readonly Issue[]; warnings: readonly string[] } {
  const result = searchIssues(state, jql, {
    accountId: call.viewer ?? '',
    now: call.now,
    switches: call.switches,
    visible: (issue) => canFindIssue(state, call.viewer, issue, call.switches),
  });
  if (!result.ok) throw refused(result.status, result.messages);
  return result;
}

function union(call: Call, issues: readonly Issue[], asked: readonly string[]): readonly Field[] {
  const byId = new Map(
    issues.flatMap((issue) => chosenFields(call.print, issue, asked)).map((field) => [field.id, field]),
  );
  return [...byId.values()];
}

export const countIssues: Handler = (call) => {
  const body = knownMembers(call, new Set(['jql']));
  return answer({ count: evaluate(call, call.searched, text(body.jql) ?? '').issues.length });
};

/** Which of these issues each query finds; a query that cannot be read has its errors and finds none. */
export const matchIssues: Handler = (call) => {
  const body = members(call.body);
  const ids = items(body.issueIds).map(idIn);
  return answer({
    matches: items(body.jqls).map((jql) => {
      try {
        const found = new Set(evaluate(call, call.searched, text(jql) ?? '').issues.map(({ id }) => id));
        return { matchedIssues: ids.filter((id) => found.has(id)).map(Number), errors: [] };
      } catch (error) {
        if (!(error instanceof Refused) || error.error.form.kind !== 'messages') throw error;
        return { matchedIssues: [], errors: error.error.form.messages };
      }
    }),
  });
};

/** By ascending id; what is unknown and what is not for the caller is left out of both lists. */
export const bulkFetch: Handler = (call) => {
  const body = members(call.body);
  const asked = items(body.issueIdsOrKeys).flatMap((one) => text(one) ?? []);
  if (asked.length === 0 || asked.length > 100)
    throw refused(400, 'issueIdsOrKeys must hold between 1 and 100 entries.');
  const found = asked.flatMap((one) => {
    const named = issueByKeyOrId(call.state, one);
    return named === undefined ? [] : (findIssue(call, one)?.issue ?? []);
  });
  const issues = [...new Set(found)].sort((a, b) => Number(a.id) - Number(b.id));
  const fields = body.fields === undefined || body.fields === null ? ['*navigable'] : texts(body.fields);
  const expand = new Set(texts(body.expand));
  const request: IssueRequest = { fields, expand, properties: texts(body.properties), place: 'list' };
  return answer({
    expand: 'names,schema',
    ...namesAndSchema(union(call, issues, fields), expand),
    issues: issues.map((issue) => printIssue(call.print, issue, request)),
    issueErrors: [],
  });
};

export const removedSearch: Handler = () => {
  const text =
    'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046';
  throw new Refused({ status: 410, form: { kind: 'bare', messages: [text] } });
};
