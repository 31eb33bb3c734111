/** The moments at which nothing may stay unsaved: hidden, left, or the window is closing. */
import { host } from '../../../api/client';
import { notes } from './notes';

/** Keeps at each of those moments until the returned function is called. */
export function keepOnLeaving(): () => void {
  const now = () => void notes.flush();
  const back = () => notes.sync();
  const hidden = () => {
    if (document.visibilityState === 'hidden') now();
  };
  // Only words that could not be kept are worth a question.
  const ask = (event: BeforeUnloadEvent) => {
    if (notes.stuck) event.preventDefault();
  };
  document.addEventListener('visibilitychange', hidden);
  window.addEventListener('pagehide', now);
  window.addEventListener('blur', now);
  window.addEventListener('focus', back);
  window.addEventListener('beforeunload', ask);
  const stop = host().onClosing(notes.flush);
  return () => {
    document.removeEventListener('visibilitychange', hidden);
    window.removeEventListener('pagehide', now);
    window.removeEventListener('blur', now);
    window.removeEventListener('focus', back);
    window.removeEventListener('beforeunload', ask);
    stop();
  };
}
