/**
 * A process that is meant to be killed: a site over a data directory on which keys are issued and revoked and issues
 * are made without end. It prints a line for each thing once it was acknowledged to the one who asked.
 * Arguments: data directory, round.
 */
import { inspect } from 'node:util';
import { FIXTURE } from '../../local/jira/seeds/fixture';
import { startSite } from '../../local/site';

const PLACE = { module: 'project', projectId: FIXTURE.projects.alpha.id, projectKey: 'ALPHA' } as const;

async function work(): Promise<void> {
  const [dataDirectory = '', round = '0'] = process.argv.slice(2);
  const site = await startSite({ dataDirectory, seed: 'fixture', switches: { 'platform.rateLimits': 'lifted' } });
  const acknowledged = (line: readonly unknown[]) => process.stdout.write(`${JSON.stringify(line)}\n`);
  const resolved = async (name: string, payload: object): Promise<unknown> => {
    const result = await site.invoke(FIXTURE.people.siteAdmin, PLACE, name, payload);
    const answer = result.ok ? member(result, 'value') : undefined;
    if (member(answer, 'ok') !== true) throw new Error(`${name}: ${JSON.stringify(result)}`);
    return member(answer, 'value');
  };
  for (let turn = 0; ; turn += 1) {
    const made = await resolved('createKey', {
      name: `Round ${round}, turn ${turn}`,
      grants: [{ projectId: PLACE.projectId, permissions: ['issue:read', 'issue:create'] }],
      expiresAt: new Date(site.clock.now() + 86_400_000).toISOString(),
    });
    const key = String(member(made, 'key'));
    // The app remembers a project's URL; its port is another one after each restart.
    const path = new URL(String(member(made, 'gatewayUrl'))).pathname;
    const view = member(made, 'view');
    const keyId = String(member(view, 'id'));
    acknowledged(['issued', keyId, key, path]);

    const summary = `Round ${round}, turn ${turn}`;
    const answer = await fetch(`${site.url}${path}/rest/api/3/issue`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ fields: { project: { id: PLACE.projectId }, issuetype: { name: 'Task' }, summary } }),
    });
    const text = await answer.text();
    if (answer.status !== 201) throw new Error(`${answer.status} ${text}`);
    acknowledged(['made', String(member(JSON.parse(text), 'id')), summary]);

    if (turn % 2 === 1) continue;
    acknowledged(['revoking', keyId]);
    await resolved('revokeKey', { keyId });
    acknowledged(['revoked', keyId]);
  }
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

work().catch((error: unknown) => {
  // Only reached when the work failed: the parent must not wait for ever.
  process.stderr.write(inspect(error));
  process.exit(1);
});
