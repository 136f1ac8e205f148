/** Before all tests: workers that need the browser find it unpacked. */
import { unpackChromium } from './chromium';

export default function setup(): void {
  if (process.env['CHROMIUM_PATH'] === undefined) unpackChromium();
}
