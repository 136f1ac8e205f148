/**
 * Calls of a key about itself: what may I do, give me a new secret, end me, and would this call be allowed. They need no
 * permission; a rule for endpoints does not shut them out, since it is about Jira.
 *
 * A check runs the very code that a call runs, up to where a write would leave for Jira; it says what the call itself
 * would hear, and so no more than that.
 */
import { randomBytes } from 'node:crypto';
import type { SelfRow } from '../catalogue/key-self';
import type { ChangeWorld } from '../keys/change-record';
import { endByItself } from '../keys/revoke-itself';
import { goodSecrets, OVERLAP_MS_MAX, rotateSecret } from '../keys/rotate';
import { type Rows, remaining } from '../limits/windows';
import { endOf, limitsOf } from '../policy/ceilings';
import type { Denial } from '../policy/denials';
import { effectiveGrants } from '../policy/principal';
import type { Result } from '../result';
import { readKey, saveKey } from '../storage/keys';
import type { Authenticated } from './authenticate';
import { JsonNumber } from './json';
import type { Received } from './receive';
import { denialBody } from './respond';
import { type SelfBody, selfBody, unknownMember } from './self-body';
import type { Served } from './served';

/** What is sent back, beside what a log and an audit have to know. */
export type SelfAnswer =
  | { readonly ok: true; readonly status: 200 | 204; readonly body: unknown; readonly checked?: Served }
  | { readonly ok: false; readonly denial: Denial };

const WORLD: ChangeWorld = {
  store: { readKey, saveKey },
  random: (bytes) => randomBytes(bytes),
  now: () => Date.now(),
};

export type SelfCall = {
  readonly row: SelfRow;
  readonly received: Received;
  readonly proven: Authenticated;
  readonly rows: Rows;
  readonly now: number;
  readonly requestId: string;
  /** Runs the call that a check asks about, without its write; a denial where the body names no call. */
  readonly dryRun: () => Promise<Result<Served, Denial>>;
  /** As how many writes that call would count. */
  readonly writes: number;
};

export async function answerSelf(call: SelfCall): Promise<SelfAnswer> {
  const { row, received, proven, rows, now } = call;
  const body = selfBody(received);
  if (!body.ok) return refused(body.error);
  if ((row.by === 'describe' || row.by === 'end') && body.value.size > 0)
    return refused({ reason: 'body_not_expected' });
  switch (row.by) {
    case 'describe':
      return { ok: true, status: 200, body: describe(proven, rows, now) };
    case 'rotate':
      return rotate(proven, body.value);
    case 'end':
      return (await endByItself(WORLD, proven.key.id))
        ? { ok: true, status: 204, body: undefined }
        : refused({ reason: 'storage_down' });
    case 'check':
      return check(call);
  }
}

const refused = (denial: Denial): SelfAnswer => ({ ok: false, denial });

const iso = (epochMs: number): string => new Date(epochMs).toISOString();

function describe({ key, site }: Authenticated, rows: Rows, now: number): unknown {
  const most = limitsOf(key, site);
  const inForce = effectiveGrants({ ...key, grants: key.grants.map(withoutRules) }, site, now, 'GET', []);
  return {
    id: key.id,
    name: key.name,
    projects: key.grants.map(({ projectId, projectKey, endpointRules, conditions }) => ({
      id: projectId,
      key: projectKey,
      permissions: [...(inForce.get(projectId)?.permissions ?? [])],
      ...(endpointRules === undefined ? {} : { endpointRules }),
      ...(conditions === undefined ? {} : { conditions }),
    })),
    hiddenFields: key.hiddenFields ?? [],
    ...(key.reveals === undefined ? {} : { reveals: key.reveals }),
    expiresAt: iso(endOf(key, site)),
    secrets: key.secrets
      .filter(({ endsAt }) => endsAt === undefined || endsAt > now)
      .map(({ createdAt, endsAt }) => ({
        createdAt: iso(createdAt),
        ...(endsAt === undefined ? {} : { endsAt: iso(endsAt) }),
      })),
    ...(most.pageMax === undefined ? {} : { pageMax: most.pageMax }),
    limits: remaining(most, rows, now).map(({ limit, quota, left, resetSeconds }) => ({
      limit,
      quota,
      left,
      resetSeconds,
    })),
  };
}

const withoutRules = <T extends { readonly endpointRules?: unknown }>({ endpointRules: _, ...grant }: T) => grant;

const OVERLAP_SECONDS = 86_400;
const ROTATE_MEMBERS: ReadonlySet<string> = new Set(['overlapSeconds']);

async function rotate({ key, secretHash }: Authenticated, body: SelfBody): Promise<SelfAnswer> {
  const given = body.get('overlapSeconds');
  const unknown = unknownMember(body, ROTATE_MEMBERS);
  if (unknown !== undefined) return refused(unknown);
  const seconds = given === undefined ? OVERLAP_SECONDS : given instanceof JsonNumber ? Number(given.text) : Number.NaN;
  if (!Number.isInteger(seconds) || seconds < 0 || seconds * 1000 > OVERLAP_MS_MAX) {
    return refused({ reason: 'body_invalid', where: 'body.overlapSeconds: a whole number from 0 to 604800' });
  }
  const rotated = await rotateSecret(WORLD, key.id, `key:${key.id}`, seconds * 1000, (record) =>
    goodSecrets(record, WORLD.now()).some(({ hash }) => hash === secretHash),
  );
  if (rotated.ok) {
    const { record, text } = rotated.value;
    const old = record.secrets.find(({ endsAt }) => endsAt !== undefined);
    return {
      ok: true,
      status: 200,
      body: { key: text, ...(old?.endsAt === undefined ? {} : { oldSecretEndsAt: iso(old.endsAt) }) },
    };
  }
  switch (rotated.error.reason) {
    case 'two_secrets':
      return refused({ reason: 'rotation_pending' });
    case 'key_ended':
    case 'no_longer_entitled':
    case 'no_such_key':
      return refused({ reason: 'key_invalid' });
    default:
      return refused({ reason: 'storage_down' });
  }
}

async function check({ dryRun, requestId, writes }: SelfCall): Promise<SelfAnswer> {
  const checked = await dryRun();
  if (!checked.ok) return refused(checked.error);
  const { outcome } = checked.value;
  const answer =
    outcome.kind === 'answer'
      ? { allowed: true, ...(writes === 0 ? {} : { writes }) }
      : { allowed: false, ...denialBody(outcome.denial, requestId) };
  return { ok: true, status: 200, body: answer, checked: checked.value };
}
