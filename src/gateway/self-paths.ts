/** Where things stand below `/rest/api/N/`, those of Jira Software below its own address, for the addresses in answers. Those below an issue also name it. */
import type { ApiVersion, SelfKind } from '../catalogue/operation';
import type { ChildKind } from '../jira/answers';

const SELF_PATHS: Readonly<Record<Exclude<SelfKind, ChildKind>, string>> = {
  issue: 'issue',
  project: 'project',
  link: 'issueLink',
  linkType: 'issueLinkType',
  person: 'user',
  issueType: 'issuetype',
  status: 'status',
  statusCategory: 'statuscategory',
  priority: 'priority',
  resolution: 'resolution',
  version: 'version',
  component: 'component',
  attachment: 'attachment',
  option: 'customFieldOption',
  board: 'board',
  boardConfiguration: 'board',
  sprint: 'sprint',
  epic: 'epic',
};

/** Things that only Jira Software has. */
const OF_SOFTWARE: ReadonlySet<SelfKind> = new Set(['board', 'boardConfiguration', 'sprint', 'epic']);

/** The path of a thing's address. Jira Software gives an issue that it lists an address of its own, and to one that is only linked the platform's. */
export function selfPath(
  kind: Exclude<SelfKind, ChildKind>,
  id: string,
  version: ApiVersion,
  isListedBySoftware: boolean,
): string {
  const base = OF_SOFTWARE.has(kind) || isListedBySoftware ? '/rest/agile/1.0' : `/rest/api/${version}`;
  return `${base}/${SELF_PATHS[kind]}/${id}${kind === 'boardConfiguration' ? '/configuration' : ''}`;
}

/** Names of roles with their numbers, out of the addresses that Jira gives them. */
export const rolesIn = (addresses: object): readonly (readonly [name: string, id: string])[] =>
  Object.entries(addresses).flatMap(([name, address]) => {
    const id = /\/role\/([1-9][0-9]{0,17})$/.exec(String(address))?.[1];
    return id === undefined ? [] : [[name, id] as const];
  });
