/**
 * A second look at the finished answer, made apart from the filter: it imports neither filter nor catalogue, and
 * knows what is inside rather than what is foreign. Four questions: is each member one that an answer may have at
 * all; does each thing that stands for an issue, a project or a comment say that it is inside; does each address
 * lead to the very thing that it stands in; is no other string a key or an address? Prose is not its matter.
 * What it trips on is withheld as if it were not there, and alarmed.
 */

import { areOwnLinks, DESK_MEMBERS, DESK_PROSE, isDesk, wrongDeskThing } from './guard-desk';

export type Inside = {
  readonly projectIds: ReadonlySet<string>;
  /** Ids of issues that Jira's own answers, in this call, put into a granted project, open to all who see that. */
  readonly issueIds: ReadonlySet<string>;
  readonly issueKeys: ReadonlySet<string>;
  /** Boards that Jira's own answers, in this call, put into a granted project. */
  readonly boardIds: ReadonlySet<string>;
  /** Keys under which this call's answers print granted projects. */
  readonly projectKeys: ReadonlySet<string>;
  /** Service desks that answers of this call put into a granted project. */
  readonly deskIds: ReadonlySet<string>;
  /** Custom fields into which people type text, by the projects' own lists. A key in any other is a reference. */
  readonly typedFields: ReadonlySet<string>;
  /** What the key shows though answers hide it by themselves. */
  readonly reveals?: readonly string[];
  /** All addresses start with it. */
  readonly baseUrl: string;
};

/** `at` is the path of members to what tripped; it names no value. */
export type Trip = { readonly at: string; readonly why: 'issue' | 'project' | 'address' | 'member' };

const ISSUE_KEY = /^[A-Z][A-Z0-9_]+-[1-9][0-9]*$/i;
const FIELD = /^customfield_[1-9][0-9]*$/;
/** Jira's own short names: of fields and of categories of statuses. No key of an issue or a project is lower-case. */
const SHORT_NAME = /^[a-z][A-Za-z]*$/;

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const COLOR = /^color_[0-9]{1,2}$/;

/** Members whose strings people chose: texts and names. */
const PROSE = words(`
  summary description environment body comment text name untranslatedName displayName value labels filename clauseNames
  inward outward field fromString toString
  title relationship globalId goal projectName ${DESK_PROSE.join(' ')}`);
/** Jira's own fields of an issue. */
const FIELDS = words(`
  summary description environment issuetype project status statusCategory statuscategorychangedate priority resolution
  resolutiondate labels created updated duedate assignee reporter creator components versions fixVersions parent
  subtasks issuelinks comment attachment timeoriginalestimate timeestimate timetracking
  epic sprint closedSprints flagged`);
/** Every other member that an answer may have. A new one has to be written here as well as in the catalogue. */
const MEMBERS = words(`
  id key self fields names schema transitions issues values comments startAt maxResults total isLast nextPage count
  to hasScreen isGlobal isInitial isAvailable isConditional isLooped required fieldId hasDefaultValue operations
  type items system custom customId project projectId scope statusCategory colorName statusColor isDefault subtask
  changelog histories changeHistories issueChangeLogs issueErrors fieldtype from tmpFromAccountId tmpToAccountId
  keys allowedValues children issuetypes application object url resolved watchers watchCount voters votes
  matches matchedIssues errors elementErrors errorMessages failedElementNumber worklogs issueId started timeSpent timeSpentSeconds
  statuses permissions issueLinkTypes
  hierarchyLevel orderable navigable searchable archived released startDate releaseDate overdue lead projectTypeKey
  simplified components issueTypes assigneeType versions style isPrivate inwardIssue outwardIssue author updateAuthor
  created updated jsdPublic size mimeType child originalEstimate remainingEstimate originalEstimateSeconds
  remainingEstimateSeconds accountId active accountType timeZone locale groups applicationRoles
  location projectKey columnConfig columns min max constraintType estimation originBoardId boardId state endDate
  completeDate createdDate color done
  ${DESK_MEMBERS.join(' ')}
  baseUrl version versionNumbers deploymentType buildNumber buildDate serverTime scmInfo serverTitle defaultLocale`);
