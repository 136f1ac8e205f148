/** The edit screen of an issue: `GET …/editmeta` and `expand=editmeta`. */
import type { Issue } from '../state';
import { printFieldMetadata, screenFields } from './field-metadata';
import type { Printing } from './printing';

export function printEditMetadata(p: Printing, issue: Issue): { fields: Record<string, unknown> } {
  const screen = { projectId: issue.projectId, typeId: issue.typeId, issue };
  return {
    fields: Object.fromEntries(
      screenFields(p, screen).map((field) => [field.id, printFieldMetadata(p, field.id, screen)]),
    ),
  };
}
