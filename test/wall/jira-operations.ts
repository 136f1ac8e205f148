/**
 * Every REST operation that Atlassian's OpenAPI files list for Jira Cloud: platform, agile, software and service
 * management, 757 of them. Test data: one line a path, with its methods. The platform's paths exist in versions 2
 * and 3. What is served and what is refused is not said here; the tests that walk through the list say it.
 */

export type JiraOperation = {
  readonly method: string;
  /** `{version}` stands for 2 or 3; every other name in braces is one segment. */
  readonly path: string;
};

/** All operations, in the order of their files. */
export function jiraOperations(): readonly JiraOperation[] {
  return Object.entries(PATHS).flatMap(([base, lines]) =>
    lines
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [path = '', ...methods] = line.trim().split(' ');
        return methods.map((method) => ({ method, path: base + path }));
      }),
  );
}

const PATHS: Readonly<Record<string, string>> = {
  '/rest/api/{version}/': `
    announcementBanner GET PUT
    app/field/context/configuration/list POST
    app/field/value POST
    app/field/{fieldIdOrKey}/context/configuration GET PUT
    app/field/{fieldIdOrKey}/value PUT
    application-properties GET
    application-properties/advanced-settings GET
    application-properties/{id} PUT
    applicationrole GET
    applicationrole/{key} GET
    attachment/content/{id} GET
    attachment/meta GET
    attachment/thumbnail/{id} GET
    attachment/{id} DELETE GET
    attachment/{id}/expand/human GET
    attachment/{id}/expand/raw GET
    auditing/record GET
    avatar/{type}/system GET
    bulk/issues/delete POST
    bulk/issues/fields GET POST
    bulk/issues/move POST
    bulk/issues/transition GET POST
    bulk/issues/unwatch POST
    bulk/issues/watch POST
    bulk/queue/{taskId} GET
    changelog/bulkfetch POST
    classification-levels GET
    comment/list POST
    comment/{commentId}/properties GET
    comment/{commentId}/properties/{propertyKey} DELETE GET PUT
    component GET POST
    component/{id} DELETE GET PUT
    component/{id}/relatedIssueCounts GET
    config/fieldschemes GET POST
    config/fieldschemes/fields DELETE PUT
    config/fieldschemes/fields/parameters DELETE PUT
    config/fieldschemes/projects GET PUT
    config/fieldschemes/{id} DELETE GET PUT
    config/fieldschemes/{id}/clone POST
    config/fieldschemes/{id}/fields GET
    config/fieldschemes/{id}/fields/{fieldId}/parameters GET
    config/fieldschemes/{id}/projects GET
    configuration GET
    configuration/timetracking GET PUT
    configuration/timetracking/list GET
    configuration/timetracking/options GET PUT
    customFieldOption/{id} GET
    dashboard GET POST
    dashboard/bulk/edit PUT
    dashboard/gadgets GET
    dashboard/search GET
    dashboard/{dashboardId}/gadget GET POST
    dashboard/{dashboardId}/gadget/{gadgetId} DELETE PUT
    dashboard/{dashboardId}/items/{itemId}/properties GET
    dashboard/{dashboardId}/items/{itemId}/properties/{propertyKey} DELETE GET PUT
    dashboard/{id} DELETE GET PUT
    dashboard/{id}/copy POST
    data-policy GET
    data-policy/project GET
    events GET
    expression/analyse POST
    expression/eval POST
    expression/evaluate POST
    field GET POST
    field/association DELETE PUT
    field/search GET
    field/search/trashed GET
    field/{fieldId} PUT
    field/{fieldId}/association/project GET
    field/{fieldId}/context GET POST
    field/{fieldId}/context/defaultValue GET PUT
    field/{fieldId}/context/defaultValues GET
    field/{fieldId}/context/issuetypemapping GET
    field/{fieldId}/context/mapping POST
    field/{fieldId}/context/projectmapping GET
    field/{fieldId}/context/{contextId} DELETE PUT
    field/{fieldId}/context/{contextId}/issuetype PUT
    field/{fieldId}/context/{contextId}/issuetype/remove POST
    field/{fieldId}/context/{contextId}/option GET POST PUT
    field/{fieldId}/context/{contextId}/option/move PUT
    field/{fieldId}/context/{contextId}/option/{optionId} DELETE
    field/{fieldId}/context/{contextId}/option/{optionId}/issue DELETE
    field/{fieldId}/context/{contextId}/project PUT
    field/{fieldId}/context/{contextId}/project/remove POST
    field/{fieldId}/contexts GET
    field/{fieldId}/screens GET
    field/{fieldKey}/option GET POST
    field/{fieldKey}/option/suggestions/edit GET
    field/{fieldKey}/option/suggestions/search GET
    field/{fieldKey}/option/{optionId} DELETE GET PUT
    field/{fieldKey}/option/{optionId}/issue DELETE
    field/{id} DELETE
    field/{id}/restore POST
    field/{id}/trash POST
    fieldconfiguration GET POST
    fieldconfiguration/{id} DELETE PUT
    fieldconfiguration/{id}/fields GET PUT
    fieldconfigurationscheme GET POST
    fieldconfigurationscheme/mapping GET
    fieldconfigurationscheme/project GET PUT
    fieldconfigurationscheme/{id} DELETE PUT
    fieldconfigurationscheme/{id}/mapping PUT
    fieldconfigurationscheme/{id}/mapping/delete POST
    filter POST
    filter/defaultShareScope GET PUT
    filter/favourite GET
    filter/my GET
    filter/search GET
    filter/{id} DELETE GET PUT
    filter/{id}/columns DELETE GET PUT
    filter/{id}/favourite DELETE PUT
    filter/{id}/owner PUT
    filter/{id}/permission GET POST
    filter/{id}/permission/{permissionId} DELETE GET
    forge/panel/action/bulk/async POST
    group DELETE GET POST
    group/bulk GET
    group/member GET
    group/user DELETE POST
    groups/picker GET
    groupuserpicker GET
    instance/license GET
    issue POST
    issue/archive POST PUT
    issue/bulk POST
    issue/bulkfetch POST
    issue/createmeta GET
    issue/createmeta/{projectIdOrKey}/issuetypes GET
    issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId} GET
    issue/limit/report GET
    issue/picker GET
    issue/properties POST
    issue/properties/multi POST
    issue/properties/{propertyKey} DELETE PUT
    issue/unarchive PUT
    issue/watching POST
    issue/{issueIdOrKey} DELETE GET PUT
    issue/{issueIdOrKey}/assignee PUT
    issue/{issueIdOrKey}/attachments POST
    issue/{issueIdOrKey}/changelog GET
    issue/{issueIdOrKey}/changelog/list POST
    issue/{issueIdOrKey}/comment GET POST
    issue/{issueIdOrKey}/comment/{id} DELETE GET PUT
    issue/{issueIdOrKey}/editmeta GET
    issue/{issueIdOrKey}/notify POST
    issue/{issueIdOrKey}/properties GET
    issue/{issueIdOrKey}/properties/{propertyKey} DELETE GET PUT
    issue/{issueIdOrKey}/remotelink DELETE GET POST
    issue/{issueIdOrKey}/remotelink/{linkId} DELETE GET PUT
    issue/{issueIdOrKey}/transitions GET POST
    issue/{issueIdOrKey}/votes DELETE GET POST
    issue/{issueIdOrKey}/watchers DELETE GET POST
    issue/{issueIdOrKey}/worklog DELETE GET POST
    issue/{issueIdOrKey}/worklog/move POST
    issue/{issueIdOrKey}/worklog/{id} DELETE GET PUT
    issue/{issueIdOrKey}/worklog/{worklogId}/properties GET
    issue/{issueIdOrKey}/worklog/{worklogId}/properties/{propertyKey} DELETE GET PUT
    issueLink POST
    issueLink/{linkId} DELETE GET
    issueLinkType GET POST
    issueLinkType/{issueLinkTypeId} DELETE GET PUT
    issues/archive/export PUT
    issuesecurityschemes GET POST
    issuesecurityschemes/level GET
    issuesecurityschemes/level/default PUT
    issuesecurityschemes/level/member GET
    issuesecurityschemes/project GET PUT
    issuesecurityschemes/search GET
    issuesecurityschemes/{id} GET PUT
    issuesecurityschemes/{issueSecuritySchemeId}/members GET
    issuesecurityschemes/{schemeId} DELETE
    issuesecurityschemes/{schemeId}/level PUT
    issuesecurityschemes/{schemeId}/level/{levelId} DELETE PUT
    issuesecurityschemes/{schemeId}/level/{levelId}/member PUT
    issuesecurityschemes/{schemeId}/level/{levelId}/member/{memberId} DELETE
    issuetype GET POST
    issuetype/project GET
    issuetype/{id} DELETE GET PUT
    issuetype/{id}/alternatives GET
    issuetype/{id}/avatar2 POST
    issuetype/{issueTypeId}/properties GET
    issuetype/{issueTypeId}/properties/{propertyKey} DELETE GET PUT
    issuetypescheme GET POST
    issuetypescheme/mapping GET
    issuetypescheme/project GET PUT
    issuetypescheme/{issueTypeSchemeId} DELETE PUT
    issuetypescheme/{issueTypeSchemeId}/issuetype PUT
    issuetypescheme/{issueTypeSchemeId}/issuetype/move PUT
    issuetypescheme/{issueTypeSchemeId}/issuetype/{issueTypeId} DELETE
    issuetypescreenscheme GET POST
    issuetypescreenscheme/mapping GET
    issuetypescreenscheme/project GET PUT
    issuetypescreenscheme/{issueTypeScreenSchemeId} DELETE PUT
    issuetypescreenscheme/{issueTypeScreenSchemeId}/mapping PUT
    issuetypescreenscheme/{issueTypeScreenSchemeId}/mapping/default PUT
    issuetypescreenscheme/{issueTypeScreenSchemeId}/mapping/remove POST
    issuetypescreenscheme/{issueTypeScreenSchemeId}/project GET
    jql/autocompletedata GET POST
    jql/autocompletedata/suggestions GET
    jql/function/computation GET POST
    jql/function/computation/search POST
    jql/match POST
    jql/parse POST
    jql/pdcleaner POST
    jql/sanitize POST
    label GET
    license/approximateLicenseCount GET
    license/approximateLicenseCount/product/{applicationKey} GET
    mypermissions GET
    mypreferences DELETE GET PUT
    mypreferences/locale GET PUT
    myself GET
    notificationscheme GET POST
    notificationscheme/project GET
    notificationscheme/{id} GET PUT
    notificationscheme/{id}/notification PUT
    notificationscheme/{notificationSchemeId} DELETE
    notificationscheme/{notificationSchemeId}/notification/{notificationId} DELETE
    permissions GET
    permissions/check POST
    permissions/project POST
    permissionscheme GET POST
    permissionscheme/{schemeId} DELETE GET PUT
    permissionscheme/{schemeId}/permission GET POST
    permissionscheme/{schemeId}/permission/{permissionId} DELETE GET
    plans/plan GET POST
    plans/plan/{planId} GET PUT
    plans/plan/{planId}/archive PUT
    plans/plan/{planId}/duplicate POST
    plans/plan/{planId}/team GET
    plans/plan/{planId}/team/atlassian POST
    plans/plan/{planId}/team/atlassian/{atlassianTeamId} DELETE GET PUT
    plans/plan/{planId}/team/planonly POST
    plans/plan/{planId}/team/planonly/{planOnlyTeamId} DELETE GET PUT
    plans/plan/{planId}/trash PUT
    priority GET POST
    priority/default PUT
    priority/move PUT
    priority/search GET
    priority/{id} DELETE GET PUT
    priorityscheme GET POST
    priorityscheme/mappings POST
    priorityscheme/priorities/available GET
    priorityscheme/{schemeId} DELETE PUT
    priorityscheme/{schemeId}/priorities GET
    priorityscheme/{schemeId}/projects GET
    project GET POST
    project-template POST
    project-template/edit-template PUT
    project-template/live-template GET
    project-template/remove-template DELETE
    project-template/save-template POST
    project/recent GET
    project/search GET
    project/type GET
    project/type/accessible GET
    project/type/{projectTypeKey} GET
    project/type/{projectTypeKey}/accessible GET
    project/{projectIdOrKey} DELETE GET PUT
    project/{projectIdOrKey}/archive POST
    project/{projectIdOrKey}/avatar PUT
    project/{projectIdOrKey}/avatar/{id} DELETE
    project/{projectIdOrKey}/avatar2 POST
    project/{projectIdOrKey}/avatars GET
    project/{projectIdOrKey}/classification-config GET
    project/{projectIdOrKey}/classification-level/default DELETE GET PUT
    project/{projectIdOrKey}/component GET
    project/{projectIdOrKey}/components GET
    project/{projectIdOrKey}/delete POST
    project/{projectIdOrKey}/features GET
    project/{projectIdOrKey}/features/{featureKey} PUT
    project/{projectIdOrKey}/properties GET
    project/{projectIdOrKey}/properties/{propertyKey} DELETE GET PUT
    project/{projectIdOrKey}/restore POST
    project/{projectIdOrKey}/role GET
    project/{projectIdOrKey}/role/{id} DELETE GET POST PUT
    project/{projectIdOrKey}/roledetails GET
    project/{projectIdOrKey}/statuses GET
    project/{projectIdOrKey}/version GET
    project/{projectIdOrKey}/versions GET
    project/{projectId}/email GET PUT
    project/{projectId}/hierarchy GET
    project/{projectKeyOrId}/issuesecuritylevelscheme GET
    project/{projectKeyOrId}/notificationscheme GET
    project/{projectKeyOrId}/permissionscheme GET PUT
    project/{projectKeyOrId}/securitylevel GET
    projectCategory GET POST
    projectCategory/{id} DELETE GET PUT
    projects/fields GET
    projectvalidate/key GET
    projectvalidate/validProjectKey GET
    projectvalidate/validProjectName GET
    redact POST
    redact/status/{jobId} GET
    resolution GET POST
    resolution/default PUT
    resolution/move PUT
    resolution/search GET
    resolution/{id} DELETE GET PUT
    role GET POST
    role/{id} DELETE GET POST PUT
    role/{id}/actors DELETE GET POST
    screens GET POST
    screens/addToDefault/{fieldId} POST
    screens/tabs GET
    screens/{screenId} DELETE PUT
    screens/{screenId}/availableFields GET
    screens/{screenId}/tabs GET POST
    screens/{screenId}/tabs/{tabId} DELETE PUT
    screens/{screenId}/tabs/{tabId}/fields GET POST
    screens/{screenId}/tabs/{tabId}/fields/{id} DELETE
    screens/{screenId}/tabs/{tabId}/fields/{id}/move POST
    screens/{screenId}/tabs/{tabId}/move/{pos} POST
    screenscheme GET POST
    screenscheme/{screenSchemeId} DELETE PUT
    search GET POST
    search/approximate-count POST
    search/jql GET POST
    securitylevel/{id} GET
    serverInfo GET
    settings/columns GET PUT
    status GET
    status/{idOrName} GET
    statuscategory GET
    statuscategory/{idOrKey} GET
    statuses DELETE GET POST PUT
    statuses/byNames GET
    statuses/search GET
    statuses/{statusId}/project/{projectId}/issueTypeUsages GET
    statuses/{statusId}/projectUsages GET
    statuses/{statusId}/workflowUsages GET
    task/{taskId} GET
    task/{taskId}/cancel POST
    uiModifications GET POST
    uiModifications/{uiModificationId} DELETE PUT
    universal_avatar/type/{type}/owner/{entityId} GET POST
    universal_avatar/type/{type}/owner/{owningObjectId}/avatar/{id} DELETE
    universal_avatar/view/type/{type} GET
    universal_avatar/view/type/{type}/avatar/{id} GET
    universal_avatar/view/type/{type}/owner/{entityId} GET
    user DELETE GET POST
    user/assignable/multiProjectSearch GET
    user/assignable/search GET
    user/bulk GET
    user/bulk/migration GET
    user/columns DELETE GET PUT
    user/email GET
    user/email/bulk GET
    user/groups GET
    user/permission/search GET
    user/picker GET
    user/properties GET
    user/properties/{propertyKey} DELETE GET PUT
    user/search GET
    user/search/query GET
    user/search/query/key GET
    user/viewissue/search GET
    users GET
    users/search GET
    version POST
    version/{id} DELETE GET PUT
    version/{id}/mergeto/{moveIssuesTo} PUT
    version/{id}/move POST
    version/{id}/relatedIssueCounts GET
    version/{id}/relatedwork GET POST PUT
    version/{id}/removeAndSwap POST
    version/{id}/unresolvedIssueCount GET
    version/{versionId}/relatedwork/{relatedWorkId} DELETE
    webhook DELETE GET POST
    webhook/failed GET
    webhook/refresh PUT
    workflow GET POST
    workflow/history POST
    workflow/history/list POST
    workflow/rule/config GET PUT
    workflow/rule/config/delete PUT
    workflow/search GET
    workflow/transitions/{transitionId}/properties DELETE GET POST PUT
    workflow/{entityId} DELETE
    workflow/{workflowId}/project/{projectId}/issueTypeUsages GET
    workflow/{workflowId}/projectUsages GET
    workflow/{workflowId}/workflowSchemes GET
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
    workflowscheme/{id} DELETE GET PUT
    workflowscheme/{id}/createdraft POST
    workflowscheme/{id}/default DELETE GET PUT
    workflowscheme/{id}/draft DELETE GET PUT
    workflowscheme/{id}/draft/default DELETE GET PUT
    workflowscheme/{id}/draft/issuetype/{issueType} DELETE GET PUT
    workflowscheme/{id}/draft/publish POST
    workflowscheme/{id}/draft/workflow DELETE GET PUT
    workflowscheme/{id}/issuetype/{issueType} DELETE GET PUT
    workflowscheme/{id}/workflow DELETE GET PUT
    workflowscheme/{workflowSchemeId}/projectUsages GET
    worklog/deleted GET
    worklog/list POST
    worklog/updated GET
  `,
  '/rest/agile/1.0/': `
    backlog/issue POST
    backlog/{boardId}/issue POST
    board GET POST
    board/filter/{filterId} GET
    board/{boardId} DELETE GET
    board/{boardId}/backlog GET
    board/{boardId}/configuration GET
    board/{boardId}/epic GET
    board/{boardId}/epic/none/issue GET
    board/{boardId}/epic/{epicId}/issue GET
    board/{boardId}/features GET PUT
    board/{boardId}/issue GET POST
    board/{boardId}/project GET
    board/{boardId}/project/full GET
    board/{boardId}/properties GET
    board/{boardId}/properties/{propertyKey} DELETE GET PUT
    board/{boardId}/quickfilter GET
    board/{boardId}/quickfilter/{quickFilterId} GET
    board/{boardId}/reports GET
    board/{boardId}/sprint GET
    board/{boardId}/sprint/{sprintId}/issue GET
    board/{boardId}/version GET
    epic/none/issue GET POST
    epic/{epicIdOrKey} GET POST
    epic/{epicIdOrKey}/issue GET POST
    epic/{epicIdOrKey}/rank PUT
    issue/rank PUT
    issue/{issueIdOrKey} GET
    issue/{issueIdOrKey}/estimation GET PUT
    sprint POST
    sprint/{sprintId} DELETE GET POST PUT
    sprint/{sprintId}/issue GET POST
    sprint/{sprintId}/properties GET
    sprint/{sprintId}/properties/{propertyKey} DELETE GET PUT
    sprint/{sprintId}/swap POST
  `,
  '/rest/software/1.0/': `
    board/{boardId}/backlog GET
    board/{boardId}/backlog/approximate-count GET
    board/{boardId}/epic/none/issue GET
    board/{boardId}/epic/{epicId}/issue GET
    board/{boardId}/issue GET
    board/{boardId}/issue/approximate-count GET
    board/{boardId}/sprint/{sprintId}/issue GET
    epic/none/issue GET
    epic/{epicIdOrKey}/issue GET
    sprint/{sprintId}/issue GET
  `,
  '/rest/servicedeskapi/': `
    assets/workspace GET
    customer POST
    customer/skip-permission-check POST
    customer/user/{accountId}/revoke-portal-only-access PUT
    info GET
    insight/workspace GET
    knowledgebase/article GET
    knowledgebase/article/view/{pageId} GET
    organization GET POST
    organization/{organizationId} DELETE GET
    organization/{organizationId}/property GET
    organization/{organizationId}/property/{propertyKey} DELETE GET PUT
    organization/{organizationId}/user DELETE GET POST
    request GET POST
    request/{issueIdOrKey} GET
    request/{issueIdOrKey}/approval GET
    request/{issueIdOrKey}/approval/{approvalId} GET POST
    request/{issueIdOrKey}/attachment GET POST
    request/{issueIdOrKey}/attachment/{attachmentId} GET
    request/{issueIdOrKey}/attachment/{attachmentId}/thumbnail GET
    request/{issueIdOrKey}/comment GET POST
    request/{issueIdOrKey}/comment/{commentId} GET
    request/{issueIdOrKey}/comment/{commentId}/attachment GET
    request/{issueIdOrKey}/notification DELETE GET PUT
    request/{issueIdOrKey}/participant DELETE GET POST
    request/{issueIdOrKey}/sla GET
    request/{issueIdOrKey}/sla/{slaMetricId} GET
    request/{issueIdOrKey}/status GET
    request/{issueIdOrKey}/transition GET POST
    request/{requestIdOrKey}/feedback DELETE GET POST
    requesttype GET
    servicedesk GET
    servicedesk/{serviceDeskId} GET
    servicedesk/{serviceDeskId}/attachTemporaryFile POST
    servicedesk/{serviceDeskId}/customer DELETE GET POST
    servicedesk/{serviceDeskId}/customer/invite POST
    servicedesk/{serviceDeskId}/customer/skip-permission-check POST
    servicedesk/{serviceDeskId}/knowledgebase/article GET
    servicedesk/{serviceDeskId}/organization DELETE GET POST
    servicedesk/{serviceDeskId}/queue GET
    servicedesk/{serviceDeskId}/queue/{queueId} GET
    servicedesk/{serviceDeskId}/queue/{queueId}/issue GET
    servicedesk/{serviceDeskId}/requesttype GET POST
    servicedesk/{serviceDeskId}/requesttype/permissions/check POST
    servicedesk/{serviceDeskId}/requesttype/{requestTypeId} DELETE GET
    servicedesk/{serviceDeskId}/requesttype/{requestTypeId}/field GET
    servicedesk/{serviceDeskId}/requesttype/{requestTypeId}/property GET
    servicedesk/{serviceDeskId}/requesttype/{requestTypeId}/property/{propertyKey} DELETE GET PUT
    servicedesk/{serviceDeskId}/requesttypegroup GET
  `,
  '/rest/': `
    atlassian-connect/1/addons/{addonKey}/properties GET
    atlassian-connect/1/addons/{addonKey}/properties/{propertyKey} DELETE GET PUT
    atlassian-connect/1/app/module/dynamic DELETE GET POST
    atlassian-connect/1/migration/field PUT
    atlassian-connect/1/migration/properties/{entityType} PUT
    atlassian-connect/1/migration/workflow/rule/search POST
    atlassian-connect/1/migration/{connectKey}/{jiraIssueFieldsKey}/task GET POST
    atlassian-connect/1/service-registry GET
    forge/1/app/properties GET
    forge/1/app/properties/{propertyKey} DELETE GET PUT
    internal/api/latest/worklog/bulk POST
  `,
};
