/**
 * A table that sorts by its heads, selects rows and, on a narrow screen, becomes a list of cards. The roles are written
 * out because `display` takes a table's own away there.
 */
import { Checkbox } from '@atlaskit/checkbox';
import type { ReactNode } from 'react';

export type Column<R> = {
  readonly id: string;
  readonly title: string;
  /** For columns of buttons, whose head needs no words to be seen. */
  readonly isTitleHidden?: boolean;
  readonly isSortable?: boolean;
  readonly isNumeric?: boolean;
  readonly cell: (row: R) => ReactNode;
};

export type Sort = { readonly by: string; readonly descending: boolean };

export type DataTableProps<R> = {
  /** Says what the table holds; heard, not seen. */
  readonly caption: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly rowId: (row: R) => string;
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
  readonly selection?: {
    readonly ids: ReadonlySet<string>;
    readonly nameOf: (row: R) => string;
    readonly onChange: (ids: ReadonlySet<string>) => void;
  };
  /** While newer rows are under way the present ones stay, paler. */
  readonly isLoading?: boolean;
};

/** The roles that a narrow screen would take away, for tables that are written out. */
export const ROLES = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  cell: { role: 'cell' },
  columnheader: { role: 'columnheader' },
} as const;

export const DataTable = <R,>(props: DataTableProps<R>) => {
  const { caption, columns, rows, rowId, selection, isLoading = false } = props;
  return (
    <div className="sk-table-frame">
      <table {...ROLES.table} className="sk-table" aria-busy={isLoading}>
        <caption className="sk-only-heard">{caption}</caption>
        <thead {...ROLES.rowgroup}>
          <tr {...ROLES.row}>
            {selection === undefined ? null : (
              <th {...ROLES.columnheader} scope="col" className="sk-cell-select">
                <SelectAll rows={rows} rowId={rowId} selection={selection} />
              </th>
            )}
            {columns.map((column) => (
              <Head key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        <tbody {...ROLES.rowgroup}>
          {rows.map((row) => {
            const id = rowId(row);
            const isSelected = selection?.ids.has(id) ?? false;
            return (
              <tr {...ROLES.row} key={id} className={isSelected ? 'sk-row-selected' : undefined}>
                {selection === undefined ? null : (
                  <td {...ROLES.cell} className="sk-cell-select">
                    <Checkbox
                      label={<span className="sk-only-heard">Select {selection.nameOf(row)}</span>}
                      isChecked={isSelected}
                      onChange={() => selection.onChange(toggled(selection.ids, id))}
                    />
                  </td>
                )}
                {columns.map((column) => (
                  <td
                    {...ROLES.cell}
                    key={column.id}
                    data-title={column.isTitleHidden === true ? undefined : column.title}
                    className={column.isNumeric === true ? 'sk-cell-numeric' : undefined}
                  >
                    <div>{column.cell(row)}</div>
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
};

const Head = <R,>({
  column,
  sort,
  onSort,
}: {
  column: Column<R>;
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
}) => {
  const isBy = sort?.by === column.id;
  const direction = sort?.descending === true ? 'descending' : 'ascending';
  const className = column.isNumeric === true ? 'sk-cell-numeric' : undefined;
  if (column.isSortable !== true || onSort === undefined) {
    return (
      <th {...ROLES.columnheader} scope="col" className={className}>
        {column.isTitleHidden === true ? <span className="sk-only-heard">{column.title}</span> : column.title}
      </th>
    );
  }
  return (
    <th {...ROLES.columnheader} scope="col" className={className} aria-sort={isBy ? direction : 'none'}>
      <button
        type="button"
        className="sk-sort"
        onClick={() => onSort({ by: column.id, descending: isBy ? sort?.descending !== true : false })}
      >
        {column.title}
        <span aria-hidden="true" className={isBy ? 'sk-sort-sign' : 'sk-sort-sign sk-sort-idle'}>
          {isBy && direction === 'descending' ? '↓' : '↑'}
        </span>
      </button>
    </th>
  );
};

const SelectAll = <R,>({
  rows,
  rowId,
  selection,
}: {
  rows: readonly R[];
  rowId: (row: R) => string;
  selection: NonNullable<DataTableProps<R>['selection']>;
}) => {
  const here = rows.map(rowId);
  const chosen = here.filter((id) => selection.ids.has(id));
  const isAll = here.length > 0 && chosen.length === here.length;
  return (
    <Checkbox
      label={<span className="sk-only-heard">Select all rows of this page</span>}
      isChecked={isAll}
      isIndeterminate={!isAll && chosen.length > 0}
      onChange={() => {
        const others = [...selection.ids].filter((id) => !here.includes(id));
        selection.onChange(new Set(isAll ? others : [...others, ...here]));
      }}
    />
  );
};

const toggled = (ids: ReadonlySet<string>, id: string): ReadonlySet<string> => {
  const after = new Set(ids);
  if (!after.delete(id)) after.add(id);
  return after;
};
