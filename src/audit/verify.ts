/**
 * Holds an export against its roll-ups: every record that a roll-up counted is there as it was, no roll-up of a chain is
 * missing or altered, and the file holds what it says of itself. Pure, line by line; `npm run audit:verify` reads the file.
 *
 * A digest says in which stretch a record was altered, and not which: stretches are an hour or less. Who could write to
 * the app's storage could make a new chain from some point on; a head that was noted before, elsewhere, shows that. The
 * first line no roll-up counts: what it excuses the file from is bounded here, and told to whoever reads the answer.
 */
import { AUDIT_DAYS_MIN } from '../storage/records/site';
import type { ExportHeader, HomeHead } from './line';
import { checkOf, parseLine } from './line';
import { digestOfNamed, isIntact, namedHash } from './roll-up';

export type Verified = {
  readonly records: number;
  readonly rollups: number;
  /** Records that no roll-up of the file counts: too new, at an edge of the export, or of one key alone. */
  readonly uncovered: number;
  /** What the file says of itself; undefined where it says nothing. `keptFrom`: it is held to all records from then on. */
  readonly told: (Pick<ExportHeader, 'madeAt' | 'from' | 'to'> & { readonly keptFrom: string }) | undefined;
  /** By home, the hash at the end of its chain. */
  readonly heads: Readonly<Record<string, string>>;
  /** What is wrong, in sentences; empty where nothing is. */
  readonly faults: readonly string[];
};

/** Records of a stretch are in its last hour: what comes before it was quiet. */
const HOUR_MS = 3_600_000;
/** What storage keeps for sure where the file does not say: 90 days, less what clocks may differ. */
const KEPT_MS = (90 * 24 - 1) * HOUR_MS;
/** No site keeps less than this. */
const KEPT_MS_MIN = (AUDIT_DAYS_MIN * 24 - 1) * HOUR_MS;

/** What of a roll-up is kept while reading. */
type Stretch = { from: string; to: string; digest: string; count: number; previous: string; hash: string };
type Home = { readonly records: { at: string; named: string }[]; readonly chain: Stretch[]; heads: HomeHead[] };

/** Reads an export, lines in any order. `noted`: hashes of heads that were seen before and must still be in the chain. */
export function verifyExport(lines: Iterable<string>, noted: readonly string[] = []): Verified {
  const faults: string[] = [];
  const homes = new Map<string, Home>();
  const headers: ExportHeader[] = [];
  let parts = 0;
  let number = 0;
  const homeOf = (name: string): Home => {
    const known = homes.get(name) ?? { records: [], chain: [], heads: [] };
    homes.set(name, known);
    return known;
  };
  for (const text of lines) {
    number += 1;
    if (text.trim() === '') continue;
    const line = parseLine(text);
    switch (line?.type) {
      case undefined:
        faults.push(`line ${number} is no line of an export`);
        break;
      case 'export':
        headers.push(line);
        break;
      case 'head':
        homeOf(line.home).heads.push(line);
        break;
      case 'record':
      case 'part': {
        const { type, check, record } = line;
        if (check !== checkOf(record)) faults.push(`line ${number}, ${record.at}-${record.id}, was altered`);
        if (type === 'part') parts += 1;
        else homeOf(record.projectId).records.push({ at: record.at, named: namedHash(record) });
        break;
      }
      case 'rollup': {
        const { type: _, ...rollup } = line;
        const { home, from, to, digest, records: count, previous, hash } = rollup;
        if (!isIntact(rollup)) faults.push(`the roll-up of ${home}, ${from} to ${to}, was altered`);
        homeOf(home).chain.push({ from, to, digest, count, previous, hash });
      }
    }
  }
  const [header] = headers;
  if (header === undefined || headers.length > 1) {
    faults.push(number === 0 ? 'the file holds nothing' : `the file has ${headers.length} first lines of an export`);
  }
  for (const name of header?.homes ?? []) homeOf(name);
  const told = header && toldBy(header);
  if (told !== undefined && told.keptFrom > (earlier(told.madeAt, KEPT_MS_MIN) ?? '')) {
    faults.push(`the first line says that records are kept from ${told.keptFrom} on: every site keeps more`);
  }
  let covered = 0;
  for (const [name, home] of homes) covered += verifyHome(name, home, told, faults);
  const known = new Set(
    [...homes.values()].flatMap(({ chain }) => chain.flatMap(({ hash, previous }) => [hash, previous])),
  );
  for (const hash of noted) if (!known.has(hash)) faults.push(`no roll-up in the file has the hash ${hash}`);
  const all = [...homes.values()];
  const records = all.reduce((sum, home) => sum + home.records.length, 0);
  return {
    records: records + parts,
    rollups: all.reduce((sum, { chain }) => sum + chain.length, 0),
    uncovered: records + parts - covered,
    told,
    heads: Object.fromEntries(
      [...homes].flatMap(([name, { chain }]) => chain.slice(-1).map(({ hash }) => [name, hash])),
    ),
    faults,
  };
}

