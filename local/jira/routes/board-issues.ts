/**
 * Lists of issues below boards, sprints and epics: all that is there, narrowed by a query of the caller's; by offset in
 * the older family, by page token in the newer.
 */
import { refused } from '../errors';
import { searchIssues } from '../jql/search';
import { canFindIssue, canSeeIssue } from '../permissions';
import { epicOf, isEpic, printAgileIssue } from '../print/agile-issue';
import { chosenFields, type IssueRequest, namesAndSchema } from '../print/issue';
import type { Issue } from '../state';
import type { Board } from '../state-boards';
import { readableIssue } from './access';
import { boardIssues, readableBoard } from './boards';
import { answer, type Call, type Handler } from './call';
import { makeToken, readToken } from './page-token';
import { readPage } from './query';
import { readableSprint } from './sprints';

const PAGE_MAX = 50;
const TOKEN_PAGE_MAX = 5_000;

/** The issues that a list is about, before the caller's query. */
type Source = (call: Call) => readonly Issue[];

const onBoard: Source = (call) => boardIssues(call, boardOf(call));

/** Not done, and in no sprint that is open or to come. */
const inBacklog: Source = (call) =>
  onBoard(call).filter(
    (issue) =>
      call.state.statuses.get(issue.statusId)?.category !== 'done' &&
      !issue.sprintIds.some((id) => call.state.sprints.get(String(id))?.state !== 'closed'),
  );

const inSprint: Source = (call) => {
  const sprint = readableSprint(call, call.params.sprintId);
  const all = call.params.boardId === undefined ? ranked(call) : onBoard(call);
  return all.filter(({ sprintIds }) => sprintIds.includes(sprint.id));
};

const inEpic: Source = (call) => {
  const epic = readableIssue(call, call.params.epicId ?? call.params.epicIdOrKey ?? '');
  if (!isEpic(call.print, epic)) throw refused(404, 'The requested epic does not exist.');
  const all = call.params.boardId === undefined ? ranked(call) : onBoard(call);
  return all.filter((issue) => epicOf(call.print, issue)?.id === epic.id);
};

const boardOf = (call: Call): Board => readableBoard(call, call.params.boardId);

const ranked = (call: Call): readonly Issue[] =>
  [...call.searched.issues.values()]
    .filter((issue) => canFindIssue(call.searched, call.viewer, issue, call.switches))
    .map((issue) => call.state.issues.get(issue.id) ?? issue)
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));

/** Those of them that the caller's query finds, in its order where it names one. */
function asked(call: Call, source: Source): readonly Issue[] {
  const all = source(call).filter((issue) => canSeeIssue(call.state, call.viewer, issue, call.switches));
  const jql = call.query.text('jql');
  if (jql === undefined) return all;
  const found = searchIssues(call.searched, jql, {
    accountId: call.viewer ?? '',
    now: call.now,
    switches: call.switches,
    visible: (issue) => canFindIssue(call.searched, call.viewer, issue, call.switches),
  });
  if (!found.ok) throw refused(found.status, found.messages);
  if (/\border\s+by\b/i.test(jql)) {
    const here = new Map(all.map((issue) => [issue.id, issue]));
    return found.issues.flatMap(({ id }) => here.get(id) ?? []);
  }
  const ids = new Set(found.issues.map(({ id }) => id));
  return all.filter(({ id }) => ids.has(id));
}

function printed(call: Call, rows: readonly Issue[]): Readonly<Record<string, unknown>> {
  const list = call.query.list('fields');
  // Recordings show every field where none is asked for.
  const fields = list.length === 0 ? ['*all'] : list;
  const expand = call.query.set('expand');
  const request: IssueRequest = { fields, expand, properties: [], place: 'list' };
  const known = new Map(
    rows.flatMap((issue) => chosenFields(call.print, issue, fields)).map((field) => [field.id, field]),
  );
  return {
    ...namesAndSchema([...known.values()], expand),
    issues: rows.map((issue) => printAgileIssue(call.print, issue, request)),
  };
}

const byOffset =
  (source: Source): Handler =>
  (call) => {
    const rows = asked(call, source);
    const { startAt, maxResults } = readPage(call.query, PAGE_MAX, 100);
    const page = printed(call, rows.slice(startAt, startAt + maxResults));
    return answer({ expand: 'schema,names', startAt, maxResults, total: rows.length, ...page });
  };

const byToken =
  (source: Source): Handler =>
  (call) => {
    const jql = call.query.text('jql') ?? '';
    const token = readToken(call, call.query.text('nextPageToken'), jql);
    const rows = asked(call, source);
    const { maxResults } = readPage(call.query, PAGE_MAX, TOKEN_PAGE_MAX);
    const end = token.offset + maxResults;
    const isLast = end >= rows.length;
    return answer({
      ...printed(call, rows.slice(token.offset, end)),
      ...(isLast ? {} : { nextPageToken: makeToken(call, { offset: end, jql, repeated: false }) }),
      isLast,
    });
  };

const counted =
  (source: Source): Handler =>
  (call) =>
    answer({ count: asked(call, source).length });

export const offsets = {
  board: byOffset(onBoard),
  backlog: byOffset(inBacklog),
  sprint: byOffset(inSprint),
  epic: byOffset(inEpic),
} as const;
export const tokens = {
  board: byToken(onBoard),
  backlog: byToken(inBacklog),
  sprint: byToken(inSprint),
  epic: byToken(inEpic),
} as const;
export const countBoard: Handler = counted(onBoard);
export const countBacklog: Handler = counted(inBacklog);

/** One issue, with what Jira Software adds. */
export const getAgileIssue: Handler = (call) => {
  const issue = readableIssue(call, call.params.issueIdOrKey ?? '');
  const expand = call.query.set('expand');
  const list = call.query.list('fields');
  const fields = list.length === 0 ? ['*all'] : list;
  return answer(printAgileIssue(call.print, issue, { fields, expand, properties: [], place: 'single' }));
};
