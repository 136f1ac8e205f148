/** Flags: short messages of the page at the corner of Jira's window. */
export type FlagOptions = {
  readonly id: string | number;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly appearance?: string;
  readonly actions?: readonly { readonly text: string }[];
  readonly isAutoDismiss?: boolean;
};
export type Flags = { show(options: FlagOptions): void; close(id: string): void };

const DISMISS_AFTER_MS = 8000;

/** `pressed` is told which action of which flag was pressed. */
export function createFlags(pressed: (flagId: string, at: number) => void): Flags {
  const list = document.querySelector('#flags');
  const shown = new Map<string, HTMLElement>();
  const close = (id: string) => {
    shown.get(id)?.remove();
    shown.delete(id);
  };
  return {
    close,
    show(options) {
      const id = String(options.id);
      close(id);
      const flag = element('div', '', `flag ${options.appearance ?? options.type ?? 'info'}`);
      flag.setAttribute('role', 'group');
      flag.setAttribute('aria-label', options.title ?? '');
      flag.append(element('p', options.title ?? '', 'title'));
      if (options.description !== undefined) flag.append(element('p', options.description));
      (options.actions ?? []).forEach(({ text }, at) => {
        flag.append(button(text, () => pressed(id, at)));
      });
      const dismiss = button('Dismiss', () => close(id));
      dismiss.className = 'dismiss';
      flag.append(dismiss);
      list?.prepend(flag);
      shown.set(id, flag);
      if (options.isAutoDismiss === true) setTimeout(() => shown.get(id) === flag && close(id), DISMISS_AFTER_MS);
    },
  };
}

function element(name: string, text: string, className = ''): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

function button(text: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  made.addEventListener('click', press);
  return made;
}
