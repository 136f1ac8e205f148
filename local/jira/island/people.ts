/**
 * People and groups of an island: those that something in it still names, and whoever administers the site.
 */
import { removeWhere } from '../change';
import { remember } from '../change/remember';
import { mentionedPeople } from '../rich-text';
import type { Holder, JiraState, Project, RichText } from '../state';

/** Takes away people, groups and mails to people whom nothing names that is left. */
export function withoutStrangers(cut: JiraState, whole: JiraState): JiraState {
  const holders = allHolders(cut);
  const groups = new Set(holders.flatMap((holder) => (holder.kind === 'group' ? [holder.group] : [])));
  for (const comment of cut.comments.values()) {
    if (comment.visibility?.type === 'group') groups.add(comment.visibility.value);
  }
  const known = new Set([cut.site.appAccountId, ...named(cut)]);
  for (const holder of holders) if (holder.kind === 'person') known.add(holder.accountId);
  const people = [...whole.people.values()].filter(
    (person) => person.siteAdmin || known.has(person.accountId) || person.groups.some((group) => groups.has(group)),
  );
  const kept = new Map(
    people.map((person) => {
      const own = person.groups.filter((group) => groups.has(group));
      return [person.accountId, own.length === person.groups.length ? person : { ...person, groups: own }] as const;
    }),
  );
  const populated: JiraState = { ...cut, people: kept };
  return removeWhere(populated, 'mails', (mail) => !kept.has(mail.to));
}

const allHolders = (state: JiraState): readonly Holder[] => [
  ...[...state.projects.values()].flatMap(holdersIn),
  ...[...state.securityLevels.values()].flatMap(({ members }) => members),
];

const holdersIn = remember((project: Project): readonly Holder[] => [
  ...new Set([...Object.values(project.permissions), ...Object.values(project.roleMembers)].flat()),
]);

/** Every account id that stands somewhere in what is left. */
function* named(state: JiraState): Iterable<string> {
  for (const project of state.projects.values()) yield project.leadAccountId;
  for (const component of state.components.values()) if (component.leadAccountId) yield component.leadAccountId;
  const userFields = [...state.customFields.values()].filter(
    (field) => field.schemaType === 'user' || field.schemaItems === 'user',
  );
  for (const issue of state.issues.values()) {
    if (issue.assignee) yield issue.assignee;
    if (issue.reporter) yield issue.reporter;
    yield issue.creator;
    yield* issue.watchers;
    yield* issue.voters;
    for (const field of userFields) yield* [issue.custom[field.id]].flat().filter((id) => typeof id === 'string');
    for (const entry of issue.history) {
      yield entry.authorAccountId;
      for (const item of entry.items) {
        if (item.field !== 'assignee' && item.field !== 'reporter') continue;
        if (item.from) yield item.from;
        if (item.to) yield item.to;
      }
    }
    for (const text of [issue.description, issue.environment]) yield* mentions(text);
  }
  for (const comment of state.comments.values()) {
    yield comment.authorAccountId;
    yield comment.updateAuthorAccountId;
    yield* mentions(comment.body);
  }
  for (const worklog of state.worklogs.values()) {
    yield worklog.authorAccountId;
    yield* mentions(worklog.comment);
  }
  for (const attachment of state.attachments.values()) yield attachment.authorAccountId;
  for (const request of state.requests.values()) yield* request.participants;
}

const mentions = (text: RichText | null): readonly string[] => (text ? mentionedPeople(text) : []);
