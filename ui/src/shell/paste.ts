/** A paste that no field could take is refused before it is in the field: laying it out would take the window seconds. */
import { m } from '#messages';
import { number } from '../shared/format/words';
import { toasts } from '../shared/toasts.svelte';

/** More than any field of one line takes, in characters. */
const MOST_IN_A_LINE = 20_000;

/** A text area says with `data-paste-most` where it ends; without that it takes everything. */
function mostIn(target: EventTarget | null): number {
  if (target instanceof HTMLTextAreaElement) return Number(target.dataset.pasteMost ?? Infinity);
  return target instanceof HTMLInputElement ? MOST_IN_A_LINE : Infinity;
}

/** Until the returned function is called. */
export function guardPaste(): () => void {
  const paste = (event: ClipboardEvent) => {
    const length = event.clipboardData?.getData('text/plain').length ?? 0;
    if (length <= mostIn(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    toasts.show(m.paste_too_much({ count: number(length) }));
  };
  window.addEventListener('paste', paste, { capture: true });
  return () => window.removeEventListener('paste', paste, { capture: true });
}
