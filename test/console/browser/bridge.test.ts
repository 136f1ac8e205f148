/** The bridge of a page in a real browser, through the unmodified `@forge/bridge`: every operation that a console uses. */
import type { Frame } from 'playwright-core';
import { FIXTURE } from '../../../local/jira/seeds/fixture/ids';
import type { ResolverPlace } from '../../../local/site';
import { type ConsoleSite, openConsoleSite, until, type Visit } from './browser';
import { type BuiltPage, buildPage } from './fixture/built-page';
import { frameOf, seriousFindings } from './look';

const { people, projects } = FIXTURE;
const ALPHA: ResolverPlace = { module: 'project', projectId: projects.alpha.id, projectKey: projects.alpha.key };

let built: BuiltPage;
let opened: ConsoleSite;
let visit: Visit;
let frame: Frame;
beforeAll(async () => {
  built = await buildPage();
  opened = await openConsoleSite({ manifest: built.manifest });
});
beforeEach(async () => {
  visit = await opened.visit(people.alphaAdmin, ALPHA, { route: '/keys/one?tab=use' });
  frame = await enter();
});
afterEach(async () => {
  opened.expectNoFaults();
  await visit.close();
});
afterAll(async () => {
  await opened?.stop();
  built?.remove();
});

/** The frame of the page as it is now, once its script ran. */
async function enter(): Promise<Frame> {
  await visit.app.getByRole('heading', { name: 'A page of the app' }).waitFor();
  return frameOf(visit);
}
/** Evaluates an expression in the page; `bridge` is the package. */
const inPage = <T = unknown>(expression: string): Promise<T> => frame.evaluate<T>(expression);
const messageOf = (expression: string) =>
  inPage<string>(`${expression}.then(() => 'no error', (error) => error.message)`);

