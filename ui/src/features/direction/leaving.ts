/** The moments at which nothing may stay unsaved: hidden, left, or the window is closing. */
import { host } from '../../api/client';
import { sections } from './sections.svelte';

/** Keeps at each of those moments until the returned function is called, and then once more. */
export function keepOnLeaving(): () => void {
  const keep = () => sections.flush();
  const now = () => void keep();
  const hidden = () => {
    if (document.visibilityState === 'hidden') now();
  };
  // Only words that could not be kept are worth a question.
  const ask = (event: BeforeUnloadEvent) => {
    if (sections.stuck) event.preventDefault();
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
    now();
  };
}
