/**
 * The rules by which a read through the gateway may differ from Jira's own answer to it at the island.
 *
 * Every difference between two answers is found, and each must be allowed by a rule that names its member and its
 * place. What no rule allows is a fault: a member too many or too few, another value, a row lost, added or moved,
 * an address that leads elsewhere, and also what a rule leaves out and the gateway yet shows. Lines tell places and never values, so that a report cannot leak.
 */
import { FIXTURE } from '../../../local/jira/seeds/fixture';
import { DESK_DIFFERENCES } from './desk-reduction';

export type Context = { readonly version: '2' | '3'; readonly siteUrl: string; readonly gatewayUrl: string };

/**
 * One place at which two answers differ. A path holds names of members, and `#` for a row. `shown` is what stands in
 * both answers although a rule leaves it out.
 */
export type Difference = {
  readonly kind: 'missing' | 'added' | 'changed' | 'row missing' | 'row added' | 'shown';
  readonly path: readonly string[];
  readonly direct: unknown;
  readonly seen: unknown;
  /** What encloses the place in Jira's own answer and in the gateway's, from the inside out. */
  readonly around: readonly Pair[];
  readonly context: Context;
};
type Pair = { readonly direct: unknown; readonly seen: unknown };

export type DifferenceRule = {
  readonly rule: string;
  readonly why: string;
  readonly applies: (difference: Difference) => boolean;
};

/** One line for every difference that no rule allows. `direct` is Jira's answer at the island, `seen` the gateway's. */
export const unexplained = (direct: unknown, seen: unknown, context: Context): readonly string[] =>
  judgedDifferences(direct, seen, context)
    .filter(({ rule }) => rule === undefined)
    .map(({ difference: { kind, path } }) => `${path.join('.') || 'the answer'}: ${kind}`);

/** Every difference, with the rule that allows it. */
export function judgedDifferences(direct: unknown, seen: unknown, context: Context): readonly Judged[] {
  const judged: Judged[] = [];
  compare({ direct, seen }, [], [], (kind, path, pair, around) => {
    const difference = { kind, path, ...pair, around, context };
    const ruleFor = (one: Difference) => DIFFERENCES.find(({ applies }) => applies(one))?.rule;
    if (kind !== 'shown') judged.push({ difference, rule: ruleFor(difference) });
    // What a rule leaves out has to be left out: shown unchanged it would be no difference, and a fault all the same.
    else if (ruleFor({ ...difference, kind: path.at(-1) === '#' ? 'row missing' : 'missing', seen: undefined }))
      judged.push({ difference, rule: undefined });
  });
  return judged;
}

type Judged = { readonly difference: Difference; readonly rule: string | undefined };
type Found = (kind: Difference['kind'], path: readonly string[], pair: Pair, around: readonly Pair[]) => void;

function compare(pair: Pair, path: readonly string[], around: readonly Pair[], found: Found): void {
  const { direct, seen } = pair;
  const inside = [pair, ...around];
  if (Array.isArray(direct) && Array.isArray(seen)) {
    for (const { kind, ...row } of aligned(direct, seen)) {
      found(kind, [...path, '#'], row, inside);
      if (kind === 'shown') compare(row, [...path, '#'], inside, found);
    }
  } else if (isRecord(direct) && isRecord(seen) && !isCard(direct)) {
    for (const name of new Set([...Object.keys(direct), ...Object.keys(seen)])) {
      const kind = !Object.hasOwn(seen, name) ? 'missing' : Object.hasOwn(direct, name) ? 'shown' : 'added';
      const below = { direct: direct[name], seen: seen[name] };
      found(kind, [...path, name], below, inside);
      if (kind === 'shown') compare(below, [...path, name], inside, found);
    }
  } else if (direct !== seen || isCard(direct) || isNeverTheSame(path, inside)) found('changed', path, pair, around);
}

/** What the gateway always writes anew. Passed on as it is, it is judged like any other difference. */
function isNeverTheSame(path: readonly string[], [, outer]: readonly Pair[]): boolean {
  const name = path.at(-1) ?? '';
  if (name === 'total')
    return PAGES.some((rows) => rowsOf(outer?.direct, rows).length !== rowsOf(outer?.seen, rows).length);
  return (
    ['self', 'nextPageToken', 'baseUrl'].includes(name) ||
    path.join('.') === 'accountId' ||
    (path.length === 1 && isRoleAddress(member(outer?.direct, name)))
  );
}

