/**
 * The app with some of its source changed: bundled as it is deployed, with edits that are made while its files are
 * read. No file of the tree is written.
 */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Plugin } from 'esbuild';
import { bundle } from '../../../build';

/** `file` from the root of the repository; `find` must stand in it exactly once. */
export type Edit = { readonly file: string; readonly find: string; readonly replace: string };

export class EditNotFound extends Error {
  constructor({ file, find }: Edit, times: number) {
    super(`${file} holds this text ${times} times instead of once:\n${find}`);
  }
}

const ROOT = resolve(__dirname, '../../..');

/** Writes both bundles into `outdir`; answers the path of the request path's. Throws EditNotFound. */
export async function bundleWithEdits(edits: readonly Edit[], outdir: string): Promise<string> {
  const files = new Set(edits.map(({ file }) => resolve(ROOT, file)));
  // Read before esbuild does: what it throws inside a plugin would be printed as a fault of the build.
  for (const edit of edits) await edited([edit], resolve(ROOT, edit.file));
  const plugin: Plugin = {
    name: 'edits',
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, async ({ path }) =>
        files.has(path) ? { contents: await edited(edits, path), loader: 'ts' } : undefined,
      );
    },
  };
  await bundle(outdir, [plugin]);
  return resolve(outdir, 'index.cjs');
}

async function edited(edits: readonly Edit[], path: string): Promise<string> {
  let text = await readFile(path, 'utf8');
  for (const edit of edits.filter(({ file }) => resolve(ROOT, file) === path)) {
    const times = text.split(edit.find).length - 1;
    if (times !== 1) throw new EditNotFound(edit, times);
    text = text.replace(edit.find, () => edit.replace);
  }
  return text;
}
