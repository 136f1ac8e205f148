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
    id: 'C-READ-11',
    reason: 'properties of comments, worklogs and projects are not offered',
    refused: [
      ['GET', 'comment/40010/properties'],
      ['GET', 'issue/{issue}/worklog/42020/properties'],
      ['GET', 'project/{project}/properties'],
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
    refused: [['GET', 'component/10520/relatedIssueCounts']],
  },
  {
    id: 'C-READ-23',
    reason: 'lists of security levels are not offered; the field is covered',
    refused: [
      ['GET', 'project/{project}/securitylevel'],
      ['GET', 'securitylevel/10540'],
    ],
  },
];
