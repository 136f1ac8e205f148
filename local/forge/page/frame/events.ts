/**
 * Events of the bridge, between the frames of an app on one page. The local site shows one frame at a time: what is
 * emitted comes back to it.
 */
type Callback = (payload: unknown) => unknown;
type Listening = { readonly event: string; readonly callback: Callback };
type Emitted = { readonly event: string; readonly payload?: unknown };
type Channel = {
  on(listening: Listening): Promise<{ unsubscribe(): void }>;
  emit(emitted: Emitted): Promise<void>;
};
type Events = Channel & { readonly onPublic: Channel['on']; readonly emitPublic: Channel['emit'] };

/** Events of the app alone, and those that other apps would hear. */
export function createEvents(): Events {
  const own = channel();
  const open = channel();
  return { ...own, onPublic: open.on, emitPublic: open.emit };
}

function channel(): Channel {
  const listeners = new Set<Listening>();
  return {
    async on(listening) {
      listeners.add(listening);
      return { unsubscribe: () => void listeners.delete(listening) };
    },
    async emit({ event, payload }) {
      // Other frames would get a copy.
      const copy: unknown = structuredClone(payload);
      for (const listener of listeners) if (listener.event === event) listener.callback(copy);
    },
  };
}
