/**
 * Tells before a key expires: a comment on the issue that its project chose, so that Jira tells the issue's watchers.
 * At 14, 7, 3 and 1 days before an end, each at most once: what was told is stored before the comment is made, so that two
 * runs never tell twice; a comment that Jira then refuses is not tried again until the next of these days.
 */
import type { KeyUsage } from '../audit/usage';
import { parseIssueFact } from '../jira/answers';
import type { Jira } from '../jira/as-app';
import { endOf } from '../policy/ceilings';
import { ok, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import type { SiteRecord } from '../storage/records/site';
import { changeKey } from './change-key';
import type { AdministrationFault } from './fault';
import type { KeyWorld } from './key-store';

const DAY_MS = 24 * 60 * 60 * 1000;
const DAYS = [1, 3, 7, 14] as const;

/** The notice that is due: days before the end, be it the key's own or a ceiling's; undefined where none is. */
export function noticeDue(record: ApiKeyRecord, site: SiteRecord, now: number): number | undefined {
  const end = endOf(record, site);
  const left = end - now;
  if (record.noticeIssueId === undefined || record.status.state !== 'active' || left <= 0) return undefined;
  const due = DAYS.find((days) => left <= days * DAY_MS);
  // An end that was moved, by hand or by a ceiling, has notices of its own.
  const told = record.noticedEnd === end ? record.noticedDays : undefined;
  return due !== undefined && due < (told ?? Number.POSITIVE_INFINITY) ? due : undefined;
}

/** Gives the notice that is due, if any. True where a comment was made. */
export const giveNotice = async (
  world: Pick<KeyWorld, 'store' | 'random' | 'now'>,
  jira: Jira,
  record: ApiKeyRecord,
  site: SiteRecord,
  usage: KeyUsage,
): Promise<Result<boolean, AdministrationFault>> => {
  const due = noticeDue(record, site, world.now());
  const issueId = record.noticeIssueId;
  if (due === undefined || issueId === undefined) return ok(false);
  const found = await jira.call({
    method: 'GET',
    path: `/rest/api/3/issue/${issueId}`,
    query: [['fields', 'project,security,issuerestriction']],
    body: undefined,
  });
  // Nothing is noted while Jira does not answer: the next run asks again.
  if (!found.ok || found.value.status >= 500 || found.value.status === 429) return ok(false);
  const issue = found.value.status === 200 ? parseIssueFact(found.value.body) : undefined;
  // The issue may have moved since it was chosen, or been hidden: the key's name is for its own projects only, and what
  // no key sees is not written to.
  const isInside = ({ grants }: ApiKeyRecord): boolean =>
    issue?.secured === false && grants.some(({ projectId }) => projectId === issue.projectId);
  let isOurs = false;
  const noticedBy = Buffer.from(world.random(12)).toString('base64url');
  const noted = await changeKey(world, 'schedule', record.id, (now) => {
    isOurs = now.noticeIssueId === issueId && noticeDue(now, site, world.now()) === due;
    const detail = isInside(now) ? `${due} days` : `${due} days, not told`;
    const told = { ...now, noticedDays: due, noticedEnd: endOf(now, site), noticedBy };
    return ok(isOurs ? { record: told, act: 'key_noticed', detail, isQuiet: true } : undefined);
  });
  if (!noted.ok) return noted;
  if (!isOurs || !isInside(noted.value)) return ok(false);
  const made = await jira.call({
    method: 'POST',
    path: `/rest/api/3/issue/${issueId}/comment`,
    query: [],
    body: JSON.stringify({ body: noticeText(record, endOf(noted.value, site), usage) }),
  });
  return ok(made.ok && made.value.status === 201);
};

function noticeText(record: ApiKeyRecord, endsAt: number, { lastUsedAt, callsOfWeek }: KeyUsage): unknown {
  const used = lastUsedAt === undefined ? 'It was never used.' : `Last used ${iso(lastUsedAt)}.`;
  const words = [
    `The API key "${record.name}" (${record.id}) expires at ${iso(endsAt)}.`,
    `${used} Calls in the last seven days: ${callsOfWeek}.`,
    'Give it a later end, or issue a new key, on the page of API keys in the settings of this project.',
  ].join(' ');
  return { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }] };
}

const iso = (epochMs: number): string => `${new Date(epochMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
