/** What changed from what to what. */
import type { Difference } from './differences';

export const DifferenceList = ({
  caption,
  differences,
}: {
  readonly caption: string;
  readonly differences: readonly Difference[];
}) => (
  <table className="sk-plain-table sk-ceilings-differences">
    <caption>{caption}</caption>
    <thead>
      <tr>
        <th scope="col">Ceiling</th>
        <th scope="col">Before</th>
        <th scope="col">After</th>
      </tr>
    </thead>
    <tbody>
      {differences.map(({ what, before, after }) => (
        <tr key={what}>
          <th scope="row">{what}</th>
          <td>{before}</td>
          <td>{after}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