/** Members with the rows of pages that the gateway counts anew. */
const PAGES = ['comments', 'worklogs', 'values', 'histories'] as const;

type Row = Pair & { readonly kind: 'shown' | 'row missing' | 'row added' };

/** Rows side by side in the order in which they stand: one that moved counts as lost here and added there. */
function aligned(direct: readonly unknown[], seen: readonly unknown[]): readonly Row[] {
  const rows: Row[] = [];
  let next = 0;
  for (const row of seen) {
    const at = direct.findIndex((one, index) => index >= next && isSameRow(one, row));
    if (at === -1) {
      rows.push({ kind: 'row added', direct: undefined, seen: row });
      continue;
    }
    rows.push(...direct.slice(next, at).map(lostRow), { kind: 'shown', direct: direct[at], seen: row });
    next = at + 1;
  }
  return [...rows, ...direct.slice(next).map(lostRow)];
}

const lostRow = (direct: unknown): Row => ({ kind: 'row missing', direct, seen: undefined });

/** Things are told apart by their id, fields of a screen or a change by theirs, nodes of a document by their type, everything else by its value. */
function isSameRow(one: unknown, other: unknown): boolean {
  if (!isRecord(one) || !isRecord(other)) return one === other;
  if (Object.hasOwn(one, 'id') || Object.hasOwn(other, 'id')) return one['id'] === other['id'];
  if (Object.hasOwn(one, 'fieldId')) return one['fieldId'] === other['fieldId'] && one['field'] === other['field'];
  return one['type'] === other['type'] || isCardShown(one, other);
}

const isCard = (value: unknown): boolean => member(value, 'type') === 'inlineCard';

/** A card in a line of text is shown as the address that was typed; what Jira knows of its other end is not the text's. */
function isCardShown(one: Loose, other: Loose): boolean {
  return (
    isCard(one) &&
    other['type'] === 'text' &&
    Object.keys(other).length === 2 &&
    typeof other['text'] === 'string' &&
    other['text'] === member(one['attrs'], 'url')
  );
}

/** What Jira prints under this id is never shown: no more than these, and each for the reason of its own rule. */
const FIELDS_LEFT_OUT = {
  relation: ['watches', 'votes', 'lastViewed'],
  logged: [
    'timespent',
    'aggregatetimespent',
    'aggregatetimeestimate',
    'aggregatetimeoriginalestimate',
    'progress',
    'aggregateprogress',
    'worklog',
    'workratio',
  ],
  restriction: ['security', 'issuerestriction'],
  /** Rank, and one of a type that no list holds. */
  types: [FIXTURE.fields.rank, FIXTURE.fields.unknown],
} as const;
const ANY_FIELD_LEFT_OUT: readonly string[] = ['issuekey', ...Object.values(FIELDS_LEFT_OUT).flat()];

/** A row does not always say that it has a security level: its fields may not have been asked for. */
const SECURED: readonly unknown[] = [FIXTURE.issues.secret.id, FIXTURE.issues.secretToo.id];

