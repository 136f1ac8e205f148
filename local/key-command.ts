/** `npm run key`: the process around carry-out.ts. */
import { carryOut } from './key-command/carry-out';

async function main(): Promise<void> {
  const { code, stdout, stderr } = await carryOut(process.argv.slice(2));
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = code;
}

void main();
