/** What an eye, a keyboard and a screen reader make of a page. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Result } from 'axe-core';
import type { Frame, Locator } from 'playwright-core';
import type { Visit } from './browser';

const AXE = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');
const TABS_MAX = 200;
/** Colours on their way from one theme to the other are nobody's. What turns for ever has no end and is left alone. */
const TO_THEIR_END =
  'for (const one of document.getAnimations()) if (one.effect?.getComputedTiming().endTime !== Infinity) one.finish()';

/** The app's frame itself, for what a locator cannot do. */
export async function frameOf({ page }: Visit): Promise<Frame> {
  const element = await page.locator('main iframe').elementHandle();
  const frame = await element?.contentFrame();
  if (frame === undefined || frame === null) throw new Error('The page has no frame of the app.');
  return frame;
}

/** What axe finds that is serious or critical, each as a line: in the app, and in Jira's page around it. */
export async function seriousFindings(visit: Visit): Promise<readonly string[]> {
  const frames = [
    visit.page.mainFrame(),
    ...((await visit.page.locator('main iframe').count()) > 0 ? [await frameOf(visit)] : []),
  ];
  return (await Promise.all(frames.map(findingsIn))).flat();
}

/** The same of one frame. The script is evaluated by the debugger, to which the page's policy does not apply. */
export async function findingsIn(frame: Frame): Promise<readonly string[]> {
  if (!(await frame.evaluate("'axe' in globalThis"))) await frame.evaluate(AXE);
  await frame.evaluate(TO_THEIR_END);
  const violations = await frame.evaluate<Result[]>(
    "axe.run(document, { iframes: false, resultTypes: ['violations'] }).then(({ violations }) => violations)",
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, impact, help, nodes }) =>
      nodes.map(({ html }) => `${impact} ${id}: ${help} – ${html.slice(0, 200)}`),
    );
}
/** Presses Tab until the element has the focus; answers how often. Throws where Tab does not lead there. */
export async function tabTo({ page }: Visit, target: Locator): Promise<number> {
  for (let pressed = 0; pressed <= TABS_MAX; pressed += 1) {
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return pressed;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${target}.`);
}

/** Goes to the element by Tab and presses a key there. */
export async function pressAt(visit: Visit, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(visit, target);
  await visit.page.keyboard.press(key);
}

/** Goes to the field by Tab and types. */
export async function typeAt(visit: Visit, target: Locator, text: string): Promise<void> {
  await tabTo(visit, target);
  await visit.page.keyboard.press('ControlOrMeta+a');
  await visit.page.keyboard.type(text);
}

/** A picture of the window as a person sees it. */
export async function takePicture({ page }: Visit, file: string): Promise<void> {
  await page.screenshot({ path: file, animations: 'disabled' });
}
