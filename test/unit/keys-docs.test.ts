/** docs/permissions.md tells what the catalogue does, no more and no less; docs/storage.md names every prefix. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { OPERATIONS } from '../../src/catalogue/operations';
import { PERMISSIONS } from '../../src/policy/permissions';
import { ENTITY, endpointKey, homeKey, INDEX, lexiconKey, recentKey } from '../../src/storage/keyspace';

const read = (name: string): string => readFileSync(resolve(__dirname, '../../docs', name), 'utf8');
const permissions = read('permissions.md');
/** The first table; a later one says what the sponsor needs. */
const [opens = ''] = permissions.split(/^.*BROWSE_PROJECTS.*$/m);
const rows = new Map([...opens.matchAll(/^\| `([a-z:]+)` \| (.+) \|$/gm)].map(([, name, text]) => [name, text]));

/** Jira Software has two families with the same paths. */
const familyOf = ({ api }: { readonly api?: string }): string =>
  api === 'agile' || api === 'software' ? `${api}/1.0/` : '';

test.each(PERMISSIONS)('docs/permissions.md says what %s opens', (permission) => {
  const opened = OPERATIONS.flatMap((operation) =>
    operation.kind !== 'refused' && operation.needs === permission
      ? [`${operation.method} ${familyOf(operation)}${operation.path}`]
      : [],
  );
  const documented = [...(rows.get(permission) ?? '').matchAll(/`((?:GET|POST|PUT|DELETE|PATCH) [^`]+)`/g)];
  expect(documented.map(([, text]) => text).sort()).toEqual(opened.sort());
  expect(permissions).toContain(`\`${permission}\``);
});

test('docs/storage.md names every entity, index and prefix', () => {
  const storage = read('storage.md');
  const prefixes = [endpointKey(''), homeKey(''), lexiconKey(''), recentKey('')];
  for (const name of [...Object.values(ENTITY), ...Object.values(INDEX), ...prefixes]) expect(storage).toContain(name);
});
