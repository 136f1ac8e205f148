/**
 * What a field is to a query: how its values are read from an issue, and how a value in a query finds them.
 */
import type { Issue } from '../state';
import type { Value } from './read-query';

export type Column = {
  /** As Jira prints it in messages: the name that the query used. */
  readonly label: string;
} & (
  | {
      /** Ids, or words. `find` gives all ids that a value means; none if it means nothing. */
      readonly kind: 'set';
      readonly read: (issue: Issue) => readonly string[];
      readonly find: (value: Value) => readonly string[];
      /** Where an id stands in the field's order; absent where `<` makes no sense. */
      readonly order?: (id: string) => number;
      /** Keys and issue relations err in their own words. */
      readonly ofIssues?: true;
      /** Any value goes, since none is listed anywhere. */
      readonly open?: true;
      readonly history?: string;
      /** What `ORDER BY` compares, where that is not the place in the order. */
      readonly sortText?: (id: string) => string;
    }
  | { readonly kind: 'time'; readonly read: (issue: Issue) => readonly number[] }
  | {
      readonly kind: 'number';
      readonly read: (issue: Issue) => readonly number[];
      readonly parse: (value: Value) => number | undefined;
    }
  | { readonly kind: 'text'; readonly read: (issue: Issue) => readonly string[]; readonly exact?: true }
);