/** Every rule, once; there are no others. */
export const DIFFERENCES: readonly DifferenceRule[] = [
  ...DESK_DIFFERENCES,
  {
    rule: 'addresses lead to the gateway',
    why: 'A client that followed an address of the site would leave the gateway; the thing it names stays the same.',
    applies: (at) => at.kind === 'changed' && last(at) === 'self' && at.seen === throughGateway(at),
  },
  {
    rule: 'pictures are left out',
    why: 'They lead to other hosts, and tell nothing that a key is for.',
    applies: (at) =>
      leavesOut(at, 'user', ['avatarUrls']) ||
      leavesOut(at, 'project/#', ['avatarUrls']) ||
      leavesOut(at, 'issuetype/#', ['iconUrl', 'avatarId']) ||
      leavesOut(at, 'status/#', ['iconUrl']) ||
      leavesOut(at, 'priority/#', ['iconUrl']),
  },
  {
    rule: 'addresses of files are left out',
    why: 'A file is not served, and its address names it without the issue that it hangs on.',
    applies: (at) => leavesOut(at, 'attachment/#', ['self', 'content', 'thumbnail']),
  },
  {
    rule: 'the address of an embedded page of comments is left out',
    why: 'The page is the gateway’s own, counted from what it shows.',
    applies: (at) => leavesOut(at, 'issue/#/comment', ['self']) && isFieldOfIssue(at, 'comment', 1),
  },
  {
    rule: 'private facts of people are left out',
    why: 'A name and an account are enough to work with; the rest is the person’s own.',
    applies: (at) => !isMyself(at) && leavesOut(at, 'user', ['emailAddress', 'timeZone', 'accountType', 'locale']),
  },
  {
    rule: 'offers of expansion are left out',
    why: 'They offer what the gateway does not serve.',
    applies: (at) =>
      leavesOut(at, 'issue/#', ['expand']) ||
      leavesOut(at, 'project/#', ['expand']) ||
      (at.kind === 'missing' &&
        at.path.join('.') === 'expand' &&
        ['transitions', 'issueErrors', 'issues'].some((name) => Array.isArray(member(whole(at), name)))),
  },
  {
    rule: 'a history tells of the issue itself alone',
    why: 'Links, parents, epics, sprints, ranks and logged work are of other things, or of what only some may read.',
    applies: (at) => at.kind === 'row missing' && (isUntoldItem(at) || isUntoldEntry(at)),
  },
  {
    rule: 'who was behind a change is left out of histories',
    why: 'It names other keys and other apps.',
    applies: (at) => at.kind === 'missing' && last(at) === 'historyMetadata' && Array.isArray(inner(at)['items']),
  },
  {
    rule: 'pages of histories count what is shown, and have no address',
    why: 'The number would tell how much is hidden.',
    applies: (at) =>
      isHistory(inner(at)) &&
      ((at.kind === 'missing' && ['self', 'nextPage'].includes(last(at))) ||
        (at.kind === 'changed' &&
          ['total', 'maxResults'].includes(last(at)) &&
          rowsOf(innerSeen(at), 'values').length + rowsOf(innerSeen(at), 'histories').length === at.seen)),
  },
  {
    rule: 'remote links that lead to the site are absent',
    why: 'Their address and title are of what they lead to, which can be anything of the site.',
    applies: (at) => at.kind === 'row missing' && at.path.length === 1 && isLinkToSite(at),
  },
  {
    rule: 'global ids and pictures of remote links are left out',
    why: 'A global id is its maker’s own, and can hold an address; pictures lead to other hosts.',
    applies: (at) =>
      leavesOut(at, 'issue/#/remotelink/#', ['globalId']) ||
      (at.kind === 'missing' && last(at) === 'icon' && isOfRemoteLink(at)),
  },
  {
    rule: 'whether the app itself watches or votes is left out',
    why: 'All keys share its account.',
    applies: (at) =>
      at.kind === 'missing' &&
      at.path.length === 1 &&
      ['isWatching', 'hasVoted', 'self'].includes(last(at)) &&
      ['watchers', 'voters'].some((name) => Array.isArray(inner(at)[name])),
  },
  {
    rule: 'the app’s own relation to an issue is left out',
    why: 'All keys share one account: what it watches or has seen is nobody’s and everybody’s.',
    applies: (at) => leavesOutField(at, FIELDS_LEFT_OUT.relation),
  },
  {
    rule: 'logged work and its sums are left out',
    why: 'They count entries that only some may read.',
    applies: (at) =>
      leavesOutField(at, FIELDS_LEFT_OUT.logged) ||
      (at.kind === 'missing' &&
        ['timeSpent', 'timeSpentSeconds'].includes(last(at)) &&
        isFieldOfIssue(at, 'timetracking', 1)),
  },
  {
    rule: 'restrictions of issues are left out',
    why: 'Names of security levels and of those whom they admit are not the key’s business.',
    applies: (at) => leavesOutField(at, FIELDS_LEFT_OUT.restriction),
  },
  {
    rule: 'custom fields of other types are left out',
    why: 'Only of listed types it is known what their values can carry.',
    applies: (at) => leavesOutField(at, FIELDS_LEFT_OUT.types),
  },
  {
    rule: 'names and schemas are those of the fields shown',
    why: 'One more would tell that something is hidden.',
    applies: (at) =>
      at.kind === 'missing' &&
      at.path.length === 2 &&
      ['names', 'schema'].includes(at.path[0] ?? '') &&
      !fieldsShown(wholeSeen(at)).has(last(at)),
  },
  {
    rule: 'the list of fields holds those that can be shown',
    why: 'A field that no issue shows is not there.',
    applies: (at) =>
      at.kind === 'row missing' &&
      at.path.length === 1 &&
      Array.isArray(member(at.direct, 'clauseNames')) &&
      ANY_FIELD_LEFT_OUT.includes(textOf(member(at.direct, 'id'))),
  },
  {
    rule: 'restricted comments and worklogs are absent',
    why: 'Whom they are for the app cannot say of a key.',
    applies: (at) => at.kind === 'row missing' && isHiddenChild(at),
  },
  {
    rule: 'totals of comments and worklogs count what is shown',
    why: 'The number would tell how many are hidden.',
    applies: (at) => at.kind === 'changed' && isRecounted(at),
  },
  {
    rule: 'service-desk facts of a comment are left out',
    why: 'They say what its author may see elsewhere.',
    applies: (at) => leavesOut(at, 'issue/#/comment/#', ['jsdAuthorCanSeeRequest']),
  },
  {
    rule: 'addresses of pages are left out',
    why: 'The pages are the gateway’s own, cut from a whole list; what to ask for next follows from their numbers.',
    applies: (at) =>
      at.kind === 'missing' &&
      at.path.length === 1 &&
      ['self', 'nextPage'].includes(last(at)) &&
      /(?<!\/project\/search)\?startAt=\d+&maxResults=\d+$/.test(textOf(at.direct)) &&
      Array.isArray(member(wholeSeen(at), 'values')),
  },
  {
    rule: 'roles that nobody has in the project are left out',
    why: 'Jira lists all of the site, also those made for other projects.',
    applies: (at) => at.kind === 'missing' && isRole(at) && UNUSED_ROLES.includes(textOf(at.direct).split('/').at(-1)),
  },
  {
    rule: 'addresses of roles lead to the gateway',
    why: 'As all addresses do.',
    applies: (at) => at.kind === 'changed' && isRole(at) && at.seen === throughGateway(at),
  },
  {
    rule: 'permissions are those of the key',
    why: 'To Jira every key is the app, which may do everything. How Jira explains a permission says nothing of the key.',
    applies: (at) =>
      at.path[0] === 'permissions' &&
      at.path.length === 3 &&
      ((at.kind === 'missing' && last(at) === 'description') ||
        (at.kind === 'changed' && last(at) === 'havePermission' && at.direct === true && at.seen === false)),
  },
  {
    rule: 'what a page of settings adds to their list is left out',
    why: 'Descriptions of fields and whether a resolution is the usual one stand in lists that only administrators see.',
    applies: (at) =>
      at.kind === 'missing' &&
      at.path.length === 3 &&
      at.path.at(-2) === '#' &&
      ((last(at) === 'description' && isRecord(inner(at)['schema'])) ||
        (['default', 'iconUrl'].includes(last(at)) && kindOf(inner(at)) === 'resolution/#')),
  },
  {
    rule: 'fields that cannot be shown are in no page of fields',
    why: 'As in their list; the total counts those that are shown.',
    applies: (at) =>
      (at.kind === 'row missing' &&
        at.path.join('.') === 'values.#' &&
        isRecord(member(at.direct, 'schema')) &&
        ANY_FIELD_LEFT_OUT.includes(textOf(member(at.direct, 'id')))) ||
      (isFieldPage(whole(at)) &&
        at.path.length === 1 &&
        ((at.kind === 'changed' && last(at) === 'total' && numberOf(at.seen) < numberOf(at.direct)) ||
          (at.kind === 'changed' && last(at) === 'isLast'))),
  },
  {
    rule: 'rows of fields move up where others are left out',
    why: 'A full page stays full.',
    applies: (at) =>
      at.kind === 'row added' &&
      at.path.join('.') === 'values.#' &&
      isFieldPage(whole(at)) &&
      member(whole(at), 'isLast') === false,
  },
  {
    rule: 'what a site adds to a project is left out',
    why: 'Categories and roles span projects, properties are other apps’, a favourite is the app’s own.',
    applies: (at) => leavesOut(at, 'project/#', ['projectCategory', 'roles', 'properties', 'favourite', 'uuid']),
  },
  {
    rule: 'whom a component assigns to is left out',
    why: 'It is a setting of the project, which keys do not read.',
    applies: (at) =>
      leavesOut(at, 'component/#', [
        'assignee',
        'assigneeType',
        'realAssignee',
        'realAssigneeType',
        'isAssigneeTypeValid',
      ]),
  },
  {
    rule: 'counts of a component’s issues, and what it is elsewhere, are left out',
    why: 'The count includes issues that nobody may see; the other name is one of the whole organization.',
    applies: (at) => leavesOut(at, 'component/#', ['issueCount', 'ari']),
  },
  {
    rule: 'dates in the words of the app’s locale are left out',
    why: 'The same date stands beside them in a form that means the same to everybody.',
    applies: (at) =>
      leavesOut(at, 'version/#', ['userReleaseDate']) && isRecord(inner(at)) && 'releaseDate' in inner(at),
  },
  {
    rule: 'screens list what a key can write',
    why: 'A field that it cannot fill in is none for it; of values those stay that are the project’s own.',
    applies: (at) =>
      isOfScreen(at) &&
      ((at.kind === 'missing' && at.path.at(-2) === 'fields' && UNWRITTEN.includes(last(at))) ||
        (at.kind === 'row missing' &&
          at.path.at(-2) === 'fields' &&
          UNWRITTEN.includes(member(at.direct, 'fieldId'))) ||
        (at.kind === 'missing' && last(at) === 'autoCompleteUrl') ||
        (at.kind === 'missing' && (last(at) === 'expand' || at.path.join('.') === 'results')) ||
        (at.kind === 'changed' && last(at) === 'total' && rowsOf(innerSeen(at), 'fields').length === at.seen)),
  },
  {
    rule: 'a screen offers no project but its own',
    why: 'An issue is made in the project of the screen; every other has a screen of its own.',
    applies: (at) =>
      at.kind === 'row missing' &&
      at.path.slice(-2).join('.') === 'allowedValues.#' &&
      member(at.direct, 'projectTypeKey') !== undefined &&
      // All screens of the suite are ALPHA's: nothing is created elsewhere.
      member(at.direct, 'id') !== FIXTURE.projects.alpha.id,
  },
  {
    rule: 'values offered on a transition’s screen are left out',
    why: 'They list things of the whole site, and addresses at which to look for more.',
    applies: (at) =>
      at.kind === 'missing' &&
      ['allowedValues', 'autoCompleteUrl'].includes(last(at)) &&
      at.path.at(-3) === 'fields' &&
      at.path.at(-4) === '#' &&
      at.path.at(-5) === 'transitions',
  },
  {
    rule: 'issues with a security level are absent',
    why: 'The app may see more than whoever made the key.',
    applies: (at) =>
      at.kind === 'row missing' &&
      ((at.path.join('.') === 'issues.#' && isSecured(at.direct)) ||
        (at.path.join('.') === 'matches.#.matchedIssues.#' && SECURED.includes(String(at.direct)))),
  },
  {
    rule: 'rows move up where others are hidden',
    why: 'A full page stays full: as many more at its end as are hidden before, and only if Jira has a next page.',
    applies: (at) => at.kind === 'row added' && at.path.join('.') === 'issues.#' && isMovedUp(at),
  },
  {
    rule: 'a page is the last where only hidden rows would follow',
    why: 'The rows that moved up were the rest. A token that Jira prints as null is no token.',
    applies: (at) =>
      (at.kind === 'missing' && at.path.join('.') === 'nextPageToken' && at.direct === null) ||
      (rowsOf(whole(at), 'issues').some(isSecured) &&
        member(whole(at), 'isLast') === false &&
        member(wholeSeen(at), 'isLast') === true &&
        ((at.kind === 'changed' && at.path.join('.') === 'isLast') ||
          (at.kind === 'missing' && at.path.join('.') === 'nextPageToken'))),
  },
  {
    rule: 'queries over listed issues are always bounded',
    why: 'Jira refuses a query without a condition; a confined one has one.',
    applies: (at) =>
      (at.kind === 'row added' &&
        at.path.join('.') === 'matches.#.matchedIssues.#' &&
        isUnbounded(at.around[1]?.direct)) ||
      (at.kind === 'row missing' && at.path.join('.') === 'matches.#.errors.#' && isUnbounded(inner2(at))),
  },
  {
    rule: 'counts leave out issues with a security level',
    why: 'The number would tell how many are hidden.',
    applies: (at) =>
      at.kind === 'changed' &&
      ((at.path.join('.') === 'count' && Object.keys(whole(at)).length === 1) ||
        (at.path.join('.') === 'total' && Array.isArray(member(whole(at), 'issues')))) &&
      isBetween(numberOf(at.direct) - numberOf(at.seen), 1, SECURED.length),
  },
  {
    rule: 'page tokens are sealed',
    why: 'Jira’s own may carry the query, and would serve any other key.',
    applies: (at) =>
      at.kind === 'changed' &&
      at.path.join('.') === 'nextPageToken' &&
      textOf(at.direct) !== '' &&
      textOf(at.seen) !== '' &&
      !decoded(at.seen).includes(textOf(at.direct)),
  },
  {
    rule: 'what a board is filtered and ranked by is left out',
    why: 'Filters and the order of ranks are shared by projects; for whom a board is is a matter of people.',
    applies: (at) =>
      leavesOut(at, 'board/#', ['isPrivate']) ||
      leavesOut(at, 'board/#/configuration', ['filter', 'subQuery', 'ranking']) ||
      (at.kind === 'missing' && last(at) === 'avatarURI' && at.path.at(-2) === 'location'),
  },
  {
    rule: 'cards are shown as the address that was typed',
    why: 'What Jira knows of the other end is not this issue’s content.',
    applies: (at) =>
      at.kind === 'changed' && isRecord(at.direct) && isRecord(at.seen) && isCardShown(at.direct, at.seen),
  },
  {
    rule: 'the key introduces itself',
    why: 'All keys share the app’s account, so "myself" is the key.',
    applies: (at) => at.path.length <= 2 && isMyself(at) && isOwnOfKey(at),
  },
  {
    rule: 'the gateway speaks for the server',
    why: 'A client learns where it talks to, and nothing by which one site differs from another.',
    applies: (at) => at.path.length === 1 && isServerInfo(at) && isOwnOfServer(at),
  },
];

