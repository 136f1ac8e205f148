/**
 * The filter taken out of the source: what Jira says goes on as it is, and the guard alone is left. But for the level of an issue,
 * which Jira is asked for and nobody is shown.
 */
import type { Edit } from '../mutants/edited-bundle';

export const NO_FILTER: readonly Edit[] = [
  {
    file: 'src/gateway/show.ts',
    find: 'const shown = filter(operation.answer, answer.body, showing);',
    replace:
      "const shown: unknown = JSON.parse(JSON.stringify(answer.body, (name, value) => (name === 'security' ? undefined : value)));",
  },
];
