/** What fields are called, beside the rows in which they stand. Pure. */
import { isLoose, member } from '../jira/answers';

/** `names` and `schema` of the fields that the rows show: one more would tell that something is hidden. */
export function namesOf(holder: unknown, rows: readonly unknown[]): object {
  const shown = new Set(rows.flatMap((row) => Object.keys(member(row, 'fields') ?? {})));
  const tables = ['names', 'schema'].flatMap((name) => {
    const table = member(holder, name);
    return isLoose(table) ? [[name, Object.fromEntries(Object.entries(table).filter(([id]) => shown.has(id)))]] : [];
  });
  return Object.fromEntries(tables);
}
