/**
 * Reads what of manifest.yml the platform acts on: functions, modules, resources, scopes, entities, egress.
 *
 * It refuses a manifest that the local site could only guess at, and says which line of thought would mend
 * it. It does not validate the whole schema: that is the work of `@forge/manifest`, in the tests.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod/mini';
import { SiteStartError } from './site-start-error';

export type AttributeType = 'string' | 'boolean' | 'float' | 'integer' | 'any';
export type EntityIndex = {
  readonly name: string;
  readonly partition: readonly string[];
  /** The attribute that the index is sorted by; `key` in the built-in index. */
  readonly range: string;
};
export type Entity = {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, AttributeType>;
  readonly indexes: ReadonlyMap<string, EntityIndex>;
};
export type Interval = 'fiveMinute' | 'hour' | 'day' | 'week';
export type FunctionModule = { readonly key: string; readonly functionKey: string };

export type Manifest = {
  /** The bare uuid of the app's ARI. */
  readonly appId: string;
  readonly scopes: readonly string[];
  /** Function key to handler, e.g. `gateway` to `index.gateway`. */
  readonly functions: ReadonlyMap<string, string>;
  readonly webTriggers: readonly FunctionModule[];
  readonly schedules: readonly (FunctionModule & { readonly interval: Interval })[];
  readonly triggers: readonly (FunctionModule & { readonly events: readonly string[] })[];
  /** Pages with a resolver; `functionKey` is the resolver's, `resource` the key of its files. */
  readonly pages: readonly (FunctionModule & {
    readonly kind: 'admin' | 'project';
    readonly title: string;
    readonly resource: string;
  })[];
  /** Key to path of each resource, from the manifest's directory. */
  readonly resources: ReadonlyMap<string, string>;
  readonly entities: ReadonlyMap<string, Entity>;
  /** Hosts that the backend may fetch from. */
  readonly egress: readonly string[];
};

const FUNCTION_MODULE = z.object({ key: z.string(), function: z.string() });
const PAGE = z.object({
  key: z.string(),
  title: z.optional(z.string()),
  resource: z.optional(z.string()),
  resolver: z.optional(z.object({ function: z.optional(z.string()) })),
});
const NAME = /^[a-zA-Z][a-zA-Z0-9_]*$/;
const ENTITY = z.object({
  name: z.string().check(z.regex(/^[a-z0-9:\-_.]{3,60}$/)),
  attributes: z.record(
    z.string().check(z.regex(NAME), z.maxLength(30)),
    z.object({ type: z.enum(['string', 'boolean', 'float', 'integer', 'any']) }),
  ),
  indexes: z.optional(
    z.array(
      z.union([
        z.string(),
        z.object({ name: z.string(), range: z.array(z.string()), partition: z.optional(z.array(z.string())) }),
      ]),
    ),
  ),
});
const MANIFEST = z.object({
  app: z.object({
    id: z.string(),
    storage: z.optional(z.object({ entities: z.optional(z.array(ENTITY)) })),
  }),
  modules: z.object({
    function: z.array(z.object({ key: z.string(), handler: z.string() })),
    webtrigger: z.optional(z.array(FUNCTION_MODULE)),
    scheduledTrigger: z.optional(
      z.array(z.extend(FUNCTION_MODULE, { interval: z.enum(['fiveMinute', 'hour', 'day', 'week']) })),
    ),
    trigger: z.optional(z.array(z.extend(FUNCTION_MODULE, { events: z.array(z.string()) }))),
    'jira:adminPage': z.optional(z.array(PAGE)),
    'jira:projectSettingsPage': z.optional(z.array(PAGE)),
  }),
  resources: z.optional(z.array(z.object({ key: z.string(), path: z.string() }))),
  permissions: z.optional(
    z.object({
      content: z.optional(z.unknown()),
      scopes: z.optional(z.union([z.array(z.string()), z.record(z.string(), z.unknown())])),
      external: z.optional(
        z.object({
          fetch: z.optional(
            z.object({ backend: z.optional(z.array(z.union([z.string(), z.object({ address: z.string() })]))) }),
          ),
        }),
      ),
    }),
  ),
});
type Parsed = z.infer<typeof MANIFEST>;