/** Members that only some keys show, and by what. */
const REVEALED: ReadonlyMap<string, string> = new Map([
  ['emailAddress', 'emailAddresses'],
  ['visibility', 'restrictedEntries'],
  ['identifier', 'restrictedEntries'],
]);
/** Members that stand for an issue: it has a key or an id, and one of them is inside. */
const ISSUES = words('parent subtasks inwardIssue outwardIssue issues epic');
/** What is said of a field: how it is called, and of which type it is. Nothing of a value stands there. */
const SCHEMA = words('type items system custom customId');
/** Members that only things below an issue have. */
const BELOW_ISSUES = ['body', 'timeSpentSeconds', 'relationship', 'globalId'] as const;
/** Of what a history may tell: of what is the issue's own. Custom fields are told apart by their ids. */
const TOLD: ReadonlySet<string> = new Set([
  ...['Fix Version', 'Version', 'Component'],
  ...words(`summary description environment issuetype status priority resolution labels duedate assignee reporter
    timeoriginalestimate timeestimate`),
]);
const RICH = words('body comment description environment');
const PERMISSION = words('id key name type havePermission');
const DOCUMENT_MEMBERS = words('type version content text marks attrs');

/** What an answer says of itself: things that carry their own granted project, without a security level or a restriction. */
export function evidence(
  answers: readonly unknown[],
  projectIds: ReadonlySet<string>,
  baseUrl: string,
): Omit<Inside, 'typedFields'> {
  const issueIds = new Set<string>();
  const issueKeys = new Set<string>();
  const projectKeys = new Set<string>();
  const deskIds = new Set<string>();
  const boardIds = new Set<string>();
  const keep = (project: unknown): void => {
    if (isRecord(project) && projectIds.has(String(project['id']))) projectKeys.add(String(project['key']));
  };
  for (const answer of answers) {
    // Beans stand at the top or in the rows; what is nested deeper proves nothing.
    const rows = isRecord(answer) ? [answer, ...list(answer['issues']), ...list(answer['values'])] : list(answer);
    for (const bean of rows.filter(isRecord)) {
      const fields = bean['fields'];
      const project = isRecord(fields) ? fields['project'] : undefined;
      if (!isRecord(fields)) keep(bean);
      for (const each of list(bean['requestFieldValues']))
        if (isRecord(each) && isRecord(each['value']) && each['value']['projectTypeKey'] !== undefined)
          keep(each['value']);
      if (isDesk(bean, projectIds)) {
        deskIds.add(String(bean['id']));
        keep({ id: bean['projectId'], key: bean['projectKey'] });
      }
      const place = bean['location'];
      if (isRecord(place)) {
        // A board says where it stands; its configuration does so in other words.
        keep({ id: place['projectId'] ?? place['id'], key: place['projectKey'] ?? place['key'] });
        if (projectIds.has(String(place['projectId']))) boardIds.add(String(bean['id']));
      }
      // A screen for new issues offers the project by id and key.
      for (const each of list(bean['allowedValues']))
        if (isRecord(each) && each['projectTypeKey'] !== undefined) keep(each);
      // A component says its project twice: by id and by key.
      if (projectIds.has(String(bean['projectId'])) && typeof bean['project'] === 'string')
        keep({ id: bean['projectId'], key: bean['project'] });
      if (!isRecord(fields) || !isRecord(project) || !projectIds.has(String(project['id'])) || isForSome(fields))
        continue;
      // Its number counts in its own project; a key of another one is no key of it.
      if (prefixOf(String(bean['key'])) !== String(project['key'])) continue;
      issueIds.add(String(bean['id']));
      issueKeys.add(String(bean['key']));
      // Beside its own project, an issue may name others in its fields, and each says its id.
      for (const each of Object.values(fields)) if (isRecord(each) && each['projectTypeKey'] !== undefined) keep(each);
      keep(project);
    }
  }
  return { projectIds, issueIds, issueKeys, projectKeys, deskIds, boardIds, baseUrl };
}

