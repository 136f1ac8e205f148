/**
 * A second look at the finished answer, made apart from the filter: it imports neither filter nor catalogue, and
 * knows what is inside rather than what is foreign. It looks at structured positions only (keys, ids, addresses,
 * project members); prose is not its matter. What it trips on is withheld as if it were not there, and alarmed.
 */

export type Inside = {
  readonly projectIds: ReadonlySet<string>;
  /** Ids of issues that Jira's own answers, in this call, put into a granted project without a security level. */
  readonly issueIds: ReadonlySet<string>;
  readonly issueKeys: ReadonlySet<string>;
  /** Keys under which granted projects print their issues in this call's answers. */
  readonly projectKeys: ReadonlySet<string>;
  /** All addresses start with it. */
  readonly baseUrl: string;
};

/** `at` is the path of members to what tripped; it names no value. */
export type Trip = { readonly at: string; readonly why: 'issue' | 'project' | 'address' };

const ISSUE_KEY = /^[A-Z][A-Z0-9_]+-[1-9][0-9]*$/;
const ADDRESS_MEMBERS: ReadonlySet<string> = new Set(['self', 'nextPage', 'content', 'thumbnail', 'iconUrl']);

/** What an answer says of itself: beans that carry their own granted project, without a security level. */
export function evidence(answers: readonly unknown[], projectIds: ReadonlySet<string>, baseUrl: string): Inside {
  const issueIds = new Set<string>();
  const issueKeys = new Set<string>();
  const projectKeys = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const item of value) visit(item);
    } else if (isRecord(value)) {
      const fields = value['fields'];
      const project = isRecord(fields) ? fields['project'] : undefined;
      if (isRecord(fields) && isRecord(project) && projectIds.has(String(project['id'])) && !fields['security']) {
        issueIds.add(String(value['id']));
        issueKeys.add(String(value['key']));
        projectKeys.add(String(project['key']));
      }
      for (const item of Object.values(value)) visit(item);
    }
  };
  for (const answer of answers) visit(answer);
  return { projectIds, issueIds, issueKeys, projectKeys, baseUrl };
}

/** The first place where an answer shows something that is not known to be inside; undefined where there is none. */
export function guard(answer: unknown, inside: Inside): Trip | undefined {
  return visit(answer, 'answer', inside);
}

function visit(value: unknown, at: string, inside: Inside): Trip | undefined {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const trip = visit(item, `${at}[${index}]`, inside);
      if (trip !== undefined) return trip;
    }
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  for (const [name, item] of Object.entries(value)) {
    const place = `${at}.${name}`;
    const trip = trips(name, item, inside);
    if (trip !== undefined) return { at: place, why: trip };
    // Rich text is prose: a card or a mention in it is what someone typed.
    if (isRecord(item) && item['type'] === 'doc') continue;
    const inner = visit(item, place, inside);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function trips(name: string, value: unknown, inside: Inside): Trip['why'] | undefined {
  if (name === 'key' && typeof value === 'string' && ISSUE_KEY.test(value) && !isInsideKey(value, inside))
    return 'issue';
  if (name === 'projectId' && !inside.projectIds.has(String(value))) return 'project';
  if (name === 'project' && isRecord(value) && value['id'] !== undefined && !inside.projectIds.has(String(value['id'])))
    return 'project';
  if (ADDRESS_MEMBERS.has(name) && typeof value === 'string' && !isInsideAddress(value, inside)) return 'address';
  return undefined;
}

const isInsideKey = (key: string, inside: Inside): boolean =>
  inside.issueKeys.has(key) || inside.projectKeys.has(key.slice(0, key.lastIndexOf('-')));

function isInsideAddress(address: string, inside: Inside): boolean {
  if (!address.startsWith(`${inside.baseUrl}/rest/`)) return false;
  const project = /\/project\/([^/?]+)$/.exec(address)?.[1];
  if (project !== undefined && !inside.projectIds.has(project)) return false;
  // A comment's address names its issue. An issue's own address stands beside its key, which is looked at above.
  const issue = /\/issue\/([^/?]+)\/comment\/[^/?]+$/.exec(address)?.[1];
  return issue === undefined || inside.issueIds.has(issue);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
