/**
 * F6 and Shift F6 move between the parts of the window. A part is any element with `data-region`;
 * the order is that of the document. Each remembers where the focus was.
 */
import { focusOnce } from './focus';

const remembered = new WeakMap<Element, HTMLElement>();

export function regionsOf(root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('[data-region]')].filter((each) => !each.closest('[inert], [hidden]'));
}

/** Moves to the next (or previous) region and returns it; null when there is none. */
export function cycleRegion(direction: 1 | -1, root: ParentNode = document): HTMLElement | null {
  const regions = regionsOf(root);
  if (regions.length === 0) return null;
  const active = document.activeElement;
  const here = regions.findIndex((region) => region.contains(active));
  const current = regions[here];
  // A heading that had the focus shows no ring: coming back to it would look like nothing at all.
  const shown = active instanceof HTMLElement && active !== current && active.tabIndex >= 0;
  if (current && shown) remembered.set(current, active);

  const start = here === -1 && direction === -1 ? 0 : here;
  const next = regions[(start + direction + regions.length) % regions.length];
  if (!next) return null;
  const last = remembered.get(next);
  if (last?.isConnected && next.contains(last)) last.focus();
  else focusOnce(next);
  return next;
}
