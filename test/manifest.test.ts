/** The manifest: valid for the platform, true to the bundle, and never smaller than what was deployed. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod/mini';
import stored from './manifest-entities.snapshot.json';

const ROOT = resolve(__dirname, '..');
const read = (path: string): string => readFileSync(resolve(ROOT, path), 'utf8');

const attributes = z.record(z.string(), z.object({ type: z.string() }));
const index = z.object({ name: z.string(), range: z.array(z.string()), partition: z.optional(z.array(z.string())) });
const entity = z.object({ name: z.string(), attributes, indexes: z.optional(z.array(index)) });
const manifest = z
  .object({
    app: z.object({ storage: z.object({ entities: z.array(entity) }) }),
    modules: z.object({ function: z.array(z.object({ key: z.string(), handler: z.string() })) }),
    resources: z.array(z.object({ path: z.string() })),
    permissions: z.object({ scopes: z.array(z.string()) }),
  })
  .parse(parse(read('manifest.yml')));
const { entities } = manifest.app.storage;
const snapshot = z.array(entity).parse(stored);
const { scopes } = manifest.permissions;

type Entity = z.infer<typeof entity>;

/** What of `before` is missing from `after` or different in it. */
const losses = (before: readonly Entity[], after: readonly Entity[]): string[] =>
  before.flatMap((old) => {
    const now = after.find(({ name }) => name === old.name);
    if (now === undefined) return [old.name];
    const lost = Object.entries(old.attributes)
      .filter(([name, { type }]) => now.attributes[name]?.type !== type)
      .map(([name]) => `${old.name}.${name}`);
    const changed = (old.indexes ?? [])
      .filter((one) => !(now.indexes ?? []).some((other) => JSON.stringify(other) === JSON.stringify(one)))
      .map(({ name }) => `${old.name} index ${name}`);
    return [...lost, ...changed];
  });

describe('the manifest', () => {
  test('is valid by the rules of the platform, offline', async () => {
    const before = process.cwd();
    process.chdir(ROOT);
    try {
      const { validate } = await import('@forge/manifest');
      const result = await validate();
      expect(result.errors ?? []).toEqual([]);
      expect(result.success).toBe(true);
    } finally {
      process.chdir(before);
    }
  });

  test('names only handlers that the bundle exports as functions', () => {
    for (const { key, handler } of manifest.modules.function) {
      const [file = '', name = ''] = handler.split('.');
      const bundle: Record<string, unknown> = require(resolve(ROOT, 'dist', `${file}.cjs`));
      expect([key, typeof bundle[name]]).toEqual([key, 'function']);
      expect(key.length).toBeLessThanOrEqual(23);
    }
  });

  test('names only resources that exist', () => {
    for (const { path } of manifest.resources)
      expect([path, existsSync(resolve(ROOT, path, 'index.html'))]).toEqual([path, true]);
  });

  test('asks for fewer than 50 scopes, each of them once and explained in docs/scopes.md', () => {
    expect(scopes.length).toBeLessThan(50);
    expect(new Set(scopes).size).toBe(scopes.length);
    const [asked = ''] = read('docs/scopes.md').split('## Not asked for');
    const explained = new Set(
      [...asked.matchAll(/`((?:storage|read|write|delete|manage):[^`]+)`/g)].map(([, name]) => name),
    );
    const named = ['manage:jira-project', 'manage:jira-configuration'];
    expect([...explained].filter((name) => name !== undefined && !named.includes(name)).sort()).toEqual(
      [...scopes].sort(),
    );
  });

  test('asks for no scope that administers Jira', () => {
    expect(scopes.filter((scope) => scope.startsWith('manage:'))).toEqual([]);
  });
});

describe('the storage entities', () => {
  test('keep everything that was ever deployed', () => {
    expect(losses(snapshot, entities)).toEqual([]);
  });

  test('stand in the snapshot, so that the next change is held against them', () => {
    expect(losses(entities, snapshot)).toEqual([]);
  });

  test.each<readonly [string, (entity: Entity) => Entity | undefined, string]>([
    ['an entity is removed', () => undefined, 'api-key'],
    [
      'an attribute is removed',
      (old) => ({ ...old, attributes: { ...old.attributes, state: { type: '' } } }),
      'api-key.state',
    ],
    [
      'an attribute changes its type',
      (old) => ({ ...old, attributes: { ...old.attributes, version: { type: 'float' } } }),
      'api-key.version',
    ],
    ['an index is removed', (old) => ({ ...old, indexes: [] }), 'api-key index project-created'],
  ])('a change is found when %s', (_name, change, expected) => {
    const changed = entities.flatMap((one) => (one.name === 'api-key' ? (change(one) ?? []) : one));
    expect(losses(snapshot, changed)).toContain(expected);
  });

  test('an attribute more is no loss', () => {
    const more = entities.map((one) => ({ ...one, attributes: { ...one.attributes, note: { type: 'string' } } }));
    expect(losses(snapshot, more)).toEqual([]);
  });

  test('stay within the limits of the platform', () => {
    for (const { attributes: declared, indexes = [] } of entities) {
      expect(Object.keys(declared).length).toBeLessThanOrEqual(50);
      expect(indexes.length).toBeLessThanOrEqual(7);
    }
  });
});
