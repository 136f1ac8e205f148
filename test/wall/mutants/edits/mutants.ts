/** All mutants, by rule. */
import type { Mutant } from '../mutant';
import { BOARDS } from './boards';
import { DESKS } from './desks';
import { HIDDEN } from './hidden';
import { IN_BETWEEN } from './in-between';
import { ISSUE_PARTS } from './issue-parts';
import { R01 } from './r01';
import { R02 } from './r02';
import { R03 } from './r03';
import { R04 } from './r04';
import { R05 } from './r05';
import { R06 } from './r06';
import { R07 } from './r07';
import { R08 } from './r08';
import { R09 } from './r09';
import { R10 } from './r10';
import { R11 } from './r11';
import { R12 } from './r12';
import { SPRINTS } from './sprints';

export const MUTANTS: readonly Mutant[] = [
  R01,
  R02,
  R03,
  R04,
  R05,
  R06,
  R07,
  R08,
  R09,
  R10,
  R11,
  R12,
  ISSUE_PARTS,
  BOARDS,
  DESKS,
  SPRINTS,
  IN_BETWEEN,
  HIDDEN,
].flat();
