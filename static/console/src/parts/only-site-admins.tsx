/** Said on a project's pages where its administrators create no keys, in place of what would be refused. */
import SectionMessage from '@atlaskit/section-message';

export const OnlySiteAdminsIssue = () => (
  <SectionMessage appearance="warning" title="Here only site admins create keys">
    <p>Ask a Jira administrator to create it in Jira settings. Keys that are here can be narrowed and stopped.</p>
  </SectionMessage>
);
