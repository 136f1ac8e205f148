/**
 * Operations that Jira has and no key is served, each with why. A row here makes the refusal say its reason; what stands in
 * no row at all is refused as `operation_unknown`. One line a path: `{}` is any segment, the methods follow.
 */

import type { RefusalReason } from '../policy/refusals';
import type { Api, Method, Operation } from './operation';

const PATHS: Readonly<Record<RefusalReason, Partial<Record<Api, string>>>> = {
  removed_by_atlassian: {
    platform: `
search GET POST
search/id POST
`,
  },
  crosses_projects: {
    platform: `
bulk/issues/delete POST
bulk/issues/fields GET POST
bulk/issues/move POST
bulk/issues/transition GET POST
bulk/issues/unwatch POST
bulk/issues/watch POST
issue/archive POST PUT
issue/unarchive PUT
issue/{}/worklog DELETE
issue/{}/worklog/move POST
issues/archive/export PUT
redact POST
redact/status/{} GET
version/{}/mergeto/{} PUT
version/{}/removeAndSwap POST
`,
    agile: `
backlog/issue POST
sprint/{}/swap POST
`,
  },
  configuration: {
    platform: `
announcementBanner GET PUT
application-properties GET
application-properties/advanced-settings GET
application-properties/{} PUT
applicationrole GET
applicationrole/{} GET
auditing/record GET
classification-levels GET
config/fieldschemes GET POST
config/fieldschemes/fields DELETE PUT
config/fieldschemes/fields/parameters DELETE PUT
config/fieldschemes/projects GET PUT
config/fieldschemes/{} DELETE GET PUT
config/fieldschemes/{}/clone POST
config/fieldschemes/{}/fields GET
config/fieldschemes/{}/fields/{}/parameters GET
config/fieldschemes/{}/projects GET
configuration GET
configuration/timetracking GET PUT
configuration/timetracking/list GET
configuration/timetracking/options GET PUT
data-policy GET
data-policy/project GET
events GET
field POST
field/association DELETE PUT
field/search/trashed GET
field/{} PUT DELETE
field/{}/association/project GET
field/{}/context GET POST
field/{}/context/defaultValue GET PUT
field/{}/context/defaultValues GET
field/{}/context/issuetypemapping GET
field/{}/context/mapping POST
field/{}/context/projectmapping GET
field/{}/context/{} DELETE PUT
field/{}/context/{}/issuetype PUT
field/{}/context/{}/issuetype/remove POST
field/{}/context/{}/option GET POST PUT
field/{}/context/{}/option/move PUT
field/{}/context/{}/option/{} DELETE
field/{}/context/{}/option/{}/issue DELETE
field/{}/context/{}/project PUT
field/{}/context/{}/project/remove POST
field/{}/contexts GET
field/{}/screens GET
field/{}/option GET POST
field/{}/option/suggestions/edit GET
field/{}/option/suggestions/search GET
field/{}/option/{} DELETE GET PUT
field/{}/option/{}/issue DELETE
field/{}/restore POST
field/{}/trash POST
fieldconfiguration GET POST
fieldconfiguration/{} DELETE PUT
fieldconfiguration/{}/fields GET PUT
fieldconfigurationscheme GET POST
fieldconfigurationscheme/mapping GET
fieldconfigurationscheme/project GET PUT
fieldconfigurationscheme/{} DELETE PUT
fieldconfigurationscheme/{}/mapping PUT
fieldconfigurationscheme/{}/mapping/delete POST
forge/panel/action/bulk/async POST
instance/license GET
issue/limit/report GET
issueLinkType POST
issueLinkType/{} DELETE PUT
issuesecurityschemes GET POST
issuesecurityschemes/level GET
issuesecurityschemes/level/default PUT
issuesecurityschemes/level/member GET
issuesecurityschemes/project GET PUT
issuesecurityschemes/search GET
issuesecurityschemes/{} GET PUT DELETE
issuesecurityschemes/{}/members GET
issuesecurityschemes/{}/level PUT
issuesecurityschemes/{}/level/{} DELETE PUT
issuesecurityschemes/{}/level/{}/member PUT
issuesecurityschemes/{}/level/{}/member/{} DELETE
issuetype POST
issuetype/{} DELETE PUT
issuetype/{}/alternatives GET
issuetype/{}/avatar2 POST
issuetypescheme GET POST
issuetypescheme/mapping GET
issuetypescheme/project GET PUT
issuetypescheme/{} DELETE PUT
issuetypescheme/{}/issuetype PUT
issuetypescheme/{}/issuetype/move PUT
issuetypescheme/{}/issuetype/{} DELETE
issuetypescreenscheme GET POST
issuetypescreenscheme/mapping GET
issuetypescreenscheme/project GET PUT
issuetypescreenscheme/{} DELETE PUT
issuetypescreenscheme/{}/mapping PUT
issuetypescreenscheme/{}/mapping/default PUT
issuetypescreenscheme/{}/mapping/remove POST
issuetypescreenscheme/{}/project GET
license/approximateLicenseCount GET
license/approximateLicenseCount/product/{} GET
notificationscheme GET POST
notificationscheme/project GET
notificationscheme/{} GET PUT DELETE
notificationscheme/{}/notification PUT
notificationscheme/{}/notification/{} DELETE
permissions GET
permissionscheme GET POST
permissionscheme/{} DELETE GET PUT
permissionscheme/{}/permission GET POST
permissionscheme/{}/permission/{} DELETE GET
priority POST
priority/default PUT
priority/move PUT
priority/{} DELETE PUT
priorityscheme GET POST
priorityscheme/mappings POST
priorityscheme/priorities/available GET
priorityscheme/{} DELETE PUT
priorityscheme/{}/priorities GET
priorityscheme/{}/projects GET
project POST
project-template POST
project-template/edit-template PUT
project-template/live-template GET
project-template/remove-template DELETE
project-template/save-template POST
project/{} DELETE PUT
project/{}/archive POST
project/{}/avatar PUT
project/{}/avatar/{} DELETE
project/{}/avatar2 POST
project/{}/avatars GET
project/{}/classification-config GET
project/{}/classification-level/default DELETE GET PUT
project/{}/delete POST
project/{}/features GET
project/{}/features/{} PUT
project/{}/restore POST
project/{}/role/{} DELETE GET POST PUT
project/{}/roledetails GET
project/{}/email GET PUT
project/{}/hierarchy GET
project/{}/issuesecuritylevelscheme GET
project/{}/notificationscheme GET
project/{}/permissionscheme GET PUT
project/{}/securitylevel GET
projectCategory GET POST
projectCategory/{} DELETE GET PUT
projects/fields GET
resolution POST
resolution/default PUT
resolution/move PUT
resolution/{} DELETE PUT
role GET POST
role/{} DELETE GET POST PUT
role/{}/actors DELETE GET POST
screens GET POST
screens/addToDefault/{} POST
screens/tabs GET
screens/{} DELETE PUT
screens/{}/availableFields GET
screens/{}/tabs GET POST
screens/{}/tabs/{} DELETE PUT
screens/{}/tabs/{}/fields GET POST
screens/{}/tabs/{}/fields/{} DELETE
screens/{}/tabs/{}/fields/{}/move POST
screens/{}/tabs/{}/move/{} POST
screenscheme GET POST
screenscheme/{} DELETE PUT
settings/columns GET PUT
statuses DELETE POST PUT
statuses/{}/project/{}/issueTypeUsages GET
statuses/{}/projectUsages GET
statuses/{}/workflowUsages GET
uiModifications GET POST
uiModifications/{} DELETE PUT
webhook DELETE GET POST
webhook/failed GET
webhook/refresh PUT
workflow GET POST
workflow/history POST
workflow/history/list POST
workflow/rule/config GET PUT
workflow/rule/config/delete PUT
workflow/search GET
workflow/{} DELETE
workflow/{}/project/{}/issueTypeUsages GET
workflow/{}/projectUsages GET
workflow/{}/workflowSchemes GET
workflows POST
workflows/capabilities GET
workflows/create POST
workflows/create/validation POST
workflows/defaultEditor GET
workflows/preview POST
workflows/search GET
workflows/update POST
workflows/update/validation POST
workflowscheme GET POST
workflowscheme/project GET PUT
workflowscheme/project/switch POST
workflowscheme/read POST
workflowscheme/update POST
workflowscheme/update/mappings POST
workflowscheme/{} DELETE GET PUT
workflowscheme/{}/createdraft POST
workflowscheme/{}/default DELETE GET PUT
workflowscheme/{}/draft DELETE GET PUT
workflowscheme/{}/draft/default DELETE GET PUT
workflowscheme/{}/draft/issuetype/{} DELETE GET PUT
workflowscheme/{}/draft/publish POST
workflowscheme/{}/draft/workflow DELETE GET PUT
workflowscheme/{}/issuetype/{} DELETE GET PUT
workflowscheme/{}/workflow DELETE GET PUT
workflowscheme/{}/projectUsages GET
`,
    agile: `
board POST
board/{} DELETE
board/{}/features GET PUT
board/{}/reports GET
`,
    desk: `
servicedesk/{}/requesttype POST
servicedesk/{}/requesttype/permissions/check POST
servicedesk/{}/requesttype/{} DELETE
`,
  },
  acts_as_the_app: {
    platform: `
bulk/queue/{} GET
issue/watching POST
issue/{}/notify POST
issue/{}/votes DELETE POST
issue/{}/watchers DELETE POST
mypreferences DELETE GET PUT
mypreferences/locale GET PUT
task/{} GET
task/{}/cancel POST
`,
    desk: `
request GET
request/{}/approval GET
request/{}/approval/{} GET POST
request/{}/notification DELETE GET PUT
request/{}/feedback DELETE GET POST
`,
  },
  whole_site: {
    platform: `
label GET
permissions/check POST
permissions/project POST
project/type GET
project/type/accessible GET
project/type/{} GET
project/type/{}/accessible GET
projectvalidate/key GET
projectvalidate/validProjectKey GET
projectvalidate/validProjectName GET
statuses GET
statuses/byNames GET
statuses/search GET
`,
    agile: `
epic/none/issue GET POST
`,
    software: `
epic/none/issue GET
`,
    desk: `
requesttype GET
`,
  },
  people: {
    platform: `
group DELETE GET POST
group/bulk GET
group/member GET
group/user DELETE POST
groups/picker GET
groupuserpicker GET
user DELETE GET POST
user/nav4-opt-property/{} GET PUT
user/bulk GET
user/bulk/migration GET
user/columns DELETE GET PUT
user/email GET
user/email/bulk GET
user/groups GET
user/permission/search GET
user/picker GET
user/search GET
user/search/query GET
user/search/query/key GET
user/viewissue/search GET
users GET
users/search GET
`,
    desk: `
customer POST
customer/skip-permission-check POST
customer/user/{}/revoke-portal-only-access PUT
organization GET POST
organization/{} DELETE GET
organization/{}/user DELETE GET POST
request/{}/participant DELETE POST
servicedesk/{}/customer DELETE GET POST
servicedesk/{}/customer/invite POST
servicedesk/{}/customer/skip-permission-check POST
servicedesk/{}/organization DELETE GET POST
`,
  },
  shared_objects: {
    platform: `
avatar/{}/system GET
dashboard GET POST
dashboard/bulk/edit PUT
dashboard/gadgets GET
dashboard/search GET
dashboard/{}/gadget GET POST
dashboard/{}/gadget/{} DELETE PUT
dashboard/{} DELETE GET PUT
dashboard/{}/copy POST
filter POST
filter/defaultShareScope GET PUT
filter/favourite GET
filter/my GET
filter/search GET
filter/{} DELETE GET PUT
filter/{}/columns DELETE GET PUT
filter/{}/favourite DELETE PUT
filter/{}/owner PUT
filter/{}/permission GET POST
filter/{}/permission/{} DELETE GET
plans/plan GET POST
plans/plan/{} GET PUT
plans/plan/{}/archive PUT
plans/plan/{}/duplicate POST
plans/plan/{}/team GET
plans/plan/{}/team/atlassian POST
plans/plan/{}/team/atlassian/{} DELETE GET PUT
plans/plan/{}/team/planonly POST
plans/plan/{}/team/planonly/{} DELETE GET PUT
plans/plan/{}/trash PUT
universal_avatar/type/{}/owner/{} GET POST
universal_avatar/type/{}/owner/{}/avatar/{} DELETE
universal_avatar/view/type/{} GET
universal_avatar/view/type/{}/avatar/{} GET
universal_avatar/view/type/{}/owner/{} GET
`,
    agile: `
board/filter/{} GET
board/{}/project/full GET
board/{}/quickfilter GET
board/{}/quickfilter/{} GET
`,
    desk: `
assets/workspace GET
insight/workspace GET
knowledgebase/article GET
knowledgebase/article/view/{} GET
servicedesk/{}/knowledgebase/article GET
`,
  },
  general_reader: {
    platform: `
expression/analyse POST
expression/eval POST
expression/evaluate POST
issue/picker GET
jql/autocompletedata GET POST
jql/autocompletedata/suggestions GET
jql/pdcleaner POST
jql/sanitize POST
`,
  },
  apps_data: {
    platform: `
app/field/context/configuration/list POST
app/field/value POST
app/field/{}/context/configuration GET PUT
app/field/{}/value PUT
comment/{}/properties GET
comment/{}/properties/{} DELETE GET PUT
dashboard/{}/items/{}/properties GET
dashboard/{}/items/{}/properties/{} DELETE GET PUT
issue/properties POST
issue/properties/multi POST
issue/properties/{} DELETE PUT
issue/{}/worklog/{}/properties GET
issue/{}/worklog/{}/properties/{} DELETE GET PUT
issuetype/{}/properties GET
issuetype/{}/properties/{} DELETE GET PUT
jql/function/computation GET POST
jql/function/computation/search POST
project/{}/properties GET
project/{}/properties/{} DELETE GET PUT
user/properties GET
user/properties/{} DELETE GET PUT
workflow/transitions/{}/properties DELETE GET POST PUT
`,
    other: `
atlassian-connect/1/addons/{}/properties GET
atlassian-connect/1/addons/{}/properties/{} DELETE GET PUT
atlassian-connect/1/app/module/dynamic DELETE GET POST
atlassian-connect/1/migration/field PUT
atlassian-connect/1/migration/properties/{} PUT
atlassian-connect/1/migration/workflow/rule/search POST
atlassian-connect/1/migration/{}/{}/task GET POST
atlassian-connect/1/service-registry GET
forge/1/app/properties GET
forge/1/app/properties/{} DELETE GET PUT
`,
    agile: `
board/{}/properties GET
board/{}/properties/{} DELETE GET PUT
sprint/{}/properties GET
sprint/{}/properties/{} DELETE GET PUT
`,
    desk: `
organization/{}/property GET
organization/{}/property/{} DELETE GET PUT
servicedesk/{}/requesttype/{}/property GET
servicedesk/{}/requesttype/{}/property/{} DELETE GET PUT
`,
  },
  files: {
    platform: `
attachment/content/{} GET
attachment/meta GET
attachment/thumbnail/{} GET
attachment/{} DELETE GET
attachment/{}/expand/human GET
attachment/{}/expand/raw GET
issue/{}/attachments POST
`,
    desk: `
request/{}/attachment GET POST
request/{}/attachment/{} GET
request/{}/attachment/{}/thumbnail GET
request/{}/comment/{}/attachment GET
servicedesk/{}/attachTemporaryFile POST
`,
  },
  untraceable: {
    platform: `
comment/list POST
customFieldOption/{} GET
issue/{}/remotelink DELETE
securitylevel/{} GET
worklog/deleted GET
worklog/list POST
worklog/updated GET
`,
    other: `
internal/api/latest/worklog/bulk POST
`,
  },
  counts_of_others: {
    platform: `
component/{}/relatedIssueCounts GET
version/{}/relatedIssueCounts GET
version/{}/relatedwork GET POST PUT
version/{}/unresolvedIssueCount GET
version/{}/relatedwork/{} DELETE
`,
  },
  tells_of_hidden: {
    agile: `
board/{}/epic/none/issue GET
`,
    software: `
board/{}/epic/none/issue GET
`,
  },
  reported_data: {
    other: `
builds/0.1/bulk POST
builds/0.1/bulkByProperties DELETE
builds/0.1/pipelines/{}/builds/{} GET DELETE
deployments/0.1/bulk POST
deployments/0.1/bulkByProperties DELETE
deployments/0.1/pipelines/{}/environments/{}/deployments/{} GET DELETE
deployments/0.1/pipelines/{}/environments/{}/deployments/{}/gating-status GET
devinfo/0.10/bulk POST
devinfo/0.10/repository/{} GET DELETE
devinfo/0.10/bulkByProperties DELETE
devinfo/0.10/existsByProperties GET
devinfo/0.10/repository/{}/{}/{} DELETE
devopscomponents/1.0/bulk POST
devopscomponents/1.0/bulkByProperties DELETE
devopscomponents/1.0/devopscomponents/{} GET DELETE
devopscomponents/1.0/{} GET DELETE
featureflags/0.1/bulk POST
featureflags/0.1/bulkByProperties DELETE
featureflags/0.1/flag/{} GET DELETE
operations/1.0/linkedWorkspaces/bulk POST DELETE
operations/1.0/linkedWorkspaces GET
operations/1.0/bulk POST
operations/1.0/bulkByProperties DELETE
operations/1.0/incidents/{} GET DELETE
operations/1.0/post-incident-reviews/{} GET DELETE
remotelinks/1.0/bulk POST
remotelinks/1.0/bulkByProperties DELETE
remotelinks/1.0/remotelink/{} GET DELETE
security/1.0/linkedWorkspaces/bulk POST DELETE
security/1.0/linkedWorkspaces GET
security/1.0/linkedWorkspaces/{} GET
security/1.0/bulk POST
security/1.0/bulkByProperties DELETE
security/1.0/vulnerability/{} GET DELETE
`,
  },
};

/** All refused operations, in the order of their reasons. */
export const REFUSED: readonly Operation[] = Object.entries(PATHS).flatMap(([why, byApi]) =>
  Object.entries(byApi).flatMap(([api, lines]) =>
    lines
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [path = '', ...methods] = line.split(' ');
        return methods.map(
          (method): Operation => ({
            id: `${method} ${path}`,
            method: method as Method,
            api: api as Api,
            path,
            kind: 'refused',
            why: why as RefusalReason,
          }),
        );
      }),
  ),
);
