/**
 * Canonical request + catalogue row → `Call`. Path, query and body are parsed here, once, by the row's declared
 * shape; what the row does not name is refused. Pure. A refusal depends on the form of the request alone, never
 * on anything that Jira knows.
 */
import type { Readable } from '../jql/admit';
import type { Denial } from '../policy/denials';
import { err, ok, type Result } from '../result';
import { type Call, type CallQuery, type Draft, type ServedOperation, thingAt } from './call';
import { isObject, type Json, parseJson } from './json';
import { readBody } from './read-body';
import { type Gathered, gather, spell } from './read-place';
import { readQueries, type Sent } from './read-query';
import type { Received } from './receive';
import type { Routed } from './route';
import { NEEDED } from './written-forms';

const PEOPLE_MAX = 20;
/** As many as a key can have. */
const PROJECTS_MAX = 20;
/** Of all queries and lists of one call: what one query may name, and a list beside it. A hundred are one look-up. */
const ISSUES_MAX = 2_600;
const JSON_TYPE = /^application\/json(?:\s*;\s*charset=(?:utf-8|"utf-8"))?$/i;

/** `readable`: what the key may filter and sort by. */
export function read(received: Received, routed: Routed, readable: Readable): Result<Call, Denial> {
  const { operation, version, segments } = routed;
  const gathered = nothingGathered(operation);
  const places = readPlaces(operation, segments, gathered);
  if (!places.ok) return places;
  const body = readBodyText(received, operation);
  if (!body.ok) return body;
  const query = readParameters(received, operation, body.value, gathered, readable);
  if (!query.ok) return query;
  const draft = readDraft(routed, body.value, places.value, gathered);
  if (!draft.ok) return draft;
  const refusal = notOneOf(operation, query.value) ?? tooMany(operation, gathered);
  if (refusal !== undefined) return err(refusal);
  return ok({
    operation,
    version,
    places: places.value,
    query: query.value,
    body: draft.value,
    references: gathered,
    needs: gathered.needs,
    needsLexicon: gathered.lexicon || isByLexicon(operation, query.value, readable),
    hiddenFields: readable.hiddenFields,
    problemJson: received.accept?.includes('application/problem+json') ?? false,
  });
}

const nothingGathered = (operation: ServedOperation): Gathered => ({
  issues: new Set(),
  projects: new Set(),
  people: new Set(),
  placed: new Set(),
  needs: new Set([
    ...(operation.needs === undefined ? [] : [operation.needs]),
    ...(operation.kind === 'relay' ? (operation.also ?? []) : []),
  ]),
  lexicon: false,
});

function readPlaces(
  operation: ServedOperation,
  segments: ReadonlyMap<string, string>,
  gathered: Gathered,
): Result<ReadonlyMap<string, string>, Denial> {
  const places = new Map<string, string>();
  for (const [name, place] of Object.entries(operation.kind === 'relay' ? (operation.places ?? {}) : {})) {
    const spelling = spell(place, segments.get(name) ?? '');
    // Jira answers an impossible id as it answers one that does not exist; so does this.
    if (spelling === undefined) return err({ reason: 'absent', thing: thingAt(place) });
    gather(place, spelling, gathered);
    places.set(name, spelling);
  }
  return ok(places);
}

function readBodyText(received: Received, operation: ServedOperation): Result<Json | undefined, Denial> {
  if (!takesBody(operation)) {
    // Some clients send an empty object with every call; anything else would be dropped unseen.
    const text = received.body?.trim() ?? '';
    return text === '' || text === '{}' ? ok(undefined) : err({ reason: 'body_not_expected' });
  }
  if (received.body === undefined) return err({ reason: 'body_invalid', where: 'body' });
  if (received.mediaType === undefined || !JSON_TYPE.test(received.mediaType.trim())) {
    return err({ reason: 'media_type_unsupported' });
  }
  const parsed = parseJson(received.body);
  if (!parsed.ok)
    return err({ reason: 'body_invalid', where: `body, at character ${parsed.error.at}: ${parsed.error.reason}` });
  if (!isObject(parsed.value)) return err({ reason: 'body_invalid', where: 'body: not an object' });
  return parsed;
}

const takesBody = (operation: ServedOperation): boolean =>
  operation.bodyQuery !== undefined || (operation.kind === 'relay' && operation.body !== undefined);

/** From the URL, or from the body where that holds nothing else. */
function readParameters(
  received: Received,
  { query = {}, bodyQuery }: ServedOperation,
  body: Json | undefined,
  gathered: Gathered,
  readable: Readable,
): Result<CallQuery, Denial> {
  if (bodyQuery === undefined) return readQueries(query, queriesOfUrl(received), gathered, readable);
  const parameters = readQueries(bodyQuery, queriesOfBody(body), gathered, readable);
  if (!parameters.ok) return parameters;
  // Beside a body of parameters only those are taken that change nothing.
  const beside = readQueries(query, queriesOfUrl(received), gathered, readable);
  return beside.ok ? parameters : beside;
}

const queriesOfUrl = ({ query, method, jqlReversed }: Received): Sent => ({
  source: 'query',
  values: query,
  emptyIsOpen: method === 'GET',
  jqlReversed,
});
const queriesOfBody = (body: Json | undefined): Sent => ({
  source: 'body',
  values: isObject(body) ? body : new Map(),
  emptyIsOpen: false,
  jqlReversed: undefined,
});

function readDraft(
  { operation, version }: Routed,
  body: Json | undefined,
  places: ReadonlyMap<string, string>,
  gathered: Gathered,
): Result<Draft | undefined, Denial> {
  if (operation.kind !== 'relay' || operation.body === undefined) return ok(undefined);
  if (body === undefined) return err({ reason: 'body_invalid', where: 'body' });
  return readBody(operation.body, body, version, gathered, places);
}

/** Where not exactly one of the parameters is there of which the row demands one. */
function notOneOf(operation: ServedOperation, { texts, lists }: CallQuery): Denial | undefined {
  const { oneOf } = operation;
  if (oneOf === undefined || oneOf.filter((name) => texts.has(name) || lists.has(name)).length === 1) return undefined;
  if (oneOf.length === 1) return { reason: 'query_invalid', where: `query.${oneOf.join()}`, mend: NEEDED };
  return { reason: 'query_invalid', where: `query: one of ${oneOf.join(', ')} is needed` };
}

/** What is looked up is bounded over the whole call, wherever it is named. */
function tooMany(operation: ServedOperation, { people, projects, issues }: Gathered): Denial | undefined {
  const reason = takesBody(operation) ? 'body_invalid' : 'query_invalid';
  if (people.size > PEOPLE_MAX) return { reason, where: `more than ${PEOPLE_MAX} people` };
  if (projects.size > PROJECTS_MAX) return { reason, where: `more than ${PROJECTS_MAX} projects` };
  return issues.size > ISSUES_MAX ? { reason, where: `more than ${ISSUES_MAX} issues` } : undefined;
}

/** Does the answer take a lexicon to be read, whatever the call names? */
function isByLexicon(operation: ServedOperation, { fields, expand }: CallQuery, { hiddenFields }: Readable): boolean {
  if (fields !== undefined || expand.has('changelog')) return true;
  if (operation.kind !== 'relay') return false;
  // What custom fields hold, and so by which names a hidden one is told, only a lexicon says.
  return operation.lexicon === true || operation.check === 'names' || hiddenFields.size > 0;
}