/** Has a security level, or does not say that it has none, or, in a team-managed project, a restriction to roles. */
function isForSome({ security, issuerestriction }: Loose): boolean {
  if (security === undefined) return true;
  if (security || !issuerestriction) return Boolean(security);
  const to = isRecord(issuerestriction) ? issuerestriction['issuerestrictions'] : undefined;
  return !isRecord(to) || Object.keys(to).length > 0;
}

/** The first place where an answer shows something that is not known to be inside; undefined where there is none. */
export function guard(answer: unknown, inside: Inside): Trip | undefined {
  return visit(answer, 'answer', inside);
}

/** `under`: the member in which a value stands, in lists too. */
function visit(value: unknown, at: string, inside: Inside, under = 'answer'): Trip | undefined {
  if (Array.isArray(value)) {
    return first(value.entries(), ([index, item]) => visit(item, `${at}[${index}]`, inside, under));
  }
  if (!isRecord(value)) {
    const why = typeof value === 'string' || typeof value === 'number' ? wrongScalar(value, under, inside) : undefined;
    return why === undefined ? undefined : { at, why };
  }
  if (under === 'names' || under === 'schema')
    return isDescription(value, under, inside) ? undefined : { at, why: 'member' };
  if (isDocument(value, under)) return isPlainDocument(value) ? undefined : { at, why: 'member' };
  if (under === 'permissions') return isPermissions(value) ? undefined : { at, why: 'member' };
  if (under === 'answer' && isRoles(value, inside)) return undefined;
  if (isOwnProperty(value, under)) return undefined;
  const why = wrongThing(value, under, inside);
  if (why !== undefined) return { at, why };
  return first(Object.entries(value), ([name, item]) => {
    // A name that nobody knows may itself be what leaks, and is not repeated.
    const revealed = REVEALED.get(name);
    // Nothing is said by a null under one of these names.
    if (revealed !== undefined && item === null) return undefined;
    const isKnown = revealed === undefined ? isMember(name) : (inside.reveals?.includes(revealed) ?? false);
    if (!isKnown) return { at: `${at}.?`, why: 'member' };
    if (name === 'self' || name === 'nextPage' || name === 'baseUrl')
      return isOwnAddress(item, value, inside) ? undefined : { at: `${at}.${name}`, why: 'address' };
    if (name === '_links')
      return areOwnLinks(item, value, inside) ? undefined : { at: `${at}.${name}`, why: 'address' };
    // The value of a field of a request is that of the field which is named beside it.
    const field = name === 'value' && value['label'] !== undefined ? value['fieldId'] : undefined;
    return visit(item, `${at}.${name}`, inside, typeof field === 'string' ? field : name);
  });
}

/** A thing that stands for an issue, a project or a comment, and is not inside. */
function wrongThing(value: Loose, name: string, inside: Inside): Trip['why'] | undefined {
  // What a screen says of a field, under the field's name.
  if (isRecord(value['schema']) && isField(String(value['fieldId'] ?? value['key'])) && value['id'] === undefined)
    return undefined;
  const fields = value['fields'];
  const bean = isRecord(fields) && isRecord(fields['project']) && fields['project']['required'] === undefined;
  if (bean && !inside.issueIds.has(String(value['id']))) return 'issue';
  if (ISSUES.has(name) && !inside.issueKeys.has(String(value['key'])) && !inside.issueIds.has(String(value['id'])))
    if (!isInsideKey(String(value['key']), inside)) return 'issue';
  const isProject = name === 'project' || value['projectTypeKey'] !== undefined;
  // Where a board stands is said with a project's number under another name.
  if (isProject && !inside.projectIds.has(String(value['id'] ?? value['projectId']))) return 'project';
  if (isPlan(value) && !isPlanInside(value, inside)) return 'project';
  if (value['fieldtype'] !== undefined && !isTold(value)) return 'issue';
  // What stands below an issue says in its own address to which one it belongs, and in nothing else.
  const isBelow = BELOW_ISSUES.some((own) => value[own] !== undefined);
  if (isBelow && value['self'] === undefined && value['_links'] === undefined) return 'issue';
  // Where a board stands names a project as a desk does.
  if (name === 'location' && value['serviceDeskId'] === undefined) return undefined;
  return wrongDeskThing(value, inside);
}

