/**
 * Things that an answer may speak of, inside ALPHA and outside of it: what names each by id, key and address.
 * BETA counts as outside, because the key of these tests has ALPHA alone.
 */
import { FIXTURE } from '../site';

export type Kind =
  | 'issue'
  | 'project'
  | 'comment'
  | 'version'
  | 'component'
  | 'link'
  | 'person'
  | 'status'
  | 'type'
  | 'option'
  | 'field'
  | 'attachment'
  | 'worklog'
  | 'remoteLink'
  | 'sprint';
/** `path` is the address below `/rest/api/N/`. */
export type Identity = {
  readonly id: string;
  readonly key?: string;
  readonly path: string;
  readonly projectId?: string;
  readonly projectKey?: string;
};

const { projects, issues, comments, links, versions, components, people, options, attachments, worklogs, remoteLinks } =
  FIXTURE;

type Named = { readonly id: string; readonly key: string };
const issue = ({ id, key }: Named, project: Named): Identity => ({
  id,
  key,
  path: `issue/${id}`,
  projectId: project.id,
  projectKey: project.key,
});
const project = ({ id, key }: Named): Identity => ({ id, key, path: `project/${id}`, projectId: id, projectKey: key });
const comment = (id: string, of: Named): Identity => ({ id, path: `issue/${of.id}/comment/${id}` });
const below = (segment: string, id: string, of: string): Identity => ({ id, path: `issue/${of}/${segment}/${id}` });
const within = (path: string, id: string, { id: projectId, key: projectKey }: Named): Identity => ({
  id,
  path: `${path}/${id}`,
  projectId,
  projectKey,
});
const plain = (path: string, id: string): Identity => ({ id, path: `${path}/${id}` });

/** Of each kind the first is what the requests of these tests ask for. */
export const OWN: Readonly<Record<Kind, readonly Identity[]>> = {
  issue: [issues.alpha1, issues.alpha3, issues.plain].map((each) => issue(each, projects.alpha)),
  project: [project(projects.alpha)],
  comment: [comment(comments.alpha1, issues.alpha1), comment(comments.alpha1Second, issues.alpha1)],
  version: [within('version', versions.alpha1, projects.alpha), within('version', versions.alpha2, projects.alpha)],
  component: [within('component', components.alpha1, projects.alpha)],
  link: [plain('issueLink', links.within)],
  person: [plain('user', people.member)],
  status: [plain('status', '10200'), plain('status', '10201')],
  type: [plain('issuetype', '10102'), plain('issuetype', '10101')],
  option: [plain('customFieldOption', options.minor)],
  field: [plain('field', FIXTURE.fields.text), plain('field', 'summary')],
  attachment: [plain('attachment', attachments.alpha)],
  worklog: [below('worklog', worklogs.alpha, issues.alpha1.id)],
  remoteLink: [below('remotelink', remoteLinks.alpha1, issues.alpha1.key)],
  sprint: [plain('sprint', String(FIXTURE.sprints.alphaActive))],
};
export const FOREIGN: Readonly<Record<Kind, readonly Identity[]>> = {
  issue: [
    issue(issues.omega1, projects.omega),
    issue(issues.movedOut, projects.omega),
    issue(issues.gamma1, projects.gamma),
    issue(issues.beta1, projects.beta),
  ],
  project: [projects.omega, projects.gamma, projects.beta].map(project),
  comment: [comment(comments.omega1, issues.omega1), comment(comments.omega2, issues.omega1)],
  version: [within('version', versions.omega1, projects.omega), within('version', versions.beta, projects.beta)],
  component: [within('component', components.omega1, projects.omega)],
  link: [plain('issueLink', links.foreign), plain('issueLink', links.fromForeign)],
  person: [plain('user', people.outsider), plain('user', people.omegaLead)],
  status: [plain('status', FIXTURE.statuses.omegaTeam)],
  type: [plain('issuetype', FIXTURE.types.omegaTeam)],
  option: [plain('customFieldOption', options.omegaSeverity)],
  field: [plain('field', FIXTURE.fields.omegaOnly), plain('field', FIXTURE.fields.omegaSeverity)],
  attachment: [plain('attachment', attachments.omega)],
  worklog: [below('worklog', worklogs.omega, issues.omega1.id)],
  remoteLink: [below('remotelink', remoteLinks.omega, issues.omega1.key)],
  sprint: [plain('sprint', String(FIXTURE.sprints.omegaActive))],
};

const outside = Object.values(FOREIGN).flat();
const IDS: ReadonlySet<string> = new Set(outside.flatMap(({ id, key }) => (key === undefined ? [id] : [id, key])));
const KEY = /\b(OMEGA|GAMMA|BETA|DELTA)-[1-9][0-9]*\b/;
/** An id, a key, or an address that leads to one of them. */
export const namesForeign = (value: string): boolean =>
  IDS.has(value) || KEY.test(value) || (value.includes('/') && value.split(/[/?&=]/).some((part) => IDS.has(part)));
