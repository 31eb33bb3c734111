/** Keeps where the reader is, so that the next start opens there. */
import { host } from '../api/client';
import { hrefOf, parseRoute, type Route } from './router.svelte';

/** The core takes no longer ones. */
const LONGEST = 500;

export class PlaceKeeper {
  #waiting: string | null = null;
  #sending: Promise<void> = Promise.resolve();

  /** Kept at once: whatever ends the app next, it opens here again. */
  moved(route: Route): void {
    const place = hrefOf(route);
    if (route.name === 'unknown' || route.name === 'gallery' || place.length > LONGEST) return;
    this.#waiting = place;
    void this.flush();
  }

  /** Ends when the last place is kept; one after the other, so that it is the last one. */
  flush = (): Promise<void> => (this.#sending = this.#sending.then(() => this.#send()));

  /** Failing costs a comfort, no work, so it is not worth a word. */
  async #send(): Promise<void> {
    const place = this.#waiting;
    if (place === null) return;
    this.#waiting = null;
    await host()
      .call('place_save', { place })
      .catch(() => undefined);
  }

  /** Flushes when the window is hidden or goes, until the returned function is called. */
  start(): () => void {
    const onhide = () => {
      if (document.visibilityState === 'hidden') void this.flush();
    };
    document.addEventListener('visibilitychange', onhide);
    const stop = host().onClosing(this.flush);
    return () => {
      document.removeEventListener('visibilitychange', onhide);
      stop();
      void this.flush();
    };
  }
}

/** The kept place, when the address names none and the place is one of ours. */
export function placeToRestore(hash: string, lastPlace: string | null): Route | null {
  if (hash.replace(/^#?\/?/, '') !== '' || lastPlace === null) return null;
  const route = parseRoute(lastPlace);
  return route.name === 'unknown' || route.name === 'gallery' ? null : route;
}
