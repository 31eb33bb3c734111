/**
 * Focus that the app gives by itself, so that the keys that scroll work at once. Nothing was
 * pressed to get there, so no ring; the next key or the next visit shows it as always.
 */
export function focusQuietly(element: HTMLElement): void {
  element.dataset.quiet = '';
  const loud = () => {
    delete element.dataset.quiet;
    element.removeEventListener('blur', loud);
    element.removeEventListener('keydown', onkeydown);
  };
  const onkeydown = (event: KeyboardEvent) => {
    if (event.key === 'Tab') loud();
  };
  element.addEventListener('blur', loud);
  element.addEventListener('keydown', onkeydown);
  element.focus({ preventScroll: true });
}
