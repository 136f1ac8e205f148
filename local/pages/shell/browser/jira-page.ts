/**
 * Runs in the Jira page around the app's frame: answers what the page asks of the bridge, with the session of the
 * person who is signed in. It trusts messages of its own frame's window and origin alone.
 */
import type { FromFrame, ToFrame } from '../../../forge/page/messages';
import { createAddressBar } from './address-bar';
import { askForConsent } from './consent';
import { createFlags } from './flags';
import { bindMenu } from './menu';
import { createOperations } from './operations';
import { themeSwitch } from './theme';

const theme = themeSwitch();
bindMenu();

const frame = document.querySelector<HTMLIFrameElement>('iframe');
if (frame !== null) serve(frame);

function serve(page: HTMLIFrameElement): void {
  const { module = '', projectId, base = '', grows, address = '' } = page.dataset;
  const { origin } = new URL(address);
  const tell = (message: ToFrame) => page.contentWindow?.postMessage(message, origin);
  theme.onChange((now) => tell({ kind: 'theme', theme: now }));
  const operations = createOperations({
    place: projectId === undefined ? { module } : { module, projectId },
    addressBar: createAddressBar(base, (location, action) => tell({ kind: 'moved', location, action })),
    flags: createFlags((flagId, at) => tell({ kind: 'flag-action', flagId, at })),
    theme: theme.now,
    askForConsent,
  });
  window.addEventListener('message', (event: MessageEvent<FromFrame>) => {
    if (event.source !== page.contentWindow || event.origin !== origin) return;
    const message = event.data;
    if (message.kind === 'height') {
      if (grows !== undefined) page.style.height = `${message.height}px`;
    } else if (message.kind === 'call') {
      const { id, op, payload } = message;
      operations(op, payload).then(
        (value) => tell({ kind: 'answer', id, ok: true, value }),
        (error: unknown) =>
          tell({ kind: 'answer', id, ok: false, error: error instanceof Error ? error.message : String(error) }),
      );
    }
  });
  // Only now: the frame speaks as soon as it is there.
  page.src = address;
}
