/**
 * Cuts the schemas of answers out of Atlassian's OpenAPI files, for the operations that keys are offered and those
 * that the gateway asks beside them, into `answer-schemas.json`: names, types and references, no prose.
 *
 *     node --import tsx test/wall/saturated/extract-schemas.ts swagger-v3.v3.json swagger.v3.json
 *
 * The files of service desks (https://developer.atlassian.com/cloud/jira/service-desk/swagger.v3.json) and of Jira Software
 * (https://developer.atlassian.com/cloud/jira/software/swagger.v3.json), given alone or beside them, become
 * `desk-schemas.json` and `software-schemas.json`.
 * Atlassian publishes the files at https://developer.atlassian.com/cloud/jira/platform/swagger-v3.v3.json (version 3)
 * and https://developer.atlassian.com/cloud/jira/platform/swagger.v3.json (version 2). Tests read the JSON alone.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Schema } from './schema';

const OPERATIONS: ReadonlySet<string> = new Set([
  ...['getIssue', 'createIssue', 'editIssue', 'deleteIssue', 'assignIssue', 'getTransitions', 'doTransition'],
  ...['getComments', 'addComment', 'getComment', 'updateComment', 'deleteComment'],
  ...['linkIssues', 'getIssueLink', 'deleteIssueLink', 'searchProjects', 'getProject'],
  ...['getFields', 'getPriorities', 'getStatuses', 'getIssueAllTypes', 'bulkFetchIssues'],
  ...['getIssueWorklog', 'addWorklog', 'getWorklog', 'updateWorklog', 'deleteWorklog', 'createIssues', 'matchIssues'],
  ...['getChangeLogs', 'getChangeLogsByIds', 'getBulkChangelogs', 'getIssueWatchers', 'getVotes', 'getEditIssueMeta'],
  ...['getRemoteIssueLinks', 'getRemoteIssueLinkById', 'createOrUpdateRemoteIssueLink', 'updateRemoteIssueLink'],
  ...['deleteRemoteIssueLinkById', 'getCreateIssueMeta', 'getCreateIssueMetaIssueTypes'],
  'getCreateIssueMetaIssueTypeId',
  ...['searchAndReconsileIssuesUsingJql', 'searchAndReconsileIssuesUsingJqlPost', 'countIssues'],
  ...['getAllProjects', 'getRecent', 'getAllStatuses', 'getProjectRoles', 'getProjectRole', 'getMyPermissions'],
  ...['getProjectVersions', 'getVersion', 'createVersion', 'updateVersion', 'deleteVersion', 'moveVersion'],
  ...['getProjectComponents', 'getComponent', 'createComponent', 'updateComponent', 'deleteComponent'],
  ...['getIssueType', 'getIssueTypesForProject', 'getPriority', 'getResolutions', 'getResolution', 'getStatus'],
  ...['getStatusCategories', 'getStatusCategory', 'getIssueLinkTypes', 'getIssueLinkType', 'findAssignableUsers'],
]);
/** What issue fields hold: an issue's own schema leaves them open. */
const IN_FIELDS = ['Version', 'ProjectComponent', 'LinkedIssue', 'IssueLink', 'Attachment', 'Worklog', 'Comment'];

function main(files: readonly string[]): void {
  const out = files.map((file) => extract(JSON.parse(readFileSync(file, 'utf8'))));
  const write = (name: string, content: unknown): void =>
    writeFileSync(resolve(__dirname, name), `${JSON.stringify(content, null, 1)}\n`);
  const platform = out.filter(([version]) => !OTHERS.has(version));
  if (platform.length > 0) write('answer-schemas.json', Object.fromEntries(platform));
  for (const [version, schemas] of out) {
    const name = OTHERS.get(version);
    if (name !== undefined) write(name, schemas);
  }
}

