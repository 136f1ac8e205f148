/** The style sheet of Atlassian's design tokens: the one that Jira gives to pages that turn its theme on. */
import { createRequire } from 'node:module';

const THEMES = ['light', 'dark', 'spacing', 'typography', 'shape', 'motion'];
const load = createRequire(__filename);

let sheet: string | undefined;

/** Custom properties `--ds-*` for both colour modes; `themeAttributes` choose among them. */
export function themeCss(): string {
  sheet ??= THEMES.map((theme) =>
    textOf(load(`@atlaskit/tokens/dist/cjs/artifacts/themes/atlassian-${theme}.js`)),
  ).join('\n');
  return sheet;
}

function textOf(module: unknown): string {
  if (typeof module === 'object' && module !== null && 'default' in module) return String(module.default);
  throw new Error('The package @atlaskit/tokens has no theme where it had one.');
}
