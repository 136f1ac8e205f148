/**
 * Runs first in the frame of a page: makes `__bridge`, through which `@forge/bridge` speaks to Jira around it.
 *
 * What is a function in the bridge's interface stays here, under a number or in a list: functions do not cross to
 * another window. Messages are taken from the parent's window and origin alone.
 */
import { type FromFrame, type PageLocation, type Theme, type ToFrame, themeAttributes } from '../messages';
import { createEvents } from './events';
import { createHistoryOf, type Moved } from './history';

const THEME_SHEET = '/forge/theme.css';

const jiraOrigin = document.currentScript?.dataset['jira'] ?? '';
const events = createEvents();
const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
const flagActions = new Map<string, readonly (() => void)[]>();
const onMoved = new Set<Moved>();
let calls = 0;
let isThemed = false;

/** Asks Jira's page for an operation. */
function ask(op: string, payload?: unknown): Promise<unknown> {
  calls += 1;
  const id = calls;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    // What cannot be cloned throws here, and is a rejection.
    send({ kind: 'call', id, op, payload });
  });
}

function send(message: FromFrame): void {
  window.parent.postMessage(message, jiraOrigin);
}

window.addEventListener('message', (event: MessageEvent<ToFrame>) => {
  if (event.source !== window.parent || event.origin !== jiraOrigin) return;
  const message = event.data;
  if (message.kind === 'answer') {
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.ok) call?.resolve(message.value);
    else call?.reject(new Error(message.error));
  } else if (message.kind === 'theme') {
    if (isThemed) show(message.theme);
  } else if (message.kind === 'moved') {
    for (const tell of onMoved) tell(message.location, message.action);
  } else if (message.kind === 'flag-action') {
    flagActions.get(message.flagId)?.[message.at]?.();
  }
});

function show(theme: Theme): void {
  for (const [name, value] of Object.entries(themeAttributes(theme))) {
    document.documentElement.setAttribute(name, value);
  }
}

async function enableTheming(): Promise<void> {
  const theme = await ask('enableTheming');
  isThemed = true;
  // Whose answer this is was proven when it came in.
  show(theme as Theme);
  if (document.querySelector(`link[href="${THEME_SHEET}"]`) !== null) return;
  await new Promise<void>((done) => {
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = THEME_SHEET;
    sheet.onload = () => done();
    sheet.onerror = () => done();
    document.head.append(sheet);
  });
}

type Flag = { readonly id: string | number; readonly actions?: readonly { text: string; onClick: () => void }[] };

function showFlag(flag: Flag): Promise<unknown> {
  const actions = flag.actions ?? [];
  flagActions.set(
    String(flag.id),
    actions.map(({ onClick }) => onClick),
  );
  return ask('showFlag', { ...flag, actions: actions.map(({ text }) => ({ text })) });
}

const LOCAL = {
  enableTheming,
  showFlag,
  createHistory: async () => createHistoryOf((await ask('createHistory')) as PageLocation, ask, onMoved),
  on: events.on,
  onPublic: events.onPublic,
  emit: events.emit,
  emitPublic: events.emitPublic,
  openModal: () => Promise.reject(new Error('The local site opens no modal of its own. Show it in the page.')),
};

function callBridge(op: string, payload?: unknown): Promise<unknown> {
  const local: unknown = Object.hasOwn(LOCAL, op) ? Reflect.get(LOCAL, op) : undefined;
  return typeof local === 'function' ? Promise.resolve(local(payload)) : ask(op, payload);
}

Object.defineProperty(globalThis, '__bridge', { value: Object.freeze({ callBridge }) });

/** Jira's page makes the frame as high as this, where it does not fill the window. */
new ResizeObserver(() => send({ kind: 'height', height: document.documentElement.offsetHeight })).observe(
  document.documentElement,
);
