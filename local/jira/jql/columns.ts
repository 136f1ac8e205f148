/**
 * The columns that a field of a query means: a system field, a custom field by number, all custom fields of a name,
 * or a path into an entity property. None means that the field does not exist for the caller.
 */

import { commentsOf } from '../change';
import { isDocument, kindOf } from '../print/custom-value';
import { toText } from '../rich-text';
import type { CustomField, Issue } from '../state';
import type { Column } from './column';
import { dayOf } from './moments';
import { byName, issueBy, peopleBy, projectsBy, seen } from './names';
import type { Field, Value } from './read-query';
import { systemColumn } from './system-columns';
import type { World } from './world';

/** All columns that the field spans. */
export function columnsOf(world: World, field: Field): readonly Column[] {
  if (field.path.length > 0) return propertyColumn(world, field);
  const number = /^cf\[(\d+)\]$/.exec(field.name)?.[1];
  if (number === undefined) {
    const system = systemColumn(world, field.name);
    if (system !== undefined) return [system];
  }
  return customFields(world, field.name, number).map((each) => customColumn(world, each, field.name));
}

function customFields(world: World, name: string, number: string | undefined): readonly CustomField[] {
  const visible = seen(world, world.state.customFields.values());
  if (number !== undefined) return visible.filter(({ id }) => id === `customfield_${number}`);
  const called = (spelled: string) => visible.filter((each) => each.name.toLowerCase() === spelled.toLowerCase());
  const exact = called(name);
  return exact.length > 0 ? exact : called(name.replace(/\s*\[[^[\]]*\]$/, ''));
}

function customColumn(world: World, field: CustomField, label: string): Column {
  const system = SYSTEM_KINDS.get(kindOf(field));
  const asSystem = system === undefined ? undefined : systemColumn(world, system);
  if (asSystem !== undefined) return { ...asSystem, label };
  const raw = (issue: Issue): readonly unknown[] => {
    const value = issue.custom[field.id];
    return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
  };
  switch (field.schemaItems ?? field.schemaType) {
    case 'number':
      return { label, kind: 'number', read: (issue) => raw(issue).map(Number), parse: numberOf };
    case 'date':
      return { label, kind: 'time', read: (issue) => raw(issue).map((day) => dayOf(String(day), world.clock.zone)) };
    case 'datetime':
      return { label, kind: 'time', read: (issue) => raw(issue).map((at) => Date.parse(String(at))) };
    case 'string':
      if (field.schemaType === 'array') return wordColumn(label, raw);
      return { label, kind: 'text', read: (issue) => raw(issue).map(textOf), exact: true };
    default:
      return {
        label,
        kind: 'set',
        read: (issue) => raw(issue).flatMap(idsOf),
        find: (value) => meaning(world, field, value),
      };
  }
}

/** Types that Jira keeps as custom fields and knows by a name of its own. */
const SYSTEM_KINDS: ReadonlyMap<string, string> = new Map([
  ['gh-sprint', 'sprint'],
  ['gh-epic-link', 'parent'],
  ['gh-lexo-rank', 'rank'],
]);

const wordColumn = (label: string, raw: (issue: Issue) => readonly unknown[]): Column => ({
  label,
  kind: 'set',
  open: true,
  read: (issue) => raw(issue).map((word) => String(word).toLowerCase()),
  find: ({ text }) => [text.toLowerCase()],
});

const textOf = (value: unknown): string => (isDocument(value) ? toText(value) : String(value));
const numberOf = ({ text }: Value): number | undefined => (Number.isFinite(Number(text)) ? Number(text) : undefined);

/** An option with a child counts under both ids. */
function idsOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Object.values(value).filter((part) => typeof part === 'string');
}

function meaning(world: World, field: CustomField, value: Value): readonly string[] {
  switch (field.schemaItems ?? field.schemaType) {
    case 'user':
      return peopleBy(world, value.text);
    case 'project':
      return projectsBy(world, value);
    case 'version':
      return byName(seen(world, world.state.versions.values()), value);
    case 'option':
    case 'option-with-child': {
      const options = seen(world, field.options).map((option) => ({ id: option.id, name: option.value }));
      return byName(options, value);
    }
    default: {
      const issue = issueBy(world, value.text)?.issue.id;
      return issue === undefined ? [value.text] : [issue, value.text];
    }
  }
}

/** `issue.property[key].path`, and the same for projects and comments. */
function propertyColumn(world: World, field: Field): readonly Column[] {
  const owner = PROPERTY_OWNERS.get(field.name.toLowerCase());
  const [key = '', ...path] = field.path;
  if (owner === undefined) return [];
  const read = (issue: Issue): readonly string[] =>
    owner(world, issue).flatMap((properties) => {
      const value = path.reduce<unknown>(stepInto, properties[key]);
      return value === undefined || value === null ? [] : [value].flat().map((each) => String(each).toLowerCase());
    });
  return [{ label: field.name, kind: 'set', open: true, read, find: ({ text }) => [text.toLowerCase()] }];
}

type Properties = Readonly<Record<string, unknown>>;

const PROPERTY_OWNERS: ReadonlyMap<string, (world: World, issue: Issue) => readonly Properties[]> = new Map([
  ['issue.property', (_world: World, issue: Issue) => [issue.properties]],
  [
    'comment.property',
    (world: World, issue: Issue) => commentsOf(world.state, issue.id).map(({ properties }) => properties),
  ],
  ['project.property', (world: World, issue: Issue) => [world.state.projects.get(issue.projectId)?.properties ?? {}]],
]);

function stepInto(value: unknown, step: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === step)?.[1];
}
