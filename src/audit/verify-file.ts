/**
 * `npm run audit:verify FILE [HASH…]`: holds an exported audit against its roll-ups. A HASH is a head that was noted from an
 * earlier export and must still be in the chain. Exit code 0 only where nothing is wrong, 2 where there is no such file.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { verifyExport } from './verify';

const CHUNK_BYTES = 1 << 20;
/** A file that is no export is wrong in each of its lines. */
const FAULTS_PRINTED_MAX = 20;
const USAGE = 'Name the file: npm run audit:verify export.ndjson [HASH…]';

/** Lines of a file, which may be larger than any text can be. */
function* linesOf(path: string): Generator<string> {
  const file = openSync(path, 'r');
  const chunk = Buffer.alloc(CHUNK_BYTES);
  const decoder = new StringDecoder('utf8');
  let rest = '';
  try {
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
      const lines = (rest + decoder.write(chunk.subarray(0, read))).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    rest += decoder.end();
    if (rest !== '') yield rest;
  } finally {
    closeSync(file);
  }
}

function verifyFile(path: string, noted: readonly string[]): number {
  const { records, rollups, uncovered, told, heads, faults } = verifyExport(linesOf(path), noted);
  if (told !== undefined) {
    const { madeAt, from, to, keptFrom } = told;
    process.stdout.write(`made ${madeAt}, of ${from} to ${to}; held to all records from ${keptFrom} on\n`);
  }
  const unseen = uncovered === 0 ? '' : ': what was removed beside them is not seen';
  process.stdout.write(
    `${records} records, ${rollups} roll-ups; ${uncovered} records that no roll-up in the file covers${unseen}\n`,
  );
  for (const [home, hash] of Object.entries(heads)) process.stdout.write(`head of ${home}: ${hash}\n`);
  for (const fault of faults.slice(0, FAULTS_PRINTED_MAX)) process.stdout.write(`wrong: ${fault}\n`);
  const further = faults.length - FAULTS_PRINTED_MAX;
  if (further > 0) process.stdout.write(`wrong: and ${further} further faults\n`);
  return faults.length === 0 ? 0 : 1;
}

const [, , path, ...noted] = process.argv;
try {
  if (path === undefined || path.startsWith('--')) throw new Error(USAGE);
  process.exitCode = verifyFile(path, noted);
} catch (problem) {
  process.stderr.write(`${problem instanceof Error ? problem.message : 'The file cannot be read.'}\n`);
  process.exitCode = 2;
}
