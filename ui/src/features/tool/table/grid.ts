/** One tab stop for the whole table: arrows move between everything that can be done in it. */
import type { Attachment } from 'svelte/attachments';

const ITEMS = '[data-cell]';

/** Where an arrow leads from a cell of rows of different lengths; null at an edge. */
export function moveIn(rows: readonly number[], [row, column]: readonly [number, number], key: string): [number, number] | null {
  const length = rows[row] ?? 0;
  switch (key) {
    case 'ArrowLeft':
      return column > 0 ? [row, column - 1] : null;
    case 'ArrowRight':
      return column < length - 1 ? [row, column + 1] : null;
    case 'ArrowUp':
      return row > 0 ? [row - 1, Math.min(column, (rows[row - 1] ?? 1) - 1)] : null;
    case 'ArrowDown':
      return row < rows.length - 1 ? [row + 1, Math.min(column, (rows[row + 1] ?? 1) - 1)] : null;
    case 'Home':
      return [row, 0];
    case 'End':
      return [row, length - 1];
    default:
      return null;
  }
}

export const grid: Attachment<HTMLElement> = (table) => {
  const rows = () =>
    [...table.querySelectorAll('tr')].map((row) => [...row.querySelectorAll<HTMLElement>(ITEMS)]).filter((row) => row.length > 0);

  function stopAt(chosen: HTMLElement | undefined) {
    for (const item of table.querySelectorAll<HTMLElement>(ITEMS)) item.tabIndex = item === chosen ? 0 : -1;
  }

  function onkeydown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
    const all = rows();
    const row = all.findIndex((each) => each.some((item) => item === document.activeElement));
    const column = all[row]?.findIndex((item) => item === document.activeElement) ?? -1;
    if (row === -1 || column === -1) return;
    const next = moveIn(all.map((each) => each.length), [row, column], event.key);
    const item = next && all[next[0]]?.[next[1]];
    if (!item) return;
    event.preventDefault();
    stopAt(item);
    item.focus();
  }

  function onfocusin(event: FocusEvent) {
    if (event.target instanceof HTMLElement && event.target.matches(ITEMS)) stopAt(event.target);
  }

  const settle = () => {
    const items = [...table.querySelectorAll<HTMLElement>(ITEMS)];
    if (items.filter((item) => item.tabIndex === 0).length !== 1) stopAt(items[0]);
  };
  settle();
  const observer = new MutationObserver(settle);
  observer.observe(table, { childList: true, subtree: true });
  table.addEventListener('keydown', onkeydown);
  table.addEventListener('focusin', onfocusin);
  return () => {
    observer.disconnect();
    table.removeEventListener('keydown', onkeydown);
    table.removeEventListener('focusin', onfocusin);
  };
};
