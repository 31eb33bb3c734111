/** Focus helpers shared by the shell, dialogs and lists. */

const FOCUSABLE = [
  'a[href]',
  'button:not([disabled])',
  'input:not([disabled])',
  'textarea:not([disabled])',
  'select:not([disabled])',
  '[contenteditable="true"]',
  '[tabindex]:not([tabindex="-1"])',
].join(',');

export function focusable(root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((element) => !element.closest('[inert], [hidden]'));
}

/** Focuses something that is not in the tab order, such as a heading after a change of screen. */
export function focusOnce(element: HTMLElement, options?: FocusOptions): void {
  if (!element.hasAttribute('tabindex')) element.tabIndex = -1;
  element.focus(options);
}

/** True where single keys are text: inputs, text areas, editors. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLInputElement) {
    return !['button', 'checkbox', 'radio', 'range', 'reset', 'submit', 'color', 'file'].includes(target.type);
  }
  return target.isContentEditable || target.closest('[contenteditable="true"], [role="textbox"]') !== null;
}

/** True where Enter already does something: links, buttons, fields. */
export function isActivatable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.closest('a[href], button, select, summary') !== null || isTextField(target));
}
