/**
 * The reference of all operations, docs/operations.md, made from the catalogue: what each one needs and costs, and of those
 * that are refused why, and what to use instead.
 */
import { API_BASES, type Operation } from '../../src/catalogue/operation';
import { OPERATIONS } from '../../src/catalogue/operations';
import { priceOf } from '../../src/limits/price';
import { REFUSALS, type RefusalReason } from '../../src/policy/refusals';
import { NOTES, toldCalls } from './told-calls';

type Allowed = Exclude<Operation, { readonly kind: 'refused' }>;
type RefusedRow = Extract<Operation, { readonly kind: 'refused' }>;

const HEAD = `# Operations

Every operation that Atlassian documents for Jira Cloud's REST API, and whether a key can be allowed it. Made from
\`src/catalogue\` by \`node --import tsx test/catalogue/write-reference.ts\`; a test holds it against the rows.

Paths of the platform stand for \`/rest/api/2/…\` and \`/rest/api/3/…\` alike; \`/rest/api/latest/…\` is version 2.
`;

const ALLOWED = `
## Allowed

**Calls** are those to Jira, look-ups in it: as few as by ids alone, as many as with keys and relations, and what can come to
it, never more than 60 in all. Names of a project, read anew every 15 minutes, are not in it; a grant's own query condition is one search more. **Points**
are what limits count, a constant of the operation; each further thing that a call writes is 2 more. A part of a call can need
a further permission; it is named with its part.

${Object.entries(NOTES)
  .map(([note, text]) => `- *${note}*: ${text}`)
  .join('\n')}

| operation | needs | calls | points | only |
| --- | --- | ---: | ---: | --- |
`;

const REFUSED = `
## Refused

What is in no list is refused as well, as \`operation_unknown\`. The rule of a refusal is in
[confinement.md](confinement.md).
`;

/** The whole page. */
export function operationsReference(): string {
  const allowed = OPERATIONS.filter((row): row is Allowed => row.kind !== 'refused');
  const refused = OPERATIONS.filter((row): row is RefusedRow => row.kind === 'refused');
  return [
    HEAD,
    ALLOWED,
    ...allowed.map(allowedLine),
    REFUSED,
    ...reasonsOf(refused).map((why) => section(why, refused)),
  ]
    .join('')
    .replace(/\n{3,}/g, '\n\n');
}

const reasonsOf = (rows: readonly RefusedRow[]): readonly RefusalReason[] => [...new Set(rows.map(({ why }) => why))];

const pathOf = ({ api = 'platform', path }: Operation): string =>
  api === 'platform' ? path : `/rest/${[...API_BASES[api], path].join('/')}`;

const allowedLine = (row: Allowed): string =>
  `| \`${row.method} ${pathOf(row)}\` | ${needsOf(row)} | ${callsOf(row)} | ${priceOf(row)} | ${limitsOf(row)} |\n`;

function needsOf(row: Allowed): string {
  const needs = row.needs === undefined ? 'a key' : `\`${row.needs}\``;
  if (row.kind !== 'relay') return needs;
  const beside = [...(row.also ?? []), ...Object.values(row.places ?? {}).flatMap((place) => place.needs ?? [])]
    .filter((each) => each !== row.needs)
    .map((each) => `\`${each}\``);
  const own = [needs, ...new Set(beside)].join(', ');
  const parts = [...queryNeeds(row.query ?? {}), ...queryNeeds(row.bodyQuery ?? {}), ...bodyNeeds(row.body)];
  return [own, ...parts].join('; ');
}

const queryNeeds = (query: NonNullable<Extract<Operation, { kind: 'relay' }>['query']>): readonly string[] =>
  Object.entries(query).flatMap(([name, what]) => {
    if (typeof what !== 'object') return [];
    if ('flag' in what) return [`${name}: \`${what.flag}\``];
    if ('expand' in what) {
      return Object.entries(what.expand).flatMap(([part, needs]) =>
        needs === null ? [] : [`${name}=${part}: \`${needs}\``],
      );
    }
    return 'needs' in what && what.needs !== undefined ? [`${name}: \`${what.needs}\``] : [];
  });

function bodyNeeds(body: unknown): readonly string[] {
  if (typeof body !== 'object' || body === null || !('members' in body)) return [];
  return Object.entries(body.members as object).flatMap(([name, member]) => {
    const needs =
      typeof member === 'object' && member !== null && 'needs' in member ? [`${name}: \`${member.needs}\``] : [];
    return [...needs, ...bodyNeeds(member)];
  });
}

/** From the fewest to the most of a usual call, and what can come to it. */
function callsOf(row: Allowed): string {
  const { fewest, most, more } = toldCalls(row);
  const each = row.kind === 'relay' && row.check === 'project' ? ' for each project' : '';
  return [`${fewest === most ? fewest : `${fewest}–${most}`}${each}`, ...more.map((note) => `*${note}*`)].join(' + ');
}

const limitsOf = (row: Allowed): string => {
  if (row.kind === 'own') return 'answered from the key and its projects';
  switch (row.check) {
    case 'answer':
      return 'if the answer itself is of a granted project';
    case 'beside':
      return 'if what it is below is in a granted project';
    case 'query':
      return 'within the granted projects, behind their ids';
    case 'names':
      return 'what the granted projects themselves use';
    case 'project':
      return 'below granted projects, by their ids';
    case 'board':
      return 'if the board, sprint or epic is in a granted project; within those projects, behind their ids';
    case 'desk':
      return 'if its desk or request is of a granted project';
    case 'each':
      return 'of issues in granted projects; all others are left out';
    case 'before':
      return 'if all that it names is in granted projects';
  }
};

function section(why: RefusalReason, rows: readonly RefusedRow[]): string {
  const { sentence, rule, instead } = REFUSALS[why];
  const byPath = new Map<string, string[]>();
  for (const row of rows.filter((each) => each.why === why)) {
    byPath.set(pathOf(row), [...(byPath.get(pathOf(row)) ?? []), row.method]);
  }
  const lines = [...byPath].map(([path, methods]) => `- \`${methods.join(' ')} ${path}\``);
  const title = why.replaceAll('_', ' ');
  return `\n### ${title[0]?.toUpperCase()}${title.slice(1)}\n\n${sentence} ${instead} (${rule})\n\n${lines.join('\n')}\n`;
}
