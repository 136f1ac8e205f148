/**
 * The questions about Jira and the platform that no source answers, as settings under which the wall has to hold:
 * each other form alone with the cases that depend on it, and all of them mixed by chance.
 */
import { SWITCH_FORMS } from '../../../local/jira/switches';
import type { SiteOptions } from '../../../local/site';
import { randomFrom } from './shuffled';

export type Setting = {
  readonly name: string;
  readonly switches?: SiteOptions['switches'];
  readonly jiraSwitches?: SiteOptions['jiraSwitches'];
  /** Which cases depend on it. */
  readonly only: readonly string[];
};

const PATHS = ['path issueIdOrKey', 'path id', 'path linkId', 'path projectIdOrKey'];
const WRITES = ['editIssue', 'createIssue', 'doTransition', 'addComment', 'deleteIssue', 'assignIssue'];
const READS = ['getIssue ·', 'carried', 'getComments', 'getIssueLink', 'getTransitions', 'getProject ·'];
const QUERIES = [
  'jql: key',
  'jql: project',
  'jql: status',
  'jql: fixVersion',
  'jql: parent',
  'jql: cf[',
  'jql: a field',
  'reconcileIssues',
  ' query · ',
];

/** Things below an issue or a desk, named by ids of their own. */
const CHILDREN = [
  ...['getComment ·', 'updateComment', 'deleteComment', 'getWorklog', 'updateWorklog', 'deleteWorklog'],
  ...['getRemoteIssueLinkById', 'updateRemoteIssueLink', 'deleteRemoteIssueLinkById', 'getRequestCommentById'],
  ...['getRequestTypeById', 'getRequestTypeFields', 'getQueue', 'getIssuesInQueue', 'createCustomerRequest'],
];

/** What stands on boards and in queues is told by the issues that are seen. */
const BOARD_READS = [
  'getAllBoards',
  'getProjects ·',
  'getAllVersions',
  'getAllSprints',
  'getEpics',
  'getIssuesInQueue',
];

/** Which cases depend on a switch, by parts of their lines. */
export const ONLY: Readonly<Record<string, readonly string[]>> = {
  'jql.unknownValue': QUERIES,
  'jql.unknownKey': QUERIES,
  'token.binding': QUERIES.slice(-2),
  'token.repeat': QUERIES.slice(-2),
  'child.parentCheck': CHILDREN,
  'app.securityLevel': ['security level', 'C-ISS-12', ...BOARD_READS, ...QUERIES.slice(-1), ...PATHS],
  'render.issueKeys': [...READS, 'getRequestCommentById'],
  'write.oldKey': WRITES,
  'archived.issue': ['archived', ...PATHS],
  'search.lag': QUERIES,
  'search.rowDefault': QUERIES,
  'search.textOrder': ['jql: summary', 'jql: a field'],
  'search.fuzzy': ['jql: summary', 'jql: a field'],
  'edit.forbidden': WRITES,
  'edit.answer': ['editIssue'],
  'notify.forbidden': WRITES,
  locale: [...WRITES, ...QUERIES],
  'auth.failed': READS,
  'scope.missing': READS,
  'error.body': [...PATHS, ...WRITES.slice(0, 2), ...QUERIES.slice(0, 2)],
  'changelog.shape': [...READS, 'bulkFetchIssues', 'getChangeLogsByIds', 'getBulkChangelogs'],
  'comment.order': ['getComments', 'carried'],
  'parent.error': ['parent'],
  'create.timeout': ['createIssue'],
  'json.reader': WRITES,
  'jsm.foreign': ['Request'],
  timestamps: READS,
  autowatch: [...WRITES, 'linkIssues', 'addWorklog', 'updateWorklog', 'Request', 'performCustomerTransition'],
  'link.created': ['linkIssues'],
  'self.base': READS,
  'webtrigger.decoding': [...PATHS, 'query '],
  'webtrigger.commaSplit': [...PATHS, 'query '],
  'webtrigger.headerCase': PATHS,
  'webtrigger.forwardedFor': PATHS,
  'webtrigger.otherMethods': PATHS.slice(0, 1),
  'storage.queryLagSeconds': PATHS,
  'storage.ttlLagSeconds': PATHS,
  'events.delivery': WRITES,
};

const PLATFORM_FORMS = {
  'webtrigger.decoding': ['decoded', 'raw'],
  'webtrigger.commaSplit': ['split', 'whole', 'split-reversed'],
  'webtrigger.headerCase': ['lower', 'as-sent', 'title'],
  'webtrigger.forwardedFor': ['absent', 'present'],
  'webtrigger.otherMethods': ['reach', 'refused'],
  'storage.queryLagSeconds': [0, 10],
  'storage.ttlLagSeconds': [172_800, 0],
  'events.delivery': ['once', 'twice'],
} as const;

/** Every form but the first of every question, alone. */
export const SINGLE_SETTINGS: readonly Setting[] = [
  ...singles(PLATFORM_FORMS).map(([name, form]): Setting => ({ ...named(name, form), switches: { [name]: form } })),
  ...singles(SWITCH_FORMS).map(([name, form]): Setting => ({ ...named(name, form), jiraSwitches: { [name]: form } })),
];

/** All questions answered by chance; every case depends on some of them. */
export function mixedSetting(seed: number): Setting {
  const random = randomFrom(seed);
  const mix = (forms: Readonly<Record<string, readonly (string | number)[]>>) =>
    Object.fromEntries(Object.entries(forms).map(([name, all]) => [name, all[Math.floor(random() * all.length)]]));
  return { name: `mix ${seed}`, switches: mix(PLATFORM_FORMS), jiraSwitches: mix(SWITCH_FORMS), only: [] };
}

type Forms = Readonly<Record<string, readonly (string | number)[]>>;

function singles(forms: Forms): readonly (readonly [name: string, form: string | number])[] {
  return Object.entries(forms).flatMap(([name, all]) => all.slice(1).map((form) => [name, form] as const));
}

function named(name: string, form: string | number): Pick<Setting, 'name' | 'only'> {
  const only = ONLY[name];
  if (only === undefined) throw new Error(`nobody has said which cases depend on the switch ${name}`);
  return { name: `${name} ${form}`, only };
}
