/**
 * Cases whose operations are not offered yet: why, and the requests that must go on being refused until they are.
 * A row leaves this list in the change that offers its operation.
 */
export type Later = {
  readonly id: string;
  readonly reason: string;
  /** Method and path, with `{issue}` where a reference stands. */
  readonly refused: readonly (readonly [string, string])[];
};

export const LATER_READS: readonly Later[] = [
  {
    id: 'C-READ-05',
    reason: 'histories are not offered: neither as an operation nor as an expansion',
    refused: [
      ['GET', 'issue/{issue}/changelog'],
      ['POST', 'issue/{issue}/changelog/list'],
      ['POST', 'changelog/bulkfetch'],
    ],
  },
  {
    id: 'C-READ-09',
    reason: 'screens and their allowed values are not offered',
    refused: [
      ['GET', 'issue/{issue}/editmeta'],
      ['GET', 'issue/createmeta/{project}/issuetypes'],
      ['GET', 'issue/createmeta/{project}/issuetypes/10101'],
    ],
  },
  {
    id: 'C-READ-10',
    reason: 'the list of what can be created is not offered',
    refused: [
      ['GET', 'issue/createmeta'],
      ['GET', 'issue/createmeta?projectKeys={project}'],
    ],
  },
  {
    id: 'C-READ-11',
    reason: 'properties of issues, comments and projects are not offered',
    refused: [
      ['GET', 'issue/{issue}/properties'],
      ['GET', 'issue/{issue}/properties/example'],
      ['GET', 'comment/40010/properties'],
      ['GET', 'issue/{issue}/worklog/42020/properties'],
      ['GET', 'project/{project}/properties'],
    ],
  },
  {
    id: 'C-READ-16',
    reason: 'worklogs are not offered as an operation; the sums of fields are covered',
    refused: [
      ['GET', 'issue/{issue}/worklog'],
      ['GET', 'issue/{issue}/worklog/42020'],
    ],
  },
  {
    id: 'C-READ-17',
    reason: 'contents of attachments are not offered; what an issue says of them is covered',
    refused: [
      ['GET', 'attachment/42010'],
      ['GET', 'attachment/content/42010'],
      ['GET', 'attachment/content/42010?redirect=false'],
      ['GET', 'attachment/thumbnail/42010'],
      ['GET', 'attachment/42010/expand/raw'],
      ['GET', 'attachment/42010/expand/human'],
    ],
  },
  {
    id: 'C-READ-18',
    reason: 'links to other places are not offered',
    refused: [
      ['GET', 'issue/{issue}/remotelink'],
      ['GET', 'issue/{issue}/remotelink?globalId=example-1'],
    ],
  },
  {
    id: 'C-READ-21',
    reason: 'counts by version reach over projects and stay refused',
    refused: [
      ['GET', 'version/10500/relatedIssueCounts'],
      ['GET', 'version/10500/unresolvedIssueCount'],
      ['GET', 'version/10500/relatedwork'],
    ],
  },
  {
    id: 'C-READ-22',
    reason: 'counts by component stay refused',
    refused: [
      ['GET', 'component/10520/relatedIssueCounts'],
      ['GET', 'component'],
    ],
  },
  {
    id: 'C-READ-23',
    reason: 'lists of security levels are not offered; the field is covered',
    refused: [
      ['GET', 'project/{project}/securitylevel'],
      ['GET', 'securitylevel/10540'],
    ],
  },
  {
    id: 'C-READ-24',
    reason: 'lists of watchers and voters are not offered; people in issues are covered',
    refused: [
      ['GET', 'issue/{issue}/watchers'],
      ['GET', 'issue/{issue}/votes'],
    ],
  },
];

/** Cases that no test of requests can settle. */
export const NOT_TESTED: readonly { readonly id: string; readonly reason: string }[] = [
  { id: 'C-READ-20', reason: 'the simulated site has no panel of a development tool; an unlisted type stands for it' },
  { id: 'C-READ-25', reason: 'the simulated site has no service desk; an unlisted type stands for its fields' },
  { id: 'C-READ-28', reason: 'prose that names a foreign issue is content of the granted project' },
  { id: 'C-ISS-16', reason: 'budgets for refused references are not there yet' },
  { id: 'C-TOCTOU-07', reason: 'limits on use are not there yet' },
  { id: 'C-TOCTOU-09', reason: 'rights of the sponsor are compared with the key by a schedule that is not there yet' },
];
