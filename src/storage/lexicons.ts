/**
 * Lexicons in storage. The one of a project with its own endpoint is named by that endpoint's hash, because
 * a call knows the hash before it has read anything; for keys at the site's URL it is named by the project.
 */
import { kvs } from '@forge/kvs';
import { err, ok, type Result } from '../result';
import { rowsByKey } from './batch';
import { readHomes } from './endpoint-changes';
import { asking, down, type StorageFault } from './fault';
import { BATCH_KEYS_MAX, LEXICON_TTL, lexiconKey } from './keyspace';
import { parseLexicon } from './parse-row';
import type { Lexicon } from './records/lexicon';

/** One batch get for at most 25 projects. Projects without a readable lexicon are left out; age is not looked at. */
export const readLexicons = async (
  projectIds: readonly string[],
): Promise<Result<ReadonlyMap<string, Lexicon>, StorageFault>> => {
  const asked = projectIds.slice(0, BATCH_KEYS_MAX);
  if (asked.length === 0) return ok(new Map());
  const answer = await asking('read_lexicons', () =>
    kvs.batchGet<unknown>(asked.map((projectId) => ({ key: lexiconKey(projectId) }))),
  );
  if (!answer.ok) return answer;
  const rows = rowsByKey('read_lexicons', answer.value);
  if (!rows.ok) return rows;
  const lexicons = new Map<string, Lexicon>();
  for (const projectId of asked) {
    const lexicon = parseLexicon(rows.value.get(`/${lexiconKey(projectId)}`));
    // A lexicon under another project's name would answer with that project's names.
    if (lexicon?.projectId === projectId) lexicons.set(projectId, lexicon);
  }
  return ok(lexicons);
};

/**
 * Stores a lexicon. `under` is the hash of the project's *own* endpoint, never of the site's, or absent for
 * keys that live at the site's URL.
 */
export const writeLexicon = (
  lexicon: Lexicon,
  under?: { readonly endpointHash: string },
): Promise<Result<void, StorageFault>> =>
  asking('write_lexicon', () =>
    kvs.set(lexiconKey(under?.endpointHash ?? lexicon.projectId), lexicon, { ttl: LEXICON_TTL }),
  );

/** Forgets what names mean in a project, under each of its names: its id, its URL, and URLs that it had before. */
export const dropLexicons = async (projectId: string): Promise<Result<void, StorageFault>> => {
  const homes = await readHomes([projectId]);
  if (!homes.ok) return homes;
  const hashes = homes.value.flatMap(({ pointer, former }) => [...former, ...(pointer ? [pointer.endpointHash] : [])]);
  const names = [projectId, ...hashes.slice(1 - BATCH_KEYS_MAX)];
  const answer = await asking('drop_lexicons', () => kvs.batchDelete(names.map((name) => ({ key: lexiconKey(name) }))));
  if (!answer.ok) return answer;
  const failed = answer.value.failedKeys?.find(({ error }) => error.code !== 'KEY_NOT_FOUND');
  return failed === undefined ? ok(undefined) : err(down('drop_lexicons', failed.error.code));
};
