/**
 * The audit as a file, fetched a step at a time. Each step says how long to wait before the next, so that an export takes
 * no more of storage than calls can spare; this waits, and may be cancelled at any moment. A step that failed is asked for
 * again from where it was: nothing that came is lost.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AdministrationFault, ConsoleAnswer, ExportStep } from '../../../../../src/console/contract';
import { call, type PayloadOf } from '../../app/app-call';

export type ExportQuestion = Omit<PayloadOf<'exportAudit'>, 'cursor'>;

export type ExportState =
  | { readonly is: 'idle' }
  | { readonly is: 'running'; readonly lines: number; readonly bytes: number; readonly waitSeconds: number }
  | { readonly is: 'failed'; readonly lines: number; readonly fault: AdministrationFault }
  | { readonly is: 'done'; readonly lines: number; readonly bytes: number; readonly file: Blob; readonly name: string };

export type AuditExport = {
  readonly state: ExportState;
  readonly start: (question: ExportQuestion) => void;
  /** After a failure: goes on where it stood. */
  readonly goOn: () => void;
  /** Ends it, and throws away what came. */
  readonly cancel: () => void;
};

type Progress = {
  readonly question: ExportQuestion;
  readonly parts: readonly string[];
  readonly lines: number;
  readonly bytes: number;
  readonly cursor?: string;
};

const SECOND_MS = 1_000;

/** `save` is handed the finished file. */
export const useAuditExport = (save: (file: Blob, name: string) => void): AuditExport => {
  const [state, setState] = useState<ExportState>({ is: 'idle' });
  const progress = useRef<Progress>();
  const turn = useRef(0);

  const run = useCallback(
    async (from: Progress) => {
      turn.current += 1;
      const mine = turn.current;
      const isOver = () => turn.current !== mine;
      let now: Progress = from;
      for (;;) {
        progress.current = now;
        setState({ is: 'running', lines: now.lines, bytes: now.bytes, waitSeconds: 0 });
        const step: ConsoleAnswer<ExportStep> = await call('exportAudit', questionOf(now));
        if (isOver()) return;
        if (!step.ok) {
          setState({ is: 'failed', lines: now.lines, fault: step.fault });
          return;
        }
        now = further(now, step.value);
        if (now.cursor === undefined) break;
        progress.current = now;
        for (let left = step.value.waitSeconds; left > 0; left -= 1) {
          setState({ is: 'running', lines: now.lines, bytes: now.bytes, waitSeconds: left });
          await new Promise((resolve) => setTimeout(resolve, SECOND_MS));
          if (isOver()) return;
        }
      }
      const file = new Blob([...now.parts], { type: 'application/x-ndjson' });
      const name = fileName(now.question);
      progress.current = undefined;
      setState({ is: 'done', lines: now.lines, bytes: file.size, file, name });
      save(file, name);
    },
    [save],
  );

  useEffect(
    () => () => {
      turn.current += 1;
    },
    [],
  );

  const start = useCallback((question: ExportQuestion) => void run({ question, parts: [], lines: 0, bytes: 0 }), [run]);
  const goOn = useCallback(() => {
    if (progress.current !== undefined) void run(progress.current);
  }, [run]);
  const cancel = useCallback(() => {
    turn.current += 1;
    progress.current = undefined;
    setState({ is: 'idle' });
  }, []);
  return { state, start, goOn, cancel };
};

const questionOf = ({ question, cursor }: Progress): PayloadOf<'exportAudit'> => ({
  ...question,
  ...(cursor === undefined ? {} : { cursor }),
});

const further = ({ question, parts, lines, bytes }: Progress, step: ExportStep): Progress => ({
  question,
  parts: step.lines === '' ? parts : [...parts, step.lines],
  lines: lines + linesIn(step.lines),
  bytes: bytes + new Blob([step.lines]).size,
  ...(step.cursor === undefined ? {} : { cursor: step.cursor }),
});

const linesIn = (text: string): number => text.split('\n').length - 1;

/** Named for its span, in UTC: `audit-2026-11-01-to-2026-11-08.ndjson`. */
const fileName = ({ keyId, from, to }: ExportQuestion): string =>
  `audit-${keyId === undefined ? '' : `${keyId}-`}${from.slice(0, 10)}-to-${to.slice(0, 10)}.ndjson`;

/** Lets the browser save a file, as if a link to it had been pressed. */
export const saveFile = (file: Blob, name: string): void => {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads the file after the click; it has begun by then.
  setTimeout(() => URL.revokeObjectURL(url), 60 * SECOND_MS);
};
