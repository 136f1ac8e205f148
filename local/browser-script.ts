/** Scripts of the local site's own pages, made for a browser out of TypeScript when they are first asked for. */
import { build } from 'esbuild';

const made = new Map<string, Promise<string>>();

/** One classic script of all that `entry` imports. */
export function browserScript(entry: string): Promise<string> {
  const script = made.get(entry) ?? bundle(entry);
  made.set(entry, script);
  return script;
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}
