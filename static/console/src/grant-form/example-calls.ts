/**
 * Calls that show what a key comes to: some are asked about, and those are shown that tell most. Pure; whether one is
 * allowed is never guessed here.
 */
import type { CallAnswer } from '../../../../src/console/contract';
import type { ExampleIssue } from './jira-lookups';

export type ExampleCall = {
  readonly label: string;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
};

export type Example = { readonly call: ExampleCall; readonly answer: CallAnswer };

const TEXT = 'An example';
const DOCUMENT = { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: TEXT }] }] };

/** What may be asked about in one project; the ones that tell more stand first. At most ten, as the app takes them. */
export const exampleCalls = (projectKey: string, issue: ExampleIssue | undefined): readonly ExampleCall[] => {
  const jql = encodeURIComponent(`project = ${projectKey} ORDER BY updated`);
  return [
    ...(issue === undefined ? [] : callsAbout(issue)),
    ...(issue?.typeId === undefined
      ? []
      : [
          {
            label: `Create an issue in ${projectKey}`,
            method: 'POST',
            path: '/rest/api/3/issue',
            body: { fields: { project: { key: projectKey }, issuetype: { id: issue.typeId }, summary: TEXT } },
          },
        ]),
    {
      label: `Search issues of ${projectKey}`,
      method: 'GET',
      path: `/rest/api/3/search/jql?jql=${jql}&fields=summary`,
    },
    { label: `Read the details of ${projectKey}`, method: 'GET', path: `/rest/api/3/project/${projectKey}` },
    { label: `Delete the project ${projectKey}`, method: 'DELETE', path: `/rest/api/3/project/${projectKey}` },
  ];
};

const callsAbout = ({ key }: ExampleIssue): readonly ExampleCall[] => [
  { label: `Read ${key}`, method: 'GET', path: `/rest/api/3/issue/${key}?fields=summary,status` },
  {
    label: `Add a comment to ${key}`,
    method: 'POST',
    path: `/rest/api/3/issue/${key}/comment`,
    body: { body: DOCUMENT },
  },
  { label: `Read the comments of ${key}`, method: 'GET', path: `/rest/api/3/issue/${key}/comment` },
  {
    label: `Edit the summary of ${key}`,
    method: 'PUT',
    path: `/rest/api/3/issue/${key}`,
    body: { fields: { summary: TEXT } },
  },
  { label: `Delete ${key}`, method: 'DELETE', path: `/rest/api/3/issue/${key}` },
];

/** Two that are allowed, a read and a write where there are both, and one that is refused: the gravest. */
export const tellingExamples = (examples: readonly Example[]): readonly Example[] => {
  const allowed = examples.filter(({ answer }) => answer.allowed);
  const write = allowed.find(({ call }) => call.method !== 'GET');
  const reads = allowed.filter(({ call }) => call.method === 'GET');
  const others = allowed.filter((example) => example !== write && !reads.includes(example));
  const shown = [reads[0], write, ...reads.slice(1), ...others].flatMap((example) => example ?? []).slice(0, 2);
  const refused = examples.filter(({ answer }) => !answer.allowed);
  const gravest =
    refused.find(({ call }) => call.method === 'DELETE' && call.path.includes('/issue/')) ??
    refused.find(({ call }) => call.method !== 'GET' && call.method !== 'DELETE') ??
    refused[0];
  return gravest === undefined ? shown : [...shown, gravest];
};
