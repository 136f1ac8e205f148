/** Prints the imports that point the wrong way, and fails if there are any: `node --import tsx test/layout/check-imports.ts`. */
import { resolve } from 'node:path';
import { readSources, wrongImports } from './import-rules';

const wrong = wrongImports(readSources(resolve(__dirname, '../..')));
for (const line of wrong) process.stderr.write(`${line}\n`);
process.exitCode = wrong.length === 0 ? 0 : 1;