/** A board or a sprint, by members that only they have. */
const isPlan = (value: Loose): boolean =>
  ['location', 'columnConfig', 'originBoardId', 'boardId', 'state', 'goal'].some((name) => value[name] !== undefined);

/** A board by its own number; a sprint by that of the board from which it stems. Each number that it names is looked at. */
function isPlanInside(value: Loose, { boardIds }: Inside): boolean {
  const isBoard = value['location'] !== undefined || value['columnConfig'] !== undefined;
  const stems = [value['originBoardId'], value['boardId']].filter((id) => id !== undefined);
  const named = isBoard ? [value['id'], ...stems] : stems;
  return named.length > 0 && named.every((id) => boardIds.has(String(id)));
}

const isTold = (item: Loose): boolean =>
  item['fieldtype'] === 'jira' ? TOLD.has(String(item['field'])) : FIELD.test(String(item['fieldId']));

function wrongScalar(value: string | number, name: string, inside: Inside): Trip['why'] | undefined {
  const text = String(value);
  if (name === 'issueId' || name === 'matchedIssues') return inside.issueIds.has(text) ? undefined : 'issue';
  if (name === 'projectId') return inside.projectIds.has(text) ? undefined : 'project';
  if (name === 'projectKey') return inside.projectKeys.has(text) ? undefined : 'project';
  if (name === 'project') return inside.projectKeys.has(text) || inside.projectIds.has(text) ? undefined : 'project';
  if (ISSUES.has(name) || name === 'issueKey') return isInsideKey(text, inside) ? undefined : 'issue';
  if (name === 'key') {
    if (SHORT_NAME.test(text) || COLOR.test(text) || FIELD.test(text) || inside.projectKeys.has(text)) return undefined;
    return isInsideKey(text, inside) ? undefined : 'issue';
  }
  if (name === 'url') return isElsewhere(text) ? undefined : 'address';
  const typed = PROSE.has(name) || inside.typedFields.has(name);
  if (typeof value === 'number' || typed) return undefined;
  if (ISSUE_KEY.test(text)) return isInsideKey(text, inside) ? undefined : 'issue';
  return /^\/|:\/\//.test(text) ? 'address' : undefined;
}