const toldBy = ({ madeAt, from, to, keptFrom }: ExportHeader): NonNullable<Verified['told']> => ({
  ...{ madeAt, from, to },
  keptFrom: keptFrom ?? earlier(madeAt, KEPT_MS) ?? '',
});

/** So long before a moment; undefined where that is none. */
function earlier(moment: string, ms: number): string | undefined {
  const at = Date.parse(moment) - ms;
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

/** Sorts a home's lines, and returns how many of its records its roll-ups count. */
function verifyHome(name: string, home: Home, told: Verified['told'], faults: string[]): number {
  const { records, chain, heads } = home;
  records.sort((one, other) => (one.named < other.named ? -1 : 1));
  chain.sort((one, other) => (one.from < other.from ? -1 : 1));
  verifyHead(name, home, heads, faults);
  for (const [index, { named }] of records.entries()) {
    if (named === records[index - 1]?.named)
      faults.push(`${name}: ${named.split(':').slice(0, -1).join(':')} stands twice`);
  }
  const { from, to, keptFrom } = told ?? { from: '', to: '~', keptFrom: '' };
  const moments = [...records.map((record) => record.at), ...chain.map((stretch) => stretch.from)];
  const beyond = moments.filter((moment) => moment < from || moment >= to).length;
  if (beyond > 0) faults.push(`${name}: ${beyond} lines are of a time that the file is not about`);
  let at = 0;
  let covered = 0;
  for (const [index, stretch] of chain.entries()) {
    const where = `${name}, ${stretch.from} to ${stretch.to}`;
    const before = chain[index - 1];
    if (before !== undefined && (before.hash !== stretch.previous || before.to !== stretch.from)) {
      faults.push(`the chain is broken before ${where}`);
    }
    const named: string[] = [];
    while ((records[at]?.at ?? '~') < stretch.from) at += 1;
    for (; (records[at]?.at ?? '~') < stretch.to; at += 1) named.push(records[at]?.named ?? '');
    // Only a stretch that lies within the export, and whose records storage still keeps, has all of its records here.
    const isWhole = stretch.to <= to && stretch.from >= from;
    if (!isWhole || (earlier(stretch.to, HOUR_MS) ?? '~') < keptFrom) continue;
    covered += named.length;
    if (named.length !== stretch.count) {
      faults.push(`records of ${where}: ${named.length} of ${stretch.count}`);
    } else if (digestOfNamed(named) !== stretch.digest) {
      faults.push(`records of ${where}: altered`);
    }
  }
  return covered;
}

function verifyHead(name: string, { records, chain }: Home, heads: readonly HomeHead[], faults: string[]): void {
  const [head] = heads;
  if (head === undefined || heads.length > 1) {
    faults.push(
      `${name} has ${heads.length} last lines: the file ${head === undefined ? 'ends too early' : 'was joined'}`,
    );
    return;
  }
  if (head.records !== records.length)
    faults.push(`${name}: ${records.length} of ${head.records} records are in the file`);
  if (head.rollups !== chain.length)
    faults.push(`${name}: ${chain.length} of ${head.rollups} roll-ups are in the file`);
  const hash = chain.at(-1)?.hash ?? '';
  if (head.hash !== hash) faults.push(`${name}: the chain does not end where the file says`);
}