/** The same path below the gateway; the origin may be the site's or the API gateway's. */
function throughGateway({ direct, context: { version, gatewayUrl } }: Difference): string | undefined {
  // Addresses of remote links name their issue by its key, and the gateway's by its id.
  const path = pathOf(direct)?.replace(/^issue\/([A-Z]+-\d+)(?=\/)/, (_, key: string) => `issue/${idOfKey(key)}`);
  return path === undefined
    ? undefined
    : `${gatewayUrl}${SOFTWARE.test(textOf(direct)) ? '/rest/agile/1.0' : `/rest/api/${version}`}/${path}`;
}

const SOFTWARE = /\/rest\/agile\/1\.0\//;

const idOfKey = (key: string): string | undefined =>
  Object.values(FIXTURE.issues).find((issue) => issue.key === key)?.id;

const pathOf = (self: unknown): string | undefined =>
  /^https:\/\/[^/]+(?:\/ex\/jira\/[^/]+)?\/rest\/(?:api\/[23]|agile\/1\.0)\/(.+)$/.exec(textOf(self))?.[1];

/** What a thing is, by the address that Jira gives it: `status/#`, `issue/#/comment/#`, `user`. */
const kindOf = (thing: unknown): string =>
  (pathOf(member(thing, 'self')) ?? '').replace(/\?.*$/, '').replace(/(?<=\/)(?:\d+|[A-Z]+-\d+)(?=\/|$)/g, '#');

