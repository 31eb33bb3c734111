/** Keeps where the reader is, so that the next start opens there. */
import { host } from '../api/client';
import { hrefOf, parseRoute, type Route } from './router.svelte';

const PAUSE_MS = 500;
/** The core takes no longer ones. */
const LONGEST = 500;

export class PlaceKeeper {
  #waiting: string | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** Kept after a pause. */
  moved(route: Route): void {
    const place = hrefOf(route);
    if (route.name === 'unknown' || route.name === 'gallery' || place.length > LONGEST) return;
    this.#waiting = place;
    this.#stop();
    this.#timer = setTimeout(() => void this.flush(), PAUSE_MS);
  }

  /** Kept now. Failing costs a comfort, no work, so it is not worth a word. */
  flush = async (): Promise<void> => {
    this.#stop();
    const place = this.#waiting;
    if (place === null) return;
    this.#waiting = null;
    await host()
      .call('place_save', { place })
      .catch(() => undefined);
  };

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

  #stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

/** The kept place, when the address names none and the place is one of ours. */
export function placeToRestore(hash: string, lastPlace: string | null): Route | null {
  if (hash.replace(/^#?\/?/, '') !== '' || lastPlace === null) return null;
  const route = parseRoute(lastPlace);
  return route.name === 'unknown' || route.name === 'gallery' ? null : route;
}
