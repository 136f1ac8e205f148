/**
 * The one way from a page to the app: a function by its name, with the payload and the answer that the contract gives it.
 *
 * Always answers: a connection that broke or a session that ended is a fault like any other, so that a form can say so and
 * keep what was typed. What the platform asks for itself, such as consent, it asks before this returns.
 */
import { invoke } from '@forge/bridge';
import type * as z from 'zod/mini';
import type {
  AdministrationFault,
  AuditView,
  CallAnswers,
  ConsoleAnswer,
  CreatedKey,
  DatedAnswer,
  EndpointListView,
  EvidenceView,
  ExportStep,
  HandOverView,
  HealthView,
  KeyListView,
  KeyUsageView,
  KeyView,
  ProjectView,
  payloads,
  RotatedKey,
  SettingsView,
  WhoAmI,
} from '../../../../src/console/contract';
import { noteAppTime } from './app-clock';

/** What each function answers. */
type Answers = {
  whoAmI: WhoAmI;
  listKeys: KeyListView;
  readKey: KeyView;
  createKey: CreatedKey;
  confirmCopied: KeyView;
  editKey: KeyView;
  rotateKey: RotatedKey;
  endSecret: KeyView;
  revokeKey: KeyView;
  suspendKey: KeyView;
  resumeKey: KeyView;
  handOver: HandOverView;
  tryCalls: CallAnswers;
  readEvidence: EvidenceView;
  readAudit: AuditView;
  keyUsage: KeyUsageView;
  exportAudit: ExportStep;
  describeProject: ProjectView;
  getSettings: SettingsView;
  changeSettings: SettingsView;
  listEndpoints: EndpointListView;
  rotateEndpoint: EndpointListView;
  setEndpoint: EndpointListView;
  health: HealthView;
};

export type FunctionName = keyof Answers;
export type AnswerOf<N extends FunctionName> = Answers[N];

/** On either page a project is described by its id; a project's page proves the person's right to the one that is named. */
type Payloads = { [N in Exclude<FunctionName, 'describeProject'>]: z.input<(typeof payloads)[N]> } & {
  describeProject: { projectId: string };
};
export type PayloadOf<N extends FunctionName> = Payloads[N];

/** Asks the app. Never throws. */
export const call = async <N extends FunctionName>(
  name: N,
  payload: PayloadOf<N>,
): Promise<ConsoleAnswer<AnswerOf<N>>> => {
  try {
    const answer: unknown = await invoke(name, payload);
    if (!isAnswer<AnswerOf<N>>(answer)) return { ok: false, fault: noAnswer };
    noteAppTime(answer.now);
    return answer;
  } catch {
    return { ok: false, fault: noAnswer };
  }
};

/** The app and its pages are deployed together, so the shape of an answer is not looked at again here. */
const isAnswer = <T>(answer: unknown): answer is DatedAnswer<T> =>
  typeof answer === 'object' && answer !== null && 'ok' in answer;

export const noAnswer: AdministrationFault = {
  reason: 'unavailable',
  where: '',
  message: 'The app did not answer.',
  mend: 'Check your connection and that you are still signed in to Jira, then try again. Nothing that you typed is lost.',
};
