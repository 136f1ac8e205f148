/** Jira's question whether the app may act in the person's name. One at a time, however many calls wait for it. */
let asking: Promise<boolean> | undefined;

/** True once access was allowed. */
export function askForConsent(): Promise<boolean> {
  asking ??= ask().finally(() => {
    asking = undefined;
  });
  return asking;
}

function ask(): Promise<boolean> {
  const dialog = document.querySelector<HTMLDialogElement>('#consent');
  if (dialog === null) return Promise.resolve(false);
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve, reject) => {
    dialog.addEventListener(
      'close',
      () => {
        if (dialog.returnValue !== 'allow') return resolve(false);
        fetch('/bridge/consent', { method: 'POST', body: '{}' }).then(({ ok }) => resolve(ok), reject);
      },
      { once: true },
    );
  });
}
