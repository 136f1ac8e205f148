/** On narrow windows the side navigation is behind a button. */
export function bindMenu(): void {
  const button = document.querySelector<HTMLButtonElement>('#menu');
  const navigation = document.querySelector<HTMLElement>('#navigation');
  if (button === null || navigation === null) return;
  const show = (isOpen: boolean) => {
    button.setAttribute('aria-expanded', String(isOpen));
    navigation.classList.toggle('open', isOpen);
  };
  button.addEventListener('click', () => show(button.getAttribute('aria-expanded') !== 'true'));
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || button.getAttribute('aria-expanded') !== 'true') return;
    show(false);
    button.focus();
  });
}
