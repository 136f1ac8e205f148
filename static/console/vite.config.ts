/**
 * How the console is built: paths relative to the page, since Forge serves it from an address that is not known here,
 * no script or style in the page itself, which its policy would refuse, and the same files from the same sources.
 */
import { defineConfig, type Plugin } from 'vite';

/**
 * Code that no page of the console can reach and that would be most of its scripts, each with what takes its place:
 * themes are loaded by Jira itself (`view.theme.enable()`), the frame of a Confluence macro is not for Jira, and a
 * client of Atlassian's feature gates that nobody starts answers just this.
 */
const REPLACED: readonly { readonly path: RegExp; readonly by: string }[] = [
  { path: /\/@atlaskit\/tokens\/dist\/[^/]+\/artifacts\/themes\//, by: 'export default "";' },
  { path: /\/iframe-resizer\//, by: 'export default undefined;' },
  {
    path: /\/@atlaskit\/feature-gate-js-client\//,
    by: 'export default { checkGate: () => false, getExperimentValue: (name, parameter, otherwise) => otherwise, initializeCompleted: () => false };',
  },
];
const PREFIX = '\0replaced:';

const withoutDeadCode: Plugin = {
  name: 'without-dead-code',
  enforce: 'pre',
  async resolveId(source, importer, options) {
    const found = await this.resolve(source, importer, { ...options, skipSelf: true });
    const at = REPLACED.findIndex(({ path }) => found !== null && path.test(found.id));
    return at < 0 ? found : `${PREFIX}${at}`;
  },
  load: (id) => (id.startsWith(PREFIX) ? REPLACED[Number(id.slice(PREFIX.length))]?.by : undefined),
};

export default defineConfig({
  root: __dirname,
  base: './',
  publicDir: false,
  logLevel: 'warn',
  plugins: [withoutDeadCode],
  build: {
    outDir: 'build',
    emptyOutDir: true,
    target: 'es2022',
    // An asset of any size is a file: `data:` is not allowed for fonts and scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What is too large is told by the build as a whole.
    chunkSizeWarningLimit: 2000,
    // One file in place of many small ones: everything is on the path to the first page.
    rollupOptions: { output: { codeSplitting: false } },
  },
});
