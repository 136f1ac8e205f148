/**
 * The answers' schemas as `answer-schemas.json` holds them: what Jira may print, by Atlassian's own account.
 */
import file from './answer-schemas.json';

export type Schema = {
  /** Name of a component. */
  readonly ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  /** Members under any name. */
  readonly more?: Schema;
};
type Schemas = {
  readonly operations: Readonly<Record<string, Schema>>;
  readonly schemas: Readonly<Record<string, Schema>>;
};
const FILES: Readonly<Record<'2' | '3', Schemas>> = file;

/** What an operation answers when it succeeds. */
export const answerSchema = (version: '2' | '3', operationId: string): Schema =>
  FILES[version].operations[operationId] ?? {};

/** A component by its name. Throws where the file holds none: the file would be older than the operations. */
export function component(version: '2' | '3', name: string): Schema {
  const schema = FILES[version].schemas[name];
  if (schema === undefined) throw new Error(`answer-schemas.json holds no ${name} for version ${version}`);
  return schema;
}
