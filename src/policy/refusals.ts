/**
 * Why an operation is never served to a key: in words for whoever meets the refusal, with the rule and the case of
 * docs/confinement.md that forbid it, and what to do instead.
 */
export type RefusalReason =
  | 'removed_by_atlassian'
  | 'crosses_projects'
  | 'configuration'
  | 'acts_as_the_app'
  | 'whole_site'
  | 'people'
  | 'shared_objects'
  | 'general_reader'
  | 'apps_data'
  | 'files'
  | 'untraceable'
  | 'counts_of_others'
  | 'tells_of_hidden'
  | 'reported_data';

export type Refusal = {
  readonly sentence: string;
  readonly rule: string;
  readonly instead: string;
  /** Where it is not that of the registry: clients fall back on what replaced an operation when they read 410. */
  readonly status?: 410;
};

export const REFUSALS: Readonly<Record<RefusalReason, Refusal>> = {
  removed_by_atlassian: {
    sentence: 'Atlassian has removed this operation from Jira Cloud.',
    rule: 'R1, C-JQL-35',
    instead: 'Search with search/jql, and count with search/approximate-count.',
    status: 410,
  },
  crosses_projects: {
    sentence: 'It acts on things of several projects at once, or takes them from one project to another.',
    rule: 'R9, C-WRITE-10, C-WRITE-22, C-WRITE-30, C-WRITE-35',
    instead:
      'Change each issue by its own call. Issues go to the backlog of a board by backlog/{board}/issue, and to another version by DELETE version/{version}?moveFixIssuesTo={other}.',
  },
  configuration: {
    sentence: 'It reads or changes settings, rights or schemes that projects share.',
    rule: 'R9, C-WRITE-33, C-WRITE-34, C-WRITE-36, C-CHILD-16, C-CHILD-17, C-CHILD-20',
    instead: 'Let an administrator do it in Jira.',
  },
  acts_as_the_app: {
    sentence: 'It is about the account that calls, and all keys share the one account of the app.',
    rule: 'R11, C-CHILD-22, C-WRITE-11, C-WRITE-21, C-WRITE-29, C-JSM-03, C-JSM-10',
    instead: 'Let a person do it.',
  },
  whole_site: {
    sentence: 'It lists or asks about the whole site, without a project.',
    rule: 'R8, R10, C-CHILD-09, C-CHILD-15, C-AGILE-10',
    instead: 'Ask for what is in one project.',
  },
  people: {
    sentence: 'It lists, finds or changes people, groups or customers of the whole site.',
    rule: 'R10, C-CHILD-11, C-JSM-08',
    instead: 'Find the people of a project with user/assignable/search.',
  },
  shared_objects: {
    sentence:
      'It is about filters, dashboards, plans or pictures, which belong to people and can reach into every project.',
    rule: 'R10, C-CHILD-13, C-CHILD-19, C-JSM-12',
    instead: 'Send the JQL of a filter to search/jql.',
  },
  general_reader: {
    sentence: 'It evaluates an expression or completes a query over everything that the app can see.',
    rule: 'R1, C-JQL-37, C-JQL-38, C-JQL-42, C-JQL-43',
    instead: 'Read issues by search/jql.',
  },
  apps_data: {
    sentence: 'It reads or writes what apps keep beside issues, projects and people.',
    rule: 'R11, C-WRITE-12, C-WRITE-13, C-WRITE-14',
    instead: 'Keep such data outside of Jira.',
  },
  files: {
    sentence: 'It sends or takes the content of files; their addresses would outlive the key.',
    rule: 'R7, C-READ-17, C-WRITE-23, C-CHILD-04, C-JSM-11',
    instead: 'Names, sizes and types of attachments are in the issue’s field attachment.',
  },
  untraceable: {
    sentence: 'It names things by bare numbers that do not tell their project.',
    rule: 'R3, C-CHILD-02, C-CHILD-03, C-CHILD-14, C-CHILD-18, C-WRITE-24',
    instead: 'Name them below the issue or project that they belong to.',
  },
  counts_of_others: {
    sentence: 'It counts, or keeps work of, issues of any project.',
    rule: 'R8, C-READ-21, C-READ-22',
    instead: 'Count with search/approximate-count.',
  },
  tells_of_hidden: {
    sentence: 'It lists issues that are in no epic, and so tells which are in one that is hidden from keys.',
    rule: 'R5, C-JQL-09, C-AGILE-10',
    instead: 'List the issues of the board, and read the parent of each.',
  },
  reported_data: {
    sentence: 'It reports builds, deployments, code and the like to issues of any project.',
    rule: 'R9, C-WRITE-37',
    instead: 'Connect the tool that reports them to Jira itself.',
  },
};