/** A member of a thing of this kind is missing. */
const leavesOut = (at: Difference, kind: string, members: readonly string[]): boolean =>
  at.kind === 'missing' && members.includes(last(at)) && kindOf(inner(at)) === kind;

/** A field of an issue is missing. */
const leavesOutField = (at: Difference, fields: readonly string[]): boolean =>
  at.kind === 'missing' && fields.includes(last(at)) && isFieldOfIssue(at, last(at), 0);

/** The place is this field of an issue, or stands so many members below it. */
const isFieldOfIssue = (at: Difference, field: string, below: number): boolean =>
  at.path.at(-1 - below) === field &&
  at.path.at(-2 - below) === 'fields' &&
  kindOf(at.around[below + 1]?.direct) === 'issue/#';

const isHiddenChild = (at: Difference): boolean =>
  PAGES.some((rows) => at.path.at(-2) === rows && kindOf(at.direct) === `issue/#/${rows.slice(0, -1)}/#`) &&
  (member(at.direct, 'visibility') !== undefined || member(at.direct, 'jsdPublic') === false);

/** `total` is the number of comments shown, and lower by those hidden; an embedded page says its own size too. */
function isRecounted(at: Difference): boolean {
  const rows = PAGES.find((name) => Array.isArray(inner(at)[name])) ?? PAGES[0];
  const [direct, seen] = [rowsOf(inner(at), rows), rowsOf(innerSeen(at), rows)];
  const embedded = isFieldOfIssue(at, 'comment', 1);
  const counts = last(at) === 'total' ? embedded || at.path.length === 1 : last(at) === 'maxResults' && embedded;
  return counts && seen.length < direct.length && at.direct === direct.length && at.seen === seen.length;
}