/** A page on the web that is none of Jira's: what remote links lead to. */
const isElsewhere = (url: string): boolean =>
  /^https?:\/\/[a-z0-9.-]+(?::[0-9]+)?(?:[/?#][!-~]*)?$/i.test(url) &&
  !/^[^?#]*(?:\.atlassian\.|\.jira\.com)|\/(?:browse|rest|secure)\//i.test(url);

const isInsideKey = (key: string, inside: Inside): boolean =>
  inside.issueKeys.has(key) || (ISSUE_KEY.test(key) && inside.projectKeys.has(prefixOf(key)));

/** It leads to the gateway, to a place that a row of the catalogue could have, and to the thing that it stands in. */
function isOwnAddress(address: unknown, thing: Loose, inside: Inside): boolean {
  if (typeof address !== 'string' || !address.startsWith(inside.baseUrl)) return false;
  const path = address.slice(inside.baseUrl.length);
  if (path === '' || /^\/rest\/api\/[23]\/(myself|project\/search\?[A-Za-z0-9=&]*)$/.test(path)) return true;
  const id = String(thing['id'] ?? thing['accountId']);
  const [, plan, number] =
    /^\/rest\/agile\/1\.0\/(board|sprint|epic|issue)\/([0-9]+)(?:\/configuration)?$/.exec(path) ?? [];
  // That a board or a sprint is inside was looked at in the thing itself.
  if (plan !== undefined) return number === id && (plan === 'board' || plan === 'sprint' || inside.issueIds.has(id));
  const [, kind, below] = /^\/rest\/api\/[23]\/([A-Za-z]+)[/?](.+)$/.exec(path) ?? [];
  switch (kind) {
    case undefined:
      return false;
    case 'issue': {
      const [issue, , child] = /^(.*?)(\/(?:comment|worklog|remotelink)\/(.*))?$/.exec(below ?? '')?.slice(1) ?? [];
      if (child !== undefined) return child === id && inside.issueIds.has(String(issue));
      return issue === id && (inside.issueIds.has(id) || isInsideKey(String(thing['key']), inside));
    }
    case 'project':
      return below === id && inside.projectIds.has(id);
    case 'user':
      return below === `accountId=${encodeURIComponent(id)}`;
    default:
      return below === id;
  }
}

const isMember = (name: string): boolean => MEMBERS.has(name) || PROSE.has(name) || isField(name);
const isField = (name: string): boolean => FIELDS.has(name) || FIELD.test(name);

/** The schema of one field, or for each field of the answer its name or its schema. */
function isDescription(value: Loose, under: string, inside: Inside): boolean {
  const isWord = (item: unknown): boolean =>
    typeof item === 'number' || (typeof item === 'string' && wrongScalar(item, 'type', inside) === undefined);
  const isSchema = (each: unknown): boolean =>
    isRecord(each) && Object.entries(each).every(([name, item]) => SCHEMA.has(name) && isWord(item));
  if (under === 'schema' && isSchema(value)) return true;
  const fits = under === 'schema' ? isSchema : (each: unknown) => typeof each === 'string';
  return Object.entries(value).every(([name, item]) => isField(name) && fits(item));
}

/** What the key may do, by Jira's own names of permissions: told by the gateway, of nothing but the key. */
const isPermissions = (value: Loose): boolean =>
  Object.entries(value).every(
    ([key, each]) =>
      isRecord(each) &&
      /^[A-Z_]+$/.test(key) &&
      each['key'] === key &&
      /^(?:GLOBAL|PROJECT)$/.test(String(each['type'])) &&
      typeof each['havePermission'] === 'boolean' &&
      Object.keys(each).every((name) => PERMISSION.has(name)),
  );

/** What a key keeps under a name of its own is its own text; no such name reads like the key of an issue. */
function isOwnProperty(value: Loose, under: string): boolean {
  const names = Object.keys(value).join();
  const isShaped = under === 'keys' ? names === 'key' : under === 'answer' && names === 'key,value';
  return isShaped && isPropertyName(String(value['key']));
}

const isPropertyName = (name: string): boolean => /^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(name) && !ISSUE_KEY.test(name);

/** Roles by name, each with its address below a project that is inside. How a role is called is prose. */
function isRoles(value: Loose, { projectIds, baseUrl }: Inside): boolean {
  const addresses = Object.values(value);
  return (
    addresses.length > 0 &&
    addresses.every((address) => {
      if (typeof address !== 'string' || !address.startsWith(baseUrl)) return false;
      const path = /^\/rest\/api\/[23]\/project\/([0-9]+)\/role\/[0-9]+$/.exec(address.slice(baseUrl.length));
      return projectIds.has(path?.[1] ?? '');
    })
  );
}

/** Rich text stands where people type it, and nowhere else. */
const isDocument = (value: Loose, name: string): boolean =>
  value['type'] === 'doc' && (RICH.has(name) || FIELD.test(name));

/** Nodes hold text and plain attributes; what Jira knows of the far end of a card is an object, and nobody's prose. */
function isPlainDocument(node: unknown): boolean {
  if (!isRecord(node) || !Object.keys(node).every((name) => DOCUMENT_MEMBERS.has(name))) return false;
  const attributes = node['attrs'];
  const plain = !isRecord(attributes) || Object.values(attributes).every((each) => typeof each !== 'object');
  return plain && [...list(node['content']), ...list(node['marks'])].every(isPlainDocument);
}

type Loose = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const prefixOf = (issueKey: string): string => issueKey.slice(0, issueKey.lastIndexOf('-'));

function first<T>(items: Iterable<T>, look: (item: T) => Trip | undefined): Trip | undefined {
  for (const item of items) {
    const trip = look(item);
    if (trip !== undefined) return trip;
  }
  return undefined;
}
