/** Custom field values of a body, in the form that the state keeps. An error is the text that Jira gives. */
import { kindOf } from '../print/custom-value';
import type { CustomField, Project } from '../state';
import { isRecord, items, text } from './body';
import type { Call } from './call';
import { accountNamed, entityNamed, issueNamed, optionNamed, projectNamed } from './named';
import { readRich } from './read-rich';

export type CustomReading =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: string };

export function readCustom(call: Call, project: Project, field: CustomField, value: unknown): CustomReading {
  if (value === null || value === '') return ok(null);
  if (field.schemaType === 'array' && field.schemaItems !== 'json') {
    if (!Array.isArray(value)) return no('data was not an array');
    return all(items(value).map((entry) => readOne(call, project, field, field.schemaItems ?? 'string', entry)));
  }
  return readOne(call, project, field, field.schemaType, value);
}

function readOne(call: Call, project: Project, field: CustomField, type: string, value: unknown): CustomReading {
  switch (type) {
    case 'option': {
      const option = optionNamed(field, value);
      return option === undefined
        ? no(`Option id '${text(isRecord(value) ? value.id : value) ?? 'null'}' is not valid`)
        : ok(option.id);
    }
    case 'option-with-child':
      return readCascade(field, value);
    case 'user': {
      const accountId = accountNamed(value);
      const person = accountId === undefined ? undefined : call.state.people.get(accountId);
      return person === undefined ? no(`Specify a valid value for ${field.name}`) : ok(person.accountId);
    }
    case 'project': {
      const found = projectNamed(call.state, value);
      return found === undefined ? no(`Specify a valid value for ${field.name}`) : ok(found.id);
    }
    case 'version': {
      const version = entityNamed(call.state.versions.values(), value, (one) => one.projectId === project.id);
      return version === undefined
        ? no(`Version name '${text(isRecord(value) ? value.name : value) ?? 'null'}' is not valid`)
        : ok(version.id);
    }
    case 'number':
      return Number.isFinite(Number(value)) ? ok(Number(value)) : no('Operation value must be a number');
    case 'string':
      return readText(call, field, value);
    case 'datetime':
    case 'date':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value))
        ? ok(dateOf(type, value))
        : no(`Specify a valid value for ${field.name}`);
    default:
      return readAny(call, field, value);
  }
}

function readText(call: Call, field: CustomField, value: unknown): CustomReading {
  if (kindOf(field) === 'textarea') return readRich(call, value);
  const said = text(value);
  return said === undefined ? no('Operation value must be a string') : ok(said);
}

const dateOf = (type: string, value: string): string =>
  type === 'date' ? value.slice(0, 10) : new Date(Date.parse(value)).toISOString();

/** Types of other apps take any JSON. The Epic Link takes a key, and stores the epic's present one. */
function readAny(call: Call, field: CustomField, value: unknown): CustomReading {
  if (kindOf(field) !== 'gh-epic-link') return ok(value);
  const epic = issueNamed(call.state, value);
  return epic === undefined
    ? no(`Issue with key '${text(value) ?? ''}' was not found or user is not authorized to view it.`)
    : ok(epic.key);
}

function readCascade(field: CustomField, value: unknown): CustomReading {
  const parent = optionNamed(field, value);
  if (parent === undefined) return no("Could not find valid 'id' or 'value' in the Parent Option object");
  if (!isRecord(value) || value.child === undefined || value.child === null)
    return ok({ id: parent.id, childId: null });
  const child = optionNamed(field, value.child, parent.id);
  return child === undefined
    ? no("Could not find valid 'id' or 'value' in the Child Option object")
    : ok({ id: parent.id, childId: child.id });
}

function all(readings: readonly CustomReading[]): CustomReading {
  const failed = readings.find((one) => !one.ok);
  return failed ?? ok(readings.flatMap((one) => (one.ok ? [one.value] : [])));
}

const ok = (value: unknown): CustomReading => ({ ok: true, value });
const no = (error: string): CustomReading => ({ ok: false, error });
