/** Roving focus: one tab stop for a list, arrows inside it. */
import type { Attachment } from 'svelte/attachments';

export interface RovingOptions {
  /** Selector of the items. */
  items: string;
  orientation?: 'vertical' | 'horizontal' | 'both';
}

const STEPS: Record<string, { axis: 'vertical' | 'horizontal'; step: 1 | -1 }> = {
  ArrowDown: { axis: 'vertical', step: 1 },
  ArrowUp: { axis: 'vertical', step: -1 },
  ArrowRight: { axis: 'horizontal', step: 1 },
  ArrowLeft: { axis: 'horizontal', step: -1 },
};

/** The index that a key leads to, or null when the key is not about moving. */
export function rove(
  key: string,
  index: number,
  count: number,
  orientation: NonNullable<RovingOptions['orientation']> = 'vertical',
): number | null {
  if (count === 0) return null;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const move = STEPS[key];
  if (!move || (orientation !== 'both' && move.axis !== orientation)) return null;
  return (index + move.step + count) % count;
}

/** `{@attach roving({ items: 'a' })}` on the list. */
export function roving({ items, orientation = 'vertical' }: RovingOptions): Attachment<HTMLElement> {
  return (list) => {
    const all = () => [...list.querySelectorAll<HTMLElement>(items)];

    function stopAt(chosen: HTMLElement | undefined) {
      for (const item of all()) item.tabIndex = item === chosen ? 0 : -1;
    }

    function onkeydown(event: KeyboardEvent) {
      const each = all();
      const index = each.findIndex((item) => item === document.activeElement);
      if (index === -1 || event.ctrlKey || event.metaKey || event.altKey) return;
      const next = rove(event.key, index, each.length, orientation);
      if (next === null) return;
      event.preventDefault();
      stopAt(each[next]);
      each[next]?.focus();
    }

    function onfocusin(event: FocusEvent) {
      const item = all().find((each) => each === event.target);
      if (item) stopAt(item);
    }

    const settle = () => {
      const each = all();
      if (!each.some((item) => item.tabIndex === 0) || each.filter((item) => item.tabIndex === 0).length > 1) {
        stopAt(each.find((item) => item.matches('[aria-current], [aria-selected="true"]')) ?? each[0]);
      }
    };
    settle();
    const observer = new MutationObserver(settle);
    observer.observe(list, { childList: true, subtree: true });
    list.addEventListener('keydown', onkeydown);
    list.addEventListener('focusin', onfocusin);
    return () => {
      observer.disconnect();
      list.removeEventListener('keydown', onkeydown);
      list.removeEventListener('focusin', onfocusin);
    };
  };
}