/** Fields of screens that no key writes there. */
const UNWRITTEN: readonly unknown[] = [
  ...['attachment', 'comment', 'issuelinks', 'security', 'worklog', 'issuerestriction'],
  ...Object.values(FIELDS_LEFT_OUT).flat(),
  ...[FIXTURE.fields.projectPicker, FIXTURE.fields.sprint, FIXTURE.fields.rank, FIXTURE.fields.unknown],
];
const isOfScreen = (at: Difference): boolean =>
  !('id' in whole(at)) && ('fields' in whole(at) || 'projects' in whole(at));

const isLinkToSite = (at: Difference): boolean =>
  kindOf(at.direct) === 'issue/#/remotelink/#' &&
  textOf(member(member(at.direct, 'object'), 'url')).startsWith(at.context.siteUrl);
const isOfRemoteLink = (at: Difference): boolean =>
  at.around.some(({ direct }) => kindOf(direct) === 'issue/#/remotelink/#');

/** What a history may tell of: fields of Jira's own by name, custom ones of the fixture by id. */
const TOLD: readonly unknown[] = [
  ...['summary', 'description', 'environment', 'issuetype', 'status', 'priority', 'resolution', 'labels', 'duedate'],
  ...['assignee', 'reporter', 'timeoriginalestimate', 'timeestimate', 'Fix Version', 'Version', 'Component'],
];
const { text, notes, points, targetDate, reviewTime, severity, channels, approver, link, topics } = FIXTURE.fields;
const TOLD_CUSTOM: readonly unknown[] = [
  ...[text, notes, points, targetDate, reviewTime, severity, channels, approver, link, topics],
];
const isTold = (item: unknown): boolean =>
  member(item, 'fieldtype') === 'jira'
    ? TOLD.includes(member(item, 'field'))
    : TOLD_CUSTOM.includes(member(item, 'fieldId'));