/** Reads the manifest at `path`; throws a SiteStartError that names the file and the fault. */
export function readManifest(path: string): Manifest {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new SiteStartError(`There is no manifest at ${path}. Start in the repository, or pass its path.`);
  }
  return parseManifest(text, path);
}

/** `origin` names the text in errors. */
function parseManifest(text: string, origin: string): Manifest {
  let document: unknown;
  try {
    document = parse(text);
  } catch (cause) {
    throw new SiteStartError(`${origin} is not YAML. Mend it and start again.`, { cause });
  }
  const parsed = MANIFEST.safeParse(document);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new SiteStartError(
      `${origin} is not a manifest: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
    );
  }
  return toManifest(parsed.data, origin);
}

function toManifest(parsed: Parsed, origin: string): Manifest {
  const { modules, permissions } = parsed;
  const functions = new Map(modules.function.map(({ key, handler }) => [key, handler]));
  const asModule = <T extends { key: string; function: string }>(module: T) => {
    if (!functions.has(module.function)) {
      throw new SiteStartError(
        `${origin}: module ${module.key} names function ${module.function}, which is not declared under modules.function.`,
      );
    }
    return { ...module, functionKey: module.function };
  };
  const asPage = (kind: 'admin' | 'project') => (page: z.infer<typeof PAGE>) =>
    page.resolver?.function === undefined
      ? []
      : [
          {
            kind,
            title: page.title ?? page.key,
            resource: page.resource ?? '',
            ...asModule({ key: page.key, function: page.resolver.function }),
          },
        ];
  if (permissions?.content !== undefined) {
    throw new SiteStartError(
      `${origin}: permissions.content loosens the policy of the pages, which the local site does not model. Do without it.`,
    );
  }
  const scopes = permissions?.scopes ?? [];
  return {
    appId: parsed.app.id.slice(parsed.app.id.lastIndexOf('/') + 1),
    scopes: Array.isArray(scopes) ? scopes : Object.keys(scopes),
    functions,
    webTriggers: (modules.webtrigger ?? []).map(asModule),
    schedules: (modules.scheduledTrigger ?? []).map(asModule),
    triggers: (modules.trigger ?? []).map(asModule),
    pages: [
      ...(modules['jira:adminPage'] ?? []).flatMap(asPage('admin')),
      ...(modules['jira:projectSettingsPage'] ?? []).flatMap(asPage('project')),
    ],
    resources: new Map((parsed.resources ?? []).map(({ key, path }) => [key, path])),
    entities: new Map((parsed.app.storage?.entities ?? []).map((entity) => [entity.name, toEntity(entity, origin)])),
    egress: (permissions?.external?.fetch?.backend ?? []).map((host) =>
      typeof host === 'string' ? host : host.address,
    ),
  };
}

function toEntity(entity: z.infer<typeof ENTITY>, origin: string): Entity {
  const attributes = new Map(Object.entries(entity.attributes).map(([name, { type }]) => [name, type]));
  const declared = (entity.indexes ?? []).map((index): EntityIndex => {
    const { name, partition, range } =
      typeof index === 'string'
        ? { name: index, partition: [], range: [index] }
        : { name: index.name, partition: index.partition ?? [], range: index.range };
    const [attribute] = range;
    for (const used of [...partition, ...range]) {
      if (!attributes.has(used)) {
        throw new SiteStartError(`${origin}: index ${name} of ${entity.name} uses the undeclared attribute ${used}.`);
      }
    }
    if (attribute === undefined || range.length > 1 || name === 'by-key') {
      throw new SiteStartError(
        `${origin}: index ${name} of ${entity.name} needs exactly one range attribute and a name other than by-key.`,
      );
    }
    return { name, partition, range: attribute };
  });
  const byKey: EntityIndex = { name: 'by-key', partition: [], range: 'key' };
  return { name: entity.name, attributes, indexes: new Map([byKey, ...declared].map((index) => [index.name, index])) };
}
