/**
 * The permissions in words, in Jira's vocabulary: what stands beside a checkbox, and the parts of which sentences are
 * made. Data.
 */
import type { Permission } from '../../../../src/console/contract';

export const AREAS = [
  'Issues',
  'Comments',
  'Work logs',
  'Attachments',
  'Project',
  'Versions',
  'Components',
  'Boards and sprints',
  'Requests',
] as const;
export type Area = (typeof AREAS)[number];

export type PermissionWords = {
  readonly area: Area;
  readonly title: string;
  /** What a key with it can do that others cannot. */
  readonly sentence: string;
  /** For sentences: "read" and "issues". */
  readonly verb: string;
  readonly thing: string;
};

const words = (
  area: Area,
  [verb, thing]: readonly [verb: string, thing: string],
  title: string,
  sentence: string,
): PermissionWords => ({ area, title, sentence, verb, thing });

export const PERMISSION_WORDS: Readonly<Record<Permission, PermissionWords>> = {
  'issue:read': words(
    'Issues',
    ['read', 'issues'],
    'Read issues',
    'See, search and count issues, their links and transitions.',
  ),
  'issue:create': words('Issues', ['create', 'issues'], 'Create issues', 'Make new issues.'),
  'issue:edit': words('Issues', ['edit', 'issues'], 'Edit issues', 'Change fields of issues.'),
  'issue:transition': words(
    'Issues',
    ['transition', 'issues'],
    'Transition issues',
    'Move issues through their workflow.',
  ),
  'issue:assign': words('Issues', ['assign', 'issues'], 'Assign issues', 'Say who works on an issue.'),
  'issue:link': words('Issues', ['link', 'issues'], 'Link issues', 'Link issues to each other, and take links away.'),
  'issue:delete': words('Issues', ['delete', 'issues'], 'Delete issues', 'Delete issues for good.'),
  'changelog:read': words('Issues', ['read', 'history'], 'Read history', 'See who changed which field, and when.'),
  'comment:read': words('Comments', ['read', 'comments'], 'Read comments', 'See what people wrote on issues.'),
  'comment:create': words('Comments', ['add', 'comments'], 'Add comments', 'Write comments on issues.'),
  'comment:edit': words('Comments', ['edit', 'comments'], 'Edit comments', "Change comments, also other people's."),
  'comment:delete': words(
    'Comments',
    ['delete', 'comments'],
    'Delete comments',
    "Delete comments, also other people's.",
  ),
  'worklog:read': words(
    'Work logs',
    ['read', 'work logs'],
    'Read work logs',
    'See how much time was logged, and by whom.',
  ),
  'worklog:create': words('Work logs', ['log', 'work'], 'Log work', 'Log time on issues.'),
  'worklog:edit': words(
    'Work logs',
    ['edit', 'work logs'],
    'Edit work logs',
    "Change logged time, also other people's.",
  ),
  'worklog:delete': words(
    'Work logs',
    ['delete', 'work logs'],
    'Delete work logs',
    "Delete logged time, also other people's.",
  ),
  'attachment:read': words(
    'Attachments',
    ['read', 'attachments'],
    'Read attachments',
    'See which files are attached to an issue.',
  ),
  'project:read': words(
    'Project',
    ['read', 'project details'],
    'Read project details',
    "See the project's name, lead and settings that everyone sees.",
  ),
  'metadata:read': words(
    'Project',
    ['read', 'lists of fields and statuses'],
    'Read lists of values',
    'See which fields, statuses, priorities and issue types the project uses.',
  ),
  'version:read': words('Versions', ['read', 'versions'], 'Read versions', 'See versions and their dates.'),
  'version:create': words('Versions', ['create', 'versions'], 'Create versions', 'Make new versions.'),
  'version:edit': words('Versions', ['edit', 'versions'], 'Edit versions', 'Change and release versions.'),
  'version:delete': words('Versions', ['delete', 'versions'], 'Delete versions', 'Delete versions for good.'),
  'component:read': words('Components', ['read', 'components'], 'Read components', 'See components and their leads.'),
  'component:create': words('Components', ['create', 'components'], 'Create components', 'Make new components.'),
  'component:edit': words('Components', ['edit', 'components'], 'Edit components', 'Change components.'),
  'component:delete': words('Components', ['delete', 'components'], 'Delete components', 'Delete components for good.'),
  'board:read': words(
    'Boards and sprints',
    ['read', 'boards'],
    'Read boards',
    "See the project's boards and their issues.",
  ),
  'sprint:read': words('Boards and sprints', ['read', 'sprints'], 'Read sprints', 'See sprints and their issues.'),
  'sprint:create': words('Boards and sprints', ['create', 'sprints'], 'Create sprints', 'Make new sprints.'),
  'sprint:edit': words(
    'Boards and sprints',
    ['edit', 'sprints'],
    'Edit sprints',
    'Change, start and complete sprints, and put issues into them.',
  ),
  'sprint:delete': words('Boards and sprints', ['delete', 'sprints'], 'Delete sprints', 'Delete sprints for good.'),
  'request:read': words('Requests', ['read', 'requests'], 'Read requests', 'See requests of the service project.'),
  'request:create': words(
    'Requests',
    ['create', 'requests'],
    'Create requests',
    'Open requests in the service project.',
  ),
  'request:edit': words('Requests', ['edit', 'requests'], 'Edit requests', 'Change requests of the service project.'),
};

/** All permissions, in the order in which a page lists them. */
export const PERMISSIONS = Object.keys(PERMISSION_WORDS) as readonly Permission[];

/** Those of one area, in order. */
export const permissionsOf = (area: Area): readonly Permission[] =>
  PERMISSIONS.filter((permission) => PERMISSION_WORDS[permission].area === area);

/** What it takes away cannot be brought back. */
export const isDeleting = (permission: Permission): boolean => permission.endsWith(':delete');

/** Changes nothing in Jira. */
export const isReading = (permission: Permission): boolean => permission.endsWith(':read');

/**
 * "read issues and comments", "create and edit issues": what shares its verb or its things is told together. Deleting
 * comes last and stays alone.
 */
export const phrasesOf = (permissions: readonly Permission[]): readonly string[] => {
  const things = new Map<string, string[]>();
  for (const permission of PERMISSIONS.filter((one) => permissions.includes(one)).sort(deletesLast)) {
    const { verb, thing } = PERMISSION_WORDS[permission];
    things.set(verb, [...(things.get(verb) ?? []), thing]);
  }
  const verbs = new Map<string, string[]>();
  for (const [verb, of] of things) {
    const told = verb === 'delete' ? `${inWords(of)}\u0000` : inWords(of);
    verbs.set(told, [...(verbs.get(told) ?? []), verb]);
  }
  return [...verbs].map(([told, of]) => `${inWords(of)} ${told.replace('\u0000', '')}`);
};

const deletesLast = (a: Permission, b: Permission): number => Number(isDeleting(a)) - Number(isDeleting(b));

/** "a", "a and b", "a, b and c". */
export const inWords = (items: readonly string[], last = 'and'): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;

/** "Issue types" within a sentence: "issue types"; what is all capitals, such as JQL, stays. */
export const lowerFirst = (words: string): string =>
  /^\p{Lu}{2}/u.test(words) ? words : `${words.slice(0, 1).toLowerCase()}${words.slice(1)}`;