/** What logged work takes off an estimate is told with that work, which a history does not tell. */
const isOfWork = (item: unknown, entry: unknown): boolean =>
  member(item, 'field') === 'timeestimate' &&
  rowsOf(entry, 'items').some((each) => ['timespent', 'WorklogId'].includes(textOf(member(each, 'field'))));
const isToldIn =
  (entry: unknown) =>
  (item: unknown): boolean =>
    isTold(item) && !isOfWork(item, entry);

const HISTORY_ROWS: readonly unknown[] = ['values', 'histories', 'changeHistories'];
const isHistory = (page: unknown): boolean =>
  textOf(member(page, 'self')).includes('/changelog?') ||
  [...rowsOf(page, 'values'), ...rowsOf(page, 'histories')].some((row) => Array.isArray(member(row, 'items')));
const isUntoldItem = (at: Difference): boolean =>
  at.path.at(-2) === 'items' && !isToldIn(at.around[1]?.direct)(at.direct);
const isUntoldEntry = (at: Difference): boolean =>
  (HISTORY_ROWS.includes(at.path.at(-2)) &&
    isRecord(at.direct) &&
    Array.isArray(at.direct['items']) &&
    !at.direct['items'].some(isToldIn(at.direct))) ||
  (at.path.at(-2) === 'issueChangeLogs' &&
    !rowsOf(at.direct, 'changeHistories').some((entry) => rowsOf(entry, 'items').some(isToldIn(entry))));

const isUnbounded = (match: unknown): boolean =>
  rowsOf(match, 'errors').some((text) => textOf(text).includes('Unbounded'));
