/**
 * Two keys to try at once: one for a job that reads, one for a job that writes.
 *
 * They are issued as any key is, through the console's resolver by an administrator of the project. That their
 * whole text is kept in the data directory is a convenience of the local site, whose data is invented: the app
 * itself keeps only a hash. A kept key that no longer works is replaced.
 */
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Site } from '../site';
import { DEMO_KEYS_FILE, readText, writeWhole } from './directory';
import type { Tour } from './tour';

const READING = ['issue:read', 'comment:read', 'project:read', 'metadata:read'];
const JOBS = [
  { job: 'reading', name: 'Demonstration: a job that reads', permissions: READING },
  {
    job: 'writing',
    name: 'Demonstration: a job that writes',
    permissions: [...READING, 'issue:create', 'issue:edit', 'issue:transition', 'comment:create'],
  },
] as const;
const LIFETIME_MS = 90 * 24 * 60 * 60 * 1000;

const DEMO_KEY = z.object({
  job: z.enum(['reading', 'writing']),
  name: z.string(),
  id: z.string(),
  key: z.string(),
  gatewayUrl: z.string(),
  projectId: z.string(),
  projectKey: z.string(),
  permissions: z.array(z.string()),
  expiresAt: z.string(),
});
export type DemoKey = z.infer<typeof DEMO_KEY>;
const KEPT = z.object({ keys: z.array(DEMO_KEY) });

const ISSUED = z.object({
  ok: z.literal(true),
  value: z.object({
    key: z.string(),
    gatewayUrl: z.string(),
    view: z.object({ id: z.string(), expiresAt: z.string() }),
  }),
});

/** The demonstration's keys, each of them in force: those kept in the directory, or new ones that are kept now. */
export async function demoKeys(site: Site, tour: Tour, directory: string): Promise<readonly DemoKey[]> {
  const file = join(directory, DEMO_KEYS_FILE);
  const kept = readKept(file);
  const keys: DemoKey[] = [];
  for (const wanted of JOBS) {
    const known = kept.find(({ job, projectId }) => job === wanted.job && projectId === tour.project.id);
    const key = known !== undefined && (await works(known)) ? known : await issue(site, tour, wanted);
    keys.push({ ...key, projectKey: tour.project.key });
  }
  writeWhole(file, `${JSON.stringify({ keys }, undefined, 2)}\n`);
  return keys;
}

async function issue(site: Site, tour: Tour, wanted: (typeof JOBS)[number]): Promise<DemoKey> {
  const { project, admin } = tour;
  const { job, name, permissions } = wanted;
  const page = { module: 'project', projectId: project.id, projectKey: project.key } as const;
  const result = await site.invoke(admin.accountId, page, 'createKey', {
    name,
    purpose: 'Made by npm start',
    grants: [{ projectId: project.id, permissions }],
    expiresAt: new Date(site.clock.now() + LIFETIME_MS).toISOString(),
  });
  const issued = ISSUED.safeParse(result.ok ? result.value : undefined);
  if (!issued.success) throw new Error(`No demonstration key could be issued: ${JSON.stringify(result)}`);
  const { key, gatewayUrl, view } = issued.data.value;
  await site.invoke(admin.accountId, page, 'confirmCopied', { keyId: view.id });
  return {
    job,
    name,
    id: view.id,
    key,
    gatewayUrl,
    projectId: project.id,
    projectKey: project.key,
    permissions: [...permissions],
    expiresAt: view.expiresAt,
  };
}

/** Asks the gateway itself, which alone decides. */
async function works({ key, gatewayUrl }: DemoKey): Promise<boolean> {
  try {
    const answer = await fetch(`${gatewayUrl}/rest/api/3/myself`, { headers: { authorization: `Bearer ${key}` } });
    return answer.status === 200;
  } catch {
    return false;
  }
}

function readKept(file: string): readonly DemoKey[] {
  try {
    return KEPT.parse(JSON.parse(readText(file) ?? '')).keys;
  } catch {
    return [];
  }
}
