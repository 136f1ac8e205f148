/**
 * The operations of the bridge that concern Jira's page or its server, by their names in `@forge/bridge`. One that
 * is not here is refused by name and noted at the site, so that a test can find it.
 */
import type { Theme } from '../../../forge/page/messages';
import type { AddressBar } from './address-bar';
import type { FlagOptions, Flags } from './flags';
import { openAddress, urlOf } from './router';

export type PageGround = {
  readonly place: { readonly module: string; readonly projectId?: string };
  readonly addressBar: AddressBar;
  readonly flags: Flags;
  readonly theme: () => Theme;
  readonly askForConsent: () => Promise<boolean>;
};

type Payload = Readonly<Record<string, unknown>>;
type Operation = (payload: Payload) => unknown;
type BridgeResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: string; readonly consent: boolean };

/** The platform's limit on calls of resolvers from one page. */
const INVOKES_MAX = 500;
const INVOKES_WITHIN_MS = 25_000;

/** Answers one call of the bridge; a refusal is a rejection. */
export function createOperations(ground: PageGround): (op: string, payload: unknown) => Promise<unknown> {
  const { addressBar, flags, place } = ground;
  const mayInvoke = limiter();
  const ask = async (path: string, content: object): Promise<unknown> => {
    const result = await post<BridgeResult>(path, content);
    if (result.ok) return result.value;
    if (result.consent && (await ground.askForConsent())) return ask(path, content);
    throw new Error(result.error);
  };
  const operations: Readonly<Record<string, Operation>> = {
    invoke({ functionKey, payload }) {
      if (!mayInvoke()) throw new Error('Resolver calls are rate limited at 500req/25s');
      return ask('/bridge/invoke', { ...place, functionKey, payload });
    },
    fetchProduct: ({ product, restPath, fetchRequestInit }) =>
      ask('/bridge/fetch-product', { product, restPath, fetchRequestInit }),
    getContext: async () => ({ ...(await readContext(place)), theme: ground.theme() }),
    enableTheming: () => ground.theme(),
    createHistory: () => addressBar.location(),
    'history.push': ({ to, state }) => addressBar.move('PUSH', toOf(to), state),
    'history.replace': ({ to, state }) => addressBar.move('REPLACE', toOf(to), state),
    'history.go': ({ steps }) => addressBar.go(Number(steps)),
    showFlag: (options) => flags.show(flagOf(options)),
    closeFlag: ({ id }) => flags.close(String(id)),
    navigate: (target) => openAddress(urlOf(target), target['type'] === 'new-tab'),
    getUrl: (target) => urlOf(target).href,
    reload: () => window.location.reload(),
    refresh: () => window.location.reload(),
    emitReadyEvent: () => undefined,
    // A page of its own cannot be opened, closed or handed in: `@forge/bridge` makes an error of false.
    open: () => false,
    close: () => false,
    submit: () => false,
    onClose: () => false,
  };
  return async (op, payload) => {
    if (op === 'changeWindowTitle') {
      document.title = String(payload);
      return undefined;
    }
    const operation = Object.hasOwn(operations, op) ? operations[op] : undefined;
    if (operation !== undefined) return operation(asPayload(payload));
    await post('/bridge/unknown-op', { op });
    throw new Error(`The local site does not know the bridge's operation ${op}.`);
  };
}

async function readContext({ module, projectId }: PageGround['place']): Promise<Payload> {
  const query = new URLSearchParams({ module, ...(projectId !== undefined && { projectId }) });
  return (await fetch(`/bridge/context?${query}`)).json();
}

async function post<T>(path: string, content: object): Promise<T> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(content),
  });
  if (!answer.ok) throw new Error(`Jira answered with ${answer.status}.`);
  return answer.json();
}

function limiter(): () => boolean {
  let since = performance.now();
  let count = 0;
  return () => {
    if (performance.now() - since > INVOKES_WITHIN_MS) {
      since = performance.now();
      count = 0;
    }
    count += 1;
    return count <= INVOKES_MAX;
  };
}

const asPayload = (payload: unknown): Payload =>
  typeof payload === 'object' && payload !== null ? Object.fromEntries(Object.entries(payload)) : {};

const toOf = (to: unknown): string | Payload => (typeof to === 'string' ? to : asPayload(to));

function flagOf({ id, title, description, type, appearance, actions, isAutoDismiss }: Payload): FlagOptions {
  const texts = Array.isArray(actions) ? actions.map((action) => ({ text: String(asPayload(action)['text']) })) : [];
  return {
    id: String(id),
    title: String(title ?? ''),
    ...(description !== undefined && { description: String(description) }),
    type: String(appearance ?? type ?? 'info'),
    actions: texts,
    isAutoDismiss: isAutoDismiss === true,
  };
}
