/**
 * How long each page of a large site takes, from the press that leads there until what was pressed for is drawn; and what
 * the app answered meanwhile. The steps follow each other, as a person would go.
 */
import type { Visit } from './browser';

export type PageTime = { readonly step: string; readonly ms: number };
export type Answered = { readonly functionKey: string; readonly rows: number; readonly bytes: number };
export type PageTimes = { readonly times: readonly PageTime[]; readonly answers: readonly Answered[] };

type Step = readonly [
  step: string,
  press: (visit: Visit) => Promise<unknown>,
  sign: (visit: Visit) => Promise<unknown>,
];

const link =
  (name: string) =>
  ({ app }: Visit) =>
    app.getByRole('navigation', { name: 'API keys' }).getByRole('link', { name, exact: true }).click();
const button =
  (name: string) =>
  ({ app }: Visit) =>
    app.getByRole('button', { name, exact: true }).first().click();
const tab =
  (name: string) =>
  ({ app }: Visit) =>
    app.getByRole('tab', { name }).click();
const text =
  (words: string | RegExp) =>
  ({ app }: Visit) =>
    app.getByText(words).first().waitFor();
const title =
  (name: string | RegExp) =>
  ({ app }: Visit) =>
    app.getByRole('heading', { level: 1, name }).waitFor();
const settled = ({ app }: Visit) => app.locator('table[aria-busy=false]').first().waitFor();
const details = ({ app }: Visit) =>
  app
    .getByRole('button', { name: /^Details of/ })
    .first()
    .waitFor();

/** For a site of test/console/large-site.ts. */
const STEPS: readonly Step[] = [
  ['the list of keys', link('Keys'), text(/^1–\d+ of 1,?003 keys$/)],
  ['the list, searched', ({ app }) => app.getByLabel('Search keys').fill('triage'), text(/^1–\d+ of 125 keys$/)],
  ['the list, sorted by name', button('Name'), ({ app }) => app.locator('[aria-sort=ascending]').waitFor()],
  ['its next page', button('Next'), text(/^\d\d–\d+ of 125 keys$/)],
  ['one key', ({ app }) => app.getByRole('row').getByRole('link').first().click(), title(/triage/)],
  ['one key: its use', tab('Use'), text('Last used')],
  ['one key: its audit', tab('Audit'), details],
  ['the list again', link('Keys'), title('API keys')],
  ['the form for a new key', ({ app }) => app.getByRole('link', { name: 'Create key' }).click(), text('Custom')],
  ['the audit', link('Audit'), details],
  ['the audit, older records', button('Show older'), ({ app }) => detailsAt(app, 60)],
  [
    'the audit, refused calls alone',
    ({ app }) => app.getByLabel('Outcome').selectOption({ label: 'Refused calls' }),
    ({ app }) => app.getByRole('cell').getByText('Refused', { exact: true }).nth(20).waitFor(),
  ],
  ['ceilings', link('Ceilings'), text('Permissions that may be granted')],
  ['endpoints', link('Endpoints'), settled],
  ['health', link('Health'), text(/of 13,000/)],
];

const detailsAt = (app: Visit['app'], at: number) =>
  app
    .getByRole('button', { name: /^Details of/ })
    .nth(at)
    .waitFor();

/**
 * Goes through all pages; begins at any of them. `between` runs before each: a minute has to pass on the site now and then,
 * since what a person's pages may read in one is limited.
 */
export async function timePages(visit: Visit, between: () => void): Promise<PageTimes> {
  const answers: Answered[] = [];
  visit.page.on('response', (response) => {
    if (!response.url().endsWith('/bridge/invoke')) return;
    const asked = JSON.parse(response.request().postData() ?? '{}') as { readonly functionKey?: string };
    void response.text().then(
      (body) => answers.push({ functionKey: asked.functionKey ?? '', rows: rowsIn(body), bytes: body.length }),
      // The page was left before the answer came.
      () => undefined,
    );
  });
  const times: PageTime[] = [];
  for (const [step, press, sign] of STEPS) {
    between();
    const begun = performance.now();
    await press(visit);
    await sign(visit);
    times.push({ step, ms: performance.now() - begun });
  }
  return { times, answers };
}

/** Keys and records in an answer, each by a member that it has once. */
const rowsIn = (body: string): number => body.split(/"(?:requestId|secretCopied)":/).length - 1;
