/** Earlier and later rows of a list that the app gives a page at a time. */
import Button from '@atlaskit/button/new';

export type PagesOfRowsProps = {
  /** What is listed, in the plural. */
  readonly things: string;
  readonly from: number;
  readonly rows: number;
  readonly total: number;
  readonly onFrom: (from: number) => void;
};

export const PagesOfRows = ({ things, from, rows, total, onFrom }: PagesOfRowsProps) => {
  if (total === 0) return null;
  const last = Math.min(from + rows, total);
  return (
    <nav className="sk-pages" aria-label={`Pages of ${things}`}>
      <span>
        {from + 1}–{last} of {total.toLocaleString('en')} {things}
      </span>
      <Button isDisabled={from === 0} onClick={() => onFrom(Math.max(0, from - rows))}>
        Previous
      </Button>
      <Button isDisabled={last >= total} onClick={() => onFrom(from + rows)}>
        Next
      </Button>
    </nav>
  );
};
