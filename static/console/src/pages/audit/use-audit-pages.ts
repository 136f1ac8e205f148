/**
 * The records that a question finds, newest first, more of them at each press.
 *
 * The app looks at a bounded number of rows at a time, so an answer may be short or empty and not be the last. Then this
 * goes on by itself, up to a bound, and shows what it finds meanwhile; beyond the bound the person decides.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AdministrationFault, AuditRecord } from '../../../../../src/console/contract';
import { call, type PayloadOf } from '../../app/app-call';

/** A look ends with so many new records, */
const RECORDS_ENOUGH = 25;
/** or after so many answers. */
const ANSWERS_MAX = 12;

export type AuditPages = {
  readonly records: readonly AuditRecord[];
  /** `more`: there is a further page. `paused`: nothing, or little, was found as far as was looked. */
  readonly state: 'looking' | 'more' | 'paused' | 'end' | 'failed';
  /** Set where `state` is `failed`. What was found before is kept. */
  readonly fault?: AdministrationFault;
  /** Answers of the present look, for progress. */
  readonly answers: number;
  /** Goes on where the last look ended or failed. */
  readonly showOlder: () => void;
};

type Found = Omit<AuditPages, 'showOlder'> & { readonly cursor?: string };

const NOTHING: Found = { records: [], state: 'looking', answers: 0 };

/** Looks at once, and anew whenever the question differs. Without a question nothing is looked for. */
export const useAuditPages = (question: PayloadOf<'readAudit'> | undefined): AuditPages => {
  const [found, setFound] = useState<Found>(NOTHING);
  const turn = useRef(0);

  const look = useCallback(async (asked: PayloadOf<'readAudit'>, before: Found) => {
    turn.current += 1;
    const mine = turn.current;
    const { fault: _, ...kept } = before;
    let now: Found = { ...kept, state: 'looking', answers: 0 };
    setFound(now);
    while (now.state === 'looking') {
      const answer = await call('readAudit', { ...asked, ...(now.cursor === undefined ? {} : { cursor: now.cursor }) });
      if (turn.current !== mine) return;
      now = answer.ok
        ? further(now, answer.value, before.records.length)
        : { ...now, state: 'failed', fault: answer.fault };
      setFound(now);
    }
  }, []);

  useEffect(() => {
    if (question !== undefined) void look(question, NOTHING);
    return () => {
      turn.current += 1;
    };
  }, [question, look]);

  const showOlder = useCallback(() => {
    if (question !== undefined) void look(question, found);
  }, [question, look, found]);

  const { cursor: _, ...shown } = found;
  return { ...shown, showOlder };
};

type Page = { readonly records: readonly AuditRecord[]; readonly cursor?: string };

const further = (before: Found, page: Page, recordsBefore: number): Found => {
  const { cursor: _, ...rest } = before;
  const records = [...before.records, ...page.records];
  const answers = before.answers + 1;
  if (page.cursor === undefined) return { ...rest, records, answers, state: 'end' };
  const isEnough = records.length - recordsBefore >= RECORDS_ENOUGH;
  const state = isEnough ? 'more' : answers >= ANSWERS_MAX ? 'paused' : 'looking';
  return { ...rest, records, answers, cursor: page.cursor, state };
};
