/** The moments at which nothing may stay unsaved: hidden, left, or the window is closing. */
import { host } from '../../api/client';
import { queue } from './highlight/queue.svelte';
import { drafts } from './writing/drafts';

/** Keeps at each of those moments until the returned function is called. */
export function keepOnLeaving(keep: () => Promise<void>): () => void {
  const now = () => void keep();
  const hidden = () => {
    if (document.visibilityState === 'hidden') now();
  };
  // Only what could not be kept is worth a question.
  const ask = (event: BeforeUnloadEvent) => {
    if (drafts.stuck || queue.stuck) event.preventDefault();
  };
  document.addEventListener('visibilitychange', hidden);
  window.addEventListener('pagehide', now);
  window.addEventListener('blur', now);
  window.addEventListener('beforeunload', ask);
  const stop = host().onClosing(keep);
  return () => {
    document.removeEventListener('visibilitychange', hidden);
    window.removeEventListener('pagehide', now);
    window.removeEventListener('blur', now);
    window.removeEventListener('beforeunload', ask);
    stop();
  };
}
