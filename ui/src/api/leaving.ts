/** The moments at which nothing may stay unsaved: hidden, left, or the window is closing. */
import { host } from './client';

interface Leaving {
  keep: () => Promise<void>;
  /** Something could not be kept and is only on screen. */
  stuck: () => boolean;
  /** The window has the focus again. */
  back?: () => void;
}

/** Keeps at each of those moments until the returned function is called. */
export function keepOnLeaving({ keep, stuck, back }: Leaving): () => void {
  const gone = new AbortController();
  const { signal } = gone;
  const now = () => void keep();
  const hidden = () => {
    if (document.visibilityState === 'hidden') now();
  };
  // Only what could not be kept is worth a question.
  const ask = (event: BeforeUnloadEvent) => {
    if (stuck()) event.preventDefault();
  };
  document.addEventListener('visibilitychange', hidden, { signal });
  window.addEventListener('pagehide', now, { signal });
  window.addEventListener('blur', now, { signal });
  window.addEventListener('beforeunload', ask, { signal });
  if (back) window.addEventListener('focus', back, { signal });
  const stop = host().onClosing(keep);
  return () => {
    gone.abort();
    stop();
  };
}
