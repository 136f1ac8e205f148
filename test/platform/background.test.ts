/** Product events and schedules: at least once, retried, and kept until a function took them. */
import type { Script } from './app/index';
import { type PlatformSite, START, startPlatform, stopPlatforms } from './platform-site';
import { smallState } from './test-jira';

afterAll(stopPlatforms);
afterEach(() => globalThis.platformScripts?.clear());

const DELETED = { eventType: 'avi:jira:deleted:project', payload: { project: { id: '10001' } } };
const UNHEARD = { eventType: 'avi:jira:created:issue', payload: {} };

/** Lets the app hear with `script`, and returns what it heard. */
function hear(script: Script = () => undefined): unknown[] {
  const heard: unknown[] = [];
  globalThis.platformScripts ??= new Map();
  globalThis.platformScripts.set('hear', (tools) => {
    heard.push(tools.event);
    return script(tools);
  });
  return heard;
}

const cause = (site: PlatformSite, ...events: (typeof DELETED | typeof UNHEARD)[]) =>
  site.testJira.change(smallState('changed'), events);

test('an event that the manifest asks for is delivered once, and others are not', async () => {
  const site = await startPlatform();
  const heard = hear();
  cause(site, DELETED, UNHEARD);
  expect([await site.deliverEvents(), await site.deliverEvents()]).toEqual([1, 0]);
  expect(heard).toEqual([
    {
      project: { id: '10001' },
      eventType: 'avi:jira:deleted:project',
      context: { cloudId: site.jira.state().site.cloudId, moduleKey: 'on-project', userAccess: { enabled: false } },
    },
  ]);
});

test('an event comes twice under its switch', async () => {
  const site = await startPlatform({ switches: { 'events.delivery': 'twice' } });
  const heard = hear();
  cause(site, DELETED);
  expect(await site.deliverEvents()).toBe(2);
  expect(heard).toHaveLength(2);
});

test('an event on which the function fails comes again, four times at most', async () => {
  const site = await startPlatform();
  const heard = hear(() => {
    throw new Error('not now');
  });
  cause(site, DELETED);
  for (let round = 0; round < 7; round += 1) await site.deliverEvents();
  expect(heard).toHaveLength(5);
});

test('a schedule runs on demand and leaves its record', async () => {
  const site = await startPlatform();
  globalThis.platformScripts = new Map([['tidy', () => ({ statusCode: 200 })]]);
  expect(await site.runSchedule('hourly')).toMatchObject({ functionKey: 'tidy', outcome: 'answered' });
  globalThis.platformScripts = new Map([['tidy', () => 'done']]);
  expect(await site.runSchedule('hourly')).toMatchObject({ outcome: 'bad-response' });
  await expect(site.runSchedule('yearly')).rejects.toThrow('no scheduled trigger yearly');
});

test('a long-running site delivers events and runs what is due by itself', async () => {
  const site = await startPlatform({ background: true });
  const heard = hear();
  globalThis.platformScripts?.set('tidy', () => ({ statusCode: 200 }));
  cause(site, DELETED);
  site.clock.set(START + 3_600_000);
  while (site.invocations.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(heard).toHaveLength(1);
  expect(site.invocations.map(({ functionKey }) => functionKey)).toEqual(['hear', 'tidy']);
});