const inner2 = (at: Difference): unknown => at.around[1]?.direct;

const isSecured = (issue: unknown): boolean =>
  SECURED.includes(member(issue, 'id')) || isRecord(member(member(issue, 'fields'), 'security'));

function isMovedUp(at: Difference): boolean {
  const [direct, seen] = [rowsOf(whole(at), 'issues'), rowsOf(wholeSeen(at), 'issues')];
  const known = new Set(direct.map((row) => member(row, 'id')));
  const more = seen.filter((row) => !known.has(member(row, 'id')));
  return (
    more.includes(at.seen) &&
    more.every((row, index) => row === seen[seen.length - more.length + index]) &&
    more.length <= direct.filter(isSecured).length &&
    member(whole(at), 'isLast') === false
  );
}

/** Ids of the fields that the rows of an answer show. */
function fieldsShown(answer: unknown): ReadonlySet<string> {
  const issues = Array.isArray(member(answer, 'issues')) ? rowsOf(answer, 'issues') : [answer];
  return new Set(issues.flatMap((issue) => Object.keys(loose(member(issue, 'fields')))));
}

/** Nobody has one of the fixture's, and in ALPHA nobody the other. */
const UNUSED_ROLES: readonly unknown[] = ['10404', '10403'];
const isRole = (at: Difference): boolean => at.path.length === 1 && isRoleAddress(at.direct);
const isRoleAddress = (value: unknown): boolean => /\/project\/\d+\/role\/\d+$/.test(textOf(value));
const isFieldPage = (page: unknown): boolean =>
  rowsOf(page, 'values').length > 0 && rowsOf(page, 'values').every((row) => isRecord(member(row, 'schema')));

const isMyself = (at: Difference): boolean =>
  kindOf(whole(at)) === 'user' && isRecord(member(whole(at), 'applicationRoles'));

function isOwnOfKey({ kind, path, seen, context: { gatewayUrl, version } }: Difference): boolean {
  const name = path.join('.');
  if (kind === 'missing') return name === 'expand' || name === 'emailAddress';
  if (kind !== 'changed') return false;
  if (name === 'self') return seen === `${gatewayUrl}/rest/api/${version}/myself`;
  if (name === 'accountId') return textOf(seen).startsWith('key:');
  return name === 'displayName' || (name === 'timeZone' && seen === 'Etc/UTC') || (isNoRole(name) && seen === 0);
}

const isNoRole = (name: string): boolean => name === 'applicationRoles.size' || name === 'groups.size';

const isServerInfo = (at: Difference): boolean => member(whole(at), 'deploymentType') === 'Cloud';

function isOwnOfServer({ kind, path, direct, seen, context: { siteUrl, gatewayUrl } }: Difference): boolean {
  const name = path.join('.');
  if (kind === 'missing') return name.startsWith('displayUrl') || name === 'serverTimeZone';
  if (kind !== 'changed') return false;
  if (name === 'baseUrl') return direct === siteUrl && seen === gatewayUrl;
  // The same moment, in no zone of the site's.
  if (name === 'serverTime') return textOf(seen).endsWith('+0000') && instant(seen) === instant(direct);
  return ['buildDate', 'buildNumber', 'scmInfo', 'serverTitle'].includes(name);
}

const instant = (value: unknown): number => Date.parse(textOf(value).replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));

type Loose = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const loose = (value: unknown): Loose => (isRecord(value) ? value : {});
const member = (value: unknown, name: string): unknown =>
  isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
const rowsOf = (value: unknown, name: string): readonly unknown[] => {
  const rows = member(value, name);
  return Array.isArray(rows) ? rows : [];
};
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const numberOf = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN);
const isBetween = (value: number, least: number, most: number): boolean => value >= least && value <= most;
const decoded = (value: unknown): string => `${textOf(value)} ${Buffer.from(textOf(value), 'base64url').toString()}`;
const last = (at: Difference): string => at.path.at(-1) ?? '';
const inner = (at: Difference): Loose => loose(at.around[0]?.direct);
const innerSeen = (at: Difference): Loose => loose(at.around[0]?.seen);
const whole = (at: Difference): Loose => loose(at.around.at(-1)?.direct);
const wholeSeen = (at: Difference): Loose => loose(at.around.at(-1)?.seen);
