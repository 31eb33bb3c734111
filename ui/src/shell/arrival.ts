/** Where the focus goes when the screen changes: to its title, as soon as there is one. */
import { focusOnce } from '../shared/a11y/focus';

/** The window has just opened: a screen may then give the focus to its main button. */
export const arrival = { first: true };

/** Call the result when the screen changes again. */
export function arriveAt(view: HTMLElement): () => void {
  const title = () => view.querySelector<HTMLElement>('h1');
  const here = title();
  if (here) {
    focusOnce(here, { preventScroll: true });
    return () => undefined;
  }
  // Still loading: stay near, and go on to the title unless the reader went elsewhere meanwhile.
  const waiting = view.querySelector<HTMLElement>('main') ?? view;
  focusOnce(waiting, { preventScroll: true });
  const observer = new MutationObserver(() => {
    const found = title();
    if (!found) return;
    observer.disconnect();
    const active = document.activeElement;
    if (active === null || active === document.body || active === waiting) focusOnce(found, { preventScroll: true });
  });
  observer.observe(view, { childList: true, subtree: true });
  return () => observer.disconnect();
}

/** Past the navigation, into the page. */
export function skipTo(view: HTMLElement): void {
  focusOnce(view.querySelector<HTMLElement>('main') ?? view);
}
