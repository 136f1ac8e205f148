/** What a script did, call by call: allowed or refused by the smallest key, by which rule, and why. */
import Lozenge from '@atlaskit/lozenge';
import type { EvidenceLine } from '../../../../../src/console/contract';
import { type Column, DataTable } from '../../parts/data-table';
import { inWords, lowerFirst, PERMISSION_WORDS } from '../../words/permissions';

export const EvidenceLines = ({
  lines,
  isLoading,
}: {
  readonly lines: readonly EvidenceLine[];
  readonly isLoading: boolean;
}) => (
  <DataTable
    caption="Calls in the text, and whether the smallest key allows them"
    columns={COLUMNS}
    rows={lines}
    rowId={({ line, call }) => `${line} ${call?.method ?? ''} ${call?.path ?? ''}`}
    isLoading={isLoading}
  />
);

const COLUMNS: readonly Column<EvidenceLine>[] = [
  { id: 'line', title: 'Line', isNumeric: true, cell: ({ line }) => line },
  {
    id: 'call',
    title: 'Call',
    cell: ({ call }) =>
      call === undefined ? (
        '–'
      ) : (
        <code className="sk-evidence-call">{`${call.method} ${call.path}${call.hasBody ? ' with a body' : ''}`}</code>
      ),
  },
  { id: 'times', title: 'Times', isNumeric: true, cell: ({ times }) => times },
  { id: 'answer', title: 'Answer', cell: (line) => <Outcome line={line} /> },
  { id: 'why', title: 'Why', cell: (line) => <Why line={line} /> },
];

const Outcome = ({ line: { answer } }: { readonly line: EvidenceLine }) => {
  if (answer === undefined) return <Lozenge>Not read</Lozenge>;
  return (
    <Lozenge appearance={answer.allowed ? 'success' : 'removed'}>{answer.allowed ? 'Allowed' : 'Refused'}</Lozenge>
  );
};

const Why = ({ line: { answer, problem } }: { readonly line: EvidenceLine }) => (
  <>
    {answer === undefined ? null : answer.allowed ? (
      <span>{answer.permission === undefined ? 'Every key may' : PERMISSION_WORDS[answer.permission].title}</span>
    ) : (
      <span>
        {answer.title}
        {answer.missing.length === 0
          ? ''
          : ` Missing: ${inWords(answer.missing.map((one) => lowerFirst(PERMISSION_WORDS[one].title)))}.`}{' '}
        {answer.detail} <span className="sk-subtle">(rule {answer.rule})</span>
      </span>
    )}
    {problem === undefined ? null : <p className="sk-help">{problem}</p>}
  </>
);