describe('calls', () => {
  test('invoke reaches the resolver as the person and from the place', async () => {
    expect(await inPage(`bridge.invoke('whoAmI', {})`)).toEqual({
      ok: true,
      value: { accountId: people.alphaAdmin, page: 'project', administers: true },
      now: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(await messageOf(`bridge.invoke('noSuchFunction', {})`)).toContain('no definition');
  });

  test('more than 500 kB are refused on the way up, and so are more than 500 calls within 25 seconds', async () => {
    expect(await messageOf(`bridge.invoke('whoAmI', { text: 'x'.repeat(500_001) })`)).toContain('500 kB');
    // Past the package's own count, which a page could leave out.
    const last = await messageOf(
      `(async () => { for (let at = 0; at < 501; at += 1) await __bridge.callBridge('invoke', { functionKey: 'whoAmI', payload: {} }); })()`,
    );
    expect(last).toContain('500req/25s');
  });

  test('getContext tells the place, the person and the theme', async () => {
    expect(await inPage('bridge.view.getContext()')).toMatchObject({
      accountId: people.alphaAdmin,
      moduleKey: 'project-page',
      extension: { type: 'jira:projectSettingsPage', project: { id: projects.alpha.id, key: projects.alpha.key } },
      theme: { colorMode: 'light' },
    });
  });

  test('requestJira asks as the person, with method, body and status', async () => {
    const seen = await inPage(`bridge.requestJira('/rest/api/3/myself').then((answer) => answer.json())`);
    expect(seen).toMatchObject({ accountId: people.alphaAdmin });
    expect(await inPage(`bridge.requestJira('/rest/api/3/issue/OMEGA-1').then(({ status }) => status)`)).toBe(404);
    const asked = `bridge.requestJira('/rest/api/3/search/jql', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ jql: 'project = ALPHA', maxResults: 1 }),
    })`;
    expect(
      await inPage(`${asked}.then(async (answer) => [answer.status, (await answer.json()).issues.length])`),
    ).toEqual([200, 1]);
    expect(await messageOf(`bridge.requestConfluence('/wiki/rest/api/space')`)).toContain('no product confluence');
  });

  test('consent that is missing is asked for once, and what waited for it goes on', async () => {
    opened.site.consent.missing.add(people.alphaAdmin);
    const both = inPage(`Promise.all([
      bridge.invoke('describeProject', {}).then(({ ok }) => ok),
      bridge.requestJira('/rest/api/3/myself').then(({ status }) => status),
    ])`);
    const dialog = visit.page.getByRole('dialog', { name: 'needs access to your account' });
    await dialog.waitFor();
    expect(await seriousFindings(visit)).toEqual([]);
    await dialog.getByRole('button', { name: 'Allow access' }).click();
    expect(await both).toEqual([true, 200]);
    expect(await dialog.isVisible()).toBe(false);
  });

  test('consent that is not given is an error for the page', async () => {
    opened.site.consent.missing.add(people.alphaAdmin);
    const call = messageOf(`bridge.invoke('describeProject', {})`);
    await visit.page.getByRole('button', { name: 'Not now' }).click();
    expect(await call).not.toBe('no error');
    expect(opened.site.consent.missing.has(people.alphaAdmin)).toBe(true);
    opened.site.consent.missing.clear();
  });
});

describe('the theme', () => {
  const text = () => inPage<string>(`getComputedStyle(document.documentElement).getPropertyValue('--ds-text')`);

  test('is off until the page turns it on; then it follows the switch of Jira', async () => {
    expect(await text()).toBe('');
    await inPage('bridge.view.theme.enable()');
    const light = await text();
    expect(light).not.toBe('');
    expect(await inPage(`document.documentElement.getAttribute('data-color-mode')`)).toBe('light');
    await visit.chooseTheme('dark');
    await until(async () => (await text()) !== light);
    expect(await inPage(`document.documentElement.getAttribute('data-color-mode')`)).toBe('dark');
    expect(await inPage(`bridge.view.getContext().then(({ theme }) => theme.colorMode)`)).toBe('dark');
  });
});

describe('the history', () => {
  const path = () => visit.page.url().slice(opened.site.consoleUrl(ALPHA).length);
  const location = () => inPage<string>(`moves.location.pathname + moves.location.search`);
  beforeEach(() => inPage(`bridge.view.createHistory().then((made) => { globalThis.moves = made; })`));

  test('begins where the address says, and moves the address', async () => {
    expect(await location()).toBe('/keys/one?tab=use');
    await inPage(`moves.push('/create', { from: 'keys' })`);
    await until(async () => (await location()) === '/create');
    expect(path()).toBe('/create');
    expect(await inPage('moves.location.state')).toEqual({ from: 'keys' });
    await inPage(`moves.replace({ pathname: '/audit', search: '?outcome=denied' })`);
    expect(path()).toBe('/audit?outcome=denied');
    await inPage(`moves.push('/')`);
    expect(path()).toBe('');
  });

  test("the browser's back and forward move the page, and tell it", async () => {
    await inPage(`moves.push('/create')`);
    await inPage(`globalThis.heard = []; moves.listen(({ pathname }, action) => heard.push(action + ' ' + pathname))`);
    await visit.page.goBack();
    await until(async () => (await location()) === '/keys/one?tab=use');
    await visit.page.goForward();
    await until(async () => (await location()) === '/create');
    await inPage('moves.goBack()');
    await until(async () => (await location()) === '/keys/one?tab=use');
    expect(await inPage('heard')).toEqual(['POP /keys/one', 'POP /create', 'POP /keys/one']);
  });

  test('a reload stays where it was', async () => {
    await inPage(`moves.push('/keys/two')`);
    await visit.page.reload();
    frame = await enter();
    expect(await inPage(`bridge.view.createHistory().then(({ location }) => location.pathname)`)).toBe('/keys/two');
  });
});

describe('what the page does to Jira around it', () => {
  test('a flag shows its words and actions, and goes when it is closed', async () => {
    await inPage(`globalThis.flag = bridge.showFlag({
      id: 'saved', title: 'Key suspended', description: 'It opens nothing now.', type: 'success',
      actions: [{ text: 'Undo', onClick: () => { globalThis.undone = true; } }],
    }); undefined`);
    const flag = visit.page.getByRole('group', { name: 'Key suspended' });
    await flag.getByText('It opens nothing now.').waitFor();
    await flag.getByRole('button', { name: 'Undo' }).click();
    await until(() => inPage<boolean>('globalThis.undone === true'));
    expect(await seriousFindings(visit)).toEqual([]);
    await inPage('flag.close()');
    expect(await flag.count()).toBe(0);
    await inPage(`bridge.showFlag({ id: 'other', title: 'Another' }); undefined`);
    await visit.page.getByRole('button', { name: 'Dismiss' }).click();
    expect(await visit.page.getByText('Another').count()).toBe(0);
  });

  test("the window's title changes, and an address of Jira is opened in this tab or a new one", async () => {
    await inPage(`bridge.view.changeWindowTitle('API keys of Alpha')`);
    expect(await visit.page.title()).toBe('API keys of Alpha');
    expect(
      await inPage(`bridge.router.getUrl({ target: 'issue', issueKey: 'ALPHA-1' }).then(({ href }) => href)`),
    ).toBe(`${opened.site.url}/browse/ALPHA-1`);
    const popup = visit.context.waitForEvent('page');
    await inPage(`bridge.router.open('/rest/api/3/myself')`);
    expect((await popup).url()).toBe(`${opened.site.url}/rest/api/3/myself`);
    expect(await messageOf(`bridge.router.open('javascript:alert(1)')`)).toContain('does not open');
    await inPage(`void bridge.router.navigate('/about')`);
    await visit.page.waitForURL(`${opened.site.url}/about`);
  });

  test('reload loads the page anew', async () => {
    await inPage(`globalThis.old = true; void bridge.router.reload()`);
    await visit.page.waitForEvent('load');
    frame = await enter();
    expect(await inPage('globalThis.old')).toBeUndefined();
  });
});

describe('events and refusals', () => {
  test('what is emitted is heard until one no longer listens', async () => {
    const heard = await inPage(`(async () => {
      const heard = [];
      const listening = await bridge.events.on('changed', (payload) => heard.push(payload.id));
      await bridge.events.emit('changed', { id: 1 });
      await bridge.events.emit('other', { id: 2 });
      await bridge.events.emitPublic('changed', { id: 3 });
      listening.unsubscribe();
      await bridge.events.emit('changed', { id: 4 });
      return heard;
    })()`);
    expect(heard).toEqual([1]);
  });

  test('a modal, closing and handing in are refused, as they are no operations of such a page', async () => {
    expect(await messageOf(`new bridge.Modal({ resource: 'console' }).open()`)).toBe('Unable to open modal.');
    expect(await messageOf('bridge.view.close()')).toContain('not closable');
    expect(await messageOf('bridge.view.submit()')).not.toBe('no error');
  });

  test('an operation that the site does not have is refused by name, and a test finds it', async () => {
    expect(await messageOf(`bridge.invokeRemote({ path: '/' })`)).not.toBe('no error');
    expect(await messageOf(`__bridge.callBridge('flyToTheMoon', {})`)).toContain('flyToTheMoon');
    expect(opened.site.pageFrame.unknownOps).toContain('flyToTheMoon');
    expect(() => opened.expectNoFaults()).toThrow('flyToTheMoon');
    opened.site.resetRecords();
  });

  test('a message that does not come from the frame is not answered, and one not from Jira is not heard', async () => {
    const before = opened.site.invocations.length;
    await visit.page.evaluate(() => {
      window.postMessage({ kind: 'call', id: 1, op: 'invoke', payload: { functionKey: 'whoAmI' } }, '*');
    });
    await inPage(`window.postMessage({ kind: 'moved', location: { pathname: '/forged' }, action: 'POP' }, '*')`);
    await inPage(`bridge.view.getContext()`);
    expect(opened.site.invocations.length).toBe(before);
  });
});
