/** Imports point one way, in the repository as it is; and each rule refuses what it is there for. */
import { resolve } from 'node:path';
import { importsOf, readSources, wrongImports } from './import-rules';

const SOURCES = readSources(resolve(__dirname, '../..'));

test('no import of the repository points the wrong way', () => {
  expect(wrongImports(SOURCES)).toEqual([]);
});

test('all of the source was read', () => {
  const read = SOURCES.flatMap(importsOf);
  expect(read.some(({ from, to }) => from === 'src/index.ts' && to === 'src/entry/web-trigger.ts')).toBe(true);
  expect(read.some(({ to }) => to === '@forge/kvs')).toBe(true);
  expect(read.filter(({ from }) => from.startsWith('src/gateway/')).length).toBeGreaterThan(50);
});

test('every relative import leads to a file that was read', () => {
  const paths = new Set(SOURCES.map(({ path }) => path));
  const lost = SOURCES.flatMap(importsOf).filter(({ to }) => /^(src|local)\//.test(to) && !paths.has(to));
  expect(lost).toEqual([]);
});

const refused = (path: string, text: string) => wrongImports([{ path, text }]);
test.each([
  ['src/gateway/route.ts', "import { x } from '../entry/web-trigger';", 'one way'],
  ['src/gateway/route.ts', "import { x } from '../console/authorise';", 'one way'],
  ['src/catalogue/issues.ts', "import { x } from '../gateway/json';", 'one way'],
  ['src/storage/keys.ts', "export { x } from '../keys/issue';", 'one way'],
  ['src/storage/keys.ts', "import type { X } from '../jira/answers';", 'one way'],
  ['src/policy/permissions.ts', "import { x } from '../keys/issue';", 'one way'],
  ['src/policy/principal.ts', "import { x } from '../storage/keys';", 'pure'],
  ['src/jql/confine.ts', "import {\n  x,\n  y,\n} from '../jira/as-app';", 'pure'],
  ['src/keys/issue.ts', "import { kvs } from '@forge/kvs';", '@forge/kvs'],
  ['src/gateway/forward.ts', "import { asApp } from '@forge/api/out/api/fetch';", 'calls Jira'],
  ['src/keys/gateway-urls.ts', "import api from '@forge/api';", 'calls Jira'],
  ['src/gateway/guard.ts', "import { x } from './filter';", 'guard'],
  ['src/gateway/guard.ts', "import { x } from '../catalogue/shapes';", 'guard'],
  ['local/site.ts', "import { x } from '../src/result';", 'shares nothing'],
  ['src/result.ts', "const x = await import('../local/site');", 'shares nothing'],
  ['src/result.ts', "import '../test/wall/site';", 'no tests'],
  ['test/wall/site.ts', "import { x } from '../../src/policy/denials';", 'wall'],
  ['src/gateway/read.ts', "import * as z from 'zod/mini';", 'zod'],
])('%s may not say %j', (path, text, why) => {
  expect(refused(path, text)).toEqual(expect.arrayContaining([expect.stringContaining(why)]));
});

test.each([
  ['src/entry/web-trigger.ts', "import { x } from '../gateway/pipeline';"],
  ['src/gateway/read.ts', "import { x } from '../jql/parse';\nimport { y } from '../catalogue/operation';"],
  ['src/policy/principal.ts', "import type { X } from '../storage/records/api-key';"],
  ['src/catalogue/issues.ts', "import type { Permission } from '../policy/permissions';"],
  ['src/storage/keys.ts', "import { kvs } from '@forge/kvs';"],
  ['src/jira/as-app.ts', "import { getFetchAPI } from '@forge/api/out/api/fetch';"],
  [
    'src/gateway/route.ts',
    "// import { x } from '../entry/web-trigger';\n/* import { y } from '../entry/schedule'; */",
  ],
  ['test/gateway/errors.test.ts', "import { x } from '../../src/policy/denials';\nimport { y } from '../wall/site';"],
])('%s may say %j', (path, text) => {
  expect(refused(path, text)).toEqual([]);
});