const DESK = 'servicedeskapi';
const SOFTWARE = 'agile';
const OTHERS: ReadonlyMap<string, string> = new Map([
  [DESK, 'desk-schemas.json'],
  [SOFTWARE, 'software-schemas.json'],
]);
/** Reads of boards, sprints, epics and issues. */
const isOfSoftware = (path: string, method: string): boolean =>
  method === 'get' &&
  /^\/rest\/(?:agile|software)\/1\.0\/(?:board|sprint|epic|issue)\b(?!.*(?:none|propert|feature|filter|report|full))/.test(
    path,
  );
/** Of sprints and projects Jira Software's answers have no schema of their own. */
const OF_SOFTWARE = ['SprintBean', 'ProjectDetails', 'ColorBean'];
/** Reads of desks, their request types and queues, and of requests. */
const isOfDesk = (path: string, method: string): boolean =>
  method === 'get' &&
  /\/servicedeskapi\/(?:servicedesk\/\{\w+\}(?:\/(?:requesttype|queue)(?!.*(?:property|permissions)).*)?|request\/\{\w+\}(?:\/(?:comment|participant|sla|status|transition)(?!.*attachment).*)?)$/.test(
    path,
  );

function extract(file: unknown): readonly [version: string, object] {
  const components = at(file, 'components', 'schemas');
  const operations: Record<string, Schema> = {};
  let version = '';
  for (const [path, methods] of entries(at(file, 'paths')))
    for (const [method, operation] of entries(methods)) {
      const id = at(operation, 'operationId');
      const isOther = isOfDesk(path, method) || isOfSoftware(path, method);
      if (typeof id !== 'string' || !(OPERATIONS.has(id) || isOther)) continue;
      version = /^\/rest\/(?:api\/)?([23]|servicedeskapi|agile)\//.exec(path)?.[1] ?? version;
      const success = entries(at(operation, 'responses')).find(([status]) => status.startsWith('2'))?.[1];
      operations[id] = reduced(at(success, 'content', 'application/json', 'schema'));
    }
  const schemas: Record<string, Schema> = {};
  const reach = (name: string): void => {
    if (schemas[name] !== undefined) return;
    const schema = reduced(at(components, name));
    schemas[name] = schema;
    for (const other of refsOf(schema)) reach(other);
  };
  for (const name of [
    ...(version === SOFTWARE ? OF_SOFTWARE : version === DESK ? [] : IN_FIELDS),
    ...Object.values(operations).flatMap(refsOf),
  ])
    reach(name);
  return [version, { operations, schemas }];
}

/** Names, types and references of a schema. */
function reduced(given: unknown): Schema {
  const all = at(given, 'allOf');
  const schema = Array.isArray(all) && all.length === 1 ? all[0] : given;
  const ref = at(schema, '$ref');
  if (typeof ref === 'string') return { ref: ref.slice(ref.lastIndexOf('/') + 1) };
  const type = at(schema, 'type');
  const items = at(schema, 'items');
  const more = at(schema, 'additionalProperties');
  const properties = entries(at(schema, 'properties')).map(([name, each]) => [name, reduced(each)] as const);
  return {
    ...(typeof type === 'string' ? { type } : {}),
    ...(properties.length > 0 ? { properties: Object.fromEntries(properties) } : {}),
    ...(items === undefined ? {} : { items: reduced(items) }),
    ...(more === undefined || more === false ? {} : { more: more === true ? {} : reduced(more) }),
  };
}

const refsOf = (schema: Schema): readonly string[] => [
  ...(schema.ref === undefined ? [] : [schema.ref]),
  ...[
    ...Object.values(schema.properties ?? {}),
    ...[schema.items, schema.more].filter((each) => each !== undefined),
  ].flatMap(refsOf),
];

const entries = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];
const at = (value: unknown, ...names: readonly string[]): unknown =>
  names.reduce((inner, name) => entries(inner).find(([each]) => each === name)?.[1], value);

main(process.argv.slice(2));
