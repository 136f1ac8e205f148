/** Jira's answers about a person's rights: a right is held only where the answer says so in so many words. */
import { NeedsAuthenticationError } from '@forge/api';
import { asPerson } from '../../src/jira/as-user';

declare global {
  var __forge_fetch__: unknown;
}

let sent: { meta: unknown; path: string }[] = [];
const jiraAnswers = (status: number, body: unknown, headers: Record<string, string> = {}) => {
  sent = [];
  globalThis.__forge_fetch__ = async (meta: unknown, path: string) => {
    sent.push({ meta, path: String(path) });
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });
  };
};
const permission = (key: string, havePermission: unknown, as = key) => ({
  permissions: { [as]: { id: '0', key, name: key, type: 'GLOBAL', havePermission } },
});

describe('the right to administer the site', () => {
  test.each<readonly [string, number, unknown, boolean | 'fault']>([
    ['yes', 200, permission('ADMINISTER', true), true],
    ['no', 200, permission('ADMINISTER', false), false],
    ['forbidden', 403, {}, false],
    ['the word yes', 200, permission('ADMINISTER', 'true'), 'fault'],
    ['another permission', 200, permission('BROWSE_PROJECTS', true), 'fault'],
    ['another permission under this name', 200, permission('BROWSE_PROJECTS', true, 'ADMINISTER'), 'fault'],
    ['nothing', 200, {}, 'fault'],
    ['a page of HTML', 200, '<html>', 'fault'],
    ['an outage', 503, {}, 'fault'],
    ['signed out', 401, {}, 'fault'],
  ])('Jira answers %s', async (_name, status, body, expected) => {
    jiraAnswers(status, body);
    const answer = await asPerson.administersSite();
    expect(answer.ok ? answer.value : 'fault').toBe(expected);
  });

  test('is asked as the person, not as the app', async () => {
    jiraAnswers(200, permission('ADMINISTER', true));
    await asPerson.administersSite();
    expect(sent).toMatchObject([{ meta: { provider: 'user', remote: 'jira' } }]);
  });
});

describe('the right to administer a project', () => {
  test('is asked for the project by its id', async () => {
    jiraAnswers(200, permission('ADMINISTER_PROJECTS', true));
    expect(await asPerson.administersProject('10001')).toEqual({ ok: true, value: true });
    expect(sent[0]?.path).toBe('/rest/api/3/mypermissions?projectId=10001&permissions=ADMINISTER_PROJECTS');
  });

  test('is not held in a project that cannot be seen', async () => {
    jiraAnswers(404, { errorMessages: ['No project'] });
    expect(await asPerson.administersProject('10002')).toEqual({ ok: true, value: false });
  });

  test.each(['', '0', 'ALPHA', '10001&projectId=1', '10001/..'])('is not even asked for "%s"', async (id) => {
    jiraAnswers(200, permission('ADMINISTER_PROJECTS', true));
    expect(await asPerson.administersProject(id)).toEqual({ ok: true, value: false });
    expect(sent).toEqual([]);
  });
});

describe('a project as the person sees it', () => {
  test('has the id that was asked for', async () => {
    jiraAnswers(200, { id: '10001', key: 'ALPHA', name: 'Alpha', lead: {} });
    expect(await asPerson.project('10001')).toEqual({ ok: true, value: { id: '10001', key: 'ALPHA', name: 'Alpha' } });
  });

  test('is none where another project answers to these digits', async () => {
    jiraAnswers(200, { id: '10009', key: '10001', name: 'Other' });
    expect(await asPerson.project('10001')).toEqual({ ok: true, value: undefined });
  });
});

test('the request for consent leaves; a broken connection is a fault', async () => {
  jiraAnswers(401, '', { 'forge-proxy-error': 'NEEDS_AUTHENTICATION_ERR' });
  await expect(asPerson.administersSite()).rejects.toThrow(NeedsAuthenticationError);
  globalThis.__forge_fetch__ = () => Promise.reject(new Error('cut'));
  expect(await asPerson.administersSite()).toMatchObject({ ok: false, error: { reason: 'jira_unavailable' } });
});
